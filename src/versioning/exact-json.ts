import { isNumberValue, isValueList, isValueMap, type Value } from "./value.ts";

const notFinite = new Set(["nan", "inf", "-inf"]);

/**
 * A value as JSON, indented by two, keys in their order, numbers with all their digits (`1.0` stays `1.0`). JSON has no NaN:
 * such numbers are the strings `"nan"`, `"inf"`, `"-inf"`.
 */
export function exactJson(value: Value, indent = ""): string {
  const inner = `${indent}  `;
  if (isValueList(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => inner + exactJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  if (isValueMap(value)) {
    if (value.size === 0) return "{}";
    const entries = [...value].map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${exactJson(item, inner)}`,
    );
    return `{\n${entries.join(",\n")}\n${indent}}`;
  }
  if (isNumberValue(value)) return notFinite.has(value.text) ? `"${value.text}"` : value.text;
  return JSON.stringify(value);
}
