import { readLineage } from "../app/artifact-lineage.ts";
import { describeModel } from "../app/describe-model.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { register, type RegisterPorts } from "../app/register.ts";
import type { MirrorResult } from "../app/mirror/mirror-result.ts";
import { registerModels, type ModelRegistration } from "../app/register-models.ts";
import { readArtifactFile } from "../app/artifact-file.ts";
import { restorePath } from "../app/restore-output.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { Sql } from "../ports/sql.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createModelRuntime,
  createSbomWriter,
  createSql,
  openDataStore,
  openGitRepository,
  openRevisions,
} from "./compose.ts";
import { mirrorModels } from "./mirror-models.ts";
import { mirrorToMlflow } from "./mirror-to-mlflow.ts";
import { createProvenanceSigning } from "./provenance-signing.ts";
import { actionLog } from "./run-action.ts";
import { startRecording } from "./record-registrations.ts";

/** What the doors of `register` give. */
export interface RunRegisterOptions {
  /** Absolute path of the repository, checked out at the commit, with its history. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Register this model only. */
  readonly model?: string | undefined;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
  /** Hears when the ledger could not be written. Default: the workflow's log. */
  readonly log?: Pick<Log, "warning" | "debug"> | undefined;
  /** Private key (PEM) to sign Releases with; else the running job attests, if it may. */
  readonly signingKey?: string | undefined;
  /** The environment, for what the running workflow is. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** `pawl.register/1`: what became of each model at one commit, those that failed too. */
export interface RegisterReport {
  readonly schema: "pawl.register/1";
  readonly commit: string;
  readonly models: readonly ModelRegistration[];
  /** What became of the mirrors of the policy; `[]` without one. None of it undoes a registration. */
  readonly mirrors: readonly MirrorResult[];
}

/**
 * Registers the models of the checked out commit: the composition that action and command line share.
 *
 * @throws PawlError `usage.invalid` for a model that the policy lacks.
 */
export async function runRegister(options: RunRegisterOptions): Promise<RegisterReport> {
  const { directory, token, repository, apiUrl, model: only } = options;
  const files = await createFileSystem(directory);
  const policy = await readPolicyFile(files, options.config);
  const git = await openGitRepository(directory);
  const commit = (await git.resolve("HEAD")) ?? "";
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const names = Object.keys(policy.models).filter((name) => only === undefined || name === only);
  if (names.length === 0) {
    throw new PawlError("usage.invalid", { message: `The policy has no model ${only ?? ""}.` });
  }
  const requests = names.flatMap((model) => {
    const modelPolicy = policy.models[model];
    return modelPolicy === undefined ? [] : [{ model, policy: modelPolicy, commit }];
  });
  const sql = await createSql();
  try {
    const provenance = await createProvenanceSigning({ variables: {}, ...options, github });
    const ports = { ...(await createPorts({ files, github, sql })), provenance };
    const recorder = startRecording({ policy, commit, github, log: options.log }, ports);
    const models = await registerModels(requests, (request) => register(request, recorder.ports));
    await recorder.record(models);
    const { variables = {}, log = actionLog } = options;
    const place = { policy, directory, config: options.config, repository, github, variables, log };
    const mirrors = [...(await mirrorModels({ ...place, models: names })), ...(await mirrorToMlflow(place))];
    return { schema: "pawl.register/1", commit, models, mirrors };
  } finally {
    await sql.close();
  }
}

async function createPorts(parts: {
  readonly files: FileSystem;
  readonly github: GitHub;
  readonly sql: Sql;
}): Promise<Omit<RegisterPorts, "provenance">> {
  const { files, github, sql } = parts;
  const store = await openDataStore(files);
  const revisions = await openRevisions(files.root);
  const viewOf = async (commit: string): Promise<RepositoryView> => {
    const view = await revisions.view(commit);
    if (view !== undefined) return view;
    throw new PawlError("git.failed", { message: `${commit} is no commit of ${files.root}` });
  };
  const remote = store.defaultRemote !== undefined ? store.remote() : undefined;
  const places = { data: store.data, remote };
  const objects = store.objects();
  const clock = createClock();
  const evaluation = {
    sql,
    files,
    clock,
    releases: github.releases,
    modelRuntime: await createModelRuntime(),
  };
  return {
    ...github,
    clock,
    readLineage: async (commit, artifact) => readLineage(await viewOf(commit), artifact),
    readText: async (commit, path) => (await viewOf(commit)).readText(path),
    renderSbom: (await createSbomWriter()).write,
    repositoryUrl: (await github.members.repository()).url,
    readArtifact: async (commit, path) =>
      readArtifactFile(await viewOf(commit), path, { ...places, files, objects }),
    describe: async (candidate) => {
      const { commit, policy } = candidate.request;
      const { data, predictions } = policy.evaluation ?? {};
      for (const path of [data, predictions])
        if (path !== undefined) await restorePath(await viewOf(commit), path, places);
      return await describeModel(candidate, evaluation);
    },
  };
}
