import type { Transfer, TransferOptions } from "../../ports/data-store.ts";
import type { DataItem } from "../../versioning/data-item.ts";

/** How often progress is told at most. */
const everyMs = 100;

/** Counts what a transfer did. */
export interface TransferTally {
  /** More objects are to come. */
  expect(count: number): void;
  /** One object is there. */
  add(sizeBytes: number): void;
  end(missing: readonly DataItem[]): Transfer;
}

/** A count from zero. */
export function createTally({ onProgress }: TransferOptions): TransferTally {
  let [objects, totalObjects, bytes, toldMs] = [0, 0, 0, 0];
  const tell = (): void => {
    toldMs = performance.now();
    onProgress?.({ objects, totalObjects, bytes });
  };
  return {
    expect: (count) => {
      totalObjects += count;
    },
    add: (sizeBytes) => {
      objects += 1;
      bytes += sizeBytes;
      if (onProgress !== undefined && performance.now() - toldMs > everyMs) tell();
    },
    end: (missing) => {
      tell();
      return { objects, bytes, missing };
    },
  };
}
