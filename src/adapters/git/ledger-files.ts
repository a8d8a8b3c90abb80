import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { LedgerFile, LedgerFiles } from "../../ports/ledger-files.ts";
import { checkBranch, checkPath } from "./git-arguments.ts";
import { gitEnvironment } from "./git-environment.ts";
import { runGit } from "./run-git.ts";

/** What {@link openLedgerFiles} is told. */
export interface LedgerCloneOptions {
  readonly branch: string;
  /** Hears that `origin` was not reached and the clone's state is read instead. */
  readonly warn: (message: string) => void;
}

/**
 * The ledger branch in the clone at `root`, fetched from `origin` when it is asked for its head. The last head that was seen
 * is kept in `refs/pawl/ledger-seen/<branch>`, and with it the objects, whatever happens to the branch.
 *
 * @throws PawlError `git.argument-refused` for a branch name that is not passed to git.
 */
export function openLedgerFiles(root: string, { branch, warn }: LedgerCloneOptions): LedgerFiles {
  const top = resolve(root);
  const tracking = `refs/remotes/origin/${checkBranch(branch)}`;
  const seen = `refs/pawl/ledger-seen/${branch}`;
  return {
    head: async () => {
      await fetchBranch(top, branch, tracking).catch((error: unknown) => {
        if (!(error instanceof PawlError)) throw error;
        warn(`origin was not reached; what this clone has of ${branch} is shown. ${error.message}`);
      });
      return findRef(top, tracking);
    },
    list: (commit) => listFiles(top, commit),
    readBytes: (files) => readBlobs(top, files),
    read: async (files) => (await readBlobs(top, files)).map((bytes) => bytes.toString("utf8")),
    originOf: async (commit, path, line) => {
      const range = `${line},${line}`;
      const blame = ["blame", "--porcelain", "-L", range, commit, "--", checkPath(path)];
      const text = await runGit(top, blame).catch(() => "");
      return /^[0-9a-f]{40}(?= )/.exec(text)?.[0];
    },
    lastSeen: () => findRef(top, seen),
    remember: async (commit) => {
      await runGit(top, ["update-ref", "--no-deref", seen, commit]);
    },
  };
}

async function fetchBranch(top: string, branch: string, tracking: string): Promise<void> {
  const listed = await runGit(top, ["ls-remote", "--end-of-options", "origin", `refs/heads/${branch}`]);
  if (listed.trim() === "") {
    await runGit(top, ["update-ref", "--no-deref", "-d", tracking]);
    return;
  }
  const refspec = `+refs/heads/${branch}:${tracking}`;
  await runGit(top, ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", refspec]);
}

async function findRef(top: string, ref: string): Promise<string | undefined> {
  const found = await runGit(top, ["for-each-ref", "--format=%(objectname)", ref]);
  return found.trim() === "" ? undefined : found.trim();
}

async function listFiles(top: string, commit: string): Promise<readonly LedgerFile[]> {
  const listed = await runGit(top, ["ls-tree", "-r", "-l", "-z", "--end-of-options", commit]);
  return listed
    .split("\0")
    .flatMap((line) => {
      const [, sha, size, path] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(line) ?? [];
      return sha === undefined || path === undefined ? [] : [{ path, sha, sizeBytes: Number(size) }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** All blobs by one process. */
async function readBlobs(top: string, files: readonly LedgerFile[]): Promise<readonly Buffer[]> {
  if (files.length === 0) return [];
  const bytes = await catFiles(top, files);
  const blobs: Buffer[] = [];
  let at = 0;
  for (const { path } of files) {
    const end = bytes.indexOf(10, at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(bytes.toString("latin1", at, end)) ?? [];
    if (size === undefined) {
      throw new PawlError("git.failed", {
        message: `git cat-file did not give ${path} of the ledger in ${top}.`,
      });
    }
    blobs.push(bytes.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return blobs;
}

function catFiles(top: string, files: readonly LedgerFile[]): Promise<Buffer> {
  const child = spawn("git", ["cat-file", "--batch"], {
    cwd: top,
    env: gitEnvironment(process.env),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(files.map(({ sha }) => `${sha}\n`).join(""));
  return new Promise((done, fail) => {
    child.once("error", (cause) => {
      fail(new PawlError("git.failed", { message: `git cat-file could not be started in ${top}.`, cause }));
    });
    child.once("close", () => {
      done(Buffer.concat(chunks));
    });
  });
}
