import {
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  nat,
  record,
  subarray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { collectGarbage, type GarbagePorts } from "../../../src/app/collect-garbage.ts";
import type { StoredRun } from "../../../src/ports/garbage-store.ts";
import { renderGarbage } from "../../../src/report/garbage.ts";
import type { DataItem } from "../../../src/versioning/data-item.ts";
import { parseGcPolicy } from "../../../src/versioning/gc-policy.ts";
import type { GcCommit, GcRef } from "../../../src/versioning/gc-refs.ts";
import { objectKey, type StoredObject } from "../../../src/versioning/plan-garbage.ts";

const policy = parseGcPolicy("");
const now = new Date("2026-01-10T00:00:00Z");
const md5 = (name: string): string => `${name}${"f".repeat(32)}`.slice(0, 32);
const file = (name: string, hash: "md5" | "legacy" = "md5"): DataItem => ({ md5: md5(name), hash });
const directory = (name: string): DataItem => ({ md5: `${md5(name)}.dir`, hash: "md5" });

/** A repository in memory. */
interface World {
  readonly refs: Readonly<Record<string, readonly DataItem[]>>;
  readonly trees?: Readonly<Record<string, readonly string[]>>;
  readonly objects: readonly DataItem[];
  readonly elsewhere?: readonly DataItem[];
  readonly runs?: readonly StoredRun[];
  readonly isShallow?: boolean;
  readonly commits?: readonly GcCommit[];
}

function portsOf(world: World): GarbagePorts & { readonly there: Set<string>; readonly removed: string[] } {
  const there = new Set(world.objects.map(objectKey));
  const removed: string[] = [];
  const refs = Object.keys(world.refs).map((name): GcRef =>
    name === "workspace" ? { kind: "workspace", name } : { kind: "branch", name, commit: `id-${name}` },
  );
  return {
    there,
    removed,
    clock: { now: () => now },
    isShallow: async () => world.isShallow ?? false,
    readHistory: async () => ({ refs, commits: world.commits ?? [] }),
    readData: async (ref) => world.refs[ref.name] ?? [],
    readTree: async (item) => world.trees?.[item.md5]?.map((name) => ({ md5: md5(name), path: name })),
    findElsewhere: async (objects) => {
      const known = new Set((world.elsewhere ?? []).map(objectKey));
      return new Set(objects.map(objectKey).filter((key) => known.has(key)));
    },
    store: {
      label: "cache",
      listObjects: async () => world.objects.map((item): StoredObject => ({ ...item, sizeBytes: 10 })),
      removeObjects: async (objects) => {
        for (const object of objects) {
          removed.push(object.md5);
          there.delete(objectKey(object));
        }
      },
      listRuns: async () => world.runs ?? [],
      removeRuns: async (names) => {
        removed.push(...names);
      },
      listLeftovers: async () => [
        { path: "old", sizeBytes: 1, changedMs: now.getTime() - 25 * 3600_000 },
        { path: "young", sizeBytes: 1, changedMs: now.getTime() - 23 * 3600_000 },
      ],
      removeLeftovers: async (paths) => {
        removed.push(...paths);
      },
    },
  };
}

const small: World = {
  refs: { workspace: [file("a")], main: [directory("d")], old: [file("c", "legacy")] },
  trees: { [directory("d").md5]: ["d1", "d2"] },
  objects: [
    ...["a", "d1", "d2", "x", "c"].map((name) => file(name)),
    file("c", "legacy"),
    directory("d"),
    directory("y"),
  ],
};

describe("collecting garbage", () => {
  it("deletes what no ref needs, directories before files, and old temporary files", async () => {
    const ports = portsOf(small);
    const report = await collectGarbage({ policy }, ports);
    expect(report).toMatchObject({
      decision: "removed",
      reasonCode: "gc.done",
      keptObjects: 5,
      keptBytes: 50,
    });
    expect(ports.removed).toEqual([directory("y").md5, md5("c"), md5("x"), "old"]);
  });

  it("deletes nothing in a dry run, and says what each ref needs", async () => {
    const ports = portsOf(small);
    const report = await collectGarbage({ policy, dry: true }, ports);
    expect(ports.removed).toEqual([]);
    expect(report.needs.map(({ ref, objects }) => [ref.name, objects])).toEqual([
      ["workspace", 1],
      ["main", 3],
      ["old", 1],
    ]);
    expect(renderGarbage(report)[0]).toBe("cache: 3 (30 B) would be deleted; 5 objects (50 B) kept");
  });

  it("refuses flags under which branches lose data, unless it is forced", async () => {
    const ports = portsOf(small);
    const refused = await collectGarbage({ policy, selection: { workspace: true } }, ports);
    expect(refused).toMatchObject({ decision: "refused", reasonCode: "gc.refs-lose-data" });
    expect(refused.losing.map(({ ref, objects }) => [ref.name, objects])).toEqual([
      ["main", 3],
      ["old", 1],
    ]);
    expect(ports.removed).toEqual([]);
    const forced = await collectGarbage({ policy, selection: { workspace: true }, force: true }, ports);
    expect(forced.decision).toBe("removed");
    expect([...ports.there]).toEqual([objectKey(file("a"))]);
  });

  it("refuses while the files of a kept directory are not known", async () => {
    const ports = portsOf({ ...small, trees: {} });
    const report = await collectGarbage({ policy }, ports);
    expect(report).toMatchObject({
      decision: "refused",
      reasonCode: "gc.directories-unknown",
      unknown: [{ ref: { name: "main" }, md5: directory("d").md5 }],
    });
    expect(ports.removed).toEqual([]);
  });

  it("refuses a shallow clone", async () => {
    await expect(collectGarbage({ policy }, portsOf({ ...small, isShallow: true }))).rejects.toMatchObject({
      code: "gc.shallow-clone",
    });
  });

  it("deletes what the remote has when it is asked to, which is no loss", async () => {
    const ports = portsOf({ ...small, elsewhere: [file("a")] });
    const report = await collectGarbage({ policy, notInRemote: true }, ports);
    expect(report.decision).toBe("removed");
    expect(ports.there.has(objectKey(file("a")))).toBe(false);
    expect(ports.there.has(objectKey(file("d1")))).toBe(true);
  });

  it("keeps results of the newest runs that the policy names, and drops records without their results", async () => {
    const run = (name: string, changedMs: number, out: string): StoredRun => ({
      name,
      changedMs,
      sizeBytes: 1,
      outs: [file(out)],
    });
    const runs = [run("k/1", 1, "x"), run("k/2", 2, "c"), run("k/3", 0, "far")];
    const ports = portsOf({ ...small, runs, elsewhere: [file("far")] });
    await collectGarbage({ policy: parseGcPolicy("keep: {runs: {newest: 1}}") }, ports);
    expect(ports.there.has(objectKey(file("c")))).toBe(true);
    expect(ports.removed).toEqual(["k/1", directory("y").md5, md5("x"), "old"]);
  });
});

const names = ["a", "b", "c", "d", "e", "g"] as const;
const trees = { [directory("p").md5]: ["a", "b"], [directory("q").md5]: ["b", "c", "g"] };
const everything = [...names.map((name) => file(name)), file("a", "legacy"), directory("p"), directory("q")];
const anyItems = subarray(everything);
const anyWorld: Arbitrary<World> = record({
  refs: record({ workspace: anyItems, main: anyItems, side: anyItems, v1: anyItems }),
  objects: subarray(everything),
  elsewhere: anyItems,
}).map((world) => ({ ...world, trees }));

/** Keys that an item stands for, by a plain reading of the format. */
function keysOf(item: DataItem): readonly string[] {
  return [objectKey(item), ...(trees[item.md5] ?? []).map((name) => objectKey(file(name)))];
}

describe("collecting garbage of random histories", () => {
  it("never deletes what a branch, tag or the work tree needs, and leaves nothing else", async () => {
    await assert(
      asyncProperty(anyWorld, boolean(), async (world, dry) => {
        const ports = portsOf(world);
        const before = new Set(ports.there);
        await collectGarbage({ policy, dry }, ports);
        const needed = new Set(Object.values(world.refs).flat().flatMap(keysOf));
        const expected = dry ? before : new Set([...before].filter((key) => needed.has(key)));
        expect(ports.there).toEqual(expected);
      }),
    );
  });

  it("never deletes what a ref needs and no other store has, under any flags without force", async () => {
    const selection = constantFrom(
      {},
      { workspace: true },
      { allBranches: true },
      { allTags: true },
      { sinceMs: 0 },
    );
    await assert(
      asyncProperty(anyWorld, selection, boolean(), async (world, selection, notInRemote) => {
        const ports = portsOf(world);
        const before = new Set(ports.there);
        await collectGarbage({ policy, selection, notInRemote }, ports);
        const safe = new Set(notInRemote ? (world.elsewhere ?? []).map(objectKey) : []);
        const needed = Object.values(world.refs).flat().flatMap(keysOf);
        expect(needed.filter((key) => before.has(key) && !safe.has(key) && !ports.there.has(key))).toEqual(
          [],
        );
      }),
    );
  });

  it("leaves no directory without its files when it is cut off after any deletion", async () => {
    await assert(
      asyncProperty(anyWorld, nat(10), async (world, cut) => {
        const ports = portsOf({ ...world, objects: everything });
        const { remove } = await collectGarbage({ policy, dry: true }, ports);
        const left = new Set(everything.map(objectKey));
        for (const object of remove.slice(0, cut)) left.delete(objectKey(object));
        const directories = everything.filter(
          (item) => item.md5.endsWith(".dir") && left.has(objectKey(item)),
        );
        for (const item of directories) expect(keysOf(item).filter((key) => !left.has(key))).toEqual([]);
      }),
    );
  });
});
