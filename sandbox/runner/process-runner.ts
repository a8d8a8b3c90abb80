import { spawn, type ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { killGroup, signalGroup } from "./orphan-processes.ts";

/** Waits between the signals that end a step, as the real runner has them. */
export interface KillDelays {
  /** From SIGINT to SIGTERM. */
  readonly interruptMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminateMs: number;
}

/** The real runner's waits: 7.5 s and 2.5 s. */
export const runnerKillDelays: KillDelays = { interruptMs: 7500, terminateMs: 2500 };

/** After a process ended, how long a child that holds its output may keep the step open, in milliseconds. */
const drainMs = 250;

/** A process to run. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Called for each line of both outputs, without its end. */
  readonly onLine: (line: string) => void;
  /** Aborting ends the process group: SIGINT, SIGTERM, SIGKILL with {@link KillDelays} between. */
  readonly signal: AbortSignal;
  readonly killDelays: KillDelays;
}

/** How a process ended. */
export interface ProcessEnd {
  /** Exit status; 128 + signal number's place is taken by -1 when a signal ended it. */
  readonly exitCode: number;
  readonly pid: number | undefined;
}

/** The longest line that is kept, in characters; the rest of a longer one is dropped. */
export const maxLineChars = 1024 * 1024;

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): () => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream?.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = (lines.pop() ?? "").slice(0, maxLineChars);
    for (const line of lines) onLine(line.slice(0, maxLineChars).replace(/\r$/, ""));
  });
  return () => {
    if (rest !== "") onLine(rest);
    rest = "";
  };
}

function endOnAbort(child: ChildProcess, request: ProcessRequest): () => void {
  const timers: NodeJS.Timeout[] = [];
  const { pid } = child;
  const end = (): void => {
    if (pid === undefined) return;
    const { interruptMs, terminateMs } = request.killDelays;
    signalGroup(pid, "SIGINT");
    timers.push(setTimeout(() => signalGroup(pid, "SIGTERM"), interruptMs));
    timers.push(setTimeout(() => signalGroup(pid, "SIGKILL"), interruptMs + terminateMs));
  };
  if (request.signal.aborted) end();
  else request.signal.addEventListener("abort", end, { once: true });
  return () => {
    request.signal.removeEventListener("abort", end);
    for (const timer of timers) clearTimeout(timer);
  };
}

/**
 * Runs a process in its own process group and waits for its end. What it left running in the background does not
 * keep the step open.
 *
 * @throws the spawn error when the command does not exist
 */
export function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: request.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const flushes = [readLines(child.stdout, request.onLine), readLines(child.stderr, request.onLine)];
    const stopListening = endOnAbort(child, request);
    let drain: NodeJS.Timeout | undefined;
    let isDone = false;
    const finish = (code: number | null): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(drain);
      stopListening();
      for (const flush of flushes) flush();
      child.stdout.destroy();
      child.stderr.destroy();
      // A group that was told to end keeps nothing behind, not even a child that ignores SIGINT.
      const { pid } = child;
      const killed = request.signal.aborted && pid !== undefined ? killGroup(pid) : Promise.resolve();
      void killed.then(() => resolve({ exitCode: code ?? -1, pid }));
    };
    child.once("error", (error) => {
      stopListening();
      reject(error);
    });
    child.once("exit", (code) => {
      drain = setTimeout(() => finish(code), drainMs);
    });
    child.once("close", finish);
  });
}
