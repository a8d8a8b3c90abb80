import { PawlError } from "../errors.ts";
import { findExcess, type MachineResources, type ScheduledStart } from "../versioning/schedule.ts";
import { loadPipeline, type LoadedPipeline } from "./pipeline/load-pipeline.ts";
import { keepLocks, type LockKeeper } from "./pipeline/lock-keeper.ts";
import { observe } from "./pipeline/observe.ts";
import type { PipelinePorts, RunningPorts } from "./pipeline/pipeline-ports.ts";
import { planReproduction, type Planned, type PlanRequest } from "./pipeline/plan-reproduction.ts";
import { processDataFile } from "./pipeline/process-data-file.ts";
import { type Processed, processStage, type StageOptions } from "./pipeline/process-stage.ts";
import { type OnError, runPlan } from "./pipeline/run-plan.ts";
import { type StageProgress, unwatched } from "./pipeline/stage-progress.ts";
import type { PlanResult, StageFailure, StageResult } from "./pipeline/stage-result.ts";

export type { StageFailure, StageResult } from "./pipeline/stage-result.ts";

/** What to bring up to date, and how. */
export interface ReproduceRequest extends PlanRequest {
  /**
   * Stages to run whatever they were, frozen ones too; `targets`: those that the targets name; `all`: every stage that is
   * reached, but frozen ones.
   */
  readonly force?: readonly string[] | "targets" | "all";
  /** Once a stage ran, those that need it directly run too. Default false. */
  readonly isForcedDownstream?: boolean;
  /** Data that is absent but unchanged counts as current and is not fetched. Default false. */
  readonly allowsMissing?: boolean;
  /** Runs nothing: a stage whose results cannot be restored is an error. Default false. */
  readonly isRestoreOnly?: boolean;
  /** Results of earlier runs are not used. Default false. */
  readonly ignoresRunCache?: boolean;
  /** Nothing goes into the cache. Default false. */
  readonly isUncommitted?: boolean;
  /** Default `fail`. */
  readonly onError?: OnError;
  /** How many stages may run at once, ≥ 1. Default 1. */
  readonly jobs?: number;
  /** How long to wait for other runs, and for dvc. Milliseconds. Default ten minutes. */
  readonly lockTimeoutMs?: number;
  readonly progress?: StageProgress;
  /** Aborting ends the running commands; dvc.lock then holds the stages that ended well. */
  readonly signal?: AbortSignal;
}

/** What happened to a pipeline. */
export interface ReproduceResult {
  readonly decision: "positive";
  readonly reasonCode: "pipeline.changed" | "pipeline.unchanged";
  /** In the order that one stage at a time has. */
  readonly stages: readonly StageResult[];
  /** What failed or was left out; only when errors are ignored. */
  readonly failures: readonly StageFailure[];
  /** Whether a stage ran or was restored. */
  readonly changed: boolean;
}

const defaultTimeoutMs = 600_000;

/**
 * Runs the stages of dvc.yaml that are stale, each after those it needs; restores from the run cache what ran before.
 * A lock file is replaced as a whole after each stage, so that a crash leaves the stages that ended well. Other runs and
 * dvc are waited for.
 *
 * @throws PawlError `pipeline.busy`, `stage.failed`, `stage.interrupted`, `stage.not-restorable`, `stage.unknown`,
 *   `stage.oversized`, `data.missing`, `dvc.*`, `cache.corrupt`.
 */
