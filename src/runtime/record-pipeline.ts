import { readLineage } from "../app/artifact-lineage.ts";
import type { EvaluateResult } from "../app/evaluate.ts";
import {
  type PipelineModel,
  recordsOfPipeline,
  recordsOfRetraining,
} from "../app/ledger/records-of-pipeline.ts";
import type { ModelPolicy } from "../config/schema.ts";
import type { Log } from "../ports/log.ts";
import { createFileSystem, createGitHub, openGitRepository, openRevisions } from "./compose.ts";
import { isFork } from "./publish-models.ts";
import { recordRuns } from "./record-runs.ts";
import { readBasePolicy } from "./run-evaluate.ts";
import type { PipelineOutcome } from "./run-pipeline.ts";

/** Where a pipeline ran. */
export interface PipelinePlace {
  readonly directory: string;
  readonly config: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly started: Date;
  readonly log: Log;
}

/** Records what a pipeline trained and evaluated, when the base's policy has `runs`. A fork's token may not: nothing is tried. */
export async function recordPipeline(outcome: PipelineOutcome, place: PipelinePlace): Promise<void> {
  const { directory, base, config, started, log } = place;
  const { evaluations, retraining } = outcome;
  if (isFork(place) || (evaluations.length === 0 && retraining === undefined)) return;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const { runs, models } = await readBasePolicy({ base, config }, { git, files });
  if (runs === undefined) return;
  const described = await describeEvaluations(evaluations, { headSha: outcome.headSha, models, directory });
  const { token, ...repository } = place.github;
  const github = await createGitHub({ ...repository, auth: { token } });
  await recordRuns({ runs, github, log, started, directory }, (run) => {
    const records = recordsOfPipeline(described, outcome.changed, run);
    return retraining === undefined ? records : recordsOfRetraining(retraining, records, run);
  });
}

/** Evaluations with what the lock files of their commit say of the models. */
export async function describeEvaluations(
  evaluations: readonly EvaluateResult[],
  place: {
    readonly headSha: string;
    readonly models: Readonly<Record<string, ModelPolicy>>;
    readonly directory: string;
  },
): Promise<readonly PipelineModel[]> {
  const view = await (await openRevisions(place.directory)).view(place.headSha);
  const described: PipelineModel[] = [];
  for (const evaluation of evaluations) {
    const artifact = place.models[evaluation.report.model]?.artifact ?? "";
    const lineage = view === undefined ? undefined : await readLineage(view, artifact);
    described.push({ evaluation, artifact, lineage });
  }
  return described;
}
