import type { RunRecord } from "../../runner/host.ts";
import type { Json } from "../../runner/json.ts";
import { readWorkflowFiles, resolveCommit } from "../../runner/repository-reader.ts";
import { parseWorkflowFile } from "../../runner/workflow.ts";
import { WorkflowError } from "../../runner/workflow-error.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, objectField, requiredText } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import { counted, noContent, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import type { ActionsService } from "./actions-service.ts";
import type { WorkflowRecord } from "./actions-store.ts";
import { renderRun, renderWorkflow } from "./render-run.ts";
import { filterRuns } from "./run-routes.ts";

const base = "/repos/:owner/:repo/actions/workflows";
const read = { permission: "actions:read" } as const;
const maxInputs = 25;

/** Workflows of the default branch, and those that ran. */
async function listWorkflows(
  service: ActionsService,
  repository: RepositoryRecord,
): Promise<readonly WorkflowRecord[]> {
  const { directory } = service.context.git(repository);
  const head = await resolveCommit(directory, `refs/heads/${repository.defaultBranch}`);
  for (const { path, text } of head === undefined ? [] : await readWorkflowFiles(directory, head)) {
    const { name } = await parseWorkflowFile(path, text);
    service.ledger.workflow(repository.id, path, name);
  }
  return service.store.workflows.list(repository.id);
}

async function findWorkflow(service: ActionsService, request: ApiRequest): Promise<WorkflowRecord> {
  const wanted = request.params["workflow_id"] ?? "";
  const workflows = await listWorkflows(service, request.repository);
  const found = workflows.find(
    ({ id, path }) => String(id) === wanted || path === wanted || path === `.github/workflows/${wanted}`,
  );
  if (found === undefined) throw notFound();
  return found;
}

async function fullRef(service: ActionsService, repository: RepositoryRecord, ref: string): Promise<string> {
  const { directory } = service.context.git(repository);
  const candidates = ref.startsWith("refs/") ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  for (const candidate of candidates) {
    if ((await resolveCommit(directory, candidate)) !== undefined) return candidate;
  }
  throw new ApiError(422, `No ref found for: ${ref}`);
}

function readInputs(body: JsonObject): Record<string, Json> {
  const inputs = objectField(body, "inputs", "WorkflowDispatch") ?? {};
  if (Object.keys(inputs).length > maxInputs)
    throw new ApiError(422, `you may only define up to ${maxInputs} inputs`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        return [name, value];
      throw validationFailed({
        resource: "WorkflowDispatch",
        field: `inputs.${name}`,
        code: "invalid",
        value,
      });
    }),
  );
}

/** Switches a workflow on or off. @throws {ApiError} 404 */
async function setState(
  service: ActionsService,
  request: ApiRequest,
  state?: WorkflowRecord["state"],
): Promise<ApiResponse> {
  const { state: old, ...workflow } = await findWorkflow(service, request);
  if (old === state) return noContent();
  const updatedAt = service.context.timestamp();
  const saved = { ...workflow, ...(state === undefined ? {} : { state }), updatedAt };
  service.store.workflows.put(request.repository.id, workflow.path, saved);
  return noContent();
}

async function startRun(service: ActionsService, request: ApiRequest, body: JsonObject): Promise<RunRecord> {
  const { repository, actor } = request;
  const workflow = await findWorkflow(service, request);
  if (workflow.state !== undefined) {
    throw new ApiError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  }
  const ref = await fullRef(service, repository, requiredText(body, "ref", "WorkflowDispatch"));
  const inputs = readInputs(body);
  try {
    const { path: workflowPath } = workflow;
    const draft = { repositoryId: repository.id, workflowPath, ref, inputs, actorId: actor.user.id };
    const run = await service.controller.dispatch(draft);
    const payload = { inputs, ref, workflow: workflowPath };
    service.context.emit({ event: "workflow_dispatch", repository, actor, payload });
    return run;
  } catch (error) {
    if (error instanceof WorkflowError) throw new ApiError(422, error.message);
    throw error;
  }
}

async function dispatch(service: ActionsService, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const run = await startRun(service, request, body);
  if (booleanField(body, "return_run_details", "WorkflowDispatch") !== true) return noContent();
  const { context } = service;
  return ok({
    workflow_run_id: run.id,
    run_url: `${repositoryUrl(context, request.repository)}/actions/runs/${run.id}`,
    html_url: `${repositoryPage(context, request.repository)}/actions/runs/${run.id}`,
  });
}

/** Workflows: list, get, their runs, `workflow_dispatch`. */
export function addWorkflowRoutes(app: Router, service: ActionsService): void {
  const { context } = service;
  app.route("GET", base, read, async (request) => {
    const { repository } = request;
    const workflows = await listWorkflows(service, repository);
    return counted(request, "workflows", workflows, (workflow) =>
      renderWorkflow(context, workflow, repository),
    );
  });
  app.route("GET", `${base}/:workflow_id`, read, async (request) =>
    ok(renderWorkflow(context, await findWorkflow(service, request), request.repository)),
  );
  app.route("GET", `${base}/:workflow_id/runs`, read, async (request) => {
    const { id } = await findWorkflow(service, request);
    const runs = filterRuns(service, request).filter(({ workflowId }) => workflowId === id);
    return counted(request, "workflow_runs", runs, (run) => renderRun(context, run, request.repository));
  });
  const write = { permission: "actions:write" } as const;
  app.route("PUT", `${base}/:workflow_id/enable`, write, (request) => setState(service, request));
  app.route("PUT", `${base}/:workflow_id/disable`, write, (request) =>
    setState(service, request, "disabled_manually"),
  );
  app.route("POST", `${base}/:workflow_id/dispatches`, { permission: "actions:write" }, (request) =>
    dispatch(service, request),
  );
}
