import type { EvaluationPolicy, GatePolicy } from "../../config/schema.ts";
import {
  compareBasis,
  encodeIds,
  encodeTargets,
  judgeComparability,
  metricCode,
} from "../../evaluation/comparability.ts";
import { compareSamples } from "../../evaluation/compare.ts";
import { drawCurves } from "../../evaluation/curves.ts";
import { countFlips } from "../../evaluation/flips.ts";
import { findMetric, resolveMetric, type ResolvedMetric } from "../../evaluation/metric-table.ts";
import type { EvaluationReport, MetricComparison } from "../../evaluation/report-schema.ts";
import type { Comparability, Importance } from "../../evaluation/report-sections-schema.ts";
import type { Sample } from "../../evaluation/sample.ts";
import type { Slice } from "../../evaluation/slices.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { sha256 } from "../../registry/sha256.ts";
import { openEvaluationTable } from "./evaluation-table.ts";
import { measureModels } from "./measure-model.ts";
import { permutationImportance } from "./permutation-importance.ts";
import {
  type AnswerContext,
  type AnswerPorts,
  type Answers,
  type AnswerSource,
  type ChampionAnswers,
  readAnswers,
  readChampionAnswers,
} from "./read-answers.ts";
import { judgeSeedNoise, readSeedRuns } from "./seed-runs.ts";
import { compareSlice, findSlices, type SliceContext } from "./slice-evidence.ts";
import { readTruth } from "./truth.ts";

/** Two models and the rows to compare them on. */
export interface ModelComparisonRequest {
  readonly task: Sample["task"];
  readonly evaluation: EvaluationPolicy;
  /** Table with the rows, relative to the file system's root. */
  readonly rows: string;
  /** Their metrics are computed too. */
  readonly gates: readonly GatePolicy[];
  readonly challenger: AnswerSource;
  readonly champion: AnswerSource | undefined;
}

/** What a comparison found: parts of the report. */
export type ModelComparison = Pick<
  EvaluationReport,
  "slices" | "comparability" | "flips" | "curves" | "importance" | "seedNoise"
> & {
  readonly data: NonNullable<EvaluationReport["data"]>;
  readonly metrics: readonly MetricComparison[];
  readonly notes: readonly string[];
};

/** What a comparison reaches. */
export interface ComparisonPorts extends AnswerPorts {
  readonly files: Pick<FileSystem, "root" | "stat" | "sha256" | "list">;
}

/** Both models' answers for the same rows. */
interface Evidence {
  readonly request: ModelComparisonRequest;
  readonly context: AnswerContext;
  readonly challenger: Answers;
  readonly champion: ChampionAnswers;
  /** Computed from the rows. */
  readonly metrics: readonly ResolvedMetric[];
}

/**
 * Reads both models' answers for the rows of a table and compares them: on the whole, on slices, row by row, and the
 * models themselves.
 *
 * @throws PawlError as {@link evaluate} says.
 */
export async function compareModels(
  request: ModelComparisonRequest,
  ports: ComparisonPorts,
): Promise<ModelComparison> {
  const { evaluation, task } = request;
  const rows = await openEvaluationTable({ path: request.rows, id: evaluation.id }, ports);
  const context = { rows, evaluation, truth: await readTruth(evaluation, rows, task) };
  const challenger = await readAnswers(request.challenger, context, ports);
  const champion: ChampionAnswers =
    request.champion === undefined
      ? { changes: [], notes: [] }
      : await readChampionAnswers(request.champion, context, ports);
  try {
    const metrics = metricsToCompute(request).filter(({ isMeasured }) => !isMeasured);
    return await compareAnswers({ request, context, challenger, champion, metrics }, ports);
  } finally {
    await challenger.scorer?.model.release();
    await champion.scorer?.model.release();
  }
}

function metricsToCompute({ evaluation, gates }: ModelComparisonRequest): readonly ResolvedMetric[] {
  const declared = evaluation.metrics.map((metric) => resolveMetric(metric));
  const gated = gates.flatMap((gate) => findMetric(gate.metric) ?? []);
  return [...new Map([...declared, ...gated].map((metric) => [metric.id, metric])).values()];
}

