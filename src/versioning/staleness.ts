import type { DataItem } from "./data-item.ts";
import type { LockEntry } from "./lock-file.ts";
import { isCallback, type Stage } from "./stage.ts";
import { isEqualValue, type ValueMap } from "./value.ts";

/** How one thing differs from dvc.lock, in DVC's words. */
export type ChangeKind = "modified" | "deleted" | "new" | "not in cache";

/** A reason for a stage to run. Paths are relative to the repository. */
export type Change =
  | { readonly what: "command" | "always changed" }
  | { readonly what: "dependency" | "output"; readonly path: string; readonly kind: ChangeKind }
  | { readonly what: "parameter"; readonly path: string; readonly key: string; readonly kind: ChangeKind };

/** An output as it is now. */
export type OutputState =
  | { readonly state: "present"; readonly item: DataItem; readonly isInCache: boolean }
  | { readonly state: "absent" };

/** What is true now about a stage. Keys are paths as in dvc.lock. */
export interface StageFacts {
  readonly entry: LockEntry | undefined;
  /** `undefined`: it does not exist. */
  readonly deps: ReadonlyMap<string, DataItem | undefined>;
  readonly params: ReadonlyMap<string, ValueMap>;
  readonly outs: ReadonlyMap<string, OutputState>;
}

/** How to look at what is absent. */
export interface StalenessOptions {
  /** An absent output counts as what dvc.lock says, as with `dvc repro --allow-missing`. */
  readonly allowsMissing: boolean;
}

/** Every reason for a stage to run, in the order in which DVC looks: `[]` when it is current. */
export function findChanges(stage: Stage, facts: StageFacts, options: StalenessOptions): readonly Change[] {
  const { entry } = facts;
  const changes: Change[] = [];
  if (entry === undefined || !isSameCommand(entry.cmd, stage.cmd)) changes.push({ what: "command" });
  if (stage.isAlwaysChanged || (isCallback(stage) && !stage.isFrozen))
    changes.push({ what: "always changed" });
  if (!stage.isFrozen) changes.push(...changedDeps(stage, facts), ...changedParams(stage, facts));
  changes.push(...changedOuts(stage, facts, options));
  return changes;
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
    const now = facts.params.get(wanted.lockPath) ?? new Map();
    const before = facts.entry?.params.get(wanted.lockPath) ?? new Map();
    const keys = wanted.keys === "all" ? new Set([...before.keys(), ...now.keys()]) : new Set(wanted.keys);
    return [...keys].flatMap((key): readonly Change[] => {
      if (isEqualValue(before.get(key), now.get(key)) && now.has(key)) return [];
      const kind = now.has(key) ? (before.has(key) ? "modified" : "new") : "deleted";
      return [{ what: "parameter", path: wanted.path, key, kind }];
    });
  });
}

function changedOuts(stage: Stage, facts: StageFacts, options: StalenessOptions): readonly Change[] {
  const locked = new Map(facts.entry?.outs.map((item) => [item.path, item]));
  return stage.outs.flatMap((out): readonly Change[] => {
    const now = facts.outs.get(out.lockPath) ?? { state: "absent" };
    const before = locked.get(out.lockPath);
    if (before === undefined) return [{ what: "output", path: out.path, kind: "new" }];
    if (now.state === "absent") {
      return options.allowsMissing && out.isCached
        ? []
        : [{ what: "output", path: out.path, kind: "deleted" }];
    }
    if (now.item.md5 !== before.md5) return [{ what: "output", path: out.path, kind: "modified" }];
    const isLost = out.isCached && !now.isInCache && !options.allowsMissing;
    return isLost ? [{ what: "output", path: out.path, kind: "not in cache" }] : [];
  });
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
  if (change.what === "dependency") return `${change.path} ${change.kind}`;
  if (change.what === "output") return `output ${change.path} ${change.kind}`;
  if (change.what === "parameter") return `${change.path}: ${change.key} ${change.kind}`;
  return change.what === "command" ? "command changed" : "always changed";
}
