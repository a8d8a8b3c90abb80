import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { PawlError } from "../../errors.ts";
import type { ProcessRequest, ProcessResult, Processes } from "../../ports/process.ts";

/** How patient an abort is. Milliseconds. */
export interface Patience {
  /** From SIGINT to SIGTERM. Default 10 000. */
  readonly interruptMs?: number;
  /** From SIGTERM to SIGKILL. Default 5 000. */
  readonly terminateMs?: number;
}

/** How long output of a process that has ended is waited for when a child of it still holds the pipe. Milliseconds. */
const drainMs = 2_000;

/**
 * Child processes, each the leader of its own process group, so that an abort reaches whatever they started: SIGINT,
 * then SIGTERM, then SIGKILL.
 */
export function createProcesses(patience: Patience = {}): Processes {
  return { run: (request) => run(request, patience) };
}

async function run(request: ProcessRequest, patience: Patience): Promise<ProcessResult> {
  if (request.signal?.aborted === true) return { exitCode: null, signal: "SIGINT", durationMs: 0 };
  const started = performance.now();
  const child = spawn(request.command, [...request.args], {
    cwd: request.cwd,
    env: { ...request.env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) request.onStart?.(child.pid);
  const stop = stopOnAbort(child, request.signal, patience);
  try {
    const [ended] = await Promise.all([
      ending(child, request),
      forwardLines(child.stdout, (line) => request.onLine?.(line, "stdout")),
      forwardLines(child.stderr, (line) => request.onLine?.(line, "stderr")),
    ]);
    return { ...ended, durationMs: performance.now() - started };
  } finally {
    stop();
  }
}

function ending(child: ChildProcess, request: ProcessRequest): Promise<Omit<ProcessResult, "durationMs">> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      const message = `Cannot start ${request.command} in ${request.cwd}: ${cause.message}`;
      reject(new PawlError("process.failed", { message, cause }));
    });
    child.once("exit", (exitCode, signal) => {
      const drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, drainMs);
      drain.unref();
      child.once("close", () => clearTimeout(drain));
      resolve({ exitCode, signal });
    });
  });
}

async function forwardLines(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return;
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", onLine);
  const { promise, resolve } = Promise.withResolvers<void>();
  lines.once("close", resolve);
  stream.once("close", () => lines.close());
  await promise;
}

/** Returns the function that ends the watch. */
function stopOnAbort(child: ChildProcess, signal: AbortSignal | undefined, patience: Patience): () => void {
  const timers: NodeJS.Timeout[] = [];
  const interruptMs = patience.interruptMs ?? 10_000;
  const onAbort = (): void => {
    signalGroup(child, "SIGINT");
    timers.push(setTimeout(() => signalGroup(child, "SIGTERM"), interruptMs));
    timers.push(
      setTimeout(() => signalGroup(child, "SIGKILL"), interruptMs + (patience.terminateMs ?? 5_000)),
    );
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  return () => {
    signal?.removeEventListener("abort", onAbort);
    for (const timer of timers) clearTimeout(timer);
  };
}

function signalGroup(child: ChildProcess, name: "SIGINT" | "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}
