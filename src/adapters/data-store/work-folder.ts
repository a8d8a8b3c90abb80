import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { lookAt } from "./file-stamp.ts";

/** Files on their way to their names, in a folder of this process below `.dvc/tmp/pawl`. */
export interface WorkFolder {
  /** `.dvc/tmp/pawl`, made. */
  readonly home: string;
  /** A fresh path in this process's folder. */
  temporary(): string;
  /** A path for an object that arrives in pieces; it holds the first bytes when an earlier process was interrupted. */
  partial(name: string): string;
}

/** Folders of this process, with where pieces of objects go. */
const ownFolders = new Map<string, string>();

function clearOwn(): void {
  for (const [folder, partials] of ownFolders) clearFolder(folder, partials);
}

const host = hostname().replace(/[^A-Za-z0-9]/g, "");
const folderName = /^work-(?<host>[A-Za-z0-9]*)-(?<pid>\d+)-[0-9a-f]+$/;
const partialName = /^[0-9a-f]{32}(\.dir)?$/;

/** The folder of this process for the repository at `root`. What processes left that are no more is cleared. */
export function createWorkFolder(root: string): WorkFolder {
  const home = join(root, ".dvc", "tmp", "pawl");
  const own = join(home, `work-${host}-${process.pid}-${randomBytes(4).toString("hex")}`);
  const partials = join(home, "partial");
  let [count, isMade] = [0, false];
  const make = (): void => {
    if (isMade) return;
    isMade = true;
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, ".gitignore"), "*\n");
    clearLeftovers(home, partials);
    mkdirSync(own);
    if (ownFolders.size === 0) process.once("exit", clearOwn);
    ownFolders.set(own, partials);
  };
  const fresh = (): string => {
    make();
    count += 1;
    return join(own, String(count));
  };
  return {
    get home() {
      make();
      return home;
    },
    temporary: fresh,
    partial: (name) => {
      make();
      count += 1;
      const path = join(own, name);
      // By a rename it belongs to one process only.
      moveIfThere(join(partials, name), path);
      return path;
    },
  };
}

/** Whether a folder of `.dvc/tmp/pawl` belongs to a process that runs on this machine. */
export function isLiveWorkFolder(name: string): boolean {
  const groups = folderName.exec(name)?.groups;
  return groups?.["host"] === host && isAlive(Number(groups["pid"]));
}

function clearLeftovers(home: string, partials: string): void {
  for (const name of readdirSync(home)) {
    const groups = folderName.exec(name)?.groups;
    if (groups?.["host"] === host && !isAlive(Number(groups["pid"]))) clearFolder(join(home, name), partials);
  }
}

/** Removes a folder; pieces of objects are kept for the next who wants them. */
function clearFolder(folder: string, partials: string): void {
  try {
    for (const name of readdirSync(folder).filter((one) => partialName.test(one))) {
      mkdirSync(partials, { recursive: true });
      if ((lookAt(join(folder, name))?.size ?? 0) > 0) moveIfThere(join(folder, name), join(partials, name));
    }
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another process clears it too.
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // Nothing was left, or another process took it.
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
