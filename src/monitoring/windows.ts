import { PawlError } from "../errors.ts";

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** One window of event time: `start` ≤ t < `end`, both ISO 8601 in UTC. */
export interface Window {
  readonly start: string;
  readonly end: string;
}

/**
 * Milliseconds of a duration such as `30m`, `24h` or `1d`.
 *
 * @throws PawlError `config.invalid` for any other text.
 */
export function parseDuration(text: string): number {
  const match = /^([1-9]\d{0,4})([smhd])$/.exec(text);
  const unit = unitMs[match?.[2] ?? ""];
  if (match === null || unit === undefined) {
    throw new PawlError("config.invalid", { message: `"${text}" is not a duration such as 30m, 24h or 1d.` });
  }
  return Number(match[1]) * unit;
}

/**
 * The last `count` complete windows up to `until`, oldest first. They are aligned to multiples of their length since 1970
 * in UTC, so that `1d` is a calendar day and two runs within one window see the same windows.
 *
 * @param until - ISO 8601 time; a window that ends after it is not complete and is left out.
 * @throws PawlError `input.invalid` when `until` is not a time.
 */
export function planWindows(until: string, durationMs: number, count: number): readonly Window[] {
  const untilMs = Date.parse(until);
  if (Number.isNaN(untilMs)) {
    throw new PawlError("input.invalid", { message: `"${until}" is not an ISO 8601 time.` });
  }
  const lastEnd = Math.floor(untilMs / durationMs) * durationMs;
  return Array.from({ length: count }, (_, index) => {
    const end = lastEnd - (count - 1 - index) * durationMs;
    return { start: new Date(end - durationMs).toISOString(), end: new Date(end).toISOString() };
  });
}

/** The UTC dates, as `YYYY-MM-DD`, that the windows touch, in order. */
export function datesOf(windows: readonly Window[]): readonly string[] {
  const first = Date.parse(windows[0]?.start ?? "");
  const last = Date.parse(windows.at(-1)?.end ?? "") - 1;
  const dates: string[] = [];
  const day = unitMs["d"] ?? 0;
  for (let time = Math.floor(first / day) * day; time <= last; time += day) {
    dates.push(new Date(time).toISOString().slice(0, 10));
  }
  return dates;
}
