import { PawlError } from "../errors.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import { isOverlap } from "./repository-path.ts";
import { downstreamOf, orderStages } from "./stage-graph.ts";
import type { Pipeline, Stage } from "./stage.ts";

/** The stages of dvc.yaml by what they do for a model, each list in an order in which it can run. */
export interface ModelStages {
  /** What the train stage needs, directly or not. */
  readonly feature: readonly Stage[];
  /** The stage whose output is the model. */
  readonly train: Stage;
  /** What needs the model, and what that needs besides. */
  readonly evaluate: readonly Stage[];
}

/**
 * Finds the stages of a model.
 *
 * @param artifact path of the model file: an output in dvc.yaml, or inside one.
 * @throws PawlError `config.invalid` when no stage makes it.
 */
export function findModelStages(artifact: string, pipeline: Pipeline): ModelStages {
  const train = pipeline.find((stage) => stage.outs.some((out) => isOverlap(out.path, artifact)));
  if (train === undefined) {
    const outs = pipeline.flatMap((stage) => stage.outs.map((out) => out.path));
    const nearest = nearestMatch(artifact, outs);
    const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
    throw new PawlError("config.invalid", {
      message: `The policy's artifact ${artifact} is not an output of a stage in dvc.yaml.${hint}`,
      hint: "Set artifact in .github/pawl.yml to the model file that a stage writes.",
    });
  }
  const feature = orderStages(pipeline, [train.address]).filter((stage) => stage !== train);
  const before = new Set([train, ...feature]);
  const evaluate = orderStages(pipeline, [...downstreamOf(train, pipeline)]).filter(
    (stage) => !before.has(stage),
  );
  return { feature, train, evaluate };
}
