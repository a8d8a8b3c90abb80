import { PawlError } from "../../errors.ts";
import type { Sample } from "../../evaluation/sample.ts";
import { quoteName } from "../../evaluation/table-query.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import { type EvaluationTable, listNames, rowNumber } from "./evaluation-table.ts";
import type { Scores } from "./model-output.ts";

/** Columns of answers, the first that is there counts. */
const answerNames = {
  "binary-classification": ["score", "probability", "score_1", "probability_1", "prediction"],
  regression: ["prediction", "score"],
} as const;
const mostClasses = 1000;

/** How many ids two tables do not share. */
export interface IdMismatch {
  /** Rows of the evaluation table without a prediction. */
  readonly missing: number;
  /** Predictions for rows that the evaluation table does not have. */
  readonly extra: number;
  /** One such id. */
  readonly example: string | null;
}

/**
 * The columns of a table of predictions that hold the answers. Binary: `score`, `probability`, `score_1`,
 * `probability_1` or `prediction`; regression: `prediction` or `score`; multi-class: `score_0`, `score_1` … or
 * `probability_0` …, else `prediction` with the predicted class.
 *
 * @throws PawlError `evaluation.column-missing`
 */
export function answerColumns(
  task: Sample["task"],
  table: Pick<EvaluationTable, "columns" | "path">,
): readonly string[] {
  const { columns } = table;
  if (task === "multiclass-classification") {
    const found = classColumns(columns);
    if (found.length >= 2) return found;
    if (columns.has("prediction")) return ["prediction"];
  } else {
    const name = answerNames[task].find((candidate) => columns.has(candidate));
    if (name !== undefined) return [name];
  }
  const expected =
    task === "multiclass-classification" ? "score_0, score_1 … or prediction" : answerNames[task].join(", ");
  throw new PawlError("evaluation.column-missing", {
    message: `${table.path} has no column of predictions (${expected}); it has ${listNames([...columns])}`,
  });
}

function classColumns(columns: ReadonlySet<string>): readonly string[] {
  for (const prefix of ["score_", "probability_"]) {
    const names: string[] = [];
    while (columns.has(`${prefix}${names.length}`) && names.length < mostClasses)
      names.push(`${prefix}${names.length}`);
    if (names.length >= 2) return names;
  }
  return [];
}

/** Compares the ids of two tables in the engine. */
export async function compareIds(
  rows: EvaluationTable,
  predictions: EvaluationTable,
  sql: Sql,
): Promise<IdMismatch> {
  if (rows.name === predictions.name) return { missing: 0, extra: 0, example: null };
  const missing = await countMissing(rows, predictions, sql);
  const extra = await countMissing(predictions, rows, sql);
  return { missing: missing.count, extra: extra.count, example: missing.example ?? extra.example };
}

async function countMissing(
  of: EvaluationTable,
  inOther: EvaluationTable,
  sql: Sql,
): Promise<{ readonly count: number; readonly example: string | null }> {
  const [found] = await sql.query(
    `SELECT count(*) AS n, min(a.id) AS example FROM ${idsOf(of)} a ANTI JOIN ${idsOf(inOther)} b USING (id)`,
  );
  const example = found?.["example"];
  return { count: Number(found?.["n"]), example: typeof example === "string" ? example.slice(0, 60) : null };
}

function idsOf({ id = "", name }: EvaluationTable): string {
  return `(SELECT CAST(${quoteName(id)} AS VARCHAR) AS id FROM ${name})`;
}

/**
 * Reads columns of a table of predictions as numbers, in the order of the evaluation table's rows.
 *
 * @returns one array a column, shape (rows,); NaN where a value is missing or no number.
 */
export async function readPaired(
  columns: readonly string[],
  tables: { readonly rows: EvaluationTable; readonly predictions: EvaluationTable },
  sql: Sql,
): Promise<readonly Float64Array[]> {
  const names = columns.map((_, index) => `c${index}`);
  const values = await sql.columns(selectPaired(columns, names, tables));
  return names.map((name) => Float64Array.from(values.get(name) ?? [], toNumber));
}

/** The query for columns of a table of predictions as numbers under other names, in the order of the evaluation table's rows. */
export function selectPaired(
  columns: readonly string[],
  names: readonly string[],
  { rows, predictions }: { readonly rows: EvaluationTable; readonly predictions: EvaluationTable },
): string {
  const list = columns.map(
    (column, index) => `TRY_CAST(p.${quoteName(column)} AS DOUBLE) AS ${quoteName(names[index] ?? column)}`,
  );
  const join =
    rows.name === predictions.name
      ? `${rows.name} AS p ORDER BY p.${rowNumber}`
      : `${rows.name} AS r LEFT JOIN ${predictions.name} AS p
         ON CAST(r.${quoteName(rows.id ?? "")} AS VARCHAR) = CAST(p.${quoteName(predictions.id ?? "")} AS VARCHAR)
         ORDER BY r.${rowNumber}`;
  return `SELECT ${list.join(", ")} FROM ${join}`;
}

function toNumber(value: SqlValue): number {
  return value === null ? Number.NaN : Number(value);
}

/**
 * Answers of a table of predictions as a model would give them.
 *
 * @param classes at least as many classes as the true values have.
 * @throws PawlError `evaluation.column-missing`; `evaluation.value-invalid` for a predicted class that is none.
 */
export async function readPredictions(
  task: Sample["task"],
  tables: { readonly rows: EvaluationTable; readonly predictions: EvaluationTable },
  context: { readonly sql: Sql; readonly classes: number },
): Promise<Scores> {
  const names = answerColumns(task, tables.predictions);
  const columns = await readPaired(names, tables, context.sql);
  const [first = new Float64Array()] = columns;
  if (task !== "multiclass-classification") return { values: first, width: 1 };
  if (names.length > 1) return { values: interleave(columns), width: names.length };
  return oneHot(first, context.classes, tables.predictions.path);
}

function interleave(columns: readonly Float64Array[]): Float64Array {
  const width = columns.length;
  const values = new Float64Array((columns[0]?.length ?? 0) * width);
  columns.forEach((column, index) => {
    column.forEach((value, row) => {
      values[row * width + index] = value;
    });
  });
  return values;
}

/** A predicted class as certainty: probability 1 of it. */
function oneHot(predicted: Float64Array, classes: number, path: string): Scores {
  const wrong = predicted.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= mostClasses);
  if (wrong >= 0) {
    throw new PawlError("evaluation.value-invalid", {
      message: `${path}: the prediction of row ${wrong + 1} is ${predicted[wrong]}, expected a class 0, 1, 2 …`,
    });
  }
  const width = predicted.reduce((most, value) => Math.max(most, value + 1), Math.max(2, classes));
  const values = new Float64Array(predicted.length * width);
  predicted.forEach((value, row) => values.fill(1, row * width + value, row * width + value + 1));
  return { values, width };
}
