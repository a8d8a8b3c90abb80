/**
 * A value of a parameter, lock or pipeline file with its numbers as Python would print them: `1` and `1.0` differ in DVC's
 * files and hashes, and a JavaScript number cannot tell them apart.
 */
export type Value =
  null | boolean | string | NumberValue | MomentValue | OpaqueValue | readonly Value[] | ValueMap;

/** A number: decimal digits of an integer of any size, or Python's `repr` of a float. */
export interface NumberValue {
  readonly kind: "integer" | "float";
  readonly text: string;
}

/** A date, or a date with a time, as DVC writes it to dvc.lock. */
export interface MomentValue {
  readonly kind: "date";
  readonly text: string;
}

/** What DVC reads and neither dvc.lock nor a template has a form for: a Python set, bytes, a complex number, a time of day. */
export interface OpaqueValue {
  readonly kind: "opaque";
  /** What it is, for messages. */
  readonly text: string;
}

/** A mapping, in the order of its file. */
export interface ValueMap extends ReadonlyMap<string, Value> {
  /** Keys that are not text in the file (`1: a`), as they are written there; undefined when all are text. */
  readonly plainKeys?: ReadonlySet<string>;
}

/** A mapping some of whose keys are not text. */
export class PlainKeyMap extends Map<string, Value> {
  readonly plainKeys: ReadonlySet<string>;

  constructor(entries: Iterable<readonly [string, Value]>, plainKeys: ReadonlySet<string>) {
    super(entries);
    this.plainKeys = plainKeys;
  }
}

/** A list that Python holds as a tuple: a list everywhere but in templates, which refuse it as DVC does. */
export class TupleList extends Array<Value> {}

/** Whether a value is a mapping. */
export function isValueMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map;
}

/** Whether a value is a list. */
export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a number. */
export function isNumberValue(value: Value | undefined): value is NumberValue {
  return isKinded(value) && (value.kind === "integer" || value.kind === "float");
}

/** Whether a value is a date or something else that is neither text, number, list nor mapping. */
export function isSpecialValue(value: Value | undefined): value is MomentValue | OpaqueValue {
  return isKinded(value) && (value.kind === "date" || value.kind === "opaque");
}

function isKinded(value: Value | undefined): value is NumberValue | MomentValue | OpaqueValue {
  return typeof value === "object" && value !== null && !isValueList(value) && !isValueMap(value);
}

/** An integer as a value. */
export function integer(value: number): NumberValue {
  return { kind: "integer", text: String(value) };
}

/**
 * Equality as Python's `==`: `1`, `1.0` and `true` are equal, the order of lists matters, that of mappings does not.
 * NaN equals nothing.
 */
export function isEqualValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (isValueMap(a) && isValueMap(b)) {
    return a.size === b.size && Array.from(a).every(([key, value]) => isEqualValue(value, b.get(key)));
  }
  if (isValueList(a) && isValueList(b)) {
    return a.length === b.length && a.every((item, index) => isEqualValue(item, b[index]));
  }
  if (isSpecialValue(a) && isSpecialValue(b)) return a.kind === b.kind && a.text === b.text;
  const [left, right] = [numeric(a), numeric(b)];
  return left !== undefined && right !== undefined ? left === right : a === b;
}

function numeric(value: Value): number | bigint | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (!isNumberValue(value)) return undefined;
  if (value.kind === "float") return floatOf(value.text);
  const exact = BigInt(value.text);
  const rounded = Number(exact);
  return Number.isFinite(rounded) && BigInt(rounded) === exact ? rounded : exact;
}

/** The JavaScript number that is nearest to the text of a {@link NumberValue}. */
export function floatOf(text: string): number {
  if (text === "nan") return Number.NaN;
  if (text === "inf") return Number.POSITIVE_INFINITY;
  return text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

/** Plain data for people and JSON reports: numbers become JavaScript numbers, NaN and infinities their names. */
export function toPlainData(value: Value): unknown {
  if (isValueMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toPlainData(item)]));
  if (isValueList(value)) return value.map(toPlainData);
  if (isSpecialValue(value)) return value.text;
  if (!isNumberValue(value)) return value;
  const number = floatOf(value.text);
  return Number.isFinite(number) ? number : value.text;
}

/** Compares by code point, as Python does; JavaScript compares UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return orderOfUnit(left) - orderOfUnit(right);
  }
  return a.length - b.length;
}

/** Halves of a surrogate pair stand for code points above every single unit. */
function orderOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
