import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { deploy, type DeployRequest, type DeployResult } from "../app/deploy.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { expandEnvironment } from "../config/expand-environment.ts";
import type { Policy } from "../config/schema.ts";
import type { Log } from "../ports/log.ts";
import { recordsOfDeployment } from "../app/ledger/records-of-deployment.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createModelServers,
  openProvenance,
} from "./compose.ts";
import { mirrorToMlflow } from "./mirror-to-mlflow.ts";
import { recordRuns } from "./record-runs.ts";

/** What the doors of `deploy` give. */
export interface RunDeployOptions {
  readonly deploymentId: number;
  /** Absolute path of the repository at its default branch. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Where servers keep their state; default `$PAWL_SERVING_DIR`, else `~/.pawl/serving`. */
  readonly servingDirectory: string | undefined;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** Carries out a Deployment on this machine: the composition that action and command line share. */
export async function runDeploy(options: RunDeployOptions): Promise<DeployResult> {
  const { deploymentId, directory, token, repository, apiUrl, variables, log } = options;
  const started = createClock().now();
  const files = await createFileSystem(directory);
  const policy = await readPolicyFile(files, options.config);
  const provenance = await openProvenance(policy.provenance, files);
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const servers = await createModelServers(
    resolve(options.servingDirectory ?? variables["PAWL_SERVING_DIR"] ?? join(homedir(), ".pawl/serving")),
  );
  const serving: DeployRequest["serving"] = async (model) =>
    planServing(policy, model, { directory, variables });
  const request = { deploymentId, serving, provenance: policy.provenance };
  const result = await deploy(request, { ...github, servers, log, provenance });
  await recordRuns({ runs: policy.runs, github, log, started, directory }, (place) =>
    recordsOfDeployment(result, deploymentId, place),
  );
  // A promotion has moved an environment: the alias follows.
  await mirrorToMlflow({ policy, directory, config: options.config, repository, github, variables, log });
  return result;
}

function planServing(
  policy: Policy,
  model: string,
  place: Pick<RunDeployOptions, "directory" | "variables">,
): Awaited<ReturnType<DeployRequest["serving"]>> {
  const { serving, monitoring } = policy.models[model] ?? {};
  const predictions = monitoring && expandEnvironment(monitoring.predictions, place.variables);
  return {
    port: serving?.port ?? 0,
    isDeclared: serving !== undefined,
    predictions: predictions === undefined ? null : resolve(place.directory, predictions),
  };
}
