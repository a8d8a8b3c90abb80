import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A process that is told from a later one with the same id by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Text to compare; `""`: unknown. */
  readonly started: string;
}

/** Whether a process still runs; a process id may be in use again. */
export async function isAlive(known: ProcessIdentity): Promise<boolean> {
  return known.started !== "" && (await startOf(known.pid)) === known.started;
}

/** When a process started, as text to compare; `""` when there is none. */
export async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  }
  if (process.platform === "linux") return "";
  const listed = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => undefined);
  return listed?.stdout.trim() ?? "";
}

/** Whether any process has an id. */
export function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Ends a process group, if it is still there. */
export function endGroup(pid: number): void {
  endProcess(-pid);
}

/**
 * Ends every process that has `NAME=value` in its environment. Where there is no `/proc` it does nothing.
 *
 * @param variable `NAME=value`, unlikely enough to be nobody else's.
 */
export async function endProcessesWith(variable: string): Promise<void> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const id of ids) {
    const environment = await readFile(`/proc/${id}/environ`, "latin1").catch(() => "");
    if (environment.split("\0").includes(variable)) endProcess(Number(id));
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}
