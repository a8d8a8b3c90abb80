import { InvalidArgumentError, type Command } from "commander";
import { collectGarbage, type GarbageReport } from "../app/collect-garbage.ts";
import { PawlError } from "../errors.ts";
import { renderGarbage } from "../report/garbage.ts";
import type { OpenedGarbage } from "../runtime/open-garbage.ts";
import type { GcSelection } from "../versioning/gc-refs.ts";
import { createCommandLog } from "./command-log.ts";
import { printResult } from "./print-result.ts";

interface GcOptions {
  readonly workspace?: boolean;
  readonly allBranches?: boolean;
  readonly allTags?: boolean;
  readonly allCommits?: boolean;
  readonly num?: number;
  readonly date?: number;
  readonly rev?: string;
  readonly notInRemote?: boolean;
  readonly cloud?: boolean;
  readonly remote?: string;
  readonly projects?: string[];
  readonly force?: boolean;
  readonly dry?: boolean;
  readonly json?: boolean;
}

/** Adds `pawl gc`: with DVC's flags, or without any by the policy. Exit status 3 when it refuses. */
export function addGcCommand(program: Command): void {
  program
    .command("gc")
    .description("delete data that no branch, tag, Release or work tree needs")
    .option("-w, --workspace", "keep only the data of the work tree")
    .option("-a, --all-branches", "keep the data of branches and the work tree")
    .option("-T, --all-tags", "keep the data of tags and the work tree")
    .option("-A, --all-commits", "keep the data of all commits")
    .option("-n, --num <count>", "with --all-branches or --rev: of so many commits back", count)
    .option("--date <date>", "keep the data of commits since then: YYYY-MM-DD", day)
    .option("--rev <commit>", "keep the data of a commit and the work tree")
    .option("--not-in-remote", "delete also what the remote has")
    .option("-c, --cloud", "delete in the remote too")
    .option("-r, --remote <name>", "the remote")
    .option("-p, --projects <paths...>", "other repositories that share the cache: their data is kept")
    .option("-f, --force", "delete although refs lose data or directories are not known")
    .option("--dry", "only report")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GcOptions>();
      checkOptions(options);
      const { cloud = false, notInRemote = false, remote, projects = [] } = options;
      const { openGarbage } = await import("../runtime/open-garbage.ts");
      const choice = { cloud, notInRemote, remote, projects };
      const opened = await openGarbage(process.cwd(), choice, createCommandLog());
      try {
        const reports = await collectAll(options, opened);
        printResult(options.json, { schema: "pawl.gc/1", stores: reports }, reports.flatMap(renderGarbage));
        if (reports.some((report) => report.decision === "refused")) process.exitCode = 3;
      } finally {
        await opened.close();
      }
    });
}

function checkOptions(options: GcOptions): void {
  if (options.notInRemote === true && options.cloud === true) {
    throw new PawlError("usage.invalid", { message: "--not-in-remote and --cloud exclude each other." });
  }
  if (options.remote !== undefined && options.notInRemote !== true && options.cloud !== true) {
    throw new PawlError("usage.invalid", { message: "--remote needs --cloud or --not-in-remote." });
  }
}

/** One store after the other; a refusal ends it. */
async function collectAll(options: GcOptions, opened: OpenedGarbage): Promise<readonly GarbageReport[]> {
  const { notInRemote = false, dry = false, force = false } = options;
  const selection = await selectionOf(options, opened);
  const reports: GarbageReport[] = [];
  for (const ports of opened.stores) {
    const report = await collectGarbage({ policy: opened.policy, selection, notInRemote, dry, force }, ports);
    reports.push(report);
    if (report.decision === "refused") break;
  }
  return reports;
}

async function selectionOf(options: GcOptions, opened: OpenedGarbage): Promise<GcSelection> {
  const { workspace = false, allBranches = false, allTags = false, allCommits = false } = options;
  return {
    workspace,
    allBranches,
    allTags,
    allCommits,
    ...(options.num === undefined ? {} : { num: options.num }),
    ...(options.date === undefined ? {} : { sinceMs: options.date }),
    ...(options.rev === undefined ? {} : { revisions: [await opened.resolve(options.rev)] }),
  };
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("a whole number greater than 0 is expected");
}

function day(text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError("a date such as 2026-01-31 is expected");
}
