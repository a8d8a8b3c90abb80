import { isMap, isNode, isScalar, isSeq } from "yaml";
import { PawlError } from "../errors.ts";
import { keyText, readDocument } from "../yaml/read-document.ts";
import { type LockItem, readItem } from "./data-item.ts";
import { type TreeFile, writeTree } from "./data-tree.ts";
import { isSameValue, mergedKeys, mergeThree, type ThreeVersions } from "./merge-three.ts";
import { readValues } from "./read-values.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";

/** What merging two versions of a directory takes from the cache, or else from the remote. Without it both sides may not have changed one file. */
export interface TreeReader {
  /** The files of a directory by its id, or `undefined` when its object is not there. */
  readTree(md5: string): Promise<readonly TreeFile[] | undefined>;
  /** Bytes of a file's object, or `undefined` when it is not there. */
  sizeOf(md5: string): Promise<number | undefined>;
  /** Lower-case hexadecimal. */
  md5(text: string): Promise<string>;
}

/** A merged `.dvc` file. */
export interface MergedDataFile {
  readonly text: string;
  /** The object of the merged directory, to be kept before the text is. */
  readonly tree?: { readonly md5: string; readonly text: string };
}

/**
 * Merges two versions of a `.dvc` file. A change of one side wins as its text, byte for byte. When both sides changed the
 * same directory, its files are merged one by one and the text is ours with new numbers, so that its comments stay.
 *
 * @param texts of the common ancestor (empty when there is none) and both sides.
 * @throws PawlError `file.unreadable`; `merge.conflict` when both sides changed a file, the same file of the directory, or
 *   other keys, or an object of the directory is neither in the cache nor in the remote.
 */
export async function mergeDataFiles(
  texts: ThreeVersions<string>,
  file: string,
  trees?: TreeReader,
): Promise<MergedDataFile> {
  const whole = mergeThree(texts, (a, b) => a === b);
  if (!whole.isConflict) return { text: whole.merged };
  const sides = {
    base: texts.base.trim() === "" ? undefined : readSide(texts.base, `${file} (common ancestor)`),
    ours: readSide(texts.ours, `${file} (ours)`),
    theirs: readSide(texts.theirs, `${file} (theirs)`),
  };
  if (trees === undefined || !isMergeable(sides)) throw conflict(file, "Both sides changed it");
  const merged = await mergeDirectory(sides, file, trees);
  return { text: withNumbers(texts.ours, merged), tree: { md5: merged.md5, text: merged.tree } };
}

interface Side {
  /** Everything but the id and the counts of the data. */
  readonly rest: Value;
  readonly item: LockItem | undefined;
}

type Sides = Omit<ThreeVersions<Side>, "base"> & { readonly base: Side | undefined };

function conflict(file: string, what: string): PawlError {
  return new PawlError("merge.conflict", { message: `${file}: ${what}.` });
}

function readSide(text: string, name: string): Side {
  const values = readValues(text, name);
  const outs = isValueMap(values) ? values.get("outs") : undefined;
  if (!isValueMap(values) || !isValueList(outs)) {
    throw new PawlError("file.unreadable", { message: `${name} has no list of outs.` });
  }
  const [out] = outs;
  const rest = new Map<string, Value>([...values, ["outs", isValueMap(out) ? withoutNumbers(out) : null]]);
  return { rest, item: outs.length === 1 ? readItem(out) : undefined };
}

function withoutNumbers(out: ValueMap): ValueMap {
  return new Map([...out].filter(([key]) => !["md5", "size", "nfiles"].includes(key)));
}

function isMergeable({ base, ours, theirs }: Sides): boolean {
  const all = [ours, theirs, ...(base === undefined ? [] : [base])];
  return all.every(
    ({ item, rest }) =>
      item !== undefined && item.hash === "md5" && item.md5.endsWith(".dir") && isSameValue(rest, ours.rest),
  );
}

interface MergedDirectory {
  readonly md5: string;
  readonly tree: string;
  readonly nfiles: number;
  readonly size: number;
}

async function mergeDirectory(sides: Sides, file: string, trees: TreeReader): Promise<MergedDirectory> {
  const read = async (side: Side | undefined): Promise<ReadonlyMap<string, string>> => {
    if (side?.item === undefined) return new Map();
    const found = await trees.readTree(side.item.md5);
    if (found === undefined)
      throw conflict(
        file,
        `Both sides changed it, and ${side.item.md5} is neither in the cache nor in the remote`,
      );
    return new Map(found.map((one) => [one.path, one.md5]));
  };
  const [base, ours, theirs] = [await read(sides.base), await read(sides.ours), await read(sides.theirs)];
  const files = mergedKeys(ours, theirs).flatMap((path) => {
    const result = mergeThree(
      { base: base.get(path), ours: ours.get(path), theirs: theirs.get(path) },
      (a, b) => a === b,
    );
    if (result.isConflict) throw conflict(file, `Both sides changed ${JSON.stringify(path)} in it`);
    return result.merged === undefined ? [] : [{ path, md5: result.merged }];
  });
  refuseFileAsFolder(files, file);
  const tree = writeTree(files);
  let size = 0;
  for (const { md5 } of files) {
    const bytes = await trees.sizeOf(md5);
    if (bytes === undefined)
      throw conflict(file, `Both sides changed it, and ${md5} is neither in the cache nor in the remote`);
    size += bytes;
  }
  return { md5: `${await trees.md5(tree)}.dir`, tree, nfiles: files.length, size };
}

/** One side may have made a folder of what the other side has as a file. */
function refuseFileAsFolder(files: readonly TreeFile[], file: string): void {
  const paths = new Set(files.map((one) => one.path));
  for (const { path } of files) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (paths.has(folder))
        throw conflict(file, `${JSON.stringify(folder)} is a file on one side and a folder on the other`);
    }
  }
}

/** The text with the numbers of its output replaced. */
function withNumbers(text: string, merged: MergedDirectory): string {
  const numbers = new Map([
    ["md5", merged.md5],
    ["size", String(merged.size)],
    ["nfiles", String(merged.nfiles)],
  ]);
  let result = text;
  for (const { key, start, end } of placesOf(text).toReversed()) {
    const number = numbers.get(key);
    if (number !== undefined) result = result.slice(0, start) + number + result.slice(end);
  }
  return result;
}

/** Where the values of the first output stand in the text, in order. */
function placesOf(
  text: string,
): readonly { readonly key: string; readonly start: number; readonly end: number }[] {
  const read = readDocument(text, { file: "", maxLength: Number.POSITIVE_INFINITY, schema: "failsafe" });
  const root = read.document?.root;
  const outs = isMap(root) ? root.items.find((pair) => keyText(pair.key) === "outs")?.value : undefined;
  const out = isSeq(outs) ? outs.items[0] : undefined;
  if (!isMap(out)) return [];
  return out.items.flatMap(({ key, value }) => {
    const [start, end] = isNode(value) && isScalar(value) && value.range ? value.range : [];
    return start === undefined || end === undefined ? [] : [{ key: keyText(key) ?? "", start, end }];
  });
}
