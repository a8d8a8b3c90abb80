import { PawlError } from "../../errors.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { parseDataFile, type TrackedData } from "../../versioning/data-file.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import {
  emptyLock,
  type LockEntry,
  type LockFile,
  lockEntryOf,
  parseLock,
} from "../../versioning/lock-file.ts";
import type { PipelineDefinitions } from "../../versioning/pipeline-definitions.ts";
import { parseDvcYaml } from "../../versioning/parse-dvc-yaml.ts";
import { checkGraph, checkTracked } from "../../versioning/stage-graph.ts";
import { lockFileOf, type Pipeline, type Stage, type StageOutput } from "../../versioning/stage.ts";
import { type Problem, renderProblems } from "../../yaml/problem.ts";
import { readParsingOptions } from "./parsing-options.ts";

/** Where the pipeline of most repositories is. */
export const pipelinePath = "dvc.yaml";
/** Where its lock is. */
export const lockPath = "dvc.lock";

/** The pipelines of a repository with their locks and the data beside them. */
export interface LoadedPipeline {
  /** The stages of every dvc.yaml. */
  readonly pipeline: Pipeline;
  /** By their paths; a dvc.yaml that never ran has none. */
  readonly locks: ReadonlyMap<string, LockFile>;
  /** From `.dvc` files. */
  readonly tracked: readonly TrackedData[];
  /** What each dvc.yaml defines besides its stages, by its path. */
  readonly definitions: ReadonlyMap<string, PipelineDefinitions>;
}

/**
 * Reads every dvc.yaml, dvc.lock and `.dvc` file; a repository may have none.
 *
 * @throws PawlError `dvc.invalid` with the problems of all dvc.yaml files, `dvc.unsupported`, `file.unreadable`.
 */
export async function loadPipeline(view: RepositoryView): Promise<LoadedPipeline> {
  const names = await view.listMetafiles();
  const { pipeline, definitions } = await readStages(names.filter(isPipelineFile), view);
  const [locks, tracked] = await Promise.all([
    readLocks(names.filter(isPipelineFile), view),
    readTracked(names, view),
  ]);
  const problems = checkTracked(pipeline, tracked);
  if (problems.length === 0) return { pipeline, locks, tracked, definitions };
  throw new PawlError("dvc.invalid", { message: renderProblems(problems) });
}

/**
 * Reads every dvc.yaml.
 *
 * @throws PawlError `file.missing` when there is none, `dvc.invalid`, `dvc.unsupported`
 */
export async function readPipeline(view: RepositoryView): Promise<Pipeline> {
  const files = (await view.listMetafiles()).filter(isPipelineFile);
  if (files.length > 0) return (await readStages(files, view)).pipeline;
  throw new PawlError("file.missing", {
    message: `There is no dvc.yaml in the repository (${view.name}).`,
    hint: "Run this in a repository with a dvc.yaml; docs/guides/pipelines.md shows one.",
  });
}

/** The dvc.yaml files of a repository, read. */
export interface CheckedPipeline extends Pick<LoadedPipeline, "pipeline" | "definitions"> {
  /** Everything that is wrong in them, with lines. */
  readonly problems: readonly Problem[];
}

/** What is wrong with the dvc.yaml files; their stages and definitions when nothing is. */
export async function checkPipeline(
  files: readonly string[],
  view: RepositoryView,
): Promise<CheckedPipeline> {
  const problems: Problem[] = [];
  const pipeline: Stage[] = [];
  const definitions = new Map<string, PipelineDefinitions>();
  for (const file of files) {
    const text = await view.readText(file);
    if (text === undefined) continue;
    const parsing = await readParsingOptions(text, view);
    const parsed = await parseDvcYaml(text, { file, readText: (path) => view.readText(path), parsing });
    if (parsed.problems !== undefined) problems.push(...parsed.problems);
    else {
      pipeline.push(...parsed.pipeline);
      definitions.set(file, parsed.definitions);
    }
  }
  return { pipeline, definitions, problems: problems.length > 0 ? problems : checkGraph(pipeline) };
}

