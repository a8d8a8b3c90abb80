import { createHash } from "node:crypto";
import { git } from "../git.ts";
import {
  findPullRequest,
  type SeenPullRequest,
  liveDeployment,
  waitForDeployment,
  waitForRelease,
} from "../observe.ts";
import type { DemoStep } from "../play.ts";
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
export async function verifyRelease(world: World, version: string): Promise<string> {
  const release = await waitForRelease(world, `${world.model}@${version}`);
  await git(world.clone, "fetch", "--quiet", "--tags", "origin");
  const kind = await git(world.clone, "cat-file", "-t", `refs/tags/${world.model}@${version}`);
  if (kind !== "tag") throw new Error(`${release.tag_name} is a ${kind} for git, expected an annotated tag.`);
  const asset = release.assets.find((item) => item.name === "model.onnx");
  if (asset === undefined) throw new Error(`${release.tag_name} has no asset model.onnx.`);
  const { owner, repo } = world;
  const answer = await world.ana.rest.repos.getReleaseAsset({
    owner,
    repo,
    asset_id: asset.id,
    headers: { accept: "application/octet-stream" },
  });
  // The route answers bytes for this media type; its types describe the JSON answer.
  const bytes = Buffer.from(answer.data as unknown as ArrayBuffer);
  const lock = await git(world.clone, "show", `${world.model}@${version}:dvc.lock`);
  const md5 = createHash("md5").update(bytes).digest("hex");
  if (!lock.includes(md5))
    throw new Error(`${release.tag_name}: model.onnx (md5 ${md5}) is not what dvc.lock names.`);
  return release.html_url;
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
      const url = await verifyRelease(world, version);
      return { url, note: `${world.model}@${version}: tag is annotated, asset equals dvc.lock's digest` };
    },
  };
}

/** Sets a promotion label on the merged pull request and waits for the server. */
export function promoteStep(
  world: World,
  target: { readonly branch: BranchName; readonly environment: string; readonly version: string },
): DemoStep {
  const { branch, environment, version } = target;
  return {
    name: `${version} to ${environment} by label`,
    run: async () => {
      const live = await liveDeployment(world, environment, version);
      if (live === undefined) {
        const pull = await pullRequestOf(world, branch);
        const { owner, repo } = world;
        const labels = [`ml/promote:${environment}`];
        await world.ana.rest.issues.addLabels({ owner, repo, issue_number: pull.number, labels });
      }
      const { serverUrl, url } = await waitForDeployment(world, environment, version);
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

/** Someone without the right sets a promotion label: no effect, label removed, one reply with the reason. */
export function refusalStep(world: World, branch: BranchName): DemoStep {
  return {
    name: "A promotion label by someone without the right has no effect",
    run: async () => {
      const pull = await pullRequestOf(world, branch);
      const { owner, repo } = world;
      const issue = { owner, repo, issue_number: pull.number };
      const replies = async (): Promise<number> => {
        const { data } = await world.ana.rest.issues.listComments({ ...issue, per_page: 100 });
        return data.filter((comment) => comment.body?.includes("denied.role") === true).length;
      };
      if ((await replies()) === 0)
        await world.tim.rest.issues.addLabels({ ...issue, labels: ["ml/promote:production"] });
      await until({
        what: `the refusal on #${pull.number}`,
        look: async () => {
          const { data } = await world.ana.rest.issues.listLabelsOnIssue(issue);
          return (await replies()) > 0 && data.every((label) => label.name !== "ml/promote:production");
        },
      });
      const count = await replies();
      if (count !== 1)
        throw new Error(`#${pull.number} has ${count} replies with denied.role, expected one.`);
      const tags = await world.ana.rest.git.listMatchingRefs({
        owner,
        repo,
        ref: `tags/${world.model}#production`,
      });
      if (tags.data.length > 0) throw new Error("A production tag exists though the label was refused.");
      return { url: pull.url, note: "denied.role, label removed" };
    },
  };
}

/** `/ml rollback` by a maintainer. */
export function rollbackStep(world: World, branch: BranchName, version: string): DemoStep {
  return {
    name: `Rollback of production to ${version}`,
    run: async () => {
      const pull = await pullRequestOf(world, branch);
      const { owner, repo } = world;
      if ((await liveDeployment(world, "production", version)) === undefined) {
        const body = `/ml rollback ${world.model} --to ${version} --reason "demo"`;
        await world.ana.rest.issues.createComment({ owner, repo, issue_number: pull.number, body });
      }
      const { serverUrl, url } = await waitForDeployment(world, "production", version);
      return { url, note: `${serverUrl} answers with ${await servedVersion(world, serverUrl)}` };
    },
  };
}
