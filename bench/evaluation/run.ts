import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareSamples } from "../../src/evaluation/compare.ts";
import { resolveMetric } from "../../src/evaluation/metric-table.ts";
import type { BinarySample } from "../../src/evaluation/sample.ts";
import { createRandom } from "../../src/math/random.ts";

/**
 * Our paired bootstrap beside scikit-learn's metrics in a NumPy loop, on the same rows, in one run:
 * `node bench/evaluation/run.ts <python with scikit-learn> [rows] [resamples] [resamples of the peer]`.
 */
const [python = "python3", rows = "50000", resamples = "1000", peerResamples = "50"] = process.argv.slice(2);
const names = ["roc_auc", "log_loss", "brier"];

function drawSamples(count: number): readonly [BinarySample, BinarySample] {
  const random = createRandom(1);
  const truth = Float64Array.from({ length: count }, () => random.nextFloat());
  const target = truth.map((probability) => (random.nextFloat() < probability ? 1 : 0));
  const blur = (width: number): Float64Array =>
    truth.map((value) => Math.min(0.999, Math.max(0.001, value + width * (random.nextFloat() - 0.5))));
  const build = (score: Float64Array): BinarySample => ({
    task: "binary-classification",
    target,
    score,
    threshold: 0.5,
  });
  return [build(blur(0.1)), build(blur(0.2))];
}

const [challenger, champion] = drawSamples(Number(rows));
const start = performance.now();
const { comparisons } = compareSamples({
  metrics: names.map((name) => resolveMetric(name)),
  challenger,
  champion,
  resamples: Number(resamples),
  seed: 0,
  confidence: 0.95,
  drawLimit: Infinity,
});
const seconds = (performance.now() - start) / 1000;

const folder = mkdtempSync(join(tmpdir(), "pawl-bench-"));
try {
  const path = join(folder, "scores.csv");
  const lines = Array.from(
    challenger.target,
    (y, row) => `${y},${challenger.score[row]},${champion.score[row]}`,
  );
  writeFileSync(path, `y,a,b\n${lines.join("\n")}\n`);
  const script = fileURLToPath(new URL("peer.py", import.meta.url));
  const peer: unknown = JSON.parse(execFileSync(python, [script, path, peerResamples], { encoding: "utf8" }));
  const perResample = seconds / Number(resamples);
  const peerPerResample = Number(Object(peer)["secondsPerResample"]);
  console.log(
    JSON.stringify({
      schema: "pawl.bench/1",
      rows: Number(rows),
      resamples: Number(resamples),
      seconds,
      perResampleMs: perResample * 1000,
      peerPerResampleMs: peerPerResample * 1000,
      timesFaster: peerPerResample / perResample,
      intervals: comparisons.map((comparison) => comparison.difference?.interval),
      peerIntervals: Object(peer)["intervals"],
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
