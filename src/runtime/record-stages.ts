import { readStageFacts } from "../app/artifact-lineage.ts";
import { type ModelStagesRun, recordsOfStages } from "../app/ledger/records-of-stages.ts";
import { readPipeline } from "../app/pipeline/load-pipeline.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { ReproduceResult } from "../app/reproduce.ts";
import { selectModels } from "../config/select-models.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Log } from "../ports/log.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import { createFileSystem, createWorkspaceView, openGitRepository } from "./compose.ts";
import { type LocalRun, type Recorded, recordRuns } from "./record-runs.ts";
import { readBasePolicy } from "./run-evaluate.ts";

/** Where stages ran. */
export interface StagesPlace {
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly model?: string | undefined;
  readonly started: Date;
  readonly log: Log;
  /** What may write to the ledger; without it the records are handed over. */
  readonly writer?: Pick<GitHub, "commits" | "gitData"> | undefined;
  readonly local?: LocalRun | undefined;
}

/**
 * Records `feature` or `train`, as actions of their own, which have no token and hand over, or by hand: a run for each model of
 * which a stage ran or was restored, when the base's policy has `runs`.
 */
export async function recordStages(
  verb: "feature" | "train",
  { stages }: Pick<ReproduceResult, "stages">,
  { directory, config, base, model, started, log, writer: github, local }: StagesPlace,
): Promise<Recorded> {
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const { runs } = await readBasePolicy({ base, config }, { git, files });
  if (runs === undefined) return "none";
  const changed = new Set(stages.filter(({ state }) => state !== "unchanged").map(({ stage }) => stage));
  const view = await createWorkspaceView(files);
  const pipeline = await readPipeline(view);
  const models: ModelStagesRun[] = [];
  for (const [name, { artifact }] of Object.entries(
    selectModels(await readPolicyFile(files, config), model),
  )) {
    const { feature, train, evaluate } = findModelStages(artifact, pipeline);
    const own = (verb === "feature" ? feature : [train, ...evaluate]).map(({ address }) => address);
    if (!own.some((address) => changed.has(address))) continue;
    models.push({ model: name, artifact, facts: await readStageFacts(view, own) });
  }
  return recordRuns({ runs, github, log, started, directory, local }, (place) =>
    recordsOfStages(verb, models, place),
  );
}
