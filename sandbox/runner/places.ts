/** A place that was given out. Give it back once. */
export interface Place {
  readonly release: () => void;
}

/** A fixed number of places, first come first served: `max-parallel` of a matrix. */
export class Places {
  #free: number;
  readonly #waiting: ((place: Place) => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a free place; `undefined` when the signal aborts first. */
  acquire(signal: AbortSignal): Promise<Place | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Place | undefined>();
    this.#waiting.push(resolve);
    const giveUp = (): void => {
      const index = this.#waiting.indexOf(resolve);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      resolve(undefined);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    this.#handOut();
    return promise;
  }

  #handOut(): void {
    if (this.#free === 0) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#free--;
    next({
      release: () => {
        this.#free++;
        this.#handOut();
      },
    });
  }
}
