import { PawlError } from "../../errors.ts";

const fullDisk = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The code of a system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Explains why a file could not be written. A PawlError stays as it is. */
export function writeProblem(path: string, cause: unknown): PawlError {
  if (cause instanceof PawlError) return cause;
  const message = `Cannot write ${path}: ${reasonOf(cause)}`;
  if (!fullDisk.has(systemCode(cause) ?? "")) return new PawlError("file.write-failed", { message, cause });
  const hint =
    "Free space on that disk, or name a cache on another one (cache.dir in .dvc/config), and run again: files that were complete are kept.";
  return new PawlError("file.write-failed", { message, hint, cause });
}

/** Explains why a file could not be read. A PawlError stays as it is. */
export function readProblem(path: string, cause: unknown): PawlError {
  if (cause instanceof PawlError) return cause;
  const hint = "Check its permissions, and that nothing else removes it meanwhile.";
  return new PawlError("file.unreadable", {
    message: `Cannot read ${path}: ${reasonOf(cause)}`,
    hint,
    cause,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
