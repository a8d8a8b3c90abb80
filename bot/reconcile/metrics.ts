import { readOverrides } from "../../src/app/promotion/overrides.ts";
import { gateLine } from "../../src/config/gate-line.ts";
import type { Policy } from "../../src/config/schema.ts";
import { applyOverrides, isOverridden } from "../../src/evaluation/gate-override.ts";
import { liveOverrides } from "../../src/evaluation/override-document.ts";
import { judgeReport } from "../../src/evaluation/judge-report.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { CheckContent } from "../../src/ports/github/checks.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import { escapeText } from "../../src/report/escape.ts";
import { shownVerdict } from "../../src/report/evaluation-headline.ts";
import { type CheckContext, renderCheck } from "../../src/report/evaluation-check.ts";
import { metricButtons } from "./button.ts";
import type { BotContext } from "./context.ts";
import { findReports, type ReportSearch } from "./find-reports.ts";
import { readKeptReplies, withReplies } from "./kept-replies.ts";
import { applyLabelFamily } from "./label-family.ts";
import type { Outcome } from "./outcome.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";
import { readLocatedPolicy } from "./policy.ts";
import { applyReportComment, type SlotChange } from "./report-comment.ts";
import { areForeignWords } from "./self-reported.ts";

/** Label of a pull request whose pipeline runs. */
export const runningLabel = "ml/running";

/** Brings comment, check `ml/metrics` and gate label of an open pull request to what its live head's report says. */
export async function reconcileMetrics(
  pull: PullRequest,
  policy: Policy,
  context: BotContext,
): Promise<Outcome> {
  const search = await findJudged(pull, policy, context);
  if (search.state === "none" && (await isConcluded(pull, context))) {
    return { decision: "unchanged", reasonCode: "report.gone" };
  }
  const reports = search.state === "found" ? search.reports : [];
  const runUrl = search.state === "found" ? search.run.url : "";
  const slots: SlotChange[] = [];
  for (const report of reports) {
    const isWanted = report.outcome !== "unchanged";
    slots.push(await applyReportComment({ pull, report, runUrl, isWanted }, context));
  }
  const changes: string[] = slots.map(({ state }) => state);
  // Only comments wait: the gates are in the check and the label at once.
  const waits = slots.flatMap((slot) => (slot.state === "waiting" ? [slot.dueInMs] : []));
  const later = waits.length === 0 ? {} : { dueInMs: Math.min(...waits) };
  if (changes.includes("stale")) return { decision: "ignored", reasonCode: "stale.sha", ...later };
  const isForeign = await areForeignWords(reports, pull, context);
  const lineOfGate = await findGateLines(reports, pull, context);
  const own = describeSearch(search, { policy, lineOfGate });
  const judged = isForeign ? askForEvaluation(own) : own;
  // As a workflow nobody hears who pressed a button.
  const hasButtons = context.ownRun === undefined && judged.conclusion !== undefined;
  const summary = withReplies(judged.summary, await readKeptReplies(pull.number, context));
  const content = { ...judged, summary, ...(hasButtons ? { actions: metricButtons } : {}) };
  changes.push(await applyCheck("ml/metrics", pull.headSha, content, context));
  const wanted = gateLabel(reports, isForeign);
  await applyLabelFamily(pull.number, { prefix: "ml/gate:", wanted }, context);
  const running = search.state === "running" ? runningLabel : undefined;
  await applyLabelFamily(pull.number, { prefix: runningLabel, wanted: running }, context);
  const reasonCode = search.state === "found" ? `verdict.${worstVerdict(reports)}` : `report.${search.state}`;
  return { decision: changes.includes("changed") ? "done" : "unchanged", reasonCode, ...later };
}

/**
 * Where gates that did not pass are in the head's own policy: the base's counts, but an annotation is shown in the files of
 * the head, whose lines may be others. A gate that the head does not have is nowhere.
 */
async function findGateLines(
  reports: readonly EvaluationReport[],
  pull: PullRequest,
  context: BotContext,
): Promise<(model: string, gate: string) => number | undefined> {
  const isNeeded = reports.some(({ gates }) => gates.some(({ status }) => status !== "pass"));
  const head = isNeeded ? await readLocatedPolicy(pull.headSha, context) : undefined;
  return (model, gate) => (head === undefined ? undefined : gateLine(head, model, gate));
}

/** Runs and artifacts are deleted in time; a head does not change, so what was concluded about it stands. */
async function isConcluded(pull: PullRequest, context: BotContext): Promise<boolean> {
  return (await findOwnCheck("ml/metrics", pull.headSha, context))?.status === "completed";
}

