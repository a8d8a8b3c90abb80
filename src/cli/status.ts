import type { Command } from "commander";
import { renderExplanation, renderStatus } from "./dvc-text.ts";
import { printResult } from "./print-result.ts";

interface StatusOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly explain?: boolean;
  readonly withDeps?: boolean;
  readonly recursive?: boolean;
}

/** Adds `pawl status`: what would run, and why. Text and JSON as those of `dvc status`. */
export function addStatusCommand(program: Command): void {
  program
    .command("status")
    .description("show which stages and data files changed")
    .argument("[targets...]", "stages, dvc.yaml or .dvc files, outputs (default: all)")
    .option("--explain", "every reason with its old and new value, and what would run after")
    .option("-d, --with-deps", "also what the targets need")
    .option("-R, --recursive", "a folder means all that is defined in it")
    .option("-q, --quiet", "print nothing; exit status 1 when something changed")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      await show(targets, command.optsWithGlobals<StatusOptions>());
    });
}

async function show(targets: readonly string[], options: StatusOptions): Promise<void> {
  const [{ findRepository, openStatus }, { status }, { createCommandLog }] = await Promise.all([
    import("../runtime/open-pipeline.ts"),
    import("../app/status.ts"),
    import("./command-log.ts"),
  ]);
  const { root, folder } = findRepository(process.cwd());
  const log = createCommandLog({ isQuiet: options.quiet ?? false });
  const result = await status(await openStatus(root), {
    targets,
    folder,
    withDependencies: options.withDeps ?? false,
    isRecursive: options.recursive ?? false,
  });
  if (options.quiet === true && options.json !== true) {
    process.exitCode = result.decision === "positive" ? 0 : 1;
    return;
  }
  for (const name of result.frozen) log.warning(`${name} is frozen: its dependencies are not looked at.`);
  const { dvc, reasons, below } = result;
  const explained = { schema: "pawl.status/1", reasons, below };
  const data = options.explain === true ? explained : dvc;
  printResult(
    options.json,
    data,
    options.explain === true ? renderExplanation(result) : renderStatus(result),
  );
}
