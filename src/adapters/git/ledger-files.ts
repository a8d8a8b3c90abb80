import { resolve } from "node:path";
import { PawlError } from "../../errors.ts";
import type { ClonedLedgerFiles, LedgerFile } from "../../ports/ledger-files.ts";
import { checkBranch, checkPath } from "./git-arguments.ts";
import { readBlobs, saveBlobs } from "./ledger-blobs.ts";
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
export function openLedgerFiles(root: string, { branch, warn }: LedgerCloneOptions): ClonedLedgerFiles {
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
    save: (files, path) => saveBlobs(top, files, path),
    read: async (files) => (await readBlobs(top, files)).map((bytes) => Buffer.from(bytes).toString("utf8")),
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

/** Nothing is fetched when the clone has what `origin` has. */
async function fetchBranch(top: string, branch: string, tracking: string): Promise<void> {
  const name = `refs/heads/${branch}`;
  const listing = runGit(top, ["ls-remote", "--end-of-options", "origin", name]);
  const [listed, here] = await Promise.all([listing, findRef(top, tracking)]);
  if (listed.trim() === "") {
    await runGit(top, ["update-ref", "--no-deref", "-d", tracking]);
    return;
  }
  if (here !== undefined && listed.split("\n").includes(`${here}\t${name}`)) return;
  const refspec = `+${name}:${tracking}`;
  await runGit(top, ["fetch", "--no-tags", "--no-write-fetch-head", "origin", refspec]);
}

async function findRef(top: string, ref: string): Promise<string | undefined> {
  const found = await runGit(top, ["for-each-ref", "--format=%(objectname)", ref]);
  return found.trim() === "" ? undefined : found.trim();
}

async function listFiles(top: string, commit: string): Promise<readonly LedgerFile[]> {
  const listed = await runGit(top, ["ls-tree", "-r", "-l", "-z", "--end-of-options", commit]);
  return listed
    .split("\0")
    .flatMap((line) => parseFile(top, line))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A file of the listing; none for folders, links and submodules. */
function parseFile(top: string, line: string): readonly LedgerFile[] {
  const [, sha, size, path] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\S+)\t(.+)$/s.exec(line) ?? [];
  if (sha === undefined || path === undefined) return [];
  if (/^\d+$/.test(size ?? "")) return [{ path, sha, sizeBytes: Number(size) }];
  const message = `git has no ${path.slice(0, 200)} of the ledger in ${top}.`;
  throw new PawlError("git.failed", { message });
}
