import { resolve } from "node:path";
import { feature } from "../app/feature.ts";
import { pipelinePath } from "../app/pipeline/load-pipeline.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { type ReproduceResult, summarize } from "../app/reproduce.ts";
import { train } from "../app/train.ts";
import { selectModels } from "../config/select-models.ts";
import type { Log } from "../ports/log.ts";
import { commitResults } from "./commit-results.ts";
import { createClock, openGitRepository } from "./compose.ts";
import { evaluateTrained } from "./evaluate-trained.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { isFork, publishModels } from "./publish-models.ts";
import { publishReports } from "./publish-reports.ts";
import { recordFailure } from "./record-failure.ts";
import { type PipelinePlace, recordPipeline } from "./record-pipeline.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import type { ActionOutcome } from "./run-action.ts";
import { runEvaluateRun } from "./run-evaluate-run.ts";
import { readBasePolicy } from "./run-evaluate.ts";
import { type StageWatch, watchStages } from "./watch-stages.ts";
import { workflowRepository } from "./workflow-repository.ts";

/** Inputs of the `evaluate` action, as its schema gives them. */
export interface EvaluateInputs {
  readonly token: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly model?: string | undefined;
  readonly "working-directory": string;
  readonly config: string;
  readonly artifact: string;
  readonly run?: string | undefined;
}

/**
 * The verb of the `evaluate` action: restores what `feature` and `train` did, on this runner or another, commits dvc.lock
 * to the branch, evaluates and publishes the reports. It runs no stage.
 *
 * @throws PawlError `config.*`, `stage.not-restorable`; as `commitLock` and `evaluateRepository`.
 */
export async function runEvaluateAction(inputs: EvaluateInputs, log: Log): Promise<ActionOutcome> {
  const directory = resolve(inputs["working-directory"]);
  if (inputs.run !== undefined) {
    return evaluateOtherRun({ ...inputs, directory, runId: Number(inputs.run), log });
  }
  const github = { token: inputs.token, ...workflowRepository() };
  const place = { ...inputs, directory, github, started: createClock().now(), log };
  const watch = watchStages();
  try {
    return await evaluateWorkTree(place, watch);
  } catch (error) {
    const failed = { ...place, verb: "evaluate", isFixed: true, failedStage: watch.failedStage() } as const;
    if (!isFork(inputs)) await recordFailure(error, failed);
    throw error;
  }
}

async function evaluateWorkTree(
  inputs: EvaluateInputs & PipelinePlace,
  watch: StageWatch,
): Promise<ActionOutcome> {
  const { directory, log } = inputs;
  const ports = await openPipeline(directory, log);
  await requireValidConfiguration(inputs.config, ports);
  const restored = await restoreStages(inputs, ports, watch);
  const git = await openGitRepository(directory, { token: inputs.token });
  const headSha = await commitResults({ ...inputs, stages: restored.stages }, ports, git);
  const policy = await readBasePolicy(
    { base: inputs.base, config: inputs.config },
    { git, files: ports.files },
  );
  const trained = { headSha, baseSha: inputs.base, stages: restored.stages, models: policy.models };
  const evaluations = await evaluateTrained(trained, inputs, ports);
  await recordPipeline({ headSha, changed: false, stages: restored.stages, evaluations }, inputs);
  if (isFork(inputs)) await publishModels(evaluations, policy.models, ports.files);
  const published = await publishReports(evaluations, inputs.artifact);
  const outputs = { ...published.outputs, changed: String(restored.changed), "head-sha": headSha };
  return { ...published, outputs };
}

/** With the input `run`: what another run of this repository left, judged apart from it. */
async function evaluateOtherRun(
  options: EvaluateInputs & { readonly directory: string; readonly runId: number; readonly log: Log },
): Promise<ActionOutcome> {
  const github = { token: options.token, ...workflowRepository() };
  const result = await runEvaluateRun({ ...options, github });
  if (result.state === "evaluated") {
    const published = await publishReports(result.evaluations, options.artifact);
    const [first] = result.evaluations;
    const outputs = { ...published.outputs, changed: "false", "head-sha": first?.report.headSha ?? "" };
    return { ...published, outputs };
  }
  const { reasonCode, reason } = result;
  const document = { schema: "pawl.evaluate/1", verdict: "pass", reports: [] };
  return {
    decision: "positive",
    reasonCode,
    reason,
    outputs: { changed: "false" },
    result: document,
    summary: reason,
  };
}

/** Nothing to restore in a repository without stages: its model came another way. */
async function restoreStages(
  inputs: Pick<EvaluateInputs, "config" | "model">,
  ports: PipelinePorts,
  { progress }: StageWatch,
): Promise<ReproduceResult> {
  if ((await ports.files.stat(pipelinePath)) === undefined) return summarize([]);
  using termination = abortOnTermination();
  const policy = await readPolicyFile(ports.files, inputs.config);
  const models = Object.values(selectModels(policy, inputs.model));
  const request = { models, signal: termination.signal, isRestoreOnly: true, progress };
  const features = await feature(request, ports);
  const trained = await train(request, ports);
  return summarize([...features.stages, ...trained.stages]);
}
