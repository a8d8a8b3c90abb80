import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import { runEvaluate } from "../../../src/runtime/run-evaluate.ts";
import { createEvidenceRepository } from "../../support/evidence-repository.ts";
import { git } from "../../support/git-world.ts";

const config = ".github/pawl.yml";
const pawlYml = `version: 1
prices: {currency: EUR, runner_hour: 1}
models:
  late:
    artifact: models/model.onnx
    task: regression
    gates: [{metric: "out/scores.json:test.f1", direction: higher, max_regression: 1%}]
`;

describe("an evaluation on a laptop, of a repository without an evaluation in its policy", () => {
  it("has all that git and DVC can give, and leaves nothing behind", async () => {
    const repository = await createEvidenceRepository({ [config]: pawlYml });
    const { work } = repository;
    const base = await repository.change({});
    git(work, "checkout", "-q", "-b", "topic");
    const head = await repository.change({
      "params.yaml": "rounds: 4\nother: [1]\n",
      "data/raw.csv": "id,x\n1,0.5\n2,0.125\n",
    });
    const stages = [
      { stage: "train", state: "ran" as const, reason: "", durationMs: 3_600_000 },
      { stage: "prepare", state: "restored" as const, reason: "", durationMs: 5 },
    ];
    const [result] = await runEvaluate({ directory: work, config, base: "main", stages });
    const report = evaluationReportSchema.parse(result?.report);
    expect(result).toMatchObject({ decision: "negative", reasonCode: "evaluation.gate-failed" });
    expect(report).toMatchObject({
      headSha: head,
      baseSha: base,
      outcome: "compared",
      champion: { source: "base", commit: base },
      challenger: { source: "workspace" },
      params: [{ file: "params.yaml", key: "rounds", old: 5, new: 4 }],
      cost: { wallSeconds: 3600, queueSeconds: null, price: { amount: 1, currency: "EUR" } },
      history: { metric: "out/scores.json:test.f1", runs: [{ label: base.slice(0, 7), value: 0.5 }] },
      notes: [],
    });
    expect(report.champion?.sha256).not.toBe(report.challenger?.sha256);
    expect(report.metrics.find(({ metric }) => metric === "out/scores.json:test.f1")).toMatchObject({
      champion: { value: 0.5 },
      challenger: { value: 0.4 },
      verdict: "worse",
    });
    expect(report.dataDiffs?.map(({ after }) => after.name)).toEqual(["data/clean.csv", "data/raw.csv"]);
    expect(report.learningCurves?.map(({ name }) => name)).toEqual(["curves.json", "train/loss"]);
    expect(report.lineage?.stages.map(({ stage }) => stage)).toEqual(["prepare", "train", "evaluate"]);
    const left = join(work, ".dvc/tmp/pawl/tables");
    expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
    expect(git(work, "status", "--porcelain")).toBe("");
  });

  it("fails a gate whose number cannot be read, and says so", async () => {
    const repository = await createEvidenceRepository({ [config]: pawlYml });
    const { work } = repository;
    await repository.change({});
    rmSync(join(work, "out"), { recursive: true });
    rmSync(join(work, ".dvc/cache"), { recursive: true });
    const [result] = await runEvaluate({ directory: work, config, base: "main" });
    expect(result?.report.gates).toMatchObject([{ status: "fail", reasonCode: "gate.metric-missing" }]);
    expect(result?.report.notes.join("\n")).toMatch(
      /out\/scores\.json is not there at workspace, nor in the cache/,
    );
  });
});
