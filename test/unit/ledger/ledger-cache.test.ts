import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { openScratchFolder } from "../../../src/adapters/file-system/scratch-folder.ts";
import { openLedgerCache } from "../../../src/adapters/git/ledger-cache.ts";
import { openLedgerFiles } from "../../../src/adapters/git/ledger-files.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { openLedgerDatabase } from "../../../src/app/ledger/ledger-database.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { LedgerProblem } from "../../../src/runs/ledger-content.ts";
import { type ChainLine, extendChain, genesis, renderLine } from "../../../src/runs/chain.ts";
import { segmentPath } from "../../../src/runs/segments.ts";
import { type LedgerClone, makeLedgerClone } from "../../support/ledger/ledger-clone.ts";
import { runRecord } from "../../support/ledger/records.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const sha256 = (content: string | Uint8Array): string => nodeDigest.sha256(content);
const clone = { branch: "pawl/ledger", warn: () => undefined };
/** Two full blocks and one segment of the third. */
const segments = 2 * 64 + 1;

let ledger: LedgerClone;
let lines: readonly ChainLine[];
beforeEach(() => {
  ledger = makeLedgerClone(temporaryDirectory());
  const texts = Array.from({ length: segments }, (_, index) => renderRecord(runRecord(`${index}`)).text);
  lines = extendChain(genesis, texts, sha256);
  for (const [index, line] of lines.entries()) writeSegment(index + 1, line);
  ledger.commitFiles();
});

function writeSegment(number: number, ...own: readonly ChainLine[]): void {
  const path = join(ledger.origin, segmentPath(number));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, own.map((line) => `${renderLine(line)}\n`).join(""));
}

interface Look {
  /** Segments that were read and not taken from the cache. */
  readonly read: number;
  readonly runs: number;
  readonly last: unknown;
  readonly problems: readonly LedgerProblem[];
}

/** Opens the ledger as `pawl runs` does. */
async function look(): Promise<Look> {
  const files = openLedgerFiles(ledger.root, clone);
  let read = 0;
  const counted = {
    ...files,
    save: (...[wanted, path]: Parameters<typeof files.save>) => {
      read += wanted.length;
      return files.save(wanted, path);
    },
  };
  const folder = await openScratchFolder();
  const temporaryDirectory = folder.root;
  const sql = await openSql({ temporaryDirectory });
  const engines = { most: 2, open: () => openSql({ temporaryDirectory, threads: 1 }) };
  try {
    const cache = openLedgerCache(ledger.root, clone);
    const database = await openLedgerDatabase({ files: counted, sql, engines, folder, cache, sha256 });
    const [row] = await database.query("SELECT count(*) AS runs, max(sequence) AS last FROM runs");
    return { read, runs: Number(row?.["runs"]), last: row?.["last"], problems: database.problems };
  } finally {
    await sql.close();
    await folder.close();
  }
}

function cacheFolder(): string {
  const folder = join(ledger.root, ".git", "pawl", "ledger");
  return join(folder, readdirSync(folder)[0] ?? "");
}

function blocks(): readonly string[] {
  return readdirSync(cacheFolder()).map((name) => join(cacheFolder(), name));
}

const whole = { runs: segments, last: segments, problems: [] };

