import { recordPromotions } from "../../src/app/ledger/record-promotions.ts";
import { promote } from "../../src/app/promote.ts";
import type { PromoteResult } from "../../src/app/promotion/result.ts";
import { resumePromotions } from "../../src/app/promotion/resume.ts";
import { findDeployment, readModelState } from "../../src/app/promotion-facts.ts";
import type { ModelPolicy, Policy } from "../../src/config/schema.ts";
import type { ArtifactState } from "../../src/registry/registry-state.ts";
import { rememberCommitFiles } from "../../src/app/remember-commit-files.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import type { Key } from "../key.ts";
import { promotionPorts } from "../requests.ts";
import type { BotContext } from "./context.ts";
import { dashboardKeys } from "./dashboard.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { reconcilePromotionChecks } from "./promotion-check.ts";
import { applyStageLabels } from "./stage-label.ts";
import { reconcileMismatches } from "./registry-mismatch.ts";
import { isRequestLabel } from "./request-labels.ts";

/** Versions, greatest first, whose pull requests are searched for labels that wait for the registration. */
const watchedVersions = 3;

/**
 * Moves the registry of a repository on: finishes promotions that a crash cut short, makes the automatic ones, and hands
 * on what waits for them: request labels on merged pull requests, and the check of each live Deployment. What contradicts in
 * the registry becomes an issue.
 */
export async function reconcileRegistry(given: BotContext): Promise<Outcome> {
  const { github } = given;
  const context = { ...given, github: { ...github, gitData: rememberCommitFiles(github.gitData) } };
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  const dashboard = await dashboardKeys(policy, context);
  if (policy === undefined) return { decision: "ignored", reasonCode: "config.missing", next: dashboard };
  const next: Key[] = [...dashboard];
  const resumed = await resumePromotions(policy.models, promotionPorts(context));
  await reconcilePromotionChecks(resumed, context);
  let changed = resumed.filter((result) => result.decision === "promoted").length;
  for (const [model, modelPolicy] of Object.entries(policy.models)) {
    const automatic = await promoteAutomatically(model, modelPolicy, context);
    const state = await readModelState(model, context.github);
    next.push(...(await findWaiting(state, context)), ...(await findDeployments(state, context)));
    changed += automatic.filter((result) => result.decision === "promoted").length;
  }
  await recordDecisions(policy.runs, context);
  await applyStageLabels(policy, context);
  changed += await reconcileMismatches(Object.keys(policy.models), context);
  return { decision: changed > 0 ? "done" : "unchanged", reasonCode: "registry", next };
}

async function recordDecisions(runs: Policy["runs"], { github, log }: BotContext): Promise<void> {
  if (runs === undefined) return;
  await recordPromotions({ github, log, ledger: openLedger({ github, log, branch: runs.branch }) });
}

/** The greatest version enters `promote: automatic` environments, once: a rollback is not undone. */
async function promoteAutomatically(
  model: string,
  policy: ModelPolicy,
  context: BotContext,
): Promise<readonly PromoteResult[]> {
  const state = await readModelState(model, context.github);
  const [greatest] = state.versions;
  if (greatest === undefined) return [];
  const ports = promotionPorts(context);
  const { login } = await context.github.members.self();
  const results: PromoteResult[] = [];
  for (const [environment, rule] of Object.entries(policy.environments)) {
    const history = state.environments.get(environment)?.history ?? [];
    const wasThere = history.some((assignment) => assignment.version === greatest.version);
    if (rule.promote !== "automatic" || wasThere) continue;
    const target = { kind: "version", version: greatest.version } as const;
    const requester = { login, role: "none" } as const;
    const requestId = `automatic:${environment}:${greatest.version}`;
    const request = { model, policy, environment, requester, requestId, target };
    results.push(await promote({ ...request, source: "automatic" }, ports));
  }
  return results;
}

async function findWaiting(
  state: ArtifactState,
  { github, repository }: BotContext,
): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (const version of state.versions.slice(0, watchedVersions)) {
    for (const pull of await github.pullRequests.findByCommit(version.commitSha)) {
      if (!pull.merged || !pull.labels.some(isRequestLabel)) continue;
      keys.push({ kind: "pull-request", repository, number: pull.number });
    }
  }
  return keys;
}

async function findDeployments(
  state: ArtifactState,
  { github, repository }: BotContext,
): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (const [environment, { current }] of state.environments) {
    const found = current === undefined ? undefined : await findDeployment(environment, current.tag, github);
    if (found !== undefined) keys.push({ kind: "deployment", repository, id: found.deployment.id });
  }
  return keys;
}
