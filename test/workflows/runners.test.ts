import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluationReportSchema } from "../../src/evaluation/report-schema.ts";
import { ActionsSandbox, type SeenPull, type SeenRun } from "../support/actions-sandbox.ts";
import {
  lateFiles,
  lateTemplates,
  params,
  pipeline,
  pipelineOf,
  policy,
  rows,
} from "../support/late-project.ts";

let sandbox: ActionsSandbox;
beforeAll(async () => {
  sandbox = await ActionsSandbox.start();
  const files = { ...lateFiles, ".github/pawl.yml": `${policy(0.6)}runs: {}\n` };
  await sandbox.createRepository(files, lateTemplates("pawl-runners.yml"));
  sandbox.takeStageRuns();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

/** The one run of a pull request. */
function onlyRun(pull: SeenPull): SeenRun {
  const [run, ...more] = pull.runs;
  if (run === undefined || more.length > 0) throw new Error(`${pull.runs.length} runs, expected one`);
  return run;
}

function conclusions(run: SeenRun) {
  return ["feature", "train", "evaluate"].map((key) => run.jobs[key]?.conclusion);
}

async function readReport(pull: SeenPull) {
  const reports = await sandbox.readReports(onlyRun(pull).run.id);
  expect(Object.keys(reports)).toEqual(["late.json"]);
  return evaluationReportSchema.parse(reports["late.json"]);
}

describe("each step on its own runner", () => {
  it("trains once on the GPU when only a parameter of training changed, and commits dvc.lock once", async () => {
    const pull = await sandbox.propose("weights", { "params.yaml": params("logistic-good") });
    const run = onlyRun(pull);
    expect(conclusions(run)).toEqual(["success", "success", "success"]);
    expect(run.jobs["train"]?.labels).toEqual(["self-hosted", "gpu"]);
    expect(sandbox.takeStageRuns()).toEqual(["train", "evaluate"]);
    expect(run.jobs["feature"]?.summary).toContain("**0 ran, 0 restored, 1 unchanged**");
    expect(run.jobs["train"]?.summary).toContain("**2 ran, 0 restored, 1 unchanged**");
    expect(run.jobs["evaluate"]?.summary).toMatch(/^### ✅ late: 1 gate passed/);
    expect(Object.values(run.jobs).flatMap((job) => job.annotations)).toEqual([]);

    const head = await sandbox.commit("weights");
    expect(head.commit.author?.name).toBe("github-actions[bot]");
    expect(head.parents.map((parent) => parent.sha)).toEqual([pull.pushedSha]);
    expect(head.files?.map((file) => file.filename)).toEqual(["dvc.lock"]);
    const report = await readReport(pull);
    expect(report).toMatchObject({ headSha: pull.headSha, outcome: "compared", verdict: "pass" });
    expect(report.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      "featurize unchanged",
      "train restored",
      "evaluate restored",
    ]);
  });

  it("hands new features on to the train job, on the runner that a variable names", async () => {
    await sandbox.setVariable("PAWL_GPU_RUNNER", '["self-hosted", "linux"]');
    const pull = await sandbox.propose("rows", { "rows.csv": rows(2) });
    const run = onlyRun(pull);
    expect(run.jobs["train"]?.labels).toEqual(["self-hosted", "linux"]);
    expect(conclusions(run)).toEqual(["success", "success", "success"]);
    expect(sandbox.takeStageRuns()).toEqual(["featurize", "train"]);
    expect(run.logs["train"]).toContain("featurize: restored");
    expect(await readReport(pull)).toMatchObject({ headSha: pull.headSha, data: { path: "data/test.csv" } });
  });

  it("starts no GPU job for a pull request that touches only the README", async () => {
    const pull = await sandbox.propose("words", { "README.md": "# Late flights\n" });
    expect(conclusions(onlyRun(pull))).toEqual(["success", "skipped", "success"]);
    expect(sandbox.takeStageRuns()).toEqual([]);
    expect(pull.headSha).toBe(pull.pushedSha);
    expect(await readReport(pull)).toMatchObject({ headSha: pull.headSha, outcome: "unchanged" });
  });

  it("starts no GPU job for what was trained before, and still commits its dvc.lock", async () => {
    const pull = await sandbox.propose("weights-again", { "params.yaml": params("logistic-good") });
    expect(conclusions(onlyRun(pull))).toEqual(["success", "skipped", "success"]);
    expect(sandbox.takeStageRuns()).toEqual([]);
    expect(pull.headSha).not.toBe(pull.pushedSha);
    expect(await readReport(pull)).toMatchObject({ headSha: pull.headSha, outcome: "compared" });
  });

  it("trains on the GPU when dvc.lock names a model that was not pushed, and pushes it then", async () => {
    const files = { "dvc.yaml": pipelineOf("ana") };
    const pull = await sandbox.propose("own-model", files, { reproduces: true });
    expect(conclusions(onlyRun(pull))).toEqual(["success", "success", "success"]);
    expect(sandbox.takeStageRuns()).toEqual(["train"]);
    expect(pull.headSha).toBe(pull.pushedSha);
    expect(await readReport(pull)).toMatchObject({ headSha: pull.headSha, outcome: "compared" });
  });

  it("leaves a record of a stage that failed, out of a job that may not write", async () => {
    const broken = { "dvc.yaml": pipeline.replace("mkdir -p models &&", "false &&") };
    const pull = await sandbox.propose("broken", { ...broken, "params.yaml": params("logistic-good") });
    expect(conclusions(onlyRun(pull))).toEqual(["success", "failure", "skipped"]);
    expect(await sandbox.readLedger()).toContainEqual(
      expect.objectContaining({
        id: `${onlyRun(pull).run.id}.1/train/late`,
        state: "failed",
        reasonCode: "stage.failed",
        failedStage: "train",
      }),
    );
  });

  it("has a record of each verb of each run, and of no verb that did nothing", async () => {
    const records = await sandbox.readLedger();
    const verbs = Map.groupBy(records, ({ trigger }) => trigger.runId);
    expect(
      [...verbs.values()].map((of) => of.map(({ verb, state }) => `${verb} ${state}`).toSorted()),
    ).toEqual(
      expect.arrayContaining([
        ["evaluate done", "train done"],
        ["evaluate done", "feature done", "train done"],
        ["evaluate done"],
        ["train failed"],
      ]),
    );
    expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
    const [train] = records.filter(({ verb, state }) => verb === "train" && state === "done");
    expect(train).toMatchObject({ params: { "params.yaml:train.weights": "logistic-good" } });
    expect(train?.trigger.job).toBe("train");
  });

  it("has started one run a push of a person, and none for the commits of the pipeline", async () => {
    await sandbox.idle();
    expect(sandbox.runs().map(({ run }) => run.event)).toEqual([
      "push",
      ...Array.from({ length: 6 }, () => "pull_request"),
    ]);
    // Newest first; those that changed no model, or made none, have a check and no comment.
    expect(await sandbox.reportComments()).toEqual([0, 1, 1, 0, 1, 1]);
  });
});