async function compareAnswers(evidence: Evidence, ports: ComparisonPorts): Promise<ModelComparison> {
  const { request, context, challenger, champion, metrics } = evidence;
  const { rows, truth, evaluation } = context;
  const sides = { challenger: challenger.sample, champion: champion.sample };
  const { weights } = truth;
  const whole = compareSamples({ ...evaluation, weights, metrics, ...sides });
  const { changes } = champion;
  const slicing: SliceContext = { evaluation, table: rows, metrics, ...sides, weights };
  const found = await findSlices(slicing);
  const measured = await measure(evidence);
  const seeds =
    evaluation.seeds === undefined
      ? undefined
      : await readSeedRuns(evaluation.seeds, { ...context, metrics }, ports);
  const compared = judgeComparability(whole.comparisons, changes);
  const judged = judgeSeedNoise(compared, seeds?.seedNoise ?? [], evaluation);
  const importance = await explainImportance(evidence);
  return {
    data: {
      path: request.rows,
      rows: rows.rows,
      digest: `sha256:${await ports.files.sha256(request.rows)}`,
    },
    metrics: [...judged.comparisons, ...measured.comparisons],
    slices: found.slices.map((slice) => {
      const result = compareSlice(slice, slicing);
      return { ...result, metrics: [...judgeComparability(result.metrics, changes)] };
    }),
    ...(await describeRows(evidence, found.slices)),
    ...(importance.importance === undefined ? {} : { importance: importance.importance }),
    ...(seeds === undefined ? {} : { seedNoise: [...seeds.seedNoise] }),
    notes: distinct([
      ...champion.notes,
      ...challenger.notes,
      ...found.notes,
      ...(whole.note === undefined ? [] : [whole.note]),
      ...judged.notes,
      ...(seeds?.notes ?? []),
      ...measured.notes,
      ...importance.notes,
    ]),
  };
}

/** Each note once: both models may have the same to say. */
function distinct(notes: readonly string[]): readonly string[] {
  return [...new Set(notes.map((note) => note.slice(0, 500)))];
}

/** Sections that look at single rows. */
async function describeRows(
  { context, challenger, champion }: Evidence,
  slices: readonly Slice[],
): Promise<Pick<ModelComparison, "comparability" | "flips" | "curves">> {
  const { truth } = context;
  const isPaired = champion.sample !== undefined && champion.changes.length === 0;
  const flips = isPaired
    ? countFlips({
        challenger: challenger.sample,
        champion: champion.sample,
        idOf: (row) => truth.ids[row] ?? "",
        slices,
      })
    : undefined;
  return {
    comparability: await describeBasis(context, champion.changes),
    ...(flips === undefined ? {} : { flips }),
    curves: drawCurves({
      challenger: challenger.sample,
      champion: champion.sample,
      weights: truth.weights,
    }),
  };
}

async function describeBasis(
  { truth }: AnswerContext,
  changes: Comparability["changes"],
): Promise<Comparability> {
  const now = {
    rowsDigest: `sha256:${await sha256(encodeIds(truth.ids))}`,
    targetDigest: `sha256:${await sha256(encodeTargets(truth.target))}`,
    metricCode,
  };
  return { ...compareBasis(now, undefined), changes };
}

async function measure({ request, context, challenger, champion }: Evidence) {
  const { scorer } = challenger;
  const wanted = metricsToCompute(request).flatMap(({ id, isMeasured }) => (isMeasured ? [id] : []));
  if (scorer === undefined) {
    const note = `${wanted.join(", ")} cannot be measured: the answers come from a table of predictions`;
    return { comparisons: [], notes: wanted.length === 0 ? [] : [note] };
  }
  const { resamples, seed, confidence } = request.evaluation;
  return measureModels(
    {
      metrics: wanted,
      challenger: scorer,
      champion: champion.scorer,
      resamples,
      seed,
      confidence,
    },
    context.rows,
  );
}

async function explainImportance({ context, challenger, champion, metrics }: Evidence): Promise<{
  readonly importance: Importance | undefined;
  readonly notes: readonly string[];
}> {
  const { importance, seed } = context.evaluation;
  const [metric] = metrics;
  if (importance === false || challenger.scorer === undefined || metric === undefined) {
    return { importance: undefined, notes: [] };
  }
  const { truth, rows } = context;
  return permutationImportance(
    { metric, challenger: challenger.scorer, champion: champion.scorer, truth, seed, ...importance },
    rows,
  );
}
