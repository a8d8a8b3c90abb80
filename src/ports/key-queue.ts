/** A key that somebody works on. */
export interface TakenKey {
  /** The text that was enqueued. */
  readonly key: string;
  /** Failed attempts so far. */
  readonly attempts: number;
  /** The queue's own name of this take. A key that was taken again by somebody else has another. */
  readonly handle: string;
}

/** How a key goes back into the queue. */
export interface Postponement {
  /** Time until it is due again, in milliseconds. */
  readonly delayMs: number;
  /** Whether it counts as an attempt. */
  readonly isFailure: boolean;
}

/** How much waits. */
export interface QueueLoad {
  /** Keys that wait or are worked on. */
  readonly depth: number;
  /** How long the oldest key that is due has been waiting, in milliseconds; 0 when none is due. */
  readonly oldestMs: number;
}

/**
 * The queue of keys, texts of at most 300 characters. Equal keys are one entry, and nobody works on a key that somebody
 * else works on. A key stays in the queue until it is settled, whatever happens to the process that took it.
 */
export interface KeyQueue {
  /** A name of the one process that may hold the queue: after a restart the same, and of no two that live. `undefined` when several share it. */
  readonly holder: string | undefined;
  /**
   * Resolves when the keys are on disk. A key that waits for its next attempt becomes due, with no failed attempts;
   * one that is worked on is due again afterwards.
   */
  enqueue(keys: readonly string[]): Promise<void>;
  /** The key that has been due longest and that nobody works on, or `undefined`. */
  take(): Promise<TakenKey | undefined>;
  /** Removes a key, unless it was enqueued again meanwhile. */
  settle(taken: TakenKey): Promise<void>;
  /** Gives a key back; it is due after the delay, or at once when it was enqueued again meanwhile. */
  postpone(taken: TakenKey, how: Postponement): Promise<void>;
  /** Milliseconds until it makes sense to take again; `undefined` when nothing waits and nobody else enqueues. */
  nextDueInMs(): Promise<number | undefined>;
  /** For people and metrics: a shared queue may count once a minute only. */
  load(): Promise<QueueLoad>;
  /** Resolves when the store behind it would take keys now; rejects when it is away or takes none. May take as long as it takes. */
  check(): Promise<void>;
  /** Lets go; what is in the queue stays there. */
  close(): Promise<void>;
}
