import type { World } from "./world.ts";
import { until } from "./until.ts";

/** What the demo reads back from GitHub, always over its public API. */

export interface SeenPullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly merged: boolean;
  readonly mergeSha: string | null;
  readonly url: string;
}

/** The pull request of a branch, in any state. */
export async function findPullRequest(world: World, branch: string): Promise<SeenPullRequest | undefined> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.pulls.list({ owner, repo, head: `${owner}:${branch}`, state: "all" });
  const found = data[0];
  if (found === undefined) return undefined;
  return {
    number: found.number,
    headSha: found.head.sha,
    merged: found.merged_at !== null,
    mergeSha: found.merge_commit_sha,
    url: found.html_url,
  };
}

/** The pull request of a branch once the check `name` is concluded on its live head. */
export async function waitForCheck(
  world: World,
  branch: string,
  name: string,
): Promise<{ readonly pull: SeenPullRequest; readonly conclusion: string; readonly title: string }> {
  return until({
    what: `check ${name} on the pull request of ${branch}`,
    explain: () => explainRuns(world),
    look: async () => {
      const pull = await findPullRequest(world, branch);
      if (pull === undefined) return undefined;
      const runs = await world.ana.rest.checks.listForRef({
        owner: world.owner,
        repo: world.repo,
        ref: pull.headSha,
        check_name: name,
      });
      const run = runs.data.check_runs.find((item) => item.status === "completed");
      if (run === undefined || run.conclusion === null) return undefined;
      return { pull, conclusion: run.conclusion, title: run.output.title ?? "" };
    },
  });
}

/** The bot's report comments on a pull request. */
export async function reportComments(
  world: World,
  pullNumber: number,
): Promise<readonly { readonly body: string; readonly url: string }[]> {
  const { data } = await world.ana.rest.issues.listComments({
    owner: world.owner,
    repo: world.repo,
    issue_number: pullNumber,
    per_page: 100,
  });
  return data
    .filter((comment) => comment.body?.startsWith("<!-- pawl:report ") === true)
    .map((comment) => ({ body: comment.body ?? "", url: comment.html_url }));
}

/** The published Release of a tag, or `undefined`. */
export async function findRelease(world: World, tag: string) {
  const { data } = await world.ana.rest.repos.listReleases({
    owner: world.owner,
    repo: world.repo,
    per_page: 100,
  });
  return data.find((release) => release.tag_name === tag && !release.draft);
}

/** Waits until a Release is published; `tag` may be a pattern. */
export async function waitForRelease(world: World, tag: string) {
  return until({
    what: `the Release ${tag}`,
    look: async () => {
      await failWithRun(world, (run) => run.event === "push");
      return findRelease(world, tag);
    },
    explain: () => explainRuns(world),
  });
}

/** Waits until `version` is the newest successful Deployment of an environment; gives its address. */
export async function waitForDeployment(
  world: World,
  environment: string,
  version: string,
): Promise<{ readonly serverUrl: string; readonly url: string }> {
  return until({
    what: `version ${version} live in ${environment}`,
    explain: () => explainRuns(world),
    look: () => liveDeployment(world, environment, version),
  });
}

/** The newest Deployment of an environment, if it is of `version` and succeeded. */
export async function liveDeployment(
  world: World,
  environment: string,
  version: string,
): Promise<{ readonly serverUrl: string; readonly url: string } | undefined> {
  const { owner, repo } = world;
  const deployments = await world.ana.rest.repos.listDeployments({ owner, repo, environment });
  const newest = deployments.data[0];
  if (newest === undefined || !newest.ref.endsWith(`@${version}`)) return undefined;
  const statuses = await world.ana.rest.repos.listDeploymentStatuses({
    owner,
    repo,
    deployment_id: newest.id,
  });
  const status = statuses.data[0];
  if (status?.state === "failure" || status?.state === "error") {
    throw new Error(
      `Deployment of ${version} to ${environment} failed: ${status.description}\n${await explainRuns(world)}`,
    );
  }
  if (status?.state !== "success" || status.environment_url === undefined) return undefined;
  return { serverUrl: status.environment_url, url: `${world.pages}/deployments` };
}

/** Drift issues of the model, newest first. */
export async function driftIssues(world: World) {
  const { data } = await world.ana.rest.issues.listForRepo({
    owner: world.owner,
    repo: world.repo,
    labels: "ml/drift",
    state: "all",
  });
  return data.filter((issue) => issue.pull_request === undefined);
}

/** Throws with the log as soon as a run on the given commit or branch failed without a report, instead of waiting on. */
export async function failWithRun(
  world: World,
  isConcerned: (run: { event: string; head_branch: string | null }) => boolean,
): Promise<void> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 1 });
  const [run] = data.workflow_runs;
  if (run?.conclusion === "failure" && isConcerned(run)) throw new Error(await explainRuns(world));
}

/** The newest runs with the log of those that failed: what a person would look at first. */
export async function explainRuns(world: World): Promise<string> {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 5 });
  const lines: string[] = [];
  for (const run of data.workflow_runs) {
    lines.push(
      `run ${run.id} ${run.event} on ${run.head_branch ?? "?"}: ${run.status ?? "?"} ${run.conclusion ?? ""}`,
    );
    if (run.conclusion !== "failure") continue;
    const jobs = await world.ana.rest.actions.listJobsForWorkflowRun({ owner, repo, run_id: run.id });
    for (const job of jobs.data.jobs.filter((item) => item.conclusion === "failure")) {
      const log = await world.ana.rest.actions.downloadJobLogsForWorkflowRun({ owner, repo, job_id: job.id });
      lines.push(
        ...String(log.data)
          .trimEnd()
          .split("\n")
          .slice(-25)
          .map((line) => `    ${line}`),
      );
    }
    break;
  }
  return lines.join("\n");
}
