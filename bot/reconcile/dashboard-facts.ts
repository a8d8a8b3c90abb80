import { readLocks } from "../../src/app/promotion/locks.ts";
import { listPromotions } from "../../src/app/promotion/resume.ts";
import { readModelState } from "../../src/app/promotion-facts.ts";
import type { ModelPolicy, Policy } from "../../src/config/schema.ts";
import { parseDriftMarker, type DriftMarker } from "../../src/monitoring/drift-marker.ts";
import { readVerdicts } from "../../src/report/check-verdicts.ts";
import type { CheckConclusion } from "../../src/ports/github/checks.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { evidenceDigest, revisionLength } from "../../src/registry/promotion-document.ts";
import type { DashboardModel, DashboardView } from "../../src/report/dashboard-view.ts";
import { promotionPorts } from "../requests.ts";
import type { BotContext } from "./context.ts";
import { mayRecordApprovals } from "./approval-tick.ts";
import { readDashboardRuns, type DashboardRuns } from "./dashboard-runs.ts";
import { lintHead } from "./lint-head.ts";
import { findOwnCheck } from "./own-check.ts";
import { firstLineOf, listOwnComments } from "./own-comment.ts";
import { isMonitorIssue } from "./place.ts";
import { parseReportMarker } from "./report-marker.ts";
import { retrainingBranchPrefix } from "./retraining.ts";

/** Open pull requests that are looked at, newest first: each costs two requests. */
const mostPulls = 40;

/** An open pull request that speaks of models, as our own comments and check on it say. */
export interface Candidate {
  readonly pull: PullRequest;
  readonly models: readonly string[];
  readonly gate: DashboardModel["candidates"][number]["gate"];
  /** Of each model, in words, as our check has them. */
  readonly verdicts: ReadonlyMap<string, string>;
}

/**
 * Reads everything that the dashboard shows. Nothing is taken from the dashboard itself.
 *
 * @param policy `undefined` where the default branch has no valid one: then only its problems are there.
 */
export async function readDashboard(
  policy: Policy | undefined,
  context: BotContext,
): Promise<Omit<DashboardView, "repositoryId">> {
  const { github } = context;
  const { defaultBranch, url } = await github.members.repository();
  const policySha = (await github.gitData.resolveRef(`refs/heads/${defaultBranch}`)) ?? "";
  const { waiting: open, broken } = await readWaiting(context);
  const waiting = open.map((entry) => {
    const needed = policy?.models[entry.model]?.environments[entry.environment]?.approvals;
    return needed === undefined ? entry : { ...entry, needed };
  });
  const takesApprovals = await mayRecordApprovals(context);
  const lint = await lintHead(policySha, context);
  const problems = [
    ...lint.problems,
    ...broken.map((message) => ({ path: "refs/pawl/promotions", line: 1, message })),
  ];
  if (policy === undefined) return { policySha, url, models: [], waiting, locks: [], problems };
  const candidates = await readCandidates(context);
  const drift = await readDrift(context);
  const runs = await readDashboardRuns(policy, context);
  const models: DashboardModel[] = [];
  for (const [model, rules] of Object.entries(policy.models)) {
    models.push(await readModel([model, rules], { candidates, drift, runs }, context));
  }
  const locks = await readAllLocks(policy, context);
  const gpu = runs?.gpu === undefined ? {} : { gpu: runs.gpu };
  return { policySha, url, models, ...gpu, waiting, takesApprovals, locks, problems };
}

interface Around {
  readonly candidates: readonly Candidate[];
  readonly drift: readonly (DriftMarker & { readonly number: number })[];
  readonly runs: DashboardRuns | undefined;
}

async function readModel(
  [model, policy]: readonly [string, ModelPolicy],
  { candidates, drift, runs }: Around,
  { github }: BotContext,
): Promise<DashboardModel> {
  const state = await readModelState(model, github);
  const tagOf = (version: string | null | undefined) =>
    state.versions.find((registered) => registered.version === version)?.tag;
  const environments = Object.keys(policy.environments).map((name) => {
    const current = state.environments.get(name)?.current;
    const tag = tagOf(current?.version);
    const release = tag === undefined ? {} : { tag };
    return { name, version: current?.version ?? null, since: current?.assignedAt ?? null, ...release };
  });
  const [newest] = state.versions;
  const { id } = await github.members.repository();
  const retraining = (await github.pullRequests.listOpen()).find(
    (pull) => pull.headRef.startsWith(retrainingBranchPrefix(model)) && pull.headRepositoryId === id,
  );
  return {
    model,
    environments,
    newest:
      newest === undefined
        ? null
        : { version: newest.version, registeredAt: newest.registeredAt, tag: newest.tag },
    candidates: candidates
      .filter(({ models }) => models.includes(model))
      .map(({ pull, gate, verdicts }) => {
        const verdict = verdicts.get(model);
        const own = gateOfModel(gate, verdict);
        return { number: pull.number, gate: own, ...(verdict === undefined ? {} : { verdict }) };
      }),
    drift: drift.filter((issue) => issue.model === model),
    retraining: retraining?.number ?? null,
    ...(runs === undefined ? {} : { runs: runs.of(model) }),
  };
}

