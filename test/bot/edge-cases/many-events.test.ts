import { join } from "node:path";
import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { formatKey, type Key } from "../../../bot/key.ts";
import type { BotContext } from "../../../bot/reconcile/context.ts";
import { reconcile } from "../../../bot/reconcile/reconcile.ts";
import { leastPauseMs, writePauseMs } from "../../../bot/reconcile/write-pause.ts";
import { drain, workOnce, type WorkerParts } from "../../../bot/worker.ts";
import type { EvaluationReport } from "../../../src/evaluation/report-schema.ts";
import type { KeyQueue } from "../../../src/ports/key-queue.ts";
import { openFileQueue } from "../../../src/runtime/compose.ts";
import {
  addArtifact,
  addRun,
  checkOf,
  createBotWorld,
  makeReport,
  openPull,
  policyText,
} from "../../support/bot-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const startMs = Date.UTC(2026, 1, 1);
const key: Key = { kind: "pull-request", repository: "acme/flights", number: 12 };

/** The bot over a file queue, with time that passes only when a test says so, and GitHub's clock in whole seconds. */
async function createScene() {
  let nowMs = startMs;
  const clock = {
    now: () => new Date(nowMs),
    sleep: async (durationMs: number) => void (nowMs += durationMs),
  };
  const path = join(temporaryDirectory(), "inbox.sqlite");
  const world = createBotWorld({ clock });
  openPull(world.state);
  const writes: { readonly atMs: number; readonly id: number; readonly how: "create" | "update" }[] = [];
  const note = (id: number, how: "create" | "update"): void => {
    writes.push({ atMs: nowMs - startMs, id, how });
    const comment = world.state.comments.get(id);
    const updatedAt = new Date(Math.floor(nowMs / 1000) * 1000).toISOString();
    if (comment !== undefined) world.state.comments.set(id, { ...comment, updatedAt });
  };
  const { comments } = world.context.github;
  const watched: typeof comments = {
    ...comments,
    create: async (issue, body) => {
      const made = await comments.create(issue, body);
      note(made.id, "create");
      return made;
    },
    update: async (id, body) => {
      const made = await comments.update(id, body);
      note(id, "update");
      return made;
    },
  };
  const context: BotContext = { ...world.context, github: { ...world.context.github, comments: watched } };
  const partsOf = (queue: KeyQueue): WorkerParts => ({
    queue,
    clock,
    log: context.log,
    maxAttempts: 3,
    reconcile: (one) => reconcile(one, context),
  });
  const open = (): Promise<KeyQueue> => openFileQueue(path, clock);
  return { ...world, context, writes, open, partsOf, pass: (ms: number) => void (nowMs += ms), path };
}

/** A report that says something else: how many rows there were. */
function reportOf(rows: number, changes: Partial<EvaluationReport> = {}): EvaluationReport {
  return { ...makeReport(changes), data: { path: "data/test.parquet", rows, digest: "c".repeat(32) } };
}

/** Works on what is due now. */
async function work(parts: WorkerParts): Promise<void> {
  while (await workOnce(parts));
}

