import { PawlError } from "../../errors.ts";
import type { MulticlassSample, Statistic } from "../sample.ts";
import { rankRows } from "./ranking.ts";
import { oncePerDraw, oncePerSample } from "./shared-sums.ts";

/** The four averages of ROC AUC of k classes. */
interface MulticlassAuc {
  readonly ovrMacro: number;
  readonly ovrWeighted: number;
  readonly ovoMacro: number;
  readonly ovoWeighted: number;
}

/** As NumPy's `allclose(1, sum)`. */
const [absoluteTolerance, relativeTolerance] = [1e-8, 1e-5];

/**
 * ROC AUC of each class against the rest, plain mean; NaN when a class has no weight.
 *
 * Source: scikit-learn 1.9.1 `roc_auc_score(multi_class="ovr", average="macro")` with all classes as `labels`.
 *
 * @throws PawlError `metric.input-invalid` when a row's probabilities do not add up to 1.
 */
export function prepareOvrMacro(sample: MulticlassSample): Statistic {
  return prepareAuc(sample, ({ ovrMacro }) => ovrMacro);
}

/** The same, weighted by the rows of each class; classes without weight do not count. NaN with one class. */
export function prepareOvrWeighted(sample: MulticlassSample): Statistic {
  return prepareAuc(sample, ({ ovrWeighted }) => ovrWeighted);
}

/**
 * ROC AUC of each pair of classes that have weight, each of both in turn as the positive one, plain mean. NaN with one
 * class.
 *
 * Source: D. Hand, R. Till, "A simple generalisation of the area under the ROC curve for multiple class classification
 * problems" (2001); scikit-learn 1.9.1 `roc_auc_score(multi_class="ovo", average="macro")`, which takes no weights: here
 * they count as repetition.
 *
 * @throws PawlError `metric.input-invalid` when a row's probabilities do not add up to 1.
 */
export function prepareOvoMacro(sample: MulticlassSample): Statistic {
  return prepareAuc(sample, ({ ovoMacro }) => ovoMacro);
}

/** The same, weighted by the rows of both classes of a pair: scikit-learn's `average="weighted"`. */
export function prepareOvoWeighted(sample: MulticlassSample): Statistic {
  return prepareAuc(sample, ({ ovoWeighted }) => ovoWeighted);
}

function prepareAuc(sample: MulticlassSample, choose: (auc: MulticlassAuc) => number): Statistic {
  const compute = aucOf(sample);
  return (weights, draw) => choose(compute(weights, draw));
}

const aucOf = oncePerSample((sample: MulticlassSample) => {
  checkSums(sample);
  const { classes, probabilities, target } = sample;
  const rankings = Array.from({ length: classes }, (_, label) => {
    const ranking = rankRows(target.map((__, row) => probabilities[row * classes + label] ?? 0));
    return { ...ranking, truth: Uint32Array.from(ranking.order, (row) => target[row] ?? 0) };
  });
  const totals = new Float64Array(classes);
  const areas = new Float64Array(classes);
  return oncePerDraw((weights) => {
    totals.fill(0);
    target.forEach((label, row) => (totals[label] = (totals[label] ?? 0) + (weights[row] ?? 0)));
    const average = startAverage(totals);
    rankings.forEach((ranking, label) => {
      sumAreas(ranking, { label, weights, areas });
      average.add(label, areas);
    });
    return average.finish();
  });
});

/**
 * Fills `areas`, of shape (classes,), with the area between the class `label` and each other one: the weight of pairs of
 * rows in the right order, ties half.
 */
function sumAreas(
  ranking: { readonly order: Uint32Array; readonly groupEnds: Uint32Array; readonly truth: Uint32Array },
  {
    label,
    weights,
    areas,
  }: { readonly label: number; readonly weights: Float64Array; readonly areas: Float64Array },
): void {
  const { order, groupEnds, truth } = ranking;
  areas.fill(0);
  let seen = 0;
  let start = 0;
  for (const end of groupEnds) {
    let positive = 0;
    for (let position = start; position < end; position += 1) {
      if (truth[position] === label) positive += weights[order[position] ?? 0] ?? 0;
    }
    const before = seen + positive / 2;
    for (; start < end; start += 1) {
      const other = truth[start] ?? 0;
      if (other !== label) areas[other] = (areas[other] ?? 0) + before * (weights[order[start] ?? 0] ?? 0);
    }
    seen += positive;
  }
}

/** Averages over classes and pairs while the areas of one class after the other are computed. */
function startAverage(totals: Float64Array): {
  readonly add: (label: number, areas: Float64Array) => void;
  readonly finish: () => MulticlassAuc;
} {
  const all = totals.reduce((sum, weight) => sum + weight, 0);
  let [ovrSum, ovrWeighted, ovoSum, ovoWeighted, pairs, pairWeight] = [0, 0, 0, 0, 0, 0];
  const add = (label: number, areas: Float64Array): void => {
    const own = totals[label] ?? 0;
    const ovr = areas.reduce((sum, area) => sum + area, 0) / (own * restOf(totals, label));
    ovrSum += ovr;
    if (own === 0) return;
    ovrWeighted += ovr * own;
    areas.forEach((area, other) => {
      const weight = totals[other] ?? 0;
      if (other === label || weight === 0) return;
      pairs += 1;
      pairWeight += own + weight;
      ovoSum += area / (own * weight);
      ovoWeighted += (area / (own * weight)) * (own + weight);
    });
  };
  const finish = (): MulticlassAuc => ({
    ovrMacro: ovrSum / totals.length,
    ovrWeighted: ovrWeighted / all,
    ovoMacro: ovoSum / pairs,
    ovoWeighted: ovoWeighted / pairWeight,
  });
  return { add, finish };
}

/** Weight of all other classes; exactly 0 when there is none. */
function restOf(totals: Float64Array, label: number): number {
  return totals.reduce((sum, weight, other) => (other === label ? sum : sum + weight), 0);
}

function checkSums({ probabilities, classes, target }: MulticlassSample): void {
  for (let row = 0; row < target.length; row += 1) {
    let sum = 0;
    for (let label = 0; label < classes; label += 1) sum += probabilities[row * classes + label] ?? 0;
    if (Math.abs(1 - sum) <= absoluteTolerance + relativeTolerance * Math.abs(sum)) continue;
    throw new PawlError("metric.input-invalid", {
      message: `ROC AUC of several classes takes probabilities that add up to 1; row ${row + 1} adds up to ${sum}`,
    });
  }
}
