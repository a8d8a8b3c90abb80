import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { lookOf } from "../../../src/adapters/data-store/file-stamp.ts";
import { createHashMemo } from "../../../src/adapters/data-store/hash-memo.ts";
import { createDataRepository, md5 } from "../../support/data-repository.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const stamp = { inode: 1, sizeBytes: 2, modifiedMs: 1000.5, changedMs: 1000.5 };
const known = md5("known");

describe("a hash memo", () => {
  it("knows a file again only in the state in which it was hashed, in another process too", () => {
    const home = temporaryDirectory();
    const memo = createHashMemo(() => home);
    memo.remember("d/a", stamp, known, Date.now());
    memo.flush();
    const other = createHashMemo(() => home);
    expect(other.find("d/a", stamp)).toBe(known);
    for (const change of [{ inode: 2 }, { sizeBytes: 3 }, { modifiedMs: 1000.75 }, { changedMs: 1001 }])
      expect(other.find("d/a", { ...stamp, ...change })).toBeUndefined();
  });

  it("does not trust a file that may have changed in the tick in which it was hashed", () => {
    const home = temporaryDirectory();
    const memo = createHashMemo(() => home);
    const now = Date.now();
    memo.remember("young", { ...stamp, changedMs: now - 10.5 }, known, now);
    memo.remember("coarse", { ...stamp, modifiedMs: Math.floor(now / 1000) * 1000 - 1000 }, known, now);
    memo.remember("old", { ...stamp, changedMs: now - 5000.5 }, known, now);
    memo.flush();
    expect(memo.find("young", { ...stamp, changedMs: now - 10.5 })).toBeUndefined();
    expect(
      memo.find("coarse", { ...stamp, modifiedMs: Math.floor(now / 1000) * 1000 - 1000 }),
    ).toBeUndefined();
    expect(memo.find("old", { ...stamp, changedMs: now - 5000.5 })).toBe(known);
  });

  it("walks a folder in order, past the end of a page, and forgets what is gone", () => {
    const home = temporaryDirectory();
    const memo = createHashMemo(() => home);
    const names = Array.from({ length: 4500 }, (_, index) => `d/${String(index).padStart(5, "0")}`);
    for (const name of [...names, "d/\uFF01", "d/\u{1F600}", "e"])
      memo.remember(name, stamp, known, Date.now());
    memo.flush();
    const recall = memo.walk("d");
    const wanted = [...names.filter((_, index) => index % 2 === 0), "d/\uFF01", "d/\u{1F600}"];
    expect(wanted.every((name) => recall(name, stamp) === known)).toBe(true);
    memo.flush();
    expect(memo.find("d/00001", stamp)).toBeUndefined();
    expect(memo.find("e", stamp)).toBe(known);
  });

  it.each([
    ["no database at all", (path: string) => writeFileSync(path, "no database ".repeat(1000))],
    [
      "a damaged one",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 100);
        writeFileSync(path, bytes);
      },
    ],
    [
      "a foreign one",
      (path: string) => {
        rmSync(path);
        const foreign = new DatabaseSync(path);
        foreign.exec("CREATE TABLE files (x); PRAGMA user_version = 7");
        foreign.close();
      },
    ],
    [
      "a folder",
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
  ])("that is %s is thrown away", (_, harm) => {
    const home = temporaryDirectory();
    const first = createHashMemo(() => home);
    first.remember("a", stamp, known, Date.now());
    first.flush();
    for (const end of ["-wal", "-shm"]) rmSync(join(home, `hashes.db${end}`), { force: true });
    harm(join(home, "hashes.db"));
    const memo = createHashMemo(() => home);
    expect(memo.find("a", stamp)).toBeUndefined();
    memo.remember("b", stamp, known, Date.now());
    memo.flush();
    expect(memo.find("b", stamp)).toBe(known);
  });

  it("that another process has locked is passed over", () => {
    const home = temporaryDirectory();
    const memo = createHashMemo(() => home);
    memo.remember("a", stamp, known, Date.now());
    memo.flush();
    const other = new DatabaseSync(join(home, "hashes.db"));
    other.exec("BEGIN EXCLUSIVE");
    memo.remember("b", stamp, known, Date.now());
    memo.flush();
    expect(memo.find("a", stamp)).toBe(known);
    other.exec("ROLLBACK");
  });

  it("never gives the hash of bytes that are not there, whatever the times of the file say", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    const path = join(work, "d/a");
    await sleep(120);
    const first = await (await open()).data.inspect("d");
    const { atime, mtime } = statSync(path);
    writeFileSync(path, "2");
    utimesSync(path, atime, mtime);
    expect((await (await open()).data.inspect("d"))?.md5).not.toBe(first?.md5);
    expect(lookOf(statSync(path)).sizeBytes).toBe(1);
  });

  it("is kept out of git", async () => {
    const { work, open } = createDataRepository({ "d/a": "1" });
    await (await open()).data.inspect("d");
    expect(readFileSync(join(work, ".dvc/tmp/pawl/.gitignore"), "utf8")).toBe("*\n");
  });
});
