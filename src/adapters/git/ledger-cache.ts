import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { CachedBlock, LedgerCache } from "../../ports/ledger-cache.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";
import type { LedgerCloneOptions } from "./ledger-files.ts";
import { runGit } from "./run-git.ts";
import { parseJson } from "../../parse-json.ts";

/** Larger files, bytes, are neither kept nor read. */
const largest = 64 * 2 ** 20;
/** The longest first line, bytes. */
const longestHead = 1000;
/** A file that is younger, ms, may belong to a process that still works. */
const youngMs = 3_600_000;

const link = z.strictObject({
  sequence: z.number().int().nonnegative(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
const headSchema = z.strictObject({
  schema: z.literal("pawl.ledger-block/1"),
  key: z.string(),
  from: link,
  last: link,
  sha256: z.string(),
});

/**
 * Blocks in `pawl/ledger/<digest of the branch>` of the clone's git directory, one file each: a line of JSON, and the rows. A file that was
 * cut, damaged or moved to another key is as if it were not there, by the SHA-256 and the key in its first line. Who can write
 * there can also write the clone's hooks and configuration: the folder is trusted as git's own is, and no more.
 *
 * @param options whose `warn` hears that a block could not be written.
 */
export function openLedgerCache(root: string, options: LedgerCloneOptions): LedgerCache {
  const { branch, warn } = options;
  const opened = findFolder(resolve(root), branch);
  opened.catch(() => undefined);
  return {
    find: async (key) => {
      const bytes = await readSmall(join(await opened, nameOf(key)));
      return bytes === undefined ? undefined : parseBlock(bytes, key);
    },
    keep: async (key, block) => {
      const content = renderBlock(key, block);
      if (content.length > largest) return;
      const path = join(await opened, nameOf(key));
      await writeAtomically(path, content, { mode: 0o600, isDurable: false }).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        warn(
          `${path} could not be written; the next read of the ledger takes as long as this one. ${reason}`,
        );
      });
    },
    retain: async (keys) => {
      await removeOthers(await opened, new Set(keys.map(nameOf)));
    },
  };
}

async function findFolder(top: string, branch: string): Promise<string> {
  const common = await runGit(top, ["rev-parse", "--git-common-dir"]);
  return join(resolve(top, common.replace(/\n$/, "")), "pawl", "ledger", digestOf(branch).slice(0, 16));
}

function nameOf(key: string): string {
  return `${digestOf(key)}.block`;
}

function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function renderBlock(key: string, { from, last, rows }: CachedBlock): Buffer {
  const head = { schema: "pawl.ledger-block/1", key, from, last, sha256: digestOf(rows) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), rows]);
}

function parseBlock(bytes: Buffer, key: string): CachedBlock | undefined {
  const end = bytes.subarray(0, longestHead).indexOf(10);
  const head = headSchema.safeParse(parseJson(bytes.toString("utf8", 0, Math.max(0, end)))).data;
  const rows = bytes.subarray(end + 1);
  if (head?.key !== key || head.sha256 !== digestOf(rows)) return undefined;
  return { from: head.from, last: head.last, rows };
}

/** `undefined` for what is not there, is no file, cannot be read or is too large. */
async function readSmall(path: string): Promise<Buffer | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size <= largest ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}

async function removeOthers(folder: string, names: ReadonlySet<string>): Promise<void> {
  const found = await readdir(folder).catch((): string[] => []);
  for (const name of found.filter((each) => !names.has(each))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > youngMs) await rm(path, { recursive: true, force: true });
  }
}
