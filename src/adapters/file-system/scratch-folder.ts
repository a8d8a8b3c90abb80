import { type FileHandle, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScratchFolder } from "../../ports/scratch-folder.ts";

/** Makes a folder below the system's folder for temporary files that only this user may enter. */
export async function openScratchFolder(): Promise<ScratchFolder> {
  const root = await mkdtemp(join(tmpdir(), "pawl-"));
  return {
    root,
    read: (name) => readFile(join(root, name)),
    pieces: (name, lengths) => readPieces(join(root, name), lengths),
    write: (name, content) => writeFile(join(root, name), content),
    remove: (name) => rm(join(root, name), { force: true }),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

async function* readPieces(path: string, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  const memory = Buffer.allocUnsafe(Math.max(0, ...lengths));
  const file = await open(path);
  try {
    for (const length of lengths) yield memory.subarray(0, await fill(file, memory, length));
  } finally {
    await file.close();
  }
}

/** @returns how many bytes there were. */
async function fill(file: FileHandle, memory: Buffer, length: number): Promise<number> {
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(memory, at, length - at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}
