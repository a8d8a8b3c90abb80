import type { Command } from "commander";
import { diff } from "../app/diff.ts";
import { diffAsData, renderDiff, renderDiffTable } from "../report/tracked-diff.ts";
import { openReports } from "../runtime/open-reports.ts";

interface DiffOptions {
  readonly json?: boolean;
  readonly md?: boolean;
  readonly showHash?: boolean;
  readonly hideMissing?: boolean;
  readonly targets?: readonly string[];
}

/** Adds `pawl diff`, with the flags and the JSON of DVC. */
export function addDiffCommand(program: Command): void {
  program
    .command("diff")
    .description("what changed in the data between two revisions, or a revision and the work tree")
    .argument("[a]", "old revision", "HEAD")
    .argument("[b]", "new revision (default: the work tree)")
    .option("--targets <paths...>", "outputs, paths in them, stages or .dvc files")
    .option("--show-hash", "with hashes")
    .option("--md", "a Markdown table")
    .option("--hide-missing", "without what is not in the cache")
    .action(async (a: string, b: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DiffOptions>();
      const request = { a, ...(b === undefined ? {} : { b }), targets: options.targets ?? [] };
      const result = await diff(request, await openReports(process.cwd()));
      const hidesMissing = b !== undefined || options.hideMissing === true;
      const layout = { hasHash: options.showHash ?? false, hidesMissing };
      if (options.json === true) console.log(JSON.stringify(diffAsData(result, layout), null, 2));
      else if (options.md === true) console.log(renderDiffTable(result, layout));
      else if (result !== undefined) console.log(renderDiff(result, layout));
    });
}
