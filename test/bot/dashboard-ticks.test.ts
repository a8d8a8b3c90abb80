import { describe, expect, it } from "vitest";
import { keysOf } from "../../bot/events.ts";
import { formatKey, parseKey } from "../../bot/key.ts";
import { commentsOf } from "../support/bot-world.ts";
import {
  createDashboardWorld,
  editIssue,
  openDrift,
  theDashboard,
  tick,
  work,
} from "../support/dashboard-world.ts";

describe("edge case 18: a box of the dashboard", () => {
  it("ticked by somebody who may asks for the promotion, is answered once and unticked", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const keys = await tick(world, "act=promote", "lea");
    expect(keys.map(({ kind }) => kind)).toEqual(["tick", "dashboard"]);
    world.later();
    await work(keys, world);
    const issue = await theDashboard(world);
    expect(commentsOf(world.state, issue.number)).toHaveLength(1);
    expect(commentsOf(world.state, issue.number)[0]).toContain("/ml approve p-");
    expect(issue.body).not.toContain("[x]");
    world.later();
    // GitHub may deliver it again, and we may crash after the reply.
    await work(keys, world);
    expect(commentsOf(world.state, issue.number)).toHaveLength(1);
  });

  it.each(["tom", "rob", "mallory"])(
    "ticked by %s promotes nothing: denied.role, and it is unticked",
    async (by) => {
      const world = await createDashboardWorld();
      await world.render();
      const refs = [...world.state.refs.keys()];
      const keys = await tick(world, "act=promote", by);
      world.later();
      const [code] = await work(keys, world);
      expect(code).toBe("denied.role");
      const issue = await theDashboard(world);
      expect(commentsOf(world.state, issue.number).join()).toContain("(`denied.role`)");
      expect(issue.body).not.toContain("[x]");
      expect([...world.state.refs.keys()]).toEqual(refs);
    },
  );

  it("for retraining dispatches it once, however often the event comes", async () => {
    const world = await createDashboardWorld();
    const drift = await openDrift(world);
    await world.render();
    const keys = await tick(world, "act=retrain", "will");
    for (let count = 0; count < 3; count += 1) await work(keys, world);
    expect(world.state.dispatches).toEqual([
      {
        workflow: "pawl.yml",
        ref: "main",
        inputs: {
          verb: "retrain",
          model: "delay",
          issue: String(drift),
          run: expect.stringContaining('"asker":{"login":"will"') as unknown,
        },
      },
    ]);
  });

  it("that somebody wrote into the page asks for nothing", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const issue = await theDashboard(world);
    const line = "- [ ] <!-- act=promote model=delay version=v1.0.0 to=production --> free production";
    world.state.issues.set(issue.number, { ...issue, body: `${issue.body}\n${line}` });
    const keys = await tick(world, "to=production", "mia");
    world.later();
    const [code] = await work(keys, world);
    expect(code).toBe("stale.action");
    expect([...world.state.tags.keys()].filter((name) => name.includes("#"))).toEqual([]);
    expect((await theDashboard(world)).body).not.toContain("free production");
  });

  it("on a page of somebody else asks for nothing and gets no answer", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { body, title } = await theDashboard(world);
    const copy = await world.context.github.issues.create({ title, body, labels: [] });
    world.state.issues.set(copy.number, { ...copy, authorLogin: "mallory" });
    const ticked = body.replace("[ ] <!-- act=refresh", "[x] <!-- act=refresh");
    const keys = editIssue(world, copy, { body: ticked, by: "mallory" });
    expect((await work(keys, world))[0]).toBe("unknown.dashboard");
    expect(commentsOf(world.state, copy.number)).toEqual([]);
  });

  it("ticked while we rewrite the page is heard from its event, though the page is empty again", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const keys = await tick(world, "act=refresh", "tom");
    const issue = await theDashboard(world);
    world.state.issues.set(issue.number, { ...issue, body: issue.body.replace("[x]", "[ ]") });
    expect((await work(keys, world))[0]).toBe("refreshed");
  });

  it("is no request when a bot ticks it, when it was ticked before, or when it is unticked", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const issue = await theDashboard(world);
    const ticked = issue.body.replace("[ ]", "[x]");
    expect(editIssue(world, issue, { body: ticked, by: "other[bot]", type: "Bot" })).toEqual([]);
    const was = { ...issue, body: ticked };
    const kinds = (keys: ReturnType<typeof editIssue>) => keys.map(({ kind }) => kind);
    expect(kinds(editIssue(world, was, { body: `${ticked}\nmore`, by: "mia" }))).toEqual(["dashboard"]);
    expect(kinds(editIssue(world, was, { body: issue.body, by: "mia" }))).toEqual(["dashboard"]);
  });

  it("comes as a key that survives the queue; odd logins and bodies give none", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const [key] = await tick(world, "act=refresh", "tom");
    expect(key && parseKey(formatKey(key))).toEqual(key);
    for (const login of ["a/b", "", "-x", "x".repeat(300), "../../1"]) {
      const keys = await tick(world, "act=promote", login);
      expect(keys.map(({ kind }) => kind)).toEqual(["dashboard"]);
    }
    const repository = { id: 81, full_name: "acme/flights", default_branch: "main" };
    const event = { action: "edited", repository, issue: { number: 3, body: null }, sender: null };
    expect(keysOf("issues", event)).toEqual([]);
    expect(keysOf("issues", { ...event, issue: { number: 3, body: 7 } })).toBeUndefined();
  });
});
