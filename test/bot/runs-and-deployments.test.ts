import { describe, expect, it } from "vitest";
import { reconcileDeployment } from "../../bot/reconcile/deployment.ts";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import { listOpenKeys } from "../../bot/reconcile/sweep.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { addRun, checkOf, createBotWorld, headSha, openPull } from "../support/bot-world.ts";

const payload = {
  schema: "pawl.deployment/1",
  model: "delay",
  version: "v1.0.0",
  environment: "staging",
  tag: "delay#staging#1",
  sha256: "a".repeat(64),
};

describe("a run", () => {
  it("(edge case 10) leads to the pull request of its branch and repository, not to a fork's of the same name", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    openPull(state, { number: 13, headRepositoryId: 4711, headSha: fakeSha(43) });
    const id = await addRun(state, undefined);
    const { next } = await reconcileRun(id, context);
    expect(next).toEqual([{ kind: "pull-request", repository: "acme/flights", number: 12 }]);
  });

  it("of another workflow leads nowhere", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const id = await addRun(state, undefined, { path: ".github/workflows/other.yml" });
    expect(await reconcileRun(id, context)).toEqual({ decision: "ignored", reasonCode: "unknown.run" });
  });

  it("of a push leads to the registry", async () => {
    const { context, state } = createBotWorld();
    const id = await addRun(state, undefined, { event: "push", headBranch: "main" });
    expect((await reconcileRun(id, context)).next).toEqual([{ kind: "release", repository: "acme/flights" }]);
  });
});

describe("a deployment", () => {
  it("carries the check ml/promotion from in progress to its end", async () => {
    const { context, state } = createBotWorld();
    state.tags.set("delay@v1.0.0", {
      name: "delay@v1.0.0",
      message: "",
      commitSha: headSha,
      taggedAt: "",
      taggerName: "",
      taggerEmail: "",
    });
    const request = { ref: "delay@v1.0.0", environment: "staging", description: "", payload };
    const { id } = await context.github.deployments.create(request);
    await reconcileDeployment(id, context);
    expect(checkOf(state, "ml/promotion")).toEqual([["in_progress", null]]);
    await context.github.deployments.createStatus(id, { state: "success", description: "" });
    await reconcileDeployment(id, context);
    expect(checkOf(state, "ml/promotion")).toEqual([["completed", "success"]]);
    const newer = await context.github.deployments.create(request);
    await context.github.deployments.createStatus(newer.id, { state: "failure", description: "" });
    await reconcileDeployment(newer.id, context);
    await reconcileDeployment(id, context);
    expect(checkOf(state, "ml/promotion")).toEqual([["completed", "failure"]]);
  });

  it("of the newest environment alone writes the check, so that two do not take turns", async () => {
    const { context, state } = createBotWorld();
    const tagger = { taggedAt: "2026-01-01T00:00:00Z", taggerName: "", taggerEmail: "" };
    for (const [name, message] of [
      ["delay@v1.0.0", "Registering artifact delay version v1.0.0"],
      ["delay#staging#1", "Assigning stage staging to artifact delay version v1.0.0"],
      ["delay#production#2", "Assigning stage production to artifact delay version v1.0.0"],
    ] as const) {
      state.tags.set(name, { name, message, commitSha: headSha, ...tagger });
    }
    const ids: number[] = [];
    for (const environment of ["staging", "production"]) {
      const request = { ref: "delay@v1.0.0", environment, description: "" };
      const { id } = await context.github.deployments.create({
        ...request,
        payload: { ...payload, environment },
      });
      await context.github.deployments.createStatus(id, { state: "success", description: "" });
      ids.push(id);
    }
    for (const id of ids) await reconcileDeployment(id, context);
    const writes = state.writes.length;
    for (const id of [...ids, ...ids]) await reconcileDeployment(id, context);
    expect(state.writes).toHaveLength(writes);
    expect([...state.checks.values()].map(({ title }) => title)).toEqual([
      "delay v1.0.0 in production: success",
    ]);
  });

  it("of somebody else is left alone", async () => {
    const { context, state } = createBotWorld();
    const request = { ref: "main", environment: "staging", description: "", payload: { other: 1 } };
    const { id } = await context.github.deployments.create(request);
    expect(await reconcileDeployment(id, context)).toMatchObject({ decision: "ignored" });
    expect(state.checks.size).toBe(0);
  });
});

describe("the sweep", () => {
  it("looks at open pull requests, issues with a request, and the registry", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    openPull(state, { number: 13, state: "closed" });
    const issue = await context.github.issues.create({ title: "", body: "", labels: ["ml/retrain"] });
    await context.github.issues.create({ title: "", body: "", labels: [] });
    expect(await listOpenKeys(context)).toEqual([
      { kind: "pull-request", repository: "acme/flights", number: 12 },
      { kind: "issue", repository: "acme/flights", number: issue.number },
      { kind: "release", repository: "acme/flights" },
    ]);
  });
});
