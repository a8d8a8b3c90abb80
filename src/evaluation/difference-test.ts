import { delongTest } from "./delong.ts";
import { mcnemarTest } from "./mcnemar.ts";
import { predictedClasses } from "./predicted-class.ts";
import type { MetricTest } from "./report-sections-schema.ts";
import type { Sample } from "./sample.ts";

/** Two models on the same rows, in the same order. */
export interface DifferenceTestRequest {
  readonly challenger: Sample;
  readonly champion: Sample | undefined;
  /** Shape (rows,). Neither test is defined for weighted rows: where one does not count once. */
  readonly weights?: Float64Array | undefined;
  /** Of the interval, 0.5 to 1. */
  readonly confidence: number;
}

/**
 * The test of a metric's difference: DeLong's for `roc_auc`, McNemar's for `accuracy`.
 *
 * @returns `undefined` for another metric, for weighted rows and without a champion.
 */
export function testDifference(metric: string, request: DifferenceTestRequest): MetricTest | undefined {
  const { challenger, champion, weights, confidence } = request;
  if (champion === undefined || weights?.some((weight) => weight !== 1)) return undefined;
  if (challenger.task === "regression" || champion.task === "regression") return undefined;
  if (metric === "accuracy") {
    const [now, before] = [predictedClasses(challenger), predictedClasses(champion)];
    let [fixed, broken] = [0, 0];
    challenger.target.forEach((target, row) => {
      if (now[row] === before[row]) return;
      if (now[row] === target) fixed += 1;
      else if (before[row] === target) broken += 1;
    });
    return { ...mcnemarTest(fixed, broken), interval: null };
  }
  const isBinary = challenger.task === "binary-classification" && champion.task === "binary-classification";
  return metric === "roc_auc" && isBinary ? delongTest(challenger, champion, confidence) : undefined;
}
