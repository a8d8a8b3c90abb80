import { renameSync, rmSync } from "node:fs";
import { md5Of, readIfSmall, writeNew } from "./file-bytes.ts";
import { writeProblem } from "./file-problem.ts";

/** A small file to copy. Plain values, so that another thread can do it. Paths are absolute. */
export interface CopyTask {
  readonly from: string;
  /** A new file. */
  readonly to: string;
  /** The name that it gets when it is complete; undefined: `to` is its name. */
  readonly name?: string;
  /** What the bytes have to be; undefined: they are taken as they are. */
  readonly md5?: string;
  /** Permission bits, less the umask. */
  readonly mode: number;
  /** More new files with the same bytes, of mode 0666 less the umask. */
  readonly copies?: readonly string[];
}

/** Bytes that were copied; or why not: no file is there, it is not small, or its bytes are others. */
export type CopyOutcome = number | "missing" | "large" | "damaged";

/**
 * Copies a file of at most `smallBytes`, checked before it is written when the task says what its bytes have to be.
 *
 * @throws PawlError `file.unreadable`, `file.write-failed`; nothing half-written has its name then.
 */
export function copyFileChecked(task: CopyTask): CopyOutcome {
  const bytes = readIfSmall(task.from);
  if (typeof bytes === "string") return bytes;
  if (task.md5 !== undefined && md5Of(bytes) !== task.md5) return "damaged";
  try {
    writeNew(task.to, bytes, task.mode);
    if (task.name !== undefined) renameSync(task.to, task.name);
    for (const copy of task.copies ?? []) writeNew(copy, bytes, 0o666);
  } catch (error) {
    rmSync(task.to, { force: true });
    throw writeProblem(task.name ?? task.to, error);
  }
  return bytes.length;
}
