import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { choiceField, requiredText } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { counted, noContent, numberParam, ok, redirect } from "../http/reply.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
import type { EnvironmentRecord, RefPolicyRecord } from "./deployment-records.ts";
import { environmentOf } from "./environments.ts";

function policies(context: SandboxContext) {
  return context.store.collection<RefPolicyRecord>("branch-policies");
}

/** The patterns of an environment. */
export function refPoliciesOf(
  context: SandboxContext,
  environment: EnvironmentRecord,
): readonly RefPolicyRecord[] {
  return policies(context).list(environment.id);
}

/** Whether one of the patterns fits a full ref. */
export function fitsRefPolicies(found: readonly RefPolicyRecord[], ref: string): boolean {
  const prefixes = { branch: "refs/heads/", tag: "refs/tags/" } as const;
  return found.some(({ name, type }) => {
    const source = name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\*+/g, "[^/]*");
    return ref.startsWith(prefixes[type]) && new RegExp(`^${source}$`).test(ref.slice(prefixes[type].length));
  });
}

function render({ id, name, type }: RefPolicyRecord): JsonObject {
  return { id, node_id: nodeId("GBP", id), name, type };
}

/** The environment, which must ask for patterns of its own. @throws {ApiError} 404 */
function customOf(context: SandboxContext, request: ApiRequest): EnvironmentRecord {
  const environment = environmentOf(context, request);
  if (environment.branchPolicy?.["custom_branch_policies"] !== true) throw notFound();
  return environment;
}

function find(context: SandboxContext, request: ApiRequest): RefPolicyRecord {
  const environment = environmentOf(context, request);
  const found = policies(context).get(environment.id, numberParam(request, "branch_policy_id"));
  if (!found) throw notFound();
  return found;
}

async function create(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const environment = customOf(context, request);
  const body = await request.json();
  const name = requiredText(body, "name", "DeploymentBranchPolicy");
  const type = choiceField(body, "type", ["branch", "tag"], "DeploymentBranchPolicy") ?? "branch";
  const twin = refPoliciesOf(context, environment).find((one) => one.name === name && one.type === type);
  if (twin) {
    const place = `${repositoryUrl(context, request.repository)}/environments/${encodeURIComponent(environment.name)}`;
    return redirect(`${place}/deployment-branch-policies/${twin.id}`, 303);
  }
  const id = context.store.nextId();
  return ok(render(policies(context).put(environment.id, id, { id, name, type })));
}

async function update(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const old = find(context, request);
  const name = requiredText(await request.json(), "name", "DeploymentBranchPolicy");
  return ok(render(policies(context).put(customOf(context, request).id, old.id, { ...old, name })));
}

/** Patterns of branches and tags that may deploy to an environment. */
export const addBranchPolicyRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/environments/:environment_name/deployment-branch-policies";
  const one = `${base}/:branch_policy_id`;
  const read = { permission: "actions:read" } as const;
  const write = { permission: "administration:write" } as const;
  app.route("GET", base, read, (request) =>
    counted(request, "branch_policies", refPoliciesOf(context, environmentOf(context, request)), render),
  );
  app.route("POST", base, write, (request) => create(context, request));
  app.route("GET", one, read, (request) => ok(render(find(context, request))));
  app.route("PUT", one, write, (request) => update(context, request));
  app.route("DELETE", one, write, (request) => {
    policies(context).remove(environmentOf(context, request).id, find(context, request).id);
    return noContent();
  });
};