/** Whether a path is that of a dvc.yaml. */
export function isPipelineFile(path: string): boolean {
  return path === pipelinePath || path.endsWith(`/${pipelinePath}`);
}

async function readStages(files: readonly string[], view: RepositoryView): Promise<CheckedPipeline> {
  const checked = await checkPipeline(files, view);
  if (checked.problems.length === 0) return checked;
  throw new PawlError("dvc.invalid", { message: renderProblems(checked.problems) });
}

/** Reads the lock files of dvc.yaml files. @throws PawlError `file.unreadable` */
export async function readLocks(
  pipelineFiles: readonly string[],
  view: Pick<RepositoryView, "readText">,
): Promise<LoadedPipeline["locks"]> {
  const locks = new Map<string, LockFile>();
  for (const file of pipelineFiles.map(lockFileOf)) {
    const text = await view.readText(file);
    if (text !== undefined) locks.set(file, parseLock(text, file));
  }
  return locks;
}

/** Reads the `.dvc` files. @throws PawlError `file.unreadable` */
async function readTracked(
  names: readonly string[],
  view: Pick<RepositoryView, "readText">,
): Promise<readonly TrackedData[]> {
  const parsed = await Promise.all(
    names
      .filter((name) => /[^/]\.dvc$/.test(name))
      .map(async (name) => parseDataFile((await view.readText(name)) ?? "", name)),
  );
  return parsed.flat();
}

/** The lock of a stage's dvc.yaml; one with no stages when there is none. */
export function lockOf(loaded: Pick<LoadedPipeline, "locks">, stage: Pick<Stage, "file">): LockFile {
  return loaded.locks.get(lockFileOf(stage.file)) ?? emptyLock;
}

/** What the lock says of a stage; `undefined` when it has no entry. */
export function lockedEntry(loaded: Pick<LoadedPipeline, "locks">, stage: Stage): LockEntry | undefined {
  return lockEntryOf(lockOf(loaded, stage), stage.name);
}

/** Something under version control: where it is and what it is. */
export interface KnownData {
  readonly path: string;
  readonly item: DataItem;
  /** The address of the stage that makes it, or the `.dvc` file. */
  readonly owner: string;
  readonly kind: StageOutput["kind"];
  readonly isCached: boolean;
  readonly isPushed: boolean;
  /** The remote that keeps it; undefined: the default one. */
  readonly remote?: string;
  /** The repository that `dvc import` took it from. */
  readonly importedFrom?: string;
}

/** All data that the lock files and the `.dvc` files name. */
export function listKnownData(loaded: LoadedPipeline): readonly KnownData[] {
  const made = loaded.pipeline.flatMap((stage) => {
    const known = new Map(lockedEntry(loaded, stage)?.outs.map((item) => [item.path, item]));
    return stage.outs.flatMap((out) => {
      const item = known.get(out.lockPath);
      if (item === undefined) return [];
      const { path, kind, isCached, isPushed, remote } = out;
      const own = { path, item, owner: stage.address, kind, isCached, isPushed };
      return [remote === undefined ? own : { ...own, remote }];
    });
  });
  const added = loaded.tracked.map((data) => ({
    path: data.target,
    item: data,
    owner: data.file,
    kind: "out" as const,
    isCached: data.isCached,
    isPushed: data.isPushed,
    ...(data.remote === undefined ? {} : { remote: data.remote }),
    ...(data.importedFrom === undefined ? {} : { importedFrom: data.importedFrom }),
  }));
  return [...made, ...added];
}

/** What the lock says about an output. */
export function lockedItem(
  loaded: Pick<LoadedPipeline, "locks">,
  stage: Stage,
  out: StageOutput,
): DataItem | undefined {
  return lockedEntry(loaded, stage)?.outs.find((item) => item.path === out.lockPath);
}
