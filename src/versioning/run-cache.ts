import { type LockEntry, writeLockEntry } from "./lock-file.ts";
import { pythonJson } from "./python-json.ts";
import type { Stage } from "./stage.ts";
import { isValueList, isValueMap, type Value } from "./value.ts";
import { writeValues } from "./write-values.ts";

/** Hashes UTF-8 text; lower-case hexadecimal. Given by the caller, so that this context stays pure. */
export type HashText = (text: string) => string;

/** A record of the run cache and where it stands: `runs/<key[:2]>/<key>/<value>`. */
export interface RunRecord {
  readonly key: string;
  readonly value: string;
  readonly text: string;
}

/** Whether results of a stage may come from the run cache: it has inputs and outputs, is not always changed, keeps no output between runs. */
export function isRestorable(stage: Stage): boolean {
  if (stage.isAlwaysChanged || stage.outs.length === 0) return false;
  if (stage.deps.length === 0 && stage.params.length === 0) return false;
  return stage.outs.every((out) => !out.isPersistent);
}

/** Whether the run cache may hold a stage: it is restorable, and everything that git keeps of it is a metric or a plot. */
export function isRunCacheable(stage: Stage): boolean {
  return isRestorable(stage) && stage.outs.every((out) => out.isCached || out.kind !== "out");
}

/** The key under which earlier runs with the same command, dependencies and parameters are found. */
export function runKey(
  entry: Omit<LockEntry, "outs">,
  outPaths: readonly string[],
  sha256: HashText,
): string {
  const outs = outPaths.map((path) => ({ path, md5: "0".repeat(32), hash: "md5" as const }));
  const values = new Map(writeLockEntry({ ...entry, outs }));
  const sorted = values.get("outs");
  if (isValueList(sorted))
    values.set(
      "outs",
      sorted.map((out) => (isValueMap(out) ? (out.get("path") ?? null) : null)),
    );
  return sha256(pythonJson(withoutCounts(values)));
}

/** The record to keep after a run. */
export function runRecord(entry: LockEntry, sha256: HashText): RunRecord {
  const values = writeLockEntry(entry);
  const key = runKey(
    entry,
    entry.outs.map((out) => out.path),
    sha256,
  );
  return { key, value: sha256(pythonJson(withoutCounts(values))), text: writeValues(values) };
}

/** Sizes and counts are not part of what a run is. */
function withoutCounts(value: Value): Value {
  if (isValueList(value)) return value.map(withoutCounts);
  if (!isValueMap(value)) return value;
  const kept = [...value].filter(([key]) => key !== "size" && key !== "nfiles");
  return new Map(kept.map(([key, item]) => [key, withoutCounts(item)]));
}
