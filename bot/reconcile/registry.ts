import { recordPromotions } from "../../src/app/ledger/record-promotions.ts";
import { promote } from "../../src/app/promote.ts";
import type { PromoteResult } from "../../src/app/promotion/result.ts";
import { resumePromotions } from "../../src/app/promotion/resume.ts";
import { findDeployment, readModelState } from "../../src/app/promotion-facts.ts";
import type { ModelPolicy, Policy } from "../../src/config/schema.ts";
import type { ArtifactState } from "../../src/registry/registry-state.ts";
import { rememberReads } from "../../src/app/remember-reads.ts";
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
export async function reconcileRegistry(context: BotContext): Promise<Outcome> {
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  const dashboard = await dashboardKeys(policy, context);
  if (policy === undefined) return { decision: "ignored", reasonCode: "config.missing", next: dashboard };
  const first = look(context);
  const resumed = await resumePromotions(policy.models, promotionPorts(context), promotionPorts(first));
  // Whatever moved is looked at anew.
  const then = resumed.length === 0 ? first : look(context);
  await reconcilePromotionChecks(resumed, then);
  const automatic: PromoteResult[] = [];
  for (const [model, modelPolicy] of Object.entries(policy.models)) {
    automatic.push(...(await promoteAutomatically(model, modelPolicy, { context, seen: then })));
  }
  const last = automatic.length === 0 ? then : look(context);
  const next: Key[] = [...dashboard];
  for (const model of Object.keys(policy.models)) {
    const state = await readModelState(model, last.github);
    next.push(...(await findWaiting(state, last)), ...(await findDeployments(state, last)));
  }
  await recordDecisions(policy.runs, { context, seen: last });
  await applyStageLabels(policy, last);
  const changed =
    [...resumed, ...automatic].filter(({ decision }) => decision === "promoted").length +
    (await reconcileMismatches(Object.keys(policy.models), context.github, look(context)));
  return { decision: changed > 0 ? "done" : "unchanged", reasonCode: "registry", next };
}

/** One look at the repository, for what shows something or finds what is to be done; decisions read GitHub themselves. */
function look(context: BotContext): BotContext {
  return { ...context, github: rememberReads(context.github) };
}

/** What is acted with, and what was seen. */
interface Acting {
  readonly context: BotContext;
  readonly seen: BotContext;
}

async function recordDecisions(runs: Policy["runs"], { context, seen }: Acting): Promise<void> {
  if (runs === undefined) return;
  const { github, log } = context;
  const ledger = openLedger({ github, log, branch: runs.branch });
  await recordPromotions({ github: seen.github, log, ledger });
}

/** The greatest version enters `promote: automatic` environments, once: a rollback is not undone. */
async function promoteAutomatically(
  model: string,
  policy: ModelPolicy,
  { context, seen }: Acting,
): Promise<readonly PromoteResult[]> {
  const state = await readModelState(model, seen.github);
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
