import { afterEach, describe, expect, it } from "vitest";
import { listOpenKeys } from "../../bot/reconcile/sweep.ts";
import { redeliverLost } from "../../bot/redeliver.ts";
import { createAppDeliveries } from "../../src/runtime/compose.ts";
import { BotSandbox, until } from "../support/bot-sandbox.ts";
import { createBotWorld, openPull, person } from "../support/bot-world.ts";
import { addComment } from "../support/github-fake/conversation.ts";

let sandbox: BotSandbox | undefined;
afterEach(async () => {
  await sandbox?.[Symbol.asyncDispose]();
  sandbox = undefined;
});

const appOf = ({ github }: BotSandbox) => ({
  apiUrl: github.url,
  appId: github.app.id,
  privateKey: github.app.privateKey,
});

describe("events that did not arrive", () => {
  it("(edge case 16) are asked for again from GitHub's log, once they are old enough, and then never more", async () => {
    sandbox = await BotSandbox.start();
    sandbox.github.setAppWebhook("http://127.0.0.1:1/");
    const { sha } = await sandbox.openPull("unheard");
    await sandbox.github.idle();
    sandbox.github.setAppWebhook(sandbox.url);
    const deliveries = await createAppDeliveries(appOf(sandbox));
    const later = { now: () => new Date(Date.now() + 120_000) };
    expect(await redeliverLost(deliveries, { now: () => new Date() })).toBe(0);
    expect(await redeliverLost(deliveries, later)).toBeGreaterThan(0);
    await sandbox.github.idle();
    expect(
      await until(() => sandbox?.findCheck(sha, "ml/config") ?? Promise.resolve(undefined)),
    ).toBeDefined();
    expect(await redeliverLost(deliveries, later)).toBe(0);
    expect(await deliveries.redeliver(999_999_999)).toBe(false);
  });

  it("are made up for by the sweep: a command without a reply is found, an answered or edited one is not", async () => {
    const { context, state } = createBotWorld();
    openPull(state);
    const will = person(state, "will");
    const now = new Date(Math.max(...[...state.comments.values()].map((c) => Date.parse(c.createdAt)), 0));
    const world = { ...context, clock: { ...context.clock, now: () => now } };
    const lost = addComment(state, 12, "/ml help", will);
    const answered = addComment(state, 12, "/ml status", will);
    addComment(state, 12, "nothing to do", will);
    const edited = addComment(state, 12, "/ml retrain", will);
    await context.github.comments.update(edited, "/ml rollback");
    const marker = `<!-- pawl:reply v=1 to=comment:${answered} outcome=done -->`;
    await context.github.comments.create(12, `${marker}\nDone`);
    // The words of a reply by somebody else are none.
    addComment(state, 12, `<!-- pawl:reply v=1 to=comment:${lost} outcome=done -->`, will);
    const keys = await listOpenKeys(world);
    expect(keys.filter(({ kind }) => kind === "comment").map((key) => "id" in key && key.id)).toEqual([lost]);
  });
});

describe("a repository that moves", () => {
  it("(edge case 20) is found under its new name", async () => {
    sandbox = await BotSandbox.start();
    const { sha } = await sandbox.openPull("before");
    await until(() => sandbox?.findCheck(sha, "ml/config") ?? Promise.resolve(undefined));
    await sandbox.github.idle();
    await sandbox.call("PATCH", "", { name: "planes" });
    sandbox.name = "planes";
    const next = await sandbox.openPull("after");
    const check = await until(() => sandbox?.findCheck(next.sha, "ml/config") ?? Promise.resolve(undefined));
    expect(check.conclusion).toBe("success");
  });
});

describe("an App that is removed", () => {
  it("does nothing there, and catches up when it is installed again", async () => {
    sandbox = await BotSandbox.start();
    const first = await sandbox.openPull("installed");
    await until(() => sandbox?.findCheck(first.sha, "ml/config") ?? Promise.resolve(undefined));
    await sandbox.github.idle();
    const reinstall = sandbox.uninstall("acme");
    const { number, sha } = await sandbox.openPull("alone");
    const repository = {
      id: await sandbox.repositoryId(),
      full_name: "acme/flights",
      default_branch: "main",
    };
    const opened = { repository, pull_request: { number, merged: false } };
    // An event that was on its way when the App was removed.
    expect(await sandbox.deliver("pull_request", opened)).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await sandbox.findCheck(sha, "ml/config")).toBeUndefined();
    const installation = { id: reinstall() };
    const installed = { action: "created", installation, repositories: [{ id: repository.id }] };
    expect(await sandbox.deliver("installation", installed)).toBe(202);
    expect(
      await until(() => sandbox?.findCheck(sha, "ml/config") ?? Promise.resolve(undefined)),
    ).toBeDefined();
  });
});
