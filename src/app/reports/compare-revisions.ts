import { compareValues, type ValueChanges } from "../../versioning/compare-values.ts";
import { compareCodePoints } from "../../versioning/value.ts";
import { describeFailures, type RevisionValues } from "./read-values-at.ts";

/** What changed between two revisions, in files by their paths. */
export interface FileChanges {
  /** Files without a change are left out; sorted by path. */
  readonly files: ReadonlyMap<string, ValueChanges>;
  /** What could not be read, one line each. */
  readonly warnings: readonly string[];
}

/** Nothing changed. */
export const noChanges: FileChanges = { files: new Map(), warnings: [] };

/** Compares the files of two revisions key by key. */
export function compareRevisions(
  old: RevisionValues,
  after: RevisionValues,
  isComplete: boolean,
): FileChanges {
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

/** Whether a comparison is of a revision with itself. */
export function sameRevision({ a, b }: { readonly a: string; readonly b: string }): boolean {
  return a === b;
}
