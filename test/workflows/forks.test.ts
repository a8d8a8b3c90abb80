import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationReportSchema, type EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { ActionsSandbox, type Files, type SeenPull, type SeenRun } from "../support/actions-sandbox.ts";
import { lateFiles, lateTemplates, params, pipelineOf, policy, rows } from "../support/late-project.ts";

let sandbox: ActionsSandbox;
/** What the base's own run reported, to lie with. */
let honest: EvaluationReport;
let lock: string;
beforeAll(async () => {
  sandbox = await ActionsSandbox.start();
  const templates = {
    ...lateTemplates("pawl.yml"),
    ".github/workflows/pawl-evaluate.yml": "workflows-templates/pawl-evaluate.yml",
  };
  await sandbox.createRepository({ ...lateFiles, ".github/pawl.yml": policy(0.6) }, templates);
  sandbox.takeStageRuns();
  const pull = await sandbox.propose("weights", { "params.yaml": params("logistic-good") });
  honest = await readEvaluation(pull);
  lock = await sandbox.readText("dvc.lock", pull.headSha);
}, 120_000);
afterAll(() => sandbox[Symbol.asyncDispose]());

/** The run that evaluated the newest run of a pull request. */
function evaluationOf(pull: SeenPull): SeenRun {
  const found = pull.runs.findLast(({ run }) => run.event === "workflow_run");
  if (found === undefined) throw new Error("nothing was evaluated apart");
  return found;
}

async function readEvaluation(pull: SeenPull): Promise<EvaluationReport> {
  const reports = await sandbox.readReports(evaluationOf(pull).run.id);
  return evaluationReportSchema.parse(reports["late.json"]);
}

/** The pull request of a fork that puts a lie in the place of its pipeline. */
async function lie(branch: string, lies: object, files: Files = {}): Promise<SeenPull> {
  return sandbox.proposeFromFork(branch, {
    ...files,
    ".github/workflows/pawl.yml": `name: pawl
on: pull_request
jobs:
  pipeline:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: { ref: "\${{ github.event.pull_request.head.sha }}" }
      - uses: ./.github/lie
`,
    ".github/lie/action.yml": "name: lie\nruns: { using: node24, main: main.mjs }\n",
    ".github/lie/main.mjs": `await import(${JSON.stringify(resolve("test/support/lying-run.ts"))});\n`,
    "lie.json": JSON.stringify(lies),
  });
}

/** The text of a report with changes; the head is filled in where it is uploaded. */
function claim(changes: Partial<EvaluationReport> = {}): string {
  const { verification: _, ...own } = honest;
  return JSON.stringify({ ...own, headSha: "HEAD", ...changes });
}

describe("a pull request of the repository", () => {
  it("is judged by the numbers that were computed apart from it", async () => {
    expect(honest).toMatchObject({ verdict: "pass", verification: { by: "recomputed", rows: "head" } });
    expect(honest.stages.map(({ stage }) => stage)).toContain("train");
    const [conclusion, , summary] = (await sandbox.check(honest.headSha, "ml/metrics")) ?? [];
    expect(conclusion).toBe("success");
    expect(summary).toContain("**Recomputed** apart from the pull request");
    expect(summary).not.toContain("Self-reported");
  });
});

describe("a pull request of a fork", () => {
  it("with its dvc.lock is evaluated apart from it, and gets comment and check", async () => {
    const pull = await sandbox.proposeFromFork("fork-weights", {
      "params.yaml": params("logistic-good"),
      "dvc.lock": lock,
    });
    expect(await readEvaluation(pull)).toMatchObject({
      headSha: pull.headSha,
      verdict: "pass",
      verification: { by: "recomputed", pullRequest: pull.number },
      challenger: { sha256: honest.challenger?.sha256 },
    });
    expect((await sandbox.check(pull.headSha, "ml/metrics"))?.[0]).toBe("success");
    expect(await sandbox.comments(pull.number)).toHaveLength(1);
  });

  it("whose dvc.lock names features and a model that nobody else has gets both made, and is evaluated", async () => {
    const files = {
      "params.yaml": params("logistic-good"),
      "dvc.yaml": pipelineOf("eve"),
      "rows.csv": rows(3),
    };
    sandbox.takeStageRuns();
    const pull = await sandbox.proposeFromFork("fork-own-model", files, { reproduces: true });
    expect(sandbox.takeStageRuns()).toEqual(["featurize", "train"]);
    const report = await readEvaluation(pull);
    expect(report).toMatchObject({ headSha: pull.headSha, outcome: "compared", verdict: "pass" });
    expect(report.challenger?.sha256).not.toBe(honest.challenger?.sha256);
    expect((await sandbox.check(pull.headSha, "ml/metrics"))?.[0]).toBe("success");
  });

  it("that changes only words starts no training, even when the remote has lost the model", async () => {
    const store = join(sandbox.directory, "store");
    renameSync(store, `${store}-away`);
    sandbox.takeStageRuns();
    const pull = await sandbox.proposeFromFork("fork-words", { "README.md": "# Late flights\n" });
    renameSync(`${store}-away`, store);
    expect(sandbox.takeStageRuns()).toEqual([]);
    expect(pull.runs.map(({ run }) => `${run.event} ${run.conclusion}`)).toContain("pull_request success");
  });

  it("without it is told to commit it, and does not pass", async () => {
    const pull = await sandbox.proposeFromFork("fork-no-lock", { "params.yaml": params("logistic-good") });
    const [conclusion, , summary] = (await sandbox.check(pull.headSha, "ml/metrics")) ?? [];
    expect(conclusion).toBe("failure");
    expect(summary).toContain("report.model-not-locked");
  });
});

