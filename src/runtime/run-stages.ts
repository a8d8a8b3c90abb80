import { feature, type ModelStagesRequest } from "../app/feature.ts";
import { needsTraining } from "../app/needs-training.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { push } from "../app/push.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { type ReproduceResult, summarize } from "../app/reproduce.ts";
import { train } from "../app/train.ts";
import { selectModels } from "../config/select-models.ts";
import type { Log } from "../ports/log.ts";
import { renderPipelineSummary } from "../report/pipeline-summary.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import type { ActionOutcome } from "./run-action.ts";

/** What the doors of `feature` and `train` give. */
export interface RunStagesOptions {
  /** Path of the repository's work tree. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Only this model; default: every model of the policy. */
  readonly model?: string | undefined;
  /** Sends data and run records to the remote afterwards, so that the next runner restores them. */
  readonly push: boolean;
  readonly log: Log;
}

/** What the feature stages did, and whether a train stage has to run after them. */
export type FeatureOutcome = ReproduceResult & { readonly needsTraining: boolean };

/**
 * Runs the feature stages of the repository at `directory`, and looks whether training is needed; a train stage that ran
 * before like this is restored.
 *
 * @throws PawlError as `feature`; `config.*`; `input.invalid` for an unknown model.
 */
export async function runFeature(options: RunStagesOptions): Promise<FeatureOutcome> {
  return withStages(options, async (request, ports) => {
    const result = await feature(request, ports);
    return { ...result, needsTraining: await needsTraining(request, ports) };
  });
}

/**
 * Runs the train stages of the repository at `directory`. What `feature` did on another runner is restored first, or done
 * when it was not.
 *
 * @throws PawlError as `feature` and `train`; `config.*`; `input.invalid` for an unknown model.
 */
export async function runTrain(options: RunStagesOptions): Promise<ReproduceResult> {
  return withStages(options, async (request, ports) => {
    const features = await feature(request, ports);
    const trained = await train(request, ports);
    return summarize([...features.stages, ...trained.stages]);
  });
}

async function withStages<Result extends ReproduceResult>(
  options: RunStagesOptions,
  work: (request: ModelStagesRequest, ports: PipelinePorts) => Promise<Result>,
): Promise<Result> {
  using termination = abortOnTermination();
  const ports = await openPipeline(options.directory, options.log);
  await requireValidConfiguration(options.config, ports);
  // The work tree's policy, so that a model which the pull request brings is trained too.
  const policy = await readPolicyFile(ports.files, options.config);
  const models = Object.values(selectModels(policy, options.model));
  const result = await work({ models, signal: termination.signal }, ports);
  if (options.push && result.changed) await share(ports);
  return result;
}

async function share(ports: PipelinePorts): Promise<void> {
  if (ports.remote === undefined) {
    ports.log.warning("No remote is configured: another runner cannot restore what ran here.", {
      file: ".dvc/config",
    });
    return;
  }
  const { objects, bytes, runs } = await push({ runCache: true }, ports);
  ports.log.info(`Pushed ${objects} objects (${bytes} bytes) and ${runs} run records.`);
}

/** The result of a stage action. */
export function toActionOutcome(
  result: ReproduceResult,
  outputs: Readonly<Record<string, string>>,
): ActionOutcome {
  const { decision, reasonCode, stages, changed } = result;
  return {
    decision,
    reasonCode,
    reason: changed ? "stages ran or were restored" : "every stage is current",
    outputs: { ...outputs, changed: String(changed) },
    result: { schema: "pawl.pipeline/1", changed, stages },
    summary: renderPipelineSummary(stages),
  };
}
