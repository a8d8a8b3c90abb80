import { relativePath } from "../versioning/relative-path.ts";
import { buildGraph, reach } from "../versioning/pipeline-graph.ts";
import { addressIn, listNodes, type PipelineNode } from "../versioning/pipeline-node.ts";
import { resolveTarget, type TargetOptions } from "../versioning/resolve-target.ts";
import {
  type Change,
  describeChanges,
  findChanges,
  reasonsToRun,
  type StageFacts,
} from "../versioning/staleness.ts";
import { isOverlap, joinPath } from "../versioning/repository-path.ts";
import { explainChanges } from "../versioning/explain-changes.ts";
import { gatherFacts } from "./pipeline/gather-facts.ts";
import { type LoadedPipeline, loadPipeline } from "./pipeline/load-pipeline.ts";
import { type Observations, observe } from "./pipeline/observe.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { findDataChanges } from "./pipeline/process-data-file.ts";

/** DVC's shape of a status: per stage or `.dvc` file the list of what changed. */
export type DvcStatus = Readonly<Record<string, readonly (string | Readonly<Record<string, unknown>>)[]>>;

/** What to look at. */
export interface StatusRequest extends Partial<TargetOptions> {
  /** Stages, dvc.yaml and `.dvc` files, or outputs, as `resolveTarget` reads them; default everything. */
  readonly targets?: readonly string[];
  /** Also what the targets need. Default false. */
  readonly withDependencies?: boolean;
}

/** A stage or `.dvc` file that changed, or that would run because one above it does. */
export interface StatusReason {
  readonly name: string;
  /** One line. */
  readonly reason: string;
  /** Every difference with its old and new value, one line each. */
  readonly details: readonly string[];
}

/** What would run, and why. */
export interface StatusResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "pipeline.current" | "pipeline.stale";
  /** As `dvc status --json` prints it. */
  readonly dvc: DvcStatus;
  /** One for each stage or file that changed. */
  readonly reasons: readonly StatusReason[];
  /** Stages that would run only because of those above them. */
  readonly below: readonly StatusReason[];
  /** Names of frozen stages: what they need is not looked at. */
  readonly frozen: readonly string[];
  /** Whether there is no stage and no `.dvc` file at all. */
  readonly isEmpty: boolean;
}

/**
 * Compares the work tree with the lock files and the `.dvc` files. Nothing is fetched or written.
 *
 * @throws PawlError `stage.unknown`, `dvc.*`, `file.unreadable`
 */
export async function status(
  ports: Pick<PipelinePorts, "files" | "workspace" | "data">,
  request: StatusRequest = {},
): Promise<StatusResult> {
  const loaded = await loadPipeline(ports.workspace);
  const nodes = listNodes(loaded.pipeline, loaded.tracked);
  const folder = request.folder ?? "";
  const chosen = chooseNodes(nodes, request);
  const seen = observe(ports);
  const looked = await Promise.all(chosen.map((one) => lookAtNode(one, { loaded, folder, seen }, ports)));
  const changed = looked.filter((one) => one.dvc.length > 0);
  const isCurrent = changed.length === 0;
  return {
    decision: isCurrent ? "positive" : "negative",
    reasonCode: isCurrent ? "pipeline.current" : "pipeline.stale",
    dvc: Object.fromEntries(changed.map((one) => [one.name, one.dvc])),
    reasons: changed.map(({ name, reason, details }) => ({ name, reason, details })),
    below: findBelow(nodes, chosen, { looked, folder }),
    frozen: chosen.filter(({ node }) => node.isFrozen).map(({ node }) => addressIn(folder, node)),
    isEmpty: nodes.length === 0,
  };
}

/** A node to look at; `only`: the path of the outputs that are looked at, of all when undefined. */
interface ChosenNode {
  readonly node: PipelineNode;
  readonly only?: string;
}

