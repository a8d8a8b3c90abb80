import { isNumberValue, isSpecialValue, isValueList, isValueMap, TupleList, type Value } from "./value.ts";

/** A value as Python's `str` prints it: text as it is, `True`, `None`, lists and mappings by the `repr` of their parts. */
export function pythonString(value: Value): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

function pythonRepr(value: Value): string {
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

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\p{Cc}]/gu, (one) => escapes[one] ?? hex(one));
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
