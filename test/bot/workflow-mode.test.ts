import { describe, expect, it } from "vitest";
import { runOnEvent } from "../../bot/workflow.ts";
import { digestOf } from "../../bot/events.ts";
import { addComment, setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  makeReport,
  mergePull,
  openPull,
  person,
  registerVersion,
} from "../support/bot-world.ts";

const repository = { id: 1296269, full_name: "acme/flights", default_branch: "main" };
const sender = { type: "User" };

describe("the bot as a workflow job", () => {
  it("handles the event that started it, and its own run", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const id = await addRun(state, makeReport(), { status: "in_progress", conclusion: null });
    const payload = { repository, pull_request: { number: 12, merged: false } };
    const ownRun = { id, ranPipeline: true };
    const worked = await runOnEvent({
      name: "pull_request",
      payload,
      token: "t",
      context: { ...context, ownRun },
    });
    expect(worked.map((entry) => entry.key)).toContain("pull-request/acme/flights/12");
    expect(commentsOf(state, 12)).toHaveLength(1);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
  });

  it("handles a command", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const body = "/ml help";
    const id = addComment(state, 12, body, person(state, "will"));
    const payload = { action: "created", repository, sender, comment: { id, body, user: sender } };
    const worked = await runOnEvent({ name: "issue_comment", payload, token: "t", context });
    expect(worked).toMatchObject([{ key: `comment/acme/flights/${id}/${digestOf(body)}` }]);
    expect(commentsOf(state, 12)).toHaveLength(2);
  });

  it("finishes after the registration what a label asked for before", async () => {
    const { context, state } = createBotWorld({ dispatchesDeployments: true });
    mergePull(state, 50);
    setLabel(state, 12, "ml/promote:staging", person(state, "will"));
    await registerVersion(context, "v1.0.0", fakeSha(50));
    await runOnEvent({ name: "push", payload: { repository, ref: "refs/heads/main" }, token: "t", context });
    expect([...state.deployments.values()].map((deployment) => deployment.ref)).toEqual(["delay@v1.0.0"]);
    expect(state.dispatches).toHaveLength(1);
  });

  it("sweeps on an event of no kind of its own", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const worked = await runOnEvent({ name: "schedule", payload: {}, token: "t", context });
    expect(worked.map((entry) => entry.key)).toEqual([
      "pull-request/acme/flights/12",
      "release/acme/flights",
    ]);
  });

  it("refuses a payload of another shape", async () => {
    const { context } = createBotWorld();
    const event = { name: "pull_request", payload: { repository: 1 }, token: "t", context };
    await expect(runOnEvent(event)).rejects.toMatchObject({ code: "github.malformed-response" });
  });

  it("gives a key up after a few attempts, and says so", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const broken = { ...context.github, pullRequests: { ...context.github.pullRequests, get: fail } };
    const payload = { repository, pull_request: { number: 12 } };
    const event = { name: "pull_request", payload, token: "t" };
    let now = 0;
    const clock = { now: () => new Date(now), sleep: async (ms: number) => void (now += ms) };
    const worked = await runOnEvent({ ...event, context: { ...context, clock, github: broken } });
    expect(worked).toEqual([{ key: "pull-request/acme/flights/12", outcome: undefined }]);
  });
});

async function fail(): Promise<never> {
  throw new TypeError("broken");
}
