import { describe, expect, it } from "vitest";
import { formatKey, parseKey, type Key } from "../../bot/key.ts";
import { drain, workOnce } from "../../bot/worker.ts";
import { PawlError } from "../../src/errors.ts";
import { openFileQueue } from "../../src/runtime/compose.ts";

const pull = (number: number): Key => ({ kind: "pull-request", repository: "acme/flights", number });
const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };

describe("a key", () => {
  it.each<Key>([
    pull(7),
    { kind: "issue", repository: "a/b", number: 1 },
    { kind: "run", repository: "a/b.c", id: 9_999_999_999 },
    { kind: "deployment", repository: "a/b", id: 2 },
    { kind: "comment", repository: "a/b", id: 3, digest: "0123456789abcdef" },
    { kind: "release", repository: "a/b" },
    { kind: "release", repository: "1296269" },
    { kind: "release", repository: "12/34" },
    { kind: "repository", repository: "1296269" },
    { kind: "pull-request", repository: "1296269", number: 7 },
    { kind: "pull-request", repository: "12/34", number: 7 },
    { kind: "comment", repository: "12", id: 3, digest: "0123456789abcdef" },
  ])("is what its text says: %o", (key) => {
    expect(parseKey(formatKey(key))).toEqual(key);
  });

  it.each([
    "",
    "pull-request/a/b",
    "pull-request/a/b/0",
    "release/a/b/1",
    "comment/a/b/1",
    "other/a/b/1",
    "run/a/1",
  ])("is not read from %o", (text) => {
    expect(parseKey(text)).toBeUndefined();
  });
});

/** Time that passes only by waiting. */
function createTime() {
  let nowMs = 0;
  return {
    now: () => new Date(nowMs),
    sleep: async (durationMs: number) => void (nowMs += durationMs),
  };
}

describe("the worker", () => {
  it("tries a failing key again, then gives it up, and works on the others", async () => {
    const clock = createTime();
    const queue = await openFileQueue(":memory:", clock);
    const attempts: string[] = [];
    const settled: string[] = [];
    const results: string[] = [];
    await queue.enqueue([pull(1), pull(2)].map(formatKey));
    await drain({
      queue,
      clock,
      log: quiet,
      maxAttempts: 3,
      reconcile: async (key) => {
        attempts.push(formatKey(key));
        if ("number" in key && key.number === 1) throw new TypeError("broken");
        return { decision: "done", reasonCode: "ok" };
      },
      onSettled: (key, outcome) => settled.push(`${formatKey(key)} ${outcome?.decision ?? "given up"}`),
      onAttempt: (kind, result) => results.push(`${kind} ${result}`),
    });
    expect(attempts.filter((text) => text.endsWith("/1"))).toHaveLength(3);
    expect(settled).toEqual(["pull-request/acme/flights/2 done", "pull-request/acme/flights/1 given up"]);
    expect(clock.now().getTime()).toBe(3000);
    expect(results.sort()).toEqual([
      "pull-request done",
      ...Array.from({ length: 3 }, () => "pull-request failed"),
    ]);
  });

  it("has nothing to do with an empty queue", async () => {
    const clock = createTime();
    const queue = await openFileQueue(":memory:", clock);
    const reconcile = async (): Promise<never> => Promise.reject(new TypeError("never"));
    expect(await workOnce({ queue, clock, log: quiet, maxAttempts: 1, reconcile })).toBe(false);
  });

  it("drops a key of another grammar", async () => {
    const clock = createTime();
    const queue = await openFileQueue(":memory:", clock);
    await queue.enqueue(["from/an/older/release"]);
    const reconcile = async (): Promise<never> => Promise.reject(new TypeError("never"));
    await drain({ queue, clock, log: quiet, maxAttempts: 1, reconcile });
    expect((await queue.load()).depth).toBe(0);
  });

  it.each([
    { maxLimitWaitMs: undefined, attempts: 9, atMs: 8 * 60_000 },
    { maxLimitWaitMs: 30_000, attempts: 1, atMs: 0 },
  ])(
    "(edge case 28) waits for GitHub's limits without counting attempts, no longer than it may: %o",
    async (world) => {
      const clock = createTime();
      const queue = await openFileQueue(":memory:", clock);
      await queue.enqueue([formatKey(pull(1))]);
      let attempts = 0;
      await drain({
        queue,
        clock,
        log: quiet,
        maxAttempts: 2,
        ...(world.maxLimitWaitMs === undefined ? {} : { maxLimitWaitMs: world.maxLimitWaitMs }),
        reconcile: async () => {
          attempts += 1;
          if (attempts > 8) return { decision: "done", reasonCode: "ok" };
          const retryAtMs = clock.now().getTime() + 60_000;
          throw new PawlError("github.rate-limited", { message: "not now", retryAtMs });
        },
      });
      expect([attempts, clock.now().getTime()]).toEqual([world.attempts, world.atMs]);
    },
  );

  it("has what follows from a key in the queue before the key is off it", async () => {
    const clock = createTime();
    const queue = await openFileQueue(":memory:", clock);
    await queue.enqueue([formatKey(pull(1))]);
    const depths: number[] = [];
    await drain({
      queue: {
        ...queue,
        settle: async (taken) => {
          depths.push((await queue.load()).depth);
          await queue.settle(taken);
        },
      },
      clock,
      log: quiet,
      maxAttempts: 1,
      reconcile: async (key) => ({
        decision: "done",
        reasonCode: "ok",
        next: "number" in key && key.number === 1 ? [pull(2)] : [],
      }),
    });
    expect(depths).toEqual([2, 1]);
  });
});
