import type { Command } from "commander";
import { printResult } from "./print-result.ts";
import { addTransferOptions, remoteChoice, scopeOf, type TransferOptions } from "./transfer-options.ts";

interface PullOptions extends TransferOptions {
  readonly force?: boolean;
  readonly allowMissing?: boolean;
}

/** Adds `pawl pull`: brings data from cache and remote, as `dvc pull`. */
export function addPullCommand(program: Command): void {
  const command = program
    .command("pull")
    .description("bring data and models from the remote into the work tree");
  addTransferOptions(command)
    .option("-f, --force", "replace changed files that the cache does not have")
    .option("--allow-missing", "pass over what is in neither cache nor remote")
    .action(async (targets: readonly string[], _: unknown, own: Command) => {
      await run(targets, own.optsWithGlobals<PullOptions>());
    });
}

async function run(targets: readonly string[], options: PullOptions): Promise<void> {
  const [{ findRepository }, { openTransfers }, { pull }, { createCommandLog }, { createTransferDisplay }] =
    await Promise.all([
      import("../runtime/find-repository.ts"),
      import("../runtime/open-pipeline.ts"),
      import("../app/pull.ts"),
      import("./command-log.ts"),
      import("./transfer-display.ts"),
    ]);
  const { root, folder } = findRepository(process.cwd());
  const isQuiet = options.quiet ?? false;
  const ports = await openTransfers(root, createCommandLog({ isQuiet }), remoteChoice(options));
  const display = await createTransferDisplay("fetching", isQuiet);
  try {
    const result = await pull(
      {
        ...scopeOf(targets, { root, folder }, options),
        force: options.force ?? false,
        allowsMissing: options.allowMissing ?? false,
        runCache: options.runCache ?? false,
        onProgress: display.onProgress,
      },
      ports,
    );
    display.stop();
    for (const path of result.missing) ports.log.warning(`In neither cache nor remote: ${path}`);
    const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
    if (!isQuiet || options.json === true)
      printResult(options.json, { schema: "pawl.pull/1", ...result }, lines);
  } finally {
    display.stop();
    await ports.remote?.close();
  }
}
