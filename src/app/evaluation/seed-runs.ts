import type { EvaluationPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import type { ResolvedMetric } from "../../evaluation/metric-table.ts";
import type { MetricComparison } from "../../evaluation/report-schema.ts";
import type { SeedNoise } from "../../evaluation/report-sections-schema.ts";
import { seedHalfWidth, seedNoiseOf, seedVerdict } from "../../evaluation/seed-noise.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { AnswerContext, AnswerPorts } from "./read-answers.ts";
import { readAnswers } from "./read-answers.ts";

const mostRuns = 100;
const tables = /\.(parquet|pq|arrow|feather|ipc|csv|tsv|jsonl|ndjson)(\.gz)?$/i;

/** Noise between training seeds, and what to know about it. */
export interface SeedRuns {
  readonly seedNoise: readonly SeedNoise[];
  readonly notes: readonly string[];
}

/**
 * Computes every metric on the predictions of several training runs that differ by their seed only: each table of the
 * directory `evaluation.seeds` is one run, in the form of `evaluation.predictions`, with the same rows.
 *
 * @throws PawlError `evaluation.*` when a table does not fit the rows; `file.missing` when the directory has no table.
 */
export async function readSeedRuns(
  directory: string,
  context: AnswerContext & { readonly metrics: readonly ResolvedMetric[] },
  ports: AnswerPorts & { readonly files: Pick<FileSystem, "list" | "root" | "stat"> },
): Promise<SeedRuns> {
  const listed = (await ports.files.list(directory)).filter((path) => tables.test(path));
  if (listed.length === 0) {
    throw new PawlError("file.missing", {
      message: `${directory} (evaluation.seeds) has no table of predictions`,
      hint: "Write one table of predictions for each training seed into it, or leave out evaluation.seeds.",
    });
  }
  const paths = listed.slice(0, mostRuns);
  const values = context.metrics.map((): number[] => []);
  for (const path of paths) {
    const { sample } = await readAnswers({ kind: "predictions", path }, context, ports);
    context.metrics.forEach((metric, index) =>
      values[index]?.push(metric.prepare(sample)(context.truth.weights)),
    );
  }
  const dropped = listed.length - paths.length;
  return {
    seedNoise: context.metrics.map((metric, index) => seedNoiseOf(metric.id, values[index] ?? [])),
    notes: [
      ...(paths.length < 2 ? [`${directory} has one training run: two or more are needed to see noise`] : []),
      ...(dropped > 0
        ? [`noise between seeds comes from the first ${mostRuns} of ${listed.length} tables`]
        : []),
    ],
  };
}

/**
 * The comparisons with verdicts that count another seed of training too, and a note for each verdict that this took back.
 * Values and intervals stay those of the rows.
 */
export function judgeSeedNoise(
  comparisons: readonly MetricComparison[],
  seedNoise: readonly SeedNoise[],
  { confidence }: Pick<EvaluationPolicy, "confidence">,
): { readonly comparisons: readonly MetricComparison[]; readonly notes: readonly string[] } {
  const judged = comparisons.map((comparison) => {
    const { metric, verdict } = comparison;
    const noise = seedNoise.find((entry) => entry.metric === metric);
    if (noise === undefined || (verdict !== "better" && verdict !== "worse"))
      return { comparison, notes: [] };
    const whole = seedVerdict(comparison, noise, confidence);
    if (whole === verdict) return { comparison, notes: [] };
    const half = seedHalfWidth(noise, confidence).toPrecision(2);
    const note = `${metric} is ${verdict} on these rows, but another seed of training alone moves the difference by up to ${half}`;
    return { comparison: { ...comparison, verdict: whole }, notes: [note] };
  });
  return {
    comparisons: judged.map(({ comparison }) => comparison),
    notes: judged.flatMap(({ notes }) => notes),
  };
}
