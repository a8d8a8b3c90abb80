import { type ColumnKind, isNumeric, kindOfType } from "./column-kind.ts";
import { hasTypes, type TableFormat } from "./table-source.ts";

/** One side of a column that is to be compared. */
export interface ComparedSide {
  /** As `DESCRIBE` names it. */
  readonly type: string;
  readonly format: TableFormat;
  /** SQL of the value. */
  readonly sql: string;
}

/** SQL of both sides' values, made alike so that equal values are equal; or why the column is not compared. */
export type ComparedPair =
  | {
      readonly isComparable: true;
      readonly before: string;
      readonly after: string;
      /** A tolerance may apply. */
      readonly isNumeric: boolean;
    }
  | { readonly isComparable: false; readonly reason: string };

/**
 * How two columns are compared by value: numbers as numbers whatever their width, dates and timestamps as points in time
 * (without a zone: UTC), text that reads as the other side's number, boolean or time as that. Text against text is text.
 */
export function comparePair(before: ComparedSide, after: ComparedSide): ComparedPair {
  const kinds = [kindOfType(before.type), kindOfType(after.type)] as const;
  if (kinds.includes("nested")) return compareNested(before, after, kinds);
  const common =
    before.type === after.type && before.type !== "JSON" ? before.type : commonType(before, after, kinds);
  if (common !== undefined) {
    const isBoth = kinds.every(isNumeric);
    return pair([castTo(before, common), castTo(after, common)], isBoth);
  }
  return pair([textOf(before, kinds[0], kinds[1]), textOf(after, kinds[1], kinds[0])], false);
}

function pair([before, after]: readonly [string, string], isNumber: boolean): ComparedPair {
  return { isComparable: true, before, after, isNumeric: isNumber };
}

function castTo(side: ComparedSide, type: string): string {
  return side.type === type ? side.sql : `CAST(${side.sql} AS ${type})`;
}

type Kinds = readonly [ColumnKind, ColumnKind];

/** A type that holds both sides' values exactly enough; `undefined` when they are compared as text. */
function commonType(before: ComparedSide, after: ComparedSide, kinds: Kinds): string | undefined {
  const [a, b] = kinds;
  const isNumber = (kind: ColumnKind): boolean => isNumeric(kind) || kind === "boolean";
  if (isNumber(a) && isNumber(b)) return commonNumber(before, after, kinds);
  if (a === "time" && b === "time") {
    return before.type === "TIMESTAMP_NS" || after.type === "TIMESTAMP_NS" ? undefined : "TIMESTAMP";
  }
  return a === "text" && b === "text" ? "VARCHAR" : undefined;
}

function commonNumber(before: ComparedSide, after: ComparedSide, kinds: Kinds): string | undefined {
  if (kinds.includes("float")) return commonFloat(before, after);
  const [a, b] = [digitsOf(before.type), digitsOf(after.type)];
  const [whole, scale] = [Math.max(a.whole, b.whole), Math.max(a.scale, b.scale)];
  if (!kinds.includes("decimal") && whole <= 19) return "BIGINT";
  return whole + scale <= 38 ? `DECIMAL(38,${scale})` : "DOUBLE";
}

/** Text holds few digits of a 32-bit number: it is compared with the precision that the number had when it was written. */
function commonFloat(before: ComparedSide, after: ComparedSide): string {
  const isShort = (one: ComparedSide, other: ComparedSide): boolean =>
    one.type === "FLOAT" && !hasTypes(other.format);
  return isShort(before, after) || isShort(after, before) ? "FLOAT" : "DOUBLE";
}

/** Decimal digits before and after the point that a type can hold. */
function digitsOf(type: string): { readonly whole: number; readonly scale: number } {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) return { whole: Number(precision) - Number(scale), scale: Number(scale) };
  if (type.endsWith("HUGEINT")) return { whole: 39, scale: 0 };
  return { whole: type === "UBIGINT" ? 20 : 19, scale: 0 };
}

const numberPattern = String.raw`^\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|nan|inf|infinity)\s*$`;

/** A value as text that is equal for equal values of both kinds. */
function textOf(side: ComparedSide, kind: ColumnKind, other: ColumnKind): string {
  if (isNumeric(kind)) return kind === "integer" ? `CAST(${side.sql} AS VARCHAR)` : numberText(side.sql);
  if (kind === "time") {
    const instant = side.type === "TIMESTAMP_NS" ? side.sql : `CAST(${side.sql} AS TIMESTAMP)`;
    return `CAST(${instant} AS VARCHAR)`;
  }
  const text = `CAST(${side.sql} AS VARCHAR)`;
  if (kind !== "text") return text;
  if (isNumeric(other)) return numberTextOfText(text);
  if (other === "boolean")
    return `CASE WHEN lower(${text}) IN ('true', 'false') THEN lower(${text}) ELSE ${text} END`;
  return other === "time" ? timeTextOfText(text) : text;
}

function numberText(sql: string): string {
  const value = `CAST(${sql} AS DOUBLE)`;
  const isWhole = `isfinite(${value}) AND ${value} = trunc(${value}) AND abs(${value}) < 1e15`;
  return `CASE WHEN ${isWhole} THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`;
}

function numberTextOfText(text: string): string {
  const isNumber = `regexp_matches(${text}, '${numberPattern}', 'i')`;
  const isInteger = `regexp_matches(${text}, '^[+-]?[0-9]{1,18}$')`;
  const whole = `CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR)`;
  const number = numberText(`TRY_CAST(${text} AS DOUBLE)`);
  return `CASE WHEN ${isInteger} THEN ${whole} WHEN ${isNumber} THEN coalesce(${number}, ${text}) ELSE ${text} END`;
}

function timeTextOfText(text: string): string {
  const isTime = `regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')`;
  const instant = `CAST(CAST(TRY_CAST(${text} AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP) AS VARCHAR)`;
  return `CASE WHEN ${isTime} THEN coalesce(${instant}, ${text}) ELSE ${text} END`;
}

/** Lists, structures and maps are compared when their types are the same but for the width of numbers. */
function compareNested(before: ComparedSide, after: ComparedSide, kinds: Kinds): ComparedPair {
  if (before.type === after.type) return pair([before.sql, after.sql], false);
  if (kinds.includes("nothing")) {
    return pair([`CAST(${before.sql} AS VARCHAR)`, `CAST(${after.sql} AS VARCHAR)`], false);
  }
  const [a, b] = [withWideNumbers(before.type), withWideNumbers(after.type)];
  if (a === b) return pair([castTo(before, a), castTo(after, a)], false);
  return { isComparable: false, reason: `${before.type} and ${after.type} cannot be compared by value` };
}

/** A nested type with every number as DOUBLE; quoted names in it stay. */
function withWideNumbers(type: string): string {
  const numbers =
    /"(?:[^"]|"")*"|\b(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))/g;
  return type.replaceAll(numbers, (word) => (word.startsWith('"') ? word : "DOUBLE"));
}
