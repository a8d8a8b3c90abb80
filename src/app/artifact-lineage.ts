import { collectDigestMaterial, findArtifactStages, type LockedStage } from "../registry/digests.ts";
import type { LockItem } from "../versioning/data-item.ts";
import { lockEntryOf, parseLock, type LockEntry, type LockFile } from "../versioning/lock-file.ts";
import { requirePipeline } from "../versioning/parse-dvc-yaml.ts";
import type { Stage } from "../versioning/stage.ts";
import { isNumberValue, isValueList, isValueMap, type Value } from "../versioning/value.ts";
import type { ArtifactLineage } from "./model-candidate.ts";

/** Reads the text of a file at a commit; `undefined` when it is not there. */
export type ReadTextAt = (commit: string, path: string) => Promise<string | undefined>;

/**
 * What `dvc.lock` at a commit says about an artifact: its digest, and what it was made of.
 *
 * @returns `undefined` when the commit has no pipeline, or no stage made the artifact there.
 * @throws PawlError `dvc.invalid`, `dvc.unsupported`, `file.unreadable`
 */
export async function readLineage(
  commit: string,
  artifact: string,
  readText: ReadTextAt,
): Promise<ArtifactLineage | undefined> {
  const [pipelineText, lockText] = [await readText(commit, "dvc.yaml"), await readText(commit, "dvc.lock")];
  if (pipelineText === undefined || lockText === undefined) return undefined;
  const lock = parseLock(lockText);
  const stages = requirePipeline(pipelineText).flatMap((stage) => toLockedStage(stage, lock));
  const made = findArtifactStages(stages, artifact);
  const outs = made.flatMap((stage) => stage.outs);
  const md5 = outs.find((out) => out.path === artifact)?.md5;
  if (md5 === undefined || md5 === null) return undefined;
  const data = new Set<string>();
  for (const { path } of made.flatMap((stage) => stage.deps)) {
    if (await isTrackedByDvc(path, (file) => readText(commit, file))) data.add(path);
  }
  return { md5, material: collectDigestMaterial(made, (path) => data.has(path)) };
}

function toLockedStage(stage: Stage, lock: LockFile): readonly LockedStage[] {
  const entry = lockEntryOf(lock, stage.name);
  if (entry === undefined) return [];
  const { name, isFrozen } = stage;
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

/** Whether a `.dvc` file stands beside the path or beside a directory above it. */
async function isTrackedByDvc(
  path: string,
  read: (file: string) => Promise<string | undefined>,
): Promise<boolean> {
  const parts = path.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    if ((await read(`${parts.slice(0, length).join("/")}.dvc`)) !== undefined) return true;
  }
  return false;
}
