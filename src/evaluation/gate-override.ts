import { overallVerdict } from "./gates.ts";
import type { EvaluationReport, GateResult } from "./report-schema.ts";

/** A person's decision that a gate which did not pass shall not stop a pull request. */
export interface GateOverride {
  readonly model: string;
  /** The gate's sentence, or its metric: then every gate of that metric. */
  readonly gate: string;
  /** Login of who decided. Whether they may is checked before. */
  readonly by: string;
  /** Not empty. */
  readonly reason: string;
  /** The head that was looked at: a push ends the override. */
  readonly headSha: string;
  /** The base that was looked at: a move of the base ends an override that is not sticky. */
  readonly baseSha: string | null;
  /** Whether it outlives a move of the base. */
  readonly isSticky: boolean;
}

const overriddenCode = "gate.overridden";

/** Codes of failures that say nothing about the model: no person can vouch for numbers that are not there. */
const neverOverridden: ReadonlySet<string> = new Set(["gate.not-judged", "gate.metric-missing"]);

/**
 * The report with gates passed that a person has overridden: status `pass`, code `gate.overridden`, and a reason that names
 * who, why and until when. An override of another head, of another base (unless it is sticky) or of another model does
 * nothing, nor does one without a reason. Gates that passed stay as they are.
 */
export function applyOverrides(
  report: EvaluationReport,
  overrides: readonly GateOverride[],
): EvaluationReport {
  const live = overrides.filter((override) => isLive(override, report));
  if (live.length === 0) return report;
  const gates = report.gates.map((result) => {
    const override = live.find(({ gate }) => gate === result.gate || gate === result.metric);
    return override === undefined ? result : overridden(result, override);
  });
  return { ...report, gates, verdict: overallVerdict(gates) };
}

/** Whether a gate is passed only because a person has overridden it. */
export function isOverridden({ status, reasonCode }: GateResult): boolean {
  return status === "pass" && reasonCode === overriddenCode;
}

function isLive(override: GateOverride, { model, headSha, baseSha }: EvaluationReport): boolean {
  if (override.model !== model || override.headSha !== headSha) return false;
  return override.reason.trim() !== "" && (override.isSticky || override.baseSha === baseSha);
}

function overridden(result: GateResult, { by, reason, isSticky }: GateOverride): GateResult {
  if (result.status === "pass" || neverOverridden.has(result.reasonCode)) return result;
  const end = isSticky ? "the next push" : "the next push or move of the base";
  return {
    ...result,
    status: "pass",
    reasonCode: overriddenCode,
    reason: `overridden by @${by} until ${end}: ${reason}; it was ${result.reasonCode}: ${result.reason}`,
  };
}
