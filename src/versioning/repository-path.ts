/**
 * Joins and normalises paths relative to the repository, with `/`; `""` is the repository itself.
 *
 * @returns `undefined` when the path is absolute or leaves the repository.
 */
export function joinPath(...parts: readonly string[]): string | undefined {
  const joined: string[] = [];
  for (const part of parts) {
    if (part.startsWith("/") || part.includes("\\") || part.includes("\0")) return undefined;
    for (const step of part.split("/")) {
      if (step === "" || step === ".") continue;
      if (step !== "..") joined.push(step);
      else if (joined.pop() === undefined) return undefined;
    }
  }
  return joined.join("/");
}

/** Whether data may not be kept at a path: the repository itself, or what git and DVC keep of their own. */
export function isReserved(path: string): boolean {
  return path === "" || isOverlap(path, ".dvc") || path.toLowerCase().split("/").includes(".git");
}

/** Whether two paths are the same or one is inside the other. */
export function isOverlap(a: string, b: string): boolean {
  return a === b || isBelow(a, b) || isBelow(b, a);
}

/** Whether `path` is inside the directory `directory`. */
export function isBelow(path: string, directory: string): boolean {
  return directory === "" ? path !== "" : path.startsWith(`${directory}/`);
}
