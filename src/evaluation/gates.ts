import { describeGate, type Gate, gateMetricId, isSliceScope, type SliceScope } from "./gate-rule.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import { judgeRegression } from "./judge-regression.ts";
import { doubtful, failed, type GateJudgement, passed, shownNumber } from "./gate-judgement.ts";
import type { EvaluationReport, GateResult, MetricComparison } from "./report-schema.ts";
import type { SeedNoise } from "./report-sections-schema.ts";

/** A slice with its metrics, as a report has it. */
export type JudgedSlice = Pick<EvaluationReport["slices"][number], "slice" | "rows" | "origin" | "test"> & {
  readonly metrics: readonly MetricComparison[];
};

/** What gates are judged on. */
export interface GateEvidence {
  /** Metrics on all rows, of the model itself, and `file:key` metrics. */
  readonly metrics: readonly MetricComparison[];
  readonly slices: readonly JudgedSlice[];
  /** Whether there is nothing that this metric could have been compared with: rules about regression then pass. */
  isFirst(metric: MetricComparison): boolean;
  /** Whether too little evidence fails instead of warning. */
  readonly isStrict: boolean;
  /** Level of the intervals, 0.5 to 1; 0.95 when absent. Slices that a search found are tested at 1 minus it. */
  readonly confidence?: number;
  /** How much metrics on all rows move when only the seed of training changes. Empty when absent. */
  readonly seedNoise?: readonly SeedNoise[];
}

/**
 * Judges gates. What cannot be judged (a metric that is missing, undefined, unknown or not comparable) fails.
 *
 * A regression rule passes when the difference is within the tolerance; beyond it fails when the interval of the
 * difference leaves out zero, or when there is no interval; else there is not enough evidence. On all rows the interval is
 * widened by the noise between training seeds, where that was measured. In a slice that a search found the loss must also
 * stand the test that is corrected for how many slices were looked at.
 *
 * @returns one result a gate, or one a slice for a gate on slices.
 */
export function judgeGates(gates: readonly Gate[], evidence: GateEvidence): readonly GateResult[] {
  return gates.flatMap((gate) => {
    if (gate.slices === undefined) return [toResult(gate, null, judge(gate, evidence.metrics, { evidence }))];
    return isSliceScope(gate.slices)
      ? judgeSlices(gate, gate.slices, evidence)
      : [judgeOneSlice(gate, gate.slices, evidence)];
  });
}

/** `fail` when one gate fails, else `warn` when one warns, else `pass`. */
export function overallVerdict(gates: readonly GateResult[]): GateResult["status"] {
  if (gates.some((gate) => gate.status === "fail")) return "fail";
  return gates.some((gate) => gate.status === "warn") ? "warn" : "pass";
}

function judgeSlices(gate: Gate, scope: SliceScope, evidence: GateEvidence): readonly GateResult[] {
  const slices = evidence.slices.filter(
    (slice) => scope === "any" || (scope === "found") === (slice.origin === "found"),
  );
  if (slices.length === 0) {
    // A search that finds nothing is a good answer; declared slices are always there.
    const none =
      scope === "found"
        ? passed("gate.passed", "the search found no slice")
        : failed("gate.no-slices", "the evaluation has no slices");
    return [toResult(gate, null, none)];
  }
  const leastRows = gate.min_rows ?? 1;
  const judged = slices.filter((slice) => slice.rows >= leastRows);
  if (judged.length === 0) {
    return [toResult(gate, null, doubtful(evidence, `no slice has ${leastRows} rows or more`))];
  }
  return judged.map((slice) => toResult(gate, slice.slice, judge(gate, slice.metrics, { evidence, slice })));
}

function judgeOneSlice(gate: Gate, name: string, evidence: GateEvidence): GateResult {
  const slice = evidence.slices.find((candidate) => candidate.slice === name);
  if (slice === undefined) {
    const known = evidence.slices.slice(0, 5).map((candidate) => candidate.slice);
    const there =
      known.length === 0
        ? "the evaluation has no slices"
        : `there are ${known.join(", ")}${evidence.slices.length > 5 ? " …" : ""}`;
    return toResult(gate, name, failed("gate.slice-missing", `no row is in ${name}; ${there}`));
  }
  const leastRows = gate.min_rows ?? 1;
  if (slice.rows < leastRows) {
    return toResult(gate, name, doubtful(evidence, `it has ${slice.rows} rows, fewer than ${leastRows}`));
  }
  return toResult(gate, name, judge(gate, slice.metrics, { evidence, slice }));
}

function toResult(gate: Gate, slice: string | null, judgement: GateJudgement): GateResult {
  return { gate: describeGate(gate), metric: gateMetricId(gate), slice, ...judgement };
}

function judge(
  gate: Gate,
  metrics: readonly MetricComparison[],
  place: { readonly evidence: GateEvidence; readonly slice?: JudgedSlice },
): GateJudgement {
  const id = gateMetricId(gate);
  const metric = metrics.find((entry) => entry.metric === id);
  if (metric === undefined || metric.challenger === null) {
    return failed("gate.metric-missing", `${id} was not computed`);
  }
  const value = fromJsonNumber(metric.challenger.value);
  if (Number.isNaN(value)) return failed("gate.metric-undefined", `${id} is undefined on these rows`);
  const judgements = [judgeLevel(gate, value), judgeRegression(gate, metric, place)].filter(
    (judgement) => judgement !== undefined,
  );
  const order = ["fail", "warn", "pass"] as const;
  const [worst] = judgements.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return worst ?? failed("gate.without-rule", "the gate has no min, max or max_regression");
}

function judgeLevel(gate: Gate, value: number): GateJudgement | undefined {
  if (gate.min === undefined && gate.max === undefined) return undefined;
  if (gate.min !== undefined && value < gate.min) {
    return failed("gate.below-min", `${shownNumber(value)} is below ${gate.min}`);
  }
  if (gate.max !== undefined && value > gate.max) {
    return failed("gate.above-max", `${shownNumber(value)} is above ${gate.max}`);
  }
  return passed("gate.passed", `${shownNumber(value)} is within its limits`);
}
