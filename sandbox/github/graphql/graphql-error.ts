import type { JsonObject } from "../http/messages.ts";

/** An entry of `errors` in a GraphQL answer. */
export interface ErrorEntry {
  readonly message: string;
  /** GitHub's word for the kind: `NOT_FOUND`, `EXCESSIVE_PAGINATION` … */
  readonly type?: string;
  readonly path?: readonly string[];
  readonly locations?: readonly Location[];
  readonly extensions?: JsonObject;
}

/** A place in the text of a query; both count from 1. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

/** A query that GitHub answers with 200 and `errors`. `data` stays in the answer where a part of it is known. */
export class GraphqlError extends Error {
  readonly entries: readonly ErrorEntry[];
  readonly data: JsonObject | undefined;

  constructor(entries: readonly ErrorEntry[], data?: JsonObject) {
    super(entries.map((entry) => entry.message).join("\n"));
    this.name = "GraphqlError";
    this.entries = entries;
    this.data = data;
  }
}

/** Where `word` first stands in the text as a word of its own. */
export function locate(text: string, word: string): Location {
  const at = Math.max(
    0,
    text.search(new RegExp(String.raw`(?<![\w$])${word.replace("$", String.raw`\$`)}\b`)),
  );
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
