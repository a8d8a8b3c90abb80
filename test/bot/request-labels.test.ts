import { describe, expect, it } from "vitest";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcileIssue } from "../../bot/reconcile/issue.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import {
  commentsOf,
  createBotWorld,
  mergePull,
  openPull,
  person,
  policyText,
  registerVersion,
} from "../support/bot-world.ts";

const promoteStaging = "ml/promote:staging";
const promoteProduction = "ml/promote:production";

function labelsOf(state: FakeState, number = 12): readonly string[] {
  return [...(state.labels.get(number)?.keys() ?? [])];
}

function assignments(state: FakeState): readonly string[] {
  return [...state.tags.keys()].filter((name) => name.includes("#"));
}

async function createMergedWorld(): Promise<{ context: BotContext; state: FakeState }> {
  const world = createBotWorld();
  mergePull(world.state, 50);
  await registerVersion(world.context, "v1.0.0", fakeSha(50));
  return world;
}

describe("a promotion label", () => {
  it("by somebody who may puts the version into the environment, once", async () => {
    const { context, state } = await createMergedWorld();
    setLabel(state, 12, promoteStaging, person(state, "will"));
    for (let count = 0; count < 3; count += 1) await reconcilePullRequest(12, context);
    expect(assignments(state)).toEqual(["delay#staging#1"]);
    expect([...state.deployments.values()].map((entry) => [entry.ref, entry.environment])).toEqual([
      ["delay@v1.0.0", "staging"],
    ]);
    expect(labelsOf(state)).toEqual([]);
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(commentsOf(state, 12)[0]).toContain("✅");
  });

  it.each([
    ["tom", promoteStaging],
    ["rob", promoteStaging],
    ["mallory", promoteStaging],
    ["will", promoteProduction],
    ["tom", "ml/rollback"],
    ["will", "ml/rollback"],
    ["tom", "ml/retrain"],
  ])(
    "(edge case 11) by %s has no effect for %s: label removed, one reply with denied.role",
    async (login, label) => {
      const { context, state } = await createMergedWorld();
      const tags = state.tags.size;
      setLabel(state, 12, label, person(state, login));
      for (let count = 0; count < 3; count += 1) await reconcilePullRequest(12, context);
      expect(state.tags.size).toBe(tags);
      expect(state.deployments.size).toBe(0);
      expect(state.dispatches).toEqual([]);
      expect(labelsOf(state)).toEqual([]);
      expect(commentsOf(state, 12)).toHaveLength(1);
      expect(commentsOf(state, 12)[0]).toContain("(`denied.role`)");
    },
  );

  it("cannot end the marker of its reply", async () => {
    const { context, state } = await createMergedWorld();
    const label = "ml/promote:--> @everyone";
    for (let count = 0; count < 2; count += 1) {
      setLabel(state, 12, label, person(state, "mia"));
      await reconcilePullRequest(12, context);
    }
    expect(labelsOf(state)).toEqual([]);
    for (const body of commentsOf(state, 12)) {
      expect(body.split("\n")[0]).toMatch(/^<!-- pawl:reply [^<>]* -->$/);
      expect(body).not.toContain("@everyone");
    }
  });

  it("by a bot has no effect", async () => {
    const { context, state } = await createMergedWorld();
    setLabel(state, 12, promoteStaging, { id: 99, login: "other[bot]", type: "Bot" });
    await reconcilePullRequest(12, context);
    expect(assignments(state)).toEqual([]);
    expect(labelsOf(state)).toEqual([]);
    expect(commentsOf(state, 12)[0]).toContain("(`denied.bot`)");
  });

  it("whose setter is unknown has no effect", async () => {
    const { context, state } = await createMergedWorld();
    setLabel(state, 12, promoteStaging, person(state, "mia"));
    state.labelEvents.length = 0;
    await reconcilePullRequest(12, context);
    expect(assignments(state)).toEqual([]);
    expect(labelsOf(state)).toEqual([]);
  });

  it("on an open pull request is refused", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    setLabel(state, 12, promoteStaging, person(state, "will"));
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12).join()).toContain("(`blocked.not-merged`)");
    expect(labelsOf(state)).not.toContain(promoteStaging);
  });

  it("waits for the registration, and is done when it comes", async () => {
    const { context, state } = createBotWorld();
    mergePull(state, 50);
    setLabel(state, 12, promoteStaging, person(state, "will"));
    expect(await reconcilePullRequest(12, context)).toMatchObject({ reasonCode: "waiting.registration" });
    expect(labelsOf(state)).toEqual([promoteStaging]);
    expect(commentsOf(state, 12)).toEqual([]);
    await registerVersion(context, "v1.0.0", fakeSha(50));
    const { next } = await reconcileRegistry(context);
    expect(next).toContainEqual({ kind: "pull-request", repository: "acme/flights", number: 12 });
    await reconcilePullRequest(12, context);
    expect(assignments(state)).toEqual(["delay#staging#1"]);
    expect(labelsOf(state)).toEqual(["ml/stage:candidate"]);
  });

  it("for production is refused before the version was live in staging", async () => {
    const { context, state } = await createMergedWorld();
    setLabel(state, 12, promoteProduction, person(state, "mia"));
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)[0]).toContain("(`blocked.order`)");
    expect(assignments(state)).toEqual([]);
  });

  it("set again after a refusal is a new request with a reply of its own", async () => {
    const { context, state } = await createMergedWorld();
    setLabel(state, 12, promoteStaging, person(state, "tom"));
    await reconcilePullRequest(12, context);
    setLabel(state, 12, promoteStaging, person(state, "will"));
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toHaveLength(2);
    expect(assignments(state)).toEqual(["delay#staging#1"]);
  });

  it("converges after a crash before or after each of its writes", async () => {
    const arrange = async (): Promise<{ context: BotContext; state: FakeState }> => {
      const world = await createMergedWorld();
      setLabel(world.state, 12, promoteStaging, person(world.state, "will"));
      world.state.writes.length = 0;
      return world;
    };
    const oracle = await arrange();
    await reconcilePullRequest(12, oracle.context);
    const count = oracle.state.writes.length;
    expect(count).toBe(12);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { context, state } = await arrange();
        state.fault = { write, when };
        await reconcilePullRequest(12, context).catch((error: unknown) => {
          if (!isFault(error)) throw error;
        });
        await reconcilePullRequest(12, context);
        expect([
          assignments(state),
          state.deployments.size,
          labelsOf(state),
          commentsOf(state, 12).length,
        ]).toEqual([["delay#staging#1"], 1, [], 1]);
      }
    }
  });
});

