/** Time, as the product sees it. Tests and the demo pass their own. */
export interface Clock {
  /** The current time. */
  now(): Date;
  /** Resolves after `durationMs` milliseconds (≥ 0), or rejects when `signal` aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
