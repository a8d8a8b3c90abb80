import { evaluateRun, type EvaluateRunResult } from "../app/evaluate-run.ts";
import { findJudgedPull } from "../app/evaluate-run/find-judged-pull.ts";
import { recordsOfPipeline } from "../app/ledger/records-of-pipeline.ts";
import { selectModels } from "../config/select-models.ts";
import type { Log } from "../ports/log.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  createIsolatedModelRuntime,
  createSql,
  openGitRepository,
  readArchive,
} from "./compose.ts";
import { openBenches, openCommit } from "./open-benches.ts";
import { openEvidence } from "./open-evidence.ts";
import { describeEvaluations } from "./record-pipeline.ts";
import { recordRuns } from "./record-runs.ts";
import { readPolicyAt } from "./run-evaluate.ts";

/** What the `evaluate` action gives with its input `run`. */
export interface RunEvaluateRunOptions {
  /** Absolute path of a checkout of the default branch, with its history. */
  readonly directory: string;
  readonly config: string;
  readonly model?: string | undefined;
  readonly runId: number;
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly log: Log;
}

/**
 * Evaluates what a run of the pipeline left, in a job that the pull request cannot change. The head is fetched as objects
 * and never checked out.
 *
 * @throws PawlError as `evaluateRun` says; `config.*` for the base branch's policy.
 */
export async function runEvaluateRun(options: RunEvaluateRunOptions): Promise<EvaluateRunResult> {
  const { directory, config, github: place, log } = options;
  const started = createClock().now();
  const github = await createGitHub({ ...place, auth: { token: place.token } });
  const judged = await findJudgedPull(options.runId, github);
  if (!("run" in judged)) return { state: "ended", ...judged };
  const { pull } = judged;
  const git = await openGitRepository(directory, { token: place.token });
  if ((await git.fetchBranch(`refs/pull/${pull.number}/head`)) !== pull.headSha) {
    return { state: "ended", reasonCode: "stale.sha", reason: `the head of #${pull.number} moved on` };
  }
  const mergeBase = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const policy = await readPolicyAt(pull.baseSha, config, git);
  if (policy === undefined) {
    return { state: "ended", reasonCode: "config.missing", reason: "the base branch has no policy" };
  }
  const [sql, evidence] = await Promise.all([createSql(), openEvidence(await createFileSystem(directory))]);
  await using benches = openBenches(directory);
  try {
    const result = await evaluateRun(
      { judged, models: selectModels(policy, options.model), mergeBase },
      {
        ...evidence,
        sql,
        github,
        workflows: github.workflows,
        readArchive,
        clock: createClock(),
        modelRuntime: await createIsolatedModelRuntime(),
        base: await openCommit(pull.baseSha, directory, git),
        head: await openCommit(pull.headSha, directory, git),
        before: await openCommit(mergeBase, directory, git),
        openBench: benches.open,
      },
    );
    if (result.state !== "evaluated") return result;
    const { runs, models } = policy;
    const described = await describeEvaluations(result.evaluations, {
      headSha: pull.headSha,
      models,
      directory,
    });
    await recordRuns({ runs, github, log, started, directory }, (run) =>
      recordsOfPipeline(described, false, run),
    );
    return result;
  } finally {
    await evidence.close();
    await sql.close();
  }
}
