/** Stage `train`: fits the boosted trees and writes models/model.onnx. */
import { mkdir, writeFile } from "node:fs/promises";
import { fitBoostedTrees } from "./boosting.mjs";
import { readColumns, readParams } from "./database.mjs";
import { BASE_COLUMNS, RATE_COLUMNS } from "./features.mjs";
import { encodeModel } from "./onnx.mjs";

const { features, train } = await readParams();
const unknown = features.columns.filter((name) => !BASE_COLUMNS.includes(name));
if (unknown.length > 0) throw new Error(`features.columns: unknown ${unknown.join(", ")}`);
const inputs = features.rates ? [...features.columns, ...RATE_COLUMNS] : features.columns;

const columns = await readColumns("data/train.parquet", [...inputs, "delayed"]);
const target = Uint8Array.from(columns.pop());
const trees = fitBoostedTrees(columns, target, {
  rounds: train.rounds,
  learningRate: train.learning_rate,
  depth: train.depth,
  minLeafRows: train.min_leaf_rows,
  l2: train.l2,
  bins: train.bins,
});
await mkdir("models", { recursive: true });
await writeFile("models/model.onnx", encodeModel({ inputs, ...trees }));
console.log(`train: ${trees.trees.length} trees on ${target.length} flights, inputs ${inputs.join(", ")}`);
