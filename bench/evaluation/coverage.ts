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

/** Models of one population by how well they are calibrated: each pair is challenger and champion. */
const calibrated: Readonly<Record<string, Noise>> = {
  calibrated: { challenger: 0, champion: 0.3 },
  "nearly calibrated": { challenger: 0.3, champion: 0.3 },
  "not calibrated": different,
};

interface CalibrationRequest {
  readonly rows: number;
  readonly resamples: number;
  readonly runs: number;
}

/** How often the intervals of `ece` cover the value on a million rows, and hold the value that stands beside them. */
function measureCalibration(request: CalibrationRequest) {
  const runs = Math.ceil(request.runs * share);
  const metric = resolveMetric("ece");
  const found = Object.entries(calibrated).map(([name, noise]) => {
    const pair = drawPair(1_000_000, 900_000, noise);
    const [level = 0, other = 0] = [pair.challenger[0], pair.champion[0]].map((sample) =>
      metric.prepare(sample)(new Float64Array(rowsOf(sample)).fill(1)),
    );
    const counts = { level: 0, levelHasValue: 0, difference: 0, differenceHasValue: 0 };
    for (let run = 0; run < runs; run += 1) {
      const { challenger, champion } = drawPair(request.rows, run + 1, noise);
      const asked = { metrics: [metric], challenger: challenger[0], champion: champion[0] };
      const [one] = compareSamples({
        ...asked,
        resamples: request.resamples,
        seed: run,
        confidence: 0.95,
      }).comparisons;
      if (one === undefined) continue;
      const hold = (estimate: MetricComparison["difference"], truth: number): number =>
        (isCovered(estimate, truth) ? 1 : 0) / runs;
      counts.level += hold(one.challenger, level);
      counts.levelHasValue += hold(one.challenger, fromJsonNumber(one.challenger?.value ?? "nan"));
      counts.difference += hold(one.difference, level - other);
      counts.differenceHasValue += hold(one.difference, fromJsonNumber(one.difference?.value ?? "nan"));
    }
    return [name, { truth: level, ...counts }] as const;
  });
  return { ...request, runs, coverage: Object.fromEntries(found) };
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
  calibration500: () => measureCalibration({ rows: 500, resamples: 500, runs: 1000 }),
  calibration2000: () => measureCalibration({ rows: 2000, resamples: 500, runs: 1000 }),
  calibration6000: () => measureCalibration({ rows: 6000, resamples: 500, runs: 1000 }),
  calibration50000: () => measureCalibration({ rows: 50_000, resamples: 500, runs: 1000 }),
  power95: () => power(0.95),
  power90: () => power(0.9),
  power80: () => power(0.8),
  power60: () => power(0.6),
};
for (const [part, measure] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(part)) console.log(JSON.stringify({ part, ...measure() }));
}
