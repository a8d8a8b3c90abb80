import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DownloadOutcome, ObjectStore, ObjectTransfer } from "../../src/ports/object-store.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

/** A store to be tested, empty. */
export interface ObjectStoreWorld {
  readonly store: ObjectStore;
  /** Puts objects there without the code under test, where that cannot write. */
  seed?(objects: ReadonlyMap<string, Buffer>): Promise<void>;
  /** Whether `list` answers with nothing, whatever is there. */
  readonly isUnlisted?: boolean;
  readonly close: () => Promise<void>;
}

/** The key of an object, as DVC names it. */
export function keyOf(bytes: Uint8Array): string {
  const md5 = createHash("md5").update(bytes).digest("hex");
  return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
}

/** Writes objects to files and gives the transfers that upload them. */
export function uploadsOf(objects: ReadonlyMap<string, Uint8Array>): readonly ObjectTransfer[] {
  const directory = temporaryDirectory();
  return [...objects].map(([key, bytes], index) => {
    const file = join(directory, `object ${index} é`);
    writeFileSync(file, bytes);
    return { key, file, sizeBytes: bytes.length };
  });
}

/** Downloads keys into a directory; what became of each, and its bytes. */
export async function downloadAll(
  store: ObjectStore,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Buffer | "missing">> {
  const directory = temporaryDirectory();
  const transfers = keys.map((key, index) => ({ key, file: join(directory, "in", String(index)) }));
  const outcomes = new Map<string, DownloadOutcome>();
  await store.download(transfers, async (transfer, outcome) => {
    expect(outcomes.has(transfer.key)).toBe(false);
    outcomes.set(transfer.key, outcome);
  });
  expect([...outcomes.keys()].sort()).toEqual([...keys].sort());
  return new Map(
    transfers.map(({ key, file }) => [key, outcomes.get(key) === "done" ? readFileSync(file) : "missing"]),
  );
}

function objectsOf(...all: readonly Buffer[]): ReadonlyMap<string, Buffer> {
  return new Map(all.map((bytes) => [keyOf(bytes), bytes]));
}

/** What every object store does. */
export function describeObjectStore(name: string, open: () => Promise<ObjectStoreWorld>): void {
  const start = async (objects: ReadonlyMap<string, Buffer> = new Map()): Promise<ObjectStoreWorld> => {
    const world = await open();
    onTestFinished(async () => {
      await world.store.close();
      await world.close();
    });
    if (objects.size === 0) return world;
    if (world.seed === undefined) await world.store.upload(uploadsOf(objects), async () => undefined);
    else await world.seed(objects);
    return world;
  };

  describe(`the object store ${name}`, () => {
    it("has nothing at first", async () => {
      const { store } = await start();
      const key = keyOf(Buffer.from("nothing"));
      expect(await store.find([key])).toEqual(new Map());
      expect(await store.find([])).toEqual(new Map());
      expect(await store.list("files/")).toEqual([]);
      expect(await downloadAll(store, [key])).toEqual(new Map([[key, "missing"]]));
    });

    it("gives back the bytes, small, empty and large, and their sizes", async () => {
      const objects = objectsOf(
        Buffer.from("hey\n"),
        Buffer.alloc(0),
        randomBytes(700_000),
        randomBytes(5_000),
      );
      const { store } = await start(objects);
      const keys = [...objects.keys()];
      const sizes = new Map([...objects].map(([key, bytes]) => [key, bytes.length]));
      expect(await store.find([...keys, "files/md5/00/none"])).toEqual(sizes);
      expect(await downloadAll(store, keys)).toEqual(objects);
    });

    it("lists keys by the beginning of their names", async () => {
      const record = `runs/ab/${"ab".repeat(32)}/${"cd".repeat(32)}`;
      const objects = new Map([
        ...objectsOf(Buffer.from("a"), Buffer.from("b")),
        [record, Buffer.from("run")],
      ]);
      const world = await start(objects);
      const keys = world.isUnlisted === true ? [] : [...objects.keys()];
      const listed = async (prefix: string): Promise<readonly string[]> =>
        [...(await world.store.list(prefix))].sort();
      expect(await listed("files/md5/")).toEqual(keys.filter((key) => key.startsWith("files/")).sort());
      expect(await listed("runs/")).toEqual(keys.filter((key) => key.startsWith("runs/")));
      expect(await listed("runs/ab/a")).toEqual(keys.filter((key) => key.startsWith("runs/")));
      expect(await listed("runs/cd/")).toEqual([]);
      expect(await listed("files/md5/0c")).toEqual(keys.filter((key) => key.startsWith("files/md5/0c")));
    });

    it("finds and brings many at once", async () => {
      const all = Array.from({ length: 120 }, (_, index) => Buffer.from(`object ${index}`));
      const objects = objectsOf(...all);
      const { store } = await start(objects);
      expect((await store.find([...objects.keys()])).size).toBe(120);
      expect(await downloadAll(store, [...objects.keys()])).toEqual(objects);
    });

    it("goes on after the first bytes of an interrupted download", async () => {
      const bytes = randomBytes(300_000);
      const key = keyOf(bytes);
      const { store } = await start(objectsOf(bytes));
      const file = join(temporaryDirectory(), "part");
      for (const there of [100_000, 300_000]) {
        writeFileSync(file, bytes.subarray(0, there));
        await store.download([{ key, file, sizeBytes: bytes.length }], async () => undefined);
        expect(readFileSync(file).equals(bytes)).toBe(true);
      }
    });
  });
}

/** What a store that can be written does besides. */
export function describeWritableStore(name: string, open: () => Promise<ObjectStoreWorld>): void {
  describe(`the writable object store ${name}`, () => {
    it("tells of each upload once, takes the same object again, and removes", async () => {
      const world = await open();
      onTestFinished(async () => {
        await world.store.close();
        await world.close();
      });
      const objects = objectsOf(Buffer.from("one"), Buffer.from("two"), Buffer.alloc(0));
      const uploads = uploadsOf(objects);
      for (let round = 0; round < 2; round += 1) {
        const told: string[] = [];
        await world.store.upload(uploads, async ({ key }) => {
          told.push(key);
        });
        expect(told.sort()).toEqual([...objects.keys()].sort());
      }
      expect(await downloadAll(world.store, [...objects.keys()])).toEqual(objects);
      const [first = "", ...others] = objects.keys();
      await world.store.remove([first, "files/md5/00/none"]);
      expect([...(await world.store.find([...objects.keys()])).keys()].sort()).toEqual(others.sort());
    });

    it("refuses a file that is not there", async () => {
      const world = await open();
      onTestFinished(async () => {
        await world.store.close();
        await world.close();
      });
      const file = join(temporaryDirectory(), "none");
      mkdirSync(dirname(file), { recursive: true });
      const upload = world.store.upload([{ key: "files/md5/00/none", file }], async () => undefined);
      await expect(upload).rejects.toThrow();
      expect((await world.store.find(["files/md5/00/none"])).size).toBe(0);
    });
  });
}
