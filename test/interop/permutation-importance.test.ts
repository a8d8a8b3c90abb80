import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../src/adapters/sql/duckdb.ts";
import { openEvaluationTable } from "../../src/app/evaluation/evaluation-table.ts";
import { permutationImportance } from "../../src/app/evaluation/permutation-importance.ts";
import { readAnswers } from "../../src/app/evaluation/read-answers.ts";
import { readTruth } from "../../src/app/evaluation/truth.ts";
import { resolveMetric } from "../../src/evaluation/metric-table.ts";
import { fromJsonNumber } from "../../src/math/json-number.ts";
import type { Sql } from "../../src/ports/sql.ts";
import { modelPolicy } from "../support/evaluation/run-evaluate.ts";
import { runPython } from "./peers.ts";

/** Each side's mean has the standard error deviation / √repeats; five of both together are let through. */
const repeats = 200;
const numbers = z.array(z.number());
const answers = z.record(z.string(), z.object({ mean: numbers, deviation: numbers }));

describe("importance by permutation", () => {
  const folder = mkdtempSync(join(tmpdir(), "pawl-importance-"));
  let sql: Sql;
  let peers: z.infer<typeof answers>;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
    peers = answers.parse(await runPython("python", "permutation_importance.py", { folder, repeats }));
  });
  afterAll(async () => {
    await sql.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["classifier", "binary-classification", "label", "roc_auc"],
    ["regressor", "regression", "amount", "rmse"],
  ] as const)(
    "of a %s is scikit-learn's, up to what shuffles change",
    async (name, task, target, metricName) => {
      const { evaluation } = modelPolicy(
        { data: "rows.parquet", id: "id", target, metrics: [metricName] },
        { task },
      );
      if (evaluation === undefined) throw new RangeError("the policy has no evaluation");
      const ports = { sql, files: createFileSystem(folder), modelRuntime: createModelRuntime() };
      const rows = await openEvaluationTable({ path: "rows.parquet", id: "id" }, ports);
      const truth = await readTruth(evaluation, rows, task);
      const bytes = new Uint8Array(readFileSync(join(folder, `${name}.onnx`)));
      const { scorer } = await readAnswers({ kind: "model", bytes }, { rows, truth, evaluation }, ports);
      if (scorer === undefined) throw new RangeError("the model was not loaded");
      const { importance } = await permutationImportance(
        {
          metric: resolveMetric(metricName),
          challenger: scorer,
          champion: undefined,
          truth,
          rows: 400,
          repeats,
          seed: 7,
        },
        rows,
      );
      await scorer.model.release();
      const peer = peers[name];
      expect(importance?.columns.map(({ column }) => column)).toEqual(["strong", "weak", "copy", "noise"]);
      importance?.columns.forEach((column, index) => {
        const [mean = Number.NaN, deviation = Number.NaN] = [peer?.mean[index], peer?.deviation[index]];
        const own = fromJsonNumber(column.deviation);
        const error = Math.hypot(own, deviation) / Math.sqrt(repeats);
        expect(Math.abs(fromJsonNumber(column.challenger) - mean)).toBeLessThanOrEqual(5 * error);
        // The standard error of a deviation is about a twentieth of it; heavy tails double that.
        expect(own / deviation).toBeGreaterThan(0.6);
        expect(own / deviation).toBeLessThan(1.6);
      });
      expect(fromJsonNumber(importance?.columns[0]?.challenger ?? "nan")).toBeGreaterThan(0.05);
    },
  );
});
