import type { Command } from "commander";
import { dataStatus } from "../app/data-status.ts";
import { dataStatusAsData, renderDataStatus } from "../report/data-status.ts";
import { openReports } from "../runtime/open-reports.ts";
import { choiceOption } from "./report-options.ts";

interface DataStatusOptions {
  readonly json?: boolean;
  readonly granular?: boolean;
  readonly unchanged?: boolean;
  readonly untrackedFiles?: boolean | "no" | "all";
  readonly remote?: string;
  readonly notInRemote?: boolean;
}

/** Adds `pawl data status`, with the flags and the JSON of DVC. */
export function addDataStatus(data: Command): void {
  data
    .command("status")
    .description("compare the last commit, the lock files and the work tree")
    .argument("[targets...]", "paths (default: everything)")
    .option("--granular", "files in directories one by one")
    .option("--unchanged", "with what did not change")
    .addOption(choiceOption("--untracked-files [which]", "with files that git does not know", ["no", "all"]))
    .option("--not-in-remote", "with what the remote does not have")
    .option("-r, --remote <name>", "the remote to look at")
    .option("--no-remote-refresh", "accepted as DVC does; the remote is always asked")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DataStatusOptions>();
      const request = {
        targets,
        granular: options.granular ?? false,
        untracked: options.untrackedFiles === true || options.untrackedFiles === "all",
        notInRemote: options.notInRemote ?? false,
      };
      const status = await dataStatus(request, await openReports(process.cwd(), options.remote));
      const layout = { hasUnchanged: options.unchanged ?? false };
      if (options.json === true) console.log(JSON.stringify(dataStatusAsData(status, layout), null, 2));
      else console.log(renderDataStatus(status, layout));
    });
}