export async function reproduce(request: ReproduceRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const turn = await ports.guard.enter({
    timeoutMs: request.lockTimeoutMs ?? defaultTimeoutMs,
    onWait: (message) => ports.log.info(message),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  try {
    return await reproduceInTurn(request, { ...ports, turn, seen: observe(ports) });
  } finally {
    await turn.leave();
  }
}

async function reproduceInTurn(request: ReproduceRequest, ports: RunningPorts): Promise<ReproduceResult> {
  const loaded = await loadPipeline(ports.workspace);
  const planned = planReproduction(loaded, request);
  const machine = await measureMachine(planned, ports);
  const jobs = request.jobs ?? 1;
  const keeper = await keepLocks(loaded, { plan: planned.plan, isParallel: jobs > 1 }, ports);
  const thawed = new Set(thawedAddresses(request, planned, loaded));
  const forced = new Set(request.force === "all" ? planned.plan.map((node) => node.address) : thawed);
  const { onError = "fail", progress = unwatched } = request;
  const done: PlanResult = await runPlan({
    ...planned,
    limits: { jobs, machine },
    onError,
    progress: {
      onStart: (stage, waiting) => progress.onStart(stage, waiting),
      onEnd: (result) => {
        const isFailure = result.state === "failed" || result.state === "skipped";
        // With `fail` the caller gets the error itself.
        if (isFailure && onError !== "fail")
          ports.log.warning(`${result.stage}: ${result.state} (${result.reason})`);
        progress.onEnd(result);
      },
    },
    process: async (start) => {
      const happened = await processNode(start, { request, loaded, keeper, forced, thawed }, ports);
      if (request.isForcedDownstream === true) forceBelow(start, happened, planned, forced);
      const line = `${start.node.address}: ${happened.state} (${happened.reason})`;
      if (happened.state === "unchanged") ports.log.debug(line);
      else ports.log.info(line);
      return happened;
    },
  });
  return summarize(done.stages, done.failures);
}

/** @throws PawlError `stage.oversized` when a stage asks for more than there is. */
async function measureMachine({ plan }: Planned, ports: PipelinePorts): Promise<MachineResources> {
  const asking = plan.flatMap(({ stage }) => stage?.resources ?? []);
  if (asking.length === 0) return { cpus: 0, memoryBytes: 0, gpus: [] };
  const withGpus = asking.some(({ gpus }) => gpus !== undefined && gpus > 0);
  const machine = await ports.machine.resources({ withGpus });
  const excess = findExcess(plan, machine);
  if (excess.length === 0) return machine;
  throw new PawlError("stage.oversized", { message: `${excess.join("; ")}.` });
}

interface NodeWork {
  readonly request: ReproduceRequest;
  readonly loaded: LoadedPipeline;
  readonly keeper: LockKeeper;
  readonly forced: ReadonlySet<string>;
  readonly thawed: ReadonlySet<string>;
}

async function processNode(
  { node, gpus }: ScheduledStart,
  { request, loaded, keeper, forced, thawed }: NodeWork,
  ports: RunningPorts,
): Promise<Processed> {
  const options: StageOptions = {
    allowsMissing: request.allowsMissing ?? false,
    isForced: forced.has(node.address),
    isThawed: thawed.has(node.address),
    isRestoreOnly: request.isRestoreOnly ?? false,
    ignoresRunCache: request.ignoresRunCache ?? false,
    isUncommitted: request.isUncommitted ?? false,
    gpus,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
  if (request.signal?.aborted === true) {
    throw new PawlError("stage.interrupted", { message: `Interrupted before stage ${node.address}.` });
  }
  if (node.stage === undefined) return processDataFile(node, ports, options);
  if (node.isFrozen && !options.isThawed)
    ports.log.info(`${node.address} is frozen: what it needs is left alone.`);
  return processStage(node.stage, { loaded, keeper }, ports, options);
}

/** What is to run even when it is frozen. @throws PawlError `stage.unknown` */
function thawedAddresses(
  { force = [] }: ReproduceRequest,
  { named }: Planned,
  loaded: LoadedPipeline,
): readonly string[] {
  if (force === "all") return [];
  if (force === "targets") return named.map((node) => node.address);
  for (const target of force) planReproduction(loaded, { targets: [target] });
  return force;
}

/** As DVC's: those that need it directly, when it ran or was to run. */
function forceBelow(
  { node }: ScheduledStart,
  happened: Processed,
  { graph }: Planned,
  forced: Set<string>,
): void {
  if (happened.state === "unchanged" && !forced.has(node.address)) return;
  for (const [below, above] of graph.upstream) if (above.includes(node)) forced.add(below.address);
}

/** The result of several runs as one. */
export function summarize(
  stages: readonly StageResult[],
  failures: readonly StageFailure[] = [],
): ReproduceResult {
  const changed = stages.some((stage) => stage.state === "ran" || stage.state === "restored");
  return {
    decision: "positive",
    reasonCode: changed ? "pipeline.changed" : "pipeline.unchanged",
    stages,
    failures,
    changed,
  };
}
