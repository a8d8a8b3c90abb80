import { chmodSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OpenedDataStore } from "../../../src/adapters/data-store/open-data-store.ts";
import type { DataItem } from "../../../src/versioning/data-item.ts";
import { createDataRepository, md5, objectAt } from "../../support/data-repository.ts";

const large = (byte: number): Buffer => Buffer.alloc(3 * 2 ** 20, byte);

function damage(path: string, bytes: string | Uint8Array): void {
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
  chmodSync(path, 0o444);
}

interface Pushed {
  readonly work: string;
  readonly remote: string;
  readonly file: DataItem;
  readonly directory: DataItem;
  /** As another process does: nothing of an earlier one is known. */
  readonly open: () => Promise<OpenedDataStore>;
}

/** A repository that pushed a large file and a directory, and has neither any more. @param config more options of its remote */
async function pushedRepository(config: string): Promise<Pushed> {
  const { work, remote, open } = createDataRepository({ "d/a": "1", "d/b": "keep" }, config);
  writeFileSync(join(work, "big"), large(1));
  const opened = await open();
  const { data } = opened;
  const [file, directory] = [await data.save("big"), await data.save("d")];
  await opened.remote().push([file, directory]);
  for (const path of ["big", "d", ".dvc/cache"]) rmSync(join(work, path), { recursive: true });
  return { work, remote, file, directory, open };
}

async function pullAndPlace({ file, directory, open }: Pushed): Promise<void> {
  const opened = await open();
  await opened.remote().pull([file, directory], { isForCheckout: true });
  for (const [path, item] of [["big", file] as const, ["d", directory] as const]) {
    expect(await opened.data.checkout(path, item)).toEqual({ state: "done", changed: true });
  }
}

const off = "    verify = false\n";

describe("a remote with verify = false", () => {
  it.each([
    ["copies", ""],
    ["hard links", "[cache]\n    type = hardlink\n"],
    ["symbolic links", "[cache]\n    type = symlink\n"],
  ])("gives whole files, by %s, and objects that nothing may write to", async (_, cache) => {
    const pushed = await pushedRepository(`${off}${cache}`);
    await pullAndPlace(pushed);
    expect(readFileSync(join(pushed.work, "big"))).toEqual(large(1));
    expect(readFileSync(join(pushed.work, "d/a"), "utf8")).toBe("1");
    const object = objectAt(join(pushed.work, ".dvc/cache"), pushed.file.md5);
    expect(statSync(object).mode & 0o777).toBe(0o444);
    const next = await pushed.open();
    expect(await next.data.has(pushed.directory)).toBe(true);
    expect(await next.data.inspect("big")).toMatchObject({ md5: pushed.file.md5 });
    expect(await next.data.inspect("d")).toMatchObject({ md5: pushed.directory.md5 });
  });

  it.each([
    ["copies", ""],
    ["hard links", "[cache]\n    type = hardlink\n"],
  ])(
    "gives other bytes of the same length too, by %s, and nobody says that they were checked",
    async (_, cache) => {
      const pushed = await pushedRepository(`${off}${cache}`);
      damage(objectAt(pushed.remote, pushed.file.md5), large(2));
      damage(objectAt(pushed.remote, md5("1")), "2");
      await pullAndPlace(pushed);
      expect(readFileSync(join(pushed.work, "big"))).toEqual(large(2));
      expect(readFileSync(join(pushed.work, "d/a"), "utf8")).toBe("2");
      const { data } = await pushed.open();
      expect(await data.inspect("big")).toMatchObject({ md5: md5(large(2)) });
      expect((await data.inspect("d"))?.md5).not.toBe(pushed.directory.md5);
    },
  );

  it("leaves it to the next checkout from the cache to find the damage", async () => {
    const pushed = await pushedRepository(off);
    damage(objectAt(pushed.remote, pushed.file.md5), large(2));
    damage(objectAt(pushed.remote, md5("1")), "2");
    await pullAndPlace(pushed);
    for (const path of ["big", "d"]) rmSync(join(pushed.work, path), { recursive: true });
    const { data } = await pushed.open();
    expect(await data.checkout("big", pushed.file)).toEqual({ state: "absent", missing: 1 });
    expect(await data.checkout("d", pushed.directory)).toEqual({ state: "absent", missing: 1 });
    expect(existsSync(objectAt(join(pushed.work, ".dvc/cache"), pushed.file.md5))).toBe(false);
  });

  it("sends nothing on that was not hashed, in the same process either", async () => {
    const pushed = await pushedRepository(off);
    damage(objectAt(pushed.remote, pushed.file.md5), large(2));
    const opened = await pushed.open();
    const remote = opened.remote();
    await remote.pull([pushed.file]);
    rmSync(objectAt(pushed.remote, pushed.file.md5));
    await expect(remote.push([pushed.file])).rejects.toMatchObject({ code: "cache.corrupt" });
  });

  it.each<readonly [string, (pushed: Pushed) => string]>([
    ["a file", ({ file }) => file.md5],
    ["a file of a directory", () => md5("keep")],
  ])("refuses %s that is cut off there, by its size", async (_, choose) => {
    const pushed = await pushedRepository(off);
    const object = objectAt(pushed.remote, choose(pushed));
    chmodSync(object, 0o644);
    truncateSync(object, 2);
    const opened = await pushed.open();
    await expect(opened.remote().pull([pushed.file, pushed.directory])).rejects.toMatchObject({
      code: "cache.corrupt",
      message: expect.stringContaining(choose(pushed).slice(2)),
    });
    expect(existsSync(objectAt(join(pushed.work, ".dvc/cache"), choose(pushed)))).toBe(false);
  });

  it("refuses a damaged list of a directory, and says what is missing", async () => {
    const pushed = await pushedRepository(off);
    damage(objectAt(pushed.remote, pushed.directory.md5), "[]");
    await expect((await pushed.open()).remote().pull([pushed.directory])).rejects.toMatchObject({
      code: "cache.corrupt",
    });
    rmSync(objectAt(pushed.remote, pushed.file.md5));
    expect(await (await pushed.open()).remote().pull([pushed.file])).toMatchObject({
      missing: [pushed.file],
    });
  });
});

describe("a remote that says nothing of verify, or true", () => {
  it.each(["", "    verify = true\n"])("is checked (%j)", async (config) => {
    const pushed = await pushedRepository(config);
    damage(objectAt(pushed.remote, pushed.file.md5), large(2));
    await expect((await pushed.open()).remote().pull([pushed.file])).rejects.toMatchObject({
      code: "cache.corrupt",
    });
  });
});
