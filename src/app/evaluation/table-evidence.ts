import type { EvaluationPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Sql } from "../../ports/sql.ts";
import type { DataDiff } from "../../tables/data-diff-schema.ts";
import { findFormat, pathPattern } from "../../tables/table-source.ts";
import { dataDiff, type DataDiffRequest } from "../data-diff.ts";
import { type ChangedTable, type ChangedTablePorts, listChangedTables } from "./list-changed-tables.ts";
import type { ModelScope } from "./model-scope.ts";

/** An engine for data diffs, and the tables of the repository. */
export interface DiffTables {
  /** With a limit of memory and a folder to spill to. */
  readonly sql: Sql;
  /** The file that holds a table at a revision. @throws PawlError as `resolveTable` */
  resolve(revision: string | undefined, path: string): Promise<{ readonly file: string }>;
  /** Removes what was put on the disk. */
  close(): Promise<void>;
}

/** What comparing tables reaches. */
export interface TableEvidencePorts extends ChangedTablePorts {
  readonly clock: Pick<Clock, "now">;
  /** Opened when there is a table to compare. */
  openDiffTables(): Promise<DiffTables>;
}

/** Which sides to compare. */
export interface TableEvidenceRequest {
  readonly evaluation: EvaluationPolicy | undefined;
  readonly baseSha: string;
  readonly headSha: string;
}

/** Data diffs, and what was not compared. */
export interface TableEvidence {
  readonly diffs: DataDiff[];
  readonly notes: readonly string[];
}

/** Bounds of what one evaluation compares; more is noted, not compared. */
export const tableLimits = {
  tables: 10,
  /** Of a file; of one that is compressed with gzip a part of it. */
  bytes: 128 * 1024 * 1024,
  gzipBytes: 16 * 1024 * 1024,
  /** Of a Parquet file. */
  rows: 5_000_000,
  cells: 50_000_000,
  /** After this long no other table is begun. */
  milliseconds: 120_000,
  /** Described in the report; those that changed come first. */
  columns: 200,
} as const;

const maxNoteLength = 300;

/**
 * Compares the tables that a change touched and the model depends on: the evaluation's rows, and what the train stage and
 * those above it read and write. Rows are paired by the evaluation's `id` where both sides have it and it is unique, else they
 * are compared as a multiset. What cannot be compared, or is too large, is in the notes.
 *
 * @throws PawlError `native.fetch-failed` when the engine cannot be loaded.
 */
export async function readTableEvidence(
  request: TableEvidenceRequest,
  scope: ModelScope,
  ports: TableEvidencePorts,
): Promise<TableEvidence> {
  const { head, base } = scope;
  if (base === undefined) return { diffs: [], notes: [] };
  const paths = tablePaths(request.evaluation, scope);
  const found = await listChangedTables(paths, { base, head, maxBytes: tableLimits.bytes }, ports);
  const notes = [
    ...listNames("new", found.added),
    ...listNames("gone", found.removed),
    ...found.problems.slice(0, 5).map(note),
  ];
  if (found.changed.length > tableLimits.tables) {
    notes.push(note(`${found.changed.length} tables changed; the first ${tableLimits.tables} are compared`));
  }
  const small: string[] = [];
  for (const table of found.changed.slice(0, tableLimits.tables)) {
    if (await isSmall(table, notes)) small.push(table.path);
  }
  if (small.length === 0) return { diffs: [], notes };
  const tables = await ports.openDiffTables();
  try {
    const diffs = await compareAll(small, { request, tables, notes }, ports);
    return { diffs, notes };
  } finally {
    await tables.close();
  }
}

/** What the model depends on, the evaluation's rows first. */
function tablePaths(evaluation: EvaluationPolicy | undefined, { stages }: ModelScope): readonly string[] {
  const above = stages === undefined ? [] : [stages.train, ...stages.feature];
  const reads = above.flatMap(({ deps }) => deps.map((dep) => dep.path));
  const writes = (stages?.feature ?? []).flatMap((stage) =>
    stage.outs.filter((out) => out.kind === "out").map((out) => out.path),
  );
  return [...new Set([...(evaluation?.data === undefined ? [] : [evaluation.data]), ...reads, ...writes])];
}

function listNames(what: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const [verb, noun] = paths.length === 1 ? ["is", "table"] : ["are", "tables"];
  const rest = paths.length > 5 ? " …" : "";
  return [
    note(
      `${paths.length} ${noun} of the model's data ${verb} ${what}: ${paths.slice(0, 5).join(", ")}${rest}`,
    ),
  ];
}

function note(text: string): string {
  return `Data diff: ${text}`.slice(0, maxNoteLength);
}

async function isSmall({ path, sizeBytes }: ChangedTable, notes: string[]): Promise<boolean> {
  const most = path.endsWith(".gz") ? tableLimits.gzipBytes : tableLimits.bytes;
  const size = await sizeBytes();
  if (size !== undefined && size <= most) return true;
  const why = size === undefined ? "its bytes are nowhere" : `${size} bytes, more than ${most}`;
  notes.push(note(`${path} is not compared: ${why}`));
  return false;
}

