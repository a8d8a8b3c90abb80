import { isMap, isScalar, isSeq, type Pair, type Scalar, visit, type YAMLMap } from "yaml";
import { readDocument } from "../yaml/read-document.ts";
import { dataEntry, parseDataFile, writeDataFile } from "./data-file.ts";
import type { LockItem } from "./data-item.ts";
import { isNumberValue, type Value } from "./value.ts";
import { writeScalar } from "./write-scalar.ts";

/** Keys that say what the data is; all others are the user's. */
const contentKeys = ["md5", "size", "nfiles", "isexec", "hash"];

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text of an existing `.dvc` file with new content for one of its outputs. Comments, the order of keys, options and
 * other outputs stay as they are; new keys come last; text in quotes that needs none loses them, as when DVC writes the file.
 *
 * @param item `path` is the name of the data beside the `.dvc` file.
 * @returns the text of a new file when there is no such output in it, or it is written in braces and keys come or go.
 * @throws PawlError `file.unreadable`, `path.refused`
 */
export function updateDataFile(text: string, file: string, item: LockItem): string {
  parseDataFile(text, file); // refuses what DVC refuses
  const read = readDocument(text, { file, maxLength: text.length, schema: "failsafe", rules: "loose" });
  const root = read.document?.root;
  const out = isMap(root) ? findOut(root, item.path) : undefined;
  if (!isMap(root) || out === undefined) return writeDataFile(item);
  const changes = contentEdits(out, item, text);
  if (changes === undefined) return writeDataFile(item);
  return apply(text, [...changes, ...wdirEdits(root, text), ...quoteEdits(root, text, changes)]);
}

function findOut(root: YAMLMap, path: string): YAMLMap | undefined {
  const outs = pairOf(root, "outs")?.value;
  const items = isSeq(outs) ? outs.items.filter((item): item is YAMLMap => isMap(item)) : [];
  return items.find((item) => {
    const value = pairOf(item, "path")?.value;
    return isScalar(value) && value.value === path;
  });
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function contentEdits(out: YAMLMap, item: LockItem, text: string): readonly Edit[] | undefined {
  const wanted = dataEntry(item);
  const edits: Edit[] = [];
  const missing: string[] = [];
  for (const key of contentKeys) {
    const pair = pairOf(out, key);
    const value = wanted.get(key);
    if (pair === undefined && value !== undefined) missing.push(`${key}:${render(value)}`);
    if (pair === undefined) continue;
    if (value === undefined) {
      if (out.flow === true || pair === out.items[0]) return undefined;
      edits.push(lineOf(pair, text));
    } else if (isScalar(pair.value) && pair.value.range && pair.value.source !== "") {
      const [from, to] = pair.value.range;
      edits.push({ from, to, text: render(value).trimStart() });
    } else return undefined;
  }
  if (missing.length === 0) return edits;
  if (out.flow === true) return undefined;
  return [...edits, appended(out, missing, text)];
}

function render(value: Value): string {
  if (typeof value === "string") return writeScalar(value, { column: 8, indent: 4, isKey: false });
  return ` ${isNumberValue(value) ? value.text : String(value === true)}`;
}

/** New keys stand before what follows the output, behind the comments of its last key. */
function appended(out: YAMLMap, lines: readonly string[], text: string): Edit {
  const start = out.range?.[0] ?? 0;
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  let at = out.range?.[1] ?? text.length;
  at = nextLine(text, at - 1);
  while (at < text.length && /^[ \t]*(#|\r?\n)/.test(text.slice(at, nextLine(text, at))))
    at = nextLine(text, at);
  const begin = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
  return { from: at, to: at, text: `${begin}${lines.map((line) => `${indent}${line}\n`).join("")}` };
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function lineOf(pair: Pair, text: string): Edit {
  const key = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  return { from: text.lastIndexOf("\n", key) + 1, to: nextLine(text, key), text: "" };
}

/** DVC leaves a working directory out that is the file's own. */
function wdirEdits(root: YAMLMap, text: string): readonly Edit[] {
  const pair = pairOf(root, "wdir");
  const isOwn = pair !== undefined && isScalar(pair.value) && pair.value.value === ".";
  return isOwn && root.flow !== true ? [lineOf(pair, text)] : [];
}

function quoteEdits(root: YAMLMap, text: string, others: readonly Edit[]): readonly Edit[] {
  const edits: Edit[] = [];
  visit(root, {
    Scalar: (position, node) => {
      const [from, to] = node.range ?? [0, 0];
      const source = text.slice(from, to);
      const isChanged = others.some((edit) => edit.from === from);
      if (isChanged || !isQuoted(node) || source.includes("\n") || /[[\]{},]/.test(source)) return;
      const column = from - (text.lastIndexOf("\n", from - 1) + 1);
      const isKey = position === "key";
      const place = { column: isKey ? column : column - 1, indent: column, isKey };
      const plain = writeScalar(String(node.value), place).trimStart();
      if (plain !== source && !plain.includes("\n")) edits.push({ from, to, text: plain });
    },
  });
  return edits;
}

function isQuoted(node: Scalar): boolean {
  return node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE";
}

function apply(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { from, to, text: replacement } of [...edits].sort((a, b) => b.from - a.from || b.to - a.to)) {
    result = result.slice(0, from) + replacement + result.slice(to);
  }
  return result;
}
