import { readLineage } from "../app/artifact-lineage.ts";
import { describeModel } from "../app/describe-model.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { register, type RegisterPorts, type RegisterResult } from "../app/register.ts";
import { restorePath } from "../app/restore-output.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { Sql } from "../ports/sql.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createModelRuntime,
  createSql,
  openDataStore,
  openGitRepository,
  openRevisions,
} from "./compose.ts";

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
}

/** `pawl.register/1`: what became of each model at one commit. */
export interface RegisterReport {
  readonly schema: "pawl.register/1";
  readonly commit: string;
  readonly models: readonly RegisterResult[];
}

/**
 * Registers the models of the checked out commit: the composition that action and command line share.
 *
 * @throws PawlError `usage.invalid` for a model that the policy lacks, and what `register` throws.
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
  const models: RegisterResult[] = [];
  const sql = await createSql();
  try {
    const ports = await createPorts({ files, github, sql });
    for (const model of names) {
      const modelPolicy = policy.models[model];
      if (modelPolicy !== undefined)
        models.push(await register({ model, policy: modelPolicy, commit }, ports));
    }
  } finally {
    await sql.close();
  }
  return { schema: "pawl.register/1", commit, models };
}

async function createPorts(parts: {
  readonly files: FileSystem;
  readonly github: GitHub;
  readonly sql: Sql;
}): Promise<RegisterPorts> {
  const { files, github, sql } = parts;
  const store = await openDataStore(files);
  const revisions = await openRevisions(files.root);
  const viewOf = async (commit: string): Promise<RepositoryView> => {
    const view = await revisions.view(commit);
    if (view !== undefined) return view;
    throw new PawlError("git.failed", { message: `${commit} is no commit of ${files.root}` });
  };
  const remote = store.defaultRemote !== undefined ? store.remote() : undefined;
  const restore = async (commit: string, path: string) =>
    restorePath(await viewOf(commit), path, { data: store.data, remote });
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
    readArtifact: async (commit, path) => {
      await restore(commit, path);
      return await files.readBytes(path);
    },
    describe: async (candidate) => {
      const data = candidate.request.policy.evaluation?.data;
      if (data !== undefined) await restore(candidate.request.commit, data);
      return await describeModel(candidate, evaluation);
    },
  };
}
