import { findFreeze } from "../../registry/freeze-window.ts";
import { canonicalJson } from "../../registry/canonical-json.ts";
import type { PullRequest } from "../../ports/github/pull-requests.ts";
import {
  checkPromotionRules,
  checkRollbackRules,
  requiredRole,
  type PlanCheck,
  type PromotionQuestion,
} from "../../registry/promotion.ts";
import type { PromotionEvidence } from "../../registry/promotion-document.ts";
import type { ArtifactState, RegisteredVersion } from "../../registry/registry-state.ts";
import type { Involved } from "../../registry/approvals.ts";
import { sha256 } from "../../registry/sha256.ts";
import {
  findDeployment,
  gateOf,
  hasFailed,
  hasPassedOrder,
  mergedPulls,
  readGates,
  readModelSha256,
  type GateEvidence,
} from "../promotion-facts.ts";
import { findBlockingLock } from "./locks.ts";
import { readOverrides } from "./overrides.ts";
import type { PromotionPorts, PromotionSubject } from "./ports.ts";

/** A version, and the registry that it was found in. */
export interface Chosen {
  readonly state: ArtifactState;
  readonly version: RegisteredVersion;
}

/** Everything that bears on one promotion, read just now. */
export interface Judgement {
  readonly checks: readonly PlanCheck[];
  /** `undefined` before the Release is published. */
  readonly evidence: PromotionEvidence | undefined;
  /** Whose approval can never count, and which role counts where the policy names nobody. */
  readonly involved: Involved;
  /** Whether all authors are known: else nobody's approval counts. */
  readonly areAuthorsKnown: boolean;
  readonly approvers: readonly string[];
  readonly needed: number;
}

/** Reads and judges: rules, evidence, and who is involved. */
export async function judge(
  subject: PromotionSubject,
  chosen: Chosen,
  ports: PromotionPorts,
): Promise<Judgement> {
  const pulls = await mergedPulls(chosen.version, ports);
  const gates = await readGates(pulls, ports);
  const question = await gatherQuestion(subject, { ...chosen, pulls, gates }, ports);
  const rule = subject.policy.environments[subject.environment];
  const isRollback = subject.kind === "rollback";
  const authors = await readAuthors(chosen.version, pulls, ports);
  return {
    checks: isRollback ? checkRollbackRules(question) : checkPromotionRules(question),
    evidence: await gatherEvidence(subject, { ...chosen, pulls, gates, question }, ports),
    involved: {
      requester: subject.requester.login,
      authors: authors.logins,
      neededRole: requiredRole(subject.environment, rule),
    },
    areAuthorsKnown: authors.areKnown,
    approvers: rule?.approvers ?? [],
    needed: isRollback ? 0 : (rule?.approvals ?? 0),
  };
}

interface Found extends Chosen {
  readonly pulls: readonly PullRequest[];
  readonly gates: readonly GateEvidence[];
}

async function gatherQuestion(
  subject: PromotionSubject,
  { state, version, pulls, gates }: Found,
  ports: PromotionPorts,
): Promise<PromotionQuestion> {
  const { environment, policy, requester, source, pull } = subject;
  const rule = policy.environments[environment];
  const now = ports.clock.now();
  const current = state.environments.get(environment)?.current;
  const deployed = current && (await findDeployment(environment, current.tag, ports));
  const asker = { login: requester.login, pull };
  return {
    state,
    version,
    environments: policy.environments,
    environment,
    requester,
    source,
    gate: gateOf(gates),
    isHeld: pulls.some((entry) => entry.labels.includes("ml/hold")),
    hasPassedOrder: await hasPassedOrder({ state, version, rule, now }, ports),
    hasCurrentFailed: await hasFailed(deployed, ports),
    modelSha256: await readModelSha256(version, ports),
    lock: await findBlockingLock({ environment, model: subject.model, asker }, ports),
    freeze: findFreeze(rule?.freeze ?? [], now),
  };
}

async function gatherEvidence(
  subject: PromotionSubject,
  found: Found & { readonly question: PromotionQuestion },
  ports: PromotionPorts,
): Promise<PromotionEvidence | undefined> {
  const { state, version, pulls, gates, question } = found;
  if (question.modelSha256 === undefined) return undefined;
  const current = state.environments.get(subject.environment)?.current;
  const overrides = await Promise.all(pulls.map((pull) => readEvidenceOverrides(pull, subject.model, ports)));
  return {
    version: version.version,
    versionTag: version.tag,
    commit: version.commitSha,
    sha256: question.modelSha256,
    from: current === undefined ? null : { tag: current.tag, version: current.version },
    pulls: pulls.map(({ number, headSha }) => ({ number, head: headSha })).slice(0, 50),
    gates: gates.slice(0, 50).map(({ pull, conclusion, title }) => ({
      pull,
      conclusion,
      title: title.slice(0, 500),
    })),
    overrides: overrides.flat().slice(0, 200),
    policy: await readPolicyVersion(subject, ports),
  };
}

async function readEvidenceOverrides(
  pull: PullRequest,
  model: string,
  ports: PromotionPorts,
): Promise<PromotionEvidence["overrides"]> {
  const kept = await readOverrides(pull.number, ports);
  return kept
    .filter((entry) => entry.model === model && entry.headSha === pull.headSha)
    .map(({ gate, by, reason }) => ({ pull: pull.number, model, gate, by, reason }));
}

/** The rules of this environment and the gates; rules of other models and environments may change meanwhile. */
async function readPolicyVersion(
  { policy, environment }: PromotionSubject,
  ports: PromotionPorts,
): Promise<PromotionEvidence["policy"]> {
  const { gates = [], strict = false, environments } = policy;
  const digest = await sha256(canonicalJson({ gates, strict, rule: environments[environment] ?? null }));
  const { defaultBranch } = await ports.members.repository();
  const commit = await ports.gitData.resolveRef(`refs/heads/${defaultBranch}`);
  return { digest, commit: commit ?? null };
}

/** Authors of the pull requests and of their commits; without a pull request those of the version's commit. */
async function readAuthors(
  version: RegisteredVersion,
  pulls: readonly PullRequest[],
  ports: PromotionPorts,
): Promise<{ readonly logins: readonly string[]; readonly areKnown: boolean }> {
  if (pulls.length === 0) {
    return { logins: await ports.gitData.authorsOf(version.commitSha), areKnown: true };
  }
  const lists = await Promise.all(pulls.map((pull) => ports.pullRequests.listAuthors(pull.number)));
  const logins = [...pulls.map((pull) => pull.authorLogin), ...lists.flatMap((list) => list.logins)];
  return { logins: [...new Set(logins)], areKnown: lists.every((list) => !list.isCut) };
}
