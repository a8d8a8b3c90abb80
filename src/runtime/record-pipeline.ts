import { readLineage } from "../app/artifact-lineage.ts";
import { type PipelineModel, recordsOfPipeline } from "../app/ledger/records-of-pipeline.ts";
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
  if (isFork(place) || outcome.evaluations.length === 0) return;
  const files = await createFileSystem(directory);
  const git = await openGitRepository(directory);
  const { runs, models } = await readBasePolicy({ base, config }, { git, files });
  if (runs === undefined) return;
  const view = await (await openRevisions(directory)).view(outcome.headSha);
  const described: PipelineModel[] = [];
  for (const evaluation of outcome.evaluations) {
    const artifact = models[evaluation.report.model]?.artifact ?? "";
    const lineage = view === undefined ? undefined : await readLineage(view, artifact);
    described.push({ evaluation, artifact, lineage });
  }
  const { token, ...repository } = place.github;
  const github = await createGitHub({ ...repository, auth: { token } });
  await recordRuns({ runs, github, log, started, directory }, (run) =>
    recordsOfPipeline(described, outcome.changed, run),
  );
}
