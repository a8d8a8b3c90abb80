import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openLedgerCache } from "../../../src/adapters/git/ledger-cache.ts";
import type { CachedBlock, LedgerCache } from "../../../src/ports/ledger-cache.ts";
import { genesis } from "../../../src/runs/chain.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const block: CachedBlock = {
  from: genesis,
  last: { sequence: 9, digest: "a".repeat(64) },
  rows: Buffer.from("PAR1 rows \n of a file, binary \0 or not".repeat(50)),
};

let root: string;
let warnings: string[];
let cache: LedgerCache;
beforeEach(() => {
  root = temporaryDirectory();
  execFileSync("git", ["init", "--quiet", root]);
  warnings = [];
  cache = open("pawl/ledger");
});

function open(branch: string): LedgerCache {
  return openLedgerCache(root, { branch, warn: (message) => void warnings.push(message) });
}

function files(): readonly string[] {
  const folder = join(root, ".git", "pawl", "ledger");
  return readdirSync(folder).flatMap((each) =>
    readdirSync(join(folder, each)).map((name) => join(folder, each, name)),
  );
}

describe("blocks beside the clone", () => {
  it("are found under their key and branch, in every work tree, and nowhere else", async () => {
    expect(await cache.find("k")).toBeUndefined();
    await cache.keep("k", block);
    expect(await open("pawl/ledger").find("k")).toEqual(block);
    expect(await cache.find("other")).toBeUndefined();
    expect(await open("other").find("k")).toBeUndefined();
    const other = join(root, "other");
    const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    execFileSync("git", ["-C", root, ...person, "commit", "--quiet", "--allow-empty", "--message", "first"]);
    execFileSync("git", ["-C", root, "worktree", "add", "--quiet", other]);
    expect(await openLedgerCache(other, { branch: "pawl/ledger", warn: () => undefined }).find("k")).toEqual(
      block,
    );
  });

  it("are files of the user alone that git does not see", async () => {
    await cache.keep("../../k\0", block);
    expect(files().map((path) => statSync(path).mode & 0o777)).toEqual([0o600]);
    expect(execFileSync("git", ["-C", root, "status", "--porcelain"], { encoding: "utf8" })).toBe("");
  });

  it.each<readonly [string, (path: string, other: string) => void]>([
    ["cut", (path) => truncateSync(path, statSync(path).size - 1)],
    ["emptied", (path) => truncateSync(path)],
    ["lengthened", (path) => appendFileSync(path, "x")],
    ["deleted", (path) => rmSync(path)],
    ["replaced by that of another key", (path, other) => copyFileSync(other, path)],
    ["replaced by text", (path) => writeFileSync(path, "PAR1 but not really\n")],
    ["replaced by a folder", (path) => (rmSync(path), mkdirSync(path))],
    [
      "replaced by a head without its members",
      (path) => (rmSync(path), writeFileSync(path, '{"schema":"pawl.ledger-block/1"}\nPAR1')),
    ],
    [
      "changed in one byte of its rows",
      (path) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 500] = (bytes[bytes.length - 500] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ["replaced by 65 MiB of nothing", (path) => truncateSync(path, 65 * 2 ** 20)],
  ])("are as if they were not there when their file was %s", async (_, damage) => {
    await cache.keep("k", block);
    const [path = ""] = files();
    await cache.keep("other", block);
    damage(path, files().find((each) => each !== path) ?? "");
    expect(await cache.find("k")).toBeUndefined();
    rmSync(path, { recursive: true, force: true });
    await cache.keep("k", block);
    expect(await cache.find("k")).toEqual(block);
    expect(warnings).toEqual([]);
  });

  it("that are too large are not kept, and one that cannot be written is a warning", async () => {
    await cache.keep("large", { ...block, rows: new Uint8Array(64 * 2 ** 20) });
    expect(existsSync(join(root, ".git", "pawl"))).toBe(false);
    writeFileSync(join(root, ".git", "pawl"), "in the way");
    await cache.keep("k", block);
    expect(warnings).toMatchObject([expect.stringContaining("could not be written")]);
    expect(await cache.find("k")).toBeUndefined();
    await cache.retain(["k"]);
  });

  it("of other keys, and what a crash left, go once they are an hour old", async () => {
    for (const key of ["kept", "old"]) await cache.keep(key, block);
    const [first = ""] = files();
    const stray = join(first, "..", ".pawl-0123456789ab.tmp");
    writeFileSync(stray, "x");
    for (const path of files()) utimesSync(path, 0, 0);
    await cache.keep("young", block);
    await cache.retain(["kept"]);
    expect(existsSync(stray)).toBe(false);
    expect(await Promise.all(["kept", "young", "old"].map((key) => cache.find(key)))).toEqual([
      block,
      block,
      undefined,
    ]);
  });
});
