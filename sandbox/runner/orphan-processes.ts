import { readdirSync, readFileSync } from "node:fs";
import { signalGroup } from "./process-runner.ts";

/** The variable by which the runner finds the processes of a job. A process that clears it is left alone. */
export const trackingVariable = "RUNNER_TRACKING_ID";

function environmentHas(pid: string, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(entry);
  } catch {
    return false;
  }
}

/** Processes that carry a job's tracking id. Linux only; `[]` elsewhere. */
export function findTrackedProcesses(trackingId: string): readonly number[] {
  if (process.platform !== "linux") return [];
  const entry = `${trackingVariable}=${trackingId}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && environmentHas(name, entry))
    .map(Number);
}

/**
 * Kills what a job left running: on Linux each process that still carries its tracking id, elsewhere the process
 * groups of its steps.
 *
 * @returns the killed process ids
 */
export function killOrphans(trackingId: string, groups: readonly number[]): readonly number[] {
  if (process.platform !== "linux") {
    for (const pid of groups) signalGroup(pid, "SIGKILL");
    return [];
  }
  const killed: number[] = [];
  // A dying parent may fork once more between two looks.
  for (let look = 0; look < 3; look++) {
    const found = findTrackedProcesses(trackingId).filter((pid) => !killed.includes(pid));
    if (found.length === 0) break;
    for (const pid of found) killProcess(pid);
    killed.push(...found);
  }
  return killed;
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
