import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { type EvaluationReport, evaluationReportSchema } from "../../src/evaluation/report-schema.ts";
import { ActionsSandbox, type SeenPull } from "../support/actions-sandbox.ts";
import { git, gitEnvironment } from "../support/git-world.ts";
import { output, peer, runPython } from "./peers.ts";
import { dvc } from "./run-dvc.ts";

const example = "examples/flights-python";
const models = ["forest", "lightgbm", "logistic", "pipeline"] as const;
const metrics = ["roc_auc", "log_loss", "brier"] as const;
type Numbers = Readonly<Record<(typeof metrics)[number], number>>;

const numbersSchema = z.object({
  rows: z.number(),
  roc_auc: z.number(),
  log_loss: z.number(),
  brier: z.number(),
});
const noNumbers: Numbers = { roc_auc: Number.NaN, log_loss: Number.NaN, brier: Number.NaN };
const computedSchema = z.record(
  z.string(),
  z.object({ whole: numbersSchema, slices: z.record(z.string(), numbersSchema) }),
);

let sandbox: ActionsSandbox;
beforeAll(async () => {
  // The runner has the example's packages, as a self-hosted runner or one after `pip install` has.
  vi.stubEnv("PATH", [dirname(peer("python/bin/python")), process.env["PATH"]].join(delimiter));
  sandbox = await ActionsSandbox.start();
  await sandbox.createRepository({}, templates());
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

/** The example's files by their path in the repository, and the workflow file that a user adds. */
function templates(): Readonly<Record<string, string>> {
  const paths = readdirSync(example, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
  const isUserFile = (path: string): boolean =>
    !/__pycache__|\.venv|\/(data|models|predictions)\//.test(path);
  const files = paths.filter(isUserFile).map((path) => [path.slice(example.length + 1), path] as const);
  return {
    ...Object.fromEntries(files.filter(([name]) => name !== ".dvc/config")),
    ".github/workflows/pawl.yml": "workflows-templates/pawl.yml",
  };
}

/** The example's parameters with one of them changed. */
function params(from: string, to: string): string {
  const text = readFileSync(join(example, "params.yaml"), "utf8");
  if (!text.includes(from)) throw new Error(`params.yaml has no ${from}`);
  return text.replace(from, to);
}

/** The reports of the run that the pull request started, by model. */
async function readReports(pull: SeenPull): Promise<Readonly<Record<string, EvaluationReport>>> {
  const [seen] = pull.runs.filter(({ run }) => run.event === "pull_request");
  if (seen === undefined) throw new Error("no run started");
  expect(seen.logs["pipeline"]).not.toContain("##[error]");
  expect(seen.jobs["pipeline"]?.conclusion).toBe("success");
  const files = await sandbox.readReports(seen.run.id);
  const entries = Object.entries(files).map(([name, report]) => [
    name.replace(".json", ""),
    evaluationReportSchema.parse(report),
  ]);
  return Object.fromEntries(entries);
}

function stagesOf(report: EvaluationReport | undefined): readonly string[] {
  return (report?.stages ?? []).map(({ stage, state }) => `${stage} ${state}`).toSorted();
}

/** A fresh clone of a branch, made once, with the data and models that the real dvc brings from the remote. */
async function cloneOf(branch: string): Promise<string> {
  const folder = join(sandbox.directory, `clone-of-${branch}`);
  if (existsSync(folder)) return folder;
  const url = git(join(sandbox.directory, "clone"), "remote", "get-url", "origin");
  const env = gitEnvironment();
  await output("git", ["clone", "--quiet", "--branch", branch, url, folder], { env });
  dvc(folder, "pull", "--quiet");
  return folder;
}

/** Metrics of every model of a clone, by onnxruntime, LightGBM and scikit-learn. */
async function recompute(folder: string) {
  const repository = { repository: folder, slices: ["origin"] };
  return computedSchema.parse(await runPython("python", "score_flights.py", repository));
}

/** What the example's own stage wrote: scikit-learn on the 64-bit answers of the fitted model. */
function writtenMetrics(folder: string, model: string): Numbers {
  const text = readFileSync(join(folder, `metrics/${model}.json`), "utf8");
  return z.object({ test: numbersSchema }).parse(JSON.parse(text)).test;
}

/** The values of one side of a report, whole or slice. */
function valuesOf(compared: EvaluationReport["metrics"], side: "champion" | "challenger") {
  return Object.fromEntries(
    metrics.map((metric) => [metric, compared.find((entry) => entry.metric === metric)?.[side]?.value]),
  );
}

function expectClose(found: Readonly<Record<string, unknown>>, expected: Numbers, tolerance: number): void {
  const differences = metrics.map((metric) => Math.abs(Number(found[metric]) - expected[metric]));
  expect({
    found,
    expected,
    isClose: differences.every((difference) => difference <= tolerance),
  }).toMatchObject({ isClose: true });
}

describe("the example's requirements.txt", () => {
  it("pins what test/interop/setup.sh installs", () => {
    const requirements = readFileSync(join(example, "requirements.txt"), "utf8");
    const pins = requirements.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const installed = readFileSync("test/interop/setup.sh", "utf8").split(/[\s()]+/);
    expect(pins.length).toBeGreaterThan(5);
    expect(pins.filter((pin) => !installed.includes(pin))).toEqual([]);
  });
});

describe("the push to main", () => {
  it("registers all four models, LightGBM in its own format with its predictions", async () => {
    const place = { owner: "acme", repo: "late" };
    const { data: releases } = await sandbox.octokit.rest.repos.listReleases(place);
    const published = releases.filter(({ draft }) => !draft);
    expect(published.map(({ tag_name: tag }) => tag).toSorted()).toEqual(
      models.map((model) => `${model}@v1.0.0`),
    );
    const files = published.map(
      ({ tag_name: tag, assets }) => [tag, assets.map(({ name }) => name)] as const,
    );
    const usual = ["profile.json", "MODEL_CARD.md", "sbom.cdx.json", "manifest.json"];
    for (const [tag, names] of files) {
      const own = tag.startsWith("lightgbm@")
        ? ["lightgbm.txt", "predictions.parquet"]
        : ["model.onnx", "signature.json"];
      expect(names.toSorted()).toEqual([...own, ...usual].toSorted());
    }
  });

  it("ends well, as a job of the workflow", async () => {
    const runs = sandbox.runs().filter(({ run }) => run.event === "push");
    expect(runs.map(({ run }) => run.conclusion)).toEqual(["success"]);
  });
});

describe("a pull request that gives every model the weather", () => {
  let pull: SeenPull;
  let reports: Readonly<Record<string, EvaluationReport>>;
  beforeAll(async () => {
    pull = await sandbox.propose("weather", {
      "params.yaml": params("weather: false", "weather: true"),
    });
    reports = await readReports(pull);
  });

  it("trains each model again and compares it with its champion", () => {
    expect(Object.keys(reports).toSorted()).toEqual(models);
    for (const model of models) {
      const report = reports[model];
      expect(report).toMatchObject({ outcome: "compared", verdict: "pass", headSha: pull.headSha });
      expect(report?.data?.rows).toBe(6428);
      // Registered when main was pushed; the Release of LightGBM's holds its predictions.
      expect(report?.champion).toMatchObject({ source: "release", version: "v1.0.0" });
      expect(report?.metrics.find(({ metric }) => metric === "roc_auc")).toMatchObject({ verdict: "better" });
      expect(stagesOf(report)).toEqual([
        "predict-lightgbm ran",
        "prepare unchanged",
        "train-lightgbm ran",
        "train@forest ran",
        "train@logistic ran",
        "train@pipeline ran",
      ]);
    }
  });

  it("leaves a branch whose data and stages are up to date for the real dvc", async () => {
    const folder = await cloneOf("weather");
    expect(git(folder, "rev-parse", "HEAD")).toBe(pull.headSha);
    expect(dvc(folder, "status")).toContain("Data and pipelines are up to date.");
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it.each([
    ["challenger", "weather"],
    ["champion", "main"],
  ] as const)(
    "has the numbers of the %s that scikit-learn computes from the same models",
    async (side, branch) => {
      const folder = await cloneOf(branch);
      const computed = await recompute(folder);
      for (const model of models) {
        const [report, expected] = [reports[model], computed[model]];
        if (report === undefined || expected === undefined) throw new Error(`${model} was not computed`);
        expectClose(valuesOf(report.metrics, side), expected.whole, 1e-9);
        expectClose(valuesOf(report.metrics, side), writtenMetrics(folder, model), 1e-6);
        const slices = report.slices.filter(
          ({ slice, origin }) => slice.startsWith("origin=") && origin === undefined,
        );
        expect(Object.fromEntries(slices.map(({ slice, rows }) => [slice, rows]))).toEqual(
          Object.fromEntries(Object.entries(expected.slices).map(([slice, { rows }]) => [slice, rows])),
        );
        for (const { slice, metrics: compared } of slices)
          expectClose(valuesOf(compared, side), expected.slices[slice] ?? noNumbers, 1e-9);
      }
    },
  );
});

describe("a pull request that changes a parameter of LightGBM alone", () => {
  it("trains and compares LightGBM, and only that", async () => {
    const pull = await sandbox.propose("fewer-leaves", {
      "params.yaml": params("num_leaves: 15", "num_leaves: 5"),
    });
    const reports = await readReports(pull);
    expect(reports["lightgbm"]).toMatchObject({
      outcome: "compared",
      params: [{ file: "params.yaml", key: "lightgbm.num_leaves", old: 15, new: 5 }],
    });
    expect(stagesOf(reports["lightgbm"])).toEqual([
      "predict-lightgbm ran",
      "prepare unchanged",
      "train-lightgbm ran",
      "train@forest unchanged",
      "train@logistic unchanged",
      "train@pipeline unchanged",
    ]);
    for (const model of ["forest", "logistic", "pipeline"])
      expect(reports[model]).toMatchObject({ outcome: "unchanged", verdict: "pass" });
    const folder = await cloneOf("fewer-leaves");
    expect(dvc(folder, "status")).toContain("Data and pipelines are up to date.");
    const { lightgbm } = await recompute(folder);
    if (lightgbm === undefined) throw new Error("lightgbm was not computed");
    expectClose(valuesOf(reports["lightgbm"]?.metrics ?? [], "challenger"), lightgbm.whole, 1e-9);
  });
});
