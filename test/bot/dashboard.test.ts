import { describe, expect, it } from "vitest";
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { addRun, headSha, makeReport, openPull, registerVersion } from "../support/bot-world.ts";
import {
  createDashboardWorld,
  dashboardPolicy,
  dashboardsOf,
  keptPin,
  openDrift,
  theDashboard,
  work,
  type DashboardWorld,
} from "../support/dashboard-world.ts";
import { addComment, setLabel } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { planOf, say } from "../support/promotion-scene.ts";

const off = dashboardPolicy.replace("dashboard: true", "dashboard: false");

function setPolicy({ state }: DashboardWorld, text: string): void {
  state.files.set("main:.github/pawl.yml", text);
  state.files.set(`${"1".repeat(40)}:.github/pawl.yml`, text);
}

describe("the model dashboard", () => {
  it("is off unless the policy says so: nothing is opened or kept", async () => {
    const world = await createDashboardWorld(off);
    expect((await world.render()).reasonCode).toBe("dashboard.off");
    expect((await reconcileRegistry(world.context)).next).not.toContainEqual({
      kind: "dashboard",
      repository: "acme/flights",
    });
    expect(await dashboardsOf(world)).toEqual([]);
    expect(world.state.refs.has("refs/pawl/dashboard")).toBe(false);
  });

  it("is opened by the look at the registry, once, and not written again while nothing changes", async () => {
    const world = await createDashboardWorld();
    const { next = [] } = await reconcileRegistry(world.context);
    await work(
      next.filter(({ kind }) => kind === "dashboard"),
      world,
    );
    const writes = world.state.writes.length;
    for (let count = 0; count < 3; count += 1) {
      expect(await world.render()).toMatchObject({ decision: "unchanged" });
    }
    expect(world.state.writes).toHaveLength(writes);
    expect((await theDashboard(world)).body).toContain(
      "| **delay** | – | – | [v1.0.0](https://github.test/acme/flights/releases/tag/delay%40v1.0.0), 2026-01-01 | – | 🟢 |",
    );
  });

  it("shows versions, candidates with their gates, drift, locks and what waits for approval", async () => {
    const world = await createDashboardWorld();
    const { state, context } = world;
    openPull(state, { number: 30, headRef: "more" });
    await addRun(state, makeReport(), { headBranch: "more" });
    await reconcilePullRequest(30, context);
    const drift = await openDrift(world);
    await say(world, "lea", "/ml promote --to staging");
    const locked = await say(
      world,
      "will",
      '/ml lock production delay --ttl 2d --reason "canary | @all #1"',
      30,
    );
    expect(locked).toMatchObject({ code: "locked" });
    await world.render();
    const { body } = await theDashboard(world);
    expect(body).toContain("✅ #30");
    expect(body).toContain(`🔴 #${drift} (production, data)`);
    expect(body).toContain(`/ml approve ${planOf(world)}`);
    expect(body).toMatch(/\| production \/ delay \| #30, will \| .* \| canary \\\| @\u200Ball #\u200B1 \|/);
    expect(body).toContain("**0 without drift · 1 drifting · 1 promotion waits · 1 lock**");
    expect(body).toContain("policy `.github/pawl.yml@1111111`");
    expect(body).toContain(`<!-- act=retrain model=delay issue=${drift} -->`);
    expect(body).toContain("<!-- act=promote model=delay version=v1.0.0 to=staging -->");
  });

  it("says of a candidate whose head was pushed to that its gates are not known", async () => {
    const world = await createDashboardWorld();
    openPull(world.state, { number: 30, headRef: "more" });
    await addRun(world.state, makeReport(), { headBranch: "more" });
    await reconcilePullRequest(30, world.context);
    const pull = world.state.pullRequests.get(30);
    if (pull !== undefined) world.state.pullRequests.set(30, { ...pull, headSha: fakeSha(77) });
    await world.render();
    expect((await theDashboard(world)).body).toContain("⏳ #30");
  });

  it("takes no report, drift or reply of anybody else for ours", async () => {
    const world = await createDashboardWorld();
    const { state } = world;
    const mallory = { id: 66, login: "mallory", type: "User" } as const;
    openPull(state, { number: 30, headRef: "more" });
    addComment(
      state,
      30,
      `<!-- pawl:report v=1 repo=81 pr=30 slot=delay sha=${headSha.slice(0, 7)} seq=1 -->`,
      mallory,
    );
    const drift = await openDrift(world);
    const issue = state.issues.get(drift);
    if (issue !== undefined) state.issues.set(drift, { ...issue, authorLogin: "mallory" });
    await world.render();
    const { body } = await theDashboard(world);
    expect(body).not.toContain("#30");
    expect(body).not.toContain(`#${drift}`);
  });

  it("is written at most every 10 seconds, and says when it is due", async () => {
    const world = await createDashboardWorld();
    await world.render();
    await registerVersion(world.context, "v1.1.0", fakeSha(51));
    world.later(4000);
    const [code] = await work([{ kind: "dashboard", repository: "acme/flights" }], world);
    expect(code).toBe("dashboard.pause");
    world.later(6000);
    await work([{ kind: "dashboard", repository: "acme/flights" }], world);
    expect((await theDashboard(world)).body).toContain("v1.1.0");
  });

  it("shows the problems of a policy that is broken, and is not closed by it", async () => {
    const world = await createDashboardWorld();
    await world.render();
    setPolicy(world, dashboardPolicy.replace("binary-classification", "<img src=x>"));
    await world.render();
    const { body } = await theDashboard(world);
    expect(body).toContain("## Problems with this repository");
    expect(body).toContain("`.github/pawl.yml` line 6: ");
    expect(body).not.toContain("<img");
  });

  it("is closed when the policy does not want it any more, and opened again when it does", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    setPolicy(world, off);
    await world.render();
    expect((await dashboardsOf(world)).map(({ state }) => state)).toEqual(["closed"]);
    setPolicy(world, dashboardPolicy);
    await world.render();
    expect((await theDashboard(world)).number).toBe(number);
  });

  it("ends in one issue after a crash before or after each of its writes", async () => {
    const oracle = await createDashboardWorld();
    const before = oracle.state.writes.length;
    await oracle.render();
    const count = oracle.state.writes.length - before;
    expect(count).toBe(6);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await createDashboardWorld();
        world.state.fault = { write: world.state.writes.length + write, when };
        await expect(world.render()).rejects.toSatisfy(isFault);
        await world.render();
        await world.render();
        expect(await dashboardsOf(world)).toHaveLength(1);
        expect(world.state.refs.has("refs/pawl/dashboard")).toBe(true);
        expect([...world.state.pins.now]).toEqual([(await theDashboard(world)).number]);
        expect(keptPin(world)).toBe("pinned");
      }
    }
  });

  it("is written for no pull request from a fork", async () => {
    const world = await createDashboardWorld();
    openPull(world.state, { number: 30, headRef: "more", headRepositoryId: 999 });
    await addRun(world.state, makeReport(), { headBranch: "more", headRepositoryId: 999 });
    const outcome = await reconcilePullRequest(30, world.context);
    expect(outcome.next ?? []).toEqual([]);
  });
});

