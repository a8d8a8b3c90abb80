import { isNumberValue, isSpecialValue, isValueList, isValueMap, type Value } from "./value.ts";

/**
 * JSON of a value for people and programs: two blanks a level, keys in their order, numbers of any size exact; what JSON has
 * no form for (NaN, infinities, dates) is text.
 */
export function valueJson(value: Value): string {
  return render(value, "");
}

function render(value: Value, indent: string): string {
  const inner = `${indent}  `;
  if (isValueMap(value)) {
    const entries = [...value].map(([key, item]) => `${inner}${JSON.stringify(key)}: ${render(item, inner)}`);
    return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
  }
  if (isValueList(value)) {
    const items = value.map((item) => inner + render(item, inner));
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`;
  }
  const isText = isSpecialValue(value) || (isNumberValue(value) && /nan|inf/.test(value.text));
  if (isText) return JSON.stringify(value.text);
  return isNumberValue(value) ? value.text : JSON.stringify(value);
}
