import { describe, expect, it } from "vitest";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import {
  addArtifact,
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  openPull,
  person,
  policyText,
} from "../support/bot-world.ts";

const passed = [["completed", "success"]];

async function runUntilDone(context: BotContext): Promise<void> {
  try {
    await reconcilePullRequest(12, context);
  } catch (error) {
    if (!isFault(error)) throw error;
    await reconcilePullRequest(12, context);
  }
}

describe("the metric comment", () => {
  it("is created once, and a second look changes nothing", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const writes = state.writes.length;
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(commentsOf(state, 12)[0]).toMatch(
      /^<!-- pawl:report v=1 repo=81 pr=12 slot=delay sha=0000002 seq=1 -->\n/,
    );
    expect(checkOf(state, "ml/metrics")).toEqual(passed);
    expect(checkOf(state, "ml/config")).toEqual(passed);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:pass"]);
    expect(state.writes).toHaveLength(writes);
  });

  it("is edited in place when a new head has its report", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const next = fakeSha(77);
    openPull(state, { headSha: next });
    await addRun(state, makeReport({ headSha: next, verdict: "fail" }), { headSha: next });
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(commentsOf(state, 12)[0]).toContain("seq=2 -->");
    expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "failure"]]);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:fail"]);
  });

  it("(edge case 15) ends in the same place under doubled and reordered events", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await reconcilePullRequest(12, context);
    const id = await addRun(state, undefined, { status: "in_progress", conclusion: null });
    await reconcilePullRequest(12, context);
    await addArtifact(state, id, { "delay.json": JSON.stringify(makeReport()) });
    await reconcilePullRequest(12, context);
    const run = state.runs.get(id);
    if (run !== undefined) state.runs.set(id, { ...run, status: "completed", conclusion: "success" });
    for (let count = 0; count < 3; count += 1) await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(checkOf(state, "ml/metrics")).toEqual(passed);
  });

  it("and its check stand when the run is deleted later", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    state.runs.clear();
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual(passed);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:pass"]);
  });

  it("merges doubles into the oldest", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const [body = ""] = commentsOf(state, 12);
    addComment(state, 12, body, state.self);
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([body]);
  });

  it("is not confused by somebody who copies its marker", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport());
    const copy = "<!-- pawl:report v=1 repo=81 pr=12 slot=delay sha=0000002 seq=9 -->\nmine";
    addComment(state, 12, copy, person(state, "mallory"));
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(2);
    expect(commentsOf(state, 12)[0]).toBe(copy);
  });

  it("(edge case 22) is not written when no model changed, but the check is", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, makeReport({ outcome: "unchanged", metrics: [], gates: [] }));
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([]);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "neutral"]]);
  });

  it("converges after a crash before or after each of its writes", async () => {
    const oracle = createBotWorld();
    openPull(oracle.state);
    await addRun(oracle.state, makeReport());
    await reconcilePullRequest(12, oracle.context);
    const count = oracle.state.writes.length;
    expect(count).toBeGreaterThanOrEqual(4);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = createBotWorld();
        openPull(state);
        await addRun(state, makeReport());
        state.fault = { write, when };
        await runUntilDone(context);
        expect([commentsOf(state, 12), checkOf(state, "ml/metrics"), checkOf(state, "ml/config")]).toEqual([
          commentsOf(oracle.state, 12),
          passed,
          passed,
        ]);
      }
    }
  });
});

