import type { DataItem } from "./data-item.ts";
import type { LockEntry } from "./lock-file.ts";
import { isCallback, type Stage, type StageParameters } from "./stage.ts";
import { isEqualValue, type ValueMap } from "./value.ts";

/** How one thing differs from dvc.lock, in DVC's words. */
export type ChangeKind = "modified" | "deleted" | "new" | "not in cache";

/** A reason for a stage to run. Paths are relative to the repository. */
export type Change =
  | { readonly what: "command" }
  | { readonly what: "always changed" }
  | { readonly what: "dependency"; readonly path: string; readonly kind: ChangeKind }
  | { readonly what: "output"; readonly path: string; readonly kind: ChangeKind }
  /** All of a stage's parameters in one file: the file is gone, or the lock does not know it. */
  | { readonly what: "parameter file"; readonly path: string; readonly kind: "deleted" | "new" }
  | { readonly what: "parameter"; readonly path: string; readonly key: string; readonly kind: ChangeKind };

/** An output as it is now. */
export interface OutputState {
  /** Undefined: nothing is there. */
  readonly item: DataItem | undefined;
  /** Whether the cache has what the lock says of it; true when the lock says nothing. */
  readonly isInCache: boolean;
}

/** What is true now about a stage. Keys are paths as in dvc.lock. */
export interface StageFacts {
  readonly entry: LockEntry | undefined;
  /** `undefined`: it does not exist. */
  readonly deps: ReadonlyMap<string, DataItem | undefined>;
  /** The listed values that are there; `undefined`: the file does not exist. */
  readonly params: ReadonlyMap<string, ValueMap | undefined>;
  readonly outs: ReadonlyMap<string, OutputState>;
}

/** How to look at what is absent. */
export interface StalenessOptions {
  /** An absent output counts as what dvc.lock says, as with `dvc repro --allow-missing`. */
  readonly allowsMissing: boolean;
}

/** Every difference between a stage and its lock, in the order of DVC's status: `[]` when it is current. */
export function findChanges(stage: Stage, facts: StageFacts, options: StalenessOptions): readonly Change[] {
  const { entry } = facts;
  return [
    ...(stage.isFrozen ? [] : [...changedDeps(stage, facts), ...changedParams(stage, facts)]),
    ...changedOuts(stage, facts, options),
    ...(stage.isAlwaysChanged || isCallback(stage) ? [{ what: "always changed" } as const] : []),
    ...(entry !== undefined && !isSameCommand(entry.cmd, stage.cmd) ? [{ what: "command" } as const] : []),
  ];
}

/** The differences for which a stage runs: a frozen one does not run for being always changed. */
export function reasonsToRun(stage: Stage, changes: readonly Change[]): readonly Change[] {
  return stage.isFrozen ? changes.filter((change) => change.what !== "always changed") : changes;
}

/** Whether only outputs differ: command, dependencies and parameters are those of the lock. */
export function isInputUnchanged(changes: readonly Change[]): boolean {
  return changes.every((change) => change.what === "output");
}

function isSameCommand(a: Stage["cmd"], b: Stage["cmd"]): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function changedDeps(stage: Stage, facts: StageFacts): readonly Change[] {
  const locked = new Map(facts.entry?.deps.map((item) => [item.path, item]));
  return stage.deps.flatMap(({ path, lockPath }): readonly Change[] => {
    const now = facts.deps.get(lockPath);
    if (now === undefined) return [{ what: "dependency", path, kind: "deleted" }];
    const isSame = now.md5 === locked.get(lockPath)?.md5;
    return isSame ? [] : [{ what: "dependency", path, kind: "modified" }];
  });
}

function changedParams(stage: Stage, facts: StageFacts): readonly Change[] {
  return stage.params.flatMap((wanted): readonly Change[] => {
    const now = facts.params.get(wanted.lockPath);
    const before = facts.entry?.params.get(wanted.lockPath);
    const { path } = wanted;
    if (now === undefined) return [{ what: "parameter file", path, kind: "deleted" }];
    if (before === undefined) return [{ what: "parameter file", path, kind: "new" }];
    return changedKeys(wanted, before, now);
  });
}

function changedKeys({ keys, path }: StageParameters, before: ValueMap, now: ValueMap): readonly Change[] {
  const all = keys === "all" ? new Set([...now.keys(), ...before.keys()]) : new Set(keys);
  return [...all].flatMap((key): readonly Change[] => {
    if (now.has(key) && isEqualValue(before.get(key), now.get(key))) return [];
    const kind = now.has(key) ? (before.has(key) ? "modified" : "new") : "deleted";
    return [{ what: "parameter", path, key, kind }];
  });
}

function changedOuts(stage: Stage, facts: StageFacts, options: StalenessOptions): readonly Change[] {
  const locked = new Map(facts.entry?.outs.map((item) => [item.path, item]));
  return stage.outs.flatMap((out): readonly Change[] => {
    const now = facts.outs.get(out.lockPath) ?? { item: undefined, isInCache: false };
    const kind = changeOfOutput(now, { before: locked.get(out.lockPath), isCached: out.isCached }, options);
    return kind === undefined ? [] : [{ what: "output", path: out.path, kind }];
  });
}

/**
 * How an output of a stage or of a `.dvc` file differs from what is known of it; `undefined` when it does not.
 *
 * @param known `before` undefined: nothing is known of it, so that whatever is there counts as modified.
 */
export function changeOfOutput(
  now: OutputState,
  known: { readonly before: DataItem | undefined; readonly isCached: boolean },
  options: StalenessOptions,
): ChangeKind | undefined {
  const isLost = known.before !== undefined && known.isCached && !now.isInCache && !options.allowsMissing;
  if (isLost) return "not in cache";
  if (now.item !== undefined) return now.item.md5 === known.before?.md5 ? undefined : "modified";
  return options.allowsMissing && known.before !== undefined ? undefined : "deleted";
}

/**
 * The reasons as one line for people.
 *
 * @example
 * describeChanges([{ what: "parameter", path: "params.yaml", key: "train.lr", kind: "modified" }]);
 * // "params.yaml: train.lr modified"
 */
export function describeChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return "nothing changed";
  const shown = changes.slice(0, 5).map(describe);
  const rest = changes.length > 5 ? [`${changes.length - 5} more`] : [];
  return [...shown, ...rest].join("; ");
}

function describe(change: Change): string {
  if (change.what === "command") return "command changed";
  if (change.what === "always changed") return change.what;
  if (change.what === "parameter") return `${change.path}: ${change.key} ${change.kind}`;
  return `${change.what === "output" ? "output " : ""}${change.path} ${change.kind}`;
}
