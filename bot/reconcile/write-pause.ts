/** The least time between two writes of one view, in milliseconds: what changes meanwhile is in the next one. */
export const leastPauseMs = 10_000;

/**
 * How long the next write of a view has to wait, in milliseconds; 0 when it may be written now. A last write that lies in
 * the future by more than a pause is none that we made, and neither is one without a time.
 *
 * @param lastMs when it was written last, in milliseconds since 1970; NaN when that is not known
 */
export function writePauseMs(lastMs: number, now: Date): number {
  const sinceMs = now.getTime() - lastMs;
  if (Number.isNaN(sinceMs) || Math.abs(sinceMs) >= leastPauseMs) return 0;
  // Clocks may differ a little: nobody waits longer than one pause for that.
  return Math.min(leastPauseMs - sinceMs, leastPauseMs);
}
