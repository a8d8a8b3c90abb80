import { evaluationWorkflow, pipelineWorkflow } from "../../src/app/evaluate-run/workflow-files.ts";
import { digestOf } from "../events.ts";
import type { Key } from "../key.ts";
import type { BotContext } from "./context.ts";
import { listExplanationRuns } from "./explanation.ts";
import { readPolicy } from "./policy.ts";
import { requestOf } from "./reply.ts";

/** Commands older than this are not carried out any more when their event was lost, and runs are not looked at again. */
const windowMs = 24 * 3_600_000;
/** Runs that a sweep looks at, the newest. */
const mostRuns = 30;

type SweepContext = Pick<BotContext, "github" | "repository" | "clock">;

/** Every key of a repository that is worth a look: what a lost event would have said. */
export async function listOpenKeys(context: SweepContext): Promise<readonly Key[]> {
  const { github, repository } = context;
  const pulls = await github.pullRequests.listOpen();
  const asked = await github.issues.list({ labels: ["ml/retrain"], state: "open" });
  return [
    ...pulls.map((pull) => ({ kind: "pull-request" as const, repository, number: pull.number })),
    ...asked.map((issue) => ({ kind: "issue" as const, repository, number: issue.number })),
    ...(await findUnanswered(context)),
    ...(await listExplanationRuns(context)).map((id) => ({ kind: "run" as const, repository, id })),
    ...(await findTroubled(context)),
    { kind: "release", repository },
  ];
}

/**
 * Runs that did not end well: their jobs may have left no record, or nobody may have written what they left. One whose bot was put
 * off for a later one counts as cancelled, too.
 */
async function findTroubled(context: SweepContext): Promise<readonly Key[]> {
  const { github, repository, clock } = context;
  const { defaultBranch } = await github.members.repository();
  if ((await readPolicy(defaultBranch, context))?.runs === undefined) return [];
  const createdSince = new Date(clock.now().getTime() - windowMs).toISOString();
  const runs = await github.workflows.listRuns({ createdSince });
  return runs
    .filter(({ path }) => path === pipelineWorkflow.path || path === evaluationWorkflow.path)
    .filter(({ conclusion }) => troubles.has(conclusion))
    .slice(0, mostRuns)
    .map(({ id }) => ({ kind: "run", repository, id }));
}

const troubles: ReadonlySet<string | null> = new Set(["failure", "cancelled", "timed_out"]);

/** Comments that may hold a command and have no reply of ours; an edited one asks for nothing. */
async function findUnanswered({ github, repository, clock }: SweepContext): Promise<readonly Key[]> {
  const since = new Date(clock.now().getTime() - windowMs);
  const recent = await github.comments.listRecent(since);
  const asking = recent.filter(
    ({ authorType, body, createdAt, updatedAt }) =>
      authorType === "User" &&
      body.includes("/ml") &&
      createdAt === updatedAt &&
      new Date(createdAt) >= since,
  );
  if (asking.length === 0) return [];
  const self = await github.members.self();
  const ours = recent.filter(({ authorLogin }) => authorLogin === self.login);
  const answered = new Set(ours.map(({ body }) => requestOf(body)));
  return asking
    .filter(({ id }) => !answered.has(`comment:${id}`))
    .map(({ id, body }) => ({ kind: "comment", repository, id, digest: digestOf(body) }));
}
