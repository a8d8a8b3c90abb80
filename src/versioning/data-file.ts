import { PawlError } from "../errors.ts";
import { checkPart } from "../yaml/check-schema.ts";
import { renderProblems } from "../yaml/problem.ts";
import { dataFileSchema } from "./data-file-schema.ts";
import { type LockItem, readItem, setCounts } from "./data-item.ts";
import { readValueDocument } from "./read-values.ts";
import { isReserved, joinPath } from "./repository-path.ts";
import { isValueList, isValueMap, toPlainData, type Value, type ValueMap } from "./value.ts";
import { writeValues } from "./write-values.ts";

const maxLength = 32 * 1024 * 1024;

/** An output of a `.dvc` file. */
export interface TrackedData extends LockItem {
  /** Relative to the repository. */
  readonly target: string;
  /** The `.dvc` file, relative to the repository. */
  readonly file: string;
  /** False: the cache does not keep it. */
  readonly isCached: boolean;
  /** False: not sent to the remote, as `push: false` says and as data of `dvc import` is, which its own repository keeps. */
  readonly isPushed: boolean;
  /** The repository that `dvc import` took it from. */
  readonly importedFrom?: string;
  /** The remote that keeps it; undefined: the default one. */
  readonly remote?: string;
}

/** Where the data of an import came from. */
export interface ImportSource {
  /** A URL or path; in another repository when there is a `repo`. */
  readonly path: string;
  /** Of `dvc import`: the repository, the revision that was asked for and the commit that was taken. */
  readonly repo?: { readonly url: string; readonly rev?: string; readonly revLock?: string };
  /** What was there, of `dvc import-url` from a place that tells an md5. */
  readonly item?: LockItem;
  readonly etag?: string;
}

/** A `.dvc` file. */
export interface DataFile {
  /** Those with a hash. */
  readonly outs: readonly TrackedData[];
  /** Of an import: what `dvc update` looks at. Empty for added data. */
  readonly sources: readonly ImportSource[];
  /** Imports are frozen: their sources are looked at when asked for. */
  readonly isFrozen: boolean;
  readonly desc?: string;
}

/**
 * The outputs of a `.dvc` file that have a hash.
 *
 * @param file relative to the repository.
 * @throws PawlError as {@link readDataFile}
 */
export function parseDataFile(text: string, file: string): readonly TrackedData[] {
  return readDataFile(text, file).outs;
}

/**
 * Reads a `.dvc` file: added data or an import. An empty one has no outputs.
 *
 * @param file relative to the repository.
 * @throws PawlError `file.unreadable` with everything that is wrong and its lines, `path.refused`
 */
export function readDataFile(text: string, file: string): DataFile {
  const values = readChecked(text, file);
  const directory = directoryOf(values, file);
  const sources = listOf(values.get("deps")).map(importSource);
  const importedFrom = sources.find((source) => source.repo !== undefined)?.repo?.url;
  const origin = importedFrom === undefined ? {} : { importedFrom, isPushed: false };
  const desc = values.get("desc");
  return {
    outs: listOf(values.get("outs")).flatMap((out) =>
      trackedData(out, file, directory).map((data) => ({ ...data, ...origin })),
    ),
    sources,
    isFrozen: values.get("frozen") === true || values.get("locked") === true,
    ...(typeof desc === "string" ? { desc } : {}),
  };
}

function readChecked(text: string, file: string): ValueMap {
  const read = readValueDocument(text, { file, maxLength });
  if (read.problems !== undefined) {
    throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
  }
  const value = read.value === null ? new Map<string, Value>() : read.value;
  const problems = checkPart(read.document, { at: [], data: toPlainData(value) }, dataFileSchema());
  if (problems.length === 0 && isValueMap(value)) return value;
  throw new PawlError("file.unreadable", { message: renderProblems(problems) });
}

/** The folder that paths of outputs are relative to; undefined outside the repository. */
function directoryOf(values: ValueMap, file: string): string | undefined {
  const wdir = values.get("wdir");
  return joinPath(file, "..", typeof wdir === "string" ? wdir : "");
}

function listOf(value: Value | undefined): readonly ValueMap[] {
  return isValueList(value) ? value.filter(isValueMap) : [];
}

function trackedData(out: ValueMap, file: string, directory: string | undefined): readonly TrackedData[] {
  const item = readItem(out);
  if (item === undefined && out.has("md5")) throw unreadableHash(out, file);
  if (item === undefined) return [];
  const target = directory === undefined ? undefined : joinPath(directory, item.path);
  if (target === undefined || isReserved(target)) {
    const message = `${file} names ${JSON.stringify(item.path)}, outside the repository or where git and DVC keep their own.`;
    throw new PawlError("path.refused", { message });
  }
  const remote = out.get("remote");
  return [
    {
      ...item,
      target,
      file,
      isCached: out.get("cache") !== false,
      isPushed: out.get("push") !== false,
      ...(typeof remote === "string" ? { remote } : {}),
    },
  ];
}

function unreadableHash(out: ValueMap, file: string): PawlError {
  const found = JSON.stringify(toPlainData(out.get("md5") ?? null));
  return new PawlError("file.unreadable", { message: `${file}: md5 ${found} is not the hash of data.` });
}

function importSource(dep: ValueMap): ImportSource {
  const [repo, item, path, etag] = [dep.get("repo"), readItem(dep), dep.get("path"), dep.get("etag")];
  return {
    path: typeof path === "string" ? path : "",
    ...(isValueMap(repo) ? { repo: repositoryOf(repo) } : {}),
    ...(item === undefined ? {} : { item }),
    ...(typeof etag === "string" ? { etag } : {}),
  };
}

function repositoryOf(repo: ValueMap): NonNullable<ImportSource["repo"]> {
  const [url, rev, lock] = [repo.get("url"), repo.get("rev"), repo.get("rev_lock")];
  return {
    url: typeof url === "string" ? url : "",
    ...(typeof rev === "string" ? { rev } : {}),
    ...(typeof lock === "string" ? { revLock: lock } : {}),
  };
}

/**
 * The text of a `.dvc` file for one file or directory, with DVC's bytes.
 *
 * @param item `path` is the name of the data beside the `.dvc` file.
 */
export function writeDataFile(item: LockItem): string {
  return writeValues(new Map<string, Value>([["outs", [dataEntry(item)]]]));
}

/** The entry of an output, keys in the order of a new `.dvc` file. */
export function dataEntry(item: LockItem): ValueMap {
  const entry = new Map<string, Value>([["md5", item.md5]]);
  setCounts(entry, item);
  if (item.hash === "md5") entry.set("hash", "md5");
  entry.set("path", item.path);
  return entry;
}
