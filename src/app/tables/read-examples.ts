import type { Sql, SqlValue } from "../../ports/sql.ts";
import type { DataDiff } from "../../tables/data-diff-schema.ts";
import {
  examplePlacesSql,
  exampleValuesSql,
  type RowState,
  type TableSide,
} from "../../tables/data-diff-sql.ts";
import type { ComparableColumn } from "../../tables/table-schema-diff.ts";

/** Rows and cells of a row that are shown. */
const maxRows = 5;
const maxCells = 20;

type Examples = DataDiff["examples"];
type Row = Readonly<Record<string, SqlValue>>;

/** The first rows of each state, in the order of their file. */
export async function readExamples(
  key: readonly ComparableColumn[],
  compared: readonly ComparableColumn[],
  sql: Sql,
): Promise<Examples> {
  const shown = [...key, ...compared].slice(0, maxCells);
  return {
    changed: key.length === 0 ? [] : await readChanged(key, compared, sql),
    added: await readWhole("added", shown, sql),
    removed: await readWhole("removed", shown, sql),
  };
}

async function readWhole(
  state: "added" | "removed",
  columns: readonly ComparableColumn[],
  sql: Sql,
): Promise<Examples["added"]> {
  const side = state === "added" ? "after" : "before";
  const rows = await sql.query(examplePlacesSql(state, maxRows));
  const places = rows.map((row) => placeOf(row, side));
  const read = await readValues(columns, { side, places }, sql);
  return places.map((place) =>
    columns.map((column) => ({ column: column.name, value: read(place, column) })),
  );
}

/** Of each changed row the key and the cells that differ; only the columns of those cells are read. */
async function readChanged(
  key: readonly ComparableColumn[],
  compared: readonly ComparableColumn[],
  sql: Sql,
): Promise<Examples["changed"]> {
  const rows: readonly Row[] = await sql.query(examplePlacesSql("changed" satisfies RowState, maxRows));
  const differing = rows.map((row) => compared.filter((_, index) => row[`d${index}`] === true));
  const columns = [...new Set([...key, ...differing.flatMap((cells) => cells.slice(0, maxCells))])];
  const readSide = (side: TableSide) =>
    readValues(columns, { side, places: rows.map((row) => placeOf(row, side)) }, sql);
  const [before, after] = [await readSide("before"), await readSide("after")];
  return rows.map((row, index) => {
    const [from, to] = [placeOf(row, "before"), placeOf(row, "after")];
    const cells = differing[index] ?? [];
    return {
      key: key.map((column) => ({ column: column.name, value: before(from, column) })),
      cells: cells.slice(0, maxCells).map((column) => ({
        column: column.name,
        before: before(from, column),
        after: after(to, column),
      })),
      moreCells: Math.max(0, cells.length - maxCells),
    };
  });
}

function placeOf(row: Row, side: TableSide): number {
  return Number(row[side === "before" ? "b" : "a"]);
}

/** Reads cells of some rows; the answer gives one of them as text. */
async function readValues(
  columns: readonly ComparableColumn[],
  { side, places }: { readonly side: TableSide; readonly places: readonly number[] },
  sql: Sql,
): Promise<(place: number, column: ComparableColumn) => string | null> {
  const rows = places.length === 0 ? [] : await sql.query(exampleValuesSql(columns, side, places));
  const byPlace = new Map(rows.map((row) => [Number(row["place"]), row]));
  return (place, column) => {
    const value = byPlace.get(place)?.[`v${columns.indexOf(column)}`] ?? null;
    return value === null ? null : String(value);
  };
}
