import { rmSync } from "node:fs";
import { join } from "node:path";
import { RequestError } from "@octokit/request-error";
import { cloneUrl } from "../clone-url.ts";
import { reportComments, waitForCheck } from "../observe.ts";
import type { DemoStep } from "../step.ts";
import { findPullRequest, type SeenPullRequest } from "../pull-request.ts";
import { harmful, helpful, type Proposal, fromFork, wordsOnly } from "../timeline.ts";
import type { World } from "../world.ts";

/** Opens the pull request of a branch, or finds the one that an interrupted demo opened. */
async function propose(world: World, proposal: Proposal): Promise<void> {
  if ((await findPullRequest(world, proposal.branch)) !== undefined) return;
  const { clone } = world;
  const { git } = world.commands;
  await git(clone, "fetch", "--quiet", "origin");
  await git(clone, "checkout", "--quiet", "--force", "-B", proposal.branch, "origin/main");
  proposal.edit(clone);
  await git(clone, "commit", "--quiet", "--all", "--message", proposal.title);
  await git(clone, "push", "--quiet", "--force", "origin", `HEAD:refs/heads/${proposal.branch}`);
  await openPullRequest(world, proposal);
}

/**
 * Opens a pull request from the fork of Eve, who may only read the repository, unless it is there. She trains on her own
 * machine and pushes the data to the storage that all share.
 */
async function proposeFromFork(world: World, proposal: Proposal): Promise<void> {
  if ((await findPullRequest(world, proposal.branch)) !== undefined) return;
  const { owner, repo, directory, eve, commands } = world;
  const forks = await eve.rest.repos.listForks({ owner, repo });
  if (forks.data.length === 0) await eve.rest.repos.createFork({ owner, repo });
  const folder = join(directory, "runner", "eve");
  rmSync(folder, { recursive: true, force: true });
  const url = cloneUrl(world, `eve/${repo}`, "eve");
  await commands.git(join(directory, "runner"), "clone", "--quiet", url, folder);
  await commands.git(folder, "checkout", "--quiet", "-B", proposal.branch);
  proposal.edit(folder);
  await commands.pawl(folder, ["pull"]);
  await commands.pawl(folder, ["repro"]);
  await commands.pawl(folder, ["push"]);
  await commands.git(folder, "commit", "--quiet", "--all", "--message", proposal.title);
  await commands.git(folder, "push", "--quiet", "--force", "origin", `HEAD:refs/heads/${proposal.branch}`);
  await openPullRequest(world, proposal, "eve");
}

async function openPullRequest(world: World, proposal: Proposal, fork?: "eve"): Promise<void> {
  const { owner, repo, ana, eve } = world;
  const { title, body, branch } = proposal;
  const [by, head] = fork === undefined ? [ana, branch] : [eve, `${fork}:${branch}`];
  await by.rest.pulls.create({ owner, repo, title, body, head, base: "main" });
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

/** The pull requests: one that only touches the README, one that helps, one that hurts, one of a fork. */
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
    {
      name: "A fork whose numbers are computed apart from it",
      run: async () => {
        await proposeFromFork(world, fromFork);
        const { pull } = await expectCheck(world, fromFork.branch, "success");
        const comment = await onlyComment(world, pull);
        if (!comment.body.includes("**Recomputed** apart from the pull request"))
          throw new Error(`The report on #${pull.number} does not say that it was recomputed.`);
        return { url: comment.url, note: firstLine(comment) };
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
