import type { LockItem } from "../../versioning/data-item.ts";
import { type LockEntry, readLockEntry } from "../../versioning/lock-file.ts";
import { readValues } from "../../versioning/read-values.ts";
import { isRestorable, runKey } from "../../versioning/run-cache.ts";
import type { Stage } from "../../versioning/stage.ts";
import { isValueMap } from "../../versioning/value.ts";
import type { RunningPorts } from "./pipeline-ports.ts";
import { restoreData } from "./restore-data.ts";

/**
 * Puts the results of an earlier run with the same command, dependencies and parameters into the work tree.
 *
 * @returns the entry for dvc.lock, or `undefined` when no such run is known or its results are lost.
 */
export async function restoreRun(
  stage: Stage,
  now: Omit<LockEntry, "outs">,
  ports: Pick<RunningPorts, "data" | "remote" | "runCache" | "digest" | "seen" | "log">,
): Promise<LockEntry | undefined> {
  if (!isRestorable(stage)) return undefined;
  const paths = stage.outs.map((out) => out.lockPath);
  const key = runKey(now, paths, (text) => ports.digest.sha256(text));
  let records = await ports.runCache.find(key);
  if (records.length === 0 && ports.remote !== undefined) {
    await ports.remote.pullRuns(key);
    records = await ports.runCache.find(key);
  }
  for (const text of records) {
    const outs = readRecordedOutputs(text);
    if (outs === undefined)
      ports.log.warning(`A record of the run cache cannot be read: runs/${key.slice(0, 2)}/${key}.`);
    else if (await restoreOutputs(stage, outs, ports)) return { ...now, outs };
  }
  return undefined;
}

/** The outputs that a record of the run cache names; `undefined` when it cannot be read: another may do, or the stage runs. */
export function readRecordedOutputs(text: string): readonly LockItem[] | undefined {
  try {
    const values = readValues(text, "run cache");
    return isValueMap(values) ? readLockEntry(values)?.outs : undefined;
  } catch {
    return undefined;
  }
}

/** Puts outputs into the work tree; false when one is nowhere. */
export async function restoreOutputs(
  stage: Stage,
  items: readonly LockItem[],
  ports: Pick<RunningPorts, "data" | "remote" | "seen">,
): Promise<boolean> {
  const wanted = stage.outs.map((out) => ({
    path: out.path,
    item: items.find((candidate) => candidate.path === out.lockPath),
  }));
  if (wanted.some(({ item }) => item === undefined)) return false;
  ports.seen.forget(wanted.map(({ path }) => path));
  for (const { path, item } of wanted) {
    if (item === undefined || !(await restoreData(path, item, ports))) return false;
  }
  return true;
}
