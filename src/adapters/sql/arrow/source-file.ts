import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { PawlError } from "../../../errors.ts";

/** What tells one state of a file from another. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  readonly stamp: string;
}

/** Bytes of an open file. */
export interface SourceBytes {
  readonly size: number;
  /** @throws PawlError `file.unreadable` when the file ends before. */
  read(position: number, length: number): Uint8Array<ArrayBuffer>;
}

/** The error of a file that is not what it should be. `reason` says where and what. */
export function unreadable(reason: string): PawlError {
  return new PawlError("file.unreadable", { message: reason });
}

/** The path of a file as DuckDB takes it: in a pattern `[*]`, `[?]` and `[[]` stand for the letter in them. */
export function pathOf(pattern: string): string {
  const literal = pattern.replaceAll(/\[([*?[])\]/g, "$1");
  return existsSync(literal) || !existsSync(pattern) ? literal : pattern;
}

/**
 * Finds a file.
 *
 * @throws PawlError `file.missing`
 */
export function findSource(path: string): SourceFile {
  if (!existsSync(path)) throw new PawlError("file.missing", { message: "there is no such file" });
  return withDescriptor(path, (descriptor) => describe(path, descriptor));
}

/**
 * Opens a file for as long as `use` runs.
 *
 * @throws PawlError `file.unreadable` when it is not the file any more that was found.
 */
export function withSource<Result>(source: SourceFile, use: (bytes: SourceBytes) => Result): Result {
  return withDescriptor(source.path, (descriptor) => {
    if (describe(source.path, descriptor).stamp !== source.stamp) {
      throw unreadable("the file changed while it was read");
    }
    return use({
      size: source.size,
      read: (position, length) => readExactly(descriptor, position, length),
    });
  });
}

function withDescriptor<Result>(path: string, use: (descriptor: number) => Result): Result {
  const descriptor = openSync(path, "r");
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function describe(path: string, descriptor: number): SourceFile {
  const stat = fstatSync(descriptor, { bigint: true });
  if (!stat.isFile()) throw unreadable("this is no file");
  const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(":");
  return { path, size: Number(stat.size), stamp };
}

function readExactly(descriptor: number, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, position + filled);
    if (count === 0) throw unreadable(`the file ends at byte ${position + filled}, before it is complete`);
    filled += count;
  }
  return bytes;
}
