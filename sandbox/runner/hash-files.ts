import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import picomatch from "picomatch";

function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === ".git" ? [] : filesBelow(path);
    return entry.isFile() || (entry.isSymbolicLink() && isFile(path)) ? [path] : [];
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Which hidden names a search takes in. */
export interface FindFilesOptions {
  /** Whether names that start with a dot, and all below them, are found. */
  readonly includeHidden: boolean;
}

function toGlobs(pattern: string, root: string): readonly string[] {
  const path = pattern.replace(/^\.\//, "").replace(/\/$/, "");
  const local = path.startsWith("/") ? relative(root, path).split(sep).join("/") : path;
  return local === "" || local === "." ? ["**"] : [local, `${local}/**`];
}

/**
 * Files below a directory that match GitHub's glob patterns, absolute and sorted. A pattern that names a directory
 * takes everything below it; a later `!pattern` takes files out; `.git` is never searched.
 */
export function findFiles(
  root: string,
  patterns: readonly string[],
  options: FindFilesOptions,
): readonly string[] {
  const matchers = patterns
    .map((text) => text.trim())
    .filter((text) => text !== "" && !text.startsWith("#"))
    .map((text) => {
      const isExcluded = text.startsWith("!");
      const globs = toGlobs(isExcluded ? text.slice(1).trim() : text, root);
      return { isExcluded, matches: picomatch([...globs], { dot: options.includeHidden }) };
    });
  return filesBelow(root)
    .filter((path) => {
      const name = relative(root, path).split(sep).join("/");
      return matchers.reduce((isIn, { isExcluded, matches }) => (matches(name) ? !isExcluded : isIn), false);
    })
    .sort();
}

/** The SHA-256 of the matching files' SHA-256 digests, as hex; "" when no file matches. */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const files = findFiles(workspace, patterns, { includeHidden: true });
  if (files.length === 0) return "";
  const whole = createHash("sha256");
  for (const file of files) whole.update(createHash("sha256").update(readFileSync(file)).digest());
  return whole.digest("hex");
}
