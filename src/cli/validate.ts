import type { Command } from "commander";
import { validate } from "../app/validate.ts";
import { policyPath } from "../config/parse-policy.ts";
import { createFileSystem, createWorkspaceView } from "../runtime/compose.ts";
import { renderProblems } from "../yaml/problem.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl validate`: everything that is wrong in the policy and in dvc.yaml. Exit status 2 when something is. */
export function addValidateCommand(program: Command): void {
  program
    .command("validate")
    .description("check .github/pawl.yml and dvc.yaml and print everything that is wrong, with lines")
    .option("--config <path>", "the policy file", policyPath)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; config: string }>();
      const files = await createFileSystem(process.cwd());
      const workspace = await createWorkspaceView(files);
      const result = await validate({ config: options.config }, { files, workspace });
      const isGood = result.decision === "positive";
      const lines = isGood ? [`${result.checked.join(" and ")}: valid`] : [renderProblems(result.problems)];
      printResult(options.json, { schema: "pawl.validation/1", ...result }, lines);
      if (!isGood) process.exitCode = 2;
    });
}
