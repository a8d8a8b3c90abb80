import type { Command } from "commander";
import { printResult } from "./print-result.ts";

interface AddOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly commit: boolean;
}

/** Adds `pawl add`: puts data under version control, as `dvc add`. */
export function addAddCommand(program: Command): void {
  program
    .command("add")
    .description("put files and directories under version control; git keeps a small .dvc file")
    .argument("<paths...>", "files and directories; one inside an added directory updates that one")
    .option("--no-commit", "record what the data is, and put nothing into the cache")
    .option("-q, --quiet", "print errors alone")
    .action(async (paths: readonly string[], _: unknown, command: Command) => {
      await run(paths, command.optsWithGlobals<AddOptions>());
    });
}

async function run(paths: readonly string[], options: AddOptions): Promise<void> {
  const [{ findRepository }, { openPipeline }, { add }, { createCommandLog }, { inRepository }] =
    await Promise.all([
      import("../runtime/find-repository.ts"),
      import("../runtime/open-pipeline.ts"),
      import("../app/add.ts"),
      import("./command-log.ts"),
      import("./transfer-options.ts"),
    ]);
  const { root, folder } = findRepository(process.cwd());
  const ports = await openPipeline(root, createCommandLog({ isQuiet: options.quiet ?? false }));
  const inside = inRepository(paths, { root, folder });
  const result = await add(inside, ports, { isUncommitted: !options.commit });
  if (options.quiet === true && options.json !== true) return;
  const lines = result.added.map((one) => `${one.path}: ${one.item.md5} in ${one.file}`);
  printResult(options.json, { schema: "pawl.add/1", ...result }, lines);
}
