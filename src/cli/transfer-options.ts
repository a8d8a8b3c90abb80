import { isAbsolute, join, relative, sep } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { DataScope } from "../app/transfer/collect-data.ts";
import type { RepositoryPlace } from "../runtime/find-repository.ts";
import type { RemoteChoice } from "../runtime/open-pipeline.ts";

/** Options that `fetch`, `pull` and `push` share, as DVC names them. */
export interface TransferOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly remote?: string;
  readonly jobs?: number;
  readonly allBranches?: boolean;
  readonly allTags?: boolean;
  readonly allCommits?: boolean;
  readonly withDeps?: boolean;
  readonly recursive?: boolean;
  readonly runCache?: boolean;
}

/** Adds them. */
export function addTransferOptions(command: Command): Command {
  return command
    .argument("[targets...]", "stages, .dvc files or paths (default: all)")
    .option("-r, --remote <name>", "the remote (default: the default remote)")
    .option("-j, --jobs <number>", "transfers at a time", parseJobs)
    .option("-a, --all-branches", "also the data of all branches")
    .option("-T, --all-tags", "also the data of all tags")
    .option("-A, --all-commits", "also the data of all commits")
    .option("-d, --with-deps", "also what the targets are made from")
    .option("-R, --recursive", "a folder means all data in it (always so)")
    .option("--run-cache", "also the records of earlier runs")
    .option("--no-run-cache", "without them (the default)")
    .option("-q, --quiet", "print nothing but errors");
}

function parseJobs(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1 to 999.");
}

/**
 * What to transfer.
 *
 * @param targets relative to the folder of the place, or absolute.
 */
export function scopeOf(
  targets: readonly string[],
  place: RepositoryPlace,
  options: TransferOptions,
): DataScope {
  return {
    targets: inRepository(targets, place),
    withDeps: options.withDeps ?? false,
    allBranches: options.allBranches ?? false,
    allTags: options.allTags ?? false,
    allCommits: options.allCommits ?? false,
  };
}

/**
 * Paths and addresses from where the user stands to the top of the repository, with `/`. Those that leave it keep their
 * `..`, so that the use case refuses them.
 */
export function inRepository(
  targets: readonly string[],
  { root, folder }: RepositoryPlace,
): readonly string[] {
  return targets.map((target) => {
    const path = isAbsolute(target) ? relative(root, target) : join(folder, target);
    return path.split(sep).join("/").replace(/^\.\//, "");
  });
}

/** Where to, and how many at a time. */
export function remoteChoice(options: TransferOptions): RemoteChoice {
  return { remote: options.remote, jobs: options.jobs };
}
