import type { DatabaseSync } from "node:sqlite";

interface Waiting {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Puts the writes of a moment into one transaction, so that many writers share one flush to the disk. Each promise
 * settles when its write is on disk, or with the error that undid the whole transaction.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #windowMs: number;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param windowMs how long the first write waits for others, in milliseconds */
  constructor(database: DatabaseSync, windowMs: number) {
    this.#database = database;
    this.#windowMs = windowMs;
  }

  /** Runs `work` inside the next transaction. */
  write(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#timer ??= setTimeout(() => this.flush(), this.#windowMs);
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      for (const { work } of batch) work();
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }
}
