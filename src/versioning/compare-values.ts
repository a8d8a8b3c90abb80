import { pythonFloat } from "./python-float.ts";
import { pythonRepr } from "./python-text.ts";
import {
  compareCodePoints,
  floatOf,
  integer,
  isEqualValue,
  isNumberValue,
  isValueList,
  isValueMap,
  type NumberValue,
  type Value,
} from "./value.ts";

/** One value at two revisions; null on the side that does not have it. */
export interface ValueChange {
  readonly old: Value;
  readonly new: Value;
  /** `new` minus `old`, of two numbers or truth values. */
  readonly diff?: NumberValue;
}

/** Changes by dotted key, sorted by code point. */
export type ValueChanges = ReadonlyMap<string, ValueChange>;

/**
 * Compares the content of a file at two revisions, as DVC does: nested mappings by dotted keys, lists as their Python
 * text, `1 == 1.0 == true`, NaN unlike itself.
 *
 * @param old `undefined` when the file is not there or cannot be read; so for `after`.
 * @returns the values that differ; all of them when `isComplete`.
 */
export function compareValues(
  old: Value | undefined,
  after: Value | undefined,
  { isComplete = false }: { readonly isComplete?: boolean } = {},
): ValueChanges {
  if (!isMapping(old) && !isMapping(after)) {
    const change = compareOne(old ?? null, after ?? null, isComplete);
    return new Map(change === undefined ? [] : [["", change]]);
  }
  const [left, right] = [flattenValues(old), flattenValues(after)];
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort(compareCodePoints);
  const changes = new Map<string, ValueChange>();
  for (const key of keys) {
    const change = compareOne(valueOf(key, left, old), valueOf(key, right, after), isComplete);
    if (change !== undefined) changes.set(key, change);
  }
  return changes;
}

/**
 * The values of nested mappings by dotted key; lists as their Python text, empty mappings left out.
 *
 * @returns an empty map when `content` is no mapping.
 */
export function flattenValues(content: Value | undefined): ReadonlyMap<string, Value> {
  const flat = new Map<string, Value>();
  const walk = (value: Value, key: string): void => {
    if (isValueMap(value)) for (const [step, item] of value) walk(item, key === "" ? step : `${key}.${step}`);
    else flat.set(key, isValueList(value) ? pythonRepr(value) : value);
  };
  if (isValueMap(content)) for (const [key, item] of content) walk(item, key);
  return flat;
}

/** A file that is not there compares as an empty mapping. */
function isMapping(content: Value | undefined): boolean {
  return content === undefined || isValueMap(content);
}

function valueOf(key: string, flat: ReadonlyMap<string, Value>, content: Value | undefined): Value {
  return flat.get(key) ?? (isMapping(content) || content === null ? null : "unable to parse");
}

function compareOne(old: Value, after: Value, isComplete: boolean): ValueChange | undefined {
  if (!isComplete && isEqualValue(old, after)) return undefined;
  const diff = subtract(after, old);
  return { old, new: after, ...(diff === undefined ? {} : { diff }) };
}

/** `a - b` as Python: exact for integers of any size; truth values are 0 and 1. */
function subtract(a: Value, b: Value): NumberValue | undefined {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined) return undefined;
  if (left.kind === "integer" && right.kind === "integer") {
    return { kind: "integer", text: String(BigInt(left.text) - BigInt(right.text)) };
  }
  return { kind: "float", text: pythonFloat(floatOf(left.text) - floatOf(right.text)) };
}

function numberOf(value: Value): NumberValue | undefined {
  if (typeof value === "boolean") return integer(value ? 1 : 0);
  return isNumberValue(value) ? value : undefined;
}
