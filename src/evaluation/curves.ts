import { quantileOfSorted } from "../math/quantile.ts";
import { predictedClasses } from "./predicted-class.ts";
import { drawRankingCurves } from "./ranking-curves.ts";
import type { CurvePoints, Curves } from "./report-sections-schema.ts";
import {
  type BinarySample,
  type MulticlassSample,
  type RegressionSample,
  rowsOf,
  type Sample,
} from "./sample.ts";

const calibrationBins = 10;
const histogramBins = 40;
/** Share of rows at each end of a histogram that goes into its outermost bins. */
const tail = 0.005;
const mostLabels = 30;
const longestText = 200;

/** Two models on the same rows. */
export interface CurvesRequest {
  readonly challenger: Sample;
  /** The same rows in the same order and of the same task; `undefined` without a champion. */
  readonly champion: Sample | undefined;
  /** Shape (rows,); each row counts once when absent. */
  readonly weights?: Float64Array | undefined;
  /** Names of the classes; their indices when absent. */
  readonly labels?: readonly string[] | undefined;
}

/**
 * What the plots of a report show: for a binary task ROC, precision-recall, calibration, scores and confusion; for
 * multi-class the probabilities of the predicted class and confusion (up to 30 classes); for a regression residuals and
 * predictions. What the task has not, or these rows leave undefined, is null.
 *
 * Calibration takes ten bins of equal width and is null when a score is no probability. Histograms have 40 bins of equal
 * width from the 0.5 % to the 99.5 % quantile of both models; values beyond are in the outermost bins.
 */
export function drawCurves(request: CurvesRequest): Curves {
  const { challenger, champion } = request;
  const weights = request.weights ?? new Float64Array(rowsOf(challenger)).fill(1);
  const nothing = { roc: null, precisionRecall: null, calibration: null, residuals: null, confusion: null };
  const scores = histogramOf(valuesOf(challenger), champion && valuesOf(champion), weights);
  if (challenger.task === "regression") {
    const before = champion?.task === "regression" ? residualsOf(champion) : undefined;
    return { ...nothing, scores, residuals: histogramOf(residualsOf(challenger), before, weights) };
  }
  const before = champion?.task === challenger.task ? champion : undefined;
  const confusion = compareConfusion(challenger, before, { weights, labels: request.labels });
  if (challenger.task === "multiclass-classification") return { ...nothing, scores, confusion };
  return {
    ...nothing,
    ...drawBinary(challenger, before?.task === "binary-classification" ? before : undefined, weights),
    scores,
    confusion,
  };
}

function drawBinary(
  challenger: BinarySample,
  champion: BinarySample | undefined,
  weights: Float64Array,
): Pick<Curves, "roc" | "precisionRecall" | "calibration"> {
  const now = drawRankingCurves(challenger, weights);
  const before = champion && drawRankingCurves(champion, weights);
  return {
    roc: toPair(now.roc, before?.roc),
    precisionRecall: toPair(now.precisionRecall, before?.precisionRecall),
    calibration: toPair(calibrate(challenger, weights), champion && calibrate(champion, weights)),
  };
}

function toPair(challenger: CurvePoints | null, champion: CurvePoints | null | undefined): Curves["roc"] {
  return challenger === null ? null : { challenger, champion: champion ?? null };
}

function calibrate({ score, target }: BinarySample, weights: Float64Array): CurvePoints | null {
  if (score.some((value) => value < 0 || value > 1)) return null;
  const bins = Array.from({ length: calibrationBins }, () => ({ weight: 0, score: 0, positives: 0 }));
  score.forEach((value, row) => {
    const bin = bins[Math.min(calibrationBins - 1, Math.floor(value * calibrationBins))];
    const weight = weights[row] ?? 0;
    if (bin === undefined) return;
    bin.weight += weight;
    bin.score += weight * value;
    bin.positives += weight * (target[row] ?? 0);
  });
  return bins
    .filter(({ weight }) => weight > 0)
    .map((bin) => [bin.score / bin.weight, bin.positives / bin.weight]);
}

/** One number a row that a histogram of answers shows. */
function valuesOf(sample: Sample): Float64Array {
  if (sample.task === "binary-classification") return sample.score;
  if (sample.task === "regression") return sample.prediction;
  const predicted = predictedClasses(sample);
  return sample.target.map(
    (_, row) => sample.probabilities[row * sample.classes + (predicted[row] ?? 0)] ?? 0,
  );
}

function residualsOf({ target, prediction }: RegressionSample): Float64Array {
  return prediction.map((value, row) => value - (target[row] ?? 0));
}

function histogramOf(
  challenger: Float64Array,
  champion: Float64Array | undefined,
  weights: Float64Array,
): Curves["scores"] {
  if (challenger.length === 0) return null;
  const sorted = [challenger.toSorted(), ...(champion === undefined ? [] : [champion.toSorted()])];
  const low = Math.min(...sorted.map((values) => quantileOfSorted(values, tail)));
  const high = Math.max(...sorted.map((values) => quantileOfSorted(values, 1 - tail)));
  const bins = low === high ? 1 : histogramBins;
  const width = (high - low) / bins;
  if (!Number.isFinite(width)) return null;
  const count = (values: Float64Array): number[] => {
    const counts = Array.from({ length: bins }, () => 0);
    values.forEach((value, row) => {
      const bin = width === 0 ? 0 : Math.max(0, Math.min(bins - 1, Math.floor((value - low) / width)));
      counts[bin] = (counts[bin] ?? 0) + (weights[row] ?? 0);
    });
    return counts;
  };
  return {
    edges: Array.from({ length: bins + 1 }, (_, edge) => (edge === bins ? high : low + edge * width)),
    challenger: count(challenger),
    champion: champion === undefined ? null : count(champion),
  };
}

function compareConfusion(
  challenger: BinarySample | MulticlassSample,
  champion: BinarySample | MulticlassSample | undefined,
  context: { readonly weights: Float64Array; readonly labels: readonly string[] | undefined },
): Curves["confusion"] {
  const classes = Math.max(...[challenger, champion ?? challenger].map(classesOf));
  if (classes > mostLabels) return null;
  const { weights, labels } = context;
  return {
    labels: Array.from({ length: classes }, (_, index) =>
      (labels?.[index] ?? String(index)).slice(0, longestText),
    ),
    challenger: confusionOf(challenger, weights, classes),
    champion: champion === undefined ? null : confusionOf(champion, weights, classes),
  };
}

function classesOf(sample: BinarySample | MulticlassSample): number {
  return sample.task === "binary-classification" ? 2 : sample.classes;
}

function confusionOf(
  sample: BinarySample | MulticlassSample,
  weights: Float64Array,
  classes: number,
): number[][] {
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  predictedClasses(sample).forEach((predicted, row) => {
    const cells = matrix[sample.target[row] ?? 0];
    if (cells !== undefined) cells[predicted] = (cells[predicted] ?? 0) + (weights[row] ?? 0);
  });
  return matrix;
}
