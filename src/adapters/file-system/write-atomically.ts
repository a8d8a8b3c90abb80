import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The name pattern of files that are being written. Readers of directories leave such names out. */
export const temporaryName = /^\.pawl-[0-9a-f]{12}\.tmp$/;

/** A fresh name beside `path`, for a file that is renamed to `path` when it is complete. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.pawl-${randomBytes(6).toString("hex")}.tmp`);
}

/** Options of {@link writeAtomically}. */
export interface WriteOptions {
  /** Permission bits of the file. Default 0o644. */
  readonly mode?: number;
  /** Whether the file stands a crash of the machine. Without that it may be empty or cut afterwards, and is written sooner. Default true. */
  readonly isDurable?: boolean;
}

/** Writes a file so that a reader, or a crash, sees the old content or the new one. Makes directories. */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, "wx", options.mode ?? 0o644);
    try {
      await file.writeFile(content);
      if (options.isDurable !== false) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
