import { createHash } from "node:crypto";
import { liveDeployment, waitForDeployment, waitForRelease } from "../observe.ts";
import { newestDeployment } from "../nudges.ts";
import type { DemoStep } from "../step.ts";
import { findPullRequest, type SeenPullRequest } from "../pull-request.ts";
import { readAsset } from "../read-asset.ts";
import { until } from "../until.ts";
import type { World } from "../world.ts";

/** Gives the branch of a pull request; that of a retraining is known only when its issue is. */
export type BranchName = () => Promise<string>;

async function pullRequestOf(world: World, branchName: BranchName): Promise<SeenPullRequest> {
  const branch = await branchName();
  const pull = await findPullRequest(world, branch);
  if (pull === undefined) throw new Error(`There is no pull request of ${branch}.`);
  return pull;
}

/** Holds a Release against git and against the model's bytes. */
export async function verifyRelease(
  world: World,
  version: string,
): Promise<{ readonly url: string; readonly note: string }> {
  const tag = `${world.model}@${version}`;
  const release = await waitForRelease(world, tag);
  const { git } = world.commands;
  await git(world.clone, "fetch", "--quiet", "--tags", "origin");
  const kind = await git(world.clone, "cat-file", "-t", `refs/tags/${tag}`);
  if (kind !== "tag") throw new Error(`${tag} is a ${kind} for git, expected an annotated tag.`);
  const bytes = await readAsset(world, tag, "model.onnx");
  const lock = await git(world.clone, "show", `${tag}:dvc.lock`);
  const md5 = createHash("md5").update(bytes).digest("hex");
  if (!lock.includes(md5)) throw new Error(`${tag}: model.onnx (md5 ${md5}) is not what dvc.lock names.`);
  if (!release.assets.some((asset) => asset.name === "provenance.sigstore.json"))
    throw new Error(`${tag} has no provenance; deploy would refuse it.`);
  return { url: release.html_url, note: "annotated tag; the asset is the model that dvc.lock names, signed" };
}

/** Merge, then wait for the version that the merge makes. */
export function mergeStep(world: World, branch: BranchName, version: string): DemoStep {
  return {
    name: `The merge registers ${version}`,
    run: async () => {
      const pull = await pullRequestOf(world, branch);
      const { owner, repo } = world;
      const request = { owner, repo, pull_number: pull.number, merge_method: "squash" } as const;
      if (!pull.merged) await world.ana.rest.pulls.merge(request);
      return verifyRelease(world, version);
    },
  };
}

/** What goes where, by the label on the pull request that made it. */
export interface Promotion {
  readonly branch: BranchName;
  readonly environment: string;
  readonly version: string;
}

/** Sets the promotion label, unless it is set or its Deployment is there. */
async function askPromotion(world: World, { branch, environment, version }: Promotion): Promise<void> {
  const label = `ml/promote:${environment}`;
  const pull = await pullRequestOf(world, branch);
  const deployment = await newestDeployment(world, environment);
  if (pull.labels.includes(label) || deployment?.ref.endsWith(`@${version}`) === true) return;
  const { owner, repo } = world;
  await world.ana.rest.issues.addLabels({ owner, repo, issue_number: pull.number, labels: [label] });
}

/** Sets a promotion label on the merged pull request and waits for the server. */
export function promoteStep(world: World, promotion: Promotion): DemoStep {
  const { environment, version } = promotion;
  return {
    name: `${version} to ${environment} by label`,
    run: async () => {
      const ask = (): Promise<void> => askPromotion(world, promotion);
      await ask();
      const { serverUrl, url } = await waitForDeployment(world, promotion, ask);
      return { url, note: `${serverUrl} answers with ${await servedVersion(world, serverUrl)}` };
    },
  };
}

/** The version that a server says it serves. */
export async function servedVersion(world: World, serverUrl: string): Promise<string> {
  const answer = await fetch(`${serverUrl}/v2/models/${world.model}`);
  const metadata = (await answer.json()) as { readonly versions?: readonly string[] };
  return metadata.versions?.join(", ") ?? `status ${answer.status}`;
}

async function countReplies(world: World, pullNumber: number, text: string): Promise<number> {
  const { data } = await world.ana.rest.issues.listComments({
    owner: world.owner,
    repo: world.repo,
    issue_number: pullNumber,
    per_page: 100,
  });
  return data.filter(({ body, user }) => body?.includes(text) === true && user?.type === "Bot").length;
}

/** Someone without the right sets a promotion label: no effect, label removed, one reply with the reason. */
export function refusalStep(world: World, branch: BranchName): DemoStep {
  const label = "ml/promote:production";
  return {
    name: "A promotion label without the right has no effect",
    run: async () => {
      const { owner, repo } = world;
      const { number, url } = await pullRequestOf(world, branch);
      const replies = (): Promise<number> => countReplies(world, number, "denied.role");
      const isSet = async (): Promise<boolean> => (await pullRequestOf(world, branch)).labels.includes(label);
      if ((await replies()) === 0 && !(await isSet()))
        await world.tim.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [label] });
      await until({
        what: `the refusal on #${number}`,
        look: async () => (await replies()) > 0 && !(await isSet()),
      });
      const count = await replies();
      if (count !== 1) throw new Error(`#${number} has ${count} replies with denied.role, expected one.`);
      const ref = `tags/${world.model}#production`;
      const tags = await world.ana.rest.git.listMatchingRefs({ owner, repo, ref });
      if (tags.data.length > 0) throw new Error("A production tag exists though the label was refused.");
      return { url, note: "denied.role, label removed" };
    },
  };
}

/** Asks for a rollback by a comment. One that nobody heard is written anew: an edit is no command. */
async function askRollback(world: World, pullNumber: number, version: string): Promise<void> {
  const { owner, repo } = world;
  const place = { owner, repo, issue_number: pullNumber };
  const body = `/ml rollback ${world.model} --to ${version} --reason "demo"`;
  const { data } = await world.ana.rest.issues.listComments({ ...place, per_page: 100 });
  const asked = data.find((comment) => comment.body === body);
  if (asked !== undefined) {
    const answered = `to=comment:${asked.id} `;
    if (data.some((comment) => comment.body?.includes(answered) === true)) return;
    await world.ana.rest.issues.deleteComment({ owner, repo, comment_id: asked.id });
  }
  await world.ana.rest.issues.createComment({ ...place, body });
}

/** `/ml rollback` by a maintainer. */
export function rollbackStep(world: World, branch: BranchName, version: string): DemoStep {
  return {
    name: `Rollback of production to ${version}`,
    run: async () => {
      const { number } = await pullRequestOf(world, branch);
      const ask = (): Promise<void> => askRollback(world, number, version);
      const asked = await newestDeployment(world, "production");
      const isUnderWay = asked?.ref.endsWith(`@${version}`) === true;
      if (!isUnderWay && world.remembered("asked-rollback") === undefined) {
        await ask();
        world.remember("asked-rollback", "");
      }
      const target = { environment: "production", version };
      const { serverUrl, url } = await waitForDeployment(world, target, ask);
      await until({
        what: `the reply to the rollback on #${number}`,
        look: async () => (await countReplies(world, number, "to=comment:")) > 0,
        nudge: ask,
      });
      return { url, note: `${serverUrl} answers with ${await servedVersion(world, serverUrl)}` };
    },
  };
}

/** Whether a version is live. */
export async function requireLive(world: World, version: string): Promise<string> {
  const live = await liveDeployment(world, "production", version);
  if (live === undefined) throw new Error(`${version} is not live in production.`);
  return live.serverUrl;
}