interface Comparison {
  readonly request: TableEvidenceRequest;
  readonly tables: DiffTables;
  readonly notes: string[];
}

async function compareAll(
  changed: readonly string[],
  comparison: Comparison,
  ports: Pick<TableEvidencePorts, "files" | "clock">,
): Promise<DataDiff[]> {
  const started = ports.clock.now().getTime();
  const diffs: DataDiff[] = [];
  for (const path of changed) {
    if (ports.clock.now().getTime() - started > tableLimits.milliseconds) {
      comparison.notes.push(note(`${path} and what follows is not compared: the time is up`));
      break;
    }
    try {
      diffs.push(limitColumns(await compareOne(path, comparison, ports)));
    } catch (error) {
      if (!(error instanceof PawlError)) throw error;
      const reason = error.message.replaceAll("\n", " ");
      comparison.notes.push(note(`${path} is not compared: ${reason}`));
    }
  }
  return diffs;
}

async function compareOne(
  path: string,
  { request, tables, notes }: Comparison,
  { files }: Pick<TableEvidencePorts, "files">,
): Promise<DataDiff> {
  const { baseSha, headSha, evaluation } = request;
  const isHere = (await files.stat(path))?.kind === "file";
  const before = (await tables.resolve(baseSha, path)).file;
  const after = (await tables.resolve(isHere ? undefined : headSha, path)).file;
  try {
    for (const file of [before, after]) await refuseLarge(file, path, tables.sql);
    const names = { before: `${baseSha.slice(0, 7)}:${path}`, after: path };
    return await compareByKey({ before, after, names }, { path, id: evaluation?.id, notes }, tables);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    // A report names tables, not the files of this machine.
    const message = error.message.replaceAll(before, path).replaceAll(after, path);
    throw new PawlError(error.code, { message, cause: error });
  }
}

async function compareByKey(
  pair: DataDiffRequest,
  { path, id, notes }: { readonly path: string; readonly id: string | undefined; readonly notes: string[] },
  tables: Pick<DiffTables, "sql">,
): Promise<DataDiff> {
  if (id === undefined) return dataDiff(pair, tables);
  try {
    return await dataDiff({ ...pair, key: [id] }, tables);
  } catch (error) {
    const code = error instanceof PawlError ? error.code : undefined;
    // `usage.invalid`: one side has no such column.
    if (code !== "table.duplicate-key" && code !== "usage.invalid") throw error;
    if (code === "table.duplicate-key")
      notes.push(note(`${path}: ${id} is not unique, so rows are not paired`));
    return dataDiff(pair, tables);
  }
}

const parquetSizeSql = `SELECT coalesce(sum(num_rows), 0)::DOUBLE AS rows,
    (SELECT count(*) FROM parquet_schema($1) WHERE num_children IS NULL OR num_children = 0)::DOUBLE AS columns
  FROM parquet_file_metadata($1)`;
/** Counts no more rows than decide. */
const arrowSizeSql = `SELECT (SELECT count(*) FROM (SELECT 1 FROM read_arrow($1) LIMIT ${tableLimits.rows + 1}))::DOUBLE AS rows,
    (SELECT count(*) FROM (DESCRIBE SELECT * FROM read_arrow($1)))::DOUBLE AS columns`;

/** Parquet and Arrow pack any number of equal values into a few bytes. @throws PawlError `file.too-large` */
async function refuseLarge(file: string, path: string, sql: Sql): Promise<void> {
  const format = findFormat(path);
  if (format !== "parquet" && format !== "arrow") return;
  const [found] = await sql.query(format === "arrow" ? arrowSizeSql : parquetSizeSql, [pathPattern(file)]);
  const [rows, columns] = [Number(found?.["rows"]), Number(found?.["columns"])];
  if (rows <= tableLimits.rows && rows * columns <= tableLimits.cells) return;
  const least = format === "arrow" ? "at least " : "";
  throw new PawlError("file.too-large", {
    message: `it has ${least}${rows} rows of ${columns} columns; at most ${tableLimits.rows} rows and ${tableLimits.cells} cells are compared`,
  });
}

/** Columns that did not change go first when there are too many. */
function limitColumns(diff: DataDiff): DataDiff {
  if (diff.columns.length <= tableLimits.columns) return diff;
  const isNews = (column: DataDiff["columns"][number]): boolean =>
    column.state !== "shared" ||
    column.typeChange !== "none" ||
    column.distribution?.verdict === "drift" ||
    (column.cellsChanged ?? 0) > 0;
  const kept = new Set(
    [...diff.columns.filter(isNews), ...diff.columns.filter((column) => !isNews(column))].slice(
      0,
      tableLimits.columns,
    ),
  );
  return { ...diff, columns: diff.columns.filter((column) => kept.has(column)) };
}
