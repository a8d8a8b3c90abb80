import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { PawlError } from "../../errors.ts";
import type { LedgerFile } from "../../ports/ledger-files.ts";
import { cutSegments } from "../../runs/saved-segments.ts";
import { gitEnvironment } from "./git-environment.ts";

/** The bytes of blobs, in their order, by one process. */
export async function readBlobs(top: string, files: readonly LedgerFile[]): Promise<readonly Uint8Array[]> {
  if (files.length === 0) return [];
  const chunks: Buffer[] = [];
  await catBlobs(top, files, chunks);
  return cutSegments(Buffer.concat(chunks), files);
}

/** Writes the bytes of blobs into a new file, an empty line before and after each: git does, which saves their way through pipes. */
export async function saveBlobs(top: string, files: readonly LedgerFile[], path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    if (files.length > 0) await catBlobs(top, files, file.fd);
  } finally {
    await file.close();
  }
}

/** Of each blob a newline, its bytes and a newline. */
function catBlobs(top: string, files: readonly LedgerFile[], to: Buffer[] | number): Promise<void> {
  const child = spawn("git", ["cat-file", "--batch="], {
    cwd: top,
    env: gitEnvironment(process.env),
    stdio: ["pipe", typeof to === "number" ? to : "pipe", "ignore"],
  });
  if (typeof to !== "number") child.stdout?.on("data", (chunk: Buffer) => to.push(chunk));
  writeNames(child.stdin, files);
  return new Promise((done, fail) => {
    child.once("error", (cause) => {
      fail(new PawlError("git.failed", { message: `git cat-file could not be started in ${top}.`, cause }));
    });
    child.once("close", () => {
      done();
    });
  });
}

function writeNames(input: Writable | null, files: readonly LedgerFile[]): void {
  input?.on("error", () => undefined);
  input?.end(files.map(({ sha }) => `${sha}\n`).join(""));
}
