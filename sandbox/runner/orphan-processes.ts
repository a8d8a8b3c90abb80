import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The variable by which the runner finds the processes of a job. A process that clears it is left alone. */
export const trackingVariable = "RUNNER_TRACKING_ID";

const lookMs = 5;

/** How long to wait for killed processes. Only one that hangs in the kernel, e.g. on a dead disk, takes longer. */
const endMs = 10_000;

function readProcess(pid: number | string, file: "environ" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

function allProcesses(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number);
}

/** State letter and process group of a process, by proc_pid_stat(5). The name in brackets may hold anything. */
function readStat(pid: number): { readonly state: string; readonly group: number } | undefined {
  const stat = readProcess(pid, "stat");
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === undefined || group === undefined ? undefined : { state, group: Number(group) };
}

function isRunning(state: string): boolean {
  return state !== "Z" && state !== "X";
}

/** Whether a process still runs. A zombie, which only waits for its parent to ask, does not. */
export function isProcessRunning(pid: number): boolean {
  if (process.platform === "linux") return isRunning(readStat(pid)?.state ?? "X");
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal to a process group; a group that is gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: all of its processes have ended.
  }
}

/** Processes that carry a job's tracking id. Linux only; `[]` elsewhere. */
export function findTrackedProcesses(trackingId: string): readonly number[] {
  if (process.platform !== "linux") return [];
  const entry = `${trackingVariable}=${trackingId}`;
  return allProcesses().filter((pid) => readProcess(pid, "environ").split("\0").includes(entry));
}

async function untilNone(find: () => readonly number[]): Promise<void> {
  const deadline = Date.now() + endMs;
  while (find().length > 0 && Date.now() < deadline) await sleep(lookMs);
}

/**
 * Kills a process group and waits until none of it runs: SIGKILL is taken at the process's next turn, which a busy
 * machine may not give it for a while. Elsewhere than on Linux it does not wait.
 */
export async function killGroup(group: number): Promise<void> {
  signalGroup(group, "SIGKILL");
  if (process.platform !== "linux") return;
  const members = allProcesses().filter((pid) => readStat(pid)?.group === group);
  await untilNone(() => members.filter(isProcessRunning));
}

/**
 * Kills what a job left running, and waits until it has ended: on Linux each process that still carries its tracking
 * id, elsewhere the process groups of its steps.
 *
 * @returns the killed process ids
 */
export async function killOrphans(trackingId: string, groups: readonly number[]): Promise<readonly number[]> {
  if (process.platform !== "linux") {
    for (const pid of groups) signalGroup(pid, "SIGKILL");
    return [];
  }
  const killed = new Set<number>();
  // A dying parent may fork once more between two looks, and a process in the middle of exec shows no environment.
  for (let quietLooks = 0; quietLooks < 2;) {
    const found = findTrackedProcesses(trackingId).filter((pid) => !killed.has(pid));
    quietLooks = found.length === 0 ? quietLooks + 1 : 0;
    for (const pid of found) killed.add(killProcess(pid));
    if (quietLooks < 2) await sleep(lookMs);
  }
  await untilNone(() => [...killed].filter(isProcessRunning));
  return [...killed];
}

function killProcess(pid: number): number {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
  return pid;
}
