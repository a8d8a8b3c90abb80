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
  /**
   * Numbers of columns that are DOUBLE, in the order of the select list: without a value of its own for each, which a
   * million rows notice. NaN for null. Shape (rows,) each.
   *
   * @throws PawlError `sql.failed` for a column of another type.
   */
  numbers(statement: string, parameters?: readonly SqlValue[]): Promise<readonly Float64Array[]>;
  close(): Promise<void>;
}
