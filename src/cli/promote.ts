import type { Command } from "commander";
import type { PromoteResult } from "../app/promotion/result.ts";
import { policyPath } from "../config/parse-policy.ts";
import { promotionPlanLines } from "../report/promotion-plan.ts";
import { runPromote, runRollback } from "../runtime/run-promote.ts";
import { createCommandLog } from "./command-log.ts";
import { readGitHubOptions } from "./github-options.ts";

interface PromoteOptions {
  readonly to: string;
  readonly version?: string;
  readonly config: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface RollbackOptions {
  readonly from: string;
  readonly to?: string;
  readonly reason?: string;
  readonly config: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Adds `pawl promote` and `pawl rollback`; exit status 3 when it is refused. */
export function addPromoteCommand(program: Command): void {
  program
    .command("promote <model>")
    .description("put a version into an environment: assignment tag, then Deployment")
    .requiredOption("--to <environment>", "the environment")
    .option("--version <version>", "such as v1.2.0; default: the greatest")
    .option("--config <path>", "the policy file", policyPath)
    .option("--dry-run", "print the plan and write nothing")
    .action(async (model: string, _: unknown, command: Command) => {
      const { to, version, config, json, dryRun = false } = command.optsWithGlobals<PromoteOptions>();
      const place = { model, environment: to, config, directory: process.cwd(), isDryRun: dryRun };
      const log = createCommandLog();
      print(await runPromote({ ...place, log, version, ...readGitHubOptions("promote") }), json === true);
    });
  program
    .command("rollback <model>")
    .description("put the version before back into an environment")
    .requiredOption("--from <environment>", "the environment")
    .option("--to <version>", "the version to go to; default: the one before")
    .option("--reason <text>", "why, for the issue that is opened")
    .option("--config <path>", "the policy file", policyPath)
    .option("--dry-run", "print the plan and write nothing")
    .action(async (model: string, _: unknown, command: Command) => {
      const { from, to, reason, config, json, dryRun = false } = command.optsWithGlobals<RollbackOptions>();
      const place = { model, environment: from, config, directory: process.cwd(), isDryRun: dryRun, reason };
      const log = createCommandLog();
      print(
        await runRollback({ ...place, log, version: to, ...readGitHubOptions("rollback") }),
        json === true,
      );
    });
}

function print(result: PromoteResult, isJson: boolean): void {
  const lines = "plan" in result ? promotionPlanLines(result.plan) : [];
  const text = [`${result.reason} (${result.reasonCode})`, ...lines].join("\n");
  console.log(isJson ? JSON.stringify({ schema: "pawl.promote/1", ...result }, null, 2) : text);
  const wouldBeRefused = result.decision === "planned" && result.reasonCode !== "planned";
  if (result.decision === "refused" || wouldBeRefused) process.exitCode = 3;
}
