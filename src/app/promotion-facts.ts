import { PawlError } from "../errors.ts";
import type { CheckRun } from "../ports/github/checks.ts";
import type { Deployment } from "../ports/github/deployments.ts";
import type { PullRequest } from "../ports/github/pull-requests.ts";
import { parseDuration } from "../registry/duration.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../registry/deployment-payload.ts";
import type { EnvironmentRule, GateState } from "../registry/promotion.ts";
import { readArtifactState, type ArtifactState, type RegisteredVersion } from "../registry/registry-state.ts";
import { isOwnCheck } from "./own-check.ts";
import type { PromotionPorts } from "./promotion/ports.ts";
import { readReleasedManifest } from "./released-manifest.ts";

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

/** The pull requests whose merge made the version. */
export async function mergedPulls(
  version: RegisteredVersion,
  ports: Pick<PromotionPorts, "pullRequests">,
): Promise<readonly PullRequest[]> {
  return (await ports.pullRequests.findByCommit(version.commitSha)).filter(
    (pullRequest) => pullRequest.merged && pullRequest.mergeCommitSha === version.commitSha,
  );
}

/** How `ml/metrics` of one pull request concluded. */
export interface GateEvidence {
  readonly pull: number;
  readonly state: Exclude<GateState, "none">;
  /** `none` without a concluded check of ours. */
  readonly conclusion: string;
  readonly title: string;
}

/** The gates of pull requests, from our own check on the head of each. */
export async function readGates(
  pulls: readonly PullRequest[],
  ports: Pick<PromotionPorts, "checks" | "members">,
): Promise<readonly GateEvidence[]> {
  return Promise.all(pulls.map((pull) => readGate(pull, ports)));
}

/** The worst of several gates; `none` when there are none. */
export function gateOf(gates: readonly GateEvidence[]): GateState {
  const worst = (["fail", "unavailable", "unknown", "pass"] as const).find((state) =>
    gates.some((gate) => gate.state === state),
  );
  return worst ?? "none";
}

async function readGate(
  pullRequest: PullRequest,
  ports: Pick<PromotionPorts, "checks" | "members">,
): Promise<GateEvidence> {
  const pull = pullRequest.number;
  const newest = await readNewestCheck(pullRequest.headSha, ports);
  if (newest === undefined) return { pull, state: "unavailable", conclusion: "none", title: "" };
  if (newest.status !== "completed") return { pull, state: "unknown", conclusion: "none", title: "" };
  const conclusion = newest.conclusion ?? "none";
  const passes = ["success", "neutral", "skipped"].includes(conclusion);
  return { pull, state: passes ? "pass" : "fail", conclusion, title: newest.title ?? "" };
}

/** Our newest check of all pages; a page that is cut, or one too many, hides what may be the newest. */
async function readNewestCheck(
  headSha: string,
  ports: Pick<PromotionPorts, "checks" | "members">,
): Promise<CheckRun | undefined> {
  const self = await ports.members.self();
  try {
    const runs = await ports.checks.listForCommit(headSha, "ml/metrics");
    return runs.filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id)[0];
  } catch (error) {
    if (error instanceof PawlError && error.code === "github.malformed-response") return undefined;
    throw error;
  }
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

/** A soak time that cannot be read is never over. */
function soakMs(soak: string | undefined): number {
  return soak === undefined ? 0 : (parseDuration(soak) ?? Infinity);
}
