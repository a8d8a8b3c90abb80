import { describe, expect, it } from "vitest";
import type { BotContext } from "../../../bot/reconcile/context.ts";
import { reconcilePullRequest } from "../../../bot/reconcile/pull-request.ts";
import { PawlError } from "../../../src/errors.ts";
import {
  commentsOf,
  createBotWorld,
  headSha,
  mergePull,
  person,
  registerVersion,
} from "../../support/bot-world.ts";
import { setLabel } from "../../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../../support/github-fake/fake-state.ts";

/** A merged pull request with its version, and somebody who asks for staging. */
async function createAsked() {
  const world = createBotWorld();
  mergePull(world.state, 50);
  await registerVersion(world.context, "v1.0.0", fakeSha(50));
  setLabel(world.state, 12, "ml/promote:staging", person(world.state, "will"));
  return world;
}

const assigned = (state: FakeState): readonly string[] =>
  [...state.tags.keys()].filter((name) => name.includes("#"));

/** The world in which the list of checks answers as given. */
function withChecks(
  context: BotContext,
  answer: BotContext["github"]["checks"]["listForCommit"],
): BotContext {
  const checks = { ...context.github.checks, listForCommit: answer };
  return { ...context, github: { ...context.github, checks } };
}

describe("edge case 23: CI data that is missing, cut or long", () => {
  it("without the check of the bot nothing is promoted: unavailable.ci, and not the code of a failed gate", async () => {
    const { context, state } = await createAsked();
    for (const [id, check] of state.checks) state.checks.set(id, { ...check, externalId: null });
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12).join()).toContain("(`unavailable.ci`)");
    expect([assigned(state), state.deployments.size]).toEqual([[], 0]);
  });

  it("a list that is cut, or has more pages than are read, is no list without our check", async () => {
    const { context, state } = await createAsked();
    const cut = withChecks(context, async () => {
      throw new PawlError("github.malformed-response", { message: "more than 200 pages" });
    });
    await reconcilePullRequest(12, cut);
    expect(commentsOf(state, 12).join()).toContain("(`unavailable.ci`)");
    expect(assigned(state)).toEqual([]);
  });

  it("while GitHub fails nothing is promoted or refused, and afterwards what was asked is done", async () => {
    const { context, state } = await createAsked();
    const down = withChecks(context, async () => {
      throw new PawlError("github.request-failed", { message: "GitHub refused GET (502): down" });
    });
    await expect(reconcilePullRequest(12, down)).rejects.toMatchObject({ code: "github.request-failed" });
    expect([assigned(state), commentsOf(state, 12)]).toEqual([[], []]);
    await reconcilePullRequest(12, context);
    expect(assigned(state)).toEqual(["delay#staging#1"]);
  });

  it("our check counts behind 150 of the same name by others, and a newer failure of ours before it", async () => {
    const { context, state } = await createAsked();
    const [own] = [...state.checks.values()];
    if (own === undefined) throw new TypeError("there is no check");
    for (let count = 0; count < 150; count += 1) {
      const id = 10_000 + count;
      state.checks.set(id, { ...own, id, appId: 15_368, externalId: null, conclusion: "failure" });
    }
    await reconcilePullRequest(12, context);
    expect(assigned(state)).toEqual(["delay#staging#1"]);
    state.checks.set(20_000, { ...own, id: 20_000, headSha, conclusion: "failure" });
    await registerVersion(context, "v1.1.0", fakeSha(51));
    mergePull(state, 51);
    state.checks.delete([...state.checks.keys()].at(-1) ?? 0);
    setLabel(state, 12, "ml/promote:staging", person(state, "will"));
    await reconcilePullRequest(12, context);
    expect(assigned(state)).toEqual(["delay#staging#1"]);
    expect(commentsOf(state, 12).join()).toContain("(`blocked.gate`)");
  });
});
