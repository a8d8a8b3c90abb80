/** One value of a column, as the `sql` port and JSON give it. */
export type ColumnValue = string | number | bigint | boolean | Date | null | undefined;

/** How the values of a column are compared. */
export const columnTypes = ["numeric", "categorical", "boolean", "timestamp"] as const;

/** One of {@link columnTypes}. */
export type ColumnType = (typeof columnTypes)[number];

/** A column reduced to its distinct values and how often each occurs: all that drift needs, whatever the row count. */
export interface ValueCounts {
  readonly type: ColumnType;
  /** All rows, missing ones too. */
  readonly rows: number;
  /** Null, NaN, infinite, or not readable as the type. */
  readonly missing: number;
  /** Of the missing ones: values of another type, such as text in a numeric column. */
  readonly unreadable: number;
  /** Distinct values, increasing; numbers for numeric and timestamp (milliseconds since 1970), else text. */
  readonly values: readonly (number | string)[];
  /** Occurrences of each value, at least 1. */
  readonly counts: readonly number[];
}

/**
 * The type of a column from its values: all numbers → numeric, all booleans → boolean, all dates → timestamp, otherwise
 * categorical. A column without any value is categorical.
 */
export function inferColumnType(values: Iterable<ColumnValue>): ColumnType {
  const seen = new Set<ColumnType>();
  for (const value of values) {
    if (value !== null && value !== undefined) seen.add(typeOfValue(value));
    if (seen.size > 1) return "categorical";
  }
  const [only = "categorical"] = seen;
  return only;
}

function typeOfValue(value: NonNullable<ColumnValue>): ColumnType {
  if (typeof value === "number" || typeof value === "bigint") return "numeric";
  if (typeof value === "boolean") return "boolean";
  return value instanceof Date ? "timestamp" : "categorical";
}

/**
 * Reads one value as `type`: a finite number, text, or `null` when it is missing or not readable. Booleans are `true` and
 * `false`, and 1 and 0 in a numeric column.
 */
export function readValue(value: ColumnValue, type: ColumnType): number | string | null {
  if (value === null || value === undefined) return null;
  if (type === "boolean") return booleanText(value);
  if (type === "categorical") return value instanceof Date ? isoText(value) : String(value);
  const number = type === "timestamp" && typeof value === "string" ? Date.parse(value) : numberOf(value);
  // -0 and 0 are one value; as map keys they are too, but they sort and print differently.
  return Number.isFinite(number) ? number + 0 : null;
}

function numberOf(value: NonNullable<ColumnValue>): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "string" && value.trim() === "") return Number.NaN;
  return Number(value);
}

function booleanText(value: NonNullable<ColumnValue>): string | null {
  const text = String(value).toLowerCase();
  if (text === "true" || text === "1") return "true";
  return text === "false" || text === "0" ? "false" : null;
}

function isoText(value: Date): string | null {
  return Number.isNaN(value.getTime()) ? null : value.toISOString();
}

/**
 * Counts the distinct values of a column. `counts[i]`, when given, says how many rows hold `values[i]` (a `GROUP BY`
 * result); otherwise each value is one row. Without `type` it is inferred. An empty column gives zero rows.
 */
export function countValues(
  values: readonly ColumnValue[],
  options: { readonly type?: ColumnType; readonly counts?: readonly number[] } = {},
): ValueCounts {
  const type = options.type ?? inferColumnType(values);
  const found = new Map<number | string, number>();
  let rows = 0;
  let missing = 0;
  let unreadable = 0;
  for (const [index, value] of values.entries()) {
    const count = options.counts?.[index] ?? 1;
    rows += count;
    const read = readValue(value, type);
    if (read !== null) found.set(read, (found.get(read) ?? 0) + count);
    else {
      missing += count;
      if (!isAbsent(value)) unreadable += count;
    }
  }
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type,
    rows,
    missing,
    unreadable,
    values: entries.map(([value]) => value),
    counts: entries.map(([, count]) => count),
  };
}

function isAbsent(value: ColumnValue): boolean {
  return value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value));
}
