import { compareValues, type ValueChanges } from "../../versioning/compare-values.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { describeFailures, type RevisionValues } from "./read-values-at.ts";
import { hasCommits, type ReportPorts } from "./snapshot.ts";

/** What changed between two revisions, in files by their paths. */
export interface FileChanges {
  /** Files without a change are left out; sorted by path. */
  readonly files: ReadonlyMap<string, ValueChanges>;
  /** What could not be read, one line each. */
  readonly warnings: readonly string[];
}

/** Two revisions to compare. */
export interface RevisionPair {
  readonly a: string;
  /** `workspace`, or a revision. */
  readonly b: string;
  /** With what did not change. */
  readonly all: boolean;
}

/**
 * Reads two revisions, one that is named twice once, and compares them. A repository without a commit has no changes.
 *
 * @throws PawlError as `read`
 */
export async function diffRevisions(
  { a, b, all }: RevisionPair,
  ports: Pick<ReportPorts, "revisions">,
  read: (revision: string) => Promise<RevisionValues>,
): Promise<FileChanges> {
  if (!(await hasCommits(ports))) return { files: new Map(), warnings: [] };
  const old = await read(a);
  return compareRevisions(old, a === b ? old : await read(b), all);
}

/** Compares the files of two revisions key by key. */
function compareRevisions(old: RevisionValues, after: RevisionValues, isComplete: boolean): FileChanges {
  const paths = new Set([...(old.files?.keys() ?? []), ...(after.files?.keys() ?? [])]);
  const files = new Map<string, ValueChanges>();
  for (const path of [...paths].sort(compareCodePoints)) {
    const changes = compareValues(old.files?.get(path)?.values, after.files?.get(path)?.values, {
      isComplete,
    });
    if (changes.size > 0) files.set(path, changes);
  }
  return { files, warnings: describeFailures(old === after ? [old] : [old, after]) };
}
