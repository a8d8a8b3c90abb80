import { describe, expect, it } from "vitest";
import { reconcilePullRequest } from "../../../bot/reconcile/pull-request.ts";
import { reconcileRun } from "../../../bot/reconcile/run.ts";
import { reconcileRegistry } from "../../../bot/reconcile/registry.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  openPull,
  policyText,
} from "../../support/bot-world.ts";
import { fakeSha, type FakeState } from "../../support/github-fake/fake-state.ts";
import { assignmentsOf, createScene, planOf, say } from "../../support/promotion-scene.ts";

const next = fakeSha(43);
const going = { status: "in_progress", conclusion: null } as const;

function addJob(state: FakeState, run: number, labels: readonly string[]): void {
  const createdAt = "2026-01-31T10:00:00Z";
  const job = { id: run, name: "train", status: "in_progress", runnerName: null, completedAt: null };
  state.jobs.set(run, [{ ...job, labels, createdAt, startedAt: createdAt }]);
}

const conclusionOf = (state: FakeState, run: number) => state.runs.get(run)?.conclusion;

/** Runs on a GPU, on a CPU and by dispatch of the first head, then a push. */
async function pushInMidRun(policy = "") {
  const { context, state } = createBotWorld();
  state.files.set("main:.github/pawl.yml", policyText + policy);
  openPull(state);
  const gpu = await addRun(state, undefined, going);
  const cpu = await addRun(state, undefined, going);
  const asked = await addRun(state, undefined, {
    ...going,
    event: "workflow_dispatch",
    headBranch: "main",
    headSha: fakeSha(1),
    displayTitle: `run train 12 ${headSha} request-1`,
  });
  addJob(state, gpu, ["self-hosted", "gpu", "a100"]);
  addJob(state, cpu, ["ubuntu-latest"]);
  addJob(state, asked, ["self-hosted", "cuda"]);
  await reconcilePullRequest(12, context);
  openPull(state, { headSha: next });
  const live = await addRun(state, undefined, { ...going, headSha: next });
  addJob(state, live, ["self-hosted", "gpu"]);
  return { context, state, gpu, cpu, asked, live };
}

describe("edge case 7: a push in mid-run", () => {
  it("cancels the runs on a GPU that work for the head before, and concludes its check as cancelled", async () => {
    const { context, state, gpu, cpu, asked, live } = await pushInMidRun();
    expect(checkOf(state, "ml/metrics")).toEqual([["in_progress", null]]);
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect([gpu, cpu, asked, live].map((run) => conclusionOf(state, run))).toEqual([
      "cancelled",
      null,
      "cancelled",
      null,
    ]);
    expect(state.writes.filter(({ operation }) => operation === "workflows.cancel")).toHaveLength(2);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "cancelled"]]);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["in_progress", null]]);
  });

  it.each([
    ["all", ["cancelled", "cancelled", "cancelled", null]],
    ["none", [null, null, null, null]],
  ])("cancels as the policy says: %s", async (which, conclusions) => {
    const { context, state, gpu, cpu, asked, live } = await pushInMidRun(`cancel_superseded: ${which}\n`);
    await reconcilePullRequest(12, context);
    expect([gpu, cpu, asked, live].map((run) => conclusionOf(state, run))).toEqual(conclusions);
  });

  it("keeps the metrics under the head before: its check is left as it was concluded", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const [before] = [...state.checks.values()].filter(({ name }) => name === "ml/metrics");
    openPull(state, { headSha: next });
    await addRun(state, undefined, { ...going, headSha: next });
    await reconcilePullRequest(12, context);
    expect(state.checks.get(before?.id ?? 0)).toEqual(before);
    expect(before?.conclusion).toBe("success");
  });

  it("cancels nothing while no newer run shows that the head moved, nor a run that pushed its own results", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const run = await addRun(state, undefined, { ...going, headSha: next });
    addJob(state, run, ["gpu"]);
    await reconcilePullRequest(12, context);
    openPull(state, { headSha: fakeSha(44) });
    await addRun(state, undefined, { ...going, headSha: fakeSha(44) });
    const comparison = { status: "ahead", mergeBaseSha: next, commitShas: [fakeSha(44)] } as const;
    state.comparisons.set(`${next}...${fakeSha(44)}`, { ...comparison, files: ["dvc.lock"] });
    await reconcilePullRequest(12, context);
    expect(conclusionOf(state, run)).toBeNull();
  });

  it("that was closed without a merge loses its GPU runs, unless the branch has another pull request", async () => {
    for (const isShared of [true, false]) {
      const { context, state } = createBotWorld();
      openPull(state, { state: "closed" });
      if (isShared) openPull(state, { number: 13, baseRef: "release" });
      const run = await addRun(state, undefined, going);
      addJob(state, run, ["gpu"]);
      await reconcilePullRequest(12, context);
      expect(conclusionOf(state, run)).toBe(isShared ? null : "cancelled");
    }
  });

  it("that ends after a push concludes the check of the head that was", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const id = await addRun(state, undefined, going);
    await reconcilePullRequest(12, context);
    openPull(state, { headSha: next });
    const run = state.runs.get(id);
    if (run !== undefined) state.runs.set(id, { ...run, status: "completed", conclusion: "cancelled" });
    await reconcileRun(id, context);
    expect(checkOf(state, "ml/metrics", headSha)).toEqual([["completed", "cancelled"]]);
  });
});

