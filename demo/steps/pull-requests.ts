import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "../git.ts";
import { findPullRequest, reportComments, waitForCheck, type SeenPullRequest } from "../observe.ts";
import type { DemoStep } from "../play.ts";
import type { World } from "../world.ts";

interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** Edits files of the clone. */
  edit(clone: string): void;
}

/** Opens the pull request of a branch, or finds the one that an interrupted demo opened. */
async function propose(world: World, proposal: Proposal): Promise<SeenPullRequest> {
  const found = await findPullRequest(world, proposal.branch);
  if (found !== undefined) return found;
  const { owner, repo, clone } = world;
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

/** Replaces text in a file of the clone; the text has to be there. */
function replaceIn(file: string, from: RegExp, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!from.test(text)) throw new Error(`${file} does not contain ${String(from)}.`);
  writeFileSync(file, text.replace(from, to));
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

/** A pull request that adds the day before's delay rates. */
export const helpfulBranch = "delay-rates";

/** The pull requests: one that only touches the README, one that helps, one that hurts. */
export function pullRequestSteps(world: World): readonly DemoStep[] {
  return [
    {
      name: "A pull request that touches only the README trains nothing",
      run: async () => {
        await propose(world, {
          branch: "readme",
          title: "docs: say where the data comes from",
          body: "Only words.",
          edit: (clone) => {
            const file = join(clone, "README.md");
            writeFileSync(file, `${readFileSync(file, "utf8")}\nQuestions go to the owners of the model.\n`);
          },
        });
        const { pull, conclusion, title } = await waitForCheck(world, "readme", "ml/metrics");
        if (conclusion !== "neutral")
          throw new Error(`ml/metrics is ${conclusion} (${title}), expected neutral.`);
        return { url: pull.url, note: `ml/metrics neutral: ${title}` };
      },
    },
    {
      name: "A pull request that helps: the day before's delay rates as features",
      run: async () => {
        await propose(world, {
          branch: helpfulBranch,
          title: "feat: delay rates of the day before, by airport and route",
          body: "Airports that were late yesterday tend to be late today.",
          edit: (clone) => replaceIn(join(clone, "params.yaml"), /rates: false/, "rates: true"),
        });
        const { pull, conclusion, title } = await waitForCheck(world, helpfulBranch, "ml/metrics");
        if (conclusion !== "success")
          throw new Error(`ml/metrics is ${conclusion} (${title}), expected success.`);
        const comment = await onlyComment(world, pull);
        return { url: comment.url, note: firstLine(comment) };
      },
    },
    {
      name: "A pull request that hurts is blocked by its gate",
      run: async () => {
        await propose(world, world.timeline.harmful);
        const { branch } = world.timeline.harmful;
        const { pull, conclusion, title } = await waitForCheck(world, branch, "ml/metrics");
        if (conclusion !== "failure")
          throw new Error(`ml/metrics is ${conclusion} (${title}), expected failure.`);
        const { owner, repo } = world;
        const status = await world.ana.rest.pulls
          .merge({ owner, repo, pull_number: pull.number })
          .then((answer) => answer.status as number)
          .catch((error: unknown) => (error as { status?: number }).status ?? 0);
        if (status !== 405) throw new Error(`Merging #${pull.number} answered ${status}, expected 405.`);
        const comment = await onlyComment(world, pull);
        return { url: comment.url, note: `${firstLine(comment)}; merge refused (405)` };
      },
    },
  ];
}
