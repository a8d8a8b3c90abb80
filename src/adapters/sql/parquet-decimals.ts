import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { PawlError } from "../../errors.ts";
import type { SqlValue } from "../../ports/sql.ts";

type Rows = readonly Readonly<Record<string, SqlValue>>[];
/** Asks the engine, past this check. */
type Ask = (statement: string, parameters: readonly SqlValue[]) => Promise<Rows>;

/** DuckDB 1.5.5 has decimals of up to 38 digits. Wider ones of Parquet it reads as DOUBLE, and all but small ones wrong. */
const isWide = `coalesce(logical_type LIKE 'Decimal%' OR converted_type = 'DECIMAL', false)
  AND NOT coalesce(duckdb_type LIKE 'DECIMAL%', false)`;
const mostNamed = 5;
const remedy = "write them with at most 38 digits, as DOUBLE or as text, where the file is made";

/**
 * Refuses statements that read Parquet files with decimals that the engine cannot hold. It looks at the footers alone, once for
 * each state of a file.
 */
export function createDecimalCheck(
  ask: Ask,
): (statement: string, parameters: readonly SqlValue[]) => Promise<void> {
  const seen = new Map<string, string>();
  return async (statement, parameters) => {
    for (const path of parquetPaths(statement, parameters)) {
      const state = await stat(path).then(
        ({ size, mtimeMs, ino }) => `${size} ${mtimeMs} ${ino}`,
        () => undefined,
      );
      if (state !== undefined && seen.get(path) === state) continue;
      await refuseWideDecimals(path, ask);
      if (state !== undefined) seen.set(path, state);
    }
  };
}

/** What `read_parquet` is given as `$1`, `[$1, $2]` and the like. */
function parquetPaths(statement: string, parameters: readonly SqlValue[]): readonly string[] {
  const calls = statement.split("read_parquet(").slice(1);
  const paths = calls.flatMap((call) =>
    [...call.slice(0, Math.max(0, call.indexOf(")"))).matchAll(/\$(\d{1,6})/g)].map(
      ([, number]) => parameters[Number(number) - 1],
    ),
  );
  return [...new Set(paths)].filter((path) => typeof path === "string");
}

async function refuseWideDecimals(path: string, ask: Ask): Promise<void> {
  // What is no Parquet file fails by itself, with the engine's own words.
  const wide = await ask(`SELECT file_name, column_id FROM parquet_schema($1) WHERE ${isWide}`, [path]).catch(
    (): Rows => [],
  );
  const [first] = wide;
  if (first === undefined) return;
  const file = String(first["file_name"]);
  const columns = await ask(
    `SELECT name, num_children, precision, scale, ${isWide} AS wide FROM parquet_schema($1) WHERE file_name = $2 ORDER BY column_id`,
    [path, file],
  );
  const named = namePaths(columns);
  const shown = named.slice(0, mostNamed).join(", ");
  const more = named.length > mostNamed ? ` and ${named.length - mostNamed} more` : "";
  // Like every failure of a statement, so that who reads the table puts its own name of the file in front.
  throw new PawlError("sql.failed", {
    message: `${basename(file)} has decimals of more than 38 digits, which cannot be read exactly: ${shown}${more}; ${remedy}`,
  });
}

/** Wide decimals with the names of the columns that they are in: a depth-first list as the file has it. */
function namePaths(columns: Rows): readonly string[] {
  const open: { readonly name: string; left: number }[] = [];
  const found: string[] = [];
  for (const { name, num_children: children, precision, scale, wide } of columns.slice(1)) {
    while (open.at(-1)?.left === 0) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) parent.left -= 1;
    const path = [...open.map((group) => group.name), String(name)].join(".");
    if (wide === true)
      found.push(`${JSON.stringify(path.slice(0, 60))} (decimal ${String(precision)}, ${String(scale)})`);
    if (Number(children ?? 0) > 0) open.push({ name: String(name), left: Number(children) });
  }
  return found;
}
