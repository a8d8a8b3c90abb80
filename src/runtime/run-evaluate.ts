import { evaluateRepository, type EvaluateRepositoryRequest } from "../app/evaluate-repository.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { readQueueSeconds } from "../app/evaluation/queue-evidence.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { parsePolicy } from "../config/parse-policy.ts";
import type { Policy } from "../config/schema.ts";
import { selectModels } from "../config/select-models.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitRepository } from "../ports/git.ts";
import { renderProblems } from "../yaml/problem.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createModelRuntime,
  createSql,
  openGitRepository,
} from "./compose.ts";
import { openEvidence } from "./open-evidence.ts";
import { workflowPlace } from "./workflow-repository.ts";

/** What the doors of `evaluate` give. */
export interface RunEvaluateOptions {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Revision to compare with; its policy counts. Without it there is no base and the work tree's policy counts. */
  readonly base?: string | undefined;
  /** Only this model; default: every model of the policy. */
  readonly model?: string | undefined;
  /** GitHub, for the released champion. */
  readonly github?:
    { readonly token: string; readonly repository: string; readonly apiUrl: string } | undefined;
  /** Stages as the pipeline ran them. */
  readonly stages?: EvaluateRepositoryRequest["stages"];
  /** Default: every model is evaluated. */
  readonly isUnchanged?: (model: string) => boolean;
}

/**
 * Evaluates the models of the repository at `directory`: the composition that the actions and the command line share.
 *
 * @throws PawlError `config.*`, `git.failed` when a revision does not exist, and as `evaluateRepository` says.
 */
export async function runEvaluate(options: RunEvaluateOptions): Promise<readonly EvaluateResult[]> {
  const files = await createFileSystem(options.directory);
  const git = await openGitRepository(options.directory);
  const headSha = await requireCommit(git, "HEAD");
  const base = options.base === undefined ? undefined : await requireCommit(git, options.base);
  const policy = await readBasePolicy({ base, config: options.config }, { git, files });
  const baseSha = base === undefined ? null : ((await git.mergeBase(base, headSha)) ?? base);
  const github = await openGitHub(options);
  const place = workflowPlace();
  const queueSeconds =
    github === undefined || place === undefined ? null : await readQueueSeconds(place, github.workflows);
  const [sql, evidence] = await Promise.all([createSql(), openEvidence(files)]);
  try {
    return await evaluateRepository(
      {
        models: selectModels(policy, options.model),
        headSha,
        baseSha,
        stages: options.stages ?? [],
        prices: policy.prices,
        queueSeconds,
        isUnchanged: options.isUnchanged ?? (() => false),
      },
      {
        ...evidence,
        sql,
        files,
        clock: createClock(),
        modelRuntime: await createModelRuntime(),
        github,
      },
    );
  } finally {
    await evidence.close();
    await sql.close();
  }
}

async function openGitHub({ github }: RunEvaluateOptions) {
  if (github === undefined) return undefined;
  return createGitHub({
    apiUrl: github.apiUrl,
    repository: github.repository,
    auth: { token: github.token },
  });
}

/** The full id of a revision. @throws PawlError `git.failed` */
export async function requireCommit(git: GitRepository, revision: string): Promise<string> {
  const commit = await git.resolve(revision);
  if (commit !== undefined) return commit;
  throw new PawlError("git.failed", {
    message: `${revision} is no commit of ${git.root}`,
    hint:
      revision === "HEAD"
        ? "Run this in a git repository with a commit: a report says which commit its numbers belong to."
        : "Check the name, and check out the whole history (fetch-depth: 0).",
  });
}

/** The policy of the base; the work tree's when the base has none, as in the pull request that brings it. */
export async function readBasePolicy(
  place: { readonly base: string | undefined; readonly config: string },
  { git, files }: { readonly git: GitRepository; readonly files: FileSystem },
): Promise<Policy> {
  const { base, config } = place;
  const policy = base === undefined ? undefined : await readPolicyAt(base, config, git);
  return policy ?? readPolicyFile(files, config);
}

/** The policy of a commit; `undefined` when it has none. @throws PawlError `config.invalid` */
export async function readPolicyAt(
  commit: string,
  config: string,
  git: Pick<GitRepository, "readFile">,
): Promise<Policy | undefined> {
  const bytes = await git.readFile(commit, config);
  if (bytes === undefined) return undefined;
  const parsed = parsePolicy(new TextDecoder().decode(bytes), config);
  if (parsed.problems === undefined) return parsed.policy;
  throw new PawlError("config.invalid", { message: renderProblems(parsed.problems) });
}
