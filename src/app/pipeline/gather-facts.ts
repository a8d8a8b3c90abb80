import { PawlError } from "../../errors.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { selectParams } from "../../versioning/params.ts";
import { readParams } from "../../versioning/read-params.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import type { Stage, StageParameters } from "../../versioning/stage.ts";
import type { OutputState, StageFacts } from "../../versioning/staleness.ts";
import type { ValueMap } from "../../versioning/value.ts";
import { listKnownData, type LoadedPipeline, lockedEntry } from "./load-pipeline.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";
import { restoreData } from "./restore-data.ts";

/** The slice of ports that looking at a stage needs. */
export type FactPorts = Pick<PipelinePorts, "files" | "data" | "remote">;

/** How to look. */
export interface FactOptions {
  /** Data that is absent counts as what its lock or `.dvc` file says; nothing is fetched to look at it. */
  readonly allowsMissing: boolean;
}

/** Finds out what is true now about a stage. */
export async function gatherFacts(
  stage: Stage,
  loaded: LoadedPipeline,
  ports: FactPorts,
  options: FactOptions,
): Promise<StageFacts> {
  const deps = new Map<string, DataItem | undefined>();
  if (!stage.isFrozen) {
    for (const { path, lockPath } of stage.deps) {
      const present = await ports.data.inspect(path);
      const absent = options.allowsMissing ? () => absentItem(path, loaded, ports) : () => undefined;
      deps.set(lockPath, present ?? (await absent()));
    }
  }
  const params = new Map<string, ValueMap>();
  for (const wanted of stage.params) params.set(wanted.lockPath, await factsOf(wanted, ports));
  const outs = new Map<string, OutputState>();
  for (const out of stage.outs) {
    const item = await ports.data.inspect(out.path);
    const isChecked = item !== undefined && out.isCached && !options.allowsMissing;
    const isInCache = isChecked ? await ports.data.has(item) : true;
    outs.set(out.lockPath, item === undefined ? { state: "absent" } : { state: "present", item, isInCache });
  }
  return { entry: lockedEntry(loaded, stage), deps, params, outs };
}

/**
 * What an absent path would be. A path that is one output, or one `.dvc` file's data, is known without its bytes; a part
 * of one, or a folder of several, has to be brought here to be hashed.
 */
async function absentItem(
  path: string,
  loaded: LoadedPipeline,
  ports: FactPorts,
): Promise<DataItem | undefined> {
  const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
  const same = known.find((data) => data.path === path);
  if (same !== undefined) return same.item;
  for (const data of known) await restoreData(data.path, data.item, ports);
  return known.length === 0 ? undefined : ports.data.inspect(path);
}

async function factsOf(wanted: StageParameters, ports: FactPorts): Promise<ValueMap> {
  const found = await ports.files.stat(wanted.path);
  if (found === undefined) return new Map();
  const content = await readParams(await ports.files.readText(wanted.path), wanted.path);
  return selectParams(content, wanted.keys, wanted.path);
}

/** @throws PawlError `dvc.param-missing` when a listed parameter is not there. */
export function requireParams(stage: Stage, facts: StageFacts): void {
  for (const wanted of stage.params) {
    const values = facts.params.get(wanted.lockPath);
    const missing = wanted.keys === "all" ? [] : wanted.keys.filter((key) => values?.has(key) !== true);
    if (missing.length === 0) continue;
    throw new PawlError("dvc.param-missing", {
      message: `Stage ${stage.name} needs ${missing.join(", ")} of ${wanted.path}; it is not there.`,
    });
  }
}
