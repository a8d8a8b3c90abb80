import { isMap, isSeq, parseDocument } from "yaml";
import type { LockItem } from "./data-item.ts";
import { writeDataFile } from "./data-file.ts";

/**
 * The text of a `.dvc` file with the items of its outputs put in; comments, order and other keys stay.
 *
 * @param before the outputs as the file has them.
 * @param after the same outputs, in the same order, as they are now.
 */
export function updateDataFile(
  text: string,
  before: readonly LockItem[],
  after: readonly LockItem[],
): string {
  const [old, now] = [before[0], after[0]];
  if (old !== undefined && now !== undefined && before.length === 1 && writeDataFile(old) === text) {
    return writeDataFile(now);
  }
  const document = parseDocument(text);
  const outs = document.get("outs");
  for (const item of after) {
    const entry = isSeq(outs)
      ? outs.items.find((one) => isMap(one) && one.get("path") === item.path)
      : undefined;
    if (!isMap(entry)) continue;
    const values = { md5: item.md5, size: item.sizeBytes, nfiles: item.fileCount, hash: "md5" };
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) entry.delete(key);
      else entry.set(key, value);
    }
    if (item.isExecutable === true) entry.set("isexec", true);
    else entry.delete("isexec");
  }
  return document.toString({ lineWidth: 0, indentSeq: false });
}
