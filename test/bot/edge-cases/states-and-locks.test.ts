import { describe, expect, it } from "vitest";
import { commands } from "../../../bot/commands/table.ts";
import { reconcileButton } from "../../../bot/reconcile/button.ts";
import { reconcileComment } from "../../../bot/reconcile/comment.ts";
import { digestOf } from "../../../bot/events.ts";
import { reconcilePullRequest } from "../../../bot/reconcile/pull-request.ts";
import { listOpenKeys } from "../../../bot/reconcile/sweep.ts";
import type { PullRequest } from "../../../src/ports/github/pull-requests.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  mergePull,
  openPull,
  person,
  registerVersion,
} from "../../support/bot-world.ts";
import { answersOn, reactionsTo, say, type CommandWorld } from "../../support/command-world.ts";
import { addComment, setLabel } from "../../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../../support/github-fake/fake-state.ts";
import { isFault } from "../../support/github-fake/fake-writes.ts";

const states = {
  draft: { draft: true },
  closed: { state: "closed" },
  merged: { state: "closed", merged: true, mergeCommitSha: fakeSha(50) },
} as const satisfies Record<string, Partial<PullRequest>>;
type State = keyof typeof states;
const each = Object.keys(states) as State[];

/** What the bot did besides answering. */
function effectsOf(state: FakeState) {
  const { refs, tags, deployments, dispatches } = state;
  return { refs: [...refs.keys()], tags: [...tags.keys()], deployments: deployments.size, dispatches };
}

/** Everywhere: help, status and rollback. On a merged one its promotion too, which is asked for there. */
function counts(name: string, state: State): boolean {
  if (["help", "status", "rollback"].includes(name)) return true;
  return state === "merged" && ["promote", "approve", "reject"].includes(name);
}

const onPulls = commands
  .filter(({ places }) => places.on.includes("pull request"))
  .flatMap(({ name, examples }) => examples.map((example) => [name, example] as const));

describe.each(each)("edge case 13: a %s pull request", (state) => {
  it.each(onPulls)("/ml %s counts there, or is refused and does nothing: %s", async (name, example) => {
    const world = createBotWorld();
    openPull(world.state, { ...states[state], headRepositoryId: name === "ok" ? 4711 : 81 });
    const before = effectsOf(world.state);
    const { outcome } = await say(world, "ada", example);
    if (counts(name, state)) expect(outcome.reasonCode).not.toBe("denied.state");
    else {
      expect(outcome).toMatchObject({ decision: "refused", reasonCode: "denied.state" });
      expect(answersOn(world)[0]).toContain(`this one is ${state}`);
      expect(effectsOf(world.state)).toEqual(before);
    }
  });

  it.each(["ml/promote:staging", "ml/retrain", "ml/full-eval", "ml/rollback"])(
    "the label %s counts there, or is taken away with one refusal and does nothing",
    async (label) => {
      const { context, state: github } = createBotWorld();
      openPull(github, { ...states[state], labels: [label] });
      setLabel(github, 12, label, person(github, "ada"));
      const before = effectsOf(github);
      for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
      const isMeant = label === "ml/rollback" || (state === "merged" && label === "ml/promote:staging");
      if (isMeant) expect(commentsOf(github, 12).join()).not.toContain("denied.state");
      else {
        expect(commentsOf(github, 12).filter((body) => body.includes("(`denied.state`)"))).toHaveLength(1);
        expect([...(github.labels.get(12)?.keys() ?? [])]).not.toContain(label);
        expect(effectsOf(github)).toEqual(before);
      }
    },
  );

  it.each(["reevaluate", "baseline"] as const)("the button %s is refused", async (action) => {
    const world = createBotWorld();
    openPull(world.state);
    await addRun(world.state, makeReport());
    await reconcilePullRequest(12, world.context);
    openPull(world.state, states[state]);
    const check = [...world.state.checks.values()].find(({ name }) => name === "ml/metrics");
    const pressed = { id: check?.id ?? 0, action, sender: "ada" };
    expect(await reconcileButton(pressed, world.context)).toMatchObject({ reasonCode: "denied.state" });
    expect([...world.state.runs.values()].map(({ status }) => status)).toEqual(["completed"]);
  });
});

