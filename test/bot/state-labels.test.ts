import { describe, expect, it } from "vitest";
import { applyLabelFamily } from "../../bot/reconcile/label-family.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import {
  addRun,
  commentsOf,
  createBotWorld,
  makeReport,
  mergePull,
  openPull,
  person,
  registerVersion,
} from "../support/bot-world.ts";
import { setLabel, unsetLabel } from "../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";

function labelsOf(state: FakeState, number = 12): readonly string[] {
  return [...(state.labels.get(number)?.keys() ?? [])].sort();
}

async function createGatedWorld() {
  const world = createBotWorld();
  openPull(world.state);
  await addRun(world.state, makeReport());
  await reconcilePullRequest(12, world.context);
  return world;
}

const notesOf = (state: FakeState) =>
  commentsOf(state, 12).filter((body) => body.includes("denied.state-label"));

describe("a state label that a person sets", () => {
  it("is taken away with one note that names them, once a change", async () => {
    const { context, state } = await createGatedWorld();
    for (const label of ["ml/gate:override", "ml/gate:<!-- @all"]) {
      setLabel(state, 12, label, person(state, "mia"));
      for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    }
    expect(labelsOf(state)).toEqual(["ml/gate:pass"]);
    expect(notesOf(state)).toHaveLength(2);
    expect(notesOf(state)[0]).toContain("mia set it by hand");
    expect(notesOf(state)[1]).not.toContain("@all");
    setLabel(state, 12, "ml/gate:override", person(state, "mia"));
    await reconcilePullRequest(12, context);
    expect(notesOf(state)).toHaveLength(3);
  });

  it("is noted once after a crash before or after each write", async () => {
    for (const write of [1, 2]) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = await createGatedWorld();
        setLabel(state, 12, "ml/gate:fail", person(state, "mia"));
        state.fault = { write: state.writes.length + write, when };
        await expect(reconcilePullRequest(12, context)).rejects.toSatisfy(isFault);
        await reconcilePullRequest(12, context);
        expect([labelsOf(state), notesOf(state).length]).toEqual([["ml/gate:pass"], 1]);
      }
    }
  });

  it("is set again when a person takes it away, with one note that names them, once a change", async () => {
    const { context, state } = await createGatedWorld();
    for (const login of ["tom", "mia"]) {
      unsetLabel(state, 12, "ml/gate:pass", person(state, login));
      for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
      expect(labelsOf(state)).toEqual(["ml/gate:pass"]);
    }
    expect(notesOf(state)).toHaveLength(2);
    expect(notesOf(state)[0]).toContain("tom took it away by hand, and it was set again");
  });

  it("is restored with one note after a crash before or after each write", async () => {
    for (const write of [1, 2]) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = await createGatedWorld();
        unsetLabel(state, 12, "ml/gate:pass", person(state, "mia"));
        state.fault = { write: state.writes.length + write, when };
        await expect(reconcilePullRequest(12, context)).rejects.toSatisfy(isFault);
        await reconcilePullRequest(12, context);
        expect([labelsOf(state), notesOf(state).length]).toEqual([["ml/gate:pass"], 1]);
      }
    }
  });

  it("goes without a note when we had set it, or a bot took it away, or it was never ours", async () => {
    const { context, state } = await createGatedWorld();
    unsetLabel(state, 12, "ml/gate:pass", { id: 99, login: "other[bot]", type: "Bot" });
    await reconcilePullRequest(12, context);
    setLabel(state, 12, "ml/gate:fail", person(state, "tom"));
    unsetLabel(state, 12, "ml/gate:fail", person(state, "tom"));
    await applyLabelFamily(12, { prefix: "ml/gate:", wanted: "ml/gate:fail" }, context);
    expect([labelsOf(state), notesOf(state)]).toEqual([["ml/gate:fail"], []]);
  });
});

it("ml/running is there while the pipeline runs, and goes with its end or with the pull request", async () => {
  const { context, state } = createBotWorld();
  openPull(state);
  const id = await addRun(state, undefined, { status: "in_progress", conclusion: null });
  await reconcilePullRequest(12, context);
  expect(labelsOf(state)).toEqual(["ml/running"]);
  const run = state.runs.get(id);
  if (run !== undefined) state.runs.set(id, { ...run, status: "completed", conclusion: "failure" });
  await reconcilePullRequest(12, context);
  expect(labelsOf(state)).toEqual([]);
  if (run !== undefined) state.runs.set(id, run);
  await reconcilePullRequest(12, context);
  openPull(state, { state: "closed", labels: ["ml/running"] });
  await reconcilePullRequest(12, context);
  expect(labelsOf(state)).toEqual([]);
});

it("ml/stage follows the version from candidate through environments, and leaves what was replaced", async () => {
  const { context, state } = createBotWorld();
  mergePull(state, 50);
  await registerVersion(context, "v1.0.0", fakeSha(50));
  const assign = (name: string, commit: number, minute: number) =>
    context.github.gitData.createTag({
      name,
      message: "",
      commitSha: fakeSha(commit),
      taggedAt: `2026-01-02T00:0${minute}:00Z`,
    });
  const stage = async () => {
    await reconcileRegistry(context);
    return labelsOf(state);
  };
  expect(await stage()).toEqual(["ml/stage:candidate"]);
  await assign("delay#staging#1", 50, 1);
  expect(await stage()).toEqual(["ml/stage:staging"]);
  await assign("delay#production#2", 50, 2);
  expect(await stage()).toEqual(["ml/stage:production"]);
  setLabel(state, 12, "ml/stage:staging", person(state, "tom"));
  expect(await stage()).toEqual(["ml/stage:production"]);
  expect(notesOf(state)).toHaveLength(1);
  await registerVersion(context, "v1.1.0", fakeSha(51));
  await assign("delay#staging#3", 51, 3);
  await assign("delay#production#4", 51, 4);
  expect(await stage()).toEqual([]);
});

describe("ml/full-eval", () => {
  it("runs the evaluation again for who may write, and for nobody else", async () => {
    for (const [login, code] of [
      ["will", "dispatched"],
      ["tom", "denied.role"],
    ] as const) {
      const { context, state } = await createGatedWorld();
      openPull(state, { labels: ["ml/full-eval"] });
      setLabel(state, 12, "ml/full-eval", person(state, login));
      const { reasonCode } = await reconcilePullRequest(12, context);
      expect(reasonCode).toBe(code);
      expect(labelsOf(state)).not.toContain("ml/full-eval");
    }
  });
});
