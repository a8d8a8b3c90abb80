import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PawlError } from "../../errors.ts";
import { isOverlap } from "../../versioning/repository-path.ts";
import { writeAtomically } from "../file-system/write-atomically.ts";
import { hasProcess } from "./process-identity.ts";

const holderSchema = z.object({ pid: z.number().int(), cmd: z.string() });
const listSchema = z.strictObject({
  write: z.record(z.string(), holderSchema).default({}),
  read: z.record(z.string(), z.array(holderSchema)).default({}),
});

/** Who works on a path. */
export type Holder = z.infer<typeof holderSchema>;
/** DVC's list of who reads and writes what, by absolute path: `.dvc/tmp/rwlock`. */
export type ClaimList = z.infer<typeof listSchema>;

/** Absolute paths that somebody is going to read and write. */
export interface ClaimedPaths {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Reads the list in a folder; an empty one when there is none. @throws PawlError `file.unreadable` */
export async function readClaims(folder: string): Promise<ClaimList> {
  const path = join(folder, "rwlock");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return { write: {}, read: {} };
  try {
    return listSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PawlError("file.unreadable", {
      message: `${path} is not DVC's list of locks.`,
      hint: "Remove it when neither dvc nor pawl runs in this repository.",
      cause,
    });
  }
}

/** Writes the list, without the parts that are empty, as DVC does. */
export async function writeClaims(folder: string, list: ClaimList): Promise<void> {
  const parts = Object.entries(list).filter(([, paths]) => Object.keys(paths).length > 0);
  await writeAtomically(join(folder, "rwlock"), JSON.stringify(Object.fromEntries(parts)));
}

/** A holder in the way, and the path that it holds. */
export interface Blocker extends Holder {
  readonly path: string;
}

/** Who stands in the way of a claim: writers of anything in it, readers of what it writes; this process apart. */
export function blockersIn(list: ClaimList, claim: ClaimedPaths): readonly Blocker[] {
  const all = [...claim.reads, ...claim.writes];
  const writers = Object.entries(list.write)
    .filter(([path]) => all.some((one) => isOverlap(one, path)))
    .map(([path, holder]) => ({ ...holder, path }));
  const readers = Object.entries(list.read)
    .filter(([path]) => claim.writes.some((one) => isOverlap(one, path)))
    .flatMap(([path, holders]) => holders.map((holder) => ({ ...holder, path })));
  return [...writers, ...readers].filter((one) => one.pid !== process.pid && hasProcess(one.pid));
}

/** The list with a claim in it, and without those of processes that are gone. */
export function withClaim(list: ClaimList, claim: ClaimedPaths, holder: Holder): ClaimList {
  const left = keepHolders(list, (one) => one.pid === process.pid || hasProcess(one.pid));
  for (const path of claim.writes) left.write[path] = holder;
  for (const path of claim.reads) left.read[path] = [...(left.read[path] ?? []), holder];
  return left;
}

/** The list without the claims of a holder. */
export function withoutHolder(list: ClaimList, holder: Holder): ClaimList {
  return keepHolders(list, (one) => one.pid !== holder.pid || one.cmd !== holder.cmd);
}

function keepHolders(list: ClaimList, isKept: (holder: Holder) => boolean): ClaimList {
  const write = Object.entries(list.write).filter(([, holder]) => isKept(holder));
  const read = Object.entries(list.read).map(([path, holders]) => [path, holders.filter(isKept)] as const);
  return {
    write: Object.fromEntries(write),
    read: Object.fromEntries(read.filter(([, holders]) => holders.length > 0)),
  };
}
