import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDataRepository, damagedObjects, md5, objectAt } from "../../support/data-repository.ts";
import { writeFiles } from "../../support/git-world.ts";

const cacheOf = (work: string) => join(work, ".dvc/cache");
const large = (byte: number) => Buffer.alloc(3 * 2 ** 20, byte);

function damage(path: string, text: string): void {
  chmodSync(path, 0o644);
  writeFileSync(path, text);
  chmodSync(path, 0o444);
}

describe("a damaged cache", () => {
  it.each([
    ["other bytes of the same length", (path: string) => damage(path, "2")],
    ["no bytes", (path: string) => damage(path, "")],
    ["another mode and other bytes", (path: string) => (damage(path, "22"), chmodSync(path, 0o644))],
  ])("with %s in an object is not used, and loses it", async (_, harm) => {
    const { work, open } = createDataRepository({ "d/a": "1", "d/b": "keep" });
    const item = await (await open()).data.save("d");
    rmSync(join(work, "d"), { recursive: true });
    harm(objectAt(cacheOf(work), md5("1")));
    const { data } = await open();
    expect(await data.checkout("d", item)).toEqual({ state: "absent", missing: 1 });
    expect(existsSync(join(work, "d/a"))).toBe(false);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
    expect(await data.has(item)).toBe(false);
  });

  it("with a damaged large object is found although its mode says nothing", async () => {
    const { work, open } = createDataRepository({});
    writeFileSync(join(work, "big"), large(1));
    const item = await (await open()).data.save("big");
    rmSync(join(work, "big"));
    const object = objectAt(cacheOf(work), item.md5);
    chmodSync(object, 0o644);
    writeFileSync(object, large(2));
    chmodSync(object, 0o444);
    expect(await (await open()).data.checkout("big", item)).toEqual({ state: "absent", missing: 1 });
    expect(existsSync(object)).toBe(false);
  });

  it("without a child of a directory, or with a damaged list of it, says so and touches nothing", async () => {
    const { work, open } = createDataRepository({ "d/a": "1", "d/b": "2" });
    const { data } = await open();
    const item = await data.save("d");
    rmSync(objectAt(cacheOf(work), md5("2")));
    rmSync(join(work, "d/b"));
    writeFileSync(join(work, "d/a"), "new");
    expect(await data.has(item)).toBe(false);
    expect(await data.checkout("d", item, { force: true })).toEqual({ state: "absent", missing: 1 });
    expect(readFileSync(join(work, "d/a"), "utf8")).toBe("new");
    damage(objectAt(cacheOf(work), item.md5), "[]");
    expect(await data.has(item)).toBe(false);
    expect(existsSync(objectAt(cacheOf(work), item.md5))).toBe(false);
  });

  it("is mended by adding the data again", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    const item = await (await open()).data.save("d");
    damage(objectAt(cacheOf(work), md5("1")), "2");
    writeFileSync(join(work, "d/a"), "1");
    const { data } = await open();
    expect(await data.save("d")).toEqual(item);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
    expect(readFileSync(objectAt(cacheOf(work), md5("1")), "utf8")).toBe("1");
  });
});

describe("data that cannot be kept", () => {
  const kinds: readonly [string, (folder: string) => void, RegExp][] = [
    ["a FIFO", (folder) => execFileSync("mkfifo", [join(folder, "f")]), /"d\/f" .* a FIFO/],
    ["a link to nowhere", (folder) => symlinkSync("none", join(folder, "f")), /leads nowhere/],
    ["a link to itself", (folder) => symlinkSync("f", join(folder, "f")), /leads to itself/],
    [
      "a link that leaves the repository",
      (folder) => symlinkSync("/etc/passwd", join(folder, "f")),
      /leaves the repository/,
    ],
    ["a link to a device", (folder) => symlinkSync("/dev/null", join(folder, "f")), /a device/],
    [
      "a name that is not UTF-8",
      (folder) => writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff])]), ""),
      /not UTF-8/,
    ],
  ];

  it.each(kinds)("%s is named, and nothing is half done", async (_, make, message) => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    make(join(work, "d"));
    const { data } = await open();
    const saving = data.save("d");
    await expect(saving).rejects.toMatchObject({ code: "path.refused" });
    await expect(saving).rejects.toThrow(message);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
  });

  it("a socket is named", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    const server = createServer().listen(join(work, "d/s"));
    await new Promise((done) => server.once("listening", done));
    await expect((await open()).data.inspect("d")).rejects.toThrow(/a socket/);
    server.close();
  });

  it("a link to a file inside the repository is followed, and one to a folder is left out, as DVC does", async () => {
    const { work, open } = createDataRepository({ "d/a": "1", "other/b": "2" });
    symlinkSync("../other/b", join(work, "d/file"));
    symlinkSync("../other", join(work, "d/folder"));
    symlinkSync(".", join(work, "d/loop"));
    const item = await (await open()).data.inspect("d");
    expect(item).toMatchObject({ fileCount: 2, sizeBytes: 2 });
  });
});

