import type { PlanCheck } from "../registry/promotion.ts";
import type { PromotionPlan } from "../registry/promotion-plan.ts";
import { escapeText } from "./escape.ts";

const names: Readonly<Record<PlanCheck["name"], string>> = {
  environment: "Environment",
  role: "Right of who asks",
  change: "Change",
  release: "Release",
  gates: "Gates",
  hold: "Hold",
  order: "Order and soak",
  lock: "Lock",
  freeze: "Freeze",
};

/** The name under which a plan is approved: its id and the revision of what it is about; `null` when it is not kept. */
export function planName({ id, revision }: Pick<PromotionPlan, "id" | "revision">): string | null {
  return id === null || revision === undefined ? null : `${id}-${revision}`;
}

/** A plan as Markdown: what changes, what each rule says, who has to agree and how. All text of others is escaped. */
export function renderPromotionPlan(plan: PromotionPlan): string {
  return [
    `**${title(plan, escapeText)}**`,
    "",
    "| | |",
    "|---|---|",
    ...rows(plan).map(([name, text]) => `| ${name} | ${escapeText(text, 400)} |`),
    ...(plan.approvals.needed > 0 ? ["", ...approvalLines(plan)] : []),
  ].join("\n");
}

/** A plan as plain lines, for a terminal. */
export function promotionPlanLines(plan: PromotionPlan): readonly string[] {
  const flat = (text: string): string => text;
  return [title(plan, flat), ...rows(plan).map(([name, text]) => `  ${name}: ${text}`)];
}

function title(plan: PromotionPlan, show: (text: string) => string): string {
  const { kind, model, environment, version, evidence } = plan;
  const from = evidence?.from?.version ?? "nothing";
  const what = kind === "rollback" ? "Rollback" : "Promotion";
  return `${what} of ${show(model)} in ${show(environment)}: ${show(from)} → ${show(version)}`;
}

function rows(plan: PromotionPlan): readonly (readonly [string, string])[] {
  const { evidence, checks, protection, expiresAt } = plan;
  const bytes = evidence === undefined ? [] : [["Model", describeBytes(evidence)] as const];
  return [
    ...bytes,
    ...checks.map((check) => [names[check.name], describeCheck(check, plan)] as const),
    ["Approvals", describeApprovals(plan)],
    ...plan.approvals.dropped.map((entry) => ["Dropped", `@${entry.login}: ${entry.why}`] as const),
    ...(protection === undefined ? [] : [["GitHub's environment", describeProtection(protection)] as const]),
    ...(expiresAt === null ? [] : [["Waits until", expiresAt] as const]),
  ];
}

function describeBytes({
  versionTag,
  commit,
  sha256,
  policy,
}: NonNullable<PromotionPlan["evidence"]>): string {
  const rules = policy.commit === null ? policy.digest.slice(0, 7) : policy.commit.slice(0, 7);
  return `${versionTag} on ${commit.slice(0, 7)}, sha256 ${sha256.slice(0, 12)}, policy at ${rules}`;
}

function describeCheck({ name, refusal }: PlanCheck, { evidence }: PromotionPlan): string {
  if (refusal !== undefined) return `❌ ${refusal.reason} (${refusal.reasonCode})`;
  if (name !== "gates" || evidence === undefined) return "✅";
  const gates = evidence.gates.map((gate) => `PR ${gate.pull}: ${gate.conclusion}`);
  const overrides = evidence.overrides.map(
    (entry) => `${entry.gate} overridden by @${entry.by}: ${entry.reason}`,
  );
  return ["✅", [...gates, ...overrides].join("; ")].join(" ").trim();
}

function describeApprovals({ approvals }: PromotionPlan): string {
  const { needed, counted } = approvals;
  if (needed === 0) return "none needed";
  const by = counted.length === 0 ? "" : `, by ${counted.map((login) => `@${login}`).join(", ")}`;
  return `${counted.length} of ${needed}${by}`;
}

function describeProtection({ waitMinutes, reviewers }: NonNullable<PromotionPlan["protection"]>): string {
  const wait = waitMinutes === 0 ? [] : [`its job waits ${waitMinutes} min`];
  const review = reviewers.length === 0 ? [] : [`its job needs a review by ${reviewers.join(", ")}`];
  return [...wait, ...review].join("; ");
}

function approvalLines(plan: PromotionPlan): readonly string[] {
  const name = planName(plan);
  if (name === null) return [];
  const { approvers, role, excluded } = plan.approvals;
  const who = approvers.length === 0 ? `everybody with ${role}` : approvers.join(", ");
  const not = excluded.join(", ");
  return [
    `May approve: ${escapeText(who, 400)}; not ${escapeText(not, 400)}.`,
    "```",
    `/ml approve ${name}`,
    `/ml reject ${name} --reason "…"`,
    "```",
  ];
}
