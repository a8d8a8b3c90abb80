import type { ValueMap } from "./value.ts";

/** An output of a stage. Paths are relative to the repository, with `/`. */
export interface StageOutput {
  readonly path: string;
  /** As it stands in dvc.lock: relative to the stage's working directory. */
  readonly lockPath: string;
  readonly kind: "out" | "metric" | "plot";
  /** False: git keeps it, the cache does not. */
  readonly isCached: boolean;
  /** Not deleted before the stage runs. */
  readonly isPersistent: boolean;
  /** False: not sent to the remote. */
  readonly isPushed: boolean;
  /** The remote that keeps it; undefined: the default one. */
  readonly remote?: string;
  /** Of a plot: template, x, y, labels, title, header as dvc.yaml has them. */
  readonly plot?: ValueMap;
}

/** A dependency of a stage. */
export interface StageDependency {
  readonly path: string;
  readonly lockPath: string;
}

/** Parameters of one file that a stage depends on. */
export interface StageParameters {
  /** Relative to the repository. */
  readonly path: string;
  readonly lockPath: string;
  /** Dotted keys; `all`: the whole file. */
  readonly keys: readonly string[] | "all";
}

/** What a stage needs while it runs, from `meta.pawl.resources`. */
export interface StageResources {
  /** Processors; parts of one are allowed. */
  readonly cpus?: number;
  readonly memoryBytes?: number;
  readonly gpus?: number;
}

/** A stage of dvc.yaml, checked, templates and paths resolved. */
export interface Stage {
  /** As dvc.lock has it: `train`, `train@us` of a group. */
  readonly name: string;
  /** Of a stage that `foreach` or `matrix` made: its name in dvc.yaml, which stands for all of the group. */
  readonly group?: string;
  /** Unlike any other stage's of the repository: the name in the top dvc.yaml, else `folder/dvc.yaml:name`. */
  readonly address: string;
  /** The dvc.yaml, relative to the repository; its dvc.lock stands beside it. */
  readonly file: string;
  /** A list runs each item in its own shell. */
  readonly cmd: string | readonly string[];
  /** Relative to the repository; `""` is the repository itself. */
  readonly wdir: string;
  readonly deps: readonly StageDependency[];
  readonly params: readonly StageParameters[];
  readonly outs: readonly StageOutput[];
  readonly isFrozen: boolean;
  readonly isAlwaysChanged: boolean;
  readonly desc?: string;
  readonly resources?: StageResources;
  /** Where its name stands in dvc.yaml. */
  readonly line: number;
  readonly column: number;
}

/** The stages of all dvc.yaml files, each in the order of its file. */
export type Pipeline = readonly Stage[];

/** A callback stage: nothing can tell whether it is current, so it always runs. */
export function isCallback(stage: Stage): boolean {
  return stage.deps.length === 0 && stage.params.length === 0 && stage.outs.length === 0;
}

/** The address of a stage. @param file its dvc.yaml, relative to the repository. */
export function stageAddress(file: string, name: string): string {
  return file === "dvc.yaml" ? name : `${file}:${name}`;
}

/** The lock file of a dvc.yaml, relative to the repository. */
export function lockFileOf(file: string): string {
  return file.replace(/dvc\.yaml$/, "dvc.lock");
}
