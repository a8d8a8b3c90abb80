import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { describeModel } from "../../../src/app/describe-model.ts";
import { describePredictions } from "../../../src/app/describe-predictions.ts";
import type { ModelDescription } from "../../../src/app/model-candidate.ts";
import type { ModelPolicy } from "../../../src/config/schema.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { csvOf, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { makeManifest } from "../../support/registry/registry-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const text = new TextEncoder().encode("tree\nversion=v4\nnum_class=1\n");
const rows = Array.from({ length: 40 }, (_, row) => ({
  id: row,
  y: row % 2,
  carrier: row % 4 === 0 ? "AA" : "UA",
  passenger: `Ana ${row}`,
  score: (row % 2) * 0.5 + row / 100,
}));

describe("describing a model that is no ONNX", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function describeOne(
    policy: ModelPolicy,
    candidate: {
      readonly bytes?: Uint8Array;
      readonly isDirectory?: boolean;
      readonly previous?: Manifest;
      readonly files?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<ModelDescription> {
    const { bytes = text, isDirectory = false, previous, files = { "out.csv": csvOf(rows) } } = candidate;
    const directory = temporaryDirectory();
    for (const [path, content] of Object.entries(files)) writeFileSync(join(directory, path), content);
    const request = { model: "m", policy, commit: fakeSha(1) };
    return describeModel(
      { request, bytes, content: isDirectory ? "tree" : "file", previous },
      {
        sql,
        files: createFileSystem(directory),
        modelRuntime: createModelRuntime(),
        clock: { now: () => new Date("2026-01-02T03:04:05Z") },
        releases: createGitHubFake().github.releases,
      },
    );
  }

  const byPredictions = modelPolicy({ predictions: "out.csv" }, { artifact: "models/trees.txt" });

  it("has no signature and no examples; the profile is of the table's columns and its answers", async () => {
    const { signature, examples, profile, report } = await describeOne(byPredictions);
    expect(signature).toBeNull();
    expect(examples).toEqual({ inputs: [], outputs: [] });
    // The passenger's name differs in each row: a Release may be public.
    expect(Object.keys(profile.columns)).toEqual(["carrier"]);
    expect(profile.columns["carrier"]).toMatchObject({ type: "categorical", rows: 40, distinct: 2 });
    expect(profile.score).toMatchObject({ type: "numeric", rows: 40, missing: 0 });
    expect(profile.evaluation).toMatchObject({ rows: 40, meanTarget: 0.5 });
    expect(profile.evaluation?.metrics["roc_auc"]?.value).toBe(report?.metrics[0]?.challenger?.value);
  });

  it("keeps the answers for the next version, without ids, true values or other columns", async () => {
    const { predictions, report } = await describeOne(byPredictions);
    expect(predictions?.basis).toEqual({
      rows: 40,
      rowsDigest: report?.comparability?.rowsDigest,
      targetDigest: report?.comparability?.targetDigest,
    });
    const path = join(temporaryDirectory(), "kept.parquet");
    writeFileSync(path, predictions?.bytes ?? "");
    const kept = await sql.columns(`SELECT * FROM read_parquet($1)`, [path]);
    expect([...kept.keys()]).toEqual(["score"]);
    // In the order of the ids as text: 0, 1, 10, 11 …
    expect(kept.get("score")?.slice(0, 3)).toEqual([rows[0]?.score, rows[1]?.score, rows[10]?.score]);
    const again = await describeOne(byPredictions, { files: { "out.csv": csvOf([...rows].reverse()) } });
    expect(again.predictions?.bytes).toEqual(predictions?.bytes);
  });

  it("takes true values and columns from the evaluation data where the predictions have none", async () => {
    const policy = modelPolicy(
      { predictions: "out.csv", data: "data.csv" },
      { artifact: "models/trees.txt" },
    );
    const answers = rows.map(({ id, score }) => ({ id, score })).reverse();
    const files = {
      "out.csv": csvOf(answers),
      "data.csv": csvOf(rows.map((row) => ({ ...row, score: 0.5 }))),
    };
    const { profile, predictions } = await describeOne(policy, { files });
    expect(Object.keys(profile.columns)).toEqual(["carrier"]);
    expect(profile.score?.numbers?.mean).toBeCloseTo(
      rows.reduce((sum, { score }) => sum + score / 40, 0),
      12,
    );
    expect(predictions?.bytes).toEqual((await describeOne(byPredictions)).predictions?.bytes);
  });

  it("is a folder or a file without an evaluation: then there is nothing to say", async () => {
    const policy: ModelPolicy = { ...byPredictions, evaluation: undefined };
    for (const isDirectory of [true, false]) {
      const { signature, profile, report, predictions } = await describeOne(policy, { isDirectory });
      expect({ signature, report, predictions }).toEqual({
        signature: null,
        report: undefined,
        predictions: undefined,
      });
      expect(profile).toMatchObject({ rows: 0, columns: {}, score: null });
    }
  });

  it("has a signature all the same when it is ONNX", async () => {
    const bytes = readFileSync("test/fixtures/evaluation/logistic-good.onnx");
    const { signature, predictions } = await describeOne(byPredictions, { bytes });
    expect(signature?.inputs.length).toBeGreaterThan(0);
    expect(predictions).toBeDefined();
  });

  it.each([
    ["text where rows are scored", { data: "out.csv" }, "models/trees.txt", false],
    ["a folder where rows are scored", { data: "out.csv" }, "models/trees", true],
    ["text that is named as ONNX", { predictions: "out.csv" }, "models/late.onnx", false],
  ])("is an error for %s", async (_, evaluation, artifact, isDirectory) => {
    const run = describeOne(modelPolicy(evaluation, { artifact }), { isDirectory });
    await expect(run).rejects.toMatchObject({ code: "model.unreadable" });
  });

  it("keeps no answers that take more than 50 MiB, and says so", async () => {
    const directory = temporaryDirectory();
    const classes = Array.from({ length: 100 }, (_, index) => `random() AS score_${index}`);
    await sql.query(
      `COPY (SELECT range AS id, range % 100 AS y, ${classes.join(", ")} FROM range(70000)) TO $1 (FORMAT parquet)`,
      [join(directory, "out.parquet")],
    );
    const policy = modelPolicy(
      { predictions: "out.parquet", metrics: ["accuracy"] },
      { task: "multiclass-classification" },
    );
    const { report } = await describeOne(byPredictions);
    if (report === undefined) throw new TypeError("there is no report");
    const found = await describePredictions({ policy, report }, { sql, files: createFileSystem(directory) });
    expect(found.kept).toBeUndefined();
    expect(found.report.notes[0]).toMatch(/take more than 50 MiB/);
    expect(found.profile).toMatchObject({ score: null, columns: {} });
  });

  it("cannot be asked again by a version that is ONNX: a note says so", async () => {
    const scored = rows.map(({ id, y }) => ({ id, y, x1: y - 0.4, x2: id / 40 }));
    const { report } = await describeOne(modelPolicy({ data: "out.csv" }), {
      bytes: readFileSync("test/fixtures/evaluation/logistic-good.onnx"),
      previous: makeManifest("v1.0.0", { signature: null }),
      files: { "out.csv": csvOf(scored) },
    });
    expect(report?.champion).toBeNull();
    expect(report?.notes).toContain(
      "the version before, v1.0.0, is no ONNX: it cannot answer for these rows",
    );
  });

  it("is told from ONNX whatever its bytes are", async () => {
    const policy: ModelPolicy = { ...byPredictions, evaluation: undefined };
    const random = createRandom(3);
    const onnx = readFileSync("test/fixtures/evaluation/logistic-good.onnx");
    const hostile = [
      new Uint8Array(1_000_000),
      new Uint8Array(1_000_000).fill(0x80),
      Uint8Array.from({ length: 100_000 }, () => Math.floor(random.nextFloat() * 256)),
      // A protocol buffer whose only field is a version.
      Uint8Array.from([0x08, 0x08]),
      onnx.subarray(0, onnx.length - 20),
      readFileSync("test/fixtures/evaluation/external-data.onnx"),
      readFileSync("test/fixtures/evaluation/hostile-future-opset.onnx"),
    ];
    for (const bytes of hostile) expect((await describeOne(policy, { bytes })).signature).toBeNull();
  });

  it("is an error when its predictions are not there", async () => {
    await expect(describeOne(byPredictions, { files: {} })).rejects.toMatchObject({ code: "file.missing" });
  });
});
