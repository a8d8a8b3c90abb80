import type { JsonObject } from "../http/messages.ts";
import { GraphqlError } from "./graphql-error.ts";

const maxNodes = 100;

/** What a client asks of a list: `first` items after a cursor. */
export interface Slice {
  readonly first: number;
  readonly skipped: number;
}

/**
 * Reads `first` and `after` of the list at `path`.
 *
 * @throws {GraphqlError} when `first` is missing, negative or over 100, or the cursor is none of ours
 */
export function readSlice(path: readonly string[], first: unknown, after?: unknown): Slice {
  const name = path.at(-1) ?? "";
  const fail = (type: string, message: string): never => {
    throw new GraphqlError([{ type, path, message }]);
  };
  if (typeof first !== "number") {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    return fail("MISSING_PAGINATION_BOUNDARIES", message);
  }
  if (first < 0)
    fail("INVALID_PAGINATION", `\`first\` on the \`${name}\` connection cannot be less than zero.`);
  if (first > maxNodes) {
    const words = `exceeds the \`first\` limit of ${maxNodes} records.`;
    fail("EXCESSIVE_PAGINATION", `Requesting ${first} records on the \`${name}\` connection ${words}`);
  }
  if (after === undefined || after === null) return { first, skipped: 0 };
  const cursor = typeof after === "string" ? after : "";
  const skipped = /^cursor:(\d{1,9})$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (skipped === undefined) {
    const message = `\`${cursor.slice(0, 200)}\` does not appear to be a valid cursor.`;
    return fail("INVALID_CURSOR_ARGUMENTS", message);
  }
  return { first, skipped: Number(skipped) };
}

/** `pageInfo` of a list of `total` items of which `slice` is shown. */
export function pageInfo({ first, skipped }: Slice, total: number): JsonObject {
  const end = Math.min(skipped + first, total);
  const isEmpty = end <= skipped;
  return {
    endCursor: isEmpty ? null : Buffer.from(`cursor:${end}`).toString("base64"),
    hasNextPage: end < total,
  };
}

/** The items of a slice, rendered, with `pageInfo`. */
export async function connection<T>(
  items: readonly T[],
  slice: Slice,
  render: (item: T) => unknown,
): Promise<JsonObject> {
  const shown = items.slice(slice.skipped, slice.skipped + slice.first);
  return { nodes: await Promise.all(shown.map(render)), pageInfo: pageInfo(slice, items.length) };
}
