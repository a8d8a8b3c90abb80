import { RequestError } from "@octokit/request-error";
import { reportComments, waitForCheck } from "../observe.ts";
import type { DemoStep } from "../step.ts";
import { findPullRequest, type SeenPullRequest } from "../pull-request.ts";
import { harmful, helpful, type Proposal, wordsOnly } from "../timeline.ts";
import type { World } from "../world.ts";

/** Opens the pull request of a branch, or finds the one that an interrupted demo opened. */
async function propose(world: World, proposal: Proposal): Promise<SeenPullRequest> {
  const found = await findPullRequest(world, proposal.branch);
  if (found !== undefined) return found;
  const { owner, repo, clone } = world;
  const { git } = world.commands;
  await git(clone, "fetch", "--quiet", "origin");
  await git(clone, "checkout", "--quiet", "--force", "-B", proposal.branch, "origin/main");
  proposal.edit(clone);
  await git(clone, "commit", "--quiet", "--all", "--message", proposal.title);
  await git(clone, "push", "--quiet", "--force", "origin", `HEAD:refs/heads/${proposal.branch}`);
  const { title, body, branch } = proposal;
  await world.ana.rest.pulls.create({ owner, repo, title, body, head: branch, base: "main" });
  const opened = await findPullRequest(world, branch);
  if (opened === undefined) throw new Error(`The pull request of ${branch} was created but is not listed.`);
  return opened;
}

async function onlyComment(
  world: World,
  pull: SeenPullRequest,
): Promise<{ readonly body: string; readonly url: string }> {
  const comments = await reportComments(world, pull.number);
  if (comments.length !== 1 || comments[0] === undefined) {
    throw new Error(`Pull request #${pull.number} has ${comments.length} report comments, expected one.`);
  }
  return comments[0];
}

function firstLine(comment: { readonly body: string }): string {
  const line = comment.body.split("\n").find((text) => text.startsWith("#")) ?? "";
  return line.replace(/^#+\s*/, "");
}

/** The pull requests: one that only touches the README, one that helps, one that hurts. */
export function pullRequestSteps(world: World): readonly DemoStep[] {
  return [
    {
      name: "A pull request on the README alone trains nothing",
      run: async () => {
        await propose(world, wordsOnly);
        const { pull, title } = await expectCheck(world, wordsOnly.branch, "neutral");
        return { url: pull.url, note: `ml/metrics neutral: ${title}` };
      },
    },
    {
      name: "A pull request that helps: yesterday's delay rates",
      run: async () => {
        await propose(world, helpful);
        const { pull } = await expectCheck(world, helpful.branch, "success");
        const comment = await onlyComment(world, pull);
        return { url: comment.url, note: firstLine(comment) };
      },
    },
    {
      name: "A pull request that hurts is blocked by its gate",
      run: async () => {
        await propose(world, harmful);
        const { pull } = await expectCheck(world, harmful.branch, "failure");
        const status = await tryMerge(world, pull.number);
        if (status !== 405) throw new Error(`Merging #${pull.number} answered ${status}, expected 405.`);
        const comment = await onlyComment(world, pull);
        return { url: comment.url, note: `${firstLine(comment)}; merge refused (405)` };
      },
    },
  ];
}

async function expectCheck(world: World, branch: string, expected: string) {
  const found = await waitForCheck(world, branch, "ml/metrics");
  if (found.conclusion === expected) return found;
  throw new Error(
    `ml/metrics is ${found.conclusion} (${found.title}), expected ${expected}: ${found.pull.url}`,
  );
}

async function tryMerge(world: World, pullNumber: number): Promise<number> {
  const { owner, repo } = world;
  try {
    const answer = await world.ana.rest.pulls.merge({ owner, repo, pull_number: pullNumber });
    return answer.status;
  } catch (error) {
    return error instanceof RequestError ? error.status : 0;
  }
}
