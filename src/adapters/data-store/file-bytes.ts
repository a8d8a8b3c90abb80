import { createHash, hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { chmod, copyFile, open, type FileHandle } from "node:fs/promises";
import { readProblem, systemCode, writeProblem } from "./file-problem.ts";

/** Files up to this size are read whole, by synchronous calls. */
export const smallBytes = 1024 * 1024;
/** Below this size a file is read without a question for its size. */
const usualBytes = 64 * 1024;
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
const pieceBytes = 4 * 1024 * 1024;

let shared: Buffer | undefined;

/**
 * The bytes of a file of at most {@link smallBytes}, in a buffer that the next call uses again.
 *
 * @param sizeBytes its size, when it is known: its end is not looked for then.
 * @returns `undefined` when it is larger.
 * @throws PawlError `file.unreadable`
 */
export function readSmall(path: string, sizeBytes?: number): Buffer | undefined {
  shared ??= Buffer.allocUnsafeSlow(smallBytes + 1);
  try {
    const file = openSync(path, "r");
    try {
      let length = 0;
      for (let count = 1; count > 0 && length < shared.length && length !== sizeBytes; length += count)
        count = readSync(file, shared, length, shared.length - length, length);
      return length > smallBytes ? undefined : shared.subarray(0, length);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw readProblem(path, error);
  }
}

/**
 * Like {@link readSmall}, of a path where something else may be, in as few calls as one can.
 *
 * @throws PawlError `file.unreadable`
 */
export function readIfSmall(path: string): Buffer | "missing" | "large" {
  try {
    // Without waiting: what has no writer at its other end must not stop the process.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const start = readFrom(file, 0, usualBytes);
      if (start.length > 0 && start.length < usualBytes) return start;
      const found = fstatSync(file);
      if (!found.isFile()) return "missing";
      if (found.size > smallBytes) return "large";
      const bytes = readFrom(file, start.length, smallBytes + 1);
      return bytes.length > smallBytes ? "large" : bytes;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (noFile.has(systemCode(error) ?? "")) return "missing";
    throw readProblem(path, error);
  }
}

/** What opening or reading says where no file is. */
const noFile = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENXIO", "ENODEV", "EAGAIN"]);

/** Reads on behind the first `from` bytes until there are `mostBytes`, or the end is reached. */
function readFrom(file: number, from: number, mostBytes: number): Buffer {
  shared ??= Buffer.allocUnsafeSlow(smallBytes + 1);
  let length = from;
  for (let count = 1; count > 0 && length < mostBytes; length += count)
    count = readSync(file, shared, length, mostBytes - length, null);
  return shared.subarray(0, length);
}

/** The md5 of bytes, in lower-case hexadecimal. */
export function md5Of(bytes: Uint8Array): string {
  return hash("md5", bytes);
}

/** Writes a new file. @throws PawlError `file.write-failed` */
export function writeNew(path: string, bytes: Uint8Array, mode: number): void {
  try {
    const file = openSync(path, newFile, mode);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw writeProblem(path, error);
  }
}

/** Where bytes go on their way past the hash. */
export interface LargeCopy {
  readonly from: string;
  /** A new file; undefined: the bytes are hashed only. */
  readonly to?: string;
  /** Another new file with the same bytes, of mode 0666 less the umask. */
  readonly spare?: string | undefined;
  /** Permission bits of the new file, less the umask. */
  readonly mode?: number;
  /** Called with the number of bytes of each piece. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Hashes a file of any size while it copies it: the next piece is read and the last one written while one is hashed.
 *
 * @returns its md5 and size.
 * @throws PawlError `file.unreadable`, `file.write-failed`
 */
export async function copyLarge(
  copy: LargeCopy,
): Promise<{ readonly md5: string; readonly sizeBytes: number }> {
  await using source = await opened(copy.from, "r", 0);
  await using target = await openedNew(copy.to, copy.mode ?? 0o666);
  await using spare = await openedNew(copy.spare, 0o666);
  const digest = createHash("md5");
  const buffers: [Buffer, Buffer] = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)];
  let sizeBytes = 0;
  let reading = readPiece(source, buffers[0], copy.from);
  for (;;) {
    const piece = await reading;
    if (piece.length === 0) break;
    buffers.reverse();
    reading = readPiece(source, buffers[0], copy.from);
    // Awaited below; until then a failure must not count as unhandled.
    reading.catch(() => undefined);
    const writing = Promise.all([writePiece(target, piece, copy.to), writePiece(spare, piece, copy.spare)]);
    writing.catch(() => undefined);
    digest.update(piece);
    await writing;
    sizeBytes += piece.length;
    copy.onBytes?.(piece.length);
  }
  return { md5: digest.digest("hex"), sizeBytes };
}

/**
 * Copies a file to new ones without looking at its bytes, of mode 0666 less the umask.
 *
 * @throws PawlError `file.write-failed`, also when the file cannot be read
 */
export async function copyNew(from: string, targets: readonly string[]): Promise<void> {
  const mode = 0o666 & ~process.umask();
  const ends = await Promise.allSettled(
    targets.map(async (to) => {
      try {
        await copyFile(from, to, constants.COPYFILE_EXCL);
        await chmod(to, mode);
      } catch (error) {
        throw writeProblem(to, error);
      }
    }),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function opened(path: string, flags: string, mode: number): Promise<FileHandle> {
  return open(path, flags, mode).catch((error: unknown) => {
    throw flags === "r" ? readProblem(path, error) : writeProblem(path, error);
  });
}

async function openedNew(path: string | undefined, mode: number): Promise<FileHandle | undefined> {
  return path === undefined ? undefined : opened(path, "wx", mode);
}

async function readPiece(file: FileHandle, buffer: Buffer, path: string): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, null).catch((error: unknown) => {
    throw readProblem(path, error);
  });
  return buffer.subarray(0, bytesRead);
}

async function writePiece(file: FileHandle | undefined, piece: Buffer, path = ""): Promise<void> {
  if (file === undefined) return;
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await file.write(piece, done).catch((error: unknown) => {
      throw writeProblem(path, error);
    });
    done += bytesWritten;
  }
}

/**
 * The md5 as DVC 2 took it: in pieces of 1 MiB, `\r\n` becomes `\n` in those that look like text.
 *
 * @throws PawlError `file.unreadable`
 */
export function legacyMd5(path: string): string {
  const digest = createHash("md5");
  const piece = Buffer.allocUnsafe(legacyPieceBytes);
  try {
    const file = openSync(path, "r");
    try {
      for (let length = readFull(file, piece); length > 0; length = readFull(file, piece)) {
        const bytes = piece.subarray(0, length);
        digest.update(isText(bytes.subarray(0, 512)) ? withUnixLines(bytes) : bytes);
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw readProblem(path, error);
  }
  return digest.digest("hex");
}

const legacyPieceBytes = 1024 * 1024;

function readFull(file: number, buffer: Buffer): number {
  let length = 0;
  for (let count = 1; count > 0 && length < buffer.length; length += count)
    count = readSync(file, buffer, length, buffer.length - length, null);
  return length;
}

/** No zero byte, and at most 30 % outside of printable ASCII and its blanks. */
function isText(start: Buffer): boolean {
  if (start.includes(0)) return false;
  const others = start.filter((byte) => !((byte >= 32 && byte < 127) || [8, 9, 10, 12, 13].includes(byte)));
  return others.length / start.length <= 0.3;
}

function withUnixLines(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
