import type { Command } from "commander";
import { pull } from "../app/pull.ts";
import { openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl pull`: brings data from cache and remote, as `dvc pull`. */
export function addPullCommand(program: Command): void {
  program
    .command("pull")
    .description("bring data and models from the remote into the work tree")
    .argument("[targets...]", "stages, .dvc files or paths (default: all)")
    .option("-f, --force", "replace changed files that the cache does not have")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; force?: boolean }>();
      const result = await pull(
        { targets, force: options.force ?? false },
        await openPipeline(process.cwd(), createCommandLog()),
      );
      const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
      printResult(options.json, { schema: "pawl.pull/1", ...result }, lines);
    });
}
