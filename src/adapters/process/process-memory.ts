import { join } from "node:path";
import { listNames, readText } from "./kernel-files.ts";

interface Seen {
  readonly id: number;
  readonly parent: number;
  readonly group: number;
}

/**
 * Resident memory of a process, of what it started and of its process group: the sum of what each holds now, or what one of them
 * held at most when that is more. Pages that processes share are counted for each.
 *
 * Source: proc_pid_stat(5) and proc_pid_status(5) of Linux man-pages 6.9.
 *
 * @param directory where the kernel tells: `/proc`.
 * @returns bytes; `undefined` where the kernel does not tell, or the process has ended.
 */
export function readTreeMemory(processId: number, directory = "/proc"): number | undefined {
  const processes = listProcesses(directory);
  const tree = new Set(processes.filter((one) => one.id === processId || one.group === processId).map(idOf));
  for (let before = -1; before !== tree.size;) {
    before = tree.size;
    for (const { id, parent } of processes) if (tree.has(parent)) tree.add(id);
  }
  const held = [...tree].flatMap((id) => readMemory(directory, id) ?? []);
  if (held.length === 0) return undefined;
  const now = held.reduce((sum, one) => sum + one.now, 0);
  return Math.max(now, ...held.map((one) => one.most));
}

function idOf({ id }: Seen): number {
  return id;
}

function listProcesses(directory: string): readonly Seen[] {
  return listNames(directory).flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readText(join(directory, name, "stat")) : undefined;
    // The name in parentheses may hold anything, a parenthesis too.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, parent, group] = fields ?? [];
    if (parent === undefined || group === undefined) return [];
    return [{ id: Number(name), parent: Number(parent), group: Number(group) }];
  });
}

function readMemory(
  directory: string,
  id: number,
): { readonly now: number; readonly most: number } | undefined {
  const status = readText(join(directory, String(id), "status"));
  const kibibytes = (key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, "m").exec(status ?? "")?.[1] ?? Number.NaN);
  const [now, most] = [kibibytes("VmRSS") * 1024, kibibytes("VmHWM") * 1024];
  return Number.isNaN(now) ? undefined : { now, most: Number.isNaN(most) ? now : most };
}
