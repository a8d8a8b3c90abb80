import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReadBaseArtifact } from "../app/evaluation/base-artifact.ts";
import { evaluateRun, type EvaluateRunResult } from "../app/evaluate-run.ts";
import type { Bench, CommitFiles } from "../app/evaluate-run/bench.ts";
import { findJudgedPull } from "../app/evaluate-run/find-judged-pull.ts";
import { selectModels } from "../config/select-models.ts";
import { PawlError } from "../errors.ts";
import type { GitRepository } from "../ports/git.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createModelRuntime,
  createSql,
  openDataStore,
  openGitRepository,
  openRevisions,
  readArchive,
} from "./compose.ts";
import { readPolicyAt } from "./run-evaluate.ts";

/** What the `evaluate` action gives with its input `run`. */
export interface RunEvaluateRunOptions {
  /** Absolute path of a checkout of the default branch, with its history. */
  readonly directory: string;
  readonly config: string;
  readonly model?: string | undefined;
  readonly runId: number;
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
}

/**
 * Evaluates what a run of the pipeline left, in a job that the pull request cannot change. The head is fetched as objects
 * and never checked out.
 *
 * @throws PawlError as `evaluateRun` says; `config.*` for the base branch's policy.
 */
export async function runEvaluateRun(options: RunEvaluateRunOptions): Promise<EvaluateRunResult> {
  const { directory, config, github: place } = options;
  const github = await createGitHub({ ...place, auth: { token: place.token } });
  const judged = await findJudgedPull(options.runId, github);
  if (!("run" in judged)) return { state: "ended", ...judged };
  const { pull } = judged;
  const git = await openGitRepository(directory, { token: place.token });
  if ((await git.fetchBranch(`refs/pull/${pull.number}/head`)) !== pull.headSha) {
    return { state: "ended", reasonCode: "stale.sha", reason: `the head of #${pull.number} moved on` };
  }
  const mergeBase = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const policy = await readPolicyAt(pull.baseSha, config, git);
  if (policy === undefined) {
    return { state: "ended", reasonCode: "config.missing", reason: "the base branch has no policy" };
  }
  const sql = await createSql();
  await using benches = openBenches(directory);
  try {
    return await evaluateRun(
      { judged, models: selectModels(policy, options.model), mergeBase },
      {
        sql,
        git,
        github,
        workflows: github.workflows,
        readArchive,
        clock: createClock(),
        modelRuntime: await createModelRuntime(),
        readBaseArtifact: await createBaseReader(directory, git),
        base: await openCommit(pull.baseSha, directory, git),
        head: await openCommit(pull.headSha, directory, git),
        before: await openCommit(mergeBase, directory, git),
        openBench: benches.open,
      },
    );
  } finally {
    await sql.close();
  }
}

async function createBaseReader(directory: string, git: GitRepository) {
  const files = await createFileSystem(directory);
  const store = await openDataStore(files);
  const remote = store.defaultRemote === undefined ? undefined : store.remote();
  return createReadBaseArtifact({
    data: store.data,
    remote,
    files,
    git,
    revisions: await openRevisions(directory),
  });
}

async function openCommit(commit: string, directory: string, git: GitRepository): Promise<CommitFiles> {
  const view = await (await openRevisions(directory)).view(commit);
  if (view !== undefined) return { commit, view, git };
  throw new PawlError("revision.unknown", { message: `${commit} is no commit of ${directory}.` });
}

/** Directories below a temporary one, which is removed at the end; data comes through the repository's own cache. */
function openBenches(directory: string): AsyncDisposable & { readonly open: () => Promise<Bench> } {
  const made: string[] = [];
  return {
    open: async () => {
      const root = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "pawl-bench-"));
      made.push(root);
      const files = await createFileSystem(root);
      const store = await openDataStore(files, join(directory, ".dvc"));
      const remote = store.defaultRemote === undefined ? undefined : store.remote();
      return { files, data: store.data, remote };
    },
    [Symbol.asyncDispose]: async () => {
      for (const root of made) await rm(root, { recursive: true, force: true });
    },
  };
}
