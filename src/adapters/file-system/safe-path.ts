import { lstat, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { PawlError } from "../../errors.ts";

const reservedNames = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;

function refuse(path: string, reason: string): PawlError {
  return new PawlError("path.refused", {
    message: `The path ${JSON.stringify(path)} is refused: ${reason}.`,
  });
}

/**
 * Normalises a relative path with `/`. `.` and empty parts vanish; `..` is resolved.
 *
 * @returns the path without a leading or trailing `/`; `""` for the root itself.
 * @throws PawlError `path.refused` when it is absolute, leaves the root, enters `.git`, or has a name that some
 * systems treat specially.
 */
export function normalizePath(path: string): string {
  if (path.includes("\0") || path.includes("\\")) throw refuse(path, "it has a NUL or a backslash");
  if (isAbsolute(path) || /^[A-Za-z]:/.test(path)) throw refuse(path, "it is absolute");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) throw refuse(path, "it leaves its root");
  }
  if (parts.some((part) => part.toLowerCase() === ".git")) throw refuse(path, "it enters .git");
  if (parts.some((part) => reservedNames.test(part))) throw refuse(path, "it has a reserved name");
  return parts.join("/");
}

async function existing(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The absolute path of `path` below `root`, after a look at every symbolic link on the way.
 *
 * @throws PawlError `path.refused` when a link leads out of `root`, into `.git`, or to nowhere.
 */
export async function safePath(root: string, path: string): Promise<string> {
  const absolute = join(root, normalizePath(path));
  let there = absolute;
  while (there !== root && !(await existing(there))) there = dirname(there);
  const [realRoot, real] = await Promise.all([
    realpath(root).catch(() => root),
    realpath(there).catch(() => undefined),
  ]);
  if (real === undefined) throw refuse(path, "a symbolic link on it leads nowhere");
  const inside = relative(realRoot, real);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refuse(path, "a symbolic link on it leaves the root");
  }
  if (inside.toLowerCase().split(sep).includes(".git")) {
    throw refuse(path, "a symbolic link on it enters .git");
  }
  return absolute;
}
