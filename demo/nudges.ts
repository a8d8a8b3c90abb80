import { findPullRequest } from "./pull-request.ts";
import { dispatch, isBusy, listRuns, rerun } from "./runs.ts";
import type { World } from "./world.ts";

/**
 * What a person does when GitHub or a runner went down in the middle: look, and ask again. Nothing here happens while a run
 * is under way, and each request is one that may be repeated without doing its work twice.
 */

/** Asks for the checks of a pull request again: re-runs what was cut short, else closes and reopens it. */
export async function nudgePullRequest(world: World, branch: string): Promise<void> {
  const pull = await findPullRequest(world, branch);
  if (pull === undefined || pull.merged || (await isBusy(world))) return;
  const runs = await listRuns(world);
  const newest = runs.find((run) => run.event === "pull_request" && run.head_branch === branch);
  if (newest?.conclusion === "success") {
    // The evaluation begins when this run ends; one that nobody heard of is asked for by running this again.
    const evaluation = runs.find((run) => run.display_title === `evaluate run ${newest.id}`);
    if (evaluation === undefined || evaluation.conclusion === "cancelled")
      await rerun(world, (evaluation ?? newest).id);
    return;
  }
  if (await isRetrainedNow(world, branch)) return;
  if (newest?.conclusion === "cancelled" && newest.head_sha === pull.headSha) {
    await rerun(world, newest.id);
    return;
  }
  const { owner, repo } = world;
  const place = { owner, repo, pull_number: pull.number };
  if (pull.isOpen) await world.ana.rest.pulls.update({ ...place, state: "closed" });
  await world.ana.rest.pulls.update({ ...place, state: "open" });
}

/** A retraining's pull request gets its report from the run that opened it. */
async function isRetrainedNow(world: World, branch: string): Promise<boolean> {
  if (!branch.startsWith("pawl/retrain/")) return false;
  const [newest] = (await listRuns(world)).filter((run) => run.display_title.startsWith("retrain "));
  return newest?.conclusion === "success";
}

/** Registers main's head by hand, as the guide says, when its push started nothing; re-runs what was cut short. */
export async function nudgeRegistration(world: World): Promise<void> {
  if (await isBusy(world)) return;
  const { owner, repo, clone, commands, sandbox } = world;
  const main = await world.ana.rest.repos.getBranch({ owner, repo, branch: "main" });
  const { sha } = main.data.commit;
  const [newest] = (await listRuns(world)).filter((run) => run.event === "push" && run.head_sha === sha);
  if (newest?.conclusion === "cancelled") await rerun(world, newest.id);
  if (newest !== undefined) return;
  await commands.git(clone, "fetch", "--quiet", "--tags", "origin");
  await commands.git(clone, "checkout", "--quiet", "--force", "--detach", sha);
  await commands.pawl(clone, ["register"], {
    GITHUB_TOKEN: sandbox.tokenOf("ana"),
    GITHUB_REPOSITORY: `${owner}/${repo}`,
    GITHUB_API_URL: sandbox.url,
  });
}

/** Carries on with a promotion: `ask` when there is no Deployment, else starts the one that nobody carries out. */
export async function nudgeDeployment(
  world: World,
  target: { readonly environment: string; readonly version: string },
  ask: () => Promise<void>,
): Promise<void> {
  if (await isBusy(world)) return;
  const deployment = await newestDeployment(world, target.environment);
  if (deployment?.ref.endsWith(`@${target.version}`) !== true) await ask();
  else await dispatch(world, { verb: "deploy", deployment: String(deployment.id) });
}

/** The newest Deployment of an environment, whatever its state. */
export async function newestDeployment(world: World, environment: string) {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.repos.listDeployments({ owner, repo, environment });
  return data[0];
}
