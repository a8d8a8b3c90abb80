import { readExplanations } from "../../src/app/evaluate-run/read-explanations.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { renderExplained, renderUnexplained } from "../views/explained.ts";
import type { BotContext } from "./context.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { findReply, replyOnce } from "./reply.ts";
import { explainedBy } from "./run-facts.ts";

/** Runs older than this are not looked at again when their event was lost. */
const windowMs = 24 * 3_600_000;
const maxRuns = 20;

/**
 * Writes what a run of `/ml explain --run` found into one comment, once: its natural key is the run. The run worked on code of
 * the pull request, so its artifact counts only as far as `readExplanations` says; a head that was replaced meanwhile is said to
 * be so, and a run that ended without a result too.
 */
export async function reconcileExplanation(
  run: WorkflowRun,
  explained: NonNullable<ReturnType<typeof explainedBy>>,
  context: BotContext,
): Promise<Outcome> {
  const { github, ownRun } = context;
  // As a workflow job the bot is the last job of the run that it reads.
  if (run.status !== "completed" && run.id !== ownRun?.id)
    return { decision: "unchanged", reasonCode: "explanation.running" };
  const { id, defaultBranch } = await github.members.repository();
  if (run.headRepositoryId !== id) return { decision: "ignored", reasonCode: "other.repository" };
  const pull = await github.pullRequests.get(explained.pull);
  if (pull === undefined || pull.state !== "open") return { decision: "ignored", reasonCode: "closed" };
  const requestKey = requestKeyOf(run);
  if ((await findReply(pull.number, requestKey, context)) !== undefined)
    return { decision: "unchanged", reasonCode: "replied" };
  const policy = await readPolicy(defaultBranch, context);
  if (policy === undefined) return { decision: "ignored", reasonCode: "config.missing" };
  const { workflows } = github;
  const expected = { models: Object.keys(policy.models), sha: explained.sha };
  const read = await readExplanations(run.id, expected, { workflows, readArchive: context.readArchive });
  const isStale = pull.headSha !== explained.sha;
  const text =
    read.state === "found"
      ? renderExplained(read.explanations, { run, isStale })
      : renderUnexplained(read.state === "refused" ? read.reason : undefined, run);
  const outcome = read.state === "found" ? "done" : "refused";
  await replyOnce(pull.number, { requestKey, outcome, text }, context);
  return { decision: "done", reasonCode: `explanation.${read.state}` };
}

function requestKeyOf({ id }: WorkflowRun): string {
  return `explanation:${id}`;
}

/** Ended runs of `/ml explain --run` of the last day: what a lost event would have said. */
export async function listExplanationRuns({
  github,
  clock,
}: Pick<BotContext, "github" | "clock">): Promise<readonly number[]> {
  const { defaultBranch } = await github.members.repository();
  const sinceMs = clock.now().getTime() - windowMs;
  const wanted = { event: "workflow_dispatch", branch: defaultBranch };
  const runs = await github.workflows.listRuns({ ...wanted, createdSince: new Date(sinceMs).toISOString() });
  return runs
    .filter((run) => run.status === "completed" && Date.parse(run.createdAt) >= sinceMs)
    .filter((run) => explainedBy(run) !== undefined)
    .slice(0, maxRuns)
    .map(({ id }) => id);
}
