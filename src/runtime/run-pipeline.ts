import { commitLock } from "../app/commit-lock.ts";
import { isModelUnchanged } from "../app/compare-lock.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { feature } from "../app/feature.ts";
import { openRetraining } from "../app/open-retraining.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { summarize } from "../app/reproduce.ts";
import type { StageResult } from "../app/reproduce.ts";
import { restorePath } from "../app/restore-output.ts";
import { train } from "../app/train.ts";
import type { ModelPolicy, Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { GitRepository } from "../ports/git.ts";
import type { Log } from "../ports/log.ts";
import { createGitHub, openGitRepository } from "./compose.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import { readBasePolicy, runEvaluate } from "./run-evaluate.ts";

/** What the root action gives. */
export interface RunPipelineOptions {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly retrain?: string | undefined;
  readonly issue?: string | undefined;
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly runId: string;
  /** The branch that a retraining starts from and goes to. */
  readonly defaultBranch: string;
  readonly log: Log;
}

/** What the pipeline did, and how its models compare. */
export interface PipelineOutcome {
  readonly headSha: string;
  readonly changed: boolean;
  readonly stages: readonly StageResult[];
  readonly evaluations: readonly EvaluateResult[];
  /** Why there is nothing to evaluate. */
  readonly ended?: { readonly reasonCode: string; readonly reason: string };
}

/** A state of the work tree to evaluate. */
interface Trained {
  readonly headSha: string;
  readonly baseSha: string | undefined;
  readonly stages: readonly StageResult[];
  readonly models: Readonly<Record<string, ModelPolicy>>;
}

/**
 * Feature, train, commit of dvc.lock, evaluate: the composition behind the root action. With `retrain` it starts from new
 * data on the default branch and ends in a pull request.
 *
 * @throws PawlError as `feature`, `train`, `commitLock`, `openRetraining` and `evaluateRepository` say.
 */
export async function runPipeline(options: RunPipelineOptions): Promise<PipelineOutcome> {
  using termination = abortOnTermination();
  const ports = await openPipeline(options.directory, options.log);
  await requireValidConfiguration(options.config, ports);
  const git = await openGitRepository(options.directory, { token: options.github.token });
  const { signal } = termination;
  if (options.retrain !== undefined)
    return retrain({ ...options, model: options.retrain, signal }, ports, git);
  const policy = await readBasePolicy(
    { base: options.base, config: options.config },
    { git, files: ports.files },
  );
  const models = Object.values(policy.models);
  const features = await feature({ models, signal }, ports);
  const trained = await train({ models, signal }, ports);
  const { stages, changed } = summarize([...features.stages, ...trained.stages]);
  const headSha = await commitResults({ ...options, changed }, ports, git);
  const evaluated = { headSha, baseSha: options.base, stages, models: policy.models };
  return { headSha, changed, stages, evaluations: await evaluateTrained(evaluated, options, ports) };
}

/** Commits to the branch where there is one; a branch that moved on is told and left alone. */
async function commitResults(
  request: { readonly branch?: string | undefined; readonly changed: boolean; readonly log: Log },
  ports: PipelinePorts,
  git: GitRepository,
): Promise<string> {
  const head = (await git.resolve("HEAD")) ?? "";
  if (!request.changed) return head;
  if (request.branch === undefined) {
    request.log.info("The pull request comes from a fork or has no branch here: dvc.lock is not committed.");
    return head;
  }
  const committed = await commitLock({ branch: request.branch }, { ...ports, git });
  if (committed.decision === "negative") {
    request.log.warning(`${request.branch} moved on while the pipeline ran (${committed.reasonCode}).`);
  }
  return committed.headSha;
}

async function retrain(
  options: RunPipelineOptions & { readonly model: string; readonly signal: AbortSignal },
  ports: PipelinePorts,
  git: GitRepository,
): Promise<PipelineOutcome> {
  const policy = await readBasePolicy(
    { base: undefined, config: options.config },
    { git, files: ports.files },
  );
  const modelPolicy = requireModel(policy, options.model);
  const github = await createGitHub({ ...options.github, auth: { token: options.github.token } });
  const request = {
    model: options.model,
    policy: modelPolicy,
    runId: options.runId,
    base: options.defaultBranch,
    signal: options.signal,
    ...(options.issue === undefined ? {} : { issue: Number(options.issue) }),
  };
  const result = await openRetraining(request, { ...ports, git, pullRequests: github.pullRequests });
  const { stages, changed } = result;
  if (result.decision === "negative") {
    const ended = { reasonCode: result.reasonCode, reason: "The new data gave the same model." };
    return { headSha: (await git.resolve("HEAD")) ?? "", changed, stages, evaluations: [], ended };
  }
  options.log.info(`Pull request: ${result.pullRequest.url}`);
  const { headSha, baseSha } = result;
  const trained = { headSha, baseSha, stages, models: { [options.model]: modelPolicy } };
  return { headSha, changed, stages, evaluations: await evaluateTrained(trained, options, ports) };
}

function requireModel(policy: Policy, model: string): ModelPolicy {
  const found = policy.models[model];
  if (found !== undefined) return found;
  throw new PawlError("input.invalid", {
    message: `retrain: ${model} is no model of the policy; there are ${Object.keys(policy.models).join(", ")}`,
  });
}

async function evaluateTrained(
  trained: Trained,
  options: RunPipelineOptions,
  ports: PipelinePorts,
): Promise<readonly EvaluateResult[]> {
  const git = await openGitRepository(options.directory);
  const unchanged = new Set<string>();
  for (const [name, policy] of Object.entries(trained.models)) {
    const comparison = { artifact: policy.artifact, base: trained.baseSha ?? "HEAD" };
    const isSame =
      trained.baseSha !== undefined && (await isModelUnchanged(comparison, { files: ports.files, git }));
    if (isSame) unchanged.add(name);
    else await restoreEvaluated(trained.headSha, policy, ports);
  }
  return runEvaluate({
    directory: options.directory,
    config: options.config,
    base: trained.baseSha,
    model: options.retrain,
    github: options.github,
    stages: [...trained.stages],
    isUnchanged: (model) => unchanged.has(model),
  });
}

/** Brings what is evaluated into the work tree: a stage that did not run left its outputs in the cache. */
async function restoreEvaluated(headSha: string, policy: ModelPolicy, ports: PipelinePorts): Promise<void> {
  const paths = [policy.artifact, policy.evaluation?.data, policy.evaluation?.predictions];
  const readText = async (_: string, path: string): Promise<string | undefined> =>
    (await ports.files.stat(path)) === undefined ? undefined : ports.files.readText(path);
  for (const path of paths) {
    if (path === undefined || (await ports.files.stat(path)) !== undefined) continue;
    await restorePath(headSha, path, { data: ports.data, remote: ports.remote, readText });
  }
}
