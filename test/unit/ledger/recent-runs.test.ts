import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import {
  createRecentRunsMemory,
  readRecentRuns,
  type RecentFiles,
} from "../../../src/app/ledger/recent-runs.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { emptyTail, planAppend, type LedgerTail } from "../../../src/runs/plan-append.ts";
import { runRecord } from "../../support/ledger/records.ts";

const sha256 = (text: string): string => nodeDigest.sha256(text);
const since = new Date("2026-02-01T00:00:00Z");
const until = new Date("2026-03-05T00:00:00Z");

/** A ledger in memory that counts what is asked of it. */
function makeLedger() {
  let tail: LedgerTail = emptyTail;
  const texts = new Map<string, string>();
  const asked = { lists: 0, segments: 0 };
  const files: RecentFiles = {
    head: () => Promise.resolve(texts.size === 0 ? undefined : sha256([...texts.values()].join("\n"))),
    list: () => {
      asked.lists += 1;
      const listed = [...texts].map(([path, text]) => ({
        path,
        sha: sha256(text),
        sizeBytes: Buffer.byteLength(text),
      }));
      return Promise.resolve(listed);
    },
    read: (wanted) => {
      asked.segments += wanted.length;
      return Promise.resolve(wanted.map(({ path }) => texts.get(path) ?? ""));
    },
  };
  const append = (records: readonly LedgerRecord[]): void => {
    const plan = planAppend(tail, records.map(renderRecord), new Map(), sha256);
    tail = plan.tail;
    for (const [path, text] of Object.entries(plan.files)) {
      if (path.startsWith("segments/")) texts.set(path, text);
    }
  };
  return { files, append, asked, texts };
}

/** `count` runs of which each ended a minute after the one before. */
function runs(count: number, from: string, name = "r"): readonly LedgerRecord[] {
  return Array.from({ length: count }, (_, index) =>
    runRecord(`${name}${index}`, {
      endedAt: new Date(Date.parse(from) + index * 60_000).toISOString(),
    }),
  );
}

const read = (files: RecentFiles, memory = createRecentRunsMemory()) =>
  readRecentRuns({ since, until }, files, { memory, sha256 });

describe("the newest runs of a ledger", () => {
  it("are not known without one", async () => {
    expect(await read(makeLedger().files)).toBeUndefined();
  });

  it("are those that ended in the time, and each once", async () => {
    const ledger = makeLedger();
    ledger.append([
      runRecord("old", { endedAt: "2026-01-31T23:59:59Z" }),
      runRecord("first", { endedAt: "2026-02-01T00:00:00Z", durationSeconds: 1 }),
      runRecord("first", { endedAt: "2026-02-02T00:00:00Z", durationSeconds: 2 }),
      runRecord("future", { endedAt: "2999-01-01T00:00:00Z" }),
    ]);
    const found = await read(ledger.files);
    expect(found?.uses).toMatchObject([{ key: "run/first", seconds: 1 }]);
    expect(found?.isPartial).toBe(false);
  });

  it("cost no more with a hundred thousand old ones: only the newest segments are read", async () => {
    const ledger = makeLedger();
    ledger.append(runs(256 * 60, "2025-06-01T00:00:00Z", "old"));
    ledger.append(runs(256 * 3, "2026-02-10T00:00:00Z", "new"));
    const found = await read(ledger.files);
    expect(ledger.texts.size).toBeGreaterThan(60);
    expect(found?.uses).toHaveLength(256 * 3);
    expect(found?.isPartial).toBe(false);
    expect(ledger.asked.segments).toBeLessThanOrEqual(16);
  });

  it("say that some may be missing where there are more than are read", async () => {
    const ledger = makeLedger();
    for (let part = 0; part < 40; part += 1) ledger.append(runs(256, "2026-02-10T00:00:00Z", `p${part}-`));
    const found = await read(ledger.files);
    expect(found?.isPartial).toBe(true);
    expect(ledger.asked.segments).toBeLessThanOrEqual(24);
    expect(found?.uses.at(-1)?.key).toBe("run/p39-255");
  });

  it("are remembered by the head: nothing is read anew, and then only what grew", async () => {
    const ledger = makeLedger();
    ledger.append(runs(256 * 3, "2026-02-10T00:00:00Z"));
    const memory = createRecentRunsMemory();
    const before = await read(ledger.files, memory);
    const asked = { ...ledger.asked };
    expect(await read(ledger.files, memory)).toEqual(before);
    expect(ledger.asked).toEqual(asked);
    ledger.append([runRecord("next", { endedAt: "2026-03-01T00:00:00Z" })]);
    const after = await read(ledger.files, memory);
    expect(after?.uses).toHaveLength((before?.uses.length ?? 0) + 1);
    expect(ledger.asked).toEqual({ lists: asked.lists + 1, segments: asked.segments + 1 });
    expect(memory.segments.size).toBeLessThanOrEqual(24);
  });

  it("leave out a segment that is no work of Pawl, and say so", async () => {
    const ledger = makeLedger();
    ledger.append(runs(3, "2026-02-10T00:00:00Z"));
    ledger.texts.set("segments/00000002.jsonl", "x".repeat(8 * 2 ** 20 + 1));
    ledger.texts.set("segments/notes.md", "x");
    const found = await read(ledger.files);
    expect(found?.uses).toHaveLength(3);
    expect(found?.isPartial).toBe(true);
    expect(ledger.asked.segments).toBe(1);
  });
});
