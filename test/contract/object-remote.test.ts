import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHashMemo } from "../../src/adapters/data-store/hash-memo.ts";
import { createDataStore } from "../../src/adapters/data-store/local-data-store.ts";
import { ObjectCache } from "../../src/adapters/data-store/object-cache.ts";
import { ObjectLinks } from "../../src/adapters/data-store/object-links.ts";
import { createObjectRemote } from "../../src/adapters/data-store/object-remote.ts";
import { WorkTree } from "../../src/adapters/data-store/work-tree.ts";
import { createWorkFolder } from "../../src/adapters/data-store/work-folder.ts";
import { createDirectoryStore } from "../../src/adapters/object-store/directory.ts";
import type { DataRemote, DataStore } from "../../src/ports/data-store.ts";
import type { ObjectStore } from "../../src/ports/object-store.ts";
import { damagedObjects, md5, objectAt } from "../support/data-repository.ts";
import { writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

/** A repository and its remote; `clone` is another repository with the same remote. */
interface World {
  readonly work: string;
  readonly store: string;
  readonly data: DataStore;
  readonly remote: DataRemote;
  clone(): World;
}

function copying(cache: ObjectCache): ObjectLinks {
  return new ObjectLinks(cache, ["reflink", "copy"]);
}

type Connect = (cache: ObjectCache, store: string) => DataRemote;

function createWorld(connect: Connect, store = join(temporaryDirectory(), "store")): World {
  const work = temporaryDirectory();
  const folder = createWorkFolder(work);
  const memo = createHashMemo(() => folder.home);
  const cache = new ObjectCache({ root: join(work, ".dvc/cache"), work: folder, memo, isShared: false });
  const data = createDataStore(new WorkTree({ root: work, cache: cache.root }, memo), cache, copying(cache));
  return { work, store, data, remote: connect(cache, store), clone: () => createWorld(connect, store) };
}

/** A directory whose objects travel as those of a network store do. */
function distant(store: ObjectStore): ObjectStore {
  return {
    label: store.label,
    find: (keys) => store.find(keys),
    list: (prefix) => store.list(prefix),
    download: (transfers, onDone) => store.download(transfers, onDone),
    upload: (transfers, onDone) => store.upload(transfers, onDone),
    remove: (keys) => store.remove(keys),
    close: () => store.close(),
  };
}

const kinds: readonly [string, Connect][] = [
  [
    "in a directory",
    (cache, path) => {
      const store = createDirectoryStore(path);
      return createObjectRemote(cache, store, { local: { direct: store, links: copying(cache) } });
    },
  ],
  ["in a store", (cache, path) => createObjectRemote(cache, distant(createDirectoryStore(path)))],
];

function damage(path: string, bytes: string): void {
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

describe.each(kinds)("a remote %s", (_, connect) => {
  it("takes items and gives them to another repository, each object once", async () => {
    const first = createWorld(connect);
    writeFiles(first.work, { "d/a": "1", "d/b": "2", "d/same": "1", f: "3", empty: "" });
    writeFileSync(join(first.work, "big"), Buffer.alloc(3 * 2 ** 20, 7));
    const items = [];
    for (const path of ["d", "f", "big", "empty"]) items.push(await first.data.save(path));
    expect(await first.remote.push(items)).toMatchObject({ objects: 6, missing: [] });
    expect(await first.remote.push(items)).toEqual({ objects: 0, bytes: 0, missing: [] });
    expect(damagedObjects(first.store)).toEqual([]);
    expect(statSync(objectAt(first.store, md5("1"))).mode & 0o777).toBe(0o444);
    const second = first.clone();
    const told: unknown[] = [];
    const pulled = await second.remote.pull(items, { onProgress: (progress) => told.push(progress) });
    expect(pulled).toMatchObject({ objects: 6, missing: [] });
    expect(told.at(-1)).toMatchObject({ objects: 6, totalObjects: 6, bytes: pulled.bytes });
    for (const [index, path] of ["d", "f", "big", "empty"].entries()) {
      const item = items[index];
      if (item !== undefined) expect(await second.data.checkout(path, item)).toMatchObject({ state: "done" });
    }
    expect(readFileSync(join(second.work, "d/b"), "utf8")).toBe("2");
    expect((await second.remote.pull(items)).objects).toBe(0);
  });

  it("says what it lacks, and what is in neither place", async () => {
    const world = createWorld(connect);
    writeFiles(world.work, { "d/a": "1", f: "3" });
    const [directory, file] = [await world.data.save("d"), await world.data.save("f")];
    await world.remote.push([directory]);
    expect(await world.remote.findMissing([directory, file])).toEqual([file]);
    const nowhere = { md5: md5("nowhere"), hash: "md5" as const };
    const lost = { md5: `${md5("lost")}.dir`, hash: "md5" as const };
    expect(await world.remote.push([nowhere, lost])).toMatchObject({ objects: 0, missing: [nowhere, lost] });
    expect(await world.remote.pull([nowhere, lost, directory])).toMatchObject({ missing: [nowhere, lost] });
    rmSync(objectAt(world.store, md5("1")));
    expect(await world.clone().remote.pull([directory])).toMatchObject({ missing: [directory] });
  });

  it("does not get a directory before its files", async () => {
    const world = createWorld(connect);
    writeFiles(world.work, { "d/a": "1", "d/b": "2" });
    const item = await world.data.save("d");
    rmSync(objectAt(join(world.work, ".dvc/cache"), md5("2")));
    expect(await world.remote.push([item])).toMatchObject({ missing: [item] });
    expect(existsSync(objectAt(world.store, item.md5))).toBe(false);
  });

  it("that is damaged is named, and nothing of it is visible", async () => {
    const world = createWorld(connect);
    writeFiles(world.work, { "d/a": "1", "d/b": "2" });
    const item = await world.data.save("d");
    await world.remote.push([item]);
    damage(objectAt(world.store, md5("2")), "x");
    const other = world.clone();
    const pulling = other.remote.pull([item]);
    await expect(pulling).rejects.toMatchObject({ code: "cache.corrupt" });
    await expect(pulling).rejects.toThrow(
      `files/md5/${md5("2").slice(0, 2)}/${md5("2").slice(2)} in ${world.store}`,
    );
    expect(damagedObjects(join(other.work, ".dvc/cache"))).toEqual([]);
    expect(existsSync(objectAt(join(other.work, ".dvc/cache"), md5("2")))).toBe(false);
  });

  it("gets no damaged object of the cache", async () => {
    const world = createWorld(connect);
    writeFiles(world.work, { f: "1" });
    const item = await world.data.save("f");
    const object = objectAt(join(world.work, ".dvc/cache"), item.md5);
    damage(object, "x");
    chmodSync(object, 0o444);
    await expect(world.remote.push([item])).rejects.toMatchObject({ code: "cache.corrupt" });
    expect(await world.remote.list()).toEqual([]);
  });

  it("lists its objects and removes some", async () => {
    const world = createWorld(connect);
    expect(await world.remote.list()).toEqual([]);
    writeFiles(world.work, { "d/a": "1", f: "3" });
    const item = await world.data.save("d");
    await world.remote.push([item, await world.data.save("f")]);
    writeFiles(world.store, {
      "stray.txt": "x",
      [`${md5("old").slice(0, 2)}/${md5("old").slice(2)}`]: "old",
    });
    const listed = await world.remote.list();
    expect(listed.map((object) => object.md5).sort()).toEqual(
      [md5("1"), md5("3"), md5("old"), item.md5].sort(),
    );
    expect(listed.find((object) => object.hash === "legacy")?.md5).toBe(md5("old"));
    await world.remote.remove([
      { md5: md5("3"), hash: "md5" },
      { md5: md5("gone"), hash: "md5" },
    ]);
    expect((await world.remote.list()).map((object) => object.md5)).not.toContain(md5("3"));
    await world.remote.close();
  });

  it("takes and gives run records", async () => {
    const world = createWorld(connect);
    const [key, value] = ["a".repeat(64), "b".repeat(64)];
    const path = `runs/aa/${key}/${value}`;
    writeFiles(join(world.work, ".dvc/cache"), { [path]: "cmd: x\n" });
    expect(await world.remote.pushRuns()).toBe(1);
    expect(await world.remote.pushRuns()).toBe(0);
    const other = world.clone();
    expect(await other.remote.pullRuns(key)).toBe(1);
    expect(await other.remote.pullRuns(key)).toBe(0);
    expect(readFileSync(join(other.work, ".dvc/cache", path), "utf8")).toBe("cmd: x\n");
  });
});

describe("an interrupted download", () => {
  const bytes = Buffer.alloc(2 * 2 ** 20, 5);
  const item = { md5: md5(bytes), hash: "md5" as const };

  /** Downloads as network stores do: it goes on after the bytes that are there. */
  function resuming(path: string, starts: number[]): ObjectStore {
    const store = createDirectoryStore(path);
    return {
      ...distant(store),
      download: async (transfers, onDone) => {
        for (const transfer of transfers) {
          const start = existsSync(transfer.file) ? statSync(transfer.file).size : 0;
          starts.push(start);
          appendFileSync(transfer.file, readFileSync(store.pathOf(transfer.key)).subarray(start));
          await onDone(transfer, "done");
        }
      },
    };
  }

  function leavePartial(work: string, content: Buffer): void {
    const folder = join(work, ".dvc/tmp/pawl/partial");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, item.md5), content);
  }

  it.each([
    ["goes on where it stopped", bytes.subarray(0, 1000), [1000]],
    ["begins again when what was left is damaged", Buffer.alloc(1000, 9), [1000, 0]],
  ])("%s", async (_, left, wanted) => {
    const starts: number[] = [];
    const world = createWorld((cache, path) => createObjectRemote(cache, resuming(path, starts)));
    const object = objectAt(world.store, item.md5);
    mkdirSync(dirname(object), { recursive: true });
    writeFileSync(object, bytes);
    leavePartial(world.work, left);
    expect(await world.remote.pull([item])).toMatchObject({ objects: 1, missing: [] });
    expect(starts).toEqual(wanted);
    expect(damagedObjects(join(world.work, ".dvc/cache"))).toEqual([]);
    expect(readdirSync(join(world.work, ".dvc/tmp/pawl/partial"))).toEqual([]);
  });

  it("hashes what an earlier process left, also where the bytes of the store are taken unseen", async () => {
    const starts: number[] = [];
    const world = createWorld((cache, path) =>
      createObjectRemote(cache, resuming(path, starts), { isVerified: false }),
    );
    const [object, other] = [objectAt(world.store, item.md5), objectAt(world.store, md5("right"))];
    for (const path of [object, other]) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(object, bytes);
    writeFileSync(other, "wrong");
    leavePartial(world.work, Buffer.alloc(1000, 9));
    const unseen = { md5: md5("right"), hash: "md5" as const };
    expect(await world.remote.pull([item, unseen])).toMatchObject({ objects: 2, missing: [] });
    expect(starts).toEqual([1000, 0, 0]);
    const damaged = objectAt(join(world.work, ".dvc/cache"), unseen.md5);
    expect(damagedObjects(join(world.work, ".dvc/cache"))).toEqual([damaged]);
    expect(statSync(damaged).mode & 0o777).toBe(0o444);
  });
});