/** Open pull requests on which we wrote a report, newest first. */
export async function readCandidates(context: BotContext): Promise<readonly Candidate[]> {
  const { github } = context;
  const { id } = await github.members.repository();
  const open = [...(await github.pullRequests.listOpen())].sort((a, b) => b.number - a.number);
  const found: Candidate[] = [];
  for (const pull of open.slice(0, mostPulls)) {
    const isReport = (line: string): boolean => parseReportMarker(line) !== undefined;
    const comments = await listOwnComments(pull.number, isReport, context);
    const markers = comments
      .flatMap((comment) => parseReportMarker(firstLineOf(comment.body)) ?? [])
      .filter((marker) => marker.repositoryId === id && marker.pullRequest === pull.number);
    if (markers.length === 0) continue;
    const isLive = markers.some(({ sha7 }) => pull.headSha.startsWith(sha7));
    const check = isLive ? await findOwnCheck("ml/metrics", pull.headSha, context) : undefined;
    const models = [...new Set(markers.map(({ slot }) => slot))];
    const verdicts = readVerdicts(check?.summary ?? "", models);
    found.push({ pull, models, gate: gateOf(check?.conclusion ?? null), verdicts });
  }
  return found;
}

function gateOf(conclusion: CheckConclusion | null): Candidate["gate"] {
  if (conclusion === null) return "pending";
  if (conclusion === "success") return "pass";
  return ["neutral", "skipped", "action_required"].includes(conclusion) ? "warn" : "fail";
}

/** The check of a pull request with several models has the worst verdict of them: a model may have stood its own gates. */
function gateOfModel(gate: Candidate["gate"], verdict: string | undefined): Candidate["gate"] {
  if (gate !== "fail" || verdict === undefined || verdict.endsWith("failed")) return gate;
  return verdict.startsWith("not enough") ? "warn" : "pass";
}

async function readDrift(context: BotContext): Promise<Around["drift"]> {
  const issues = await context.github.issues.list({ labels: ["ml/drift"], state: "open" });
  const found: (DriftMarker & { readonly number: number })[] = [];
  for (const issue of issues) {
    const marker = parseDriftMarker(issue.body);
    if (marker === undefined || !(await isMonitorIssue(issue, context))) continue;
    found.push({ ...marker, number: issue.number });
  }
  return found;
}

/** Promotions that wait for approvals, the oldest request first. */
export async function readWaiting(
  context: BotContext,
): Promise<{ readonly waiting: DashboardView["waiting"]; readonly broken: readonly string[] }> {
  const { promotions, broken } = await listPromotions(promotionPorts(context));
  const open = promotions.filter(({ state }) => state === "waiting");
  const waiting = open.map(async (promotion) => ({
    plan: `${promotion.id}-${(await evidenceDigest(promotion.evidence)).slice(0, revisionLength)}`,
    model: promotion.model,
    version: promotion.evidence.version,
    environment: promotion.environment,
    requester: promotion.request.login,
    approvals: promotion.approvals.length,
    pull: promotion.request.pull,
    expiresAt: promotion.expiresAt,
    at: promotion.request.at,
  }));
  const sorted = (await Promise.all(waiting)).sort((a, b) => (a.at < b.at ? -1 : 1));
  return { waiting: sorted, broken: broken.map((error) => error.message) };
}

/** The locks of every environment that the policy names. */
export async function readAllLocks(policy: Policy, context: BotContext): Promise<DashboardView["locks"]> {
  const named = Object.values(policy.models).flatMap(({ environments }) => Object.keys(environments));
  const ports = promotionPorts(context);
  const locks: DashboardView["locks"][number][] = [];
  for (const environment of [...new Set(named)].sort()) {
    for (const lock of await readLocks(environment, ports)) locks.push({ ...lock, environment });
  }
  return locks;
}
