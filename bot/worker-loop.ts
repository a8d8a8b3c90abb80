import { workOnce, type WorkerParts } from "./worker.ts";

/** A running worker. */
export interface Worker {
  /** New keys are in the inbox. */
  wake(): void;
  /** Resolves when the key at hand is done. */
  stop(): Promise<void>;
}

/** What the loop needs besides the worker's parts. */
export interface LoopOptions {
  readonly parts: WorkerParts;
  /** Enqueues everything worth a look. */
  readonly sweep: () => Promise<void>;
  readonly sweepEveryMs: number;
}

/** Works on due keys until stopped, and sweeps at the start and then every `sweepEveryMs`. */
export function runWorker(options: LoopOptions): Worker {
  let wakeUp = (): void => undefined;
  const stopping = new AbortController();
  const idle = async (durationMs: number): Promise<void> => {
    const woken = new Promise<void>((resolve) => (wakeUp = resolve));
    const pause = new AbortController();
    const signal = AbortSignal.any([stopping.signal, pause.signal]);
    await Promise.race([woken, options.parts.clock.sleep(durationMs, signal).catch(() => undefined)]);
    pause.abort();
  };
  const loop = async (): Promise<void> => {
    const { inbox, clock } = options.parts;
    let nextSweepMs = 0;
    while (!stopping.signal.aborted) {
      if (clock.now().getTime() >= nextSweepMs) {
        nextSweepMs = clock.now().getTime() + options.sweepEveryMs;
        await sweepOnce(options);
        continue;
      }
      if (await workOnce(options.parts)) continue;
      const dueMs = Math.min(inbox.nextDueMs() ?? nextSweepMs, nextSweepMs);
      if (!stopping.signal.aborted) await idle(Math.max(0, dueMs - clock.now().getTime()));
    }
  };
  const done = loop();
  return {
    wake: () => wakeUp(),
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function sweepOnce({ parts, sweep }: LoopOptions): Promise<void> {
  try {
    await sweep();
  } catch (error) {
    parts.log.warning(`sweep failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
