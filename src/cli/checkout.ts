import type { Command } from "commander";
import { printResult } from "./print-result.ts";
import { inRepository } from "./transfer-options.ts";

interface CheckoutOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly force?: boolean;
  readonly relink?: boolean;
  readonly withDeps?: boolean;
  readonly allowMissing?: boolean;
}

/** Adds `pawl checkout`: puts the cache's data into the work tree, as `dvc checkout`. */
export function addCheckoutCommand(program: Command): void {
  program
    .command("checkout")
    .description("put the cache's data into the work tree")
    .argument("[targets...]", "stages, .dvc files or paths (default: all)")
    .option("-f, --force", "replace changed files that the cache does not have")
    .option("--relink", "link files anew as cache.type says")
    .option("-d, --with-deps", "also what the targets are made from")
    .option("-R, --recursive", "a folder means all data in it (always so)")
    .option("--allow-missing", "pass over what the cache does not have")
    .option("-q, --quiet", "print nothing but errors")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      await run(targets, command.optsWithGlobals<CheckoutOptions>());
    });
}

async function run(targets: readonly string[], options: CheckoutOptions): Promise<void> {
  const [{ findRepository }, { openTransfers }, { checkout }, { createCommandLog }] = await Promise.all([
    import("../runtime/find-repository.ts"),
    import("../runtime/open-pipeline.ts"),
    import("../app/pull.ts"),
    import("./command-log.ts"),
  ]);
  const { root, folder } = findRepository(process.cwd());
  const isQuiet = options.quiet ?? false;
  const ports = await openTransfers(root, createCommandLog({ isQuiet }));
  const result = await checkout(
    {
      targets: inRepository(targets, { root, folder }),
      force: options.force ?? false,
      relink: options.relink ?? false,
      withDeps: options.withDeps ?? false,
      allowsMissing: options.allowMissing ?? false,
    },
    { workspace: ports.workspace, data: ports.data, readTree: ports.readTree },
  );
  const lines = result.restored.length > 0 ? result.restored : ["Everything is up to date."];
  if (!isQuiet || options.json === true)
    printResult(options.json, { schema: "pawl.checkout/1", ...result }, lines);
}
