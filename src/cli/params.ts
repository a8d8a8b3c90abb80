import type { Command } from "commander";
import { diffParams } from "../app/params-diff.ts";
import { openReports } from "../runtime/open-reports.ts";
import { addDiffOptions, type ChangesOptions, printChanges } from "./report-options.ts";

/** Adds `pawl params diff`, with the flags and the JSON of DVC. */
export function addParamsCommand(program: Command): void {
  const params = program.command("params").description("compare parameters");
  const diff = params.command("diff").description("what changed in the parameters between two revisions");
  addDiffOptions(diff, "parameter files (default: those of dvc.yaml and params.yaml)")
    .option("--deps", "only what stages depend on")
    .action(async (a: string, b: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<ChangesOptions & { readonly deps?: boolean }>();
      const targets = options.targets ?? [];
      const request = { a, b, targets, all: options.all ?? false, deps: options.deps ?? false };
      const changes = await diffParams(request, await openReports(process.cwd()));
      printChanges(changes, options, { title: "Param", a, b, hasChange: false });
    });
}
