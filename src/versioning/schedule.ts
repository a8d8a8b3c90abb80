import type { PipelineNode } from "./pipeline-node.ts";
import { isOverlap } from "./repository-path.ts";
import type { StageResources } from "./stage.ts";

/** What a machine has for stages. */
export interface MachineResources {
  readonly cpus: number;
  readonly memoryBytes: number;
  /** What `CUDA_VISIBLE_DEVICES` calls them; `[]` without any. */
  readonly gpus: readonly string[];
}

/** How far a run has come. Nodes are those of the plan. */
export interface ScheduleState {
  /** The run in the order that one stage at a time would have. */
  readonly plan: readonly PipelineNode[];
  /** At work, each with the GPUs that it holds. */
  readonly running: ReadonlyMap<PipelineNode, readonly string[]>;
  /** Ended, well or not, or left out. */
  readonly settled: ReadonlySet<PipelineNode>;
}

/** A node to start, with the GPUs that it gets. */
export interface ScheduledStart {
  readonly node: PipelineNode;
  readonly gpus: readonly string[];
}

/** How much may be at work at once. */
export interface ScheduleLimits {
  readonly jobs: number;
  readonly machine: MachineResources;
}

/**
 * For each node of a plan the earlier ones that it has to wait for: those that write what it reads or writes, and those
 * that read what it writes. So a run side by side sees what a run one by one would see.
 */
export function blockersOf(
  plan: readonly PipelineNode[],
): ReadonlyMap<PipelineNode, readonly PipelineNode[]> {
  return new Map(
    plan.map((node, index) => [node, plan.slice(0, index).filter((earlier) => conflict(earlier, node))]),
  );
}

function conflict(a: PipelineNode, b: PipelineNode): boolean {
  const touch = (left: readonly string[], right: readonly string[]): boolean =>
    left.some((one) => right.some((other) => isOverlap(one, other)));
  return touch(a.makes, b.makes) || touch(a.makes, b.needs) || touch(a.needs, b.makes);
}

/**
 * What to start now, in the order of the plan. A node that waits for room in memory, processors or GPUs does not hold up
 * a smaller one behind it; with nothing at work the first that is ready always starts, so that a run comes to its end.
 *
 * @returns `[]` when everything that is left waits for something at work.
 */
export function nextStarts(
  state: ScheduleState,
  limits: ScheduleLimits,
  blockers: ReturnType<typeof blockersOf>,
): readonly ScheduledStart[] {
  const running = new Map(state.running);
  const starts: ScheduledStart[] = [];
  for (const node of state.plan) {
    if (running.size >= limits.jobs) break;
    if (running.has(node) || state.settled.has(node)) continue;
    if (blockers.get(node)?.some((earlier) => !state.settled.has(earlier)) === true) continue;
    const gpus = takeGpus(node, running, limits.machine);
    if (gpus === undefined || !hasRoom(node, [...running.keys()], limits.machine)) continue;
    running.set(node, gpus);
    starts.push({ node, gpus });
  }
  return starts;
}

function takeGpus(
  node: PipelineNode,
  running: ReadonlyMap<PipelineNode, readonly string[]>,
  machine: MachineResources,
): readonly string[] | undefined {
  const wanted = node.stage?.resources?.gpus ?? 0;
  const held = new Set([...running.values()].flat());
  const free = machine.gpus.filter((gpu) => !held.has(gpu));
  return free.length < wanted ? undefined : free.slice(0, wanted);
}

function hasRoom(node: PipelineNode, running: readonly PipelineNode[], machine: MachineResources): boolean {
  if (running.length === 0) return true;
  const total = (of: "cpus" | "memoryBytes"): number =>
    [...running, node].reduce((sum, one) => sum + (one.stage?.resources?.[of] ?? 0), 0);
  return total("cpus") <= machine.cpus && total("memoryBytes") <= machine.memoryBytes;
}

/**
 * What stages ask for beyond what the machine has, one line each with both numbers; `[]` when all can run.
 *
 * @example
 * // "train asks for 2 GPUs, and this machine has 1 GPUs"
 */
export function findExcess(plan: readonly PipelineNode[], machine: MachineResources): readonly string[] {
  return plan.flatMap(({ address, stage }) => {
    const asked = stage?.resources ?? {};
    return kinds(machine).flatMap(([kind, has, say]) => {
      const wanted = asked[kind] ?? 0;
      return wanted > has ? [`${address} asks for ${say(wanted)}, and this machine has ${say(has)}`] : [];
    });
  });
}

function kinds(
  machine: MachineResources,
): readonly (readonly [keyof StageResources, number, (amount: number) => string])[] {
  return [
    ["cpus", machine.cpus, (amount) => `${amount} processors`],
    ["memoryBytes", machine.memoryBytes, (amount) => `${(amount / 1e9).toFixed(2)} GB of memory`],
    ["gpus", machine.gpus.length, (amount) => `${amount} GPUs`],
  ];
}
