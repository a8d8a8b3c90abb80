import { PawlError } from "../errors.ts";
import {
  isNumberValue,
  isSpecialValue,
  isValueList,
  isValueMap,
  type MomentValue,
  type NumberValue,
  type OpaqueValue,
  type Value,
} from "./value.ts";
import { writeScalar } from "./write-scalar.ts";

/**
 * YAML text of a value, with the bytes that DVC (ruamel.yaml) writes: block style, two columns a level, sequences flush
 * with their key.
 *
 * @param value a mapping or a list; an empty one is `{}` or `[]`.
 * @throws PawlError `dvc.unsupported` for a value with no YAML form: a Python set, bytes, a complex number, a time of day.
 */
export function writeValues(value: Value): string {
  return `${block(value, 0)}\n`;
}

/** Text of a node that begins at column `indent` of a fresh line, without its last line end. */
function block(value: Value, indent: number): string {
  const pad = " ".repeat(indent);
  if (isValueMap(value) && value.size > 0) {
    const isPlain = (key: string): boolean => value.plainKeys?.has(key) === true;
    return [...value]
      .map(([key, item]) => pad + entry(isPlain(key) ? key : keyName(key, indent), item, indent))
      .join("\n");
  }
  if (isValueList(value) && value.length > 0) {
    return value.map((item) => `${pad}-${listItem(item, indent)}`).join("\n");
  }
  return `${pad}${inline(value, { column: indent, indent }).trimStart()}`;
}

function keyName(key: string, indent: number): string {
  return writeScalar(key, { column: indent, indent, isKey: true });
}

function entry(name: string, value: Value, indent: number): string {
  if (isValueMap(value) && value.size > 0) return `${name}:\n${block(value, indent + 2)}`;
  if (isValueList(value) && value.length > 0) return `${name}:\n${block(value, indent)}`;
  return `${name}:${inline(value, { column: indent + Array.from(name).length + 1, indent: indent + 2 })}`;
}

function listItem(value: Value, indent: number): string {
  const isNested = (isValueMap(value) && value.size > 0) || (isValueList(value) && value.length > 0);
  if (isNested) return ` ${block(value, indent + 2).trimStart()}`;
  // Nothing in a list leaves the blank behind its dash.
  return value === null ? " " : inline(value, { column: indent + 1, indent: indent + 2 });
}

function inline(value: Value, at: { readonly column: number; readonly indent: number }): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? " true" : " false";
  if (typeof value === "string") return writeScalar(value, { ...at, isKey: false });
  if (isSpecialValue(value)) return ` ${momentText(value)}`;
  if (isNumberValue(value)) return ` ${numberText(value)}`;
  return isValueList(value) ? " []" : " {}";
}

function numberText(value: NumberValue): string {
  const special: Readonly<Record<string, string>> = { nan: ".nan", inf: ".inf", "-inf": "-.inf" };
  return special[value.text] ?? value.text;
}

function momentText(value: MomentValue | OpaqueValue): string {
  if (value.kind === "date") return value.text;
  throw new PawlError("dvc.unsupported", {
    message: `${value.text} has no place in DVC's files.`,
    hint: "Write it as text, a number or a list.",
  });
}
