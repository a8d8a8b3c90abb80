/**
 * The JSON of a text that anybody may have written: every zone reads it so, and a schema says what it is.
 *
 * @returns `undefined`, which no JSON is, for a text that is none, also for an empty one.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** {@link parseJson} of bytes in UTF-8, with or without a byte order mark; `undefined` when they are not well-formed. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
