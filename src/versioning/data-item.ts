import { integer, isNumberValue, isValueMap, type Value, type ValueMap } from "./value.ts";

/** Content under version control: a file, or a directory whose id ends in `.dir`. */
export interface DataItem {
  /** 32 hexadecimal digits, with `.dir` behind them for a directory. */
  readonly md5: string;
  /** `legacy`: hashed by DVC 2, with line ends of text normalised, and kept elsewhere in the cache. Read only. */
  readonly hash: "md5" | "legacy";
  /** Undefined when the entry does not say. */
  readonly sizeBytes?: number;
  /** Files of a directory. */
  readonly fileCount?: number;
  /** Of a single file: its owner may execute it. */
  readonly isExecutable?: boolean;
}

/** A data item at a path of dvc.lock or of a `.dvc` file. */
export interface LockItem extends DataItem {
  /** As written there. */
  readonly path: string;
}

/** Reads an entry; `undefined` when it has no md5, as of an output that was never made. */
export function readItem(entry: Value | undefined): LockItem | undefined {
  if (!isValueMap(entry)) return undefined;
  const [path, md5] = [entry.get("path"), entry.get("md5")];
  if (typeof path !== "string" || typeof md5 !== "string" || !/^[0-9a-f]{32}(\.dir)?$/.test(md5))
    return undefined;
  const sizeBytes = numberOf(entry.get("size"));
  const fileCount = numberOf(entry.get("nfiles"));
  return {
    path,
    md5,
    hash: entry.get("hash") === "md5" ? "md5" : "legacy",
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(fileCount === undefined ? {} : { fileCount }),
    ...(entry.get("isexec") === true ? { isExecutable: true } : {}),
  };
}

/** The entry of dvc.lock, keys in DVC's order. */
export function writeItem(item: LockItem): ValueMap {
  const entry = new Map<string, Value>([["path", item.path]]);
  if (item.hash === "md5") entry.set("hash", "md5");
  entry.set("md5", item.md5);
  setCounts(entry, item);
  return entry;
}

/** Adds `size`, `nfiles` and `isexec`. */
export function setCounts(entry: Map<string, Value>, item: DataItem): void {
  if (item.sizeBytes !== undefined) entry.set("size", integer(item.sizeBytes));
  if (item.fileCount !== undefined) entry.set("nfiles", integer(item.fileCount));
  if (item.isExecutable === true) entry.set("isexec", true);
}

function numberOf(value: Value | undefined): number | undefined {
  return isNumberValue(value) ? Number(value.text) : undefined;
}
