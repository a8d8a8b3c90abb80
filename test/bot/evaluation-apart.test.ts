import { describe, expect, it } from "vitest";
import { runOnEvent } from "../../bot/workflow.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { type FakeState, fakeSha } from "../support/github-fake/fake-state.ts";
import { addRun, checkOf, commentsOf, createBotWorld, makeReport, openPull } from "../support/bot-world.ts";

const path = ".github/workflows/pawl-evaluate.yml";
const fork = 4711;

/** A bot whose default branch has the evaluation workflow. */
function createApartWorld(overrides: Parameters<typeof createBotWorld>[0] = {}) {
  const world = createBotWorld(overrides);
  world.state.files.set(`main:${path}`, "on: workflow_run\n");
  return world;
}

/** The evaluation of a run, by the default branch's workflow. */
async function addEvaluation(
  state: FakeState,
  of: number,
  report: EvaluationReport | undefined,
  changes: Partial<WorkflowRun> = {},
): Promise<number> {
  return addRun(state, report, {
    event: "workflow_run",
    path,
    headSha: fakeSha(1),
    headBranch: "main",
    displayTitle: `evaluate run ${of}`,
    ...changes,
  });
}

function recomputed(run: number, changes: Partial<EvaluationReport> = {}): EvaluationReport {
  const verification = { by: "recomputed", pullRequest: 12, run, rows: "base" } as const;
  return makeReport({ verification, ...changes });
}

describe("where the default branch evaluates apart from pull requests", () => {
  it("what a run says of itself is not heard, and the evaluation is waited for", async () => {
    const { context, state } = createApartWorld();
    openPull(state);
    const run = await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["in_progress", null]]);
    expect(commentsOf(state, 12)).toEqual([]);
    const evaluation = await addEvaluation(state, run, undefined, {
      status: "in_progress",
      conclusion: null,
    });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["in_progress", null]]);
    state.runs.delete(evaluation);
    await addEvaluation(state, run, recomputed(run));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
    expect(commentsOf(state, 12)).toHaveLength(1);
  });

  it.each<readonly [string, (run: number) => EvaluationReport, Partial<WorkflowRun>]>([
    ["that says it is self-reported", () => makeReport(), {}],
    ["of another run", (run) => recomputed(run + 100), {}],
    [
      "of another pull request",
      (run) => recomputed(run, { verification: { by: "recomputed", pullRequest: 13, run, rows: "base" } }),
      {},
    ],
    ["of another head", (run) => recomputed(run, { headSha: fakeSha(77) }), {}],
    ["from another workflow file", recomputed, { path: ".github/workflows/evil.yml" }],
    ["from a run by another event", recomputed, { event: "push" }],
    ["from a fork", recomputed, { headRepositoryId: fork }],
    ["whose title names another run", recomputed, { displayTitle: "evaluate run 1" }],
  ])("an evaluation %s lets nothing pass", async (_, report, changes) => {
    const { context, state } = createApartWorld();
    openPull(state);
    const run = await addRun(state, makeReport());
    await addEvaluation(state, run, report(run), changes);
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")[0]?.[1]).not.toBe("success");
    expect(commentsOf(state, 12)).toEqual([]);
  });

  it("an evaluation without a report fails the check, but not for a run that left nothing", async () => {
    const { context, state } = createApartWorld();
    openPull(state);
    const run = await addRun(state, makeReport());
    await addEvaluation(state, run, undefined, { conclusion: "failure" });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    // A later run, for a label, has no report; the one before still speaks.
    const later = await addRun(state, undefined);
    await addEvaluation(state, later, undefined, { conclusion: "success" });
    await addEvaluation(state, run, recomputed(run));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
  });

  it("a fork's pull request passes like any other", async () => {
    const { context, state } = createApartWorld();
    openPull(state, { headRepositoryId: fork });
    const run = await addRun(state, makeReport(), { headRepositoryId: fork });
    await addEvaluation(state, run, recomputed(run));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
  });

  it("its run leads to the pull request, also for the bot as its last job", async () => {
    const world = createApartWorld();
    const { state } = world;
    openPull(state);
    const run = await addRun(state, makeReport());
    const id = await addEvaluation(state, run, recomputed(run), { status: "in_progress", conclusion: null });
    expect((await reconcileRun(id, world.context)).next).toEqual([
      { kind: "run", repository: "acme/flights", id: run },
    ]);
    const payload = {
      repository: { id: 1296269, full_name: "acme/flights", default_branch: "main" },
      workflow_run: { id: run },
    };
    const context = { ...world.context, ownRun: { id, ranPipeline: false } };
    const worked = await runOnEvent({ name: "workflow_run", payload, token: "t", context });
    expect(worked.map(({ key }) => key)).toContain("pull-request/acme/flights/12");
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
  });
});

describe("where it does not", () => {
  it("numbers are marked as the pull request's own, whatever they claim", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, recomputed(1));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
    expect(commentsOf(state, 12).join()).toContain("**Self-reported**");
  });

  it.each([
    ["better numbers", makeReport(), []],
    [
      "no change, and changes its lock",
      makeReport({ outcome: "unchanged", metrics: [], gates: [] }),
      ["dvc.lock"],
    ],
  ])("a fork that reports %s asks a person to act", async (_, report, files) => {
    const { context, state } = createBotWorld();
    const pull = openPull(state, { headRepositoryId: fork });
    state.pullRequests.set(12, { ...pull, files });
    await addRun(state, report, { headRepositoryId: fork });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "action_required"]]);
    const [check] = [...state.checks.values()].filter(({ name }) => name === "ml/metrics");
    expect(check?.summary).toContain("pawl-evaluate.yml");
    expect([...(state.labels.get(12)?.keys() ?? [])]).not.toContain("ml/gate:pass");
  });

  it("a fork that changes documentation alone is no matter, and one whose gate fails fails", async () => {
    const { context, state } = createBotWorld();
    const pull = openPull(state, { headRepositoryId: fork });
    state.pullRequests.set(12, { ...pull, files: ["README.md"] });
    const unchanged = makeReport({ outcome: "unchanged", metrics: [], gates: [] });
    await addRun(state, unchanged, { headRepositoryId: fork });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "neutral"]]);
    await addRun(state, makeReport({ verdict: "fail" }), { headRepositoryId: fork });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
  });
});