describe("a report", () => {
  const forged: readonly (readonly [string, (state: FakeState) => Promise<unknown>])[] = [
    ["of another head", (state) => addRun(state, makeReport({ headSha: fakeSha(5) }))],
    ["of a run on another commit", (state) => addRun(state, makeReport(), { headSha: fakeSha(5) })],
    [
      "of another workflow file",
      (state) => addRun(state, makeReport(), { path: ".github/workflows/evil.yml" }),
    ],
    ["of a fork's run", (state) => addRun(state, makeReport(), { headRepositoryId: 4711 })],
    ["of a run of a deleted fork", (state) => addRun(state, makeReport(), { headRepositoryId: 0 })],
    [
      "of a dispatch, for a branch that is no retraining",
      (state) =>
        addRun(state, makeReport(), { event: "workflow_dispatch", headBranch: "main", headSha: fakeSha(1) }),
    ],
  ];
  it.each(forged)("%s is ignored", async (_, arrange) => {
    const { context, state } = createBotWorld();
    openPull(state);
    await arrange(state);
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([]);
    expect(checkOf(state, "ml/metrics")).toEqual([["in_progress", null]]);
  });

  const broken: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      "of a model that the base policy lacks",
      { "other.json": JSON.stringify(makeReport({ model: "other" })) },
    ],
    ["under another model's name", { "delay.json": JSON.stringify(makeReport({ model: "other" })) }],
    [
      "with fields that are not in the schema",
      { "delay.json": JSON.stringify({ ...makeReport(), extra: 1 }) },
    ],
    ["that is no JSON", { "delay.json": "{" }],
    ["with a file beside it", { "delay.json": JSON.stringify(makeReport()), "x.sh": "" }],
  ];
  it.each(broken)("%s fails the check", async (_, files) => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addArtifact(state, await addRun(state, undefined), files);
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([]);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
  });

  it("of a head that got only its dvc.lock since counts", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const before = fakeSha(41);
    const comparison = { status: "ahead", mergeBaseSha: before, commitShas: [headSha] } as const;
    state.comparisons.set(`${before}...${headSha}`, { ...comparison, files: ["dvc.lock"] });
    await addRun(state, makeReport(), { headSha: before });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual(passed);
  });

  it.each([
    { cache: false, name: "counts when git keeps it", comments: 1 },
    { cache: true, name: "does not when it is no output that git keeps", comments: 0 },
  ])("of a head that got its metrics file since $name", async ({ cache, comments }) => {
    const { context, state } = createBotWorld();
    openPull(state);
    const before = fakeSha(41);
    const comparison = { status: "ahead", mergeBaseSha: before, commitShas: [headSha] } as const;
    state.comparisons.set(`${before}...${headSha}`, { ...comparison, files: ["dvc.lock", "metrics.json"] });
    const metrics = `metrics: [{metrics.json: {cache: ${cache}}}]`;
    state.files.set(`${before}:dvc.yaml`, `stages: {evaluate: {cmd: node evaluate.mjs, ${metrics}}}`);
    await addRun(state, makeReport(), { headSha: before });
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(comments);
  });

  it("of a head that got code since does not", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const before = fakeSha(41);
    const comparison = { status: "ahead", mergeBaseSha: before, commitShas: [headSha] } as const;
    state.comparisons.set(`${before}...${headSha}`, { ...comparison, files: ["dvc.lock", "train.js"] });
    await addRun(state, makeReport(), { headSha: before });
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([]);
  });

  it("of a dispatched retraining counts for its branch", async () => {
    const { context, state } = createBotWorld();
    openPull(state, { headRef: "pawl/retrain/delay/issue-3" });
    const run = { event: "workflow_dispatch", headBranch: "main", headSha: fakeSha(1) };
    await addRun(state, makeReport(), run);
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual(passed);
  });
});

describe("a pipeline run", () => {
  it("that is running leaves the check in progress", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    await addRun(state, undefined, { status: "in_progress", conclusion: null });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["in_progress", null]]);
  });

  it("(edge case 23) that failed fails the check with its link", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const id = await addRun(state, undefined, { conclusion: "failure" });
    await reconcilePullRequest(12, context);
    const check = [...state.checks.values()].find((entry) => entry.name === "ml/metrics");
    expect(check?.conclusion).toBe("failure");
    expect(check?.summary).toContain(`/actions/runs/${id}`);
  });

  it("that is the bot's own fails the check when its pipeline left no report", async () => {
    const ownRun = { id: 101, ranPipeline: true };
    const { context, state } = createBotWorld({ ownRun });
    openPull(state);
    await addRun(state, undefined, { status: "in_progress", conclusion: null });
    expect([...state.runs.keys()]).toEqual([101]);
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
  });
});

describe("a broken policy", () => {
  it("fails ml/config with every problem on its line, and nothing else runs", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    state.files.set(
      `${headSha}:.github/pawl.yml`,
      "version: 1\nmodels:\n  delay:\n    artifact: m.onnx\n    task: nonsense\n    colour: red\n",
    );
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const check = [...state.checks.values()].find((entry) => entry.name === "ml/config");
    expect(check?.conclusion).toBe("failure");
    expect(check?.annotations.map((annotation) => annotation.startLine).sort()).toEqual([5, 6]);
    expect(commentsOf(state, 12)).toEqual([]);
    expect(checkOf(state, "ml/metrics")).toEqual([]);
  });

  it.each([
    ["the head moved it", (gates: string) => `# one\n# two\n${gates}`, 7],
    ["the base moved it since", (gates: string) => gates.replace("# owned by ML\n", ""), 4],
    ["the head took it out", (gates: string) => gates.replace("min: 0.9", "min: 0.1"), 1],
  ])("has a failed gate annotated in the head's file: %s", async (_, change, line) => {
    const { context, state } = createBotWorld();
    openPull(state);
    const gates = policyText
      .replace("models:", "# owned by ML\nmodels:")
      .replace("    artifact", "    gates: [{ metric: roc_auc, min: 0.9 }]\n    artifact");
    state.files.set("main:.github/pawl.yml", gates);
    state.files.set(`${headSha}:.github/pawl.yml`, change(gates));
    await addRun(state, makeReport());
    await reconcilePullRequest(12, context);
    const check = [...state.checks.values()].find((entry) => entry.name === "ml/metrics");
    expect(check?.conclusion).toBe("failure");
    expect(check?.annotations).toMatchObject([
      { path: ".github/pawl.yml", startLine: line, endLine: line, title: "roc_auc ≥ 0.9" },
    ]);
  });

  it("in the head does not judge: the base branch's does", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    state.files.set(`${headSha}:.github/pawl.yml`, "version: 1\nmodels: {}\n");
    await addRun(state, makeReport({ verdict: "fail" }));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
  });
});
