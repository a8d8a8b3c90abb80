import { PawlError } from "../errors.ts";
import { type LockItem, readItem, setCounts } from "./data-item.ts";
import { readValues } from "./read-values.ts";
import { isReserved, joinPath } from "./repository-path.ts";
import { isValueList, isValueMap, type Value } from "./value.ts";
import { writeValues } from "./write-values.ts";

/** An output of a `.dvc` file. */
export interface TrackedData extends LockItem {
  /** Relative to the repository. */
  readonly target: string;
  /** The `.dvc` file, relative to the repository. */
  readonly file: string;
}

/**
 * Reads a `.dvc` file.
 *
 * @param file relative to the repository.
 * @returns its outputs; those without a hash are left out.
 * @throws PawlError `file.unreadable`
 */
export function parseDataFile(text: string, file: string): readonly TrackedData[] {
  const values = readValues(text, file);
  const outs = isValueMap(values) ? values.get("outs") : undefined;
  if (!isValueMap(values) || !isValueList(outs)) {
    throw new PawlError("file.unreadable", { message: `${file} has no list of outs.` });
  }
  const wdir = values.get("wdir");
  const directory = joinPath(file, "..", typeof wdir === "string" ? wdir : "");
  return outs.flatMap((out) => {
    const item = readItem(out);
    if (item === undefined) return [];
    const target = directory === undefined ? undefined : joinPath(directory, item.path);
    if (target === undefined || isReserved(target)) {
      const message = `${file} names ${JSON.stringify(item.path)}, outside the repository or where git and DVC keep their own.`;
      throw new PawlError("path.refused", { message });
    }
    return [{ ...item, target, file }];
  });
}

/**
 * The text of a `.dvc` file for one file or directory, with DVC's bytes.
 *
 * @param item `path` is the name of the data beside the `.dvc` file.
 */
export function writeDataFile(item: LockItem): string {
  const entry = new Map<string, Value>([["md5", item.md5]]);
  setCounts(entry, item);
  if (item.hash === "md5") entry.set("hash", "md5");
  entry.set("path", item.path);
  return writeValues(new Map<string, Value>([["outs", [entry]]]));
}
