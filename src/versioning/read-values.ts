import { isMap, isScalar, isSeq } from "yaml";
import { PawlError } from "../errors.ts";
import { renderProblems } from "../yaml/problem.ts";
import { keyText, readDocument } from "../yaml/read-document.ts";
import { resolveScalar } from "./resolve-scalar.ts";
import type { Value } from "./value.ts";

/** Larger parameter and lock files are refused. UTF-16 units. */
const maxLength = 32 * 1024 * 1024;

/**
 * Reads a YAML or JSON file with exact numbers. An empty file is null.
 *
 * @throws PawlError `file.unreadable` that lists everything that is wrong, with lines.
 */
export function readValues(text: string, file: string): Value {
  const read = readDocument(text, { file, maxLength, schema: "failsafe" });
  if (read.problems !== undefined) {
    throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
  }
  return toValue(read.document.root);
}

/** The value of a node of a document that was read with the failsafe schema. */
export function toValue(node: unknown): Value {
  if (isMap(node)) return new Map(node.items.map((pair) => [keyText(pair.key) ?? "", toValue(pair.value)]));
  if (isSeq(node)) return node.items.map((item) => toValue(item));
  if (!isScalar(node)) return null;
  const text = typeof node.value === "string" ? node.value : "";
  return node.type === "PLAIN" || node.type === undefined || node.type === null ? resolveScalar(text) : text;
}
