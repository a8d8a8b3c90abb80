import { PawlError } from "../errors.ts";
import { addressIn } from "./pipeline-node.ts";
import { relativePath } from "./relative-path.ts";
import { isOverlap, joinPath } from "./repository-path.ts";
import { type Pipeline, type Stage, stageAddress } from "./stage.ts";
import { compareCodePoints } from "./value.ts";

/** A graph of stages or of outputs. */
export interface Dag {
  /** Names, in the order of their files. */
  readonly nodes: readonly string[];
  /** From what is needed to what needs it. */
  readonly edges: readonly DagEdge[];
}

/** `from` is needed by `to`. */
export interface DagEdge {
  readonly from: string;
  readonly to: string;
}

/** What a graph is made of. */
export interface DagSource {
  readonly pipeline: Pipeline;
  /** `.dvc` files with the data that they name. */
  readonly tracked: readonly { readonly file: string; readonly target: string }[];
}

/** Which part of the graph to show. */
export interface DagRequest {
  /** A stage, a group, an output, a path in one, or a `.dvc` file; default everything. */
  readonly target?: string;
  /** Where the target and the names in the graph are relative to; default the top of the repository. */
  readonly folder?: string;
  /** Everything that is connected with the target, not only what it needs. */
  readonly isFull: boolean;
  /** Outputs in place of stages. */
  readonly isOutputs: boolean;
  /** One node for all stages of a group. */
  readonly isCollapsed: boolean;
}

interface Producer {
  readonly name: string;
  readonly file: string;
  readonly stage: Stage | undefined;
  readonly outs: readonly string[];
  readonly needs: readonly string[];
}

/**
 * The graph of stages and `.dvc` files, or of their outputs.
 *
 * @throws PawlError `stage.unknown` for a target that nothing has.
 */
export function buildDag(source: DagSource, request: DagRequest): Dag {
  const producers = listProducers(source);
  const graph = request.isOutputs ? outputGraph(producers) : stageGraph(producers);
  const filtered =
    request.target === undefined
      ? graph
      : keepAround(graph, targetNodes(request.target, producers, request), request.isFull);
  const named = request.folder === undefined ? filtered : seenFrom(request.folder, filtered, producers);
  return request.isCollapsed ? collapse(named) : named;
}

/** The graph with the names that its nodes have in a folder. */
function seenFrom(folder: string, dag: Dag, producers: readonly Producer[]): Dag {
  const addresses = new Map(producers.map((one) => [one.name, addressIn(folder, one)]));
  const rename = (name: string): string => addresses.get(name) ?? relativePath(name, folder);
  return {
    nodes: dag.nodes.map(rename),
    edges: dag.edges.map(({ from, to }) => ({ from: rename(from), to: rename(to) })),
  };
}

/** The parts of a graph that are not connected with each other, in the order of their first nodes. */
export function splitDag(dag: Dag): readonly Dag[] {
  const parts: Dag[] = [];
  const seen = new Set<string>();
  for (const node of dag.nodes) {
    if (seen.has(node)) continue;
    const names = reach([node], [...dag.edges, ...dag.edges.map(reverse)]);
    for (const name of names) seen.add(name);
    parts.push(restrict(dag, names));
  }
  return parts;
}

function listProducers({ pipeline, tracked }: DagSource): readonly Producer[] {
  const stages = pipeline.map((stage) => ({
    name: stage.address,
    file: stage.file,
    stage,
    outs: stage.outs.map((out) => out.path),
    needs: [...stage.deps, ...stage.params].map((dependency) => dependency.path),
  }));
  const files = [...new Set(tracked.map((data) => data.file))].map((file) => ({
    name: file,
    file,
    stage: undefined,
    outs: tracked.filter((data) => data.file === file).map((data) => data.target),
    needs: [],
  }));
  return [...stages, ...files].sort((a, b) => compareCodePoints(a.file, b.file));
}

function stageGraph(producers: readonly Producer[]): Dag {
  const edges = producers.flatMap((to) =>
    producers
      .filter((from) => from.outs.some((out) => to.needs.some((need) => isOverlap(out, need))))
      .map((from) => ({ from: from.name, to: to.name })),
  );
  return { nodes: producers.map((producer) => producer.name), edges };
}

function outputGraph(producers: readonly Producer[]): Dag {
  const outs = producers.flatMap((producer) => producer.outs);
  const edges = producers.flatMap((producer) => {
    const above = outs.filter((out) => producer.needs.some((need) => isOverlap(out, need)));
    return producer.outs.flatMap((to) => above.map((from) => ({ from, to })));
  });
  return { nodes: outs, edges };
}

function targetNodes(
  given: string,
  producers: readonly Producer[],
  { isOutputs, folder = "" }: DagRequest,
): readonly string[] {
  const target = joinPath(folder, given) ?? given;
  const address = addressOf(given, folder);
  const named = producers.filter(
    ({ name }) => name === target || name === address || name.startsWith(`${address}@`),
  );
  const making = producers.filter(({ outs }) => outs.some((out) => isOverlap(out, target)));
  const found = named.length > 0 ? named : making;
  if (found.length === 0) {
    throw new PawlError("stage.unknown", { message: `${given} is no stage, no output and no .dvc file.` });
  }
  if (!isOutputs) return found.map((producer) => producer.name);
  return found.flatMap(({ outs }) =>
    named.length > 0 ? outs : outs.filter((out) => isOverlap(out, target)),
  );
}

/** `name`, `:name` or `path/dvc.yaml:name` in a folder as the address of a stage or a group. */
function addressOf(given: string, folder: string): string {
  const [, before = "", name = given] = /^([^@]*):([^:]*)$/.exec(given) ?? [];
  return stageAddress(joinPath(folder, before === "" ? "dvc.yaml" : before) ?? before, name);
}

function keepAround(dag: Dag, targets: readonly string[], isFull: boolean): Dag {
  const above = dag.edges.map(reverse);
  const part = isFull ? dag : restrict(dag, reach(targets, above));
  return restrict(part, reach(targets, [...part.edges, ...part.edges.map(reverse)]));
}

function collapse(dag: Dag): Dag {
  const rename = (name: string): string => (name.endsWith(".dvc") ? name : (name.split("@")[0] ?? name));
  const edges = dag.edges.map(({ from, to }) => ({ from: rename(from), to: rename(to) }));
  const unique = new Map(edges.map((edge) => [JSON.stringify(edge), edge]));
  return { nodes: [...new Set(dag.nodes.map(rename))], edges: [...unique.values()] };
}

function restrict(dag: Dag, names: ReadonlySet<string>): Dag {
  return {
    nodes: dag.nodes.filter((node) => names.has(node)),
    edges: dag.edges.filter(({ from, to }) => names.has(from) && names.has(to)),
  };
}

function reach(start: readonly string[], edges: readonly DagEdge[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const seen = new Set(start);
  for (const node of seen) for (const other of next.get(node) ?? []) seen.add(other);
  return seen;
}

function reverse({ from, to }: DagEdge): DagEdge {
  return { from: to, to: from };
}
