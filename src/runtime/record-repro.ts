import { readPolicyFile } from "../app/read-policy.ts";
import type { ReproduceResult } from "../app/reproduce.ts";
import type { StageProgress } from "../app/pipeline/stage-progress.ts";
import { policyPath } from "../config/parse-policy.ts";
import { PawlError } from "../errors.ts";
import type { Log } from "../ports/log.ts";
import { createClock, createFileSystem, createGitHub, openGitState } from "./compose.ts";
import { recordFailure } from "./record-failure.ts";
import { recordStages } from "./record-stages.ts";
import { watchStages } from "./watch-stages.ts";

/** Where `pawl repro --record` works, and which repository's ledger it writes to. */
export interface ReproPlace {
  /** Absolute path of the work tree. */
  readonly root: string;
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly progress: StageProgress;
  readonly log: Log;
}

/** A run by hand that is being recorded. */
export interface ReproRecorder {
  /** To be given to the run. */
  readonly progress: StageProgress;
  /** Records the run; what it throws is recorded as a failure and thrown on. */
  readonly record: (run: () => Promise<ReproduceResult>) => Promise<ReproduceResult>;
}

/**
 * Begins to record `pawl repro`. Token and policy are looked at now, so that a long run does not end with nothing to show.
 *
 * @throws PawlError `usage.invalid` when the policy has no `runs`; `config.*`; `github.request-failed` for a token that GitHub refuses.
 */
export async function openReproRecorder(place: ReproPlace): Promise<ReproRecorder> {
  const { root: directory, github, progress, log } = place;
  const policy = await readPolicyFile(await createFileSystem(directory));
  if (policy.runs === undefined) {
    throw new PawlError("usage.invalid", {
      message: `--record writes to the run ledger, and ${policyPath} has no runs.`,
      hint: "Add `runs: {}` to the policy, or leave --record out.",
    });
  }
  const { token, ...named } = github;
  const writer = await createGitHub({ ...named, auth: { token } });
  // A wrong token or name fails here.
  await writer.members.repository();
  const { login, appId } = await writer.members.self();
  const type = appId === null && !login.endsWith("[bot]") ? ("User" as const) : ("Bot" as const);
  const local = {
    actor: { id: null, login: login.slice(0, 100), type, role: null },
    wasDirty: await (await openGitState(directory)).isDirty(),
  };
  const started = createClock().now();
  const run = { directory, config: policyPath, started, log, local };
  const watch = watchStages();
  const fail = (error: unknown, failedStage: string | undefined): Promise<void> =>
    recordFailure(error, { ...run, github, verb: "train", failedStage });
  return {
    progress: join(progress, watch.progress),
    record: async (work) => {
      const result = await work().catch(async (error: unknown) => {
        await fail(error, watch.failedStage());
        throw error;
      });
      // With --ignore-errors: a model of which a stage failed has that in its record, whatever else went well.
      for (const { stage } of result.failures) {
        await fail(new PawlError("stage.failed", { message: `${stage} failed` }), stage);
      }
      for (const verb of ["feature", "train"] as const) {
        if ((await recordStages(verb, result, { ...run, writer })) === "lost") throw lost(named.repository);
      }
      return result;
    },
  };
}

function lost(repository: string): PawlError {
  return new PawlError("github.request-failed", {
    message: `The run is done and is not in the run ledger of ${repository}.`,
    hint: "The warning above says why. The token needs contents: write.",
  });
}

function join(...all: readonly StageProgress[]): StageProgress {
  return {
    onStart: (...args) => {
      for (const one of all) one.onStart(...args);
    },
    onEnd: (...args) => {
      for (const one of all) one.onEnd(...args);
    },
  };
}