describe("directories", () => {
  it("without files are kept as such", async () => {
    const { work, open } = createDataRepository({});
    mkdirSync(join(work, "d/sub"), { recursive: true });
    const { data } = await open();
    const item = await data.save("d");
    expect(item.md5).toBe("d751713988987e9331980363e24189ce.dir");
    rmSync(join(work, "d"), { recursive: true });
    expect(await data.checkout("d", item)).toEqual({ state: "done", changed: true });
    expect(readdirSync(join(work, "d"))).toEqual([]);
  });

  it("keep what .dvcignore leaves out, and do not count it", async () => {
    const { work, open } = createDataRepository({ "d/a": "1", ".dvcignore": "*.tmp\n" });
    const { data } = await open();
    const item = await data.save("d");
    writeFiles(work, { "d/x.tmp": "mine", "d/sub/y.tmp": "mine" });
    expect(await data.inspect("d")).toEqual(item);
    writeFileSync(join(work, "d/b"), "2");
    await data.checkout("d", item, { force: true });
    expect(readdirSync(join(work, "d")).sort()).toEqual(["a", "sub", "x.tmp"]);
  });

  it("do not write through a link in the place of a folder", async () => {
    const { work, open } = createDataRepository({ "d/sub/a": "1", "outside/keep": "k" });
    const { data } = await open();
    const item = await data.save("d");
    rmSync(join(work, "d/sub"), { recursive: true });
    symlinkSync("../outside", join(work, "d/sub"));
    await expect(data.checkout("d", item)).rejects.toMatchObject({ code: "path.refused" });
    expect(readdirSync(join(work, "outside"))).toEqual(["keep"]);
  });

  it("become files, and files directories", async () => {
    const { work, open } = createDataRepository({ "x/a": "1", y: "2" });
    const { data } = await open();
    const [directory, file] = [await data.save("x"), await data.save("y")];
    expect(await data.checkout("x", file)).toEqual({ state: "done", changed: true });
    expect(await data.checkout("y", directory)).toEqual({ state: "done", changed: true });
    expect(readFileSync(join(work, "x"), "utf8")).toBe("2");
    expect(readFileSync(join(work, "y/a"), "utf8")).toBe("1");
  });
});

describe("a checkout", () => {
  it("does not replace what the cache does not have, unless it is told to", async () => {
    const { work, open } = createDataRepository({ "d/a": "1", "d/b": "2" });
    const { data } = await open();
    const item = await data.save("d");
    writeFiles(work, { "d/a": "mine", "d/new": "mine too" });
    expect(await data.checkout("d", item)).toEqual({ state: "unsaved", paths: ["d/a", "d/new"] });
    expect(readFileSync(join(work, "d/a"), "utf8")).toBe("mine");
    await data.save("d");
    expect(await data.checkout("d", item)).toEqual({ state: "done", changed: true });
    expect(readdirSync(join(work, "d"))).toEqual(["a", "b"]);
  });

  it("tells how far it is", async () => {
    const { work, open } = createDataRepository({ "d/a": "1", "d/b": "2" });
    const { data } = await open();
    const item = await data.save("d");
    rmSync(join(work, "d"), { recursive: true });
    const told: unknown[] = [];
    await data.checkout("d", item, { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ done: 2, total: 2 });
  });
});

describe("a full disk", () => {
  it("ends with the file's name and what to do, and leaves nothing half-written", async () => {
    const { work, open } = createDataRepository({ "d/small": "1" });
    writeFileSync(join(work, "d/big"), large(1));
    const script = join(import.meta.dirname, "../../support/save-main.ts");
    // A limit on the size of files fails a write as a full disk does.
    const run = () =>
      execFileSync("sh", ["-c", 'ulimit -f 2048; exec "$0" "$@"', process.execPath, script, "save", "d"], {
        cwd: work,
        stdio: "pipe",
        encoding: "utf8",
      });
    expect(run).toThrow(/file\.write-failed: Cannot write .*EFBIG.*\n.*Free space on that disk/);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
    await (await open()).data.save("d");
    expect(damagedObjects(cacheOf(work))).toEqual([]);
    expect(statSync(objectAt(cacheOf(work), md5(large(1)))).mode & 0o777).toBe(0o444);
  });
});

describe("several processes", () => {
  it("add and check out the same objects at once", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`d/${index}`, `file ${index}`]),
    );
    const { work, open } = createDataRepository(files);
    const stores = await Promise.all(Array.from({ length: 4 }, open));
    const items = await Promise.all(stores.map(({ data }) => data.save("d")));
    expect(new Set(items.map((item) => item.md5)).size).toBe(1);
    const [item] = items;
    if (item === undefined) throw new TypeError("four stores, four items");
    rmSync(join(work, "d"), { recursive: true });
    const done = await Promise.all(stores.map(({ data }) => data.checkout("d", item)));
    expect(done.every(({ state }) => state === "done")).toBe(true);
    expect(await stores[0]?.data.inspect("d")).toEqual(item);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
  });
});

describe("data of DVC 2", () => {
  it("is read with its own hash, and stays as it is", async () => {
    const { work, open } = createDataRepository({});
    const legacy = md5("a,b\n3,4\n");
    const item = { md5: legacy, hash: "legacy" as const };
    writeFiles(work, { [`.dvc/cache/${legacy.slice(0, 2)}/${legacy.slice(2)}`]: "a,b\r\n3,4\r\n" });
    const { data } = await open();
    expect(await data.has(item)).toBe(true);
    expect(await data.checkout("t.csv", item)).toEqual({ state: "done", changed: true });
    expect(readFileSync(join(work, "t.csv"), "utf8")).toBe("a,b\r\n3,4\r\n");
    expect((await data.inspect("t.csv", "legacy"))?.md5).toBe(legacy);
    expect(await data.checkout("t.csv", item)).toEqual({ state: "done", changed: false });
  });
});
