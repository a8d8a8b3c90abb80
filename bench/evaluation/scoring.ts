import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";
import { compareModels } from "../../src/app/evaluation/compare-models.ts";
import { parsePolicy } from "../../src/config/parse-policy.ts";
import { createFileSystem, createSql } from "../../src/runtime/compose.ts";

/**
 * The whole evaluation of two ONNX models on many rows, from the Parquet file to the report's numbers, beside the same by
 * ONNX Runtime, scikit-learn and NumPy as users write it, in one run:
 * `node bench/evaluation/scoring.ts <python with scikit-learn, skl2onnx and pyarrow> [rows] [resamples of the peer]`.
 *
 * 20 features, 10 metrics, 20 slices, 1,000 resamples; slice search, plots, flips and importance as a policy has them by
 * default. The peer does scoring and resamples only, and fewer of them; its time is scaled.
 */
const [python = "python3", rows = "1000000", peerResamples = "1"] = process.argv.slice(2);
const policyText = `
version: 1
models:
  bench:
    task: binary-classification
    artifact: challenger.onnx
    evaluation:
      data: rows.parquet
      target: label
      id: id
      slices: [feature_0]
      metrics: [roc_auc, average_precision, log_loss, brier, accuracy, balanced_accuracy, precision, recall, f1, mcc]
`;

const folder = mkdtempSync(join(tmpdir(), "pawl-bench-"));
try {
  const script = fileURLToPath(new URL("scoring-peer.py", import.meta.url));
  const runPeer = (verb: "make" | "run", number: string): string =>
    execFileSync(python, [script, verb, folder, number], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  runPeer("make", rows);
  const ours = await evaluate();
  const peer = Object(JSON.parse(runPeer("run", peerResamples)));
  const scale = (scoring: string, resample: string): number =>
    Number(peer[scoring]) + 1000 * Number(peer[resample]);
  const peerProcessorSeconds = scale("scoringProcessorSeconds", "processorSecondsPerResample");
  console.log(
    JSON.stringify(
      {
        schema: "pawl.bench/1",
        rows: Number(rows),
        ...ours,
        peer: {
          ...peer,
          seconds: scale("scoringSeconds", "secondsPerResample"),
          processorSeconds: peerProcessorSeconds,
        },
        timesFaster: peerProcessorSeconds / ours.processorSeconds,
      },
      null,
      1,
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function evaluate() {
  const { policy } = parsePolicy(policyText, "pawl.yml");
  const model = policy?.models["bench"];
  if (model?.evaluation === undefined) throw new RangeError("the policy has no evaluation");
  const [sql, files] = await Promise.all([createSql(), createFileSystem(folder)]);
  const read = (name: string) =>
    ({ kind: "model", bytes: new Uint8Array(readFileSync(join(folder, name))) }) as const;
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await compareModels(
    {
      task: "binary-classification",
      evaluation: model.evaluation,
      rows: "rows.parquet",
      gates: [],
      challenger: read("challenger.onnx"),
      champion: read("champion.onnx"),
    },
    { sql, files, modelRuntime: createModelRuntime() },
  );
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  await sql.close();
  return {
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakGiB: process.resourceUsage().maxRSS / 1024 ** 2,
    slices: result.slices.length,
    notes: result.notes,
    rocAuc: [result.metrics[0]?.challenger, result.metrics[0]?.champion],
  };
}
