import type { DeploymentReport, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../records.ts";
import { repositoryPage } from "../render/repository.ts";
import {
  addDeployment,
  ensureEnvironment,
  renderDeployment,
  renderDeploymentStatus,
  saveDeploymentStatus,
  type DeploymentRecord,
  type DeploymentStatusRecord,
} from "../resources/deployment-records.ts";

/** A Deployment that a job made, with its repository. */
export interface JobDeployment {
  readonly repository: RepositoryRecord;
  readonly deployment: DeploymentRecord;
}

function repositoryOf(context: SandboxContext, run: RunRecord): RepositoryRecord {
  const repository = context.repositoryById(run.repositoryId);
  if (repository === undefined) throw new RangeError(`repository ${run.repositoryId} does not exist`);
  return repository;
}

/** @throws RangeError when the run's repository has no such Deployment */
export function findJobDeployment(context: SandboxContext, run: RunRecord, id: number): JobDeployment {
  const repository = repositoryOf(context, run);
  const deployment = context.store.collection<DeploymentRecord>("deployments").get(repository.id, id);
  if (deployment === undefined) throw new RangeError(`deployment ${id} does not exist`);
  return { repository, deployment };
}

/** Makes the Deployment of a job with an `environment:`, as `github-actions[bot]`. Returns its id. */
export function openJobDeployment(context: SandboxContext, run: RunRecord, name: string): number {
  const repository = repositoryOf(context, run);
  const environment = ensureEnvironment(context, repository, name).name;
  const actor = context.jobActor(repository);
  const { deployment } = addDeployment(
    context,
    { repository, actor },
    {
      ref: run.headBranch ?? run.headSha,
      sha: run.headSha,
      task: "deploy",
      environment,
      description: null,
      payload: {},
      transient: false,
      production: environment === "production",
    },
  );
  return deployment.id;
}

/** Adds a status to the Deployment of a job and tells webhooks. Its log address is the run's page. */
export function reportJobDeployment(
  context: SandboxContext,
  run: RunRecord,
  report: DeploymentReport & { readonly deployment: number },
): void {
  const { repository, deployment } = findJobDeployment(context, run, report.deployment);
  const actor = context.jobActor(repository);
  const status: DeploymentStatusRecord = {
    id: context.store.nextId(),
    state: report.state,
    description: "",
    environment: deployment.environment,
    environmentUrl: report.url,
    logUrl: `${repositoryPage(context, repository)}/actions/runs/${run.id}`,
    creatorId: actor.user.id,
    appId: actor.appId,
    createdAt: context.timestamp(),
  };
  const touched = saveDeploymentStatus(context, repository, deployment, status);
  const payload = {
    deployment_status: renderDeploymentStatus(context, repository, deployment.id, status),
    deployment: renderDeployment(context, repository, touched),
    workflow: null,
    workflow_run: null,
  };
  context.emit({ event: "deployment_status", action: "created", repository, actor, payload });
}
