import { PawlError } from "../../errors.ts";
import type { Sample } from "../../evaluation/sample.ts";
import { misfitCondition, quoteName } from "../../evaluation/table-query.ts";
import type { LoadedModel, Tensor } from "../../ports/model-runtime.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import type { EvaluationTable } from "./evaluation-table.ts";
import type { InputPlan, PlannedInput } from "./input-plan.ts";
import { chooseOutput, readScores, type Scores } from "./model-output.ts";

/** Values fed at once: bounds the memory of a batch whatever the width of the table. */
const batchValues = 2 ** 19;
const mostBatchRows = 16_384;

/** A model, how it is fed and what it answers. */
export interface ScoringRequest {
  readonly model: LoadedModel;
  readonly plan: InputPlan;
  readonly task: Sample["task"];
}

/** Values of a column: numbers, NaN where one is missing, for an input that takes floats. */
export type InputColumn = readonly SqlValue[] | Float64Array;
/** Values of each planned input, one list a column. */
export type InputColumns = readonly (readonly InputColumn[])[];

/**
 * Feeds a table to a model in batches and keeps the answers only.
 *
 * @throws PawlError `model.unsupported`, `model.input-invalid`; `evaluation.value-invalid` when a value is of another type
 * than the input, or missing where it may not be.
 */
export async function scoreTable(
  { model, plan, task }: ScoringRequest,
  table: EvaluationTable,
): Promise<Scores> {
  const width = plan.inputs.reduce((sum, { columns }) => sum + columns.length, 0);
  const batchRows = Math.max(1, Math.min(mostBatchRows, Math.floor(batchValues / Math.max(1, width))));
  const parts: Scores[] = [];
  for (let from = 0; from < table.rows; from += batchRows) {
    const to = Math.min(from + batchRows, table.rows);
    const columns = await readInputs(table, plan, { from, to });
    parts.push(await scoreColumns({ model, plan, task }, columns, to - from));
  }
  return joinScores(parts);
}

/** Reads the columns of a plan's inputs. */
export async function readInputs(
  table: EvaluationTable,
  plan: InputPlan,
  range: Parameters<EvaluationTable["readAll"]>[1],
): Promise<InputColumns> {
  const wanted = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({ name, type })));
  const isNumber = ({ type }: { readonly type: PlannedInput["type"] }): boolean => type === "DOUBLE";
  const numeric = wanted.filter(isNumber).map(({ name }) => name);
  const numbers = (await table.readNumbers(numeric, range)).values();
  const others = (
    await table.readAll(
      wanted.filter((column) => !isNumber(column)),
      range,
    )
  ).values();
  return plan.inputs.map((input): readonly InputColumn[] =>
    input.columns.map(() => (isNumber(input) ? numbers : others).next().value ?? []),
  );
}

/**
 * Scores rows that are in memory.
 *
 * @throws PawlError as {@link scoreTable}.
 */
export async function scoreColumns(
  { model, plan, task }: ScoringRequest,
  columns: InputColumns,
  rows: number,
): Promise<Scores> {
  const output = chooseOutput(model.signature, task).name;
  const step = plan.fixedRows ?? rows;
  const parts: Scores[] = [];
  for (let from = 0; from < rows; from += step) {
    const feeds = buildFeeds(plan, columns, { from, rows: Math.min(step, rows - from) });
    const [tensor] = await model.run(feeds, [output]);
    if (tensor === undefined) throw new PawlError("model.unsupported", { message: `no output ${output}` });
    const scores = readScores(tensor, step, task);
    parts.push({ ...scores, values: scores.values.subarray(0, (rows - from) * scores.width) });
  }
  return joinScores(parts);
}

/**
 * Tensors of some rows. A model that takes a fixed number of rows gets the last one again until they are enough.
 *
 * @throws PawlError `evaluation.value-invalid` when a whole number, text or truth value is missing.
 */
