import type { Command } from "commander";
import { relative, resolve } from "node:path";
import { add } from "../app/add.ts";
import { openPipeline } from "../runtime/open-pipeline.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

/** Adds `pawl add`: puts data under version control, as `dvc add`. */
export function addAddCommand(program: Command): void {
  program
    .command("add")
    .description("put files and directories under version control; git keeps a small .dvc file")
    .argument("<paths...>", "files and directories")
    .action(async (paths: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean }>();
      const directory = process.cwd();
      const inside = paths.map((path) => relative(directory, resolve(directory, path)));
      const result = await add(inside, await openPipeline(directory, createCommandLog()));
      const lines = result.added.map((one) => `${one.path}: ${one.item.md5} in ${one.file}`);
      printResult(options.json, { schema: "pawl.add/1", ...result }, lines);
    });
}
