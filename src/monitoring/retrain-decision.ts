import type { DriftRecord } from "./drift-marker.ts";
import type { DriftKind } from "./series.ts";
import { parseDuration } from "./windows.ts";

/** The policy's word on retraining. */
export interface RetrainPolicy {
  /** `data_drift`, `prediction_drift`, `performance`, `schedule`. */
  readonly on: readonly string[];
  /** Least time between two retrainings of a model, in milliseconds. */
  readonly atLeastMs: number;
}

/** What the decision rests on. */
export interface RetrainFacts {
  readonly policy: RetrainPolicy | undefined;
  readonly kind: DriftKind;
  /** Whether the issue stands open now, with drift going on. */
  readonly isAlerting: boolean;
  /** 1 to 3; see the verdict. */
  readonly severity: number;
  readonly version: string;
  /** When the issue was opened, or opened again. */
  readonly openedAt: string;
  /** This issue's own last retraining. */
  readonly own: DriftRecord["retrain"];
  /** The last retraining that any issue of the model asked for. */
  readonly latest: DriftRecord["retrain"];
  /** The end of the time looked at, ISO 8601: "now" for `at_most`. */
  readonly until: string;
  /** A retraining of this model that has not ended. */
  readonly pending: "pull-request" | "run" | undefined;
  /** Whether a person snoozes the drift now. */
  readonly isSnoozed?: boolean;
}

/** Whether to dispatch a retraining, and why. */
export interface RetrainDecision {
  readonly decision: "dispatch" | "nothing";
  readonly reasonCode:
    | "retrain.opened"
    | "retrain.worse"
    | "retrain.interrupted"
    | "retrain.not-configured"
    | "retrain.no-drift"
    | "retrain.snoozed"
    | "retrain.already-asked"
    | "retrain.too-soon"
    | "retrain.pull-request-open"
    | "retrain.run-in-progress";
}

const triggers: Readonly<Record<DriftKind, string>> = {
  data: "data_drift",
  prediction: "prediction_drift",
  performance: "performance",
};

/** Reads `1 per 24h` as milliseconds. */
export function parseAtMost(text: string): number {
  return parseDuration(text.replace(/^1 per /, ""));
}

/**
 * An issue asks for one retraining when it opens and one more each time it gets worse; never while one is under way, never
 * more often than the policy says, counted over all issues of the model.
 */
export function decideRetrain(facts: RetrainFacts): RetrainDecision {
  if (facts.policy === undefined || !facts.policy.on.includes(triggers[facts.kind])) {
    return nothing("retrain.not-configured");
  }
  if (!facts.isAlerting) return nothing("retrain.no-drift");
  if (facts.isSnoozed === true) return nothing("retrain.snoozed");
  const cause = causeOf(facts);
  if (cause === undefined) return nothing("retrain.already-asked");
  if (facts.pending === "pull-request") return nothing("retrain.pull-request-open");
  if (facts.pending === "run") return nothing("retrain.run-in-progress");
  if (cause !== "retrain.interrupted" && isTooSoon(facts, facts.policy)) return nothing("retrain.too-soon");
  return { decision: "dispatch", reasonCode: cause };
}

function causeOf(
  facts: RetrainFacts,
): "retrain.opened" | "retrain.worse" | "retrain.interrupted" | undefined {
  if (facts.own?.state === "requested") return "retrain.interrupted";
  const { latest, own } = facts;
  const isAnswered = latest !== null && latest.version === facts.version && latest.at >= facts.openedAt;
  if (!isAnswered) return "retrain.opened";
  return own !== null && own.version === facts.version && facts.severity > own.severity
    ? "retrain.worse"
    : undefined;
}

function isTooSoon(facts: RetrainFacts, policy: RetrainPolicy): boolean {
  return facts.latest !== null && Date.parse(facts.until) - Date.parse(facts.latest.at) < policy.atLeastMs;
}

function nothing(reasonCode: RetrainDecision["reasonCode"]): RetrainDecision {
  return { decision: "nothing", reasonCode };
}
