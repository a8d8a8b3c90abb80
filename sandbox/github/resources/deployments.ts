import type { RouteModule, SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, choiceField, requiredText, textField, textListField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import { requiredCheckState } from "./check-records.ts";
import {
  addDeployment,
  addDeploymentStatus,
  deploymentStates,
  ensureEnvironment,
  listDeployments,
  listDeploymentStatuses,
  renderDeployment,
  renderDeploymentStatus,
  retireEarlierDeployments,
  type DeploymentRecord,
  type DeploymentStatusRecord,
} from "./deployment-records.ts";

function checkContexts(context: SandboxContext, request: ApiRequest, body: JsonObject, sha: string): void {
  const names = textListField(body, "required_contexts", "Deployment") ?? [];
  const bad = names.filter(
    (name) => requiredCheckState(context, request.repository, { sha, name }) !== "success",
  );
  if (bad.length === 0) return;
  throw new ApiError(409, "Conflict: Commit status checks failed for this ref.", {
    errors: bad.map((name) => ({
      contexts: name,
      resource: "Deployment",
      field: "required_contexts",
      code: "invalid",
    })),
  });
}

function readPayload(body: JsonObject): unknown {
  const payload = body["payload"];
  return payload === undefined || payload === null || payload === "" ? {} : payload;
}

async function createDeployment(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository } = request;
  const body = await request.json();
  const ref = requiredText(body, "ref", "Deployment");
  const sha = await context.git(repository).resolveCommit(ref);
  if (sha === undefined) throw new ApiError(422, `No ref found for: ${ref}`);
  checkContexts(context, request, body, sha);
  const environment = textField(body, "environment", "Deployment") || "production";
  ensureEnvironment(context, repository, environment);
  const { rendered } = addDeployment(context, request, {
    ref,
    sha,
    task: textField(body, "task", "Deployment") ?? "deploy",
    environment,
    description: textField(body, "description", "Deployment") ?? null,
    payload: readPayload(body),
    transient: booleanField(body, "transient_environment", "Deployment") ?? false,
    production: booleanField(body, "production_environment", "Deployment") ?? environment === "production",
  });
  return created(rendered);
}

function deploymentOf(context: SandboxContext, request: ApiRequest): DeploymentRecord {
  const id = numberParam(request, "deployment_id");
  const deployment = context.store.collection<DeploymentRecord>("deployments").get(request.repository.id, id);
  if (!deployment) throw notFound();
  return deployment;
}

async function createStatus(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const deployment = deploymentOf(context, request);
  const body = await request.json();
  const state = choiceField(body, "state", deploymentStates, "DeploymentStatus");
  if (!state) throw validationFailed({ resource: "DeploymentStatus", field: "state", code: "missing_field" });
  const description = textField(body, "description", "DeploymentStatus") ?? "";
  if (description.length > 140) {
    throw validationFailed({ resource: "DeploymentStatus", field: "description", code: "invalid" });
  }
  const source = { repository, actor, deployment };
  const rendered = addDeploymentStatus(context, source, {
    state,
    description,
    environment: textField(body, "environment", "DeploymentStatus") ?? deployment.environment,
    environmentUrl: textField(body, "environment_url", "DeploymentStatus") ?? "",
    logUrl:
      textField(body, "log_url", "DeploymentStatus") ??
      textField(body, "target_url", "DeploymentStatus") ??
      "",
  });
  if (state === "success" && body["auto_inactive"] !== false) retireEarlierDeployments(context, source);
  return created(rendered);
}

function remove(context: SandboxContext, request: ApiRequest): ApiResponse {
  const deployment = deploymentOf(context, request);
  const isActive = listDeploymentStatuses(context, deployment.id)[0]?.state === "success";
  if (isActive)
    throw new ApiError(
      422,
      "We cannot delete an active deployment unless it is the only deployment in a given environment.",
    );
  context.store.collection("deployments").remove(request.repository.id, deployment.id);
  context.store.collection("deployment-statuses").removeScope(deployment.id);
  return noContent();
}

function filtered(context: SandboxContext, request: ApiRequest): readonly DeploymentRecord[] {
  const wanted = (["environment", "ref", "sha", "task"] as const).filter((name) => request.query.has(name));
  return listDeployments(context, request.repository).filter((deployment) =>
    wanted.every((name) => deployment[name] === request.query.get(name)),
  );
}

/** Deployments and their statuses. */
export const addDeploymentRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/deployments";
  const one = `${base}/:deployment_id`;
  const read = { permission: "deployments:read" } as const;
  const write = { permission: "deployments:write" } as const;
  app.route("GET", base, read, (request) =>
    listed(request, filtered(context, request), (deployment) =>
      renderDeployment(context, request.repository, deployment),
    ),
  );
  app.route("POST", base, write, (request) => createDeployment(context, request));
  app.route("GET", one, read, (request) =>
    ok(renderDeployment(context, request.repository, deploymentOf(context, request))),
  );
  app.route("DELETE", one, write, (request) => remove(context, request));
  app.route("GET", `${one}/statuses`, read, (request) => {
    const { id } = deploymentOf(context, request);
    return listed(request, listDeploymentStatuses(context, id), (status) =>
      renderDeploymentStatus(context, request.repository, id, status),
    );
  });
  app.route("GET", `${one}/statuses/:status_id`, read, (request) => {
    const { id } = deploymentOf(context, request);
    const statuses = context.store.collection<DeploymentStatusRecord>("deployment-statuses");
    const status = statuses.get(id, numberParam(request, "status_id"));
    if (!status) throw notFound();
    return ok(renderDeploymentStatus(context, request.repository, id, status));
  });
  app.route("POST", `${one}/statuses`, write, (request) => createStatus(context, request));
};
