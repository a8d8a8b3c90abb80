import { describe, expect, it } from "vitest";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { formatApprovalRecord, parseApprovalRecord } from "../../src/registry/approval-record.ts";
import { commentsOf, person } from "../support/bot-world.ts";
import {
  createDashboardWorld,
  theDashboard,
  tick,
  work,
  type DashboardWorld,
} from "../support/dashboard-world.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { assignmentsOf, say } from "../support/promotion-scene.ts";

/** A promotion of v1.0.0 to staging that `max` asked for waits for two, and the page shows it. */
async function createWaiting(): Promise<DashboardWorld> {
  const world = await createDashboardWorld();
  await say(world, "max", "/ml promote delay@v1.0.0 --to staging");
  await world.render();
  return world;
}

let second = 0;

/** Ticks the box of the plan; gives the code of the answer. */
async function approve(world: DashboardWorld, by: string): Promise<string | undefined> {
  second += 1;
  const at = new Date(Date.parse("2026-02-01T00:10:00Z") + second * 1000).toISOString();
  const keys = await tick(world, "act=approve", by, at.replace(".000Z", "Z"));
  world.later();
  const [code] = await work(keys, world);
  await world.render();
  return code;
}

async function recordsOn(world: DashboardWorld): Promise<readonly string[]> {
  const { number } = await theDashboard(world);
  return commentsOf(world.state, number).filter((body) => body.startsWith("<!-- pawl:approval "));
}

describe("a box that approves", () => {
  it("counts each person who may, and with the last one the plan is carried out", async () => {
    const world = await createWaiting();
    expect((await theDashboard(world)).body).toMatch(
      /- \[ \] <!-- act=approve plan=p-\S+ --> Approve \*\*delay v1\.0\.0\*\* to staging: asked for by max in #12, who must not be you; approvals: 0 of 2/,
    );
    expect(await approve(world, "mia")).toBe("waiting.approval");
    expect(await approve(world, "mia")).toBe("waiting.approval");
    expect((await theDashboard(world)).body).toContain("approvals: 1 of 2");
    expect(assignmentsOf(world)).toEqual([]);
    expect(await approve(world, "ada")).toBe("promoted");
    expect(assignmentsOf(world)).toEqual(["delay#staging#1"]);
    expect((await theDashboard(world)).body).not.toContain("act=approve");
  });

  it.each([
    ["max", "denied.self-approval"],
    ["will", "denied.author-approval"],
    ["tom", "denied.approver"],
    ["rob", "denied.role"],
  ])("does not count for %s: %s", async (by, code) => {
    const world = await createWaiting();
    expect(await approve(world, by)).toBe(code);
    await approve(world, "mia");
    expect(assignmentsOf(world)).toEqual([]);
    expect((await theDashboard(world)).body).toContain("approvals: 1 of 2");
  });

  it("is taken back by deleting or editing our comment about it", async () => {
    for (const change of ["deleted", "edited"] as const) {
      const world = await createWaiting();
      await approve(world, "mia");
      const found = [...world.state.comments.values()].find(({ body }) => parseFirst(body) !== undefined);
      if (found === undefined) throw new TypeError("there is no record");
      if (change === "deleted") world.state.comments.delete(found.id);
      else world.state.comments.set(found.id, { ...found, updatedAt: "2026-03-01T00:00:00Z" });
      expect(await approve(world, "ada")).toBe("waiting.approval");
      expect(assignmentsOf(world)).toEqual([]);
    }
  });

  it("is not forged by who copies our comment, nor by moving another person's", async () => {
    for (const author of ["mallory", "pawl"]) {
      const world = await createWaiting();
      await approve(world, "mia");
      const found = [...world.state.comments.values()].find(({ body }) => parseFirst(body) !== undefined);
      const record = parseFirst(found?.body ?? "");
      if (found === undefined || record === undefined) throw new TypeError("there is no record");
      const by = author === "pawl" ? world.state.self : person(world.state, author);
      const line = formatApprovalRecord({ ...record, login: author === "pawl" ? "will" : "mia" });
      const forged = addComment(world.state, 12, line, by);
      const copy = world.state.comments.get(forged);
      if (copy !== undefined) world.state.comments.set(found.id, { ...copy, id: found.id });
      expect(await approve(world, "ada")).toBe("waiting.approval");
      expect(assignmentsOf(world)).toEqual([]);
    }
  });

  it("is not offered, and no record counts, where any workflow may write as we do", async () => {
    const world = await createWaiting();
    await approve(world, "mia");
    const self = async () => ({ login: "pawl[bot]", appId: null });
    const github = { ...world.context.github, members: { ...world.context.github.members, self } };
    const context = { ...world.context, github, ownRun: { id: 1, ranPipeline: false } };
    world.later();
    await reconcile({ kind: "dashboard", repository: "acme/flights" }, context);
    const { body } = await theDashboard(world);
    expect(body).not.toContain("act=approve");
    const plan = /`\/ml approve (p-\S+)`/.exec(body)?.[1] ?? "";
    expect((await say({ ...world, context }, "ada", `/ml approve ${plan}`)).reply).toContain(
      "did not give it to the bot",
    );
    expect(assignmentsOf(world)).toEqual([]);
  });

  it("leaves one record and one approval after a crash before or after each write", async () => {
    for (let write = 1; write <= 6; write += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await createWaiting();
        const keys = await tick(world, "act=approve", "mia", "2026-02-01T00:20:00Z");
        world.later();
        world.state.fault = { write: world.state.writes.length + write, when };
        await work(keys, world).catch((error: unknown) => expect(isFault(error)).toBe(true));
        world.state.fault = undefined;
        await work(keys, world);
        await world.render();
        expect(await recordsOn(world)).toHaveLength(1);
        expect((await theDashboard(world)).body).toContain("approvals: 1 of 2");
      }
    }
  });
});

const parseFirst = (body: string) => parseApprovalRecord(body.split("\n", 1)[0] ?? "");
