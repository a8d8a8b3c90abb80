import { digestOf } from "../events.ts";
import type { Key } from "../key.ts";
import type { BotContext } from "./context.ts";
import { listExplanationRuns } from "./explanation.ts";
import { requestOf } from "./reply.ts";

/** Commands older than this are not carried out any more when their event was lost. */
const commentWindowMs = 24 * 3_600_000;

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
    { kind: "release", repository },
  ];
}

/** Comments that may hold a command and have no reply of ours; an edited one asks for nothing. */
async function findUnanswered({ github, repository, clock }: SweepContext): Promise<readonly Key[]> {
  const since = new Date(clock.now().getTime() - commentWindowMs);
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