/** As DVC: a target that is no stage and no file means the output that it is, or is in. */
function chooseNodes(nodes: readonly PipelineNode[], request: StatusRequest): readonly ChosenNode[] {
  if (request.targets === undefined || request.targets.length === 0) return nodes.map((node) => ({ node }));
  const options = { folder: "", ...request };
  const graph = buildGraph(nodes, false);
  const chosen = request.targets.flatMap((target): readonly ChosenNode[] => {
    const found = resolveTarget(target, nodes, options);
    if (request.withDependencies === true) return reach(graph, found).map((node) => ({ node }));
    const path = joinPath(options.folder, target);
    const isOutput =
      path !== undefined &&
      found.every(
        (node) =>
          node.file !== path && node.stage?.name !== target && node.makes.some((out) => isOverlap(out, path)),
      );
    return found.map((node) => ({ node, ...(isOutput ? { only: path } : {}) }));
  });
  return [...new Map(chosen.map((one) => [one.node, one])).values()];
}

interface LookedNode {
  readonly node: PipelineNode;
  readonly name: string;
  readonly dvc: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly reason: string;
  readonly details: readonly string[];
  /** Whether `repro` would run it. */
  readonly isStale: boolean;
}

async function lookAtNode(
  { node, only }: ChosenNode,
  at: { readonly loaded: LoadedPipeline; readonly folder: string; readonly seen: Observations },
  ports: Pick<PipelinePorts, "data">,
): Promise<LookedNode> {
  const name = addressIn(at.folder, node);
  const options = { allowsMissing: false };
  const look = { ...ports, remote: undefined, seen: at.seen };
  if (node.stage === undefined) {
    const changes = await findDataChanges(node.tracked, look, options);
    const asChanges = changes.map(({ data, kind }) => ({ what: "output", path: data.target, kind }) as const);
    return {
      node,
      name,
      dvc: toDvcStatus(asChanges, at.folder),
      reason: describeChanges(asChanges),
      details: asChanges.map((one) => describeChanges([one])),
      isStale: asChanges.length > 0,
    };
  }
  const facts: StageFacts = await gatherFacts(node.stage, at.loaded, look, options);
  const changes = findChanges(node.stage, facts, options).filter(
    (change) => only === undefined || change.what !== "output" || isOverlap(change.path, only),
  );
  return {
    node,
    name,
    dvc: toDvcStatus(changes, at.folder),
    reason: describeChanges(changes),
    details: explainChanges(node.stage, facts, changes),
    isStale: reasonsToRun(node.stage, changes).length > 0,
  };
}

function findBelow(
  nodes: readonly PipelineNode[],
  chosen: readonly ChosenNode[],
  at: { readonly looked: readonly LookedNode[]; readonly folder: string },
): readonly StatusReason[] {
  const running = new Map(at.looked.filter((one) => one.isStale).map((one) => [one.node, one.name]));
  const graph = buildGraph(nodes);
  const below: StatusReason[] = [];
  for (const node of reach(graph, nodes)) {
    if (running.has(node) || !chosen.some((one) => one.node === node)) continue;
    const causes = (graph.upstream.get(node) ?? []).flatMap((above) => running.get(above) ?? []);
    if (causes.length === 0) continue;
    const name = addressIn(at.folder, node);
    running.set(node, name);
    const reason = `would run because ${causes.join(" and ")} ${causes.length === 1 ? "runs" : "run"}`;
    below.push({ name, reason, details: [reason] });
  }
  return below;
}

function toDvcStatus(
  changes: readonly Change[],
  folder: string,
): readonly (string | Readonly<Record<string, unknown>>)[] {
  const deps = new Map<string, unknown>();
  const outs = new Map<string, unknown>();
  const rest: string[] = [];
  for (const change of changes) {
    if (change.what === "command" || change.what === "always changed") {
      rest.push(change.what === "command" ? "changed command" : "always changed");
      continue;
    }
    const path = relativePath(change.path, folder);
    if (change.what === "output") outs.set(path, change.kind);
    else if (change.what !== "parameter") deps.set(path, change.kind);
    else {
      const before = deps.get(path);
      const keys = before instanceof Map ? before : new Map<string, unknown>();
      deps.set(path, keys.set(change.key, change.kind));
    }
  }
  return [
    ...(deps.size > 0 ? [{ "changed deps": plain(deps) }] : []),
    ...(outs.size > 0 ? [{ "changed outs": plain(outs) }] : []),
    ...rest,
  ];
}

/** As plain data; keys such as `__proto__` stay keys. */
function plain(values: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...values].map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]),
  );
}
