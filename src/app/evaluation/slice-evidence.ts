import type { EvaluationPolicy } from "../../config/schema.ts";
import { compareSamples } from "../../evaluation/compare.ts";
import type { ResolvedMetric } from "../../evaluation/metric-table.ts";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { excessLosses } from "../../evaluation/row-loss.ts";
import { type Sample, take, takeRows } from "../../evaluation/sample.ts";
import { type CodedColumn, codeColumn } from "../../evaluation/slice-columns.ts";
import { type FoundSlice, searchSlices } from "../../evaluation/slice-search.ts";
import { planSlices, type Slice, sliceColumn } from "../../evaluation/slices.ts";
import type { SqlValue } from "../../ports/sql.ts";
import { type EvaluationTable, requireColumns } from "./evaluation-table.ts";
import { reservedColumns } from "./truth.ts";

/** Both models on all rows. */
export interface SliceContext {
  readonly evaluation: EvaluationPolicy;
  readonly table: EvaluationTable;
  readonly metrics: readonly ResolvedMetric[];
  readonly challenger: Sample;
  readonly champion: Sample | undefined;
  readonly weights: Float64Array;
}

/** Slices with their rows, and what was left out. */
export interface FoundSlices {
  /** Declared ones first. */
  readonly slices: readonly (Slice & Partial<Pick<FoundSlice, "origin" | "test">>)[];
  readonly notes: readonly string[];
}

/**
 * The slices that the policy declares, and those in which a search finds the challenger worse.
 *
 * @throws PawlError `evaluation.column-missing`
 */
export async function findSlices(context: SliceContext): Promise<FoundSlices> {
  const { table, evaluation } = context;
  const names = [...new Set(evaluation.slices.map((definition) => sliceColumn(definition)))];
  requireColumns(names, table.columns, table.path);
  const columns = new Map<string, readonly SqlValue[]>();
  for (const name of names) columns.set(name, await table.read(name));
  const planned = planSlices(evaluation.slices, columns);
  const found = await search(context);
  const known = new Set(planned.slices.map(({ name }) => name));
  return {
    slices: [...planned.slices, ...found.slices.filter(({ name }) => !known.has(name))],
    notes: [...planned.notes, ...found.notes],
  };
}

async function search(context: SliceContext): Promise<{
  readonly slices: readonly FoundSlice[];
  readonly notes: readonly string[];
}> {
  const { evaluation, table, challenger, champion, weights } = context;
  const settings = evaluation.slice_search;
  if (settings === false || table.rows < 2 * settings.min_rows) return { slices: [], notes: [] };
  const reserved = reservedColumns(evaluation);
  if (settings.columns !== undefined) requireColumns(settings.columns, table.columns, table.path);
  const names = settings.columns ?? searchable(table, evaluation, reserved);
  const columns: CodedColumn[] = [];
  // One column at a time: only its codes, a byte a row, stay in memory.
  for (const name of names) {
    const coded = codeColumn(name, await readSliceColumn(table, name), settings.min_rows);
    if (coded !== undefined) columns.push(coded);
  }
  return searchSlices({
    columns,
    excess: excessLosses(challenger, champion, weights),
    weights,
    minRows: settings.min_rows,
    depth: settings.depth === 1 ? 1 : 2,
    show: settings.show,
    level: 1 - evaluation.confidence,
  });
}

/** Types whose values are exact as 64-bit floats. */
const plainNumbers = new Set([
  "DOUBLE",
  "FLOAT",
  "TINYINT",
  "SMALLINT",
  "INTEGER",
  "UTINYINT",
  "USMALLINT",
  "UINTEGER",
]);

async function readSliceColumn(table: EvaluationTable, name: string): Promise<ArrayLike<SqlValue>> {
  if (!plainNumbers.has(table.types.get(name) ?? "")) return table.read(name);
  return (await table.readNumbers([name]))[0] ?? [];
}

/** Every column that is no id, target, weight or timestamp, and no answer of a table of predictions. */
function searchable(
  table: EvaluationTable,
  { group }: EvaluationPolicy,
  reserved: ReadonlySet<string>,
): readonly string[] {
  const answers = /^(prediction|score|probability)(_\d+)?$/;
  return [...table.columns].filter((name) => name === group || (!reserved.has(name) && !answers.test(name)));
}

/** Metrics of one slice. */
export function compareSlice(
  slice: FoundSlices["slices"][number],
  context: SliceContext,
): EvaluationReport["slices"][number] {
  const { challenger, champion, metrics, weights } = context;
  const { resamples, seed, confidence } = context.evaluation;
  const result = compareSamples({
    metrics,
    challenger: takeRows(challenger, slice.rows),
    champion: champion && takeRows(champion, slice.rows),
    weights: take(weights, slice.rows),
    resamples,
    seed,
    confidence,
  });
  const { pValue, looks } = slice.test ?? {};
  return {
    slice: slice.name,
    rows: slice.rows.length,
    metrics: [...result.comparisons],
    ...(slice.origin === undefined ? {} : { origin: slice.origin }),
    ...(pValue === undefined || looks === undefined ? {} : { test: { pValue, looks } }),
  };
}
