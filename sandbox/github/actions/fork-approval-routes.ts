import { messageOf, WorkflowError } from "../../runner/workflow-error.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, Router } from "../http/messages.ts";
import { created, noContent, numberParam, ok } from "../http/reply.ts";
import type { ActionsService } from "./actions-service.ts";
import { forkApprovalPolicies, forkApprovalPolicy, setForkApprovalPolicy } from "./fork-approval.ts";

async function approve(service: ActionsService, request: ApiRequest): Promise<ApiResponse> {
  const run = service.store.runs.get(request.repository.id, numberParam(request, "run_id"));
  if (run === undefined) throw notFound();
  try {
    await service.controller.approve(run.id);
  } catch (error) {
    if (error instanceof WorkflowError) throw new ApiError(403, messageOf(error));
    throw error;
  }
  return created({});
}

async function setPolicy({ context }: ActionsService, request: ApiRequest): Promise<ApiResponse> {
  const field = "approval_policy";
  const policy = choiceField(await request.json(), field, forkApprovalPolicies, "Repository");
  if (policy === undefined) throw validationFailed({ resource: "Repository", field, code: "missing_field" });
  setForkApprovalPolicy(context, request.repository, policy);
  return noContent();
}

/** Runs of forks that wait for an approval: who waits, and the approval of one run. */
export function addForkApprovalRoutes(app: Router, service: ActionsService): void {
  const base = "/repos/:owner/:repo/actions";
  const policy = `${base}/permissions/fork-pr-contributor-approval`;
  app.route("POST", `${base}/runs/:run_id/approve`, { permission: "actions:write" }, (request) =>
    approve(service, request),
  );
  app.route("GET", policy, { permission: "administration:read" }, ({ repository }) =>
    ok({ approval_policy: forkApprovalPolicy(service.context, repository) }),
  );
  app.route("PUT", policy, { permission: "administration:write" }, (request) => setPolicy(service, request));
}
