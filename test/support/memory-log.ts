import type { Log } from "../../src/ports/log.ts";

/** A log that keeps its lines. */
export function createMemoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string): void => {
    lines.push(message);
  };
  return { lines, debug: () => undefined, info: keep, warning: keep, error: keep };
}
