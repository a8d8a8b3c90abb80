import { describe, expect, it } from "vitest";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  makeReport,
  openPull,
  policyText,
} from "../support/bot-world.ts";
import { say, type Scene } from "../support/promotion-scene.ts";

describe("an override", () => {
  const failing = makeReport({
    verdict: "fail",
    gates: [
      {
        gate: "roc_auc ≥ 0.90",
        metric: "roc_auc",
        slice: null,
        status: "fail",
        reasonCode: "gate.limit",
        reason: "0.72 is below",
      },
    ],
  });
  async function failed(): Promise<Scene> {
    const world = createBotWorld();
    openPull(world.state, { authorLogin: "will" });
    await addRun(world.state, failing);
    await reconcilePullRequest(12, world.context);
    expect(checkOf(world.state, "ml/metrics")).toEqual([["completed", "failure"]]);
    return world;
  }
  const line = '/ml override roc_auc --reason "known data error"';

  it("by somebody who maintains lets the gate pass with name and reason, until cancelled, a move of the base or a push", async () => {
    const scene = await failed();
    const { state, context } = scene;
    expect((await say(scene, "mia", line)).code).toBe("overridden");
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
    expect(commentsOf(state, 12).join()).toContain("known data error");
    expect([...(state.labels.get(12)?.keys() ?? [])]).toContain("ml/gate:override");
    await say(scene, "will", "/ml override cancel roc_auc");
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    await say(scene, "mia", line);
    state.refs.set("refs/heads/main", fakeSha(2));
    state.files.set(`${fakeSha(2)}:.github/pawl.yml`, policyText);
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    await say(scene, "mia", `${line} --sticky`);
    state.refs.set("refs/heads/main", fakeSha(3));
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
    const headSha = fakeSha(44);
    openPull(state, { authorLogin: "will", headSha });
    await addRun(state, { ...failing, headSha }, { headSha });
    await reconcilePullRequest(12, context);
    expect(checkOf(state, "ml/metrics", headSha)).toEqual([["completed", "failure"]]);
  });

  it.each([
    ["will", line, "denied.role"],
    ["mia", "/ml override roc_auc", "missing.reason"],
    ["mia", '/ml override recall --reason "known data error"', "unknown.gate"],
  ])("by %s with %s is refused: %s", async (login, body, code) => {
    expect((await say(await failed(), login, body)).code).toBe(code);
  });

  it("by the author is refused, whatever their role", async () => {
    const scene = await failed();
    scene.state.roles.set("will", "admin");
    expect((await say(scene, "will", line)).code).toBe("denied.self-approval");
  });
});
