import {
  findChangedInputs,
  planAttribution,
  type ChangedInput,
  type InputKind,
} from "../../src/evaluation/changed-inputs.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import { escapeText } from "../../src/report/escape.ts";
import { kindTitles } from "../../src/report/explanation.ts";
import type { RunEstimate } from "../reconcile/run-facts.ts";
import { formatMinutes } from "./estimate.ts";

/** Names that are written out of each kind. */
const maxShown = 15;

/** What a plan rests on besides the report. */
export interface Planned {
  readonly estimate: RunEstimate | undefined;
  /** Whether a dvc.yaml differs, which a report does not tell. */
  readonly isPipelineChanged: boolean;
}

/** What changed, and the plan that would tell the effects apart, with its cost. */
export function renderPlanned(report: EvaluationReport, { estimate, isPipelineChanged }: Planned): string {
  const model = escapeText(report.model);
  if (report.outcome === "unchanged") return `✅ ${model} did not change. (\`explained\`)`;
  const pipeline = { kind: "code", name: "dvc.yaml", stage: null } as const;
  const changed = [...findChangedInputs(report), ...(isPipelineChanged ? [pipeline] : [])];
  const kinds = (["code", "params", "data"] as const).filter((kind) =>
    changed.some((input) => input.kind === kind),
  );
  const lines = kinds.map((kind) => `- **${kindTitles[kind]}**: ${listNames(changed, kind)}`);
  const nothing =
    "Nothing that dvc.lock or the parameters name differs: a command of a stage, or a dependency that dvc.yaml does not name.";
  return [
    `What went into \`${report.headSha.slice(0, 7)}\` of **${model}** and not into its champion: (\`explained\`)`,
    "",
    ...(lines.length === 0 ? [nothing] : lines),
    "",
    renderPlan(kinds, estimate),
  ].join("\n");
}

function listNames(changed: readonly ChangedInput[], kind: InputKind): string {
  const ofKind = changed.filter((input) => input.kind === kind);
  const names = ofKind.slice(0, maxShown).map(({ name, stage }) => {
    const by = stage === null ? "" : ` (stage ${escapeText(stage, 60)})`;
    return `${escapeText(name, 120)}${by}`;
  });
  const rest = ofKind.length - maxShown;
  return [...names, ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

function renderPlan(kinds: readonly InputKind[], estimate: RunEstimate | undefined): string {
  const [only] = kinds;
  if (only === undefined) return "";
  if (kinds.length === 1)
    return `One kind of input changed, so the whole difference is that of the ${kindTitles[only].toLowerCase()}.`;
  const plan = planAttribution(kinds);
  const runs = plan.map((combination) => `new ${combination.join(" and ")}`).join("; ");
  const least = estimate === undefined ? "" : `, at most ${costOf(estimate, plan.length)}`;
  return [
    `To give each its share, ${plan.length} combinations have to be trained${least}; what the run-cache holds costs nothing:`,
    `${runs}, the rest as in the champion.`,
    "`/ml explain --run` trains them and answers with each kind's share.",
  ].join("\n");
}

/** The cost of several runs, by the last ones and the policy's prices. */
export function costOf({ minutes, price }: RunEstimate, runs: number): string {
  const money = price === undefined ? "" : ` and ${(price.amount * runs).toFixed(2)} ${price.currency}`;
  return `${formatMinutes(minutes * runs)}${money}`;
}
