const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a duration such as `30m`, `24h` or `1d`; `undefined` when the text is none. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
  const found = Object.entries(unitMs).find(([name]) => name === unit);
  return found === undefined ? undefined : Number(count) * found[1];
}
