import { findModelStages } from "../versioning/model-stages.ts";
import { type ModelStagesRequest, runStages } from "./feature.ts";
import { readPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import type { ReproduceResult } from "./reproduce.ts";

/**
 * Brings the train stages and the user's own stages below them up to date; run `feature` first. Absent data that did not
 * change is not fetched.
 *
 * @throws PawlError as `reproduce`; `config.invalid` when no stage makes a model's artifact.
 */
export async function train(request: ModelStagesRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const pipeline = await readPipeline(ports.workspace);
  const all = request.models.map(({ artifact }) => findModelStages(artifact, pipeline));
  const features = new Set(all.flatMap((stages) => stages.feature.map((stage) => stage.address)));
  const names = all.flatMap(({ train: own, evaluate }) => [own, ...evaluate].map((stage) => stage.address));
  return runStages(
    [...new Set(names)].filter((name) => !features.has(name)),
    request,
    ports,
  );
}
