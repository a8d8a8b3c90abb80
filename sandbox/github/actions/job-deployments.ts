import type { DeploymentReport, RunRecord } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../records.ts";
import { repositoryPage } from "../render/repository.ts";
import {
  addDeployment,
  addDeploymentStatus,
  ensureEnvironment,
  retireEarlierDeployments,
  type DeploymentRecord,
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

/** Adds a status to the Deployment of a job; a success makes earlier ones of its environment inactive. */
export function reportJobDeployment(
  context: SandboxContext,
  run: RunRecord,
  report: DeploymentReport & { readonly deployment: number },
): void {
  const { repository, deployment } = findJobDeployment(context, run, report.deployment);
  const source = { repository, deployment, actor: context.jobActor(repository) };
  addDeploymentStatus(context, source, {
    state: report.state,
    description: "",
    environment: deployment.environment,
    environmentUrl: report.url,
    logUrl: `${repositoryPage(context, repository)}/actions/runs/${run.id}`,
  });
  if (report.state === "success") retireEarlierDeployments(context, source);
}
