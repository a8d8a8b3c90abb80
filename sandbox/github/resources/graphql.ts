import type { RouteModule, SandboxContext } from "../context.ts";
import { GraphqlError, type ErrorEntry } from "../graphql/graphql-error.ts";
import { findListedQuery } from "../graphql/listed-queries.ts";
import { readVariables } from "../graphql/variables.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { ok } from "../http/reply.ts";

const guide = "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql";

function refused(errors: readonly ErrorEntry[], data?: JsonObject): ApiResponse {
  return ok({ ...(data === undefined ? {} : { data }), errors });
}

async function answer(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  if (request.isAnonymous) {
    const extra = { documentation_url: guide };
    throw new ApiError(401, "This endpoint requires you to be authenticated.", extra);
  }
  const body = await request.json();
  const { query } = body;
  if (typeof query !== "string" || query === "") {
    return refused([{ message: "A query attribute must be specified and must be a string." }]);
  }
  const listed = findListedQuery(query);
  if (!listed) {
    const message = "Not implemented in the sandbox: POST /graphql with this query";
    throw new ApiError(501, message);
  }
  const { actor } = request;
  try {
    const variables = readVariables(query, body["variables"]);
    return ok({ data: await listed.answer({ context, actor, variables, query }) });
  } catch (error) {
    if (error instanceof GraphqlError) return refused(error.entries, error.data);
    throw error;
  }
}

/** GraphQL: the queries of `graphql/listed-queries.ts`, everything else is 501. */
export const addGraphqlRoutes: RouteModule = (app, context) => {
  for (const pattern of ["/graphql", "/api/graphql"]) {
    app.route("POST", pattern, {}, (request) => answer(context, request));
  }
};
