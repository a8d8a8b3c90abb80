import { readLineage } from "../app/artifact-lineage.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import {
  type PipelineModel,
  recordsOfPipeline,
  recordsOfRetraining,
} from "../app/ledger/records-of-pipeline.ts";
import type { ModelPolicy } from "../config/schema.ts";
import type { Log } from "../ports/log.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import {
  createFileSystem,
  createGitHub,
  createWorkspaceView,
  openGitRepository,
  openRevisions,
} from "./compose.ts";
import { isFork } from "./publish-models.ts";
import { recordStages } from "./record-stages.ts";
import { recordRuns } from "./record-runs.ts";
import { readBasePolicy } from "./run-evaluate.ts";
import type { PipelineOutcome } from "./run-pipeline.ts";

/** Where a pipeline ran. */
export interface PipelinePlace {
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly model?: string | undefined;
  /** The last step that was to run; default: `evaluate`. */
  readonly step?: "feature" | "train" | "evaluate";
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly started: Date;
  readonly log: Log;
}

/** Whether this is `/ml run`: nothing of it may be committed, as in a fork, and it was dispatched. It may not write, and hands over. */
export function isAskedRun(place: Pick<PipelinePlace, "base" | "branch">): boolean {
  return isFork(place) && process.env["GITHUB_EVENT_NAME"] === "workflow_dispatch";
}

/** Records what a pipeline trained and evaluated, when the base's policy has `runs`. A fork's token may not: nothing is tried. */
export async function recordPipeline(outcome: PipelineOutcome, place: PipelinePlace): Promise<void> {
  const { directory, base, config, started, log } = place;
  const { evaluations, retraining } = outcome;
  const isAsked = isAskedRun(place);
  if (isFork(place) && !isAsked) return;
  if (isAsked && place.step !== undefined && place.step !== "evaluate")
    return recordSteps(place.step, outcome, place);
  if (evaluations.length === 0 && retraining === undefined) return;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const { runs, models } = await readBasePolicy({ base, config }, { git, files });
  if (runs === undefined) return;
  // What `/ml run` made with other parameters is in the work tree alone.
  const view = isAsked ? await createWorkspaceView(files) : undefined;
  const described = await describeEvaluations(evaluations, {
    headSha: outcome.headSha,
    models,
    directory,
    view,
  });
  const { token, ...repository } = place.github;
  const github = isAsked ? undefined : await createGitHub({ ...repository, auth: { token } });
  await recordRuns({ runs, github, log, started, directory }, (run) => {
    const records = recordsOfPipeline(described, outcome.changed, run);
    return retraining === undefined ? records : recordsOfRetraining(retraining, records, run);
  });
}

/** `/ml run` that was to end before the evaluation. */
async function recordSteps(
  step: "feature" | "train",
  outcome: PipelineOutcome,
  place: PipelinePlace,
): Promise<void> {
  await recordStages("feature", outcome, place);
  if (step === "train") await recordStages("train", outcome, place);
}

/** Evaluations with what the lock files of their commit, or of a view, say of the models. */
export async function describeEvaluations(
  evaluations: readonly EvaluateResult[],
  place: {
    readonly headSha: string;
    readonly models: Readonly<Record<string, ModelPolicy>>;
    readonly directory: string;
    readonly view?: RepositoryView | undefined;
  },
): Promise<readonly PipelineModel[]> {
  const view = place.view ?? (await (await openRevisions(place.directory)).view(place.headSha));
  const described: PipelineModel[] = [];
  for (const evaluation of evaluations) {
    const artifact = place.models[evaluation.report.model]?.artifact ?? "";
    const lineage = view === undefined ? undefined : await readLineage(view, artifact);
    described.push({ evaluation, artifact, lineage });
  }
  return described;
}
