import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyFiles } from "../../../src/adapters/data-store/copy-files.ts";
import { makeFolder, NewFolders } from "../../../src/adapters/data-store/new-folder.ts";
import type { DataItem } from "../../../src/versioning/data-item.ts";
import {
  createDataRepository,
  damagedObjects,
  type DataRepository,
  md5,
  objectAt,
} from "../../support/data-repository.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** Files in folders that lie in each other; some are the same, empty or large. */
function manyFiles(count: number): Readonly<Record<string, string>> {
  const small = Array.from({ length: count }, (_, index) => [
    `data/${index % 7}/${index % 3}/f${index}`,
    `bytes ${index % (count - 100)}`,
  ]);
  return Object.fromEntries([
    ...small,
    ["data/0/above", "in the folder above"],
    ["data/empty", ""],
    ["data/large", "x".repeat(2 * 1024 * 1024)],
    ["data/same", "x".repeat(2 * 1024 * 1024)],
  ]) as Record<string, string>;
}

/** So many that other threads help; more than a round of them. */
const [files, moreFiles] = [manyFiles(1600), manyFiles(4500)];

async function pushed(
  content = files,
): Promise<{ readonly repository: DataRepository; readonly item: DataItem }> {
  const repository = createDataRepository(content);
  const store = await repository.open();
  const item = await store.data.save("data");
  expect((await store.remote().push([item])).missing).toEqual([]);
  rmSync(join(repository.work, ".dvc/cache"), { recursive: true });
  rmSync(join(repository.work, "data"), { recursive: true });
  return { repository, item };
}

function readAll(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`data/${path.slice(folder.length + 1)}`, readFileSync(path, "utf8")];
    }),
  );
}

describe("a directory of thousands of files", () => {
  it("is fetched and checked out by several threads, each object once and whole", async () => {
    const { repository, item } = await pushed(moreFiles);
    const store = await repository.open();
    const transfer = await store.remote().pull([item], { isForCheckout: true });
    expect(transfer).toMatchObject({ missing: [], objects: new Set(Object.values(moreFiles)).size + 1 });
    expect(existsSync(join(repository.work, "data"))).toBe(false);
    expect(await store.data.checkout("data", item)).toEqual({ state: "done", changed: true });
    expect(readAll(join(repository.work, "data"))).toEqual(moreFiles);
    expect(damagedObjects(join(repository.work, ".dvc/cache"))).toEqual([]);
    const object = objectAt(join(repository.work, ".dvc/cache"), md5("bytes 17"));
    expect(statSync(object).mode & 0o777).toBe(0o444);
    expect(statSync(join(repository.work, "data/same")).mode & 0o200).toBe(0o200);
    expect(await (await repository.open()).data.inspect("data")).toMatchObject({ md5: item.md5 });
  });

  it("comes from the cache too, over what is there", async () => {
    const { repository, item } = await pushed();
    await (await repository.open()).remote().pull([item]);
    mkdirSync(join(repository.work, "data/1"), { recursive: true });
    writeFileSync(join(repository.work, "data/1/other"), "bytes 5");
    const { data } = await repository.open();
    expect(await data.checkout("data", item)).toEqual({ state: "done", changed: true });
    expect(readAll(join(repository.work, "data"))).toEqual(files);
  });

  it("with one damaged object at the remote is refused by its name, and nothing of it is in the work tree", async () => {
    const { repository, item } = await pushed();
    const object = objectAt(repository.remote, md5("bytes 1432"));
    rmSync(object);
    writeFileSync(object, "not these bytes");
    const store = await repository.open();
    await expect(store.remote().pull([item], { isForCheckout: true })).rejects.toMatchObject({
      code: "cache.corrupt",
      message: expect.stringContaining(md5("bytes 1432").slice(2)),
    });
    expect(damagedObjects(join(repository.work, ".dvc/cache"))).toEqual([]);
    expect(await store.data.checkout("data", item)).toMatchObject({ state: "absent" });
    expect(existsSync(join(repository.work, "data"))).toBe(false);
  });

  it("of which the remote lacks one says so, and what was written aside is not used", async () => {
    const { repository, item } = await pushed();
    rmSync(objectAt(repository.remote, md5("bytes 1432")));
    const store = await repository.open();
    expect((await store.remote().pull([item], { isForCheckout: true })).missing).toEqual([item]);
    expect(await store.data.checkout("data", item)).toEqual({ state: "absent", missing: 1 });
    expect(existsSync(join(repository.work, "data"))).toBe(false);
  });

  it("does not take the place of what came there meanwhile", async () => {
    const { repository, item } = await pushed();
    const store = await repository.open();
    await store.remote().pull([item], { isForCheckout: true });
    mkdirSync(join(repository.work, "data"));
    writeFileSync(join(repository.work, "data/mine"), "kept by nobody");
    expect(await store.data.checkout("data", item)).toEqual({ state: "unsaved", paths: ["data/mine"] });
    expect(readFileSync(join(repository.work, "data/mine"), "utf8")).toBe("kept by nobody");
  });
});

describe("copying by threads", () => {
  it("ends with the first failure, whichever thread has it", async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "from"), "bytes");
    const done: number[] = [];
    const items = Array.from({ length: 4000 }, (_, index) => index);
    const copying = copyFiles(items, {
      taskFor: (index) => ({
        from: join(folder, "from"),
        to: index === 1900 ? join(folder, "none/file") : join(folder, `to${index}`),
        md5: md5("bytes"),
        mode: 0o600,
      }),
      onOutcome: (index) => void done.push(index),
    });
    await expect(copying).rejects.toMatchObject({ code: "file.write-failed" });
    expect(done).not.toContain(1900);
    for (const index of done) expect(readFileSync(join(folder, `to${index}`), "utf8")).toBe("bytes");
  });
});

describe("a folder that is filled aside", () => {
  function filled(): { readonly top: string; readonly folders: NewFolders } {
    const top = temporaryDirectory();
    mkdirSync(join(top, "aside"));
    let count = 0;
    const folders = new NewFolders({
      temporary: () => join(top, `aside/${(count += 1)}`),
      make: (folder) => void makeFolder(folder),
      mode: 0o777,
    });
    mkdirSync(join(top, "tree"));
    const { to, name } = folders.placeFor(join(top, "tree/new/file"));
    expect(name).toBeUndefined();
    writeFileSync(to, "new");
    return { top, folders };
  }

  it("gets its name with all that is in it", () => {
    const { top, folders } = filled();
    expect(existsSync(join(top, "tree/new"))).toBe(false);
    folders.finish();
    expect(readFileSync(join(top, "tree/new/file"), "utf8")).toBe("new");
  });

  it("joins one that another process made meanwhile", () => {
    const { top, folders } = filled();
    mkdirSync(join(top, "tree/new"));
    writeFileSync(join(top, "tree/new/other"), "other");
    folders.finish();
    expect(readdirSync(join(top, "tree/new")).sort()).toEqual(["file", "other"]);
  });

  it("does not write through a link that came into its place", () => {
    const { top, folders } = filled();
    mkdirSync(join(top, "outside"));
    symlinkSync(join(top, "outside"), join(top, "tree/new"));
    expect(() => folders.finish()).toThrow(/has to be/);
    expect(readdirSync(join(top, "outside"))).toEqual([]);
  });
});
