import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Where an interrupted demo is found again: one folder a user, unless `--state` names another. */
export function defaultStateDirectory(): string {
  return join(tmpdir(), `pawl-demo-${userInfo().username}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Takes the folder for this process; refuses when another demo is using it. */
export function takeStateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const lock = join(directory, "demo.pid");
  if (existsSync(lock)) {
    const pid = Number(readFileSync(lock, "utf8"));
    if (pid > 0 && pid !== process.pid && isAlive(pid) && commandOf(pid).includes("demo/main.ts")) {
      throw new Error(
        `Another demo (process ${pid}) uses ${directory}. Stop it, or take another folder with --state.`,
      );
    }
  }
  writeFileSync(lock, String(process.pid));
}

function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\0", " ") : "demo/main.ts";
}

/** Writes a small text that survives a restart, such as a port. It is there whole or not at all. */
export function remember(directory: string, name: string, text: string): void {
  const file = join(directory, "memory", name);
  mkdirSync(join(directory, "memory"), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Reads what {@link remember} wrote. */
export function remembered(directory: string, name: string): string | undefined {
  const file = join(directory, "memory", name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Removes lock files of git processes that were killed. Call it when no git process of the demo is left. */
export function removeGitLocks(directory: string): void {
  const folders = [join(directory, "runner", "ana", "flights", ".git"), join(directory, "github", "git")];
  for (const folder of folders) {
    for (const name of globSync("**/*.lock", { cwd: folder })) rmSync(join(folder, name), { force: true });
  }
}