describe("as a workflow", () => {
  it("the bot starts the deployment itself, once", async () => {
    const { context, state } = createBotWorld({ dispatchesDeployments: true });
    mergePull(state, 50);
    await registerVersion(context, "v1.0.0", fakeSha(50));
    setLabel(state, 12, promoteStaging, person(state, "will"));
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    const [deployment] = [...state.deployments.keys()];
    expect(state.dispatches).toEqual([
      { workflow: "pawl.yml", ref: "main", inputs: { verb: "deploy", deployment: String(deployment) } },
    ]);
  });
});

describe("an automatic environment", () => {
  it("gets the greatest version once, and a rollback is not undone", async () => {
    const { context, state } = createBotWorld();
    state.files.set("main:.github/pawl.yml", policyText.replace("{promote: manual}", "{promote: automatic}"));
    await registerVersion(context, "v1.0.0", fakeSha(50));
    for (let count = 0; count < 2; count += 1) await reconcileRegistry(context);
    expect(assignments(state)).toEqual(["delay#staging#1"]);
    await registerVersion(context, "v1.1.0", fakeSha(51));
    await reconcileRegistry(context);
    expect(assignments(state)).toHaveLength(2);
    const { taggedAt } = state.tags.get("delay#staging#2") ?? { taggedAt: "" };
    const later = new Date(Date.parse(taggedAt) + 1000).toISOString().replace(".000Z", "Z");
    const back = { name: "delay#staging#3", message: "", commitSha: fakeSha(50), taggedAt: later };
    await context.github.gitData.createTag(back);
    await reconcileRegistry(context);
    expect(assignments(state)).toHaveLength(3);
  });
});

describe("a retrain label", () => {
  it("on a drift issue dispatches the retraining, once", async () => {
    const { context, state } = createBotWorld();
    const issue = await context.github.issues.create({
      title: "Drift",
      body: "",
      labels: ["ml/drift", "model:delay"],
    });
    setLabel(state, issue.number, "ml/retrain", person(state, "will"));
    for (let count = 0; count < 2; count += 1) await reconcileIssue(issue.number, context);
    expect(state.dispatches).toEqual([
      {
        workflow: "pawl.yml",
        ref: "main",
        inputs: {
          verb: "retrain",
          model: "delay",
          issue: String(issue.number),
          run: expect.stringContaining('"asker":{"login":"will"') as unknown,
        },
      },
    ]);
    expect(labelsOf(state, issue.number)).toEqual(["ml/drift", "model:delay"]);
    expect(commentsOf(state, issue.number)).toHaveLength(1);
  });

  it("does not start a second one while the pull request is open", async () => {
    const { context, state } = createBotWorld();
    openPull(state, { number: 30, headRef: "pawl/retrain/delay/issue-3" });
    const issue = await context.github.issues.create({ title: "Drift", body: "", labels: ["model:delay"] });
    setLabel(state, issue.number, "ml/retrain", person(state, "will"));
    await reconcileIssue(issue.number, context);
    expect(state.dispatches).toEqual([]);
    expect(commentsOf(state, issue.number)[0]).toContain("already.open");
  });
});