describe("edge case 28: many events on one comment within ten seconds", () => {
  it("are one write at once and one that gathers the others, and the gate does not wait", async () => {
    const { state, writes, open, partsOf, pass } = await createScene();
    const queue = await open();
    const parts = partsOf(queue);
    const failed = reportOf(1000).gates.map((gate) => ({ ...gate, status: "fail" as const }));
    for (let second = 0; second < 10; second += 1) {
      const isLast = second === 9;
      await addRun(state, reportOf(1000 + second, isLast ? { gates: failed, verdict: "fail" } : {}));
      await queue.enqueue([formatKey(key)]);
      await work(parts);
      pass(1000);
    }
    expect(writes).toEqual([{ atMs: 0, id: expect.any(Number), how: "create" }]);
    expect(checkOf(state, "ml/metrics")).toEqual([["completed", "failure"]]);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:fail"]);
    await drain(parts);
    expect(writes).toHaveLength(2);
    expect(writes[1]).toMatchObject({ how: "update" });
    expect(writes[1]?.atMs).toBeGreaterThanOrEqual(leastPauseMs);
    expect(writes[1]?.atMs).toBeLessThan(leastPauseMs + 1000);
    const [body] = [...state.comments.values()].map((comment) => comment.body);
    expect(body).toContain("1,009 rows");
    expect(body).toContain("❌");
    expect((await queue.load()).depth).toBe(0);
    await queue.close();
  });

  it("lose nothing when the process dies while it waits", async () => {
    const { state, writes, open, partsOf, pass } = await createScene();
    const first = await open();
    await addRun(state, reportOf(1000));
    await first.enqueue([formatKey(key)]);
    await work(partsOf(first));
    await addRun(state, reportOf(2000));
    await first.enqueue([formatKey(key)]);
    await work(partsOf(first));
    expect(writes).toHaveLength(1);
    await first.close();
    // Another process, that remembers nothing: before the time it writes nothing either, then what is so by then.
    const second = await open();
    pass(3000);
    await work(partsOf(second));
    expect(writes).toHaveLength(1);
    await addRun(state, reportOf(3000));
    await drain(partsOf(second));
    expect(writes.map(({ how }) => how)).toEqual(["create", "update"]);
    expect([...state.comments.values()][0]?.body).toContain("3,000 rows");
    await second.close();
  });

  it("wait for no comment of another model", async () => {
    const { state, writes, open, partsOf } = await createScene();
    const [head = "", delay = ""] = policyText.split(/(?<=models:\n)/);
    state.files.set("main:.github/pawl.yml", `${head}${delay}${delay.replace("delay:", "cancel:")}`);
    const report = async (rows: number): Promise<void> => {
      const files = ["delay", "cancel"].map((model) => [
        `${model}.json`,
        JSON.stringify(reportOf(rows, { model })),
      ]);
      await addArtifact(state, await addRun(state, undefined), Object.fromEntries(files));
    };
    const queue = await open();
    const parts = partsOf(queue);
    const look = async (): Promise<void> => {
      await queue.enqueue([formatKey(key)]);
      await work(parts);
    };
    await report(1000);
    await look();
    expect(writes.map(({ how }) => how)).toEqual(["create", "create"]);
    const [, other] = [...state.comments.values()];
    if (other === undefined) throw new TypeError("there is one comment only");
    state.comments.set(other.id, { ...other, updatedAt: "2026-01-31T00:00:00Z" });
    await report(2000);
    await look();
    expect(writes.slice(2)).toEqual([{ atMs: 0, id: other.id, how: "update" }]);
    await drain(parts);
    expect(writes.slice(3).map(({ how }) => how)).toEqual(["update"]);
    for (const { body } of state.comments.values()) expect(body).toContain("2,000 rows");
    await queue.close();
  });

  it("that change nothing are no write, and wait for none", async () => {
    const { state, writes, open, partsOf } = await createScene();
    const queue = await open();
    await addRun(state, reportOf(1000));
    for (let count = 0; count < 3; count += 1) {
      await queue.enqueue([formatKey(key)]);
      await work(partsOf(queue));
    }
    expect([writes.length, (await queue.load()).depth]).toEqual([1, 0]);
    await queue.close();
  });
});

describe("the pause between two writes", () => {
  const at = integer({ min: -60_000, max: 60_000 });

  it("ends ten seconds after the last one, whoever's clock is a little off", () => {
    assert(
      property(at, (sinceMs) => {
        const pause = writePauseMs(startMs - sinceMs, new Date(startMs));
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(leastPauseMs);
        if (Math.abs(sinceMs) >= leastPauseMs) expect(pause).toBe(0);
        else if (sinceMs >= 0) expect(pause + sinceMs).toBe(leastPauseMs);
      }),
    );
  });

  it("is none after a write whose time nobody knows", () => {
    expect(writePauseMs(Number.NaN, new Date(startMs))).toBe(0);
  });
});
