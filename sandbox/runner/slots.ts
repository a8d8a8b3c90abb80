/** A place on the machine: jobs run in it one after the other. */
export interface Slot {
  /** From 1. */
  readonly number: number;
}

/** Hands out a fixed number of places, first come first served. */
export class Slots {
  readonly #free: Slot[];
  readonly #waiting: ((slot: Slot) => void)[] = [];

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, index) => ({ number: index + 1 }));
  }

  /** Waits for a free place. Give it back with {@link Slots.release}. `undefined` when the signal aborts first. */
  acquire(signal: AbortSignal): Promise<Slot | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const slot = this.#free.shift();
    if (slot !== undefined) return Promise.resolve(slot);
    const { promise, resolve } = Promise.withResolvers<Slot | undefined>();
    this.#waiting.push(resolve);
    const giveUp = (): void => {
      const index = this.#waiting.indexOf(resolve);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      resolve(undefined);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    return promise;
  }

  /** Gives a place back. */
  release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }
}
