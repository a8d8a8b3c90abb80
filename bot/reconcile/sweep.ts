import type { Key } from "../key.ts";
import type { BotContext } from "./context.ts";

/** Every key of a repository that is worth a look: what a lost event would have said. */
export async function listOpenKeys({
  github,
  repository,
}: Pick<BotContext, "github" | "repository">): Promise<readonly Key[]> {
  const pulls = await github.pullRequests.listOpen();
  const asked = await github.issues.list({ labels: ["ml/retrain"], state: "open" });
  return [
    ...pulls.map((pull) => ({ kind: "pull-request" as const, repository, number: pull.number })),
    ...asked.map((issue) => ({ kind: "issue" as const, repository, number: issue.number })),
    { kind: "release", repository },
  ];
}
