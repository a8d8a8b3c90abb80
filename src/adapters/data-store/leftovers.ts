import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Leftover } from "../../ports/garbage-store.ts";
import { temporaryName } from "../file-system/write-atomically.ts";
import { lookAtLink } from "./file-stamp.ts";
import { isLiveWorkFolder } from "./work-folder.ts";

/** What DVC calls a file of the cache that is not complete: 16 random bytes in base64 at the end. */
const dvcTemporaryName = /\.[A-Za-z0-9_-]{22}\.tmp$/;

/** Whether a name is that of a file on its way to its name, of Pawl or of DVC. */
export function isTemporary(name: string): boolean {
  return temporaryName.test(name) || dvcTemporaryName.test(name);
}

/** Folders of `.dvc/tmp/pawl` whose entries belong to one process each, or to whoever goes on with them. */
const shelves = ["partial", "tables", "worktrees"];

/** Temporary files and folders below `.dvc/tmp`. Locks, notes and the memory of hashes are none. */
export function findLeftovers(tmp: string): readonly Leftover[] {
  const own = join(tmp, "pawl");
  const paths = [
    ...entriesOf(tmp).filter((path) => isTemporary(nameOf(path))),
    ...entriesOf(own).filter((path) => isTemporary(nameOf(path)) || isDeadWork(nameOf(path))),
    ...shelves.flatMap((shelf) => entriesOf(join(own, shelf))),
  ];
  return paths.flatMap((path) => {
    const found = measure(path);
    return found === undefined ? [] : [{ path, ...found }];
  });
}

function isDeadWork(name: string): boolean {
  return name.startsWith("work-") && !isLiveWorkFolder(name);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => `${folder}/${name}`);
  } catch {
    // No such folder, or one that this user may not look into: nothing of it is deleted.
    return [];
  }
}

/** All bytes below a path and the latest change of anything in it. Links are not followed. */
function measure(path: string): Pick<Leftover, "sizeBytes" | "changedMs"> | undefined {
  const found = lookAtLink(path);
  if (found === undefined) return undefined;
  const below = found.isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true }).flatMap(
        (entry) => lookAtLink(join(entry.parentPath, entry.name)) ?? [],
      )
    : [];
  const all = [found, ...below];
  return {
    sizeBytes: all.reduce((sum, one) => sum + (one.isDirectory() ? 0 : one.size), 0),
    changedMs: all.reduce((latest, one) => Math.max(latest, one.mtimeMs), 0),
  };
}
