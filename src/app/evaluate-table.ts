import { PawlError } from "../errors.ts";
import { compareSamples } from "../evaluation/compare.ts";
import { metricsOf, resolveMetric, type ResolvedMetric } from "../evaluation/metric-table.ts";
import type { JsonNumber } from "../evaluation/json-number-schema.ts";
import type { MetricComparison } from "../evaluation/report-schema.ts";
import { checkSample, checkWeights, rowsOf, type Sample, take, takeRows } from "../evaluation/sample.ts";
import { planSlices } from "../evaluation/slices.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { Sql, SqlValue } from "../ports/sql.ts";
import { readTarget } from "./evaluation/build-sample.ts";
import { type EvaluationTable, openEvaluationTable, requireColumns } from "./evaluation/evaluation-table.ts";

/** Metrics that need only the predicted class. */
const labelMetrics = ["accuracy", "balanced_accuracy", "precision", "recall", "f1", "mcc", "kappa"];
const probabilityMetrics = new Set(["recall_at_fpr"]);

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
  const weights = await readWeights(request, table);
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
  const { task, threshold } = request;
  const target = await readTarget(table, request.target, task);
  const answers = answerColumns(request);
  requireColumns(answers, table.columns, table.path);
  const columns = await Promise.all(answers.map((name) => readNumbers(table, name)));
  const [first = new Float64Array()] = columns;
  if (task === "regression") return { task, target, prediction: first };
  if (task === "binary-classification") return { task, target, score: first, threshold };
  return request.scores === undefined
    ? oneHot(target, first)
    : { task, target, classes: columns.length, probabilities: interleave(columns) };
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

async function readNumbers(table: EvaluationTable, column: string): Promise<Float64Array> {
  const values = await table.read(column, { type: "DOUBLE" });
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
}

function interleave(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  return Float64Array.from(
    { length: rows * columns.length },
    (_, index) => columns[index % columns.length]?.[Math.floor(index / columns.length)] ?? Number.NaN,
  );
}

function oneHot(target: Float64Array, prediction: Float64Array): Sample {
  const row = prediction.findIndex((value) => !Number.isInteger(value) || value < 0);
  if (row >= 0) {
    throw new PawlError("evaluation.value-invalid", {
      message: `the predicted class of row ${row + 1} is ${prediction[row]}, expected 0, 1, 2 …`,
    });
  }
  const classes =
    prediction.reduce(
      (most, value) => Math.max(most, value),
      target.reduce((a, b) => Math.max(a, b), 1),
    ) + 1;
  const probabilities = new Float64Array(target.length * classes);
  prediction.forEach((value, index) => probabilities.set([1], index * classes + value));
  return { task: "multiclass-classification", target, probabilities, classes };
}

async function readWeights(request: EvaluateTableRequest, table: EvaluationTable): Promise<Float64Array> {
  if (request.weight === undefined) return new Float64Array(table.rows).fill(1);
  requireColumns([request.weight], table.columns, table.path);
  const weights = await readNumbers(table, request.weight);
  checkWeights(weights, table.rows);
  return weights;
}

function chooseMetrics(request: EvaluateTableRequest, sample: Sample): readonly ResolvedMetric[] {
  if (request.metrics !== undefined) return request.metrics.map((metric) => resolveMetric(metric));
  const names = metricsOf(sample.task).filter((name) => !probabilityMetrics.has(name));
  const isLabels = request.prediction !== undefined && sample.task !== "regression";
  return names
    .filter((name) => !isLabels || labelMetrics.includes(name))
    .map((name) => resolveMetric(name))
    .filter((metric) => isDefined(metric, sample));
}

/** A score that is no probability has no log loss: of the default metrics such ones are left out. */
function isDefined(metric: ResolvedMetric, sample: Sample): boolean {
  try {
    metric.prepare(sample);
    return true;
  } catch (error) {
    if (error instanceof PawlError && error.code === "metric.input-invalid") return false;
    throw error;
  }
}
