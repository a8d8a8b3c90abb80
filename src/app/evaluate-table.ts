import { PawlError } from "../errors.ts";
import { compareSamples } from "../evaluation/compare.ts";
import {
  findMetric,
  metricsOf,
  needsOnlyClasses,
  resolveMetric,
  type ResolvedMetric,
} from "../evaluation/metric-table.ts";
import type { JsonNumber } from "../math/json-number-schema.ts";
import type { MetricComparison } from "../evaluation/report-schema.ts";
import { checkSample, rowsOf, type Sample, take, takeRows } from "../evaluation/sample.ts";
import { planSlices } from "../evaluation/slices.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { Sql, SqlValue } from "../ports/sql.ts";
import {
  buildSample,
  readNumbers,
  readSampleOptions,
  readTarget,
  readWeights,
} from "./evaluation/build-sample.ts";
import { type EvaluationTable, openEvaluationTable, requireColumns } from "./evaluation/evaluation-table.ts";
import type { Scores } from "./evaluation/model-output.ts";

/** Most numbers that predicted classes may take, rows × classes. */
const mostClassNumbers = 1e8;

/** A table that holds answers of a model already. */
export interface EvaluateTableRequest {
  readonly task: Sample["task"];
  readonly path: string;
  readonly target: string;
  /** Column of predicted values or classes. */
  readonly prediction?: string | undefined;
  /** Column of the probability of class 1, or of any score that grows with it. */
  readonly score?: string | undefined;
  /** Columns of the probability of class 0, 1, 2 … */
  readonly scores?: readonly string[] | undefined;
  readonly weight?: string | undefined;
  /** Column with the group that fairness metrics compare. */
  readonly group?: string | undefined;
  /** Value of precision, recall and F where their denominator is 0; "nan" when absent. */
  readonly zeroDivision?: 0 | 1 | "nan" | undefined;
  /** Scores of at least this are predicted to be class 1. */
  readonly threshold: number;
  /** Identifiers; all that the answers allow when absent. */
  readonly metrics?: readonly string[] | undefined;
  readonly slices: readonly string[];
  /** 0.5 to 1. */
  readonly confidence: number;
  readonly seed: number;
  readonly resamples: number;
}

/** Values by metric identifier. */
export type MetricValues = Readonly<
  Record<string, { readonly value: JsonNumber; readonly interval: readonly [JsonNumber, JsonNumber] | null }>
>;

/** `pawl.evaluation/1`. */
export interface TableEvaluation {
  readonly schema: "pawl.evaluation/1";
  readonly rows: number;
  readonly metrics: MetricValues;
  readonly slices: readonly {
    readonly slice: string;
    readonly rows: number;
    readonly metrics: MetricValues;
  }[];
}

/**
 * Computes metrics, with percentile bootstrap intervals, of answers that a table holds.
 *
 * @throws PawlError `usage.invalid` without exactly one kind of answers, `file.*`, `evaluation.*`, `metric.*`.
 */
export async function evaluateTable(
  request: EvaluateTableRequest,
  ports: { readonly sql: Sql; readonly files: Pick<FileSystem, "root" | "stat"> },
): Promise<TableEvaluation> {
  const table = await openEvaluationTable({ path: request.path, id: undefined }, ports);
  const sample = await readSample(request, table);
  checkSample(sample);
  const weights = await readWeights(table, request.weight);
  const metrics = chooseMetrics(request, sample);
  const compute = (part: Sample, partWeights: Float64Array): MetricValues =>
    toValues(
      compareSamples({
        ...request,
        metrics,
        challenger: part,
        champion: undefined,
        weights: partWeights,
      }).comparisons,
    );
  const columns = new Map<string, readonly SqlValue[]>();
  requireColumns(request.slices, table.columns, table.path);
  for (const column of request.slices) columns.set(column, await table.read(column));
  const { slices } = planSlices(request.slices, columns);
  return {
    schema: "pawl.evaluation/1",
    rows: rowsOf(sample),
    metrics: compute(sample, weights),
    slices: slices.map(({ name, rows }) => ({
      slice: name,
      rows: rows.length,
      metrics: compute(takeRows(sample, rows), take(weights, rows)),
    })),
  };
}

