import { setTimeout as sleep } from "node:timers/promises";
import { PawlError } from "../../errors.ts";

/** How long a store that does not answer well is asked again. */
export interface Patience {
  /** Tries of one operation without any progress. Default 5. */
  readonly attempts?: number;
  /** Before the second try, in milliseconds; it doubles each time. Default 250. */
  readonly firstWaitMs?: number;
  /** From the first try on, in milliseconds; no try begins later. Default ten minutes. */
  readonly deadlineMs?: number;
}

/** An answer that another try may better: a server error, a cut connection, no answer in time. */
export class PassingFailure extends PawlError {
  constructor(message: string, cause?: unknown) {
    super("remote.failed", { message, cause, hint: "Run again: what arrived whole is kept." });
  }
}

const maxWaitMs = 10_000;

/**
 * Repeats an operation while it ends with a {@link PassingFailure}.
 *
 * @param progress a number that grows when a try got further: the tries begin anew then.
 * @throws PawlError of the last try.
 */
export async function withRetries<T>(
  operation: () => Promise<T>,
  patience: Patience = {},
  progress: () => number = () => 0,
): Promise<T> {
  const { attempts = 5, firstWaitMs = 250, deadlineMs = 600_000 } = patience;
  const start = performance.now();
  let reached = progress();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      if (progress() > reached) [reached, attempt] = [progress(), 0];
      const wait = Math.min(maxWaitMs, firstWaitMs * 2 ** Math.max(0, attempt - 1));
      const isLate = performance.now() - start + wait > deadlineMs;
      if (!(error instanceof PassingFailure) || attempt >= attempts || isLate) throw error;
      await sleep(wait);
    }
  }
}
