import { chmodSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { writeTree } from "../../../src/versioning/data-tree.ts";
import { createDataRepository, md5, objectAt } from "../../support/data-repository.ts";

/** Longer than the tick in which a change might not show. */
const settledMs = 120;
const files = { "d/a": "aaaaaaaa", "d/b": "bbbbbbbb", "d/sub/c": "cccccccc" };

/** A directory that was looked at twice, so that it is known as a whole. */
async function knownDirectory() {
  const { work, open } = createDataRepository(files);
  await sleep(settledMs);
  const { data } = await open();
  const item = await data.save("d");
  await sleep(settledMs);
  for (let round = 0; round < 2; round += 1) {
    expect((await data.inspect("d"))?.md5).toBe(item.md5);
    expect(await data.has(item)).toBe(true);
  }
  return { data: (await open()).data, item, path: (name: string) => join(work, name), work };
}

/** The id of the directory with other files. */
function idOf(content: Readonly<Record<string, string>>): string {
  const tree = Object.entries(content).map(([path, text]) => ({ path: path.slice(2), md5: md5(text) }));
  return `${md5(writeTree(tree))}.dir`;
}

describe("a directory that is known as a whole", () => {
  it("is seen to change with each kind of change, also one that hides its time", async () => {
    const { data, path } = await knownDirectory();
    const id = async (): Promise<string | undefined> => (await data.inspect("d"))?.md5;
    const { atime, mtime } = statSync(path("d/a"));
    writeFileSync(path("d/a"), "AAAAAAAA");
    utimesSync(path("d/a"), atime, mtime);
    expect(await id()).toBe(idOf({ ...files, "d/a": "AAAAAAAA" }));
    writeFileSync(path("d/new"), "new");
    expect(await id()).toBe(idOf({ ...files, "d/a": "AAAAAAAA", "d/new": "new" }));
    renameSync(path("d/new"), path("d/sub/new"));
    expect(await id()).toBe(idOf({ ...files, "d/a": "AAAAAAAA", "d/sub/new": "new" }));
    rmSync(path("d/sub/new"));
    writeFileSync(path("d/a"), "aaaaaaaa");
    expect(await id()).toBe(idOf(files));
  });

  it("keeps its size and number of files", async () => {
    const { data } = await knownDirectory();
    expect(await data.inspect("d")).toMatchObject({ sizeBytes: 24, fileCount: 3 });
  });

  it("is not in the cache any more when an object is gone, or another one stands in its place", async () => {
    const { data, item, work } = await knownDirectory();
    const object = objectAt(join(work, ".dvc/cache"), md5("bbbbbbbb"));
    renameSync(object, `${object}.aside`);
    expect(await data.has(item)).toBe(false);
    renameSync(`${object}.aside`, object);
    expect(await data.has(item)).toBe(true);
    await sleep(settledMs);
    expect(await data.has(item)).toBe(true);
    writeFileSync(`${object}.new`, "damaged!");
    chmodSync(`${object}.new`, 0o644);
    renameSync(`${object}.new`, object);
    expect(await data.has(item)).toBe(false);
  });

  it("is not in the cache any more when its own object is gone", async () => {
    const { data, item, work } = await knownDirectory();
    rmSync(objectAt(join(work, ".dvc/cache"), item.md5));
    expect(await data.has(item)).toBe(false);
  });
});
