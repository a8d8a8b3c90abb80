import type { Command } from "commander";
import { status } from "../app/status.ts";
import { openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl status`: what would run, and why. JSON as that of `dvc status --json`. */
export function addStatusCommand(program: Command): void {
  program
    .command("status")
    .description("show which stages and data files changed")
    .option("-q, --quiet", "print nothing; exit status 1 when something changed")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; quiet?: boolean }>();
      const result = await status(await openPipeline(process.cwd(), createCommandLog()));
      if (options.quiet === true) {
        process.exitCode = result.decision === "positive" ? 0 : 1;
        return;
      }
      const lines = result.reasons.map(({ name, reason }) => `${name}: ${reason}`);
      printResult(
        options.json,
        result.dvc,
        lines.length > 0 ? lines : ["Data and pipelines are up to date."],
      );
    });
}
