import type { RepositoryView } from "../ports/repository-view.ts";
import {
  collectDigestMaterial,
  findArtifactStages,
  recordStages,
  type LockedStage,
} from "../registry/digests.ts";
import type { LockItem } from "../versioning/data-item.ts";
import type { LockEntry } from "../versioning/lock-file.ts";
import { isBelow, isOverlap } from "../versioning/repository-path.ts";
import type { Stage } from "../versioning/stage.ts";
import { isNumberValue, isValueList, isValueMap, type Value } from "../versioning/value.ts";
import type { ArtifactLineage } from "./model-candidate.ts";
import { type LoadedPipeline, loadPipeline, lockedEntry } from "./pipeline/load-pipeline.ts";

/**
 * What the lock files of a commit say about an artifact: its digest, and what it was made of.
 *
 * @returns `undefined` when the commit has no pipeline, or no stage made the artifact there.
 * @throws PawlError `dvc.invalid`, `dvc.unsupported`, `file.unreadable`
 */
export async function readLineage(
  view: RepositoryView,
  artifact: string,
): Promise<ArtifactLineage | undefined> {
  const loaded = await loadPipeline(view);
  const stages = loaded.pipeline.flatMap((stage) => toLockedStage(stage, loaded));
  const made = findArtifactStages(stages, artifact);
  const outs = made.flatMap((stage) => stage.outs);
  const md5 = outs.find((out) => out.path === artifact)?.md5;
  if (md5 === undefined || md5 === null) return undefined;
  const tracked = (path: string): boolean =>
    loaded.tracked.some((data) => data.target === path || isBelow(path, data.target));
  return { md5, material: collectDigestMaterial(made, tracked), stages: recordStages(made, tracked) };
}

/** What some stages read and wrote. */
export interface StageFacts extends Pick<ArtifactLineage, "material"> {
  /** What they wrote, with the digests of the lock file. */
  readonly outs: LockedStage["outs"];
}

/**
 * What the lock files say of some stages, whatever they are for; a stage that they do not name is left out. What another stage of the
 * pipeline makes counts as data.
 *
 * @param addresses of stages; none has no facts.
 * @throws PawlError `dvc.invalid`, `dvc.unsupported`, `file.unreadable`
 */
export async function readStageFacts(
  view: RepositoryView,
  addresses: readonly string[],
): Promise<StageFacts> {
  const loaded = await loadPipeline(view);
  const all = loaded.pipeline.flatMap((stage) => toLockedStage(stage, loaded));
  const own = all.filter(({ name }) => addresses.includes(name));
  const made = loaded.pipeline.flatMap((stage) => stage.outs.map(({ path }) => path));
  const isMade = (path: string): boolean => made.some((out) => isOverlap(out, path));
  const isTracked = (path: string): boolean =>
    loaded.tracked.some((data) => data.target === path || isBelow(path, data.target));
  return {
    material: collectDigestMaterial(own, (path) => isMade(path) || isTracked(path)),
    outs: own.flatMap(({ outs }) => outs),
  };
}

function toLockedStage(stage: Stage, loaded: LoadedPipeline): readonly LockedStage[] {
  const entry = lockedEntry(loaded, stage);
  if (entry === undefined) return [];
  const { address: name, isFrozen } = stage;
  return [
    {
      name,
      isFrozen,
      cmd: entry.cmd,
      deps: toPaths(stage.deps, entry.deps),
      outs: toPaths(stage.outs, entry.outs),
      params: toParams(entry.params),
    },
  ];
}

/** Paths as the pipeline has them, from the repository, with what the lock file says of each. */
function toPaths(
  declared: readonly { readonly path: string; readonly lockPath: string }[],
  locked: readonly LockItem[],
): LockedStage["deps"] {
  return declared.map(({ path, lockPath }) => ({
    path,
    md5: locked.find((item) => item.path === lockPath)?.md5 ?? null,
  }));
}

function toParams(params: LockEntry["params"]): LockedStage["params"] {
  return Object.fromEntries(
    [...params].map(([file, values]) => [
      file,
      Object.fromEntries([...values].map(([key, value]) => [key, toPlain(value)])),
    ]),
  );
}

/** Numbers stay the text that they are, so that `1` and `1.0` differ, as in DVC. */
function toPlain(value: Value): unknown {
  if (isNumberValue(value)) return { number: value.text };
  if (isValueList(value)) return value.map(toPlain);
  if (isValueMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
  return value;
}
