import { isNumberValue, isSpecialValue, isValueList, isValueMap, TupleList, type Value } from "./value.ts";

/** A value as Python's `str` prints it: text as it is, `True`, `None`, lists and mappings by {@link pythonRepr}. */
export function pythonText(value: Value): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

/**
 * A value as Python's `repr` prints it.
 *
 * @example
 * pythonRepr(["a", null]); // "['a', None]"
 */
export function pythonRepr(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quote(value);
  if (isNumberValue(value) || isSpecialValue(value)) return value.text;
  if (isValueMap(value)) {
    const keys = value.plainKeys;
    const name = (key: string): string => (keys?.has(key) === true ? key : quote(key));
    return `{${[...value].map(([key, item]) => `${name(key)}: ${pythonRepr(item)}`).join(", ")}}`;
  }
  if (!isValueList(value)) return "";
  const items = value.map(pythonRepr).join(", ");
  return value instanceof TupleList ? `(${items}${value.length === 1 ? "," : ""})` : `[${items}]`;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replaceAll(/[\\\n\r\t]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
  return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const short = escapes[character];
  if (short !== undefined) return short;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, "0")}`
    : `\\U${code.toString(16).padStart(8, "0")}`;
}
