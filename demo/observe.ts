import { newestDeployment, nudgeDeployment, nudgePullRequest, nudgeRegistration } from "./nudges.ts";
import { findPullRequest, type SeenPullRequest } from "./pull-request.ts";
import { explainRuns, failWithRun, listRuns } from "./runs.ts";
import type { World } from "./world.ts";
import { until } from "./until.ts";

/** What the demo reads back from GitHub, always over its public API. */

/** The pull request of a branch once the check `name` is concluded on its live head. */
export async function waitForCheck(
  world: World,
  branch: string,
  name: string,
): Promise<{ readonly pull: SeenPullRequest; readonly conclusion: string; readonly title: string }> {
  return until({
    what: `check ${name} on the pull request of ${branch}`,
    explain: () => explainRuns(world),
    nudge: () => nudgePullRequest(world, branch),
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
      if (run.output.title === "The pipeline gave no report" && (await isHopeful(world, branch)))
        return undefined;
      return { pull, conclusion: run.conclusion, title: run.output.title ?? "" };
    },
  });
}

/** Whether the newest run for a branch has not failed by itself: one that was cut short is re-run and reports then. */
async function isHopeful(world: World, branch: string): Promise<boolean> {
  const [newest] = (await listRuns(world)).filter(
    (run) => run.head_branch === branch || run.display_title.startsWith("retrain "),
  );
  return newest?.conclusion !== "failure";
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

/** Waits until the Release of a tag is published. */
export async function waitForRelease(world: World, tag: string) {
  return until({
    what: `the Release ${tag}`,
    explain: () => explainRuns(world),
    nudge: () => nudgeRegistration(world),
    look: async () => {
      await failWithRun(world, (run) => run.event === "push");
      return findRelease(world, tag);
    },
  });
}

/** Waits until `version` is the newest successful Deployment of an environment; gives its address. */
export async function waitForDeployment(
  world: World,
  target: { readonly environment: string; readonly version: string },
  ask: () => Promise<void>,
): Promise<{ readonly serverUrl: string; readonly url: string }> {
  const { environment, version } = target;
  return until({
    what: `version ${version} live in ${environment}`,
    explain: () => explainRuns(world),
    nudge: () => nudgeDeployment(world, target, ask),
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
  const newest = await newestDeployment(world, environment);
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
