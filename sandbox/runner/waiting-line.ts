interface Waiting<Wish, Item> {
  readonly wish: Wish;
  readonly give: (item: Item | undefined) => void;
}

/** Those who wait for something that is given out and comes back; the oldest goes first. */
export class WaitingLine<Wish, Item> {
  readonly #waiting: Waiting<Wish, Item>[] = [];

  /** Waits until {@link WaitingLine.serve} has something; `undefined` when the signal aborts first. */
  join(wish: Wish, signal: AbortSignal): Promise<Item | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Item | undefined>();
    const waiting = { wish, give: resolve };
    this.#waiting.push(waiting);
    const giveUp = (): void => {
      if (this.#leave(waiting)) resolve(undefined);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    return promise;
  }

  /** Asks for each wish what it gets now, the oldest first; who gets `undefined` goes on waiting. */
  serve(take: (wish: Wish) => Item | undefined): void {
    for (const waiting of this.#waiting.slice()) {
      const item = take(waiting.wish);
      if (item === undefined) continue;
      this.#leave(waiting);
      waiting.give(item);
    }
  }

  #leave(waiting: Waiting<Wish, Item>): boolean {
    const index = this.#waiting.indexOf(waiting);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }
}
