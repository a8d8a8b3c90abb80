import type { Command } from "commander";
import { describeFailures, failedRegistrations } from "../app/register-models.ts";
import { policyPath } from "../config/parse-policy.ts";
import { runRegister } from "../runtime/run-register.ts";
import { createCommandLog } from "./command-log.ts";
import { readGitHubOptions } from "./github-options.ts";

interface RegisterOptions {
  readonly model?: string;
  readonly config: string;
  readonly json?: boolean;
}

/** Adds `pawl register`: versions for the models of the checked out commit. */
export function addRegisterCommand(program: Command): void {
  program
    .command("register")
    .description("give each model of the checked out commit whose artifact is new a version, tag and Release")
    .option("--model <name>", "register this model only")
    .option("--config <path>", "the policy file", policyPath)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RegisterOptions>();
      const report = await runRegister({
        ...options,
        ...readGitHubOptions("register"),
        directory: process.cwd(),
        log: createCommandLog(),
        signingKey: process.env["PAWL_SIGNING_KEY"],
        variables: process.env,
      });
      if (options.json === true) console.log(JSON.stringify(report, null, 2));
      else {
        for (const { reasonCode, reason } of [...report.models, ...report.mirrors])
          console.log(`${reasonCode}: ${reason}`);
      }
      const failures = failedRegistrations(report.models);
      if (failures.length > 0) console.error(`pawl: ${describeFailures(failures)}`);
      process.exitCode = failures[0]?.exitStatus ?? 0;
    });
}
