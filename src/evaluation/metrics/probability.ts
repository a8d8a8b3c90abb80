import { PawlError } from "../../errors.ts";
import type { BinarySample, Statistic } from "../sample.ts";
import { rowCodes } from "./row-codes.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";
import { prepareWeightedMean } from "./weighted-mean.ts";

const calibrationBins = 10;

/**
 * The negative mean log-likelihood, in nats. Probabilities are clipped to [ε, 1 − ε] with ε = 2⁻⁵².
 *
 * Source: scikit-learn 1.9.1 `log_loss(labels=[0, 1])` on 64-bit probabilities.
 *
 * @throws PawlError `metric.input-invalid` when a score is outside 0 to 1.
 */
export function prepareLogLoss(sample: BinarySample): Statistic {
  checkProbabilities("log_loss", sample.score);
  return prepareWeightedMean(
    sample.score.map(
      (probability, row) => -Math.log(clip(sample.target[row] === 1 ? probability : 1 - probability)),
    ),
  );
}

/** Keeps a probability away from 0 and 1 by the spacing of 64-bit numbers at 1, as scikit-learn does. */
export function clip(probability: number): number {
  return Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
}

/**
 * The mean squared difference of probability and outcome.
 *
 * Source: scikit-learn 1.9.1 `brier_score_loss`.
 *
 * @throws PawlError `metric.input-invalid` when a score is outside 0 to 1.
 */
export function prepareBrier(sample: BinarySample): Statistic {
  checkProbabilities("brier", sample.score);
  return prepareWeightedMean(
    sample.score.map((probability, row) => (probability - (sample.target[row] ?? 0)) ** 2),
  );
}

/**
 * Expected calibration error: the mean over ten bins of equal width of |mean probability − share of positives|, weighted
 * by the bins' weights. A bin takes its lower edge; the last takes 1 as well.
 *
 * Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017, equation 3.
 *
 * @throws PawlError `metric.input-invalid` when a score is outside 0 to 1.
 */
export function prepareEce(sample: BinarySample): Statistic {
  checkProbabilities("ece", sample.score);
  const sum = calibrationOf(sample);
  return (weights, draw) => {
    const { gaps, bins } = sum(weights, draw);
    return sumOf(gaps.map((gap) => Math.abs(gap))) / sumOf(bins);
  };
}

/**
 * How great the expected calibration error of a draw is by noise alone: the sum over the bins of |gap of the draw − gap of the
 * rows|, where a gap is weight × (probability − outcome) by the whole weight. It is what {@link prepareEce} makes of a draw of
 * rows whose gaps are all 0.
 *
 * @param weights shape (rows,): around which the draws vary.
 */
export function prepareEceNoise(sample: BinarySample, weights: Float64Array): Statistic {
  const sum = calibrationOf(sample);
  const shares = (drawn: Float64Array, draw: object | undefined): Float64Array => {
    const { gaps, bins } = sum(drawn, draw);
    const total = sumOf(bins);
    return gaps.map((gap) => gap / total);
  };
  const expected = shares(weights, undefined);
  return (drawn, draw) =>
    sumOf(shares(drawn, draw).map((gap, bin) => Math.abs(gap - (expected[bin] ?? Number.NaN))));
}

/**
 * Maximum calibration error: the greatest |mean probability − share of positives| of the same bins; those without weight
 * do not count.
 *
 * Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017, equation 5.
 *
 * @throws PawlError `metric.input-invalid` when a score is outside 0 to 1.
 */
export function prepareMce(sample: BinarySample): Statistic {
  checkProbabilities("mce", sample.score);
  const sum = calibrationOf(sample);
  return (weights, draw) => {
    const { gaps, bins } = sum(weights, draw);
    return gaps.reduce((greatest, gap, bin) => {
      const weight = bins[bin] ?? 0;
      return weight === 0 ? greatest : Math.max(greatest, Math.abs(gap) / weight);
    }, 0);
  };
}

/** Of each bin the weight, and the sum of weight × (probability − outcome). */
const calibrationOf = oncePerSample(({ score, target }: BinarySample) => {
  const binOf = rowCodes(score.length, (row) =>
    Math.min(Math.floor((score[row] ?? 0) * calibrationBins), calibrationBins - 1),
  );
  const excess = score.map((value, row) => value - (target[row] ?? 0));
  const gaps = new Float64Array(calibrationBins);
  const bins = new Float64Array(calibrationBins);
  return oncePerDraw((weights) => {
    gaps.fill(0);
    bins.fill(0);
    for (let row = 0; row < binOf.length; row += 1) {
      const bin = binOf[row] ?? 0;
      const weight = weights[row] ?? 0;
      bins[bin] = (bins[bin] ?? 0) + weight;
      gaps[bin] = (gaps[bin] ?? 0) + weight * (excess[row] ?? 0);
    }
    return { gaps, bins };
  });
});

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function checkProbabilities(metric: string, score: Float64Array): void {
  const row = score.findIndex((value) => value < 0 || value > 1);
  if (row < 0) return;
  throw new PawlError("metric.input-invalid", {
    message: `${metric} takes probabilities from 0 to 1; row ${row + 1} has ${score[row]}`,
  });
}
