import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createLanding } from "../../demo/flights/landing.ts";
import { reproduce } from "../../src/app/reproduce.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { runEvaluate } from "../../src/runtime/run-evaluate.ts";
import { commitAll, git } from "../support/git-world.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { runPython } from "./peers.ts";

const recomputed = z.tuple([
  z.object({
    checked: z.literal(true),
    opset: z.number(),
    rows: z.number(),
    roc_auc: z.number(),
    log_loss: z.number(),
    brier: z.number(),
  }),
]);
const metrics = ["roc_auc", "log_loss", "brier"] as const;

describe("the report about the flights, computed again in Python", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-metrics-"));
  const work = join(root, "work");
  const champion = join(root, "champion.onnx");
  let report: EvaluationReport | undefined;

  beforeAll(async () => {
    cpSync("examples/flights", work, { recursive: true });
    symlinkSync(resolve("node_modules"), join(root, "node_modules"));
    await createLanding(join(root, "landing"), "2001-04-12");
    git(work, "init", "--quiet", "--initial-branch=main");
    await train();
    const base = commitAll(work, "hour, weekday, distance");
    cpSync(join(work, "models/model.onnx"), champion);
    const params = readFileSync(join(work, "params.yaml"), "utf8");
    writeFileSync(join(work, "params.yaml"), params.replace("rates: false", "rates: true"));
    await train();
    commitAll(work, "rates of the day before");
    const [result] = await runEvaluate({ directory: work, config: ".github/pawl.yml", base });
    report = result?.report;
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** Brings the data once, and runs what is stale. */
  async function train(): Promise<void> {
    const ports = await openPipeline(work, createMemoryLog());
    const environment = { ...ports.environment, FLIGHTS_LANDING: join(root, "landing") };
    await reproduce({ force: ["ingest"] }, { ...ports, environment });
  }

  it.each([
    ["challenger", () => join(work, "models/model.onnx")],
    ["champion", () => champion],
  ] as const)("has the %s's numbers to 1e-9, of a model that passes onnx's checker", async (side, model) => {
    const request = { models: [model()], table: join(work, "data/test.parquet"), target: "delayed" };
    const [theirs] = recomputed.parse(await runPython("python", "recompute_metrics.py", request));
    expect(report?.outcome).toBe("compared");
    expect(theirs.rows).toBe(report?.data?.rows);
    expect(theirs.rows).toBeGreaterThan(3000);
    for (const metric of metrics) {
      const ours = report?.metrics.find((entry) => entry.metric === metric)?.[side]?.value;
      expect(Math.abs(Number(ours) - theirs[metric]), `${metric} ${String(ours)}`).toBeLessThanOrEqual(1e-9);
    }
  });
});
