import { existsSync } from "node:fs";
import { join } from "node:path";
import { createModelServers } from "../src/runtime/compose.ts";
import { cloneUrl } from "./clone-url.ts";
import { readAsset } from "./read-asset.ts";
import { endAll, findModelServers } from "./processes.ts";
import { findPullRequest } from "./pull-request.ts";
import { listRuns, rerun } from "./runs.ts";
import type { World } from "./world.ts";

const environments = ["staging", "production"];

/**
 * Takes up what an interrupted demo left: the clone's address, model servers that are gone, workflow runs that were cut
 * short. Does nothing at a first start.
 *
 * @returns what was done, one line each
 */
export async function resume(world: World): Promise<readonly string[]> {
  const { owner, repo, clone, commands } = world;
  const exists = await world.ana.rest.repos.get({ owner, repo }).then(
    () => true,
    () => false,
  );
  if (!exists) return [];
  if (existsSync(join(clone, ".git")))
    await commands.git(clone, "remote", "set-url", "origin", cloneUrl(world, `${owner}/${repo}`));
  await endHalfStartedServers(world);
  const lines: string[] = [];
  for (const environment of environments) lines.push(...(await restoreServer(world, environment)));
  return [...lines, ...(await rerunCancelled(world))];
}

/** A server whose start was cut short has no state file: no deployment will find it again. */
async function endHalfStartedServers(world: World): Promise<void> {
  const servers = await createModelServers(join(world.directory, "serving"));
  const known = await Promise.all(environments.map((name) => servers.current(name, world.model)));
  const pids = new Set(known.map((server) => server?.pid));
  await endAll(() => findModelServers(world.directory).filter((pid) => !pids.has(pid)));
}

/** Starts the server of an environment again, at the address that its live Deployment names, as after a reboot. */
async function restoreServer(world: World, environment: string): Promise<readonly string[]> {
  const live = await findLive(world, environment);
  const servers = await createModelServers(join(world.directory, "serving"));
  if (live === undefined || (await servers.current(environment, world.model)) !== undefined) return [];
  const request = {
    environment,
    model: world.model,
    version: live.version,
    modelBytes: await readAsset(world, live.ref, "model.onnx"),
    manifestText: Buffer.from(await readAsset(world, live.ref, "manifest.json")).toString(),
    predictions: world.predictions,
  };
  const port = Number(new URL(live.serverUrl).port);
  const started = await servers.start({ ...request, port });
  if (started.decision === "loaded") return [`The server of ${live.version} in ${environment} runs again.`];
  const moved = await servers.start({ ...request, port: 0 });
  if (moved.decision === "refused") throw new Error(moved.reason);
  await world.ana.rest.repos.createDeploymentStatus({
    owner: world.owner,
    repo: world.repo,
    deployment_id: live.id,
    state: "success",
    environment_url: moved.server.url,
    description: "moved: its port was taken",
  });
  return [`The server of ${live.version} in ${environment} runs at ${moved.server.url} now.`];
}

async function findLive(world: World, environment: string) {
  const { owner, repo } = world;
  const { data } = await world.ana.rest.repos.listDeployments({ owner, repo, environment });
  for (const { id, ref } of data) {
    const statuses = await world.ana.rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: id });
    const [newest] = statuses.data;
    if (newest?.state !== "success" || newest.environment_url === undefined) continue;
    return { id, ref, version: ref.split("@")[1] ?? ref, serverUrl: newest.environment_url };
  }
  return undefined;
}

/** Runs again what was cut short. The monitor's runs are left to the step that asked for them. */
async function rerunCancelled(world: World): Promise<readonly string[]> {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const run of await listRuns(world)) {
    const key = `${run.event} ${run.head_branch} ${run.head_sha} ${run.display_title}`;
    const isNewest = !seen.has(key);
    seen.add(key);
    if (!isNewest || run.conclusion !== "cancelled" || run.display_title === "monitor") continue;
    if (run.event === "pull_request" && !(await isLiveHead(world, run.head_branch ?? "", run.head_sha)))
      continue;
    await rerun(world, run.id);
    lines.push(`The ${run.event} run ${run.id} was cut short and runs again.`);
  }
  return lines;
}

async function isLiveHead(world: World, branch: string, sha: string): Promise<boolean> {
  const pull = await findPullRequest(world, branch);
  return pull?.isOpen === true && pull.headSha === sha;
}
