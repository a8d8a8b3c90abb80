/** One value of a result. Timestamps come as `Date`, 64-bit integers as `bigint` when unsafe, else `number`. */
export type SqlValue = string | number | bigint | boolean | Date | null;

/** An analytical SQL engine (DuckDB). Text of statements is built in contexts; values are bound, never spliced. */
export interface Sql {
  /** Runs one statement; parameters are bound to `$1`, `$2` … Returns rows as objects keyed by column. */
  query(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly Readonly<Record<string, SqlValue>>[]>;
  /** Like `query`, column-wise: one array a column, in the order of the select list. */
  columns(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<ReadonlyMap<string, readonly SqlValue[]>>;
  close(): Promise<void>;
}
