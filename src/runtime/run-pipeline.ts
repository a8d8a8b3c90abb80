import { bringUpModels } from "../app/bring-up-models.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import { openRetraining } from "../app/open-retraining.ts";
import type { StageProgress } from "../app/pipeline/stage-progress.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { feature, type ModelStagesRequest } from "../app/feature.ts";
import { type StageResult, summarize } from "../app/reproduce.ts";
import { setParameters } from "../app/set-parameters.ts";
import { train } from "../app/train.ts";
import { selectModel } from "../config/select-models.ts";
import type { GitRepository } from "../ports/git.ts";
import type { Log } from "../ports/log.ts";
import { createGitHub, openGitRepository } from "./compose.ts";
import { commitResults } from "./commit-results.ts";
import { evaluateTrained } from "./evaluate-trained.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { isFork, publishModels } from "./publish-models.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import { readBasePolicy } from "./run-evaluate.ts";
import { selectChangedModels } from "./select-changed-models.ts";

/** What the root action gives. */
export interface RunPipelineOptions {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly retrain?: string | undefined;
  readonly issue?: string | undefined;
  /** The last step to run; default `evaluate`. */
  readonly step?: "feature" | "train" | "evaluate";
  /** This model only. */
  readonly model?: string | undefined;
  /** `key=value` for params.yaml, for this run; what comes of it is not committed. */
  readonly set?: readonly string[];
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly runId: string;
  /** The branch that a retraining starts from and goes to. */
  readonly defaultBranch: string;
  readonly log: Log;
  /** Told what happens to the stages. */
  readonly progress?: StageProgress;
}

/** What the pipeline did, and how its models compare. */
export interface PipelineOutcome {
  readonly headSha: string;
  readonly changed: boolean;
  readonly stages: readonly StageResult[];
  readonly evaluations: readonly EvaluateResult[];
  /** Of a retraining: how it ended, and its pull request. */
  readonly retraining?: { readonly model: string; readonly reasonCode: string; readonly url: string | null };
  /** Why there is nothing to evaluate. */
  readonly ended?: { readonly reasonCode: string; readonly reason: string };
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
  const watched = options.progress === undefined ? {} : { progress: options.progress };
  if (options.retrain !== undefined)
    return retrain({ ...options, model: options.retrain, signal }, ports, git);
  const policy = await readBasePolicy(
    { base: options.base, config: options.config },
    { git, files: ports.files },
  );
  const chosen =
    options.model === undefined ? policy.models : { [options.model]: selectModel(policy, options.model) };
  const models = Object.values(chosen);
  const set = options.set ?? [];
  await setParameters(set, ports.files);
  const step = options.step ?? "evaluate";
  if (step !== "evaluate") return stopAfter(step, { models, signal, ...watched }, { ports, git });
  const request = {
    models,
    listJudged: () => selectChangedModels(chosen, { baseSha: options.base }, ports),
    signal,
    ...watched,
  };
  const { stages, changed } = await bringUpModels(request, ports);
  const committed = set.length > 0 ? { ...options, branch: undefined } : options;
  const headSha = await commitResults({ ...committed, stages }, ports, git);
  const evaluated = { headSha, baseSha: options.base, stages, models: chosen };
  const evaluations = await evaluateTrained(evaluated, options, ports);
  if (isFork(options)) await publishModels(evaluations, chosen, ports.files);
  return { headSha, changed, stages, evaluations };
}

/** Runs the stages up to and with a step, and evaluates nothing. */
async function stopAfter(
  step: "feature" | "train",
  request: ModelStagesRequest,
  { ports, git }: { readonly ports: PipelinePorts; readonly git: GitRepository },
): Promise<PipelineOutcome> {
  const features = await feature(request, ports);
  const trained = step === "train" ? (await train(request, ports)).stages : [];
  const { stages, changed } = summarize([...features.stages, ...trained]);
  const ended = { reasonCode: `pipeline.${step}`, reason: `It was to end with ${step}.` };
  return { headSha: (await git.resolve("HEAD")) ?? "", changed, stages, evaluations: [], ended };
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
  const modelPolicy = selectModel(policy, options.model);
  const github = await createGitHub({ ...options.github, auth: { token: options.github.token } });
  const request = {
    model: options.model,
    policy: modelPolicy,
    runId: options.runId,
    base: options.defaultBranch,
    signal: options.signal,
    ...(options.progress === undefined ? {} : { progress: options.progress }),
    ...(options.issue === undefined ? {} : { issue: Number(options.issue) }),
  };
  const result = await openRetraining(request, { ...ports, git, pullRequests: github.pullRequests });
  const { stages, changed } = result;
  if (result.decision === "negative") {
    const ended = { reasonCode: result.reasonCode, reason: "The new data gave the same model." };
    const retraining = { model: options.model, reasonCode: result.reasonCode, url: null };
    return {
      headSha: (await git.resolve("HEAD")) ?? "",
      changed,
      stages,
      evaluations: [],
      ended,
      retraining,
    };
  }
  options.log.info(`Pull request: ${result.pullRequest.url}`);
  const { headSha, baseSha } = result;
  const trained = { headSha, baseSha, stages, models: { [options.model]: modelPolicy } };
  const retraining = {
    model: options.model,
    reasonCode: result.reasonCode,
    url: result.pullRequest.url,
  };
  const evaluations = await evaluateTrained(trained, options, ports);
  return { headSha, changed, stages, evaluations, retraining };
}
