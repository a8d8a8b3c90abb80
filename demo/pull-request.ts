import type { World } from "./world.ts";

/** What the demo reads of a pull request. */
export interface SeenPullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly merged: boolean;
  readonly mergeSha: string | null;
  readonly url: string;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
}

/** The pull request of a branch, here or in a fork, in any state. */
export async function findPullRequest(world: World, branch: string): Promise<SeenPullRequest | undefined> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.pulls.list({ owner, repo, state: "all", per_page: 100 });
  const found = data.find((pull) => pull.head.ref === branch);
  if (found === undefined) return undefined;
  return {
    number: found.number,
    headSha: found.head.sha,
    merged: found.merged_at !== null,
    mergeSha: found.merge_commit_sha,
    url: found.html_url,
    isOpen: found.state === "open",
    labels: found.labels.map((label) => label.name),
  };
}
