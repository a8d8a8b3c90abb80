import { PawlError } from "../errors.ts";
import { type ComparedPair, comparePair } from "./compare-expression.ts";
import type { TableFormat } from "./table-source.ts";

/** One column of a table file. */
export interface TableColumn {
  readonly name: string;
  /** As DuckDB names it. */
  readonly type: string;
}

/** A table that was read into the engine: its columns are there as `c0`, `c1` …, in their order. */
export interface LoadedTable {
  readonly format: TableFormat;
  readonly columns: readonly TableColumn[];
  readonly rows: number;
}

/** A column that both tables have. */
export interface SharedColumn {
  readonly name: string;
  readonly beforeType: string;
  readonly afterType: string;
  /** Places in the tables. */
  readonly beforeIndex: number;
  readonly afterIndex: number;
  readonly pair: ComparedPair;
}

/** A shared column that is compared. */
export type ComparableColumn = SharedColumn & {
  readonly pair: Extract<ComparedPair, { isComparable: true }>;
};

/** Which columns of two tables belong together. */
export interface TablePairing {
  /** In the order of before. */
  readonly shared: readonly SharedColumn[];
  readonly added: readonly TableColumn[];
  readonly removed: readonly TableColumn[];
}

/** Pairs columns by name. `b` and `a` are the names of the tables in the SQL of the pairs. */
export function pairColumns(before: LoadedTable, after: LoadedTable): TablePairing {
  const places = new Map(after.columns.map((column, index) => [column.name, index]));
  const shared = before.columns.flatMap((column, beforeIndex): SharedColumn[] => {
    const afterIndex = places.get(column.name);
    const afterType = afterIndex === undefined ? undefined : after.columns[afterIndex]?.type;
    if (afterIndex === undefined || afterType === undefined) return [];
    const pair = comparePair(
      { type: column.type, format: before.format, sql: `b.c${beforeIndex}` },
      { type: afterType, format: after.format, sql: `a.c${afterIndex}` },
    );
    return [{ name: column.name, beforeType: column.type, afterType, beforeIndex, afterIndex, pair }];
  });
  const names = new Set(shared.map((column) => column.name));
  const others = (table: LoadedTable): readonly TableColumn[] =>
    table.columns.filter((column) => !names.has(column.name));
  return { shared, added: others(after), removed: others(before) };
}

/** Whether a column is compared. */
export function isComparable(column: SharedColumn): column is ComparableColumn {
  return column.pair.isComparable;
}

/**
 * The key columns of a pairing, in the order of `key`.
 *
 * @throws PawlError `usage.invalid` when one is not in both tables or cannot be compared.
 */
export function keyColumns(pairing: TablePairing, key: readonly string[]): readonly ComparableColumn[] {
  return [...new Set(key)].map((name) => {
    const column = pairing.shared.find((one) => one.name === name);
    if (column !== undefined && isComparable(column)) return column;
    const known = pairing.shared.map((one) => one.name).join(", ");
    throw new PawlError("usage.invalid", {
      message:
        column === undefined
          ? `The key column ${JSON.stringify(name)} is not in both tables.`
          : `The key column ${JSON.stringify(name)} cannot be compared: ${column.beforeType} and ${column.afterType}.`,
      hint: `Columns of both tables: ${known === "" ? "none" : known.slice(0, 500)}.`,
    });
  });
}
