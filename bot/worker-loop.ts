import { workOnce, type WorkerParts } from "./worker.ts";

/** Running workers. */
export interface Workers {
  /** New keys are in the queue. */
  wake(): void;
  /** Resolves when the keys at hand are done. */
  stop(): Promise<void>;
}

/** What the loops need besides the workers' parts. */
export interface LoopOptions {
  readonly parts: WorkerParts;
  /** Keys that are worked on at the same time, at least 1. */
  readonly concurrency: number;
  /** Enqueues everything worth a look. */
  readonly sweep: () => Promise<void>;
  readonly sweepEveryMs: number;
}

/** Longest pause of a worker that found nothing, and the pause after a queue that failed. */
const longestIdleMs = 60_000;
const failurePauseMs = 1000;

/** Works on due keys until stopped, and sweeps at the start and then every `sweepEveryMs`, beside the work. */
export function runWorkers(options: LoopOptions): Workers {
  const stopping = new AbortController();
  const sleepers = new Set<() => void>();
  const idle = async (durationMs: number): Promise<void> => {
    const pause = new AbortController();
    let wakeUp = (): void => undefined;
    const woken = new Promise<void>((resolve) => (wakeUp = resolve));
    sleepers.add(wakeUp);
    const signal = AbortSignal.any([stopping.signal, pause.signal]);
    await Promise.race([woken, options.parts.clock.sleep(durationMs, signal).catch(() => undefined)]);
    sleepers.delete(wakeUp);
    pause.abort();
  };
  const wake = (): void => {
    for (const wakeUp of sleepers) wakeUp();
  };
  const loops = Array.from({ length: options.concurrency }, () => work(options, stopping.signal, idle));
  const sweeping = sweepAlways(options, stopping.signal);
  return {
    wake,
    stop: async () => {
      stopping.abort();
      await Promise.all([...loops, sweeping]);
    },
  };
}

async function work(
  { parts }: LoopOptions,
  stopping: AbortSignal,
  idle: (durationMs: number) => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      if (await workOnce(parts)) continue;
      const dueInMs = (await parts.queue.nextDueInMs()) ?? longestIdleMs;
      if (!stopping.aborted) await idle(Math.min(dueInMs, longestIdleMs));
    } catch (error) {
      // The queue itself: what was taken stays taken, and comes back with the process or its heartbeat.
      parts.log.error(`the queue failed: ${error instanceof Error ? error.message : String(error)}`);
      await parts.clock.sleep(failurePauseMs, stopping).catch(() => undefined);
    }
  }
}

async function sweepAlways(
  { parts, sweep, sweepEveryMs }: LoopOptions,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await sweep();
    } catch (error) {
      parts.log.warning(`sweep failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!stopping.aborted) await parts.clock.sleep(sweepEveryMs, stopping).catch(() => undefined);
  }
}
