import { PawlError } from "../errors.ts";
import { withLockEntry, writeLock } from "../versioning/lock-file.ts";
import { isOverlap } from "../versioning/repository-path.ts";
import { orderStages } from "../versioning/stage-graph.ts";
import { lockFileOf, type Pipeline, type Stage } from "../versioning/stage.ts";
import { nearestMatch } from "../yaml/nearest-match.ts";
import { loadPipeline, lockOf } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts, RunningPorts } from "./pipeline/pipeline-ports.ts";
import { processStage } from "./pipeline/process-stage.ts";

/** What to bring up to date. */
export interface ReproduceRequest {
  /** Stages, or paths of outputs; what they need is included. Default: all stages. */
  readonly targets?: readonly string[];
  /** The targets alone, without what they need. Default false. */
  readonly isSingle?: boolean;
  /** Stages to run whatever they were, frozen ones too; `all`: every stage that is reached. */
  readonly force?: readonly string[] | "all";
  /** Data that is absent but unchanged counts as current and is not fetched. Default false. */
  readonly allowsMissing?: boolean;
  /** Runs nothing: a stage whose results cannot be restored is an error. Default false. */
  readonly isRestoreOnly?: boolean;
  /** Aborting ends the running command; dvc.lock then holds the stages that ended well. */
  readonly signal?: AbortSignal;
}

/** What happened to one stage. */
export interface StageResult {
  readonly stage: string;
  readonly state: "ran" | "restored" | "unchanged";
  /** One line. */
  readonly reason: string;
  readonly durationMs: number;
}

/** What happened to a pipeline. */
export interface ReproduceResult {
  readonly decision: "positive";
  readonly reasonCode: "pipeline.changed" | "pipeline.unchanged";
  readonly stages: readonly StageResult[];
  /** Whether a stage ran or was restored. */
  readonly changed: boolean;
}

/**
 * Runs the stages of dvc.yaml that are stale, each after those it needs; restores from the run cache what ran before.
 * dvc.lock is replaced as a whole after each stage, so that a crash leaves the stages that ended well.
 *
 * @throws PawlError `pipeline.busy`, `stage.failed`, `stage.interrupted`, `stage.not-restorable`, `stage.unknown`, `data.missing`,
 *   `dvc.*`, `cache.corrupt`.
 */
export async function reproduce(request: ReproduceRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const turn = await ports.guard.enter();
  try {
    return await reproduceInTurn(request, { ...ports, turn });
  } finally {
    await turn.leave();
  }
}

async function reproduceInTurn(request: ReproduceRequest, ports: RunningPorts): Promise<ReproduceResult> {
  const loaded = await loadPipeline(ports.workspace);
  const ordered = selectStages(loaded.pipeline, request);
  const stages: StageResult[] = [];
  const locks = new Map(loaded.locks);
  for (const stage of ordered) {
    const started = performance.now();
    const { entry, ...happened } = await processStage(stage, { ...loaded, locks }, ports, {
      allowsMissing: request.allowsMissing ?? false,
      isRestoreOnly: request.isRestoreOnly ?? false,
      isForced: request.force === "all" || (request.force?.includes(stage.address) ?? false),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    if (entry !== undefined) {
      const lock = withLockEntry(lockOf({ locks }, stage), stage.name, entry);
      locks.set(lockFileOf(stage.file), lock);
      await ports.files.write(lockFileOf(stage.file), writeLock(lock));
    }
    const result = { stage: stage.address, ...happened, durationMs: Math.round(performance.now() - started) };
    ports.log.info(`${stage.address}: ${result.state} (${result.reason})`);
    stages.push(result);
  }
  return summarize(stages);
}

/** The result of several runs as one. */
export function summarize(stages: readonly StageResult[]): ReproduceResult {
  const changed = stages.some((stage) => stage.state !== "unchanged");
  return {
    decision: "positive",
    reasonCode: changed ? "pipeline.changed" : "pipeline.unchanged",
    stages,
    changed,
  };
}

function selectStages(pipeline: Pipeline, request: ReproduceRequest): readonly Stage[] {
  const names = request.targets?.flatMap((target) => resolveTarget(target, pipeline));
  for (const name of request.force === "all" ? [] : (request.force ?? [])) resolveTarget(name, pipeline);
  const ordered = orderStages(pipeline, names);
  return request.isSingle === true && names !== undefined
    ? ordered.filter((stage) => names.includes(stage.address))
    : ordered;
}

/** Names of the stages that a target means. @throws PawlError `stage.unknown` */
export function resolveTarget(target: string, pipeline: Pipeline): readonly string[] {
  const name = target.replace(/^dvc\.yaml:/, "");
  const found = pipeline.filter(
    (stage) =>
      stage.address === name || stage.outs.some((out) => isOverlap(out.path, name.replace(/\/$/, ""))),
  );
  if (found.length > 0) return found.map((stage) => stage.address);
  const known = pipeline.flatMap((stage) => [stage.address, ...stage.outs.map((out) => out.path)]);
  const nearest = nearestMatch(name, known);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new PawlError("stage.unknown", { message: `dvc.yaml has no stage or output ${target}.${hint}` });
}
