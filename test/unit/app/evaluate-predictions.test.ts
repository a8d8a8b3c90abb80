import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import type { EvaluatedModel } from "../../../src/app/evaluate.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { csvOf, evaluateFiles, evaluateIn, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

interface Row {
  readonly id: string;
  readonly y: number;
  readonly score: number;
}

/** Answers that follow the target as far as `strength` says. */
function predict(strength: number, rows = 300): Row[] {
  const random = createRandom(9);
  return Array.from({ length: rows }, (_, row) => {
    const y = random.nextFloat() < 0.4 ? 1 : 0;
    const noise = random.nextFloat();
    return { id: `r${row}`, y, score: strength * y + (1 - strength) * noise };
  });
}

function champion(rows: readonly object[]): EvaluatedModel {
  const bytes = new TextEncoder().encode(csvOf(rows));
  return { bytes, predictions: bytes, source: "base", version: null, commit: "b".repeat(40) };
}

function withoutTarget(rows: readonly Row[]): object[] {
  return rows.map(({ id, score }) => ({ id, score }));
}

describe("evaluating predictions of any framework", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  const gates = [{ metric: "roc_auc", max_regression: 0.01 }];
  const policy = modelPolicy({ predictions: "out.csv" }, { gates });

  it("compares them with those of the base, paired by id whatever the order", async () => {
    const now = csvOf([...predict(0.5)].reverse());
    const { decision, report } = await evaluateFiles(
      sql,
      { "out.csv": now },
      { policy, champion: champion(predict(0.1)), challenger: champion(predict(0.5)) },
    );
    expect(decision).toBe("positive");
    expect(report.metrics[0]).toMatchObject({ verdict: "better", rows: 300 });
    expect(report.comparability?.changes).toEqual([]);
    expect(report.flips?.fixed).toBeGreaterThan(0);
    expect(report.data?.path).toBe("out.csv");
  });

  it("takes true values from the evaluation data, joined by id", async () => {
    const data = predict(0.5).map(({ id, y }, row) => ({ id, y, region: row % 2 === 0 ? "north" : "south" }));
    const joined = modelPolicy({ predictions: "out.csv", data: "data.csv", slices: ["region"] });
    const { report } = await evaluateFiles(
      sql,
      { "out.csv": csvOf(withoutTarget(predict(0.5))), "data.csv": csvOf(data) },
      { policy: joined, champion: champion(withoutTarget(predict(0.5))) },
    );
    expect(report.metrics[0]).toMatchObject({ verdict: "within noise", difference: { value: 0 } });
    expect(report.slices.map(({ slice, rows }) => [slice, rows])).toEqual([
      ["region=north", 150],
      ["region=south", 150],
    ]);
  });

  it("is not comparable when the champion answered for other rows", async () => {
    const { decision, report } = await evaluateFiles(
      sql,
      { "out.csv": csvOf(predict(0.5)) },
      { policy, champion: champion(predict(0.5, 299)) },
    );
    expect(decision).toBe("negative");
    expect(report.metrics[0]).toMatchObject({ verdict: "not comparable", champion: null });
    expect(report.comparability?.changes).toEqual([
      {
        what: "rows",
        detail: expect.stringMatching(/lack 1 of 300 rows and have 0 others, for instance id r299/),
      },
    ]);
    expect(report.gates[0]?.reasonCode).toBe("gate.not-comparable");
  });

  it("is not comparable when true values changed", async () => {
    const before = predict(0.5).with(7, { id: "r7", y: 1 - (predict(0.5)[7]?.y ?? 0), score: 0.5 });
    const { report } = await evaluateFiles(
      sql,
      { "out.csv": csvOf(predict(0.5)) },
      { policy, champion: champion(before) },
    );
    expect(report.metrics[0]).toMatchObject({ verdict: "not comparable", difference: null });
    expect(report.comparability?.changes[0]).toMatchObject({
      what: "target",
      detail: expect.stringMatching(/y differs in 1 of 300 rows, for instance id r7/),
    });
    expect(report.flips).toBeUndefined();
  });

  it.each([
    [
      "a champion whose ids occur twice",
      [...predict(0.5), { id: "r1", y: 0, score: 1 }],
      /r1 occurs 2 times/,
    ],
    ["a champion that is no table", [], /cannot be read|no column/],
    ["a champion with words for scores", predict(0.5).map((row) => ({ ...row, score: "high" })), /no finite/],
  ])("is not comparable with %s", async (_, rows, reason) => {
    const { decision, report } = await evaluateFiles(
      sql,
      { "out.csv": csvOf(predict(0.5)) },
      { policy, champion: champion(rows) },
    );
    expect(decision).toBe("negative");
    expect(report.comparability?.changes[0]).toMatchObject({
      what: "answers",
      detail: expect.stringMatching(reason),
    });
  });

  it("leaves nothing behind on the disk", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, ".dvc"));
    writeFileSync(join(directory, "out.csv"), csvOf(predict(0.5)));
    await evaluateIn(sql, directory, { policy, champion: champion(predict(0.1)) });
    expect(existsSync(join(directory, ".dvc/tmp/pawl-champion"))).toBe(false);
    expect(existsSync(join(directory, ".pawl-champion"))).toBe(false);
  });

  it("refuses predictions that leave out rows of the evaluation data", async () => {
    const data = predict(0.5).map(({ id, y }) => ({ id, y }));
    const joined = modelPolicy({ predictions: "out.csv", data: "data.csv" });
    const out = withoutTarget(predict(0.5)).slice(0, 290);
    const evaluation = evaluateFiles(
      sql,
      { "out.csv": csvOf(out), "data.csv": csvOf(data) },
      { policy: joined },
    );
    await expect(evaluation).rejects.toMatchObject({
      code: "evaluation.value-invalid",
      message: expect.stringMatching(/no prediction for 10 of 300 rows of data.csv/),
    });
  });

  it.each([
    ["probability", "binary-classification", ["probability"], "log_loss"],
    ["the second of two classes", "binary-classification", ["score_0", "score_1"], "log_loss"],
    ["a predicted class", "binary-classification", ["prediction"], "accuracy"],
    ["a number", "regression", ["prediction"], "mae"],
    ["one score a class", "multiclass-classification", ["score_0", "score_1", "score_2"], "accuracy"],
    ["one predicted class", "multiclass-classification", ["prediction"], "accuracy"],
  ])("reads %s for %s", async (_, task, columns, metric) => {
    const rows = [0, 1, 1, 0].map((y, row) => {
      const answers = columns.map((name, index) => [name, answerOf(name, y, index)] as const);
      return { id: row, y, ...Object.fromEntries(answers) };
    });
    const { report } = await evaluateFiles(
      sql,
      { "out.csv": csvOf(rows) },
      { policy: modelPolicy({ predictions: "out.csv", metrics: [metric] }, { task }) },
    );
    const perfect = { accuracy: 1, mae: 0, log_loss: -Math.log(0.75) }[metric];
    expect(Number(report.metrics[0]?.challenger?.value)).toBeCloseTo(perfect ?? Number.NaN, 12);
  });

  it("measures the noise between training seeds on a directory of predictions", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "seeds"));
    const strengths = [0.1, 0.15, 0.2];
    for (const [seed, strength] of strengths.entries()) {
      const text = csvOf(predict(strength));
      writeFileSync(join(directory, "seeds", `${seed}.csv`), text);
    }
    writeFileSync(join(directory, "seeds", "README.md"), "not a table");
    writeFileSync(join(directory, "out.csv"), csvOf(predict(0.2)));
    const noisy = modelPolicy({ predictions: "out.csv", seeds: "seeds" });
    const { report } = await evaluateIn(sql, directory, { policy: noisy, champion: champion(predict(0.15)) });
    expect(report.seedNoise).toEqual([
      {
        metric: "roc_auc",
        values: [expect.any(Number), expect.any(Number), expect.any(Number)],
        deviation: expect.any(Number),
      },
    ]);
    expect(report.seedNoise?.[0]?.values[2]).toBe(report.metrics[0]?.challenger?.value);
    expect(report.notes.join("\n")).toMatch(
      /roc_auc is better on these rows, but another seed of training alone moves/,
    );
  });

  it("says that latency of predictions cannot be measured, and fails its gate", async () => {
    const gated = modelPolicy({ predictions: "out.csv" }, { gates: [{ metric: "latency_p99_ms", max: 10 }] });
    const { decision } = await evaluateFiles(sql, { "out.csv": csvOf(predict(0.5)) }, { policy: gated });
    expect(decision).toBe("negative");
  });
});

function answerOf(name: string, y: number, index: number): number {
  if (name === "prediction") return y;
  if (name === "probability") return y === 1 ? 0.75 : 0.25;
  return index === y ? 0.75 : 0.25;
}
