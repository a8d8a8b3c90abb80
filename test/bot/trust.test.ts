import { describe, expect, it } from "vitest";
import { digestOf } from "../../bot/events.ts";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { policyPath } from "../../src/config/parse-policy.ts";
import type { CheckRun } from "../../src/ports/github/checks.ts";
import { addComment, setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha, nextId, type FakeState } from "../support/github-fake/fake-state.ts";
import {
  addArtifact,
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  mergePull,
  openPull,
  person,
  policyText,
  registerVersion,
} from "../support/bot-world.ts";

/** A policy in which everybody who may write may also put a version into production. */
const laxPolicy = policyText.replace("production: {after: staging}", "production: {promote: automatic}");

interface World {
  readonly context: BotContext;
  readonly state: FakeState;
}

async function createMergedWorld(): Promise<World> {
  const world = createBotWorld();
  mergePull(world.state, 50);
  await registerVersion(world.context, "v1.0.0", fakeSha(50));
  return world;
}

function assignments({ state }: World): readonly string[] {
  return [...state.tags.keys()].filter((name) => name.includes("#"));
}

function addCheck(state: FakeState, changes: Partial<CheckRun>): void {
  const id = nextId(state);
  state.checks.set(id, {
    id,
    name: "ml/metrics",
    headSha,
    status: "completed",
    conclusion: "success",
    title: "",
    summary: "",
    externalId: null,
    appId: null,
    url: "",
    annotations: [],
    ...changes,
  });
}

async function say({ context, state }: World, login: string, body: string): Promise<void> {
  const id = addComment(state, 12, body, person(state, login));
  await reconcileComment({ id, digest: digestOf(body) }, context);
}

describe("a request on a pull request into another branch than the default", () => {
  async function createSideWorld(): Promise<World> {
    const world = await createMergedWorld();
    const { state } = world;
    const pull = state.pullRequests.get(12);
    if (pull !== undefined) state.pullRequests.set(12, { ...pull, baseRef: "side" });
    state.files.set("side:.github/pawl.yml", laxPolicy.replace("staging: {promote: manual}", "lab: {}"));
    return world;
  }

  it("by label is judged by the default branch's policy", async () => {
    const world = await createSideWorld();
    setLabel(world.state, 12, "ml/promote:lab", person(world.state, "will"));
    await reconcilePullRequest(12, world.context);
    expect(assignments(world)).toEqual([]);
    expect(commentsOf(world.state, 12).join()).toContain("unknown.environment");
  });

  it("by command is judged by the default branch's policy", async () => {
    const world = await createSideWorld();
    await say(world, "mia", "/ml promote delay@v1.0.0 --to production");
    expect(assignments(world)).toEqual([]);
    expect(commentsOf(world.state, 12).join()).toContain("blocked.order");
  });
});

describe("names of JavaScript's own", () => {
  it.each(["constructor", "toString", "hasOwnProperty"])(
    "such as %s are no environment of the policy",
    async (name) => {
      const world = await createMergedWorld();
      setLabel(world.state, 12, `ml/promote:${name}`, person(world.state, "ada"));
      await reconcilePullRequest(12, world.context);
      await say(world, "ada", `/ml promote delay --to ${name}`);
      await say(world, "ada", `/ml rollback delay --to v1.0.0 --in ${name}`);
      expect(assignments(world)).toEqual([]);
      expect(commentsOf(world.state, 12).filter((body) => body.includes("unknown.environment"))).toHaveLength(
        3,
      );
    },
  );
});

describe("the gate of a promotion", () => {
  it("is not read from a job that somebody called ml/metrics", async () => {
    const world = createBotWorld();
    openPull(world.state, { state: "closed", merged: true, mergeCommitSha: fakeSha(50) });
    addCheck(world.state, { conclusion: "failure", externalId: "pawl:1", appId: 5 });
    addCheck(world.state, { externalId: "8a51c2c0-1f5b-5d3a-9a4e-5f0a6a0b7c11", appId: 15_368 });
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    setLabel(world.state, 12, "ml/promote:staging", person(world.state, "will"));
    await reconcilePullRequest(12, world.context);
    expect(assignments(world)).toEqual([]);
    expect(commentsOf(world.state, 12).join()).toContain("blocked.gate");
  });

  it("is not read from another App's check that copies the external id", async () => {
    const world = createBotWorld();
    openPull(world.state, { state: "closed", merged: true, mergeCommitSha: fakeSha(50) });
    addCheck(world.state, { externalId: "pawl:1", appId: 15_368 });
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    setLabel(world.state, 12, "ml/promote:staging", person(world.state, "will"));
    await reconcilePullRequest(12, world.context);
    expect(assignments(world)).toEqual([]);
  });

  it("is concluded by our own check, whatever another App's says", async () => {
    const world = createBotWorld();
    openPull(world.state);
    addCheck(world.state, { externalId: "pawl:1", appId: 15_368 });
    await addRun(world.state, makeReport({ verdict: "fail" }));
    await reconcilePullRequest(12, world.context);
    expect(checkOf(world.state, "ml/metrics")).toContainEqual(["completed", "failure"]);
  });
});

