import { listPromotions } from "../../src/app/promotion/resume.ts";
import type { PromoteResult } from "../../src/app/promotion/result.ts";
import type { CheckContent } from "../../src/ports/github/checks.ts";
import { hasEnded, type Promotion } from "../../src/registry/promotion-document.ts";
import { escapeText } from "../../src/report/escape.ts";
import { renderPromotionPlan } from "../../src/report/promotion-plan.ts";
import { promotionPorts } from "../requests.ts";
import type { BotContext } from "./context.ts";
import { applyPromotionCheck } from "./mismatch-check.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";

type WaitingPromotion = Extract<PromoteResult, { decision: "waiting" }>;

/** What ends by itself: the end of a freeze, a soak time, a Release. For everything else a person has to do something. */
const endByThemselves: readonly string[] = ["blocked.freeze", "blocked.order", "waiting.registration"];

/** How long after its end a promotion is looked at, in milliseconds: its check may still say that it waits. */
const lookedAtMs = 86_400_000;

/**
 * Brings the check `ml/promotion` on the commit of each promotion that waits to what is missing: `action_required` where a
 * person has to act. When none waits any more it is concluded: by the Deployment, whose own look follows, or by how it ended.
 */
export async function reconcilePromotionChecks(
  results: readonly PromoteResult[],
  context: BotContext,
): Promise<void> {
  const waiting = results.filter((result) => result.decision === "waiting");
  const byCommit = Map.groupBy(waiting, ({ plan }) => plan.evidence?.commit ?? "");
  for (const [commit, together] of byCommit) {
    if (commit !== "") await applyPromotionCheck(commit, describeWaiting(together), context);
  }
  await concludeEnded([...byCommit.keys()], context);
}

/** Whether a promotion of a version on this commit waits: then its check says so, and not what is deployed. */
export async function isWaiting(commit: string, context: BotContext): Promise<boolean> {
  const { promotions } = await listPromotions(promotionPorts(context));
  return promotions.some(({ state, evidence }) => state === "waiting" && evidence.commit === commit);
}

function describeWaiting(waiting: readonly WaitingPromotion[]): CheckContent {
  const [first] = waiting;
  const title =
    waiting.length === 1 && first !== undefined ? titleOf(first) : `${waiting.length} promotions wait`;
  const needsPerson = waiting.some(({ reasonCode }) => !endByThemselves.includes(reasonCode));
  const parts = waiting.map(
    ({ reason, reasonCode, plan }) =>
      `⏳ ${escapeText(reason, 500)} (\`${reasonCode}\`)\n\n${renderPromotionPlan(plan)}`,
  );
  return {
    title,
    summary: parts.join("\n\n---\n\n").slice(0, 60_000),
    conclusion: needsPerson ? "action_required" : "neutral",
  };
}

function titleOf({ plan, reasonCode }: WaitingPromotion): string {
  const { model, version, environment, approvals } = plan;
  const what = `${model} ${version} to ${environment}`;
  const isForApproval = reasonCode === "waiting.approval";
  const count = `${approvals.counted.length} of ${approvals.needed} approvals`;
  return isForApproval ? `${what} waits: ${count}` : `${what} waits: ${reasonCode}`;
}

async function concludeEnded(waiting: readonly string[], context: BotContext): Promise<void> {
  const { promotions } = await listPromotions(promotionPorts(context));
  const since = context.clock.now().getTime() - lookedAtMs;
  const ended = promotions.filter(
    (promotion) =>
      hasEnded(promotion) &&
      Date.parse(promotion.outcome?.at ?? "") >= since &&
      !waiting.includes(promotion.evidence.commit),
  );
  const newest = new Map(
    ended
      .toSorted((a, b) => ((a.outcome?.at ?? "") < (b.outcome?.at ?? "") ? -1 : 1))
      .map((promotion) => [promotion.evidence.commit, promotion]),
  );
  for (const [commit, promotion] of newest) {
    const check = await findOwnCheck("ml/promotion", commit, context);
    if (check?.title === undefined || check.title === null || !/ waits?(?::|$)/.test(check.title)) continue;
    await applyCheck("ml/promotion", commit, describeEnd(promotion), context);
  }
}

function describeEnd({ model, environment, evidence, state, outcome, id }: Promotion): CheckContent {
  return {
    title: `${model} ${evidence.version} to ${environment}: ${state}`,
    summary: `${id}: ${escapeText(outcome?.reason ?? state, 1000)}`,
    conclusion: "neutral",
  };
}
