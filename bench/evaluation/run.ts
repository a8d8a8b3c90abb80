import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareSamples } from "../../src/evaluation/compare.ts";
import { drawCurves } from "../../src/evaluation/curves.ts";
import { countFlips } from "../../src/evaluation/flips.ts";
import { resolveMetric } from "../../src/evaluation/metric-table.ts";
import { excessLosses } from "../../src/evaluation/row-loss.ts";
import { takeRows } from "../../src/evaluation/sample.ts";
import { codeColumn } from "../../src/evaluation/slice-columns.ts";
import { searchSlices } from "../../src/evaluation/slice-search.ts";
import { planSlices } from "../../src/evaluation/slices.ts";
import { type BenchRows, drawRows } from "./rows.ts";

/**
 * Comparing two models on many rows, beside the same bootstrap by scikit-learn and NumPy as users write it, in one run:
 * `node bench/evaluation/run.ts <python with scikit-learn> [rows] [resamples] [resamples of the peer]`.
 *
 * Scores are at hand when the clock starts (no model is run). The peer does fewer resamples; its time is scaled.
 */
const [python = "python3", rows = "1000000", resamples = "1000", peerResamples = "1"] = process.argv.slice(2);
const features = 20;
const names = [
  "roc_auc",
  "average_precision",
  "log_loss",
  "brier",
  "accuracy",
  "balanced_accuracy",
  "precision",
  "recall",
  "f1",
  "mcc",
];

/** Seconds that a step took, by its name; of the clock, and of the processor where other programs run beside. */
const seconds: Record<string, number> = {};
const processorSeconds: Record<string, number> = {};

function timed<Result>(step: string, run: () => Result): Result {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  seconds[step] = (performance.now() - start) / 1000;
  processorSeconds[step] = (user + system) / 1e6;
  return result;
}

const data = drawRows(Number(rows), features, 1);
const { challenger, champion } = data;
const request = {
  metrics: names.map((name) => resolveMetric(name)),
  resamples: Number(resamples),
  seed: 0,
  confidence: 0.95,
};
const whole = timed("comparison", () => compareSamples({ ...request, challenger, champion }));
const slices = timed("planSlices", () => {
  const columns = new Map([["group", Array.from(data.features[0] ?? [])]]);
  return planSlices(["group"], columns).slices;
});
const sliced = timed("slices", () =>
  slices.map((slice) =>
    compareSamples({
      ...request,
      challenger: takeRows(challenger, slice.rows),
      champion: takeRows(champion, slice.rows),
    }),
  ),
);
const peak = process.resourceUsage().maxRSS / 1024 ** 2;
const found = timed("sliceSearch", () => {
  const weights = new Float64Array(Number(rows)).fill(1);
  const columns = data.features.flatMap((values, index) => codeColumn(`feature ${index}`, values, 200) ?? []);
  const excess = excessLosses(challenger, champion, weights);
  return searchSlices({ columns, excess, weights, minRows: 200, depth: 2, show: 5, level: 0.05 });
});
timed("curves", () => drawCurves({ challenger, champion }));
timed("flips", () => countFlips({ challenger, champion, idOf: String, slices }));

function runPeer({ challenger, champion, features: [group] }: BenchRows): unknown {
  const folder = mkdtempSync(join(tmpdir(), "pawl-bench-"));
  try {
    const columns = [challenger.target, challenger.score, champion.score, group ?? new Float64Array()];
    const path = join(folder, "rows.f64");
    writeFileSync(path, Buffer.concat(columns.map((values) => new Uint8Array(values.buffer))));
    const script = fileURLToPath(new URL("peer.py", import.meta.url));
    return JSON.parse(execFileSync(python, [script, path, peerResamples], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const peer = Object(runPeer(data));
const steps = ["comparison", "planSlices", "slices"];
const totalOf = (by: Readonly<Record<string, number>>): number =>
  steps.reduce((sum, step) => sum + (by[step] ?? 0), 0);
const ours = totalOf(seconds);
const peerProcessorSeconds = Number(peer["processorSecondsPerResample"]) * Number(resamples);
const peerSeconds = Number(peer["secondsPerResample"]) * Number(resamples);
console.log(
  JSON.stringify(
    {
      schema: "pawl.bench/1",
      rows: Number(rows),
      features,
      metrics: names.length,
      slices: sliced.length,
      resamples: Number(resamples),
      seconds: ours,
      processorSeconds: totalOf(processorSeconds),
      peakGiB: peak,
      peakWithSearchGiB: process.resourceUsage().maxRSS / 1024 ** 2,
      steps: seconds,
      processorSteps: processorSeconds,
      looks: found.looks,
      peer: {
        resamples: Number(peerResamples),
        seconds: peerSeconds,
        processorSeconds: peerProcessorSeconds,
        tool: peer["tool"],
      },
      timesFaster: peerProcessorSeconds / totalOf(processorSeconds),
      note: whole.note,
      differences: Object.fromEntries(
        whole.comparisons.map(({ metric, difference, verdict }) => [metric, { ...difference, verdict }]),
      ),
    },
    null,
    1,
  ),
);
