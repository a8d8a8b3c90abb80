import type { ModelPolicy } from "../config/schema.ts";
import type { DataItem } from "../versioning/data-item.ts";
import { isOverlap } from "../versioning/repository-path.ts";
import { feature, type ModelStagesRequest } from "./feature.ts";
import { listKnownData, loadPipeline } from "./pipeline/load-pipeline.ts";
import type { PipelinePorts } from "./pipeline/pipeline-ports.ts";
import { reproduce, type ReproduceResult, type StageResult, summarize } from "./reproduce.ts";
import { train } from "./train.ts";

/** What of a policy says which files a model is judged by. */
export type JudgedModel = Pick<ModelPolicy, "artifact"> & {
  readonly evaluation?: Pick<NonNullable<ModelPolicy["evaluation"]>, "data" | "predictions"> | undefined;
};

/** Models to bring up to date. */
export interface BringUpRequest extends ModelStagesRequest {
  /**
   * Those of them, by name, that are judged next: what that needs is made when nobody has it. Asked once the stale stages
   * have run.
   */
  listJudged(): Promise<Readonly<Record<string, JudgedModel>>>;
}

/**
 * Runs the stale stages of models and of what they need, as {@link feature} and {@link train}; then those that are current
 * but whose results, which a model is judged by, are nowhere: a dvc.lock may name a model that its author never pushed.
 *
 * @throws PawlError as `reproduce`; `data.missing` when such a stage needs data that nothing makes and nobody has.
 */
export async function bringUpModels(request: BringUpRequest, ports: PipelinePorts): Promise<ReproduceResult> {
  const first = await runOnce(request, ports);
  const lost = await findLost(await request.listJudged(), ports);
  if (lost.length === 0) return summarize(first);
  const { stages } = await buildLost(lost, request, ports);
  // A stage that is not deterministic gave other results: those below it are stale.
  return summarize(latestOf(first, stages, await runOnce(request, ports)));
}

async function runOnce(request: BringUpRequest, ports: PipelinePorts): Promise<readonly StageResult[]> {
  const features = await feature(request, ports);
  const trained = await train(request, ports);
  return [...features.stages, ...trained.stages];
}

/**
 * The stages whose results a model is judged by, or is made from, and which neither work tree, cache nor remote has: their
 * addresses, each after those that it needs. Nothing is fetched.
 */
export async function findLost(
  models: Readonly<Record<string, JudgedModel>>,
  ports: PipelinePorts,
): Promise<readonly string[]> {
  const loaded = await loadPipeline(ports.workspace);
  const known = listKnownData(loaded);
  const stages = new Map(loaded.pipeline.map((stage) => [stage.address, stage]));
  const looked = new Set<string>();
  const lost: string[] = [];
  const visit = async (path: string): Promise<void> => {
    for (const data of known.filter((one) => isOverlap(one.path, path))) {
      const maker = stages.get(data.owner);
      if (maker === undefined || looked.has(data.path)) continue;
      looked.add(data.path);
      if (await isAvailable(data, ports)) continue;
      for (const dep of maker.deps) await visit(dep.path);
      if (!lost.includes(maker.address)) lost.push(maker.address);
    }
  };
  for (const path of Object.values(models).flatMap(judgedPaths)) await visit(path);
  return lost;
}

/**
 * Makes the results of stages that {@link findLost} named: restored from an earlier run that is known, else by running.
 *
 * @param lost each after those that it needs.
 * @throws PawlError as `reproduce`.
 */
export async function buildLost(
  lost: readonly string[],
  { signal, progress }: Pick<ModelStagesRequest, "signal" | "progress">,
  ports: PipelinePorts,
): Promise<ReproduceResult> {
  ports.log.info(`In neither cache nor remote, so made here: the results of ${lost.join(", ")}.`);
  const watched = {
    ...(signal === undefined ? {} : { signal }),
    ...(progress === undefined ? {} : { progress }),
  };
  return reproduce({ targets: lost, extent: "single", ...watched }, ports);
}

/** The files of the work tree that a model is judged by. */
export function judgedPaths({ artifact, evaluation }: JudgedModel): readonly string[] {
  return [artifact, evaluation?.data, evaluation?.predictions].filter((path) => path !== undefined);
}

async function isAvailable(
  { path, item, isCached }: { readonly path: string; readonly item: DataItem; readonly isCached: boolean },
  { files, data, remote }: Pick<PipelinePorts, "files" | "data" | "remote">,
): Promise<boolean> {
  if ((await files.stat(path)) !== undefined) return true;
  if (!isCached) return false;
  if (await data.has(item)) return true;
  return remote !== undefined && (await remote.findMissing([item])).length === 0;
}

/** Each stage once, in the order of the first round: what last happened to it, if anything did. */
export function latestOf(...rounds: readonly (readonly StageResult[])[]): readonly StageResult[] {
  const latest = new Map<string, StageResult>();
  for (const result of rounds.flat()) {
    if (result.state !== "unchanged" || !latest.has(result.stage)) latest.set(result.stage, result);
  }
  return [...latest.values()];
}
