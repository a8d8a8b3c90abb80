import { array, assert, asyncProperty, constantFrom, integer } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  RequestGate,
  urgencyOf,
  type ContentLimits,
  type LimitAnswer,
} from "../../../src/adapters/github/request-gate.ts";

/** A clock that is moved by waiting only; those who wait are woken in the order of their times. */
function createTime() {
  let atMs = 1_000_000;
  const sleepers: { readonly dueMs: number; readonly wake: () => void }[] = [];
  const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => atMs,
    wait: (durationMs: number) =>
      new Promise<void>((wake) => void sleepers.push({ dueMs: atMs + durationMs, wake })),
    /** Lets time pass until nobody sleeps. */
    run: async (): Promise<void> => {
      for (await flush(); sleepers.length > 0; await flush()) {
        sleepers.sort((a, b) => a.dueMs - b.dueMs);
        const next = sleepers.shift();
        atMs = Math.max(atMs, next?.dueMs ?? atMs);
        next?.wake();
      }
    },
  };
}

const comment = "POST /repos/{owner}/{repo}/issues/{number}/comments";
const check = "PATCH /repos/{owner}/{repo}/check-runs/{id}";
const hourMs = 3_600_000;

const spent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1090" };
const secondary = { status: 403, headers: {}, message: "You have exceeded a secondary rate limit." };

function open(limits: ContentLimits, maxWaitMs = 10 * hourMs) {
  const time = createTime();
  const pauses: number[] = [];
  const gate = new RequestGate({ ...time, limits, maxWaitMs, onPause: (untilMs) => pauses.push(untilMs) });
  return { time, gate, pauses };
}

describe("the request gate", () => {
  it("never passes either limit in any minute and any hour, and lets everything through in the end", async () => {
    const limits = { perMinute: 10, perHour: 25 };
    const { time, gate } = open(limits);
    const sent: number[] = [];
    for (let count = 0; count < 60; count += 1)
      void gate.enter(count % 3 === 0 ? check : comment).then(() => sent.push(time.now()));
    await time.run();
    expect(sent).toHaveLength(60);
    const most = (windowMs: number): number =>
      Math.max(...sent.map((at) => sent.filter((other) => other >= at && other < at + windowMs).length));
    expect(most(60_000)).toBeLessThanOrEqual(limits.perMinute);
    expect(most(hourMs)).toBeLessThanOrEqual(limits.perHour);
  });

  it("holds for any traffic", async () => {
    const traffic = array(constantFrom(comment, check), { minLength: 1, maxLength: 60 });
    await assert(
      asyncProperty(
        traffic,
        integer({ min: 2, max: 9 }),
        integer({ min: 9, max: 30 }),
        async (routes, perMinute, perHour) => {
          const { time, gate } = open({ perMinute, perHour }, 100 * hourMs);
          const sent: number[] = [];
          for (const route of routes) void gate.enter(route).then(() => sent.push(time.now()));
          await time.run();
          const isBelow = (limit: number, windowMs: number): boolean =>
            sent.every((at) => sent.filter((other) => other >= at && other < at + windowMs).length <= limit);
          return sent.length === routes.length && isBelow(perMinute, 60_000) && isBelow(perHour, hourMs);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("lets checks pass before comments, however long these have waited", async () => {
    const { time, gate } = open({ perMinute: 4, perHour: 1000 });
    const order: string[] = [];
    for (let count = 0; count < 8; count += 1) void gate.enter(comment).then(() => order.push("comment"));
    for (let count = 0; count < 4; count += 1) void gate.enter(check).then(() => order.push("check"));
    await time.run();
    expect(order).toHaveLength(12);
    // Three of four places are open to comments; the rest of the comments waits for all four checks.
    expect(order.slice(0, 3)).toEqual(["comment", "comment", "comment"]);
    expect(order.slice(3, 7)).toEqual(["check", "check", "check", "check"]);
  });

  it("does not count reads and git objects", async () => {
    const { time, gate } = open({ perMinute: 1, perHour: 1 }, 0);
    await gate.enter(check);
    for (let count = 0; count < 100; count += 1) {
      await gate.enter("GET /repos/{owner}/{repo}");
      await gate.enter("POST /repos/{owner}/{repo}/git/blobs");
    }
    await expect(gate.enter(check)).rejects.toMatchObject({ code: "github.rate-limited" });
    expect(time.now()).toBe(1_000_000);
  });

  it("says when to come back instead of waiting for an hour", async () => {
    const { time, gate } = open({ perMinute: 1, perHour: 1 }, 30_000);
    await gate.enter(check);
    const failure = await gate.enter(check).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "github.rate-limited", retryAtMs: time.now() + hourMs });
  });

  it.each<[string, LimitAnswer, number | undefined]>([
    ["429 with a time", { status: 429, headers: { "retry-after": "7" } }, 7000],
    ["429 without one", { status: 429, headers: {} }, 60_000],
    ["a secondary limit with a time", { ...secondary, headers: { "retry-after": "30" } }, 30_000],
    ["a secondary limit without one", secondary, 60_000],
    ["a primary limit", { status: 403, headers: spent }, 90_000],
    ["the last request of the hour", { status: 200, headers: spent }, 90_000],
    ["the last search", { status: 200, headers: { ...spent, "x-ratelimit-resource": "search" } }, undefined],
    [
      "a right that is missing",
      { status: 403, headers: {}, message: "Resource not accessible by integration" },
      undefined,
    ],
    ["nonsense", { status: 429, headers: { "retry-after": "soon" } }, 60_000],
    ["a year", { status: 429, headers: { "retry-after": "31536000" } }, 2 * hourMs],
    ["a server error with a time", { status: 503, headers: { "retry-after": "5" } }, undefined],
  ])("stops everything after %s", async (_, answer, durationMs) => {
    const { time, gate, pauses } = open({ perMinute: 10, perHour: 10 });
    const until = gate.observe(answer);
    expect(until).toBe(durationMs === undefined ? undefined : time.now() + durationMs);
    expect(pauses).toEqual(until === undefined ? [] : [until]);
    const passed: number[] = [];
    void gate.enter("GET /repos/{owner}/{repo}").then(() => passed.push(time.now()));
    void gate.enter(check).then(() => passed.push(time.now()));
    const startedMs = time.now();
    await time.run();
    expect(passed).toEqual([startedMs + (durationMs ?? 0), startedMs + (durationMs ?? 0)]);
  });
});

describe("urgency", () => {
  it.each([
    ["GET /repos/{owner}/{repo}/issues/{number}/comments", "read"],
    ["POST /repos/{owner}/{repo}/git/blobs", "read"],
    ["POST /repos/{owner}/{repo}/git/refs", "gate"],
    ["PATCH /repos/{owner}/{repo}/git/refs/{ref}", "gate"],
    ["POST /repos/{owner}/{repo}/check-runs", "gate"],
    ["POST /repos/{owner}/{repo}/deployments/{id}/statuses", "gate"],
    ["POST /repos/{owner}/{repo}/issues/{number}/comments", "cosmetic"],
    ["PATCH /repos/{owner}/{repo}/issues/comments/{id}", "cosmetic"],
    ["POST /repos/{owner}/{repo}/issues/{number}/labels", "cosmetic"],
    ["POST /graphql", "read"],
    ["POST /graphql mutation", "cosmetic"],
  ])("of %s is %s", (route, urgency) => {
    expect(urgencyOf(route)).toBe(urgency);
  });
});
