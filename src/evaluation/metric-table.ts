import { PawlError } from "../errors.ts";
import {
  prepareAccuracy,
  prepareBalancedAccuracy,
  prepareF1,
  prepareKappa,
  prepareMcc,
  preparePrecision,
  prepareRecall,
} from "./metrics/confusion.ts";
import { prepareMulticlassAccuracy, prepareMulticlassLogLoss } from "./metrics/multiclass.ts";
import { prepareBrier, prepareEce, prepareLogLoss } from "./metrics/probability.ts";
import { prepareAveragePrecision, prepareKs, prepareRecallAtFpr, prepareRocAuc } from "./metrics/ranking.ts";
import {
  prepareBias,
  prepareMae,
  prepareMape,
  prepareMedianAbsoluteError,
  prepareMse,
  prepareR2,
  prepareRmse,
} from "./metrics/regression.ts";
import type { BinarySample, MulticlassSample, RegressionSample, Sample, Statistic } from "./sample.ts";

/** Which way is better. */
export type Direction = "higher" | "lower" | "none";

/** One row of {@link metricTable}. A metric supports the tasks for which it has a `prepare` function. */
export interface MetricEntry {
  /** What people read. */
  readonly title: string;
  readonly direction: Direction;
  /** Least and greatest possible value. */
  readonly range: readonly [number, number];
  /** Where the definition comes from. */
  readonly source: string;
  /** Range of the number after the colon of the identifier; absent when the metric takes none. */
  readonly parameter?: readonly [number, number];
  readonly binary?: (sample: BinarySample, parameter: number) => Statistic;
  readonly regression?: (sample: RegressionSample, parameter: number) => Statistic;
  readonly multiclass?: (sample: MulticlassSample, parameter: number) => Statistic;
}

const share = [0, 1] as const;
const positive = [0, Number.POSITIVE_INFINITY] as const;
const learn = (name: string): string => `scikit-learn 1.9.1 ${name}`;

/** Every metric by its identifier, the same in policy, JSON and report. */
export const metricTable = {
  roc_auc: {
    title: "ROC AUC",
    direction: "higher",
    range: share,
    source: learn("roc_auc_score"),
    binary: prepareRocAuc,
  },
  average_precision: {
    title: "Average precision",
    direction: "higher",
    range: share,
    source: learn("average_precision_score"),
    binary: prepareAveragePrecision,
  },
  log_loss: {
    title: "Log loss",
    direction: "lower",
    range: positive,
    source: learn("log_loss"),
    binary: prepareLogLoss,
    multiclass: prepareMulticlassLogLoss,
  },
  brier: {
    title: "Brier score",
    direction: "lower",
    range: share,
    source: learn("brier_score_loss"),
    binary: prepareBrier,
  },
  accuracy: {
    title: "Accuracy",
    direction: "higher",
    range: share,
    source: learn("accuracy_score"),
    binary: prepareAccuracy,
    multiclass: prepareMulticlassAccuracy,
  },
  balanced_accuracy: {
    title: "Balanced accuracy",
    direction: "higher",
    range: share,
    source: learn("balanced_accuracy_score"),
    binary: prepareBalancedAccuracy,
  },
  precision: {
    title: "Precision",
    direction: "higher",
    range: share,
    source: learn("precision_score"),
    binary: preparePrecision,
  },
  recall: {
    title: "Recall",
    direction: "higher",
    range: share,
    source: learn("recall_score"),
    binary: prepareRecall,
  },
  f1: { title: "F1", direction: "higher", range: share, source: learn("f1_score"), binary: prepareF1 },
  mcc: {
    title: "Matthews correlation",
    direction: "higher",
    range: [-1, 1],
    source: learn("matthews_corrcoef"),
    binary: prepareMcc,
  },
  kappa: {
    title: "Cohen's kappa",
    direction: "higher",
    range: [-1, 1],
    source: learn("cohen_kappa_score"),
    binary: prepareKappa,
  },
  ece: {
    title: "Expected calibration error",
    direction: "lower",
    range: share,
    source: "Guo et al. 2017, equation 3, ten bins of equal width",
    binary: prepareEce,
  },
  ks: {
    title: "Kolmogorov–Smirnov distance",
    direction: "higher",
    range: share,
    source: "SciPy 1.17.1 ks_2samp",
    binary: prepareKs,
  },
  recall_at_fpr: {
    title: "Recall at FPR",
    direction: "higher",
    range: share,
    source: learn("roc_curve"),
    parameter: share,
    binary: prepareRecallAtFpr,
  },
  mae: {
    title: "Mean absolute error",
    direction: "lower",
    range: positive,
    source: learn("mean_absolute_error"),
    regression: prepareMae,
  },
  mse: {
    title: "Mean squared error",
    direction: "lower",
    range: positive,
    source: learn("mean_squared_error"),
    regression: prepareMse,
  },
  rmse: {
    title: "Root mean squared error",
    direction: "lower",
    range: positive,
    source: learn("root_mean_squared_error"),
    regression: prepareRmse,
  },
  r2: {
    title: "R²",
    direction: "higher",
    range: [Number.NEGATIVE_INFINITY, 1],
    source: learn("r2_score"),
    regression: prepareR2,
  },
  median_absolute_error: {
    title: "Median absolute error",
    direction: "lower",
    range: positive,
    source: learn("median_absolute_error"),
    regression: prepareMedianAbsoluteError,
  },
  mape: {
    title: "Mean absolute percentage error",
    direction: "lower",
    range: positive,
    source: learn("mean_absolute_percentage_error"),
    regression: prepareMape,
  },
  bias: {
    title: "Bias",
    direction: "none",
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    source: "mean of prediction minus target",
    regression: prepareBias,
  },
} as const satisfies Readonly<Record<string, MetricEntry>>;

