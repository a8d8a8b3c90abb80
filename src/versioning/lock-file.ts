import { PawlError } from "../errors.ts";
import { type LockItem, readItem, writeItem } from "./data-item.ts";
import { readValues } from "./read-values.ts";
import { compareCodePoints, isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";
import { writeValues } from "./write-values.ts";

/** What a stage was when it last ran well. */
export interface LockEntry {
  readonly cmd: string | readonly string[];
  readonly deps: readonly LockItem[];
  /** Values by file and key; a key that the file did not have is not there. */
  readonly params: ReadonlyMap<string, ValueMap>;
  readonly outs: readonly LockItem[];
}

/** dvc.lock. What Pawl does not know in it is kept. */
export interface LockFile {
  readonly values: ValueMap;
}

/** A lock with no stages. */
export const emptyLock: LockFile = { values: new Map<string, Value>([["schema", "2.0"]]) };

/**
 * Reads the text of a dvc.lock.
 *
 * @throws PawlError `file.unreadable` when it is no YAML, or not of schema 2.0.
 */
export function parseLock(text: string, file = "dvc.lock"): LockFile {
  const values = readValues(text, file);
  if (values === null) return emptyLock;
  if (!isValueMap(values) || values.get("schema") !== "2.0") {
    throw new PawlError("file.unreadable", {
      message: `${file} is not a lock file of schema '2.0'.`,
      hint: "Resolve a merge conflict in it, or run `dvc commit` with DVC 3 once to bring it up to date.",
    });
  }
  const stages = values.get("stages");
  const broken = isValueMap(stages) ? [...stages].find(([, entry]) => !isValueMap(entry)) : undefined;
  if (broken === undefined) return { values };
  throw new PawlError("file.unreadable", {
    message: `${file}: stages.${broken[0]} is not an entry of a stage.`,
  });
}

/** The entry of a stage; `undefined` when it has none or it cannot be read. */
export function lockEntryOf(lock: LockFile, stage: string): LockEntry | undefined {
  const stages = lock.values.get("stages");
  const entry = isValueMap(stages) ? stages.get(stage) : undefined;
  return isValueMap(entry) ? readLockEntry(entry) : undefined;
}

/** Reads an entry of dvc.lock or of the run cache; `undefined` when it has no command. */
export function readLockEntry(entry: ValueMap): LockEntry | undefined {
  const cmd = readCommand(entry.get("cmd"));
  if (cmd === undefined) return undefined;
  return {
    cmd,
    deps: readItems(entry.get("deps")),
    params: readParams(entry.get("params")),
    outs: readItems(entry.get("outs")),
  };
}

/**
 * The lock with a stage's entry set: in place when the stage has one, else at the end.
 *
 * @param isLater tells of other stages' entries whether a new one belongs before them. Default: of none.
 */
export function withLockEntry(
  lock: LockFile,
  stage: string,
  entry: LockEntry,
  isLater: (stage: string) => boolean = () => false,
): LockFile {
  const before = lock.values.get("stages");
  const entries: [string, Value][] = isValueMap(before) ? [...before] : [];
  const there = entries.findIndex(([name]) => name === stage);
  const next = there === -1 ? entries.findIndex(([name]) => isLater(name)) : there;
  entries.splice(next === -1 ? entries.length : next, there === -1 ? 0 : 1, [stage, writeLockEntry(entry)]);
  return { values: new Map<string, Value>([...lock.values, ["stages", new Map(entries)]]) };
}

/** Names of the stages that have an entry, in its order. */
export function lockedStages(lock: LockFile): readonly string[] {
  const stages = lock.values.get("stages");
  return isValueMap(stages) ? [...stages.keys()] : [];
}

/** The text of a dvc.lock, with DVC's bytes. */
export function writeLock(lock: LockFile): string {
  return writeValues(lock.values);
}

/** An entry as values: sections in DVC's order, empty ones left out, items by path. */
export function writeLockEntry(entry: LockEntry): ValueMap {
  const values = new Map<string, Value>([["cmd", entry.cmd]]);
  if (entry.deps.length > 0) values.set("deps", sortItems(entry.deps));
  if (entry.params.size > 0) values.set("params", writeParams(entry.params));
  if (entry.outs.length > 0) values.set("outs", sortItems(entry.outs));
  return values;
}

function sortItems(items: readonly LockItem[]): readonly Value[] {
  return [...items].sort((a, b) => compareCodePoints(a.path, b.path)).map(writeItem);
}

function writeParams(params: LockEntry["params"]): ValueMap {
  const isDefault = (file: string): number => (file === "params.yaml" ? 0 : 1);
  const files = [...params].sort(([a], [b]) => isDefault(a) - isDefault(b) || compareCodePoints(a, b));
  return new Map(
    files.map(([file, values]) => [file, new Map([...values].sort(([a], [b]) => compareCodePoints(a, b)))]),
  );
}

function readCommand(value: Value | undefined): LockEntry["cmd"] | undefined {
  if (typeof value === "string") return value;
  if (!isValueList(value)) return undefined;
  const items = value.filter((item) => typeof item === "string");
  return items.length === value.length ? items : undefined;
}

function readItems(value: Value | undefined): readonly LockItem[] {
  return isValueList(value) ? value.flatMap((entry) => readItem(entry) ?? []) : [];
}

function readParams(value: Value | undefined): LockEntry["params"] {
  if (!isValueMap(value)) return new Map();
  return new Map(
    [...value].flatMap(([file, values]) => (isValueMap(values) ? [[file, values] as const] : [])),
  );
}
