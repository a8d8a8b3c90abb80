import { correlation, learn, type MetricTable, share } from "../metric-entry.ts";
import { prepareClassAverage, prepareOfClass } from "./class-averages.ts";
import {
  prepareAccuracy,
  prepareBalancedAccuracy,
  prepareF1,
  prepareF2,
  prepareKappa,
  prepareMcc,
  preparePrecision,
  prepareRecall,
} from "./confusion.ts";
import {
  prepareMulticlassAccuracy,
  prepareMulticlassBalancedAccuracy,
  prepareMulticlassKappa,
  prepareMulticlassMcc,
  prepareQuadraticKappa,
  prepareTopKAccuracy,
} from "./multiclass.ts";

const better = { direction: "higher", range: share } as const;
const label = { symbol: "CLASS", range: [0, 1e6], isWhole: true } as const;

/** Metrics of predicted classes. */
export const classTable = {
  accuracy: {
    ...better,
    title: "Accuracy",
    source: learn("accuracy_score"),
    binary: prepareAccuracy,
    multiclass: prepareMulticlassAccuracy,
  },
  balanced_accuracy: {
    ...better,
    title: "Balanced accuracy",
    source: learn("balanced_accuracy_score"),
    binary: prepareBalancedAccuracy,
    multiclass: prepareMulticlassBalancedAccuracy,
  },
  precision: { ...better, title: "Precision", source: learn("precision_score"), binary: preparePrecision },
  recall: { ...better, title: "Recall", source: learn("recall_score"), binary: prepareRecall },
  f1: { ...better, title: "F1", source: learn("f1_score"), binary: prepareF1 },
  f2: { ...better, title: "F2", source: learn("fbeta_score(beta=2)"), binary: prepareF2 },
  mcc: {
    title: "Matthews correlation",
    direction: "higher",
    range: correlation,
    source: learn("matthews_corrcoef"),
    binary: prepareMcc,
    multiclass: prepareMulticlassMcc,
  },
  kappa: {
    title: "Cohen's kappa",
    direction: "higher",
    range: correlation,
    source: learn("cohen_kappa_score"),
    binary: prepareKappa,
    multiclass: prepareMulticlassKappa,
  },
  kappa_quadratic: {
    title: "Cohen's kappa, quadratic",
    direction: "higher",
    range: correlation,
    source: learn('cohen_kappa_score(weights="quadratic")'),
    multiclass: prepareQuadraticKappa,
  },
  precision_macro: {
    ...better,
    title: "Precision, macro",
    source: learn('precision_score(average="macro")'),
    multiclass: prepareClassAverage("precision", "macro"),
  },
  precision_micro: {
    ...better,
    title: "Precision, micro",
    source: learn('precision_score(average="micro")'),
    multiclass: prepareClassAverage("precision", "micro"),
  },
  precision_weighted: {
    ...better,
    title: "Precision, weighted",
    source: learn('precision_score(average="weighted")'),
    multiclass: prepareClassAverage("precision", "weighted"),
  },
  precision_of: {
    ...better,
    title: "Precision of class CLASS",
    source: learn("precision_score(average=None)"),
    parameter: label,
    multiclass: prepareOfClass("precision"),
  },
  recall_macro: {
    ...better,
    title: "Recall, macro",
    source: learn('recall_score(average="macro")'),
    multiclass: prepareClassAverage("recall", "macro"),
  },
  recall_micro: {
    ...better,
    title: "Recall, micro",
    source: learn('recall_score(average="micro")'),
    multiclass: prepareClassAverage("recall", "micro"),
  },
  recall_weighted: {
    ...better,
    title: "Recall, weighted",
    source: learn('recall_score(average="weighted")'),
    multiclass: prepareClassAverage("recall", "weighted"),
  },
  recall_of: {
    ...better,
    title: "Recall of class CLASS",
    source: learn("recall_score(average=None)"),
    parameter: label,
    multiclass: prepareOfClass("recall"),
  },
  f1_macro: {
    ...better,
    title: "F1, macro",
    source: learn('f1_score(average="macro")'),
    multiclass: prepareClassAverage("f1", "macro"),
  },
  f1_micro: {
    ...better,
    title: "F1, micro",
    source: learn('f1_score(average="micro")'),
    multiclass: prepareClassAverage("f1", "micro"),
  },
  f1_weighted: {
    ...better,
    title: "F1, weighted",
    source: learn('f1_score(average="weighted")'),
    multiclass: prepareClassAverage("f1", "weighted"),
  },
  f1_of: {
    ...better,
    title: "F1 of class CLASS",
    source: learn("f1_score(average=None)"),
    parameter: label,
    multiclass: prepareOfClass("f1"),
  },
  top_K_accuracy: {
    ...better,
    title: "Top-K accuracy",
    source: learn("top_k_accuracy_score"),
    parameter: { symbol: "K", range: [1, 1e6], isWhole: true },
    multiclass: prepareTopKAccuracy,
  },
} as const satisfies MetricTable;