describe("a report that contradicts itself or the policy", () => {
  const failing = { ...makeReport().gates[0], status: "fail" as const };

  it("is judged by its worst gate", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const gates = makeReport().gates.map((gate) => ({ ...gate, ...failing }));
    await addRun(state, makeReport({ verdict: "pass", gates }));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:fail"]);
  });

  const gatedBy = (gates: string): string =>
    policyText.replace("    environments:", `    gates: [${gates}]\n    environments:`);

  it.each([
    ["on its own numbers, for a gate that it left out", "{metric: roc_auc, min: 0.9}", "gate.below-min"],
    ["as not judged, for a metric that it left out", "{metric: log_loss, max: 1}", "gate.not-judged"],
    [
      "on its own numbers, for a gate that it claims to pass",
      "{metric: roc_auc, min: 0.9}",
      "gate.below-min",
    ],
  ])("is judged anew by the base branch's policy: %s", async (how, gate, code) => {
    const { context, state } = createBotWorld();
    state.files.set("main:.github/pawl.yml", gatedBy(gate));
    openPull(state);
    const claim = { ...failing, gate: "roc_auc ≥ 0.9", status: "pass" as const, reasonCode: "gate.passed" };
    const gates = how.includes("claims")
      ? [{ ...claim, metric: "roc_auc", slice: null, reason: "0.95" }]
      : [];
    await addRun(state, makeReport({ gates }));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    expect(commentsOf(state, 12).join()).toContain(code);
  });

  const [metric] = makeReport().metrics;
  it.each([
    ["whose difference is not challenger minus champion", { difference: { value: 0.2, interval: null } }],
    ["that turns a metric round", { direction: "lower" as const, verdict: "worse" as const }],
    [
      "with a value out of range",
      { challenger: { value: 1.5, interval: null }, difference: null, verdict: "missing" as const },
    ],
    ["with more rows than its data", { rows: 1001 }],
  ])("%s is refused", async (_, changes) => {
    const { context, state } = createBotWorld();
    openPull(state);
    if (metric === undefined) throw new RangeError("the report of the test has no metric");
    await addRun(state, makeReport({ metrics: [{ ...metric, ...changes }] }));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    expect(commentsOf(state, 12)).toEqual([]);
    const [check] = [...state.checks.values()].filter(({ name }) => name === "ml/metrics");
    expect(check?.summary).toContain("it contradicts itself: roc");
  });
});

describe("the policy", () => {
  it("is read from the branch, not from a tag of its name", async () => {
    const world = await createMergedWorld();
    const { state } = world;
    const asked: string[] = [];
    const live = world.context.github.gitData;
    const gitData = {
      ...live,
      readFile: async (path: string, ref: string) => {
        if (path === policyPath) asked.push(ref);
        return live.readFile(path, ref);
      },
    };
    const context = { ...world.context, github: { ...world.context.github, gitData } };
    setLabel(state, 12, "ml/promote:staging", person(state, "will"));
    await reconcilePullRequest(12, context);
    await reconcileRegistry(context);
    expect(new Set(asked)).toEqual(new Set(["refs/heads/main"]));
  });
});

describe("a run on an older head", () => {
  it.each([
    ["counts when the head adds only dvc.lock", {}, true],
    ["does not when GitHub cut the list of what the head adds", { isCut: true }, false],
    ["does not when a source file was renamed to dvc.lock", { files: ["a/dvc.lock", "src/train.py"] }, false],
  ])("%s", async (_, changes, isFound) => {
    const { context, state } = createBotWorld();
    openPull(state);
    const ran = fakeSha(41);
    state.comparisons.set(`${ran}...${headSha}`, {
      status: "ahead",
      mergeBaseSha: ran,
      commitShas: [headSha],
      files: ["dvc.lock"],
      ...changes,
    });
    await addRun(state, makeReport(), { headSha: ran });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([
      isFound ? ["completed", "success"] : ["in_progress", null],
    ]);
  });
});

describe("a run that was run again", () => {
  it("speaks by its newest artifact", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const id = await addRun(state, makeReport({ verdict: "pass" }));
    await addArtifact(state, id, { "delay.json": JSON.stringify(makeReport({ verdict: "fail" })) });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
  });
});
