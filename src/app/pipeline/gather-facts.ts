import { PawlError } from "../../errors.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import { selectParams } from "../../versioning/params.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import type { Stage, StageOutput } from "../../versioning/stage.ts";
import type { OutputState, StageFacts } from "../../versioning/staleness.ts";
import type { ValueMap } from "../../versioning/value.ts";
import { listKnownData, type LoadedPipeline, lockedEntry } from "./load-pipeline.ts";
import type { Observations } from "./observe.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";
import { restoreData } from "./restore-data.ts";

/** What looking at a stage needs. */
export type FactPorts = Pick<PipelinePorts, "data" | "remote"> & { readonly seen: Observations };

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
  const entry = lockedEntry(loaded, stage);
  const locked = new Map(entry?.deps.map((item) => [item.path, item]));
  const known = new Map(entry?.outs.map((item) => [item.path, item]));
  const [deps, params, outs] = await Promise.all([
    Promise.all(
      (stage.isFrozen ? [] : stage.deps).map(async ({ path, lockPath }) => {
        const present = await ports.seen.inspect(path, locked.get(lockPath)?.hash);
        const absent = options.allowsMissing ? () => absentItem(path, loaded, ports) : () => undefined;
        return [lockPath, present ?? (await absent())] as const;
      }),
    ),
    Promise.all(
      stage.params.map(async (wanted): Promise<readonly [string, ValueMap | undefined]> => {
        const values = await ports.seen.values(wanted.path);
        return [
          wanted.lockPath,
          values === undefined ? undefined : selectParams(values, wanted.keys, wanted.path),
        ];
      }),
    ),
    Promise.all(
      stage.outs.map(
        async (out) => [out.lockPath, await lookAt(out, known.get(out.lockPath), ports, options)] as const,
      ),
    ),
  ]);
  return { entry, deps: new Map(deps), params: new Map(params), outs: new Map(outs) };
}

/** An output as it is now. @param locked what is known of it */
export async function lookAt(
  out: Pick<StageOutput, "path" | "isCached">,
  locked: DataItem | undefined,
  { seen }: Pick<FactPorts, "seen">,
  options: FactOptions,
): Promise<OutputState> {
  const isChecked = locked !== undefined && out.isCached && !options.allowsMissing;
  const [item, isInCache] = await Promise.all([
    seen.inspect(out.path, locked?.hash),
    isChecked ? seen.has(locked) : true,
  ]);
  return { item, isInCache };
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
  ports.seen.forget([path]);
  return known.length === 0 ? undefined : ports.seen.inspect(path);
}

/** @throws PawlError `dvc.param-missing` when a listed parameter, or a whole parameter file, is not there. */
export function requireParams(stage: Stage, facts: StageFacts): void {
  for (const wanted of stage.params) {
    const values = facts.params.get(wanted.lockPath);
    const missing = wanted.keys === "all" ? [] : wanted.keys.filter((key) => values?.has(key) !== true);
    if (missing.length === 0 && values !== undefined) continue;
    const what = missing.length === 0 ? "" : `${missing.join(", ")} of `;
    throw new PawlError("dvc.param-missing", {
      message: `Stage ${stage.name} needs ${what}${wanted.path}; it is not there.`,
    });
  }
}
