import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteQueue } from "../../src/adapters/key-queue/sqlite.ts";
import { systemClock } from "../../src/adapters/clock/system.ts";
import { describeKeyQueue } from "./key-queue-contract.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-inbox-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("the queue in memory", () => {
  describeKeyQueue(async () => openSqliteQueue(":memory:", systemClock));

  it("tells when the next key is due, and how long the oldest has waited", async () => {
    let nowMs = 0;
    const queue = openSqliteQueue(":memory:", { now: () => new Date(nowMs) });
    expect(await queue.nextDueInMs()).toBeUndefined();
    await queue.enqueue(["a"]);
    const taken = await queue.take();
    expect(await queue.nextDueInMs()).toBeUndefined();
    if (taken !== undefined) await queue.postpone(taken, { delayMs: 700, isFailure: true });
    expect([await queue.nextDueInMs(), await queue.load()]).toEqual([700, { depth: 1, oldestMs: 0 }]);
    nowMs = 1000;
    expect([await queue.nextDueInMs(), await queue.load()]).toEqual([0, { depth: 1, oldestMs: 300 }]);
  });
});

describe("the queue in a file", () => {
  let count = 0;
  const next = (): string => join(directory, `${(count += 1)}.sqlite`);
  describeKeyQueue(async () => openSqliteQueue(next(), systemClock));

  it("serves one process at a time", async () => {
    const path = next();
    const queue = openSqliteQueue(path, systemClock);
    const refused = expect.objectContaining({ code: "file.unreadable" });
    expect(() => openSqliteQueue(path, systemClock)).toThrowError(refused);
    await queue.close();
    await openSqliteQueue(path, systemClock).close();
  });

  it("has one name for all processes that hold it one after the other, and another in another file", async () => {
    const path = next();
    const names: (string | undefined)[] = [];
    for (const each of [path, path, next(), ":memory:"]) {
      const queue = openSqliteQueue(each, systemClock);
      names.push(queue.holder);
      await queue.close();
    }
    expect(names[1]).toBe(names[0]);
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => /^[\w-]{1,60}$/.test(name ?? ""))).toBe(true);
  });

  it("fails every write of a transaction that fails, and goes on with the next", async () => {
    const queue = openSqliteQueue(next(), systemClock);
    const good = queue.enqueue(["a"]);
    const bad = queue.enqueue([undefined as unknown as string]);
    const outcomes = await Promise.allSettled([good, bad]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await queue.enqueue(["b"]);
    expect((await queue.take())?.key).toBe("b");
    expect(await queue.take()).toBeUndefined();
    await queue.close();
  });

  it("has everything after the process was killed, what was taken too", async () => {
    const path = next();
    const module = fileURLToPath(new URL("../../src/adapters/key-queue/sqlite.ts", import.meta.url));
    const script = `
      const { openSqliteQueue } = await import(${JSON.stringify(module)});
      const queue = openSqliteQueue(${JSON.stringify(path)}, { now: () => new Date() });
      for (let number = 1; ; number += 1) {
        await Promise.all([queue.enqueue(["a/" + number]), queue.enqueue(["b/" + number])]);
        if (number % 5 === 0) await queue.take();
        process.stdout.write(number + "\\n");
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.split("\n").length > 20) child.kill("SIGKILL");
      });
      child.on("close", () => resolve());
    });
    const acknowledged = text.split("\n").slice(0, -1);
    const queue = openSqliteQueue(path, systemClock);
    const found = new Set<string>();
    for (let item = await queue.take(); item !== undefined; item = await queue.take()) {
      found.add(item.key);
      await queue.settle(item);
    }
    await queue.close();
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    const missing = acknowledged.filter((number) => !found.has(`a/${number}`) || !found.has(`b/${number}`));
    expect(missing).toEqual([]);
  });
});
