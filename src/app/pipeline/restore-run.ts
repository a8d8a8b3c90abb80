import type { LockItem } from "../../versioning/data-item.ts";
import { type LockEntry, readLockEntry } from "../../versioning/lock-file.ts";
import { readValues } from "../../versioning/read-values.ts";
import { isRunCacheable, runKey } from "../../versioning/run-cache.ts";
import type { Stage } from "../../versioning/stage.ts";
import { isValueMap } from "../../versioning/value.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";
import { restoreData } from "./restore-data.ts";

/**
 * Puts the results of an earlier run with the same command, dependencies and parameters into the work tree.
 *
 * @returns the entry for dvc.lock, or `undefined` when no such run is known or its results are lost.
 */
export async function restoreRun(
  stage: Stage,
  now: Omit<LockEntry, "outs">,
  ports: Pick<PipelinePorts, "data" | "remote" | "runCache" | "digest">,
): Promise<LockEntry | undefined> {
  if (!isRunCacheable(stage)) return undefined;
  const paths = stage.outs.map((out) => out.lockPath);
  const key = runKey(now, paths, (text) => ports.digest.sha256(text));
  let records = await ports.runCache.find(key);
  if (records.length === 0 && ports.remote !== undefined) {
    await ports.remote.pullRuns(key);
    records = await ports.runCache.find(key);
  }
  for (const text of records) {
    const outs = readOutputs(text);
    if (outs !== undefined && (await restoreOutputs(stage, outs, ports))) return { ...now, outs };
  }
  return undefined;
}

/** A record that cannot be read is passed over: another may do, or the stage runs. */
function readOutputs(text: string): readonly LockItem[] | undefined {
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
  ports: Pick<PipelinePorts, "data" | "remote">,
): Promise<boolean> {
  for (const out of stage.outs) {
    const item = items.find((candidate) => candidate.path === out.lockPath);
    if (item === undefined || !(await restoreData(out.path, item, ports))) return false;
  }
  return true;
}