describe("a run whose workflow a fork has rewritten", () => {
  const models = { "pawl-models": [{ name: "late.onnx", file: "weights/logistic-good.onnx" }] };
  const weak = { "pawl-models": [{ name: "late.onnx", file: "weights/logistic-weak.onnx" }] };
  const goodHash = createHash("md5")
    .update(readFileSync("test/fixtures/evaluation/logistic-good.onnx"))
    .digest("hex");
  const unchanged: Partial<EvaluationReport> = { outcome: "unchanged", metrics: [], gates: [] };
  /** The same report with a much better number that contradicts nothing else in it. */
  const better = (): string => {
    const metrics = honest.metrics.map((metric) => {
      if (metric.metric !== "roc_auc") return metric;
      const champion = Number(metric.champion?.value);
      const difference = { value: 0.99 - champion, interval: [0.1, 0.9] as [number, number] };
      return {
        ...metric,
        challenger: { value: 0.99, interval: null },
        difference,
        verdict: "better" as const,
      };
    });
    return claim({ metrics });
  };
  const reported = (text: string) => ({ "pawl-report": [{ name: "late.json", text }] });

  it.each<readonly [string, () => object, string]>([
    ["about its numbers", () => ({ ...models, ...reported(better()) }), "report.contradicted"],
    ["about the model that it uploads", () => ({ ...weak, ...reported(claim()) }), "report.model-not-locked"],
    [
      "that its model did not change",
      () => ({ ...models, ...reported(claim(unchanged)) }),
      "report.model-not-locked",
    ],
    [
      "by a name that climbs out",
      () => ({ ...models, "pawl-report": [{ name: "aa.json", realName: "../x.js", text: "{}" }] }),
      "report.refused",
    ],
  ])("does not pass when it lies %s", async (how, lies, code) => {
    // A lock that names what nobody has: then what the run uploaded is looked at.
    const named = how.includes("uploads") ? lock.replace(goodHash, "0".repeat(32)) : lock;
    const branch = `lie-${how.replaceAll(/\W/g, "-")}`;
    const pull = await lie(branch, lies(), { "params.yaml": params("logistic-good"), "dvc.lock": named });
    const [conclusion, , summary] = (await sandbox.check(pull.headSha, "ml/metrics")) ?? [];
    expect(summary).toContain(code);
    expect(conclusion).toBe("failure");
    // What the fork changed of the workflow ran without any right to write.
    expect(await sandbox.comments(pull.number)).toHaveLength(1);
  });

  it("is evaluated from a model that nobody else has when dvc.lock names it", async () => {
    const good = readFileSync("test/fixtures/evaluation/logistic-good.onnx", "latin1");
    const bytes = Buffer.from(good.replace("pawl-tests", "eves-model"), "latin1");
    const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
    const challenger = { source: "workspace", version: null, commit: null, sha256: hash("sha256") } as const;
    const upload = {
      name: "late.onnx",
      file: "weights/logistic-good.onnx",
      swap: ["pawl-tests", "eves-model"],
    };
    const pull = await lie(
      "honest-upload",
      { "pawl-models": [upload], ...reported(claim({ challenger })) },
      { "params.yaml": params("logistic-good"), "dvc.lock": lock.replace(goodHash, hash("md5")) },
    );
    expect(await readEvaluation(pull)).toMatchObject({
      verdict: "pass",
      challenger: { sha256: hash("sha256") },
    });
    expect((await sandbox.check(pull.headSha, "ml/metrics"))?.[0]).toBe("success");
  });

  it("is not heard about another commit", async () => {
    const pull = await lie("lie-sha", {
      "pawl-report": [{ name: "late.json", text: claim({ headSha: honest.headSha }) }],
    });
    const [conclusion, title, summary] = (await sandbox.check(pull.headSha, "ml/metrics")) ?? [];
    expect([conclusion, title]).toEqual(["failure", "The pipeline gave no report"]);
    expect(summary).toContain("gave no report");
    expect(await sandbox.comments(pull.number)).toEqual([]);
  });

  it("has run nothing where there were rights to write", () => {
    const apart = sandbox.runs().filter(({ run }) => run.event === "workflow_run");
    expect(apart.length).toBeGreaterThan(5);
    expect(apart.every(({ run }) => run.headRepositoryId === run.repositoryId)).toBe(true);
  });
});
