import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { BotContext } from "./context.ts";
import { findOwnCheck } from "./own-check.ts";
import { headOfRun, listPullRuns } from "./run-facts.ts";

/**
 * When the live head of a pull request was first seen, by GitHub's clock: when our own check of it began, which is when its
 * event arrived, or when a run of it was made. A commit's own dates say what its author likes and are never read.
 *
 * @returns milliseconds since the epoch; `undefined`: nothing tells.
 */
export async function readHeadArrival(
  pull: PullRequest,
  context: Pick<BotContext, "github">,
): Promise<number | undefined> {
  const runs = (await listPullRuns(pull, context)).filter((run) => headOfRun(run) === pull.headSha);
  const checks = [
    await findOwnCheck("ml/config", pull.headSha, context),
    await findOwnCheck("ml/metrics", pull.headSha, context),
  ];
  const seen = [...runs.map((run) => run.createdAt), ...checks.map((check) => check?.startedAt ?? "")];
  return seen
    .map((at) => Date.parse(at))
    .filter((at) => Number.isFinite(at))
    .sort((a, b) => a - b)[0];
}
