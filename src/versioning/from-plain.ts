import { pythonFloat } from "./python-float.ts";
import { integer, isValueMap, type Value, type ValueMap } from "./value.ts";

/** Plain data (objects, lists, texts, numbers) as values; whole numbers become integers. */
export function fromPlain(data: object): ValueMap {
  const value = toValue(data);
  return isValueMap(value) ? value : new Map();
}

function toValue(data: unknown): Value {
  if (data === null || typeof data === "boolean" || typeof data === "string") return data;
  if (typeof data === "number")
    return Number.isInteger(data) ? integer(data) : { kind: "float", text: pythonFloat(data) };
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data !== "object") return null;
  return new Map(Object.entries(data).map(([key, item]: [string, unknown]) => [key, toValue(item)]));
}