const aliases: Readonly<Record<string, string>> = { brier_score: "brier" };

/** A metric as a policy may write it: `roc_auc`, `recall_at_fpr:0.01` or `{recall: {at_fpr: 0.01}}`. */
export type MetricText = string | Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A metric with its parameter. */
export interface ResolvedMetric {
  /** The canonical identifier, for instance `recall_at_fpr:0.01`. */
  readonly id: string;
  readonly title: string;
  readonly direction: Direction;
  readonly range: readonly [number, number];
  /**
   * @throws PawlError `metric.unsupported` when the metric is not defined for the sample's task;
   * `metric.input-invalid` when its values are out of range.
   */
  prepare(sample: Sample): Statistic;
}

/**
 * Finds a metric.
 *
 * @throws PawlError `metric.unsupported` when it is unknown or its parameter is out of range.
 * @example
 * resolveMetric({ recall: { at_fpr: 0.01 } }).id; // "recall_at_fpr:0.01"
 */
export function resolveMetric(metric: MetricText): ResolvedMetric {
  const found = findMetric(metric);
  if (found !== undefined) return found;
  throw new PawlError("metric.unsupported", {
    message: `metric ${JSON.stringify(metric)} is not known; known are ${Object.keys(metricTable).join(", ")}`,
  });
}

/** Like {@link resolveMetric}, `undefined` instead of an error. */
export function findMetric(metric: MetricText): ResolvedMetric | undefined {
  const text = textOf(metric);
  const match = /^([a-z0-9_]+)(?::(\d+(?:\.\d+)?))?$/.exec(text ?? "");
  const base = aliases[match?.[1] ?? ""] ?? match?.[1] ?? "";
  const entry = entryOf(base);
  if (entry === undefined) return undefined;
  const parameter = match?.[2] === undefined ? undefined : Number(match[2]);
  if (!isAllowed(entry.parameter, parameter)) return undefined;
  const suffix = parameter === undefined ? "" : `:${parameter}`;
  return {
    id: `${base}${suffix}`,
    title: parameter === undefined ? entry.title : `${entry.title} ≤ ${parameter}`,
    direction: entry.direction,
    range: entry.range,
    prepare: (sample) => prepare(entry, base, { sample, parameter: parameter ?? Number.NaN }),
  };
}

/** The metrics that are defined for a task, in the order of the table. */
export function metricsOf(task: Sample["task"]): readonly string[] {
  return Object.keys(metricTable).filter((name) => {
    const entry = entryOf(name);
    if (task === "binary-classification") return entry?.binary !== undefined;
    return (task === "regression" ? entry?.regression : entry?.multiclass) !== undefined;
  });
}

function entryOf(name: string): MetricEntry | undefined {
  const table: Readonly<Record<string, MetricEntry>> = metricTable;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function textOf(metric: MetricText): string | undefined {
  if (typeof metric === "string") return metric.trim();
  const [outer, ...others] = Object.entries(metric);
  const [inner, ...more] = Object.entries(outer?.[1] ?? {});
  if (outer === undefined || inner === undefined || others.length > 0 || more.length > 0) return undefined;
  return `${outer[0]}_${inner[0]}:${inner[1]}`;
}

function isAllowed(range: readonly [number, number] | undefined, parameter: number | undefined): boolean {
  if (range === undefined || parameter === undefined) return range === undefined && parameter === undefined;
  return parameter >= range[0] && parameter <= range[1];
}

function prepare(
  entry: MetricEntry,
  name: string,
  { sample, parameter }: { readonly sample: Sample; readonly parameter: number },
): Statistic {
  const statistic = prepareFor(entry, sample, parameter);
  if (statistic !== undefined) return statistic;
  throw new PawlError("metric.unsupported", {
    message: `${name} is not defined for ${sample.task}; there are ${metricsOf(sample.task).join(", ")}`,
  });
}

function prepareFor(entry: MetricEntry, sample: Sample, parameter: number): Statistic | undefined {
  switch (sample.task) {
    case "binary-classification":
      return entry.binary?.(sample, parameter);
    case "regression":
      return entry.regression?.(sample, parameter);
    case "multiclass-classification":
      return entry.multiclass?.(sample, parameter);
    default:
      return sample satisfies never;
  }
}
