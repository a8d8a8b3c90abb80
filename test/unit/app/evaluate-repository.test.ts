import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { evaluateRepository } from "../../../src/app/evaluate-repository.ts";
import { sha256 } from "../../../src/registry/sha256.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { openEvidence } from "../../../src/runtime/open-evidence.ts";
import { commitAll, git, writeFiles } from "../../support/git-world.ts";
import { csvOf, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const head = "a".repeat(40);
const better = [0, 1, 0, 1].map((y, row) => ({ id: row, y, score: 0.8 * y + 0.1 }));
const worse = better.map((row) => ({ ...row, score: 0.5 }));

describe("evaluating a repository whose models are no ONNX", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  async function run(baseFiles: Readonly<Record<string, string>>) {
    const directory = temporaryDirectory();
    git(directory, "init", "--quiet", "--initial-branch=main");
    writeFiles(directory, { "README.md": "evaluated", ...baseFiles });
    const base = commitAll(directory, "base");
    for (const path of Object.keys(baseFiles)) rmSync(join(directory, path));
    mkdirSync(join(directory, "model"));
    writeFileSync(join(directory, "model/weights.bin"), "weights");
    writeFileSync(join(directory, "out.csv"), csvOf(better));
    const policy = modelPolicy({ predictions: "out.csv", metrics: ["brier"] }, { artifact: "model" });
    const files = createFileSystem(directory);
    const evidence = await openEvidence(files);
    try {
      const [result] = await evaluateRepository(
        { models: { m: policy }, headSha: head, baseSha: base, stages: [], isUnchanged: () => false },
        {
          ...evidence,
          sql,
          files,
          modelRuntime: createModelRuntime(),
          clock: { now: () => new Date("2026-01-02T03:04:05Z") },
        },
      );
      return result?.report;
    } finally {
      await evidence.close();
    }
  }

  it("compares predictions with those of the base, and knows a model that is a folder by them", async () => {
    const report = await run({ "out.csv": csvOf(worse) });
    expect(report).toMatchObject({
      outcome: "compared",
      champion: { source: "base", sha256: await sha256(csvOf(worse)) },
      challenger: { source: "workspace", commit: head, sha256: await sha256(csvOf(better)) },
    });
    expect(report?.metrics[0]).toMatchObject({ metric: "brier", verdict: "better" });
  });

  it("is the first model when the base has no predictions", async () => {
    expect(await run({ model: "an older artifact" })).toMatchObject({ outcome: "first", champion: null });
  });
});
