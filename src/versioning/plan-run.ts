import { type PipelineGraph, reach, turnGraph } from "./pipeline-graph.ts";
import type { PipelineNode } from "./pipeline-node.ts";

/**
 * How far a run goes from its targets: what they need (`upstream`), they alone (`single`), what needs them
 * (`downstream`), everything that hangs together with them (`pipeline`), or all there is (`all`).
 */
export type RunExtent = "upstream" | "single" | "downstream" | "pipeline" | "all";

/**
 * The nodes of a run, in the order in which DVC runs them: each after those it needs, in the order of the files among
 * independent ones. `single` keeps the order of the targets.
 *
 * @param targets may be empty, which leaves nothing but with `all`.
 */
export function planRun(
  graph: PipelineGraph,
  targets: readonly PipelineNode[],
  extent: RunExtent,
): readonly PipelineNode[] {
  if (extent === "single") return [...new Set(targets)];
  if (extent === "all") return reach(graph, graph.nodes);
  const chosen = new Set(chooseNodes(graph, targets, extent));
  return reach(
    {
      nodes: graph.nodes,
      upstream: new Map(
        [...graph.upstream].map(([node, above]) => [node, above.filter((one) => chosen.has(one))]),
      ),
    },
    graph.nodes.filter((node) => chosen.has(node)),
  );
}

function chooseNodes(
  graph: PipelineGraph,
  targets: readonly PipelineNode[],
  extent: "upstream" | "downstream" | "pipeline",
): readonly PipelineNode[] {
  if (extent === "upstream") return reach(graph, targets);
  const turned = turnGraph(graph);
  if (extent === "downstream") return reach(turned, targets);
  const both = new Map(
    graph.nodes.map((node) => [
      node,
      [...(graph.upstream.get(node) ?? []), ...(turned.upstream.get(node) ?? [])],
    ]),
  );
  return reach({ nodes: graph.nodes, upstream: both }, targets);
}
