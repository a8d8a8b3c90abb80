import type { RouteModule, SandboxContext } from "../context.ts";
import { requiredText } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { ok } from "../http/reply.ts";
import { isObject } from "../http/fields.ts";
import { listIssues } from "./issue-records.ts";

// The only query that is known: the viewer and the issue count of one repository. White space does not count.
const knownQuery =
  "query($o:String!,$r:String!){viewer{login}repository(owner:$o,name:$r){nameissues(first:5){totalCount}}}";

async function answer(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { login } = request.actor.user;
  const body = await request.json();
  const query = requiredText(body, "query", "GraphQL").replaceAll(/[\s]+/g, "");
  if (query !== knownQuery) {
    return {
      status: 501,
      body: { message: "Not implemented in the sandbox: POST /graphql with this query" },
    };
  }
  const variables: JsonObject = isObject(body["variables"]) ? body["variables"] : {};
  const repository = context.findRepository(String(variables["o"]), String(variables["r"]));
  if (!repository) {
    const message = "Could not resolve to a Repository";
    return ok({
      data: { viewer: { login }, repository: null },
      errors: [{ type: "NOT_FOUND", path: ["repository"], message }],
    });
  }
  const totalCount = listIssues(context, repository).filter((issue) => !issue.isPull).length;
  return ok({ data: { viewer: { login }, repository: { name: repository.name, issues: { totalCount } } } });
}

/** GraphQL: the listed queries only, everything else is 501. */
export const addGraphqlRoutes: RouteModule = (app, context) => {
  for (const pattern of ["/graphql", "/api/graphql"]) {
    app.route("POST", pattern, {}, (request) => answer(context, request));
  }
};
