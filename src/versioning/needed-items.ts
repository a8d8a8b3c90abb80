import { PawlError } from "../errors.ts";
import { readDataFile } from "./data-file.ts";
import { type DataItem, readItem } from "./data-item.ts";
import { parseLock } from "./lock-file.ts";
import { readValues } from "./read-values.ts";
import { isValueList, isValueMap, type Value } from "./value.ts";

/**
 * Every output that a dvc.lock or a `.dvc` file names, whether a dvc.yaml still knows its stage or not. It is stricter than
 * what only looks at data: what is not understood here would count as garbage.
 *
 * @param file relative to the repository; `.dvc` at its end tells a `.dvc` file.
 * @returns `[]` for an empty file.
 * @throws PawlError `file.unreadable`, with the file and the entry.
 */
export function readNeededItems(text: string, file: string): readonly DataItem[] {
  if (file.endsWith(".dvc")) {
    readDataFile(text, file);
    const values = readValues(text, file);
    return isValueMap(values) ? readOutputs(values.get("outs"), file) : [];
  }
  const stages = parseLock(text, file).values.get("stages") ?? null;
  if (stages === null) return [];
  if (!isValueMap(stages)) throw unreadable(file, "`stages` is no map");
  return [...stages].flatMap(([name, entry]) => {
    if (!isValueMap(entry)) throw unreadable(file, `the stage ${name} is no map`);
    return readOutputs(entry.get("outs"), `${file}, stage ${name}`);
  });
}

function unreadable(place: string, what: string): PawlError {
  return new PawlError("file.unreadable", { message: `${place}: ${what}.` });
}

function readOutputs(outs: Value | undefined, place: string): readonly DataItem[] {
  if (outs === undefined || outs === null) return [];
  if (!isValueList(outs)) throw unreadable(place, "`outs` is no list");
  return outs.flatMap((out) => readOutput(out, place));
}

/** An output, and the files of one that a versioned remote keeps, which are listed with it. */
function readOutput(out: Value, place: string): readonly DataItem[] {
  if (!isValueMap(out)) throw unreadable(place, "an output is no map");
  const files = out.get("files") ?? null;
  if (files !== null && !isValueList(files)) throw unreadable(place, "`files` of an output is no list");
  const parts = (files ?? []).map((part) => {
    if (!isValueMap(part)) throw unreadable(place, "a file of an output is no map");
    return new Map<string, Value>([...part, ["path", ""], ["hash", out.get("hash") ?? "md5"]]);
  });
  return [out, ...parts].flatMap((entry) => {
    const md5 = entry.get("md5") ?? null;
    // An output that was never made, or that another store versions.
    if (md5 === null) return [];
    const item = readItem(new Map<string, Value>([...entry, ["path", ""]]));
    if (item === undefined) throw unreadable(place, `${JSON.stringify(md5)} is no md5 of an output`);
    return [{ md5: item.md5, hash: item.hash }];
  });
}
