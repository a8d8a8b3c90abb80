import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { Client, Parameters } from "./client.ts";

/** An entry of `errors` in GitHub's answer. */
export interface GraphqlProblem {
  readonly message: string;
  /** GitHub's word for the kind: `NOT_FOUND`, `FORBIDDEN`, `UNPROCESSABLE`; `""` where it names none. */
  readonly type: string;
}

/** An answer before its shape is known; with problems `data` may be there in part. */
export interface GraphqlAnswer {
  readonly data: unknown;
  readonly problems: readonly GraphqlProblem[];
}

const problemSchema = z.object({ message: z.string(), type: z.string().default("") });
const answerSchema = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(problemSchema).default([]),
  })
  .refine(({ data, errors }) => errors.length > 0 || (data !== undefined && data !== null), {
    error: "neither data nor errors",
  });

/**
 * Sends a query or a mutation of GraphQL. A query is repeated as other reads are; a mutation is sent once and counts against
 * the limits of writes: whether a lost one was carried out is the caller's to find out by reading.
 *
 * @returns `undefined` where the server offers no GraphQL.
 * @throws PawlError `github.request-failed`, also for a used-up limit; `github.malformed-response`
 */
export async function askGraphql(
  client: Client,
  query: string,
  variables: Parameters,
): Promise<GraphqlAnswer | undefined> {
  const route = query.startsWith("mutation") ? "POST /graphql mutation" : "POST /graphql";
  const { status, data } = await client.send(route, { query, variables }, [404, 501]);
  if (status === 404 || status === 501) return undefined;
  const answer = client.check(answerSchema, data, route);
  const problems = answer.errors;
  if (problems.some(({ type }) => type === "RATE_LIMITED")) throw refused(route, problems);
  return { data: answer.data, problems };
}

/** The error for problems that the caller has no answer to. */
export function refused(route: string, problems: readonly GraphqlProblem[]): PawlError {
  const said = problems.map(({ type, message }) => `${type.slice(0, 60)} ${message.slice(0, 200)}`.trim());
  return new PawlError("github.request-failed", {
    message: `GitHub refused ${route}: ${said.slice(0, 3).join("; ").toWellFormed()}`,
  });
}
