import type { ModelPolicy } from "../config/schema.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import { readPipeline } from "./pipeline/load-pipeline.ts";
import type { StageProgress } from "./pipeline/stage-progress.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { reproduce, type ReproduceResult, summarize } from "./reproduce.ts";

/** Which models' stages to run. */
export interface ModelStagesRequest {
  /** From the policy; with none nothing runs. */
  readonly models: readonly Pick<ModelPolicy, "artifact">[];
  /** Stages to run whatever they were, frozen ones too; those of other steps are left to them. */
  readonly force?: readonly string[];
  /** Runs nothing: a stage whose results cannot be restored is an error. Default false. */
  readonly isRestoreOnly?: boolean;
  /** Told what happens to the stages. */
  readonly progress?: StageProgress;
  readonly signal?: AbortSignal;
}

/**
 * Brings the stages above the train stages up to date. Absent data that did not change is not fetched.
 *
 * @throws PawlError as `reproduce`; `config.invalid` when no stage makes a model's artifact.
 */
export async function feature(request: ModelStagesRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const pipeline = await readPipeline(ports.workspace);
  const stages = request.models.flatMap(({ artifact }) => findModelStages(artifact, pipeline).feature);
  return runStages(
    stages.map((stage) => stage.address),
    request,
    ports,
  );
}

/** Runs exactly the named stages in their order. */
export async function runStages(
  names: readonly string[],
  request: ModelStagesRequest,
  ports: PipelinePorts,
): Promise<ReproduceResult> {
  if (names.length === 0) return summarize([]);
  return reproduce(
    {
      targets: names,
      extent: "single",
      allowsMissing: true,
      isRestoreOnly: request.isRestoreOnly ?? false,
      force: (request.force ?? []).filter((name) => names.includes(name)),
      ...(request.progress === undefined ? {} : { progress: request.progress }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    },
    ports,
  );
}
