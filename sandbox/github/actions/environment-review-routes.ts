import { activeMembership, type TeamRecord } from "../auth/roles.ts";
import type { SandboxContext } from "../context.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import { numberParam, ok } from "../http/reply.ts";
import {
  type EnvironmentRecord,
  renderDeployment,
  renderEnvironmentName,
} from "../resources/deployment-records.ts";
import { renderReviewers } from "../resources/environments.ts";
import { renderUserById } from "../resources/issue-render.ts";
import type { ActionsService } from "./actions-service.ts";
import type { WaitingJob } from "./environment-gates.ts";

const base = "/repos/:owner/:repo/actions/runs/:run_id";

function isReviewer(context: SandboxContext, request: ApiRequest, environment: EnvironmentRecord): boolean {
  const { id } = request.actor.user;
  if (environment.reviewerIds.includes(id)) return true;
  const { ownerId } = request.repository;
  const teams = context.store.collection<TeamRecord>("teams").list(ownerId);
  const isMember = activeMembership(context.store, ownerId, id) !== undefined;
  const mine = teams.filter((team) => team.members.some((member) => member.userId === id));
  return isMember && mine.some((team) => environment.reviewerTeamIds?.includes(team.id) ?? false);
}

function mayReview(context: SandboxContext, { environment, run }: WaitingJob, request: ApiRequest): boolean {
  const isOwn = environment.preventSelfReview && run.actorId === request.actor.user.id;
  return isReviewer(context, request, environment) && !isOwn;
}

function renderPending(service: ActionsService, request: ApiRequest, waiting: WaitingJob): JsonObject {
  const { environment, since } = waiting;
  return {
    environment: renderEnvironmentName(service.context, request.repository, environment),
    wait_timer: environment.waitMinutes,
    wait_timer_started_at: environment.waitMinutes > 0 ? since : null,
    current_user_can_approve: mayReview(service.context, waiting, request),
    reviewers: renderReviewers(service.context, environment),
  };
}

/** The waiting jobs of a run, one for each environment. */
function pendingOf(service: ActionsService, request: ApiRequest): readonly WaitingJob[] {
  const id = numberParam(request, "run_id");
  if (service.store.runs.get(request.repository.id, id) === undefined) throw notFound();
  const waiting = service.environments.waitingOf(id);
  return [...new Map(waiting.map((one) => [one.environment.id, one])).values()];
}

async function review(service: ActionsService, request: ApiRequest): Promise<ApiResponse> {
  const { context, environments } = service;
  const body = await request.json();
  const ids = body["environment_ids"];
  const state = choiceField(body, "state", ["approved", "rejected"] as const, "Deployment");
  if (!Array.isArray(ids) || ids.length === 0)
    throw validationFailed({ resource: "Deployment", field: "environment_ids", code: "missing_field" });
  if (state === undefined)
    throw validationFailed({ resource: "Deployment", field: "state", code: "missing_field" });
  const pending = pendingOf(service, request).filter(({ environment }) => ids.includes(environment.id));
  if (pending.length < ids.length) {
    throw new ApiError(
      422,
      "There are no pending deployment requests to approve or reject for this environment",
    );
  }
  if (!pending.every((waiting) => mayReview(service.context, waiting, request))) {
    throw new ApiError(422, "You are not a required reviewer of this environment");
  }
  const comment = textField(body, "comment", "Deployment") ?? "";
  const userId = request.actor.user.id;
  const deployments = pending.flatMap(({ environment, run }) =>
    environments.review(run.id, { environmentId: environment.id, state, userId, comment }),
  );
  return ok(deployments.map((deployment) => renderDeployment(context, request.repository, deployment)));
}

function renderReviews(service: ActionsService, request: ApiRequest): ApiResponse {
  const id = numberParam(request, "run_id");
  if (service.store.runs.get(request.repository.id, id) === undefined) throw notFound();
  const known = service.context.store
    .collection<EnvironmentRecord>("environments")
    .list(request.repository.id);
  return ok(
    service.environments.reviewsOf(id).map(({ environmentId, state, userId, comment }) => ({
      environments: known
        .filter((environment) => environment.id === environmentId)
        .map((environment) => ({
          ...renderEnvironmentName(service.context, request.repository, environment),
          created_at: environment.createdAt,
          updated_at: environment.updatedAt,
        })),
      state,
      user: renderUserById(service.context, userId),
      comment,
    })),
  );
}

/** Reviews of jobs that wait at an environment: what waits, approve or reject, what was said. */
export function addEnvironmentReviewRoutes(app: Router, service: ActionsService): void {
  const read = { permission: "actions:read" } as const;
  app.route("GET", `${base}/pending_deployments`, read, (request) =>
    ok(pendingOf(service, request).map((waiting) => renderPending(service, request, waiting))),
  );
  app.route(
    "POST",
    `${base}/pending_deployments`,
    { permission: "deployments:write", role: "read" },
    (request) => review(service, request),
  );
  app.route("GET", `${base}/approvals`, read, (request) => renderReviews(service, request));
}
