import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderApp } from "../render/app.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryUrl } from "../render/repository.ts";
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
  readonly branchPolicy: JsonObject | null;
  readonly createdAt: string;
  readonly updatedAt: string;
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