describe("the ledger's cache of checked blocks", () => {
  it("reads the last segments only when nothing but the end has changed", async () => {
    expect(await look()).toEqual({ ...whole, read: segments });
    expect(await look()).toEqual({ ...whole, read: 1 });
    const [next] = extendChain(lines.at(-1) ?? genesis, [renderRecord(runRecord("new")).text], sha256);
    if (next === undefined) return;
    writeSegment(segments + 1, next);
    ledger.commitFiles();
    expect(await look()).toEqual({ runs: segments + 1, last: segments + 1, problems: [], read: 2 });
  });

  it("does without a file that is damaged, and makes it anew", async () => {
    await look();
    const [path = ""] = blocks();
    truncateSync(path, statSync(path).size - 1);
    expect(await look()).toEqual({ ...whole, read: 65 });
    expect(await look()).toEqual({ ...whole, read: 1 });
  });

  it("names a changed entry of a block that was kept, each time", async () => {
    await look();
    const path = join(ledger.origin, segmentPath(3));
    writeFileSync(path, readFileSync(path, "utf8").replace('"value":0.74', '"value":0.99'));
    ledger.commitFiles();
    for (const _ of [1, 2]) {
      const { read, runs, problems } = await look();
      expect(problems).toMatchObject([{ kind: "chain-broken", where: `${segmentPath(3)}:1` }]);
      expect([read, runs]).toEqual([65, segments]);
    }
  });

  it("names the break before a kept block whose own bytes are as they were", async () => {
    await look();
    const forged = Array.from({ length: 64 }, (_, index) => renderRecord(runRecord(`forged-${index}`)).text);
    for (const [index, line] of extendChain(genesis, forged, sha256).entries()) writeSegment(index + 1, line);
    ledger.commitFiles();
    for (const _ of [1, 2]) {
      const { problems } = await look();
      expect(problems).toContainEqual({
        kind: "chain-broken",
        where: `${segmentPath(65)}:1`,
        message: expect.stringMatching(/^Entry 65 does not follow entry 64/) as string,
      });
    }
  });

  it("names entries that were taken away with a whole block", async () => {
    await look();
    for (let number = 1; number <= 64; number += 1) rmSync(join(ledger.origin, segmentPath(number)));
    ledger.commitFiles();
    const { problems, runs } = await look();
    expect(problems).toMatchObject([{ kind: "chain-broken", where: `${segmentPath(65)}:1` }]);
    expect(runs).toBe(65);
  });

  it("reads a segment whose last line has no end", async () => {
    const path = join(ledger.origin, segmentPath(2));
    writeFileSync(path, readFileSync(path, "utf8").trimEnd());
    ledger.commitFiles();
    expect(await look()).toEqual({ ...whole, read: segments });
    expect(await look()).toEqual({ ...whole, read: 1 });
  });

  it("shows every line of a block with an empty line or a foreign one, and keeps the others", async () => {
    for (const [number, text] of [
      [2, "\n"],
      [70, "[1]\n"],
    ] as const) {
      const path = join(ledger.origin, segmentPath(number));
      writeFileSync(path, text + readFileSync(path, "utf8"));
    }
    ledger.commitFiles();
    const { read, ...rest } = await look();
    const where = `${segmentPath(70)}:1`;
    expect(rest).toMatchObject({ ...whole, problems: [{ kind: "unreadable", where }] });
    expect([read, (await look()).read]).toEqual([segments, segments]);
  });

  it("fails when git has not what the tree of the ledger names", async () => {
    await look();
    rmSync(cacheFolder(), { recursive: true });
    const sha = execFileSync("git", ["rev-parse", `origin/${clone.branch}:${segmentPath(9)}`], {
      cwd: ledger.root,
      encoding: "utf8",
    });
    const packs = join(ledger.root, ".git", "objects", "pack");
    mkdirSync(join(ledger.root, "packs"));
    for (const name of readdirSync(packs)) renameSync(join(packs, name), join(ledger.root, "packs", name));
    for (const name of readdirSync(join(ledger.root, "packs")).filter((each) => each.endsWith(".pack")))
      execFileSync("git", ["unpack-objects", "-q"], {
        cwd: ledger.root,
        input: readFileSync(join(ledger.root, "packs", name)),
      });
    rmSync(join(ledger.root, ".git", "objects", sha.slice(0, 2), sha.slice(2).trim()));
    await expect(look()).rejects.toMatchObject({
      code: "git.failed",
      message: expect.stringContaining(segmentPath(9)) as string,
    });
  });

  it("sees that the branch was rewritten although the blocks before are kept", async () => {
    await look();
    const [other] = extendChain(lines.at(-2) ?? genesis, [renderRecord(runRecord("other")).text], sha256);
    if (other !== undefined) writeSegment(segments, other);
    ledger.commitFiles();
    const { read, problems } = await look();
    expect(problems).toMatchObject([{ kind: "rewritten" }]);
    expect(read).toBe(1);
  });
});