function toValues(comparisons: readonly MetricComparison[]): MetricValues {
  return Object.fromEntries(
    comparisons.flatMap(({ metric, challenger }) =>
      challenger === null ? [] : [[metric, { value: challenger.value, interval: challenger.interval }]],
    ),
  );
}

async function readSample(request: EvaluateTableRequest, table: EvaluationTable): Promise<Sample> {
  const { task, threshold, group, zeroDivision } = request;
  const target = await readTarget(table, request.target, task);
  const options = await readSampleOptions(table, { threshold, group, zero_division: zeroDivision });
  const columns = await Promise.all(answerColumns(request).map((name) => readNumbers(table, name)));
  const [first = new Float64Array()] = columns;
  if (task !== "multiclass-classification")
    return buildSample(task, target, { values: first, width: 1 }, options);
  const scores =
    request.scores === undefined
      ? oneHot(target, first)
      : { values: interleave(columns), width: columns.length };
  return buildSample(task, target, scores, options);
}

const wanted = {
  "binary-classification": "one of --score and --prediction",
  regression: "--prediction",
  "multiclass-classification": "one of --scores and --prediction",
} as const;

function answerColumns(request: EvaluateTableRequest): readonly string[] {
  const { prediction, score, scores, task } = request;
  const given = [prediction, score, scores].filter((value) => value !== undefined);
  const allowed = {
    "binary-classification": score ?? prediction,
    regression: prediction,
    "multiclass-classification": scores ?? prediction,
  };
  const columns = allowed[task];
  if (given.length === 1 && columns !== undefined) return typeof columns === "string" ? [columns] : columns;
  throw new PawlError("usage.invalid", { message: `${task} takes ${wanted[task]}, and nothing else.` });
}

function interleave(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  return Float64Array.from(
    { length: rows * columns.length },
    (_, index) => columns[index % columns.length]?.[Math.floor(index / columns.length)] ?? Number.NaN,
  );
}

/** Predicted classes as probabilities of 0 and 1. */
function oneHot(target: Float64Array, prediction: Float64Array): Scores {
  const row = prediction.findIndex((value) => !Number.isInteger(value) || value < 0);
  if (row >= 0) {
    throw new PawlError("evaluation.value-invalid", {
      message: `the predicted class of row ${row + 1} is ${prediction[row]}, expected 0, 1, 2 …`,
    });
  }
  const greatest = [target, prediction].map((values) =>
    values.reduce((most, value) => Math.max(most, value), 1),
  );
  const width = Math.max(...greatest) + 1;
  if (target.length * width > mostClassNumbers) {
    throw new PawlError("evaluation.value-invalid", {
      message: `there is a class ${width - 1}: too many classes for ${target.length} rows; number them 0, 1, 2 …`,
    });
  }
  const values = new Float64Array(target.length * width);
  prediction.forEach((value, index) => (values[index * width + value] = 1));
  return { values, width };
}

function chooseMetrics(request: EvaluateTableRequest, sample: Sample): readonly ResolvedMetric[] {
  if (request.metrics !== undefined) return request.metrics.map((metric) => resolveMetric(metric));
  const isLabels = request.prediction !== undefined && sample.task !== "regression";
  return metricsOf(sample.task)
    .filter((name) => !isLabels || needsOnlyClasses(name))
    .flatMap((name) => findMetric(name) ?? [])
    .filter((metric) => isDefined(metric, sample));
}

/** A score that is no probability has no log loss, rows without groups no gaps: such default metrics are left out. */
function isDefined(metric: ResolvedMetric, sample: Sample): boolean {
  try {
    metric.prepare(sample);
    return true;
  } catch (error) {
    if (error instanceof PawlError && error.code === "metric.input-invalid") return false;
    throw error;
  }
}
