import { expect, it } from "vitest";
import type { KeyQueue, TakenKey } from "../../src/ports/key-queue.ts";

const soon = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

/** Takes until there is a key, for at most twenty seconds. */
export async function takeSoon(queue: KeyQueue): Promise<TakenKey> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const taken = await queue.take();
    if (taken !== undefined) return taken;
    await soon(20);
  }
  throw new Error("no key came in twenty seconds");
}

/** What every queue of keys does. `open` gives an empty one. */
export function describeKeyQueue(open: () => Promise<KeyQueue>): void {
  const queueIt = (name: string, test: (queue: KeyQueue) => Promise<void>): void =>
    it(name, async () => {
      const queue = await open();
      try {
        await test(queue);
      } finally {
        await queue.close();
      }
    });

  queueIt("holds equal keys once", async (queue) => {
    await queue.enqueue(["a", "a", "b"]);
    await queue.enqueue(["a"]);
    expect((await queue.load()).depth).toBe(2);
    const first = await takeSoon(queue);
    await queue.settle(first);
    const second = await takeSoon(queue);
    expect([first.key, second.key].sort()).toEqual(["a", "b"]);
    await queue.settle(second);
    expect(await queue.take()).toBeUndefined();
  });

  queueIt("gives a key to nobody else while it is worked on", async (queue) => {
    await queue.enqueue(["a"]);
    const first = await takeSoon(queue);
    await queue.enqueue(["a"]);
    expect(await queue.take()).toBeUndefined();
    await queue.settle(first);
    const second = await takeSoon(queue);
    expect([second.key, second.attempts]).toEqual(["a", 0]);
    await queue.settle(second);
    expect(await queue.take()).toBeUndefined();
  });

  queueIt("lets other keys pass one that is worked on", async (queue) => {
    await queue.enqueue(["a"]);
    const first = await takeSoon(queue);
    await queue.enqueue(["b", "c"]);
    const others = [await takeSoon(queue), await takeSoon(queue)];
    expect([first, ...others].map(({ key }) => key).sort()).toEqual(["a", "b", "c"]);
    for (const taken of [first, ...others]) await queue.settle(taken);
  });

  queueIt("waits after a failure, counts it, and a new event ends the wait", async (queue) => {
    await queue.enqueue(["a"]);
    await queue.postpone(await takeSoon(queue), { delayMs: 1200, isFailure: true });
    expect(await queue.take()).toBeUndefined();
    const again = await takeSoon(queue);
    expect([again.key, again.attempts]).toEqual(["a", 1]);
    await queue.postpone(again, { delayMs: 3_600_000, isFailure: true });
    expect(await queue.take()).toBeUndefined();
    await queue.enqueue(["a"]);
    const fresh = await takeSoon(queue);
    expect([fresh.key, fresh.attempts]).toEqual(["a", 0]);
    await queue.settle(fresh);
    expect((await queue.load()).depth).toBe(0);
  });

  queueIt("counts no wait for limits as a failure", async (queue) => {
    await queue.enqueue(["a"]);
    await queue.postpone(await takeSoon(queue), { delayMs: 0, isFailure: false });
    const again = await takeSoon(queue);
    expect(again.attempts).toBe(0);
    await queue.settle(again);
  });

  queueIt("makes a key due at once that was enqueued while it failed", async (queue) => {
    await queue.enqueue(["a"]);
    const first = await takeSoon(queue);
    await queue.enqueue(["a"]);
    await queue.postpone(first, { delayMs: 3_600_000, isFailure: true });
    const again = await takeSoon(queue);
    expect([again.key, again.attempts]).toEqual(["a", 0]);
    await queue.settle(again);
  });

  queueIt("gives each of many keys to one of many takers", async (queue) => {
    const keys = Array.from({ length: 60 }, (_, index) => `key/${index}`);
    await Promise.all(keys.map((key) => queue.enqueue([key])));
    const seen: string[] = [];
    const take = async (): Promise<void> => {
      for (let empty = 0; empty < 10;) {
        const taken = await queue.take();
        if (taken === undefined) {
          empty += 1;
          await soon(10);
          continue;
        }
        seen.push(taken.key);
        await queue.settle(taken);
      }
    };
    await Promise.all(Array.from({ length: 6 }, take));
    expect(seen.sort()).toEqual(keys.sort());
  });

  queueIt("says that it would take keys", async (queue) => {
    await expect(queue.check()).resolves.toBeUndefined();
  });

  queueIt("has nothing to give when it is empty", async (queue) => {
    await queue.enqueue([]);
    expect(await queue.take()).toBeUndefined();
    expect(await queue.load()).toEqual({ depth: 0, oldestMs: 0 });
  });
}
