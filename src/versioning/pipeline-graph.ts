import type { PipelineNode } from "./pipeline-node.ts";

/** Which nodes need which: keys and values are nodes of one list, values in the order of their dependencies. */
export interface PipelineGraph {
  readonly nodes: readonly PipelineNode[];
  /** The nodes that a node needs directly. */
  readonly upstream: ReadonlyMap<PipelineNode, readonly PipelineNode[]>;
}

/** A folder of the tree of outputs. */
interface OutputFolder {
  maker?: PipelineNode;
  readonly inside: Map<string, OutputFolder>;
}

/**
 * The graph of a pipeline. A node needs those that make what it reads, a part of it, or the folder that it is in.
 *
 * @param isFrozenCut leaves out what frozen nodes need. Default true, as `dvc repro`.
 */
export function buildGraph(nodes: readonly PipelineNode[], isFrozenCut = true): PipelineGraph {
  const root: OutputFolder = { inside: new Map() };
  for (const node of nodes) for (const path of node.makes) plant(root, path, node);
  const upstream = new Map(
    nodes.map((node) => {
      const above = new Set(node.needs.flatMap((path) => makersOf(root, path)));
      above.delete(node);
      return [node, isFrozenCut && node.isFrozen ? [] : [...above]] as const;
    }),
  );
  return { nodes, upstream };
}

function plant(root: OutputFolder, path: string, maker: PipelineNode): void {
  let folder = root;
  for (const step of path.split("/")) {
    const next = folder.inside.get(step) ?? { inside: new Map() };
    folder.inside.set(step, next);
    folder = next;
  }
  folder.maker = maker;
}

/** Who makes a folder on the way to the path, the path, or what is in it. */
function makersOf(root: OutputFolder, path: string): readonly PipelineNode[] {
  const found: PipelineNode[] = [];
  let folder = root;
  for (const step of path.split("/")) {
    const next = folder.inside.get(step);
    if (next === undefined) return found;
    folder = next;
    if (folder.maker !== undefined) found.push(folder.maker);
  }
  return [...found, ...[...folder.inside.values()].flatMap(makersIn)];
}

function makersIn(folder: OutputFolder): readonly PipelineNode[] {
  const own = folder.maker === undefined ? [] : [folder.maker];
  return [...own, ...[...folder.inside.values()].flatMap(makersIn)];
}

/** The graph the other way round: who needs a node directly, in the order of the nodes. */
export function turnGraph(graph: PipelineGraph): PipelineGraph {
  const upstream = new Map<PipelineNode, PipelineNode[]>(graph.nodes.map((node) => [node, []]));
  for (const [node, above] of graph.upstream) for (const one of above) upstream.get(one)?.push(node);
  return { nodes: graph.nodes, upstream };
}

/** All nodes that `starts` reach, themselves too, each after those that it reaches (depth first). */
export function reach(graph: PipelineGraph, starts: Iterable<PipelineNode>): readonly PipelineNode[] {
  const seen = new Set<PipelineNode>();
  const ordered: PipelineNode[] = [];
  for (const start of starts) {
    // A stack of its own: a long chain of stages must not overflow the one of the language.
    const stack = seen.has(start) ? [] : [enter(start)];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        ordered.push(top.node);
        stack.pop();
      } else if (!seen.has(next.value)) stack.push(enter(next.value));
    }
  }
  return ordered;
  function enter(node: PipelineNode): { readonly node: PipelineNode; readonly rest: Iterator<PipelineNode> } {
    seen.add(node);
    return { node, rest: (graph.upstream.get(node) ?? []).values() };
  }
}
