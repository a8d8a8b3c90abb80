import { WaitingLine } from "./waiting-line.ts";

/** A place that was given out. Give it back once. */
export interface Place {
  readonly release: () => void;
}

/** A fixed number of places, first come first served: `max-parallel` of a matrix. For runners see RunnerPool. */
export class Places {
  #free: number;
  readonly #line = new WaitingLine<undefined, Place>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a free place; `undefined` when the signal aborts first. */
  acquire(signal: AbortSignal): Promise<Place | undefined> {
    const place = this.#line.join(undefined, signal);
    this.#handOut();
    return place;
  }

  #handOut(): void {
    this.#line.serve(() => {
      if (this.#free === 0) return undefined;
      this.#free--;
      return { release: () => this.#release() };
    });
  }

  #release(): void {
    this.#free++;
    this.#handOut();
  }
}
