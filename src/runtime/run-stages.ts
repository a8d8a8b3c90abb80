import { bringUpModels, type BringUpRequest, buildLost, findLost, latestOf } from "../app/bring-up-models.ts";
import { publishData } from "../app/commit-lock.ts";
import { feature } from "../app/feature.ts";
import { needsTraining } from "../app/needs-training.ts";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { type ReproduceResult, summarize } from "../app/reproduce.ts";
import { selectModels } from "../config/select-models.ts";
import type { Log } from "../ports/log.ts";
import { renderPipelineSummary } from "../report/pipeline-summary.ts";
import { createClock } from "./compose.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { recordFailure } from "./record-failure.ts";
import { recordStages } from "./record-stages.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import type { ActionOutcome } from "./run-action.ts";
import { selectChangedModels } from "./select-changed-models.ts";
import { type StageWatch, watchStages } from "./watch-stages.ts";

/** What the doors of `feature` and `train` give. */
export interface RunStagesOptions {
  /** Path of the repository's work tree. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Only this model; default: every model of the policy. */
  readonly model?: string | undefined;
  /** The base of the pull request; without it nothing is made for being nowhere. */
  readonly base?: string | undefined;
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
  return withStages("feature", options, async (request, ports) => {
    const { stages } = await feature(request, ports);
    const isNeeded = await needsTraining(request, ports);
    const lost = await findLost(await request.listJudged(), ports);
    const above = lost.filter((address) => stages.some(({ stage }) => stage === address));
    if (above.length === 0) return { ...summarize(stages), needsTraining: isNeeded || lost.length > 0 };
    const built = await buildLost(above, request, ports);
    const again = await feature(request, ports);
    const all = summarize(latestOf(stages, built.stages, again.stages));
    return { ...all, needsTraining: lost.length > above.length || (await needsTraining(request, ports)) };
  });
}

/**
 * Runs the train stages of the repository at `directory`. What `feature` did on another runner is restored first, or done
 * when it was not.
 *
 * @throws PawlError as `feature` and `train`; `config.*`; `input.invalid` for an unknown model.
 */
export async function runTrain(options: RunStagesOptions): Promise<ReproduceResult> {
  return withStages("train", options, bringUpModels);
}

type Work<Result> = (request: BringUpRequest, ports: PipelinePorts) => Promise<Result>;

/** Does the work, and records how it ended. */
async function withStages<Result extends ReproduceResult>(
  verb: "feature" | "train",
  options: RunStagesOptions,
  work: Work<Result>,
): Promise<Result> {
  const place = { ...options, started: createClock().now() };
  const watch = watchStages();
  try {
    const result = await runWatched(options, work, watch);
    await recordStages(verb, result, place);
    return result;
  } catch (error) {
    await recordFailure(error, { ...place, verb, isFixed: true, failedStage: watch.failedStage() });
    throw error;
  }
}

async function runWatched<Result extends ReproduceResult>(
  options: RunStagesOptions,
  work: Work<Result>,
  { progress }: StageWatch,
): Promise<Result> {
  using termination = abortOnTermination();
  const ports = await openPipeline(options.directory, options.log);
  await requireValidConfiguration(options.config, ports);
  // The work tree's policy, so that a model which the pull request brings is trained too.
  const policy = await readPolicyFile(ports.files, options.config);
  const models = selectModels(policy, options.model);
  const { base: baseSha } = options;
  const listJudged = async () =>
    baseSha === undefined ? {} : selectChangedModels(models, { baseSha }, ports);
  const request = { models: Object.values(models), listJudged, progress, signal: termination.signal };
  const result = await work(request, ports);
  if (options.push && result.changed) {
    const changed = result.stages.filter(({ state }) => state !== "unchanged");
    await publishData(
      ports,
      changed.map(({ stage }) => stage),
    );
  }
  return result;
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
