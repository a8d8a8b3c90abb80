import type { EvaluationPolicy, GatePolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { compareSamples } from "../../evaluation/compare.ts";
import { findMetric, resolveMetric, type ResolvedMetric } from "../../evaluation/metric-table.ts";
import type { EvaluationReport, MetricComparison } from "../../evaluation/report-schema.ts";
import { checkSample, type Sample, takeRows } from "../../evaluation/sample.ts";
import { planSlices, type Slice, sliceColumn } from "../../evaluation/slices.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { LoadedModel, ModelRuntime } from "../../ports/model-runtime.ts";
import type { Sql, SqlValue } from "../../ports/sql.ts";
import { sha256 } from "../../registry/sha256.ts";
import { buildSample, readTarget } from "./build-sample.ts";
import { type EvaluationTable, openEvaluationTable, requireColumns } from "./evaluation-table.ts";
import { missingInputs, scoreTable } from "./score-table.ts";

/** Two models and the rows to compare them on. */
export interface ModelComparisonRequest {
  readonly task: Sample["task"];
  readonly evaluation: EvaluationPolicy & { readonly data: string };
  /** Their metrics are computed too. */
  readonly gates: readonly GatePolicy[];
  readonly challenger: Uint8Array;
  readonly champion: Uint8Array | undefined;
}

/** What a comparison found. */
export interface ModelComparison {
  readonly data: NonNullable<EvaluationReport["data"]>;
  readonly metrics: readonly MetricComparison[];
  readonly slices: EvaluationReport["slices"];
  readonly notes: readonly string[];
}

interface ComparisonPorts {
  readonly sql: Sql;
  readonly modelRuntime: ModelRuntime;
  readonly files: Pick<FileSystem, "root" | "stat" | "readBytes">;
}

/** Both models' answers for the same rows. */
interface Answers {
  readonly challenger: Sample;
  readonly champion: Sample | undefined;
  readonly notes: readonly string[];
}

/**
 * Scores both models on the rows of a table and compares them, on the whole and on slices.
 *
 * @throws PawlError as {@link evaluate} says.
 */
export async function compareModels(
  request: ModelComparisonRequest,
  ports: ComparisonPorts,
): Promise<ModelComparison> {
  const { evaluation } = request;
  const metrics = metricsToCompute(request);
  const table = await openEvaluationTable({ path: evaluation.data, id: evaluation.id }, ports);
  const answers = await answer(request, table, ports);
  const planned = planSlices(evaluation.slices, await readSliceColumns(table, evaluation));
  const whole = compareSamples({ ...evaluation, metrics, ...answers });
  return {
    data: {
      path: evaluation.data,
      rows: table.rows,
      digest: `sha256:${await sha256(await ports.files.readBytes(evaluation.data))}`,
    },
    metrics: whole.comparisons,
    slices: planned.slices.map((slice) => compareSlice(slice, { ...evaluation, metrics, answers })),
    notes: [...answers.notes, ...planned.notes, ...(whole.note === undefined ? [] : [whole.note])],
  };
}

function metricsToCompute(request: ModelComparisonRequest): readonly ResolvedMetric[] {
  const declared = request.evaluation.metrics.map((metric) => resolveMetric(metric));
  const gated = request.gates.flatMap((gate) => findMetric(gate.metric) ?? []);
  return [...new Map([...declared, ...gated].map((metric) => [metric.id, metric])).values()];
}

async function answer(
  request: ModelComparisonRequest,
  table: EvaluationTable,
  { modelRuntime }: ComparisonPorts,
): Promise<Answers> {
  const target = await readTarget(table, request.evaluation.target, request.task);
  const context = { task: request.task, target, table, modelRuntime };
  const challenger = await answerOf(request.challenger, context);
  checkSample(challenger);
  if (request.champion === undefined) return { challenger, champion: undefined, notes: [] };
  try {
    const champion = await answerOf(request.champion, context);
    checkSample(champion);
    return { challenger, champion, notes: [] };
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    return { challenger, champion: undefined, notes: [`the champion is not comparable: ${error.message}`] };
  }
}

async function answerOf(
  bytes: Uint8Array,
  context: {
    readonly task: Sample["task"];
    readonly target: Float64Array;
    readonly table: EvaluationTable;
    readonly modelRuntime: ModelRuntime;
  },
): Promise<Sample> {
  const { table, task, target } = context;
  const model = await context.modelRuntime.load(bytes);
  try {
    requireInputs(model, table);
    return buildSample(task, target, await scoreTable(model, table, task));
  } finally {
    await model.release();
  }
}

function requireInputs(model: LoadedModel, table: EvaluationTable): void {
  requireColumns(missingInputs(model, table.columns), table.columns, table.path);
}

async function readSliceColumns(
  table: EvaluationTable,
  { slices }: EvaluationPolicy,
): Promise<ReadonlyMap<string, readonly SqlValue[]>> {
  const names = [...new Set(slices.map((definition) => sliceColumn(definition)))];
  requireColumns(names, table.columns, table.path);
  const columns = await Promise.all(names.map(async (name) => [name, await table.read(name)] as const));
  return new Map(columns);
}

function compareSlice(
  slice: Slice,
  context: Omit<EvaluationPolicy, "metrics"> & {
    readonly answers: Answers;
    readonly metrics: readonly ResolvedMetric[];
  },
): EvaluationReport["slices"][number] {
  const { challenger, champion } = context.answers;
  const { resamples, seed, confidence, metrics } = context;
  const result = compareSamples({
    metrics,
    challenger: takeRows(challenger, slice.rows),
    champion: champion && takeRows(champion, slice.rows),
    resamples,
    seed,
    confidence,
  });
  return { slice: slice.name, rows: slice.rows.length, metrics: [...result.comparisons] };
}
