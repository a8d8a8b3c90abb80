import { nodeDigest } from "../adapters/digest/node-digest.ts";
import { createApiLedgerFiles } from "../app/ledger/api-ledger-files.ts";
import { readRecentRuns, type RecentRuns, type RecentRunsMemory } from "../app/ledger/recent-runs.ts";
import type { GitHub } from "../ports/github/github.ts";
import { segmentFolder } from "../runs/segments.ts";

/** Where the ledger is. */
export interface RecentRunsPlace {
  readonly github: Pick<GitHub, "commits" | "gitData">;
  /** `runs.branch` of the policy. */
  readonly branch: string;
  readonly memory: RecentRunsMemory;
}

/** The newest runs of a repository's ledger over the API, see {@link readRecentRuns}; `undefined` without one. */
export function readRecentRunsOverApi(
  period: { readonly since: Date; readonly until: Date },
  { github, branch, memory }: RecentRunsPlace,
): Promise<RecentRuns | undefined> {
  // The lists of keys beside the segments are not looked at.
  const files = createApiLedgerFiles(github, branch, segmentFolder);
  const sha256 = (text: string): string => nodeDigest.sha256(text);
  return readRecentRuns(period, files, { memory, sha256 });
}
