import { PawlError } from "../../errors.ts";

function refuse(what: string, value: string): PawlError {
  return new PawlError("git.argument-refused", {
    message: `${JSON.stringify(value)} is not a ${what} that Pawl passes to git.`,
  });
}

/**
 * A branch name of a strict grammar, narrower than git's.
 *
 * @throws PawlError `git.argument-refused`
 */
export function checkBranch(name: string): string {
  const good =
    /^[A-Za-z0-9_][A-Za-z0-9._/@#+-]{0,249}$/.test(name) &&
    !/\.\.|\/\/|@\{|\/\.|\.lock(\/|$)|[./]$/.test(name) &&
    name !== "HEAD";
  if (!good) throw refuse("branch name", name);
  return name;
}

/**
 * A revision: an object id, a ref, a tag of the registry (`name@v1.2.3`, `name#env#3`), with `~2` or `^` behind it.
 *
 * @throws PawlError `git.argument-refused`
 */
export function checkRevision(revision: string): string {
  const [, ref = ""] = /^([^~^]+)([~^][0-9]*)*$/.exec(revision) ?? [];
  if (ref !== "HEAD") {
    try {
      checkBranch(ref);
    } catch {
      throw refuse("revision", revision);
    }
  }
  return revision;
}

/**
 * A path relative to the repository, with `/`, that names no option, no pathspec magic and nothing in `.git`.
 *
 * @throws PawlError `git.argument-refused`
 */
export function checkPath(path: string): string {
  const parts = path.split("/");
  const bad =
    path === "" ||
    /^[-:]|[\0\n\\]/.test(path) ||
    parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git");
  if (bad) throw refuse("path", path);
  return path;
}
