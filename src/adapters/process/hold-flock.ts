import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PawlError } from "../../errors.ts";

/** A lock that is held until it is released, or until this process ends in any way. */
export interface HeldLock {
  release(): Promise<void>;
}

/** Node cannot lock a file as `flock(2)` does: a small process holds the lock until its standard input closes. */
const hold = ["sh", "-c", "echo && exec cat > /dev/null"];
const programs = [
  { command: "flock", args: (path: string) => ["-n", path, ...hold] },
  { command: "lockf", args: (path: string) => ["-k", "-s", "-t", "0", path, ...hold] },
] as const;

/**
 * Takes the exclusive `flock(2)` of a file, which is made when it is missing.
 *
 * @returns `busy` when somebody holds it, `unsupported` when this machine has neither `flock` nor `lockf`.
 * @throws PawlError `file.write-failed`
 */
export async function tryFlock(path: string): Promise<HeldLock | "busy" | "unsupported"> {
  await mkdir(dirname(path), { recursive: true });
  for (const { command, args } of programs) {
    // A group of its own: Ctrl-C in the terminal is not for it.
    const child = spawn(command, args(path), { stdio: ["pipe", "pipe", "pipe"], detached: true });
    const state = await takenBy(child, path);
    if (state === "held") return { release: () => release(child) };
    if (state === "busy") return "busy";
  }
  return "unsupported";
}

async function takenBy(child: ChildProcess, path: string): Promise<"held" | "busy" | "no program"> {
  let errors = "";
  child.stderr?.on("data", (data: Buffer) => {
    errors += data.toString();
  });
  child.stdin?.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    child.once("error", () => resolve("no program"));
    child.stdout?.once("data", () => resolve("held"));
    child.once("close", () => {
      if (errors.trim() === "") resolve("busy");
      else reject(new PawlError("file.write-failed", { message: `Cannot lock ${path}: ${errors.trim()}` }));
    });
  });
}

async function release(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
  child.stdin?.end();
  await ended;
}
