import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";

/** What an answer is made from. */
export interface QueryScope {
  readonly context: SandboxContext;
  readonly actor: Actor;
  /** Checked against the declarations of the query. */
  readonly variables: JsonObject;
  /** As the client sent it. */
  readonly query: string;
}

/** A query that the sandbox answers. */
export interface ListedQuery {
  readonly name: string;
  /** Who sends it. */
  readonly sentBy: string;
  /** White space and commas do not count. */
  readonly text: string;
  /** The members of `data`. @throws {GraphqlError} */
  answer(scope: QueryScope): JsonObject | Promise<JsonObject>;
}

/** The part of an answer below `repository`. */
export type RepositoryAnswer = (
  scope: QueryScope,
  repository: RepositoryRecord,
) => JsonObject | Promise<JsonObject>;