export function buildFeeds(
  plan: InputPlan,
  columns: InputColumns,
  range: { readonly from: number; readonly rows: number },
): readonly Tensor[] {
  const rows = plan.fixedRows ?? range.rows;
  const rowAt = (row: number): number => range.from + Math.min(row, range.rows - 1);
  return plan.inputs.map((input, index) => {
    const { spec } = input;
    const [, width, ...rest] = spec.shape;
    const shape = [rows, ...(width === undefined ? [] : [input.columns.length]), ...rest];
    const data = fill(input, columns[index] ?? [], { rows, rowAt });
    return { name: spec.name, datatype: spec.datatype, shape, data };
  });
}

function fill(
  input: PlannedInput,
  columns: readonly InputColumn[],
  { rows, rowAt }: { readonly rows: number; readonly rowAt: (row: number) => number },
): Tensor["data"] {
  const width = columns.length;
  const size = rows * width;
  if (input.type === "DOUBLE") {
    const data = input.spec.datatype === "FP64" ? new Float64Array(size) : new Float32Array(size);
    columns.forEach((values, column) => {
      for (let row = 0; row < rows; row += 1)
        data[row * width + column] = Number(values[rowAt(row)] ?? Number.NaN);
    });
    return data;
  }
  const valueAt = (position: number): SqlValue | undefined =>
    columns[position % width]?.[rowAt(Math.floor(position / width))];
  return Array.from({ length: size }, (_, position) => {
    const value = valueAt(position);
    if (typeof value === "number" || typeof value === "string") return value;
    if (typeof value === "bigint" || typeof value === "boolean") return value;
    throw new PawlError("evaluation.value-invalid", {
      message: `column ${input.columns[position % width]} is missing a value; input ${input.spec.name} of the model takes none`,
    });
  });
}

/**
 * Makes sure that every value fits its input: a word among numbers is no missing value.
 *
 * @throws PawlError `evaluation.value-invalid` with an example.
 */
export async function checkInputValues(plan: InputPlan, table: EvaluationTable, sql: Sql): Promise<void> {
  const wanted = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({ name, type })));
  const checked = wanted.filter(({ name, type }) => !alwaysFits(table.types.get(name), type));
  for (let from = 0; from < checked.length; from += 100) {
    const part = checked.slice(from, from + 100);
    const list = part.map(({ name, type }, index) => {
      const condition = misfitCondition(name, type);
      return `count(*) FILTER (WHERE ${condition}) AS n${index},
        any_value(CAST(${quoteName(name)} AS VARCHAR)) FILTER (WHERE ${condition}) AS e${index}`;
    });
    const [found] = await sql.query(`SELECT ${list.join(", ")} FROM ${table.name}`);
    const index = part.findIndex((_, position) => Number(found?.[`n${position}`] ?? 0) > 0);
    const wrong = part[index];
    if (wrong === undefined) continue;
    const example = JSON.stringify(String(found?.[`e${index}`]).slice(0, 60));
    throw new PawlError("evaluation.value-invalid", {
      message: `${table.path}: ${String(found?.[`n${index}`])} of ${table.rows} values of ${wrong.name} are not ${kindOf(wrong.type)}, for instance ${example}`,
    });
  }
}

/** Whether no value of a column can misfit, so that there is nothing to look for. */
function alwaysFits(sqlType: string | undefined, type: PlannedInput["type"]): boolean {
  if (type === "VARCHAR") return true;
  if (type === "BOOLEAN") return sqlType === "BOOLEAN";
  const isWhole = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(sqlType ?? "") && sqlType !== "UBIGINT";
  return isWhole || (type === "DOUBLE" && ["DOUBLE", "FLOAT", "UBIGINT"].includes(sqlType ?? ""));
}

function kindOf(type: PlannedInput["type"]): string {
  if (type === "DOUBLE") return "numbers";
  return type === "BIGINT" ? "whole numbers" : "true or false";
}

function joinScores(parts: readonly Scores[]): Scores {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const width = first?.width ?? 1;
  const other = parts.find((part) => part.width !== width);
  if (other !== undefined) {
    throw new PawlError("model.unsupported", {
      message: `the model gives ${width} and then ${other.width} answers a row`,
    });
  }
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let position = 0;
  for (const part of parts) {
    values.set(part.values, position);
    position += part.values.length;
  }
  return { values, width };
}
