import { ascendingOrder } from "../../math/ascending-order.ts";

const mostBlocks = 4096;

/** Weights that add up to half within this share may do so exactly: sums are rounded. */
const roundingShare = 1e-9;

/**
 * Where half the weight lies below; the mean of two values when the weight splits evenly between them. NaN without
 * weight. Rows are put into blocks of neighbouring ranks once: a call sums up the blocks in the order of the rows, and
 * looks only at the ranks of the block that has the median.
 *
 * Source: R. Hyndman, Y. Fan, "Sample quantiles in statistical packages" (1996), definition 2 (averaged inverted CDF).
 *
 * @param values shape (rows,).
 * @returns a function of weights of shape (rows,).
 */
export function prepareWeightedMedian(values: Float64Array): (weights: Float64Array) => number {
  const order = ascendingOrder(values);
  const size = Math.max(1, Math.ceil(order.length / mostBlocks));
  const blockOf = new Uint16Array(order.length);
  order.forEach((row, rank) => (blockOf[row] = Math.floor(rank / size)));
  const blocks = new Float64Array(Math.ceil(order.length / size));
  return (weights) => {
    blocks.fill(0);
    for (let row = 0; row < blockOf.length; row += 1) {
      const block = blockOf[row] ?? 0;
      blocks[block] = (blocks[block] ?? 0) + (weights[row] ?? 0);
    }
    const half = blocks.reduce((sum, weight) => sum + weight, 0) / 2;
    let block = 0;
    let seen = 0;
    while (block < blocks.length && seen + (blocks[block] ?? 0) < half * (1 - roundingShare)) {
      seen += blocks[block] ?? 0;
      block += 1;
    }
    return medianFrom(block * size, seen, { order, values, weights, half });
  };
}

/** The median among the ranks from `start` on, before which lies the weight `seen`, less than half. */
function medianFrom(
  start: number,
  seen: number,
  context: {
    readonly order: Uint32Array;
    readonly values: Float64Array;
    readonly weights: Float64Array;
    readonly half: number;
  },
): number {
  const { order, values, weights, half } = context;
  let below = seen;
  let median = Number.NaN;
  for (let rank = start; rank < order.length; rank += 1) {
    const row = order[rank] ?? 0;
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    const isSplit = !Number.isNaN(median) && Math.abs(below - half) <= 2 * Number.EPSILON * half;
    if (isSplit) return (median + (values[row] ?? 0)) / 2;
    below += weight;
    median = values[row] ?? Number.NaN;
    if (below > half * (1 + 2 * Number.EPSILON)) return median;
  }
  return median;
}
