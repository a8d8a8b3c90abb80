import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GuardOptions, RunTurn } from "../../ports/run-guard.ts";
import { type HeldLock, tryFlock } from "./hold-flock.ts";
import {
  blockersIn,
  type ClaimedPaths,
  type ClaimList,
  readClaims,
  withClaim,
  withoutHolder,
  writeClaims,
} from "./rwlock.ts";
import { waitUntil } from "./wait-until.ts";

/** Where and for whom locks are taken. */
export interface SharedLockOptions {
  readonly root: string;
  /** `.dvc/tmp` of the repository. */
  readonly folder: string;
  readonly command: string;
  readonly guard: GuardOptions;
}

/**
 * DVC's locks. `.dvc/tmp/lock` is held for moments only: a `dvc` whose stage ends while it is held for more than three
 * seconds gives up. What takes long is covered by claims in `.dvc/tmp/rwlock`, which DVC changes under that lock alone.
 */
export function createSharedLock(
  options: SharedLockOptions,
): Pick<RunTurn, "exclusively" | "claim" | "settled"> {
  const { folder, command, guard } = options;
  let queue: Promise<unknown> = Promise.resolve();
  let isWarned = false;
  const warnOnce = (): void => {
    if (!isWarned)
      guard.onWait(
        `There is neither flock nor lockf here to lock ${folder}/lock: do not run dvc beside this.`,
      );
    isWarned = true;
  };
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(() => withLock(folder, { guard, warnOnce }, work));
    queue = turn.catch(() => undefined);
    return turn;
  };
  // Unlocked, so that waiting disturbs nobody: what is half written at this moment is read again under the lock.
  const glance = (): Promise<ClaimList> =>
    readClaims(folder).catch(() => exclusively(() => readClaims(folder)));
  const absolute = (paths: readonly string[]): readonly string[] =>
    paths.map((path) => join(options.root, path));
  return {
    exclusively,
    claim: async ({ name, reads, writes }, work) => {
      const paths = { reads: absolute(reads), writes: absolute(writes) };
      const holder = { pid: process.pid, cmd: `${command} (${name})` };
      await waitUntil(guard, async () => {
        const reason = explain(await glance(), paths);
        return reason ?? exclusively(() => tryClaim(folder, paths, holder));
      });
      try {
        return await work();
      } finally {
        await exclusively(async () => writeClaims(folder, withoutHolder(await readClaims(folder), holder)));
      }
    },
    settled: async (paths) => {
      const claim = { reads: absolute(paths), writes: [] };
      await waitUntil(guard, async () => explain(await glance(), claim));
    },
  };
}

async function tryClaim(
  folder: string,
  paths: ClaimedPaths,
  holder: { readonly pid: number; readonly cmd: string },
): Promise<string | undefined> {
  const list = await readClaims(folder);
  const reason = explain(list, paths);
  if (reason === undefined) await writeClaims(folder, withClaim(list, paths, holder));
  return reason;
}

function explain(list: ClaimList, paths: ClaimedPaths): string | undefined {
  const [blocker] = blockersIn(list, paths);
  return blocker && `process ${blocker.pid} (${blocker.cmd}) works on ${blocker.path}`;
}

async function withLock<T>(
  folder: string,
  { guard, warnOnce }: { readonly guard: GuardOptions; readonly warnOnce: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const path = join(folder, "lock");
  const held: HeldLock[] = [];
  await waitUntil(guard, async () => {
    const taken = await tryFlock(path);
    if (taken === "busy") return `${await holderOf(path)} holds ${path}`;
    if (taken === "unsupported") warnOnce();
    else held.push(taken);
    return undefined;
  });
  try {
    // As DVC does, for whoever finds the lock taken. The file itself must stay: others have it open.
    await writeFile(path, ` ${process.pid}\n`);
    return await work();
  } finally {
    for (const lock of held) await lock.release();
  }
}

async function holderOf(path: string): Promise<string> {
  const pid = (await readFile(path, "utf8").catch(() => "")).trim();
  if (!/^\d+$/.test(pid)) return "another process";
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const shown = command.replaceAll("\0", " ").trim();
  return shown === "" ? "another process" : `process ${pid} (${shown})`;
}
