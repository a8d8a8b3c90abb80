import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Environment variable that every process of a demo inherits; its value is the state folder. */
export const stateVariable = "PAWL_DEMO_STATE";

interface SeenProcess {
  readonly pid: number;
  readonly args: readonly string[];
  readonly environment: readonly string[];
}

function readParts(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\0").filter(Boolean);
  } catch {
    return []; // It ended meanwhile, or it is another person's.
  }
}

function listLinux(): readonly SeenProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      args: readParts(`/proc/${name}/cmdline`),
      environment: readParts(`/proc/${name}/environ`),
    }));
}

/** `ps` prints arguments and environment in one line: paths with spaces are not recognised. */
function listElsewhere(): readonly SeenProcess[] {
  const lines = execFileSync("ps", ["axeww", "-o", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return lines.split("\n").map((line) => {
    const [pid = "", ...words] = line.trim().split(/\s+/);
    return { pid: Number(pid), args: words, environment: words };
  });
}

function listProcesses(): readonly SeenProcess[] {
  const all = process.platform === "linux" ? listLinux() : listElsewhere();
  return all.filter(({ pid }) => pid > 1 && pid !== process.pid);
}

/** Runner steps, bot, git and commands of the demo with this state folder. Model servers are told apart: they may go on. */
export function findHelpers(directory: string): readonly number[] {
  const entry = `${stateVariable}=${directory}`;
  const repositories = join(directory, "github", "git");
  const isGit = ({ args }: SeenProcess): boolean =>
    /(^|\/)git(-[a-z-]+)?$/.test(args[0] ?? "") && args.some((arg) => arg.includes(`${repositories}/`));
  return listProcesses()
    .filter((seen) => seen.environment.includes(entry) || isGit(seen))
    .map(({ pid }) => pid);
}

/** Model servers of this state folder, by the configuration file that they were started with. */
export function findModelServers(directory: string): readonly number[] {
  const folder = join(directory, "serving");
  const isOurs = (arg: string): boolean => arg.startsWith(`${folder}/`) && arg.endsWith(".config.json");
  return listProcesses()
    .filter(({ args }) => args.slice(1, 4).some(isOurs))
    .map(({ pid }) => pid);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

const patienceMs = 2000;
const lookEveryMs = 50;

/** Ends all processes that `find` gives: SIGTERM, two seconds later SIGKILL; looks again until there are none. */
export async function endAll(find: () => readonly number[]): Promise<void> {
  for (const pid of find()) send(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < 2 * patienceMs; waitedMs += lookEveryMs) {
    const left = find();
    if (left.length === 0) return;
    if (waitedMs >= patienceMs) for (const pid of left) send(pid, "SIGKILL");
    await sleep(lookEveryMs);
  }
}
