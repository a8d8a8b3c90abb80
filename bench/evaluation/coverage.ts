import { compareSamples } from "../../src/evaluation/compare.ts";
import { fromJsonNumber } from "../../src/math/json-number.ts";
import { resolveMetric } from "../../src/evaluation/metric-table.ts";
import type { MetricComparison } from "../../src/evaluation/report-schema.ts";
import { rowsOf } from "../../src/evaluation/sample.ts";
import { drawPair, type DrawnPair, type Noise } from "./populations.ts";

/**
 * How often intervals cover the truth, how often equal models are called better or worse, and how often better ones are
 * found, by simulation: `node bench/evaluation/coverage.ts [share of the runs, 1] [part …]`, each part a line of JSON.
 */
const [shareText = "1", ...wanted] = process.argv.slice(2);
const share = Number(shareText);
const different: Noise = { challenger: 0.7, champion: 1 };
const classification = ["roc_auc", "log_loss", "accuracy"].map((name) => resolveMetric(name));
const regression = [resolveMetric("rmse")];
const names = ["roc_auc", "log_loss", "accuracy", "rmse", "rmse, heavy tails"];

function compare(pair: DrawnPair, resamples: number, seed: number): readonly MetricComparison[] {
  return pair.challenger.flatMap((challenger, index) => {
    const metrics = challenger.task === "regression" ? regression : classification;
    const champion = pair.champion[index];
    return compareSamples({ metrics, challenger, champion, resamples, seed, confidence: 0.95 }).comparisons;
  });
}

/** Values on four million rows: challenger's, champion's and their difference, by metric. */
let knownTruth: ReturnType<typeof measureTruth> | undefined;

function measureTruth(): readonly { readonly level: number; readonly difference: number }[] {
  const parts = 4;
  const sums = names.map(() => ({ level: 0, difference: 0 }));
  for (let part = 0; part < parts; part += 1) {
    const pair = drawPair(1_000_000, 900_000 + part, different);
    const values = pair.challenger.flatMap((sample, index) => {
      const weights = new Float64Array(rowsOf(sample)).fill(1);
      const other = pair.champion[index] ?? sample;
      const metrics = sample.task === "regression" ? regression : classification;
      return metrics.map(
        (metric) => [metric.prepare(sample)(weights), metric.prepare(other)(weights)] as const,
      );
    });
    values.forEach(([now, before], index) => {
      const sum = sums[index];
      if (sum === undefined) return;
      sum.level += now / parts;
      sum.difference += (now - before) / parts;
    });
  }
  return sums;
}

function isCovered(estimate: MetricComparison["difference"], truth: number): boolean {
  const [low, high] = (estimate?.interval ?? []).map(fromJsonNumber);
  return (low ?? Number.NaN) <= truth && truth <= (high ?? Number.NaN);
}

function measureCoverage(size: { readonly rows: number; readonly resamples: number; readonly runs: number }) {
  const truth = (knownTruth ??= measureTruth());
  const runs = Math.ceil(size.runs * share);
  const hits = names.map(() => ({ level: 0, difference: 0 }));
  for (let run = 0; run < runs; run += 1) {
    compare(drawPair(size.rows, run + 1, different), size.resamples, run).forEach((comparison, index) => {
      const [hit, true_] = [hits[index], truth[index]];
      if (hit === undefined || true_ === undefined) return;
      if (isCovered(comparison.challenger, true_.level)) hit.level += 1;
      if (isCovered(comparison.difference, true_.difference)) hit.difference += 1;
    });
  }
  const shares = hits.map(({ level, difference }) => ({
    level: level / runs,
    difference: difference / runs,
  }));
  return { ...size, runs, coverage: Object.fromEntries(names.map((name, index) => [name, shares[index]])) };
}

interface VerdictRequest {
  readonly rows: number;
  readonly runs: number;
  readonly noise: Noise;
  readonly firstSeed: number;
}

/** How often a verdict is not `within noise`, and how often the test's p-value is below 0.05. */
function measureVerdicts(request: VerdictRequest) {
  const runs = Math.ceil(request.runs * share);
  const counts = names.map(() => ({ better: 0, worse: 0, test: 0, difference: 0 }));
  for (let run = 0; run < runs; run += 1) {
    compare(drawPair(request.rows, request.firstSeed + run, request.noise), 1000, run).forEach(
      (comparison, index) => {
        const count = counts[index];
        if (count === undefined) return;
        if (comparison.verdict === "better") count.better += 1;
        if (comparison.verdict === "worse") count.worse += 1;
        if (fromJsonNumber(comparison.test?.pValue ?? "nan") < 0.05) count.test += 1;
        count.difference += fromJsonNumber(comparison.difference?.value ?? "nan") / runs;
      },
    );
  }
  const shares = counts.map(({ better, worse, test, difference }) => ({
    meanDifference: difference,
    better: better / runs,
    worse: worse / runs,
    test: test / runs,
  }));
  return {
    ...request,
    runs,
    verdicts: Object.fromEntries(names.map((name, index) => [name, shares[index]])),
  };
}

const same: Noise = { challenger: 1, champion: 1 };
const power = (challenger: number) =>
  measureVerdicts({ rows: 2000, runs: 200, noise: { challenger, champion: 1 }, firstSeed: 500_000 });
const parts: Readonly<Record<string, () => object>> = {
  equal: () => measureVerdicts({ rows: 1000, runs: 1000, noise: same, firstSeed: 500_000 }),
  equalAgain: () => measureVerdicts({ rows: 1000, runs: 3000, noise: same, firstSeed: 700_000 }),
  coverage200: () => measureCoverage({ rows: 200, resamples: 1000, runs: 2000 }),
  coverage500: () => measureCoverage({ rows: 500, resamples: 1000, runs: 2000 }),
  coverage2000: () => measureCoverage({ rows: 2000, resamples: 500, runs: 2000 }),
  littleBootstraps50000: () => measureCoverage({ rows: 50_000, resamples: 500, runs: 2000 }),
  power95: () => power(0.95),
  power90: () => power(0.9),
  power80: () => power(0.8),
  power60: () => power(0.6),
};
for (const [part, measure] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(part)) console.log(JSON.stringify({ part, ...measure() }));
}
