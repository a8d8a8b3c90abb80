import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDataRepository, damagedObjects, md5, objectAt } from "../../support/data-repository.ts";

const typed = (type: string) => `[cache]\n    type = "${type}"\n`;
const cacheOf = (work: string) => join(work, ".dvc/cache");

describe("links to the cache", () => {
  it("are copies of their own by default, and writable", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    const { data } = await open();
    const item = await data.save("d");
    rmSync(join(work, "d"), { recursive: true });
    expect(await data.checkout("d", item)).toEqual({ state: "done", changed: true });
    expect(statSync(join(work, "d/a")).mode & 0o777).toBe(0o644);
    expect(statSync(join(work, "d/a")).nlink).toBe(1);
  });

  it.each(["hardlink", "symlink"])("of type %s are read-only after add and after checkout", async (type) => {
    const { work, open } = createDataRepository({ "d/a": "1" }, typed(type));
    const { data } = await open();
    const item = await data.save("d");
    const object = objectAt(cacheOf(work), md5("1"));
    const check = () => {
      expect(statSync(join(work, "d/a")).ino).toBe(statSync(object).ino);
      expect(statSync(join(work, "d/a")).mode & 0o777).toBe(0o444);
      if (type === "symlink") expect(readlinkSync(join(work, "d/a"))).toBe(object);
    };
    check();
    rmSync(join(work, "d"), { recursive: true });
    await data.checkout("d", item);
    check();
    expect(await data.inspect("d")).toEqual(item);
  });

  it("fall back to the next type that the disk can make", async () => {
    const { work, open } = createDataRepository({ a: "1" }, typed("reflink,copy"));
    const { data } = await open();
    const item = await data.save("a");
    rmSync(join(work, "a"));
    await data.checkout("a", item);
    expect(readFileSync(join(work, "a"), "utf8")).toBe("1");
  });

  it("give an executable a copy of its own", async () => {
    const { work, open } = createDataRepository({ run: "1" }, typed("hardlink"));
    chmodSync(join(work, "run"), 0o755);
    const { data } = await open();
    const item = await data.save("run");
    expect(item.isExecutable).toBe(true);
    rmSync(join(work, "run"));
    await data.checkout("run", item);
    expect(statSync(join(work, "run")).mode & 0o777).toBe(0o755);
    expect(statSync(objectAt(cacheOf(work), item.md5)).mode & 0o777).toBe(0o444);
  });

  it.each(["hardlink", "symlink"])("of type %s are removed without harm to the cache", async (type) => {
    const { work, open } = createDataRepository({ "d/a": "1", b: "2" }, typed(type));
    const { data } = await open();
    await data.save("d");
    await data.save("b");
    await data.remove("d");
    await data.remove("b");
    expect(existsSync(join(work, "d"))).toBe(false);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
    expect(readFileSync(objectAt(cacheOf(work), md5("1")), "utf8")).toBe("1");
    expect(readFileSync(objectAt(cacheOf(work), md5("2")), "utf8")).toBe("2");
  });

  it("become files of their own when they are to be written to", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" }, typed("hardlink"));
    const { data } = await open();
    await data.save("d");
    await data.unprotect("d");
    writeFileSync(join(work, "d/a"), "changed");
    expect(readFileSync(objectAt(cacheOf(work), md5("1")), "utf8")).toBe("1");
  });

  it("that were edited in place give the hash of what is there, and the damaged object is not used", async () => {
    const { work, open } = createDataRepository({ a: "1" }, typed("hardlink"));
    const { data } = await open();
    const item = await data.save("a");
    chmodSync(join(work, "a"), 0o644);
    writeFileSync(join(work, "a"), "x");
    expect((await data.inspect("a"))?.md5).toBe(md5("x"));
    expect((await data.save("a")).md5).toBe(md5("x"));
    expect(await data.has(item)).toBe(false);
    expect(damagedObjects(cacheOf(work))).toEqual([]);
  });

  it("are made anew when the configuration changes and it is asked for", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    const item = await (await open()).data.save("d");
    writeFileSync(join(work, ".dvc/config"), typed("symlink"));
    const { data } = await open();
    expect(await data.checkout("d", item)).toEqual({ state: "done", changed: false });
    expect(lstatSync(join(work, "d/a")).isSymbolicLink()).toBe(false);
    await data.checkout("d", item, { relink: true });
    expect(lstatSync(join(work, "d/a")).isSymbolicLink()).toBe(true);
  });

  it("of an unknown type are refused", async () => {
    await expect(createDataRepository({}, typed("magic")).open()).rejects.toMatchObject({
      code: "dvc.invalid",
    });
  });

  it("lead to a cache that is outside the repository", async () => {
    const { work, open } = createDataRepository(
      { "d/a": "1" },
      "[cache]\n    type = symlink\n    dir = ../../elsewhere\n",
    );
    const { data } = await open();
    const item = await data.save("d");
    expect(existsSync(objectAt(join(work, "../elsewhere"), md5("1")))).toBe(true);
    expect(await data.inspect("d")).toEqual(item);
    await data.remove("d");
    expect(existsSync(objectAt(join(work, "../elsewhere"), md5("1")))).toBe(true);
  });

  it("share a group's cache with folders that the group may write to", async () => {
    const { work, open } = createDataRepository({ a: "1" }, "[cache]\n    shared = group\n");
    await (await open()).data.save("a");
    const folder = join(objectAt(cacheOf(work), md5("1")), "..");
    expect(statSync(folder).mode & 0o7777).toBe(0o2775);
  });
});
