import { recordsOfFailure } from "../app/ledger/records-of-failure.ts";
import { readPipeline } from "../app/pipeline/load-pipeline.ts";
import type { Policy } from "../config/schema.ts";
import { selectModels } from "../config/select-models.ts";
import { PawlError } from "../errors.ts";
import type { Log } from "../ports/log.ts";
import type { RunRecord } from "../runs/run-schema.ts";
import { findModelStages, type ModelStages } from "../versioning/model-stages.ts";
import { createFileSystem, createGitHub, createWorkspaceView, openGitRepository } from "./compose.ts";
import { type LocalRun, recordRuns } from "./record-runs.ts";
import { readBasePolicy } from "./run-evaluate.ts";

/** A run that ended in an error, and where. */
export interface FailedPlace {
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly model?: string | undefined;
  /** Without it the records are handed over. */
  readonly github?:
    { readonly token: string; readonly repository: string; readonly apiUrl: string } | undefined;
  readonly started: Date;
  readonly log: Log;
  /** What the record is of when no stage failed, or a stage of no model. */
  readonly verb: RunRecord["verb"];
  /** Whether the verb stands whatever stage failed. */
  readonly isFixed?: boolean;
  readonly failedStage: string | undefined;
  readonly local?: LocalRun | undefined;
}

/**
 * Records a run that ended in an error: for the models whose stages include the one that failed, else for all that it was for.
 * Whatever is wrong with the recording itself is at most a warning: the error counts.
 */
export async function recordFailure(error: unknown, place: FailedPlace): Promise<void> {
  try {
    await record(error, place);
  } catch (problem) {
    if (!(problem instanceof PawlError)) throw problem;
    place.log.debug(`The failed run was not recorded: ${problem.message}`);
  }
}

async function record(error: unknown, place: FailedPlace): Promise<void> {
  const { directory, base, config, started, log, failedStage, local } = place;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const policy = await readBasePolicy({ base, config }, { git, files });
  if (policy.runs === undefined) return;
  const { verb, models } = await findFailed(policy, place);
  const github =
    place.github === undefined
      ? undefined
      : await createGitHub({ ...place.github, auth: { token: place.github.token } });
  await recordRuns({ runs: policy.runs, github, log, started, directory, local }, (run) =>
    recordsOfFailure({ verb, models, error, failedStage }, run),
  );
}

/** The verb that the failed stage belongs to, and the models that need it. */
async function findFailed(
  policy: Policy,
  { directory, model, failedStage, verb, isFixed = false }: FailedPlace,
): Promise<{ readonly verb: RunRecord["verb"]; readonly models: readonly string[] }> {
  const all = Object.entries(selectModels(policy, model));
  const everything = { verb, models: all.map(([name]) => name) };
  if (failedStage === undefined) return everything;
  const pipeline = await readPipeline(await createWorkspaceView(await createFileSystem(directory)));
  const found = all.flatMap(([name, { artifact }]) => {
    const step = stepOf(failedStage, findModelStages(artifact, pipeline));
    return step === undefined ? [] : [{ name, step }];
  });
  const [first] = found;
  if (first === undefined) return everything;
  return { verb: isFixed ? verb : first.step, models: found.map(({ name }) => name) };
}

function stepOf(address: string, stages: ModelStages): "feature" | "train" | undefined {
  if (stages.feature.some((stage) => stage.address === address)) return "feature";
  return [stages.train, ...stages.evaluate].some((stage) => stage.address === address) ? "train" : undefined;
}
