import type { Command } from "commander";
import { checkout } from "../app/pull.ts";
import { openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl checkout`: puts the cache's data into the work tree, as `dvc checkout`. */
export function addCheckoutCommand(program: Command): void {
  program
    .command("checkout")
    .description("put the cache's data into the work tree")
    .argument("[targets...]", "stages, .dvc files or paths (default: all)")
    .option("-f, --force", "replace changed files that the cache does not have")
    .option("--relink", "link files anew as cache.type says")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; force?: boolean; relink?: boolean }>();
      const result = await checkout(
        { targets, force: options.force ?? false, relink: options.relink ?? false },
        await openPipeline(process.cwd(), createCommandLog()),
      );
      const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
      printResult(options.json, { schema: "pawl.checkout/1", ...result }, lines);
    });
}
