/** Stage `evaluate`: reads the model file back, scores the test window, writes metrics.json. */
import { readFile, writeFile } from "node:fs/promises";
import { predictBoostedTrees } from "./boosting.mjs";
import { readColumns } from "./database.mjs";
import { decodeModel } from "./onnx.mjs";

const model = decodeModel(await readFile("models/model.onnx"));
const columns = await readColumns("data/test.parquet", [...model.inputs, "delayed"]);
const target = columns.pop();
const scores = predictBoostedTrees(model, columns);

const metrics = {
  test: {
    rows: target.length,
    late_share: rounded(mean(target)),
    mean_prediction: rounded(mean(scores)),
    roc_auc: rounded(rocAuc(target, scores)),
    log_loss: rounded(mean(target.map((value, row) => logLoss(value, scores[row])))),
    brier_score: rounded(mean(target.map((value, row) => (scores[row] - value) ** 2))),
  },
};
await writeFile("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
console.log(`evaluate: ${JSON.stringify(metrics.test)}`);

/** Loss of one row; a probability of 0 or 1 counts as one 32-bit step away from it. */
function logLoss(value, score) {
  const step = 2 ** -23;
  const likelihood = value === 1 ? score : 1 - score;
  return -Math.log(Math.min(Math.max(likelihood, step), 1 - step));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(value) {
  return Number(value.toFixed(6));
}

/** Area under the ROC curve by the rank sum; tied scores share their mean rank. */
function rocAuc(target, scores) {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  let [positives, rankSum] = [0, 0];
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && scores[order[end]] === scores[order[start]]) end += 1;
    for (let at = start; at < end; at += 1) {
      positives += target[order[at]];
      rankSum += target[order[at]] * ((start + 1 + end) / 2);
    }
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}
