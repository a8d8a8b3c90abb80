import type { Clock } from "../ports/clock.ts";
import type { Deployment } from "../ports/github/deployments.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { PullRequest } from "../ports/github/pull-requests.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../registry/deployment-payload.ts";
import type { EnvironmentRule, GateState } from "../registry/promotion.ts";
import { readArtifactState, type ArtifactState, type RegisteredVersion } from "../registry/registry-state.ts";
import { isOwnCheck } from "./own-check.ts";
import { readReleasedManifest } from "./released-manifest.ts";

/** What promotion reads and writes. */
export type PromotionPorts = Pick<
  GitHub,
  "gitData" | "releases" | "deployments" | "pullRequests" | "checks" | "members"
> & { readonly clock: Clock };

/** Reads the registry of one model from the repository's annotated tags. */
export async function readModelState(
  model: string,
  ports: Pick<PromotionPorts, "gitData">,
): Promise<ArtifactState> {
  return readArtifactState(await ports.gitData.listTags(model.replace(":", "=")), model);
}

/** A Deployment of ours, with its payload as read by the schema. */
export interface OwnDeployment {
  readonly deployment: Deployment;
  readonly payload: DeploymentPayload;
}

/** The Deployment that carries out an assignment: the one with the least id when several bear its tag. */
export async function findDeployment(
  environment: string,
  tag: string,
  ports: Pick<PromotionPorts, "deployments">,
): Promise<OwnDeployment | undefined> {
  return (await findDeployments(environment, tag, ports))[0];
}

/** All Deployments that bear the tag of an assignment, least id first. More than one is left by a race. */
export async function findDeployments(
  environment: string,
  tag: string,
  ports: Pick<PromotionPorts, "deployments">,
): Promise<readonly OwnDeployment[]> {
  const found = await ports.deployments.list(environment);
  return found
    .flatMap((deployment) => {
      const payload = readDeploymentPayload(deployment.payload);
      return payload?.tag === tag && payload.environment === environment ? [{ deployment, payload }] : [];
    })
    .sort((a, b) => a.deployment.id - b.deployment.id);
}

/** Whether the newest status of a Deployment says that it failed. */
export async function hasFailed(
  found: OwnDeployment | undefined,
  ports: Pick<PromotionPorts, "deployments">,
): Promise<boolean> {
  if (found === undefined) return false;
  const newest = (await ports.deployments.listStatuses(found.deployment.id))[0];
  return newest?.state === "failure" || newest?.state === "error";
}

/** The digest of a version's model in its published Release; `undefined` before it is published. */
export async function readModelSha256(
  version: RegisteredVersion,
  ports: Pick<PromotionPorts, "releases">,
): Promise<string | undefined> {
  const release = await ports.releases.findByTag(version.tag);
  if (release === undefined || release.draft) return undefined;
  return (await readReleasedManifest(release, ports.releases))?.artifact.sha256;
}

/** The gates and the hold of the pull request whose merge made the version. */
export async function readEvidence(
  version: RegisteredVersion,
  ports: Pick<PromotionPorts, "pullRequests" | "checks" | "members">,
): Promise<{ readonly gate: GateState; readonly isHeld: boolean }> {
  const merged = (await ports.pullRequests.findByCommit(version.commitSha)).filter(
    (pullRequest) => pullRequest.merged && pullRequest.mergeCommitSha === version.commitSha,
  );
  const gates = await Promise.all(merged.map((pullRequest) => readGate(pullRequest, ports)));
  const worst = (["fail", "unknown", "pass"] as const).find((state) => gates.includes(state));
  return { gate: worst ?? "none", isHeld: merged.some((entry) => entry.labels.includes("ml/hold")) };
}

async function readGate(
  pullRequest: PullRequest,
  ports: Pick<PromotionPorts, "checks" | "members">,
): Promise<GateState> {
  const self = await ports.members.self();
  const runs = await ports.checks.listForCommit(pullRequest.headSha, "ml/metrics");
  const newest = runs.filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id)[0];
  if (newest?.status !== "completed") return "unknown";
  const passes = ["success", "neutral", "skipped"];
  return passes.includes(newest.conclusion ?? "") ? "pass" : "fail";
}

/** Whether the version has been live, for the soak time, in the environment that must come first. */
export async function hasPassedOrder(
  question: {
    readonly state: ArtifactState;
    readonly version: RegisteredVersion;
    readonly rule: EnvironmentRule | undefined;
    readonly now: Date;
  },
  ports: Pick<PromotionPorts, "deployments">,
): Promise<boolean> {
  const { state, version, rule, now } = question;
  if (rule?.after === undefined) return true;
  const history = state.environments.get(rule.after)?.history ?? [];
  for (const assignment of history.filter((entry) => entry.version === version.version)) {
    const found = await findDeployment(rule.after, assignment.tag, ports);
    const statuses = found === undefined ? [] : await ports.deployments.listStatuses(found.deployment.id);
    const live = statuses.findLast((status) => status.state === "success");
    const soaked = now.getTime() - soakMs(rule.soak);
    if (live !== undefined && Date.parse(live.createdAt) <= soaked) return true;
  }
  return false;
}

function soakMs(soak: string | undefined): number {
  if (soak === undefined) return 0;
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
  const unit = Object.entries(unitMs).find(([name]) => soak.endsWith(name));
  return unit === undefined ? Infinity : Number.parseInt(soak, 10) * unit[1];
}
