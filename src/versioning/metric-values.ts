import { isNumberValue, isValueMap, type Value } from "./value.ts";

/** What of a metrics file is metrics: numbers, truth values and text, in nested mappings. Lists and nulls are dropped. */
export function extractMetrics(content: Value): Value {
  return extract(content) ?? new Map<string, Value>();
}

function extract(value: Value): Value | undefined {
  if (typeof value === "string" || typeof value === "boolean" || isNumberValue(value)) return value;
  if (!isValueMap(value)) return undefined;
  const kept = new Map<string, Value>();
  for (const [key, item] of value) {
    const found = extract(item);
    if (found !== undefined && !(isValueMap(found) && found.size === 0)) kept.set(key, found);
  }
  return kept;
}
