import { PawlError } from "../errors.ts";
import { lockEntryOf, type LockFile, parseLock, writeLock } from "./lock-file.ts";
import { isSameValue, mergedKeys, mergeThree, type ThreeVersions } from "./merge-three.ts";
import { isValueMap, type Value, type ValueMap } from "./value.ts";

/** A stage that runs again after a merge, and why. */
export interface StageToRerun {
  readonly stage: string;
  /**
   * `changed-on-both` and `deleted-and-changed`: its entry is left out, which is how DVC's format says that a stage has to run.
   * `input-changed`: its entry stays, and names another version of a dependency than the stage that makes it.
   */
  readonly reason: "changed-on-both" | "deleted-and-changed" | "input-changed";
}

/** A merged dvc.lock. */
export interface MergedLock {
  /** Never with conflict markers; `""` when both sides have none. */
  readonly text: string;
  /** In the order of {@link mergedKeys}. */
  readonly rerun: readonly StageToRerun[];
}

/**
 * Merges two versions of a dvc.lock stage by stage. A stage that both sides changed in different ways is left out, so that
 * it runs again. Stages stand in the order of ours, then those that only theirs has. Other keys at the top are merged as a
 * whole. Where one side did not change anything, the other side's text comes back byte for byte.
 *
 * @param texts of the common ancestor and both sides; empty text is a file that is not there.
 * @param file name to report.
 * @throws PawlError `file.unreadable` when a side is not a lock of schema 2.0; `merge.conflict` when both sides changed
 *   another key at the top in different ways.
 */
export function mergeLocks(texts: ThreeVersions<string>, file = "dvc.lock"): MergedLock {
  const locks = {
    base: parseLock(texts.base, `${file} (common ancestor)`),
    ours: parseLock(texts.ours, `${file} (ours)`),
    theirs: parseLock(texts.theirs, `${file} (theirs)`),
  };
  const whole = mergeThree(texts, (a, b) => a === b);
  if (!whole.isConflict) return { text: whole.merged, rerun: [] };
  const stages = mergeStages({
    base: stagesOf(locks.base),
    ours: stagesOf(locks.ours),
    theirs: stagesOf(locks.theirs),
  });
  const values = mergeTop(locks, file);
  if (values.has("stages")) values.set("stages", stages.entries);
  const merged = { values };
  return { text: writeLock(merged), rerun: [...stages.rerun, ...newlyStale(locks, merged)] };
}

function stagesOf(lock: LockFile): ValueMap {
  const stages = lock.values.get("stages");
  return isValueMap(stages) ? stages : new Map<string, Value>();
}

function mergeStages(stages: ThreeVersions<ValueMap>): {
  readonly entries: ValueMap;
  readonly rerun: readonly StageToRerun[];
} {
  const entries = new Map<string, Value>();
  const rerun: StageToRerun[] = [];
  for (const stage of mergedKeys(stages.ours, stages.theirs)) {
    const [base, ours, theirs] = [stages.base, stages.ours, stages.theirs].map((side) => side.get(stage));
    const result = mergeThree({ base, ours, theirs }, isSameValue);
    if (result.isConflict) {
      const isDeleted = ours === undefined || theirs === undefined;
      rerun.push({ stage, reason: isDeleted ? "deleted-and-changed" : "changed-on-both" });
    } else if (result.merged !== undefined) entries.set(stage, result.merged);
  }
  return { entries, rerun };
}

/** Every key at the top; the stages as those of ours, else theirs, to hold their place. */
function mergeTop(locks: ThreeVersions<LockFile>, file: string): Map<string, Value> {
  const [base, ours, theirs] = [locks.base.values, locks.ours.values, locks.theirs.values];
  const merged = new Map<string, Value>();
  for (const key of mergedKeys(ours, theirs)) {
    const versions = { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) };
    const result =
      key === "stages"
        ? { isConflict: false as const, merged: versions.ours ?? versions.theirs }
        : mergeThree(versions, isSameValue);
    if (result.isConflict) {
      throw new PawlError("merge.conflict", { message: `Both sides changed ${key} of ${file}.` });
    }
    if (result.merged !== undefined) merged.set(key, result.merged);
  }
  return merged;
}

/** Stages that agree with the makers of their inputs on a side, and do not after the merge. */
function newlyStale(locks: ThreeVersions<LockFile>, merged: LockFile): readonly StageToRerun[] {
  // Two stages may mean different files by one path, since wdir is not in the lock: those agree on no side.
  const agreed = [locks.ours, locks.theirs].flatMap((side) => {
    const stale = new Set(staleEntries(side));
    return [...stagesOf(side).keys()].filter((stage) => !stale.has(stage));
  });
  return staleEntries(merged)
    .filter((stage) => agreed.includes(stage))
    .map((stage) => ({ stage, reason: "input-changed" }));
}

/** Stages whose entry names another version of a dependency than the entry of the stage that makes it. */
function staleEntries(lock: LockFile): readonly string[] {
  const entries = [...stagesOf(lock).keys()].map((stage) => [stage, lockEntryOf(lock, stage)] as const);
  const made = new Map(entries.flatMap(([, entry]) => (entry?.outs ?? []).map((out) => [out.path, out.md5])));
  const isStale = (md5: string, path: string): boolean => (made.get(path) ?? md5) !== md5;
  return entries.flatMap(([stage, entry]) =>
    (entry?.deps ?? []).some((dep) => isStale(dep.md5, dep.path)) ? [stage] : [],
  );
}
