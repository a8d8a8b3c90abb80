import { policyPath } from "../config/parse-policy.ts";
import type { EvaluationReport, GateResult } from "../evaluation/report-schema.ts";
import type { ReportContext } from "./evaluation-comment.ts";
import { renderEvaluationBody } from "./evaluation-comment.ts";
import { planHeadline, shownVerdict } from "./evaluation-headline.ts";
import { plainCell } from "./plain-text.ts";

/** GitHub takes at most this many annotations a request. */
const mostAnnotations = 50;
const mostTitle = 200;

/** A check run as a value. */
export interface EvaluationCheck {
  readonly title: string;
  readonly summary: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly annotations: readonly {
    readonly path: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly level: "warning" | "failure";
    readonly title: string;
    readonly message: string;
  }[];
}

/** Where a check is written. */
export interface CheckContext extends ReportContext {
  /**
   * The line of the policy at the commit of the check that a gate of a model stands in, by its sentence; `undefined` when
   * it is not known. The first line counts then.
   */
  readonly lineOfGate?: (model: string, gate: string) => number | undefined;
}

/** Markdown for the job summary: the comment without its marker. */
export function renderJobSummary(report: EvaluationReport, context: ReportContext = {}): string {
  return renderEvaluationBody(report, context);
}

/**
 * The check of one model. `neutral` when nothing changed or evidence is missing; under `strict` missing evidence is a gate
 * that failed already. Gates are annotated on their line of the policy, those of metrics files on the file.
 */
export function renderCheck(report: EvaluationReport, context: CheckContext = {}): EvaluationCheck {
  return {
    title: plainCell(planHeadline(report)).slice(0, mostTitle),
    summary: renderEvaluationBody(report, context),
    conclusion: concludeCheck(report),
    annotations: report.gates
      .filter((gate) => gate.status !== "pass")
      .slice(0, mostAnnotations)
      .map((gate) => annotate(gate, context.lineOfGate?.(report.model, gate.gate))),
  };
}

function concludeCheck(report: EvaluationReport): EvaluationCheck["conclusion"] {
  const verdict = shownVerdict(report);
  if (report.outcome === "unchanged" || verdict === "warn") return "neutral";
  return verdict === "pass" ? "success" : "failure";
}

function annotate(gate: GateResult, policyLine = 1): EvaluationCheck["annotations"][number] {
  const file = /^([\w./-]+\.[a-z]+):/.exec(gate.metric)?.[1];
  const line = file === undefined ? policyLine : 1;
  const where = gate.slice === null ? "" : ` (${gate.slice})`;
  return {
    path: file ?? policyPath,
    startLine: line,
    endLine: line,
    level: gate.status === "fail" ? "failure" : "warning",
    title: `${gate.gate}${where}`.slice(0, mostTitle),
    message: `${gate.reason} (${gate.reasonCode})`.slice(0, 1000),
  };
}