/** The reports of a head as the base branch's policy judges them, overrides applied. */
async function findJudged(pull: PullRequest, policy: Policy, context: BotContext): Promise<ReportSearch> {
  const found = await findReports(pull, Object.keys(policy.models), context);
  const search = completeGates(found, policy);
  if (search.state !== "found") return search;
  const kept = await readOverrides(pull.number, context.github);
  if (kept.length === 0) return search;
  const baseHead = await context.github.gitData.resolveRef(`refs/heads/${pull.baseRef}`);
  const live = liveOverrides(kept, { headSha: pull.headSha, baseHead });
  return { ...search, reports: search.reports.map((report) => applyOverrides(report, live)) };
}

/** The judged reports of the live head, before overrides; `[]` without any. */
export async function findJudgedReports(
  pull: PullRequest,
  policy: Policy,
  context: BotContext,
): Promise<readonly EvaluationReport[]> {
  const search = completeGates(await findReports(pull, Object.keys(policy.models), context), policy);
  return search.state === "found" ? search.reports : [];
}

/** Every gate of the base branch counts, also one that the run did not know. */
function completeGates(search: ReportSearch, { models }: Policy): ReportSearch {
  if (search.state !== "found") return search;
  const complete = (report: EvaluationReport): EvaluationReport =>
    judgeReport(report, models[report.model] ?? { gates: [], strict: true });
  return { ...search, reports: search.reports.map(complete) };
}

function worstVerdict(reports: readonly EvaluationReport[]): EvaluationReport["verdict"] | "unchanged" {
  const changed = reports.filter((report) => report.outcome !== "unchanged");
  const worst = (["fail", "warn"] as const).find((verdict) =>
    changed.some((report) => shownVerdict(report) === verdict),
  );
  return worst ?? (changed.length > 0 ? "pass" : "unchanged");
}

function gateLabel(reports: readonly EvaluationReport[], isForeign: boolean): string | undefined {
  const verdict = worstVerdict(reports);
  if (isForeign && verdict === "pass") return "ml/gate:warn";
  const isByPerson = reports.some((report) => report.gates.some(isOverridden));
  if (verdict === "pass" && isByPerson) return "ml/gate:override";
  return verdict === "unchanged" ? undefined : `ml/gate:${verdict}`;
}

/** GitHub's limits of a check's texts and annotations, with room to spare. */
const mostCharacters = 60_000;
const mostAnnotations = 50;

const verdicts = {
  pass: { conclusion: "success", title: "All gates pass" },
  warn: { conclusion: "neutral", title: "Not enough evidence for a gate" },
  fail: { conclusion: "failure", title: "A gate failed" },
  unchanged: { conclusion: "neutral", title: "No model changed" },
} as const;

function describeSearch(
  search: ReportSearch,
  { policy, lineOfGate }: Pick<CheckContext, "lineOfGate"> & { readonly policy: Policy },
): CheckContent {
  switch (search.state) {
    case "found":
      return describeReports(search.reports, {
        runUrl: search.run.url,
        ...(lineOfGate === undefined ? {} : { lineOfGate }),
      });
    case "running":
      return { title: "The pipeline is running", summary: `[Run ${search.run.id}](${search.run.url})` };
    case "failed":
      return {
        title: "The pipeline gave no report",
        summary: `[Run ${search.run.id}](${search.run.url}): ${escapeText(search.reason, 500)}.`,
        conclusion: lostConclusion(search.run.conclusion),
      };
    case "none":
      return describeAbsence(policy);
    default:
      return search satisfies never;
  }
}

/** How a check ends whose run gave no report. */
function lostConclusion(conclusion: string | null): "timed_out" | "cancelled" | "failure" {
  return conclusion === "timed_out" || conclusion === "cancelled" ? conclusion : "failure";
}

/** What a fork says of itself is shown, and never lets the check pass. */
function askForEvaluation(content: CheckContent): CheckContent {
  if (content.conclusion === "failure") return content;
  const why =
    "A fork reports its own numbers. Add `.github/workflows/pawl-evaluate.yml` to the default branch, which computes them apart from it, or push the branch to this repository.";
  return {
    ...content,
    title: "Numbers of a fork, not computed here",
    summary: `${why}\n\n${content.summary}`,
    conclusion: "action_required",
  };
}

function describeAbsence(policy: Policy): CheckContent {
  return Object.keys(policy.models).length === 0
    ? { title: "The policy has no model", summary: "Nothing is compared.", conclusion: "neutral" }
    : {
        title: "Waiting for the pipeline",
        summary: "No run of `.github/workflows/pawl.yml` for this head yet.",
      };
}

/** One check for all models: the worst verdict, every report, and the gates that did not pass as annotations. */
function describeReports(reports: readonly EvaluationReport[], context: CheckContext): CheckContent {
  const checks = reports.map((report) => renderCheck(report, context));
  const verdict = verdicts[worstVerdict(reports)];
  return {
    conclusion: verdict.conclusion,
    title: checks.length === 1 ? (checks[0]?.title ?? verdict.title) : verdict.title,
    summary: checks
      .map((check) => check.summary)
      .join("\n\n---\n\n")
      .slice(0, mostCharacters),
    annotations: checks.flatMap((check) => check.annotations).slice(0, mostAnnotations),
  };
}
