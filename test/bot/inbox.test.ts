import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInbox } from "../../bot/inbox.ts";
import { formatKey, parseKey, type Key } from "../../bot/key.ts";
import { drain, workOnce } from "../../bot/worker.ts";

const pull = (number: number): Key => ({ kind: "pull-request", repository: "acme/flights", number });
const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "pawl-inbox-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("the inbox", () => {
  it("holds equal keys once", () => {
    const inbox = openInbox(":memory:");
    inbox.enqueue([pull(1), pull(1), pull(2)], 0);
    inbox.enqueue([pull(1)], 5);
    const first = inbox.next(10);
    expect(first?.key).toEqual(pull(1));
    if (first !== undefined) inbox.settle(first);
    expect(inbox.next(10)?.key).toEqual(pull(2));
  });

  it("keeps a key that came again while it was worked on", () => {
    const inbox = openInbox(":memory:");
    inbox.enqueue([pull(1)], 0);
    const item = inbox.next(0);
    inbox.enqueue([pull(1)], 1);
    if (item !== undefined) inbox.settle(item);
    expect(inbox.next(1)?.key).toEqual(pull(1));
  });

  it("waits longer after each failure, and a new event ends the wait", () => {
    const inbox = openInbox(":memory:");
    inbox.enqueue([pull(1)], 0);
    const item = inbox.next(0);
    if (item !== undefined) inbox.postpone(item, 1000);
    expect(inbox.next(999)).toBeUndefined();
    expect(inbox.next(1000)?.attempts).toBe(1);
    inbox.enqueue([pull(1)], 10);
    expect(inbox.next(10)?.attempts).toBe(0);
  });

  it("serves one process at a time", () => {
    const path = join(directory, "locked.sqlite");
    const inbox = openInbox(path);
    expect(() => openInbox(path)).toThrowError(expect.objectContaining({ code: "file.unreadable" }));
    inbox.close();
    openInbox(path).close();
  });

  it("has everything after the process was killed", async () => {
    const path = join(directory, "killed.sqlite");
    const module = fileURLToPath(new URL("../../bot/inbox.ts", import.meta.url));
    const script = `
      const { openInbox } = await import(${JSON.stringify(module)});
      const inbox = openInbox(${JSON.stringify(path)});
      for (let number = 1; ; number += 1) {
        inbox.enqueue([{ kind: "pull-request", repository: "acme/flights", number }], 0);
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
    const acknowledged = text.split("\n").slice(0, -1).map(Number);
    const inbox = openInbox(path);
    const found = new Set<number>();
    for (let item = inbox.next(0); item !== undefined; item = inbox.next(0)) {
      if ("number" in item.key) found.add(item.key.number);
      inbox.settle(item);
    }
    inbox.close();
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    expect(acknowledged.filter((number) => !found.has(number))).toEqual([]);
  });
});

describe("a key", () => {
  it.each<Key>([
    pull(7),
    { kind: "issue", repository: "a/b", number: 1 },
    { kind: "run", repository: "a/b.c", id: 9_999_999_999 },
    { kind: "deployment", repository: "a/b", id: 2 },
    { kind: "comment", repository: "a/b", id: 3, digest: "0123456789abcdef" },
    { kind: "release", repository: "a/b" },
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

describe("the worker", () => {
  it("tries a failing key again, then gives it up, and works on the others", async () => {
    const inbox = openInbox(":memory:");
    let now = 0;
    const clock = {
      now: () => new Date(now),
      sleep: async (durationMs: number) => void (now += durationMs),
    };
    const attempts: string[] = [];
    const settled: string[] = [];
    inbox.enqueue([pull(1), pull(2)], 0);
    await drain({
      inbox,
      clock,
      log: quiet,
      maxAttempts: 3,
      reconcile: async (key) => {
        attempts.push(formatKey(key));
        if ("number" in key && key.number === 1) throw new TypeError("broken");
        return { decision: "done", reasonCode: "ok" };
      },
      onSettled: (key, outcome) => settled.push(`${formatKey(key)} ${outcome?.decision ?? "given up"}`),
    });
    expect(attempts.filter((text) => text.endsWith("/1"))).toHaveLength(3);
    expect(settled).toEqual(["pull-request/acme/flights/2 done", "pull-request/acme/flights/1 given up"]);
    expect(now).toBe(3000);
  });

  it("has nothing to do with an empty inbox", async () => {
    const inbox = openInbox(":memory:");
    const clock = { now: () => new Date(0), sleep: async () => undefined };
    const reconcile = async (): Promise<never> => Promise.reject(new TypeError("never"));
    expect(await workOnce({ inbox, clock, log: quiet, maxAttempts: 1, reconcile })).toBe(false);
  });
});
