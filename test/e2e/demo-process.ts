import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { contractEnvironment } from "../support/github-contract/child-report.ts";
import { setTimeout as sleep } from "node:timers/promises";

/** A demo that plays in its own process group. */
export interface DemoProcess {
  readonly pid: number;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Resolves when the step of this number is at work, or the demo has ended. */
  readonly reach: (step: number) => Promise<void>;
  /** Resolves when the output holds a text. @throws when the demo ends without it */
  readonly say: (text: string) => Promise<void>;
  /** Exit status; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts `demo/main.ts` in a state folder. */
export function startDemo(state: string, ...args: readonly string[]): DemoProcess {
  return watch(state, process.execPath, ["demo/main.ts", "--state", state, ...args]);
}

/** Starts the demo as the README says. */
export function npmRunDemo(state: string, ...args: readonly string[]): DemoProcess {
  return watch(state, "npm", ["run", "--silent", "demo", "--", "--state", state, ...args]);
}

/** Where the demo of a state folder writes what its sandbox said and GitHub would not. */
export function contractReport(state: string): string {
  return `${state}.contract`;
}

function watch(state: string, command: string, args: readonly string[]): DemoProcess {
  const env = contractEnvironment(contractReport(state));
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => chunks.push(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const output = (): string => chunks.join("");
  const waitFor = (isThere: () => boolean): Promise<void> => poll(() => isThere() || hasEnded(child));
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    // A step is at work when the one before is shown.
    reach: (step) =>
      waitFor(() => output().includes(`${step - 1}/`) || (step === 1 && output().includes("State:"))),
    say: async (text) => {
      await waitFor(() => output().includes(text));
      if (!output().includes(text)) throw new Error(`The demo ended without "${text}":\n${output()}`);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function poll(isDone: () => boolean): Promise<void> {
  for (let look = 0; look < 20_000 && !isDone(); look += 1) await sleep(10);
}

/** Sends a signal; one that comes too late is no error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Processes that name the folder in their command line or environment, as `pid command`. Linux only. */
export function processesOf(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      `${readText(`/proc/${pid}/cmdline`)}\0${readText(`/proc/${pid}/environ`)}`.includes(folder),
    )
    .map((pid) => `${pid} ${readText(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim()}`)
    .filter((line) => / ./.test(line));
}