it("edge case 13: a rollback by label is carried out from a closed pull request", async () => {
  const { context, state } = createBotWorld();
  mergePull(state, 50);
  for (const [at, version] of ["v1.0.0", "v1.1.0"].entries()) {
    await registerVersion(context, version, fakeSha(50 + at));
    await context.github.gitData.createTag({
      name: `delay#production#${at + 1}`,
      message: "",
      commitSha: fakeSha(50 + at),
      taggedAt: `2026-01-02T00:0${at}:00Z`,
    });
  }
  openPull(state, { number: 13, state: "closed", labels: ["ml/rollback"] });
  setLabel(state, 13, "ml/rollback", person(state, "mia"));
  await reconcilePullRequest(13, context);
  expect([...state.deployments.values()].map(({ ref }) => ref)).toEqual(["delay@v1.0.0"]);
});

describe("edge case 13: a locked conversation", () => {
  async function openLocked(): Promise<CommandWorld> {
    const world = createBotWorld();
    openPull(world.state, { isLocked: true });
    world.state.locked.add(12);
    await addRun(world.state, makeReport());
    await reconcilePullRequest(12, world.context);
    return world;
  }

  const summaryOf = (state: FakeState): string =>
    [...state.checks.values()].find(({ name }) => name === "ml/metrics")?.summary ?? "";

  it("has the metrics in the check's summary, and the comment once it is unlocked", async () => {
    const { context, state } = await openLocked();
    expect(commentsOf(state, 12)).toEqual([]);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
    expect(summaryOf(state)).toContain("| ROC AUC ↑ | 0.700 | 0.720 |");
    const writes = state.writes.length;
    await reconcilePullRequest(12, context);
    expect(state.writes).toHaveLength(writes);
    state.locked.clear();
    openPull(state);
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(1);
  });

  it("gets the answer to a command in the check's summary, once, and is not asked again", async () => {
    const world = await openLocked();
    const { context, state } = world;
    const ask = `/ml run train --sha ${headSha.slice(0, 7)} --set nosuch=1`;
    const { id, outcome } = await say(world, "ada", ask);
    expect(outcome.decision).toBe("refused");
    expect(answersOn(world)).toEqual([]);
    expect(reactionsTo(world, id)).toEqual([]);
    expect(summaryOf(state)).toContain("Replies: the conversation is locked");
    expect(summaryOf(state)).toContain("(`unknown.parameter`)");
    expect(summaryOf(state)).toContain("| ROC AUC ↑ | 0.700 | 0.720 |");
    const writes = state.writes.length;
    const key = { id, digest: digestOf(ask) };
    for (let count = 0; count < 2; count += 1) {
      expect(await reconcileComment(key, context)).toMatchObject({ reasonCode: "replied" });
      await reconcilePullRequest(12, context);
    }
    expect(state.writes).toHaveLength(writes);
  });

  it("takes away a label that is refused, and does once what one asks for", async () => {
    const { context, state } = await openLocked();
    setLabel(state, 12, "ml/retrain", person(state, "tom"));
    openPull(state, { isLocked: true, labels: ["ml/retrain"] });
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:pass"]);
    expect(summaryOf(state).split("(`denied.role`)")).toHaveLength(2);
    setLabel(state, 12, "ml/retrain", person(state, "will"));
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect(state.dispatches).toHaveLength(1);
  });

  it("has each answer once after a crash before or after each write", async () => {
    for (let write = 1; write <= 6; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = await openLocked();
        const body = "/ml drift ack";
        const key = { id: addComment(state, 12, body, person(state, "ada")), digest: digestOf(body) };
        state.fault = { write: state.writes.length + write, when };
        await reconcileComment(key, context).catch((error: unknown) => expect(isFault(error)).toBe(true));
        state.fault = undefined;
        await reconcileComment(key, context);
        await reconcilePullRequest(12, context);
        expect(summaryOf(state).split("(`denied.place`)")).toHaveLength(2);
      }
    }
  });

  it("on a merged pull request without checks keeps the answer, and makes no check that gates would read", async () => {
    const world = createBotWorld();
    openPull(world.state, { ...states.merged, isLocked: true });
    world.state.locked.add(12);
    const { id } = await say(world, "ada", "/ml config check");
    expect([...world.state.checks.keys()]).toEqual([]);
    expect(world.state.refs.has("refs/pawl/replies/12")).toBe(true);
    const writes = world.state.writes.length;
    for (const key of await listOpenKeys(world.context))
      if (key.kind === "comment")
        expect(await reconcileComment(key, world.context)).toMatchObject({ reasonCode: "replied" });
    expect(world.state.writes).toHaveLength(writes);
    expect(reactionsTo(world, id)).toEqual([]);
  });
});
