/**
 * Writes `Key: value` lines for the end of a tag's message. Line ends in values become blanks, so that a value cannot
 * forge another line; keys without a value are left out.
 */
export function writeTrailers(trailers: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(trailers)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value.replace(/\s+/g, " ").trim()}`]))
    .join("\n");
}

/** The value of a trailer in the last paragraph of a message; `undefined` when it is not there. */
export function readTrailer(message: string, key: string): string | undefined {
  const last = message.trimEnd().split("\n\n").at(-1) ?? "";
  const line = last.split("\n").find((entry) => entry.startsWith(`${key}: `));
  return line?.slice(key.length + 2).trim();
}
