import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { renderUserById } from "./issue-render.ts";

/** A Deployment; the scope is the repository's id. */
export interface DeploymentRecord {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creatorId: number;
  readonly appId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** States of a Deployment. */
export const deploymentStates = [
  "error",
  "failure",
  "inactive",
  "in_progress",
  "queued",
  "pending",
  "success",
] as const;

/** A status of a Deployment; the scope is the Deployment's id. */
export interface DeploymentStatusRecord {
  readonly id: number;
  readonly state: (typeof deploymentStates)[number];
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creatorId: number;
  readonly appId: number | null;
  readonly createdAt: string;
}

/** An environment; the scope is the repository's id, the key its name. */
export interface EnvironmentRecord {
  readonly id: number;
  readonly name: string;
  readonly waitMinutes: number;
  readonly preventSelfReview: boolean;
  readonly reviewerIds: readonly number[];
  /** Teams whose members may review. */
  readonly reviewerTeamIds?: readonly number[];
  readonly branchPolicy: JsonObject | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A pattern of branches or tags that an environment takes; the scope is the environment's id. */
export interface RefPolicyRecord {
  readonly id: number;
  /** `*` stands for anything but `/`. */
  readonly name: string;
  readonly type: "branch" | "tag";
}

/** Whether somebody must approve what goes to an environment. */
export function hasReviewers({ reviewerIds, reviewerTeamIds = [] }: EnvironmentRecord): boolean {
  return reviewerIds.length + reviewerTeamIds.length > 0;
}

/** Where the secrets and variables of an environment are kept. */
export function environmentScope({ id }: Pick<EnvironmentRecord, "id">): string {
  return `environment ${id}`;
}

/** Deployments, newest first. */
export function listDeployments(
  context: SandboxContext,
  repository: RepositoryRecord,
): readonly DeploymentRecord[] {
  return context.store.collection<DeploymentRecord>("deployments").list(repository.id).toReversed();
}

/** Statuses of a Deployment, newest first. */
export function listDeploymentStatuses(
  context: SandboxContext,
  deploymentId: number,
): readonly DeploymentStatusRecord[] {
  return context.store
    .collection<DeploymentStatusRecord>("deployment-statuses")
    .list(deploymentId)
    .toReversed();
}

/** The environment of a name, made when it is missing. */
export function ensureEnvironment(
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
): EnvironmentRecord {
  const environments = context.store.collection<EnvironmentRecord>("environments");
  const found = environments.get(repository.id, name);
  if (found) return found;
  const at = context.timestamp();
  return environments.put(repository.id, name, {
    id: context.store.nextId(),
    name,
    waitMinutes: 0,
    preventSelfReview: false,
    reviewerIds: [],
    branchPolicy: null,
    createdAt: at,
    updatedAt: at,
  });
}

/** A Deployment. */
export function renderDeployment(
  context: SandboxContext,
  repository: RepositoryRecord,
  deployment: DeploymentRecord,
): JsonObject {
  const url = `${repositoryUrl(context, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: renderUserById(context, deployment.creatorId),
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(context, repository),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: renderApp(context, deployment.appId),
  };
}

/** A status of a Deployment. */
export function renderDeploymentStatus(
  context: SandboxContext,
  repository: RepositoryRecord,
  deploymentId: number,
  status: DeploymentStatusRecord,
): JsonObject {
  const deployment = `${repositoryUrl(context, repository)}/deployments/${deploymentId}`;
  return {
    url: `${deployment}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: renderUserById(context, status.creatorId),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deployment,
    repository_url: repositoryUrl(context, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: renderApp(context, status.appId),
  };
}

/** Makes a Deployment as `actor` and tells webhooks. */
export function addDeployment(
  context: SandboxContext,
  { repository, actor }: { readonly repository: RepositoryRecord; readonly actor: Actor },
  fields: Omit<DeploymentRecord, "id" | "creatorId" | "appId" | "createdAt" | "updatedAt">,
): { readonly deployment: DeploymentRecord; readonly rendered: JsonObject } {
  const at = context.timestamp();
  const maker = { creatorId: actor.user.id, appId: actor.appId };
  const deployment = { id: context.store.nextId(), ...fields, ...maker, createdAt: at, updatedAt: at };
  context.store.collection<DeploymentRecord>("deployments").put(repository.id, deployment.id, deployment);
  const rendered = renderDeployment(context, repository, deployment);
  const payload = { deployment: rendered, workflow: null, workflow_run: null };
  context.emit({ event: "deployment", action: "created", repository, actor, payload });
  return { deployment, rendered };
}

/** What a status of a Deployment says; its author and time are added. */
export type DeploymentStatusFields = Omit<DeploymentStatusRecord, "id" | "creatorId" | "appId" | "createdAt">;

/** Where a status of a Deployment comes from. */
export interface StatusSource {
  readonly repository: RepositoryRecord;
  readonly actor: Actor;
  readonly deployment: DeploymentRecord;
}

/**
 * Adds a status to a Deployment as `actor`, which touches the Deployment, and tells webhooks. As on GitHub, `inactive`
 * starts no workflow. Returns the status as the API shows it.
 */
export function addDeploymentStatus(
  context: SandboxContext,
  { repository, actor, deployment }: StatusSource,
  fields: DeploymentStatusFields,
): JsonObject {
  const { store } = context;
  const maker = { creatorId: actor.user.id, appId: actor.appId };
  const status = { id: store.nextId(), ...fields, ...maker, createdAt: context.timestamp() };
  store.collection<DeploymentStatusRecord>("deployment-statuses").put(deployment.id, status.id, status);
  const touched = { ...deployment, updatedAt: status.createdAt };
  store.collection<DeploymentRecord>("deployments").put(repository.id, deployment.id, touched);
  const rendered = renderDeploymentStatus(context, repository, deployment.id, status);
  const payload = {
    deployment_status: rendered,
    deployment: renderDeployment(context, repository, touched),
    workflow: null,
    workflow_run: null,
  };
  const startsWorkflows = status.state !== "inactive";
  context.emit({
    event: "deployment_status",
    action: "created",
    repository,
    actor,
    payload,
    startsWorkflows,
  });
  return rendered;
}

/**
 * Makes the earlier successful Deployments of the same environment inactive, as GitHub does for a status `success` with
 * `auto_inactive`; those that are transient or of production stay.
 */
export function retireEarlierDeployments(
  context: SandboxContext,
  { repository, actor, deployment: current }: StatusSource,
): void {
  const earlier = listDeployments(context, repository).filter(
    (one) =>
      one.environment === current.environment && one.id < current.id && !one.transient && !one.production,
  );
  for (const deployment of earlier) {
    const last = listDeploymentStatuses(context, deployment.id)[0];
    if (last?.state !== "success") continue;
    const { description, environment, environmentUrl, logUrl } = last;
    const fields = { state: "inactive" as const, description, environment, environmentUrl, logUrl };
    addDeploymentStatus(context, { repository, actor, deployment }, fields);
  }
}

/** What every answer says of an environment: its ids, name and addresses. */
export function renderEnvironmentName(
  context: SandboxContext,
  repository: RepositoryRecord,
  environment: EnvironmentRecord,
): JsonObject {
  const name = encodeURIComponent(environment.name);
  return {
    id: environment.id,
    node_id: nodeId("EN", environment.id),
    name: environment.name,
    url: `${repositoryUrl(context, repository)}/environments/${name}`,
    html_url: `${repositoryPage(context, repository)}/deployments/activity_log?environments_filter=${name}`,
  };
}
