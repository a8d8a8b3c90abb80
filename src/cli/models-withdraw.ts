import type { Command } from "commander";
import { policyPath } from "../config/parse-policy.ts";
import { runWithdraw, type RunWithdrawOptions } from "../runtime/run-withdraw.ts";
import { readGitHubOptions } from "./github-options.ts";
import { printResult } from "./print-result.ts";

interface WithdrawOptions {
  readonly version?: string;
  readonly from?: string;
  readonly config: string;
  readonly repository?: string;
  readonly json?: boolean;
}

/** Adds `pawl models deregister`, `unassign` and `deprecate`; exit status 3 when it is refused. */
export function addWithdrawCommands(models: Command): void {
  addWriting(models, "deregister <model>", "withdraw a version: tag name@v1.2.0!")
    .requiredOption("--version <version>", "such as v1.2.0")
    .action(async (model: string, options: WithdrawOptions, command: Command) => {
      await run(model, { verb: "deregister", version: options.version ?? "" }, command);
    });
  addWriting(models, "unassign <model>", "take a model out of an environment: tag name#environment!#N")
    .requiredOption("--from <environment>", "the environment")
    .option("--version <version>", "take this version out only; the one before is in the environment again")
    .action(async (model: string, { from = "", version }: WithdrawOptions, command: Command) => {
      await run(model, { verb: "unassign", environment: from, version }, command);
    });
  addWriting(models, "deprecate <model>", "retire a model: tag name@deprecated").action(
    async (model: string, _: unknown, command: Command) => {
      await run(model, { verb: "deprecate" }, command);
    },
  );
}

function addWriting(models: Command, nameAndArgs: string, description: string): Command {
  return models
    .command(nameAndArgs)
    .description(description)
    .option("--repository <owner/name>", "the repository; default: GITHUB_REPOSITORY")
    .option("--config <path>", "the policy file", policyPath);
}

async function run(model: string, what: RunWithdrawOptions["what"], command: Command): Promise<void> {
  const { config, json, repository } = command.optsWithGlobals<WithdrawOptions>();
  const github = readGitHubOptions(`models ${what.verb}`, repository);
  const result = await runWithdraw({ model, what, config, directory: process.cwd(), ...github });
  const line = `${result.reason} (${result.reasonCode})`;
  printResult(json, { schema: "pawl.models-withdraw/1", ...result }, [line]);
  if (result.decision === "refused") process.exitCode = 3;
}
