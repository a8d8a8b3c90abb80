import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cycloneDx } from "../../../src/adapters/sbom/cyclonedx.ts";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createModelRuntime } from "../../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { describeModel } from "../../../src/app/describe-model.ts";
import { evaluateRepository } from "../../../src/app/evaluate-repository.ts";
import { register } from "../../../src/app/register.ts";
import type { ModelPolicy } from "../../../src/config/schema.ts";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { sha256 } from "../../../src/registry/sha256.ts";
import { openEvidence } from "../../../src/runtime/open-evidence.ts";
import { csvOf, modelPolicy } from "../../support/evaluation/run-evaluate.ts";
import { commitAll, git, writeFiles } from "../../support/git-world.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { createKeyProvenance } from "../../support/registry/signed-provenance.ts";

const model = new TextEncoder().encode("tree v1");
/** Ids that are ordered otherwise as text than as numbers. */
const rowsOf = (strength: number) =>
  Array.from({ length: 30 }, (_, row) => {
    const y = row % 2;
    return { id: row, y, score: strength * y + ((row * 7) % 10) / 25 };
  });
const weak = rowsOf(0.1);
const strong = rowsOf(0.6);
const policy = modelPolicy({ predictions: "out.csv", metrics: ["brier"] }, { artifact: "model.txt" });

describe("the answers in a Release", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await openSql({ threads: 1 });
  });
  afterAll(() => sql.close());

  function createWorld() {
    const directory = temporaryDirectory();
    const files = createFileSystem(directory);
    const { github, state } = createGitHubFake();
    const clock = { now: () => new Date("2026-01-02T03:04:05Z"), sleep: async () => undefined };
    const common = { sql, files, clock, modelRuntime: createModelRuntime() };
    const write = (rows: readonly object[]) => writeFileSync(join(directory, "out.csv"), csvOf(rows));
    const registerAs = async (seed: number, rows: readonly object[], by: ModelPolicy = policy) => {
      write(rows);
      return await register(
        { model: "m", policy: by, commit: fakeSha(seed) },
        {
          ...github,
          clock,
          provenance: createKeyProvenance(github).signing,
          readLineage: async () => ({
            md5: `md5 ${seed}`,
            material: { code: "c", params: {}, data: seed },
            stages: [],
          }),
          readArtifact: async () => ({ kind: "file", bytes: model }),
          readText: async () => undefined,
          renderSbom: cycloneDx.write,
          repositoryUrl: null,
          describe: (candidate) => describeModel(candidate, { ...common, releases: github.releases }),
        },
      );
    };
    /** As a pull request is evaluated, whose base has answers too. */
    const evaluateNow = async (rows: readonly object[]): Promise<EvaluationReport | undefined> => {
      git(directory, "init", "--quiet", "--initial-branch=main");
      writeFiles(directory, { "README.md": "evaluated", "out.csv": csvOf(weak) });
      const baseSha = commitAll(directory, "base");
      write(rows);
      writeFileSync(join(directory, "model.txt"), "tree v2");
      const evidence = await openEvidence(files);
      try {
        const [result] = await evaluateRepository(
          { models: { m: policy }, headSha: fakeSha(9), baseSha, stages: [], isUnchanged: () => false },
          { ...evidence, ...common, github },
        );
        return result?.report;
      } finally {
        await evidence.close();
        rmSync(join(directory, ".git"), { recursive: true });
      }
    };
    return { github, state, registerAs, evaluateNow, files };
  }

  it("are the champion's when rows and true values are the same, in whatever order", async () => {
    const world = createWorld();
    expect(await world.registerAs(1, weak)).toMatchObject({ version: "v1.0.0" });
    const report = await world.evaluateNow([...strong].reverse());
    expect(report).toMatchObject({
      outcome: "compared",
      champion: { source: "release", version: "v1.0.0", commit: fakeSha(1), sha256: await sha256(model) },
      comparability: { changes: [] },
    });
    const brier = (rows: typeof weak) =>
      rows.reduce((sum, { y, score }) => sum + (score - y) ** 2 / rows.length, 0);
    expect(report?.metrics[0]?.champion?.value).toBeCloseTo(brier(weak), 12);
    expect(report?.metrics[0]?.challenger?.value).toBeCloseTo(brier(strong), 12);
    expect(report?.notes.join()).not.toContain("champion");
    expect(await world.files.list(".pawl-released")).toEqual([]);
    expect(await world.files.list(".pawl-copied")).toEqual([]);
  });

  it.each([
    ["a row more", [...strong, { id: 99, y: 1, score: 0.9 }], "other rows than today's"],
    ["another id", strong.with(3, { id: 99, y: 1, score: 0.9 }), "other rows than today's"],
    ["another true value", strong.with(3, { id: 3, y: 0, score: 0.9 }), "other values of y than today's"],
  ])("give way to the base, with a note, for %s", async (_, rows, why) => {
    const world = createWorld();
    await world.registerAs(1, weak);
    const report = await world.evaluateNow(rows);
    expect(report?.champion?.source).toBe("base");
    expect(report?.notes).toContain(
      `the champion is the base: the Release of m v1.0.0 holds predictions for ${why}`,
    );
  });

  it("give way to the base where the Release has none, or is a draft", async () => {
    const world = createWorld();
    await world.registerAs(1, weak, { ...policy, evaluation: undefined });
    const without = await world.evaluateNow(strong);
    expect(without?.champion?.source).toBe("base");
    expect(without?.notes[0]).toBe("the champion is the base: the Release of m v1.0.0 holds no predictions");
    const release = await world.github.releases.findByTag("m@v1.0.0");
    await world.github.releases.update(release?.id ?? 0, { name: "", body: "", draft: true });
    expect((await world.evaluateNow(strong))?.notes[0]).toContain("the Release m@v1.0.0 is not published");
  });

  it("stop the evaluation when somebody replaced them", async () => {
    const world = createWorld();
    await world.registerAs(1, weak);
    const release = await world.github.releases.findByTag("m@v1.0.0");
    const asset = release?.assets.find(({ name }) => name === "predictions.parquet");
    await world.github.releases.removeAsset(asset?.id ?? 0);
    const bytes = new TextEncoder().encode("better ones");
    await world.github.releases.uploadAsset(release?.id ?? 0, {
      name: "predictions.parquet",
      contentType: "application/octet-stream",
      bytes,
    });
    await expect(world.evaluateNow(strong)).rejects.toMatchObject({ code: "registry.artifact-changed" });
  });

  it("are what the next version is compared with when it is registered", async () => {
    const world = createWorld();
    await world.registerAs(1, weak);
    expect(await world.registerAs(2, strong)).toMatchObject({ version: "v1.0.1", level: "patch" });
    const release = await world.github.releases.findByTag("m@v1.0.1");
    expect(release?.assets.map(({ name }) => name)).toEqual([
      "model.txt",
      "profile.json",
      "MODEL_CARD.md",
      "sbom.cdx.json",
      "predictions.parquet",
      "manifest.json",
      "provenance.sigstore.json",
    ]);
    expect(release?.body).toMatch(/\| Brier.* \| 0\.\d+ \[.*\] \| 0\.\d+ \[.*better/);
    const card = release?.assets.find(({ name }) => name === "MODEL_CARD.md");
    const text = new TextDecoder().decode(await world.github.releases.downloadAsset(card?.id ?? 0));
    expect(text).toContain("Not known: the model is no ONNX");
    expect(text).toContain("gh release download 'm@v1.0.1' --pattern 'model.txt'");
    expect(text).not.toContain("model.onnx");
    expect(text).not.toContain("pawl serve");
  });
});
