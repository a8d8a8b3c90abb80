import { setImmediate } from "node:timers/promises";

/** How long synchronous work may keep signals and progress waiting. */
const sliceMs = 25;

/**
 * Gives way to signals and progress now and then. Synchronous file calls cost a tenth of asynchronous ones, so work on
 * many small files is done with them, in slices.
 */
export function createSlices(): { readonly isOver: () => boolean; readonly next: () => Promise<void> } {
  let until = performance.now() + sliceMs;
  return {
    isOver: () => performance.now() > until,
    next: async () => {
      await setImmediate();
      until = performance.now() + sliceMs;
    },
  };
}

/** Does synchronous work on each item, in slices. The first failure ends it. */
export async function forEachInSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  const slices = createSlices();
  for (const item of items) {
    work(item);
    if (slices.isOver()) await slices.next();
  }
}
