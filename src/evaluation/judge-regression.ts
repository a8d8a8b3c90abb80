import { doubtful, failed, type GateJudgement, passed, shownNumber } from "./gate-judgement.ts";
import { type Gate, gateDirection, toleranceOf } from "./gate-rule.ts";
import { fromJsonNumber } from "../math/json-number.ts";
import type { EvaluationReport, MetricComparison } from "./report-schema.ts";
import type { SeedNoise } from "./report-sections-schema.ts";
import { seedHalfWidth } from "./seed-noise.ts";

/** Where a regression is judged: on all rows without `slice`. */
export interface RegressionPlace {
  readonly evidence: {
    isFirst(metric: MetricComparison): boolean;
    readonly isStrict: boolean;
    readonly confidence?: number;
    readonly seedNoise?: readonly SeedNoise[];
  };
  readonly slice?: Pick<EvaluationReport["slices"][number], "origin" | "test">;
}

/**
 * Judges a gate's `max_regression`; `undefined` when it has none. Positive gains speak for the challenger, whichever way
 * the metric counts. A champion of 0 has no relative tolerance, and a difference that is undefined is not comparable: both
 * fail.
 */
export function judgeRegression(
  gate: Gate,
  metric: MetricComparison,
  place: RegressionPlace,
): GateJudgement | undefined {
  if (gate.max_regression === undefined) return undefined;
  const direction = gateDirection(gate);
  if (direction === "none") {
    return failed(
      "gate.direction-unknown",
      `which way ${metric.metric} is better is not known; give a direction`,
    );
  }
  if (place.evidence.isFirst(metric)) {
    return passed("gate.first-model", "there is no champion to compare with");
  }
  if (metric.champion === null || metric.difference === null) {
    return failed("gate.not-comparable", "the champion has no value on these rows");
  }
  const tolerance = toleranceOf(gate, fromJsonNumber(metric.champion.value)) ?? 0;
  const difference = fromJsonNumber(metric.difference.value);
  if (Number.isNaN(difference)) return failed("gate.not-comparable", "the difference is undefined");
  if (Number.isNaN(tolerance)) {
    return failed("gate.relative-to-zero", "a relative tolerance has no meaning: the champion's value is 0");
  }
  const gain = direction === "higher" ? difference : -difference;
  return judgeGain({ gain, best: bestGain(metric, direction), tolerance, metric: metric.metric }, place);
}

interface Gain {
  readonly gain: number;
  /** The end of its interval that speaks for the challenger. */
  readonly best: number;
  readonly tolerance: number;
  readonly metric: string;
}

function judgeGain({ gain, best, tolerance, metric }: Gain, place: RegressionPlace): GateJudgement {
  const { evidence, slice } = place;
  if (Number.isNaN(best)) return doubtful(evidence, "too few resamples are defined for an interval");
  if (gain >= -tolerance) {
    const text = gain < 0 ? `worse by ${shownNumber(-gain)}, within the tolerance` : "not worse";
    return passed("gate.passed", text);
  }
  const beyond = `worse by ${shownNumber(-gain)}, beyond ${shownNumber(tolerance)}`;
  if (best >= 0) return doubtful(evidence, `${beyond}, but the interval includes no change`);
  if (slice === undefined) return judgeSeedNoise({ gain, best, metric, beyond }, evidence);
  if (slice.origin === "found" && !isBeyondChance(slice.test, evidence.confidence ?? 0.95)) {
    const looks = slice.test === undefined ? "" : ` of ${slice.test.looks} slices that were looked at`;
    return doubtful(evidence, `${beyond}, which one${looks || " found by search"} may be by chance`);
  }
  return failed("gate.regression", beyond);
}

/** The loss against what another seed of training would change, as `seedVerdict` has it. */
function judgeSeedNoise(
  loss: Pick<Gain, "gain" | "best" | "metric"> & { readonly beyond: string },
  evidence: RegressionPlace["evidence"],
): GateJudgement {
  const noise = evidence.seedNoise?.find((entry) => entry.metric === loss.metric);
  const half = noise === undefined ? Number.NaN : seedHalfWidth(noise, evidence.confidence ?? 0.95);
  // Undefined: one training run says nothing of the noise.
  const width = Number.isNaN(half) ? 0 : half;
  if (loss.gain + Math.hypot(loss.best - loss.gain, width) < 0) {
    return failed("gate.regression", loss.beyond);
  }
  const why = `training again with other seeds moves it by up to ${shownNumber(width)}`;
  return doubtful(evidence, `${loss.beyond}, but ${why}`);
}

function isBeyondChance(test: { readonly pValue: unknown } | undefined, confidence: number): boolean {
  return typeof test?.pValue === "number" && test.pValue < 1 - confidence;
}

/** The end of the interval that speaks for the challenger, as a gain; the gain itself without an interval. */
function bestGain(metric: MetricComparison, direction: "higher" | "lower"): number {
  const { difference } = metric;
  if (difference === null) return Number.NaN;
  const [low, high] = difference.interval ?? [difference.value, difference.value];
  return direction === "higher" ? fromJsonNumber(high) : -fromJsonNumber(low);
}
