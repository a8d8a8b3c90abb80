import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { releaseLocksOfPull } from "../../src/app/promotion/locks.ts";
import { locksPrefix } from "../../src/app/promotion/promotion-refs.ts";
import { escapeText } from "../../src/report/escape.ts";
import { promotionPorts } from "../requests.ts";
import { reconcileConfigCheck } from "./config-check.ts";
import type { BotContext } from "./context.ts";
import { applyForkLabel } from "./fork-label.ts";
import { reconcileMetrics, runningLabel } from "./metrics.ts";
import { dashboardKeys } from "./dashboard.ts";
import type { Outcome } from "./outcome.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";
import { readPolicy } from "./policy.ts";
import { forgetShown } from "./shown-comment.ts";
import { reconcileRequestLabels } from "./request-labels.ts";
import { cancelSuperseded } from "./superseded-runs.ts";

/** Moves everything that belongs to one pull request: configuration, metrics, request labels. */
export async function reconcilePullRequest(number: number, context: BotContext): Promise<Outcome> {
  const pull = await context.github.pullRequests.get(number);
  if (pull === undefined) return { decision: "ignored", reasonCode: "unknown.pull-request" };
  if (pull.state === "closed") {
    await releaseLocks(number, context);
    await forgetShown(number, context);
  }
  if (pull.state === "open") await applyForkLabel(pull, context);
  if (pull.state === "closed" && pull.labels.includes(runningLabel)) {
    await context.github.labels.remove(number, runningLabel);
  }
  // Not that of the base: who may write can make a branch with rules of their own.
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  if (policy !== undefined) await cancelSuperseded(pull, policy.cancel_superseded, context);
  if (pull.state === "closed" && !pull.merged && pull.labels.length === 0) {
    return { decision: "ignored", reasonCode: "closed" };
  }
  const metrics = pull.state === "open" ? await reconcileHead(pull, context) : undefined;
  if (metrics?.reasonCode === "config.invalid") return metrics;
  if (policy === undefined) return metrics ?? { decision: "ignored", reasonCode: "config.missing" };
  const answers = await reconcileRequestLabels({ number, labels: pull.labels, pull }, policy, context);
  const first = answers[0] ?? metrics ?? { decision: "unchanged", reasonCode: "no.request" };
  // A comment that waits is written, whatever a label was answered.
  const dueInMs = Math.min(first.dueInMs ?? Infinity, metrics?.dueInMs ?? Infinity);
  const outcome: Outcome = Number.isFinite(dueInMs) ? { ...first, dueInMs } : first;
  const isDue = policy.dashboard && outcome.decision !== "unchanged" && (await isOwnBranch(pull, context));
  const dashboard = isDue ? await dashboardKeys(policy, context) : [];
  const next = [...answers.flatMap((answer) => answer.next ?? []), ...dashboard];
  return next.length === 0 ? outcome : { ...outcome, next };
}

/** The event of a fork writes nothing but what belongs to its pull request. */
async function isOwnBranch(pull: PullRequest, { github }: BotContext): Promise<boolean> {
  return pull.headRepositoryId === (await github.members.repository()).id;
}

/** The policy of the base branch judges; that of the head is only linted. */
async function reconcileHead(pull: PullRequest, context: BotContext): Promise<Outcome> {
  if ((await reconcileConfigCheck(pull, context)) === "invalid") {
    await concludeMetrics(pull, context);
    return { decision: "refused", reasonCode: "config.invalid" };
  }
  const policy = await readPolicy(pull.baseRef, context);
  if (policy !== undefined) return reconcileMetrics(pull, policy, context);
  const title = "No policy on the base branch";
  const summary = `${escapeText(pull.baseRef, 250)} has no valid \`.github/pawl.yml\`: there is nothing to judge by.`;
  await applyCheck("ml/metrics", pull.headSha, { title, summary, conclusion: "neutral" }, context);
  return { decision: "unchanged", reasonCode: "config.missing" };
}

/** A check that was begun is concluded on every path. */
async function concludeMetrics(pull: PullRequest, context: BotContext): Promise<void> {
  const begun = await findOwnCheck("ml/metrics", pull.headSha, context);
  if (begun === undefined || begun.status === "completed") return;
  const content = {
    title: "Not evaluated",
    summary: "The check `ml/config` failed.",
    conclusion: "failure" as const,
  };
  await applyCheck("ml/metrics", pull.headSha, content, context);
}

/** A lock ends with its pull request. Which environments have locks, the refs say: the policy may have changed since. */
async function releaseLocks(number: number, context: BotContext): Promise<void> {
  const refs = await context.github.commits.listRefs(locksPrefix);
  const environments = refs.map((ref) => ref.name.slice(locksPrefix.length));
  await releaseLocksOfPull(number, environments, promotionPorts(context));
}
