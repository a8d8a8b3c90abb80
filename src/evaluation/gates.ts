import { describeGate, type Gate, gateDirection, gateMetricId, toleranceOf } from "./gate-rule.ts";
import { fromJsonNumber } from "./json-number.ts";
import type { GateResult, MetricComparison } from "./report-schema.ts";

/** What gates are judged on. */
export interface GateEvidence {
  /** Metrics on all rows, and `file:key` metrics. */
  readonly metrics: readonly MetricComparison[];
  readonly slices: readonly {
    readonly slice: string;
    readonly rows: number;
    readonly metrics: readonly MetricComparison[];
  }[];
  /** Whether there is nothing that this metric could have been compared with: rules about regression then pass. */
  isFirst(metric: MetricComparison): boolean;
  /** Whether too little evidence fails instead of warning. */
  readonly isStrict: boolean;
}

type Judgement = Pick<GateResult, "status" | "reasonCode" | "reason">;

/**
 * Judges gates. What cannot be judged (a metric that is missing, undefined, unknown or not comparable) fails.
 *
 * A regression rule passes when the difference is within the tolerance; beyond it fails when the interval of the
 * difference leaves out zero, or when there is no interval; else there is not enough evidence.
 *
 * @returns one result a gate, or one a slice for a gate on slices.
 */
export function judgeGates(gates: readonly Gate[], evidence: GateEvidence): readonly GateResult[] {
  return gates.flatMap((gate) => {
    if (gate.slices === "all") return judgeSlices(gate, evidence);
    return [toResult(gate, null, judge(gate, evidence.metrics, evidence))];
  });
}

/** `fail` when one gate fails, else `warn` when one warns, else `pass`. */
export function overallVerdict(gates: readonly GateResult[]): GateResult["status"] {
  if (gates.some((gate) => gate.status === "fail")) return "fail";
  return gates.some((gate) => gate.status === "warn") ? "warn" : "pass";
}

function judgeSlices(gate: Gate, evidence: GateEvidence): readonly GateResult[] {
  if (evidence.slices.length === 0) {
    return [toResult(gate, null, failed("gate.no-slices", "the evaluation has no slices"))];
  }
  const leastRows = gate.min_rows ?? 1;
  const judged = evidence.slices.filter((slice) => slice.rows >= leastRows);
  if (judged.length === 0) {
    return [toResult(gate, null, doubtful(evidence, `no slice has ${leastRows} rows or more`))];
  }
  return judged.map((slice) => toResult(gate, slice.slice, judge(gate, slice.metrics, evidence)));
}

function toResult(gate: Gate, slice: string | null, judgement: Judgement): GateResult {
  return { gate: describeGate(gate), metric: gateMetricId(gate), slice, ...judgement };
}

function judge(gate: Gate, metrics: readonly MetricComparison[], evidence: GateEvidence): Judgement {
  const id = gateMetricId(gate);
  const metric = metrics.find((entry) => entry.metric === id);
  if (metric === undefined || metric.challenger === null) {
    return failed("gate.metric-missing", `${id} was not computed`);
  }
  const value = fromJsonNumber(metric.challenger.value);
  if (Number.isNaN(value)) return failed("gate.metric-undefined", `${id} is undefined on these rows`);
  const failures = [judgeLevel(gate, value), judgeRegression(gate, metric, evidence)].filter(
    (judgement) => judgement !== undefined,
  );
  if (failures.length === 0) return failed("gate.without-rule", "the gate has no min, max or max_regression");
  const order = ["fail", "warn", "pass"] as const;
  return (
    failures.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))[0] ?? passed("gate.passed", "")
  );
}

function judgeLevel(gate: Gate, value: number): Judgement | undefined {
  if (gate.min === undefined && gate.max === undefined) return undefined;
  if (gate.min !== undefined && value < gate.min) {
    return failed("gate.below-min", `${shown(value)} is below ${gate.min}`);
  }
  if (gate.max !== undefined && value > gate.max) {
    return failed("gate.above-max", `${shown(value)} is above ${gate.max}`);
  }
  return passed("gate.passed", `${shown(value)} is within its limits`);
}

function judgeRegression(
  gate: Gate,
  metric: MetricComparison,
  evidence: GateEvidence,
): Judgement | undefined {
  if (gate.max_regression === undefined) return undefined;
  const direction = gateDirection(gate);
  if (direction === "none") {
    return failed(
      "gate.direction-unknown",
      `which way ${metric.metric} is better is not known; give a direction`,
    );
  }
  if (evidence.isFirst(metric)) return passed("gate.first-model", "there is no champion to compare with");
  if (metric.champion === null || metric.difference === null) {
    return failed("gate.not-comparable", "the champion has no value on these rows");
  }
  const tolerance = toleranceOf(gate, fromJsonNumber(metric.champion.value)) ?? 0;
  const difference = fromJsonNumber(metric.difference.value);
  if (Number.isNaN(difference)) return failed("gate.not-comparable", "the difference is undefined");
  if (Number.isNaN(tolerance)) {
    return failed("gate.relative-to-zero", "a relative tolerance has no meaning: the champion's value is 0");
  }
  return judgeGain(
    { gain: direction === "higher" ? difference : -difference, tolerance, metric, direction },
    evidence,
  );
}

function judgeGain(
  rule: {
    readonly gain: number;
    readonly tolerance: number;
    readonly metric: MetricComparison;
    readonly direction: "higher" | "lower";
  },
  evidence: GateEvidence,
): Judgement {
  const { gain, tolerance } = rule;
  const best = bestGain(rule.metric, rule.direction);
  if (Number.isNaN(best)) return doubtful(evidence, "too few resamples are defined for an interval");
  if (gain >= -tolerance) {
    return passed("gate.passed", gain < 0 ? `worse by ${shown(-gain)}, within the tolerance` : "not worse");
  }
  const beyond = `worse by ${shown(-gain)}, beyond ${shown(tolerance)}`;
  if (best < 0) return failed("gate.regression", beyond);
  return doubtful(evidence, `${beyond}, but the interval includes no change`);
}

/** The end of the interval that speaks for the challenger, as a gain; the gain itself without an interval. */
function bestGain(metric: MetricComparison, direction: "higher" | "lower"): number {
  const { difference } = metric;
  if (difference === null) return Number.NaN;
  const [low, high] = difference.interval ?? [difference.value, difference.value];
  return direction === "higher" ? fromJsonNumber(high) : -fromJsonNumber(low);
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function passed(reasonCode: string, reason: string): Judgement {
  return { status: "pass", reasonCode, reason };
}

function failed(reasonCode: string, reason: string): Judgement {
  return { status: "fail", reasonCode, reason };
}

function doubtful(evidence: GateEvidence, reason: string): Judgement {
  return { status: evidence.isStrict ? "fail" : "warn", reasonCode: "gate.not-enough-evidence", reason };
}
