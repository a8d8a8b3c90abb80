import { createRandom } from "../../src/math/random.ts";
import type { Files } from "./actions-sandbox.ts";

/** Rows in which `late` follows x1. */
export function rows(seed: number): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: 300 }, (_, row) => {
    const [x1, x2] = [random.nextFloat(), random.nextFloat()];
    return `r${row},${x1},${x2},${random.nextFloat() < x1 ? 1 : 0}`;
  });
  return ["id,x1,x2,late", ...lines, ""].join("\n");
}

/** The parameters: which model file training "finds". */
export function params(weights: "logistic-weak" | "logistic-good"): string {
  return `train:\n  weights: ${weights}\n`;
}

/** A pipeline of three stages in the shell; each adds its name to the file $STAGE_RUNS when it runs. */
export const pipeline = `stages:
  featurize:
    cmd: mkdir -p data && cp rows.csv data/test.csv && echo featurize >> "$STAGE_RUNS"
    deps: [rows.csv]
    outs: [data/test.csv]
  train:
    cmd: >-
      mkdir -p models && cp "weights/$(sed -n 's/^  weights: //p' params.yaml).onnx" models/model.onnx
      && echo train >> "$STAGE_RUNS"
    deps: [data/test.csv, weights]
    params: [train]
    outs: [models/model.onnx]
  evaluate:
    cmd: >-
      echo "bytes: $(wc -c < models/model.onnx)" > bytes.yaml && echo evaluate >> "$STAGE_RUNS"
    deps: [models/model.onnx]
    metrics: [{ bytes.yaml: { cache: false } }]
`;

/** The pipeline with a stage that makes a model of its own bytes, which works like the other. */
export function pipelineOf(maker: string): string {
  const written = "cp \"weights/$(sed -n 's/^  weights: //p' params.yaml).onnx\" models/model.onnx";
  const edit = `LC_ALL=C sed -i 's/pawl-tests/${maker.padEnd(10, "-").slice(0, 10)}/' models/model.onnx`;
  return pipeline.replace(written, `${written}\n      && ${edit}`);
}

/** The policy, with a gate that a model passes from that AUC on. */
export function policy(minAuc: number): string {
  return `version: 1
models:
  late:
    artifact: models/model.onnx
    task: binary-classification
    evaluation: { data: data/test.csv, target: late, id: id, metrics: [roc_auc], resamples: 100 }
    gates: [{ metric: roc_auc, min: ${minAuc} }]
`;
}

/** A repository before its first run; {@link lateTemplates} has the rest. */
export const lateFiles: Files = {
  ".github/pawl.yml": policy(0.6),
  "dvc.yaml": pipeline,
  "params.yaml": params("logistic-weak"),
  "rows.csv": rows(1),
  "README.md": "# Late\n",
};

/** Path in the repository to a file of this one. */
export function lateTemplates(workflow: string): Readonly<Record<string, string>> {
  return {
    ".github/workflows/pawl.yml": `workflows-templates/${workflow}`,
    "weights/logistic-weak.onnx": "test/fixtures/evaluation/logistic-weak.onnx",
    "weights/logistic-good.onnx": "test/fixtures/evaluation/logistic-good.onnx",
  };
}
