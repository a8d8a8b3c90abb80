import { feature } from "../app/feature.ts";
import { push } from "../app/push.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { ReproduceResult } from "../app/reproduce.ts";
import { train } from "../app/train.ts";
import { PawlError } from "../errors.ts";
import type { Log } from "../ports/log.ts";
import { renderPipelineSummary } from "../report/pipeline-summary.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import type { ActionOutcome } from "./run-action.ts";

/** What the doors of `feature` and `train` give. */
export interface RunStagesOptions {
  readonly verb: "feature" | "train";
  /** Path of the repository's work tree. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Only this model; default: every model of the policy. */
  readonly model?: string | undefined;
  /** Sends data and run records to the remote afterwards. */
  readonly push: boolean;
  readonly log: Log;
}

/** Runs the feature or train stages of the repository at `directory`. @throws PawlError as `feature` and `train`, `config.*` */
export async function runStages(options: RunStagesOptions): Promise<ReproduceResult> {
  using termination = abortOnTermination();
  const ports = await openPipeline(options.directory, options.log);
  const { models } = await readPolicyFile(ports.files, options.config);
  const chosen = options.model === undefined ? models : { [options.model]: models[options.model] };
  const found = Object.values(chosen).filter((model) => model !== undefined);
  if (options.model !== undefined && found.length === 0) {
    throw new PawlError("input.invalid", {
      message: `${options.config} has no model ${options.model}; it has ${Object.keys(models).join(", ")}.`,
    });
  }
  const verb = options.verb === "feature" ? feature : train;
  const result = await verb({ models: found, signal: termination.signal }, ports);
  if (options.push && result.changed && ports.remote !== undefined) await push({ runCache: true }, ports);
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
    outputs,
    result: { schema: "pawl.pipeline/1", changed, stages },
    summary: renderPipelineSummary(stages),
  };
}
