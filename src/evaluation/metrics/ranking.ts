import type { BinarySample } from "../sample.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";

/** Rows by falling value. Rows of equal value form one group: a threshold cannot part them. */
export interface Ranking {
  /** Shape (rows,): row indices, greatest value first. */
  readonly order: Uint32Array;
  /** Shape (groups,): for each group the position after its last row. */
  readonly groupEnds: Uint32Array;
}

/**
 * Ranks rows.
 *
 * @param values shape (rows,), no NaN.
 */
export function rankRows(values: Float64Array): Ranking {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const groupEnds = new Uint32Array(order.length);
  let groups = 0;
  for (let position = 1; position <= order.length; position += 1) {
    const isLastOfGroup = values[order[position] ?? -1] !== values[order[position - 1] ?? -1];
    if (!isLastOfGroup) continue;
    groupEnds[groups] = position;
    groups += 1;
  }
  return { order, groupEnds: groupEnds.slice(0, groups) };
}

/** Weights of both classes by group of equal scores, highest score first. */
export interface RankedWeights {
  /** Shape (groups,): weight of class 1. */
  readonly positives: Float64Array;
  /** Shape (groups,): weight of class 0. */
  readonly negatives: Float64Array;
  readonly totalPositives: number;
  readonly totalNegatives: number;
}

/** Sums up weights by groups of equal scores; metrics of the same sample share the order, and of the same draw the sums. */
export const rankedWeightsOf = oncePerSample(({ score, target }: BinarySample) => {
  const { order, groupEnds } = rankRows(score);
  const isPositive = Uint8Array.from(order, (row) => target[row] ?? 0);
  const positives = new Float64Array(groupEnds.length);
  const negatives = new Float64Array(groupEnds.length);
  return oncePerDraw((weights): RankedWeights => {
    let totalPositives = 0;
    let totalNegatives = 0;
    let position = 0;
    for (let group = 0; group < groupEnds.length; group += 1) {
      const end = groupEnds[group] ?? 0;
      let positive = 0;
      let negative = 0;
      for (; position < end; position += 1) {
        const weight = weights[order[position] ?? 0] ?? 0;
        if (isPositive[position] === 1) positive += weight;
        else negative += weight;
      }
      positives[group] = positive;
      negatives[group] = negative;
      totalPositives += positive;
      totalNegatives += negative;
    }
    return { positives, negatives, totalPositives, totalNegatives };
  });
});
