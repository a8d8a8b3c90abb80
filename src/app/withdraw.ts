import type { ModelPolicy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub } from "../ports/github/github.ts";
import { readDeploymentPayload } from "../registry/deployment-payload.ts";
import type { Requester } from "../registry/promotion.ts";
import type { RefusalCode } from "../registry/refusal.ts";
import { readArtifactState, type TagRecord } from "../registry/registry-state.ts";
import {
  planDeprecation,
  planDeregistration,
  planUnassignment,
  type AlreadyWithdrawn,
  type WithdrawalPlan,
  type WithdrawalQuestion,
} from "../registry/withdrawal.ts";

/** What withdrawals read and write. */
export type WithdrawalPorts = Pick<GitHub, "gitData" | "deployments"> & { readonly clock: Clock };

/** What all withdrawals have in common. */
export interface WithdrawalRequest {
  readonly model: string;
  /** With the live role. */
  readonly requester: Requester;
  readonly source: "command" | "cli";
  /** A natural key, such as `issuecomment-17`, for the tag. */
  readonly requestId?: string | undefined;
}

/** What came of it. */
export type WithdrawalResult =
  | {
      readonly decision: "withdrawn";
      readonly reasonCode: "deregistered" | "unassigned" | "deprecated";
      readonly reason: string;
      readonly model: string;
      /** The tags that this call wrote, oldest first. */
      readonly tags: readonly string[];
    }
  | (AlreadyWithdrawn & { readonly model: string; readonly tags: readonly [] })
  | { readonly decision: "refused"; readonly reasonCode: RefusalCode; readonly reason: string };

const contendedAttempts = 5;

/**
 * Withdraws a version: `name@v1.2.0!`. Its tag and its Release stay as they are. Run again it writes nothing.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row.
 */
export async function deregister(
  request: WithdrawalRequest & { readonly version: string },
  ports: WithdrawalPorts,
): Promise<WithdrawalResult> {
  const plan = (question: WithdrawalQuestion): WithdrawalPlan =>
    planDeregistration(question, request.version);
  return await withdraw(request, ports, { plan, reasonCode: "deregistered" });
}

/**
 * Takes a version out of an environment, or all of them: `name#environment!#N`. Their Deployments become inactive, so that
 * one that still waits does not go live; a server that runs is not stopped. Run again it goes on where it was cut short.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row.
 */
export async function unassign(
  request: WithdrawalRequest & {
    readonly environment: string;
    /** Without it all versions that count as holding the environment. */
    readonly version?: string | undefined;
    /** The model's environments in the policy of the base branch. */
    readonly environments: ModelPolicy["environments"] | undefined;
  },
  ports: WithdrawalPorts,
): Promise<WithdrawalResult> {
  const { environment, version, environments = {} } = request;
  const rule = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  const plan = (question: WithdrawalQuestion): WithdrawalPlan =>
    planUnassignment(question, { environment, version, rule });
  const result = await withdraw(request, ports, { plan, reasonCode: "unassigned" });
  if (result.decision !== "refused") await retireDeployments(request, ports);
  return result;
}

/**
 * Retires a model: `name@deprecated`. Any later event of the model brings it back.
 *
 * @throws PawlError `registry.contended` when others take the next tag five times in a row.
 */
export async function deprecate(
  request: WithdrawalRequest,
  ports: WithdrawalPorts,
): Promise<WithdrawalResult> {
  return await withdraw(request, ports, { plan: planDeprecation, reasonCode: "deprecated" });
}

interface Withdrawing {
  readonly plan: (question: WithdrawalQuestion) => WithdrawalPlan;
  readonly reasonCode: "deregistered" | "unassigned" | "deprecated";
}

/** Plans and writes one tag after the other, each on what is there then, until nothing is left to write. */
async function withdraw(
  request: WithdrawalRequest,
  ports: WithdrawalPorts,
  { plan, reasonCode }: Withdrawing,
): Promise<WithdrawalResult> {
  const { model } = request;
  const written: TagRecord[] = [];
  const refusedNames = new Set<string>();
  while (refusedNames.size < contendedAttempts) {
    const next = plan(await readQuestion(request, { written, refusedNames }, ports));
    if (next.decision === "refuse") return { ...next, decision: "refused" };
    if (next.decision === "unchanged" && written.length === 0) return { ...next, model, tags: [] };
    if (next.decision === "unchanged") {
      return toWithdrawn({ model, tags: written.map((tag) => tag.name), reasonCode });
    }
    const { tag: name, message, commitSha, taggedAt } = next;
    const tag = { name, message, commitSha, taggedAt };
    if ((await ports.gitData.createTag(tag)) === "exists") refusedNames.add(name);
    else written.push({ ...tag, taggerName: "", taggerEmail: "" });
  }
  throw new PawlError("registry.contended", {
    message: `No free tag to withdraw ${model} by: ${[...refusedNames].join(", ")} were taken meanwhile.`,
  });
}

function toWithdrawn(done: {
  readonly model: string;
  readonly tags: readonly string[];
  readonly reasonCode: Withdrawing["reasonCode"];
}): WithdrawalResult {
  const { model, tags, reasonCode } = done;
  const reason = `${model} is ${reasonCode} by ${tags.join(", ")}`;
  return { decision: "withdrawn", reasonCode, reason, model, tags };
}

async function readQuestion(
  { model, requester, source, requestId }: WithdrawalRequest,
  own: { readonly written: readonly TagRecord[]; readonly refusedNames: ReadonlySet<string> },
  ports: WithdrawalPorts,
): Promise<WithdrawalQuestion> {
  const listed = await ports.gitData.listTags(model.replace(":", "="));
  const names = new Set(listed.map((tag) => tag.name));
  // A list may be older than what was written a moment ago.
  const tags = [...listed, ...own.written.filter((tag) => !names.has(tag.name))];
  const takenNames = new Set([...tags.map((tag) => tag.name), ...own.refusedNames]);
  const state = readArtifactState(tags, model);
  return { state, takenNames, requester, source, requestId, now: ports.clock.now() };
}

/** Found by what the registry says, not by what this call did, so that a run cut short is finished by the next. */
async function retireDeployments(
  { model, environment }: { readonly model: string; readonly environment: string },
  ports: WithdrawalPorts,
): Promise<void> {
  const state = readArtifactState(await ports.gitData.listTags(model.replace(":", "=")), model);
  const history = state.environments.get(environment)?.history ?? [];
  const takenOut = new Set(history.flatMap((entry) => (entry.isActive ? [] : [entry.tag])));
  for (const deployment of await ports.deployments.list(environment)) {
    const payload = readDeploymentPayload(deployment.payload);
    if (payload?.model !== model || !takenOut.has(payload.tag)) continue;
    const [newest] = await ports.deployments.listStatuses(deployment.id);
    if (newest !== undefined && ["inactive", "failure", "error"].includes(newest.state)) continue;
    const description = `${payload.tag} was unassigned`;
    await ports.deployments.createStatus(deployment.id, { state: "inactive", description });
  }
}
