import type { Profile } from "../../drift/profile-schema.ts";
import { countValues, type ColumnValue, type ValueCounts } from "../../drift/value-counts.ts";
import { PawlError } from "../../errors.ts";
import {
  addLabelsSql,
  emptyLabelsSql,
  emptyPredictionLogSql,
  inputCountsSql,
  labelFormat,
  type LabelFormat,
  labelFormats,
  labelledSql,
  loadPredictionLogSql,
  logFactsSql,
  predictionLogPattern,
  scoreCountsSql,
  windowRowsSql,
} from "../../monitoring/prediction-log-sql.ts";
import type { WindowRows } from "../../monitoring/window-rows.ts";
import { datesOf, type Window } from "../../monitoring/windows.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import { parseJson } from "../../parse-json.ts";

/** Where the log and the labels are, and what to take from them. */
export interface WindowsRequest {
  /** `<predictions>/<environment>/<model>`. */
  readonly logDirectory: string;
  readonly labels: { readonly path: string; readonly id: string; readonly target: string } | undefined;
  readonly windows: readonly Window[];
  readonly version: string;
  readonly profile: Profile;
}

/** What was read. */
export interface WindowsRead {
  /** One a window, in the order of the request. */
  readonly windows: readonly WindowRows[];
  /** Rows of each window that other versions served. */
  readonly otherRows: readonly number[];
  readonly malformedLines: number;
  /** Newest prediction before the end of the last window, milliseconds since 1970. */
  readonly newestMs: number | undefined;
}

type Cell = Readonly<Record<string, SqlValue>>;

/** Reads the prediction log of one model in one environment and joins the labels by id. Missing files are empty tables. */
export async function readWindows(request: WindowsRequest, sql: Sql): Promise<WindowsRead> {
  await loadLog(request, sql);
  await loadLabels(request.labels, sql);
  const count = request.windows.length;
  const [facts] = await sql.query(logFactsSql, [Date.parse(request.windows.at(-1)?.end ?? "")]);
  const served = await sql.query(windowRowsSql, [count]);
  const bound = [count, request.version];
  const inputs = groupByPlace(await sql.query(inputCountsSql, bound));
  const scores = groupByPlace(await sql.query(scoreCountsSql, bound));
  const labelled = groupByPlace(await sql.query(labelledSql, bound));
  const isLive = (row: Cell): boolean => row["version"] === request.version;
  const rowsAt = (place: number, wanted: boolean): number =>
    served.filter((row) => row["place"] === place && isLive(row) === wanted).reduce(sumRows, 0);
  return {
    windows: request.windows.map((_, place) => {
      const rows = rowsAt(place, true);
      return {
        rows,
        columns: columnsOf(inputs.get(place) ?? [], request.profile, rows),
        scores: countsOf(scores.get(place) ?? [], "score"),
        labelled: {
          scores: (labelled.get(place) ?? []).map((row) => Number(row["score"])),
          targets: (labelled.get(place) ?? []).map((row) => Number(row["target"])),
        },
      };
    }),
    otherRows: request.windows.map((_, place) => rowsAt(place, false)),
    malformedLines: Number(facts?.["malformed"] ?? 0),
    newestMs: typeof facts?.["newest"] === "number" ? facts["newest"] : undefined,
  };
}

async function loadLog({ logDirectory, windows }: WindowsRequest, sql: Sql): Promise<void> {
  const dates = new Set(datesOf(windows));
  const found = await listFiles(`${logDirectory}/${predictionLogPattern}`, sql);
  const files = found.filter((file) =>
    dates.has(/date=(\d{4}-\d\d-\d\d)[/\\][^/\\]+$/.exec(file)?.[1] ?? ""),
  );
  if (files.length === 0) {
    await sql.query(emptyPredictionLogSql);
    return;
  }
  const start = Date.parse(windows[0]?.start ?? "");
  const length = Date.parse(windows[0]?.end ?? "") - start;
  await sql.query(loadPredictionLogSql(files.length), [start, length, ...files]);
}

async function loadLabels(labels: WindowsRequest["labels"], sql: Sql): Promise<void> {
  await sql.query(emptyLabelsSql);
  if (labels === undefined) return;
  const pattern = labelFormat(labels.path) === undefined ? `${labels.path}/**` : labels.path;
  const files = await listFiles(pattern, sql);
  for (const format of labelFormats) {
    const fitting = files.filter((file) => labelFormat(file) === format);
    if (fitting.length > 0) await addLabels(format, fitting, { labels, sql });
  }
}

async function addLabels(
  format: LabelFormat,
  files: readonly string[],
  { labels, sql }: { readonly labels: NonNullable<WindowsRequest["labels"]>; readonly sql: Sql },
): Promise<void> {
  try {
    await sql.query(addLabelsSql(format, files.length, labels), files);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PawlError("monitor.labels-unreadable", {
      message: `Labels with columns ${labels.id} and ${labels.target} cannot be read from ${labels.path}: ${reason}`,
      cause,
    });
  }
}

async function listFiles(pattern: string, sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query("SELECT file FROM glob($1) ORDER BY file", [pattern]);
  return rows.map((row) => String(row["file"]));
}

function groupByPlace(rows: readonly Cell[]): ReadonlyMap<number, readonly Cell[]> {
  return Map.groupBy(rows, (row) => Number(row["place"]));
}

function columnsOf(cells: readonly Cell[], profile: Profile, rows: number): ReadonlyMap<string, ValueCounts> {
  const columns = new Map<string, ValueCounts>();
  for (const [name, own] of Map.groupBy(cells, (cell) => String(cell["name"]))) {
    if (!Object.hasOwn(profile.columns, name)) continue;
    const type = profile.columns[name]?.type ?? "categorical";
    const absent = Math.max(0, rows - own.reduce(sumRows, 0));
    const values = [...own.map((cell) => parseInput(cell["value"])), null];
    columns.set(name, countValues(values, { type, counts: [...own.map(rowsOf), absent] }));
  }
  return columns;
}

/** An input as JSON text. Numbers that JSON cannot hold, objects and arrays count as missing. */
function parseInput(text: SqlValue | undefined): ColumnValue {
  if (typeof text !== "string") return null;
  const value = parseJson(text);
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
}

function countsOf(cells: readonly Cell[], column: string): ValueCounts {
  return countValues(
    cells.map((cell) => cell[column] ?? null),
    { type: "numeric", counts: cells.map(rowsOf) },
  );
}

function rowsOf(cell: Cell): number {
  return Number(cell["rows"]);
}

function sumRows(sum: number, cell: Cell): number {
  return sum + rowsOf(cell);
}
