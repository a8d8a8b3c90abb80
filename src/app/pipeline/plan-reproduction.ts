import { buildGraph, type PipelineGraph } from "../../versioning/pipeline-graph.ts";
import { listNodes, type PipelineNode } from "../../versioning/pipeline-node.ts";
import { planRun, type RunExtent } from "../../versioning/plan-run.ts";
import { resolveTarget, type TargetOptions } from "../../versioning/resolve-target.ts";
import type { LoadedPipeline } from "./load-pipeline.ts";

/** What to bring up to date. */
export interface PlanRequest extends Partial<TargetOptions> {
  /** Stages, groups, dvc.yaml and `.dvc` files, or paths, as `resolveTarget` reads them. Default: see `extent`. */
  readonly targets?: readonly string[];
  /** How far to go from the targets. Default `upstream`; without targets `all`. */
  readonly extent?: RunExtent;
}

/** A plan and the graph that it was made of. */
export interface Planned {
  readonly plan: readonly PipelineNode[];
  readonly graph: PipelineGraph;
  /** The nodes that the targets mean. */
  readonly named: readonly PipelineNode[];
}

/** Chooses what a run brings up to date, in its order. @throws PawlError `stage.unknown` */
export function planReproduction(loaded: LoadedPipeline, request: PlanRequest): Planned {
  const nodes = listNodes(loaded.pipeline, loaded.tracked);
  const graph = buildGraph(nodes);
  const options = { folder: "", ...request };
  const named = [
    ...new Set((request.targets ?? []).flatMap((target) => resolveTarget(target, nodes, options))),
  ];
  const extent = request.extent ?? "upstream";
  const plan = planRun(graph, named, request.targets === undefined ? "all" : extent);
  return { plan, graph, named };
}
