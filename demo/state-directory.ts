import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    if (pid !== process.pid && isAlive(pid) && commandOf(pid).includes("demo/main.ts")) {
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

/** Remembers a process of this demo, so that the next start can end it when this one could not. */
export function rememberProcess(directory: string, name: string, pid: number): void {
  mkdirSync(join(directory, "processes"), { recursive: true });
  writeFileSync(join(directory, "processes", name), String(pid));
}

/** Ends processes that an earlier demo left behind; only those whose command line names `marker`. */
export function endLeftProcesses(directory: string, marker: string): void {
  const folder = join(directory, "processes");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(readFileSync(join(folder, name), "utf8"));
    if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandOf(pid).includes(marker))
      process.kill(pid, "SIGKILL");
    rmSync(join(folder, name));
  }
}

/** Writes a small text that survives a restart, such as the port. */
export function remember(directory: string, name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

/** Reads what {@link remember} wrote. */
export function remembered(directory: string, name: string): string | undefined {
  const file = join(directory, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
