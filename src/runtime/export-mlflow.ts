import { createExperimentTracking } from "../adapters/mlflow/experiment-tracking.ts";
import { createModelMirror } from "../adapters/mlflow/model-mirror.ts";
import { mlflowServer } from "../adapters/mlflow/call-server.ts";
import { exportRuns, type RunEntry, type RunsExport } from "../app/ledger/export-runs.ts";
import { exportVersions, type VersionsExport } from "../app/ledger/export-versions.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { expandEnvironment } from "../config/expand-environment.ts";
import { PawlError } from "../errors.ts";
import type { RegistryTags } from "../ports/registry-tags.ts";
import { readRegistry } from "../registry/registry-state.ts";
import { createFileSystem } from "./compose.ts";
import { openRegistry } from "./open-registry.ts";

/** What an export to MLflow is told. */
export interface MlflowExportOptions {
  /** Absolute path of the clone. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Default: `runs.mlflow.tracking_uri` of the policy. */
  readonly uri: string | undefined;
  /** `owner/name`. */
  readonly repository: string;
  /** Default: the repository. */
  readonly experiment: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Default: the tags of the clone. */
  readonly tags?: RegistryTags | undefined;
}

/** What an export to MLflow did. */
export interface MlflowExport {
  readonly experiment: string;
  readonly runs: Omit<RunsExport, "serverIds">;
  readonly models: readonly (VersionsExport & { readonly model: string })[];
}

/**
 * Sends runs of the ledger, and the registry by the tags of the clone, to an MLflow tracking server.
 *
 * @throws PawlError `usage.invalid` without an address; `config.variable-missing`; `mlflow.…`
 */
export async function exportToMlflow(
  entries: readonly RunEntry[],
  options: MlflowExportOptions,
): Promise<MlflowExport> {
  const { repository, variables, experiment = repository } = options;
  const server = mlflowServer(options.uri ?? (await configuredUri(options)), variables);
  const tracking = createExperimentTracking(server);
  const { serverIds, ...runs } = await exportRuns(entries, await tracking.experiment(experiment), tracking);
  const makers = new Map(
    entries
      .filter(({ record }) => record.verb === "register" && record.state === "done")
      .map(({ record }) => [`${record.model?.name ?? ""}@${record.model?.version ?? ""}`, record.id] as const)
      .toReversed(),
  );
  const links = {
    serverUrl: variables["GITHUB_SERVER_URL"] ?? "https://github.com",
    repository,
    runOf: (model: string, version: string) => serverIds.get(makers.get(`${model}@${version}`) ?? ""),
  };
  const tags = options.tags ?? (await openRegistry({ ...options, remote: undefined })).tags;
  const mirror = createModelMirror(server);
  const models: (VersionsExport & { readonly model: string })[] = [];
  for (const state of readRegistry((await tags.read()).annotated).values()) {
    models.push({ model: state.artifact, ...(await exportVersions(state, links, mirror)) });
  }
  return { experiment, runs, models };
}

async function configuredUri({ directory, config, variables }: MlflowExportOptions): Promise<string> {
  const files = await createFileSystem(directory);
  const policy = (await files.stat(config)) === undefined ? undefined : await readPolicyFile(files, config);
  const uri = policy?.runs?.mlflow?.tracking_uri;
  if (uri !== undefined) return expandEnvironment(uri, variables);
  throw new PawlError("usage.invalid", {
    message: "No MLflow server is named.",
    hint: "Write `pawl runs export --mlflow http://host:5000`, or runs.mlflow.tracking_uri in the policy.",
  });
}