describe("edge case 8: a rebase with the same files", () => {
  /** A head with its report, then another commit, of whose run nothing is there yet. */
  async function rebase(trees: readonly [string, string]) {
    const { context, state } = createBotWorld();
    openPull(state);
    state.trees.set(headSha, trees[0]).set(next, trees[1]);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    openPull(state, { headSha: next });
    return { context, state };
  }

  it("has the metrics of the head before, and says so; nothing is dispatched", async () => {
    const { context, state } = await rebase(["t", "t"]);
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "success"]]);
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(commentsOf(state, 12)[0]).toContain("sha=0000002 seq=2");
    expect(commentsOf(state, 12)[0]).toContain("whose files are the same");
    expect(state.dispatches).toEqual([]);
  });

  it("has them while its own run works, and then its own", async () => {
    const { context, state } = await rebase(["t", "t"]);
    const id = await addRun(state, undefined, { ...going, headSha: next });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "success"]]);
    state.runs.delete(id);
    await addRun(state, makeReport({ headSha: next, verdict: "fail" }), { headSha: next });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "failure"]]);
  });

  it("has none of them when its own run failed, or any file differs, or the old commit is gone", async () => {
    const failed = await rebase(["t", "t"]);
    await addRun(failed.state, undefined, { headSha: next, conclusion: "failure" });
    await reconcilePullRequest(12, failed.context);
    expect(checkOf(failed.state, "ml/metrics", next)).toEqual([["completed", "failure"]]);
    const other = await rebase(["t", "u"]);
    const gone = await rebase(["t", "t"]);
    gone.state.trees.delete(headSha);
    for (const { context, state } of [other, gone]) {
      await reconcilePullRequest(12, context);
      expect(checkOf(state, "ml/metrics", next)).toEqual([["in_progress", null]]);
    }
  });

  it("counts for the head with the results of the run, and not for the run's own commit", async () => {
    const { context, state } = createBotWorld();
    openPull(state, { headSha: next });
    const results = fakeSha(44);
    state.trees.set(headSha, "before").set(results, "t").set(next, "t");
    await addRun(state, makeReport({ headSha: results }));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["in_progress", null]]);
    const comparison = { status: "ahead", mergeBaseSha: headSha, commitShas: [results] } as const;
    state.comparisons.set(`${headSha}...${results}`, { ...comparison, files: ["dvc.lock"] });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "success"]]);
  });

  it("lends nothing to the pull request of another repository", async () => {
    const { context, state } = await rebase(["t", "t"]);
    openPull(state, { number: 13, headSha: next, headRepositoryId: 4711 });
    await reconcilePullRequest(13, context);
    expect(checkOf(state, "ml/metrics", next)).toEqual([["in_progress", null]]);
  });

  it("ends approvals for production all the same", async () => {
    const scene = await createScene();
    scene.state.trees.set(headSha, "t").set(next, "t");
    await say(scene, "max", "/ml promote delay@v1.0.0 --to production");
    const plan = planOf(scene);
    const pull = scene.state.pullRequests.get(12);
    if (pull !== undefined) scene.state.pullRequests.set(12, { ...pull, headSha: next });
    for (const [id, check] of scene.state.checks) scene.state.checks.set(id, { ...check, headSha: next });
    await say(scene, "mia", `/ml approve ${plan}`);
    await reconcileRegistry(scene.context);
    expect(assignmentsOf(scene)).toEqual([]);
    expect(planOf(scene)).not.toBe(plan);
  });
});