describe("edge case 19: a dashboard that was", () => {
  const spoil = async (change: Partial<Awaited<ReturnType<typeof theDashboard>>>) => {
    const world = await createDashboardWorld();
    await world.render();
    const issue = await theDashboard(world);
    world.state.issues.set(issue.number, { ...issue, ...change });
    await world.render();
    return { world, issue, now: await dashboardsOf(world) };
  };

  it.each([
    ["emptied", { body: "" }],
    ["renamed", { title: "Groceries" }],
    ["closed", { state: "closed" as const }],
    [
      "given a marker of the far future",
      { body: "<!-- pawl:dashboard v=1 repo=81 seq=9 at=2999-01-01T00:00:00Z -->" },
    ],
  ])("%s is put right in place", async (_, change) => {
    const { issue, now } = await spoil(change);
    expect(now).toHaveLength(1);
    expect(now[0]).toMatchObject({ number: issue.number, title: issue.title, state: "open" });
    expect(now[0]?.body.split("\n").slice(1)).toEqual(issue.body.split("\n").slice(1));
  });

  it("robbed of its label has it again", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    world.state.labels.get(number)?.clear();
    await world.render();
    expect((await theDashboard(world)).number).toBe(number);
  });

  it("deleted is opened anew, and its number kept", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const { number } = await theDashboard(world);
    world.state.issues.delete(number);
    await world.render();
    const fresh = await theDashboard(world);
    expect(fresh.number).not.toBe(number);
    expect(
      world.state.commits.get(world.state.refs.get("refs/pawl/dashboard") ?? "")?.files.get("state.json"),
    ).toContain(String(fresh.number));
  });

  it("transferred is opened anew here: what GitHub answers from there is not ours", async () => {
    const { issue, now } = await spoil({ url: "https://github.test/other/place/issues/3" });
    expect(now).toHaveLength(2);
    expect(now[0]).toMatchObject({ number: issue.number, body: issue.body });
    expect(now[1]).toMatchObject({ state: "open" });
  });

  it("doubled: without a stored number the newest is adopted, the others are closed with a link", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const old = await theDashboard(world);
    const { title, body } = old;
    const copy = await world.context.github.issues.create({ title, body, labels: ["ml/dashboard"] });
    world.state.refs.delete("refs/pawl/dashboard");
    await world.render();
    expect((await theDashboard(world)).number).toBe(copy.number);
    const [closed] = await dashboardsOf(world);
    expect(closed).toMatchObject({ number: old.number, state: "closed" });
    expect(closed?.body).toContain(`#${copy.number}`);
  });

  it("copied by somebody else is left alone, and never adopted", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const own = await theDashboard(world);
    const copy = await world.context.github.issues.create({
      title: "x",
      body: own.body,
      labels: ["ml/dashboard"],
    });
    world.state.issues.set(copy.number, { ...copy, authorLogin: "mallory" });
    world.state.refs.delete("refs/pawl/dashboard");
    await world.render();
    expect(world.state.issues.get(copy.number)).toMatchObject({ state: "open", body: own.body });
    expect(world.state.issues.get(own.number)).toMatchObject({ state: "open" });
  });

  it("named by a ref that somebody moved to a drift issue is not written over it", async () => {
    const world = await createDashboardWorld();
    await world.render();
    const own = await theDashboard(world);
    const drift = await openDrift(world);
    const file = JSON.stringify({ schema: "pawl.dashboard/1", number: drift });
    const { commits } = world.context.github;
    const sha = await commits.create({ message: "x", files: { "state.json": file } });
    world.state.refs.set("refs/pawl/dashboard", sha);
    await world.render();
    expect(world.state.issues.get(drift)?.body).toContain("pawl:drift");
    expect((await theDashboard(world)).number).toBe(own.number);
  });
});

it("setLabel of anybody on the dashboard changes nothing about it", async () => {
  const world = await createDashboardWorld();
  await world.render();
  const issue = await theDashboard(world);
  setLabel(world.state, issue.number, "ml/hold", { id: 66, login: "mallory", type: "User" });
  expect((await world.render()).decision).toBe("unchanged");
});
