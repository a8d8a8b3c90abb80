import { learn, type MetricTable, positive, share } from "../metric-entry.ts";
import {
  prepareAveragePrecision,
  prepareKs,
  prepareLiftAtK,
  preparePrecisionAtK,
  prepareRecallAtFpr,
  prepareRocAuc,
} from "./curve.ts";
import {
  prepareOvoMacro,
  prepareOvoWeighted,
  prepareOvrMacro,
  prepareOvrWeighted,
} from "./multiclass-auc.ts";
import { prepareMulticlassLogLoss } from "./multiclass.ts";
import { prepareBrier, prepareEce, prepareEceNoise, prepareLogLoss, prepareMce } from "./probability.ts";

const guo = "Guo et al. 2017, ten bins of equal width";
const rows = { symbol: "K", range: [1, 1e9], isWhole: true } as const;

/** Metrics of scores and probabilities. */
export const scoreTable = {
  roc_auc: {
    title: "ROC AUC",
    direction: "higher",
    range: share,
    source: learn("roc_auc_score"),
    binary: prepareRocAuc,
  },
  roc_auc_ovr_macro: {
    title: "ROC AUC, one versus rest, macro",
    direction: "higher",
    range: share,
    source: learn('roc_auc_score(multi_class="ovr")'),
    multiclass: prepareOvrMacro,
  },
  roc_auc_ovr_weighted: {
    title: "ROC AUC, one versus rest, weighted",
    direction: "higher",
    range: share,
    source: learn('roc_auc_score(multi_class="ovr", average="weighted")'),
    multiclass: prepareOvrWeighted,
  },
  roc_auc_ovo_macro: {
    title: "ROC AUC, one versus one, macro",
    direction: "higher",
    range: share,
    source: learn('roc_auc_score(multi_class="ovo")'),
    multiclass: prepareOvoMacro,
  },
  roc_auc_ovo_weighted: {
    title: "ROC AUC, one versus one, weighted",
    direction: "higher",
    range: share,
    source: learn('roc_auc_score(multi_class="ovo", average="weighted")'),
    multiclass: prepareOvoWeighted,
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
  ece: {
    title: "Expected calibration error",
    direction: "lower",
    range: share,
    source: `${guo}, equation 3`,
    binary: prepareEce,
    binaryNoise: prepareEceNoise,
  },
  mce: {
    title: "Maximum calibration error",
    direction: "lower",
    range: share,
    source: `${guo}, equation 5`,
    binary: prepareMce,
  },
  ks: {
    title: "Kolmogorov–Smirnov distance",
    direction: "higher",
    range: share,
    source: "SciPy 1.17.1 ks_2samp",
    binary: prepareKs,
  },
  recall_at_fpr: {
    title: "Recall at FPR ≤ X",
    direction: "higher",
    range: share,
    source: learn("roc_curve"),
    parameter: { symbol: "X", range: share },
    binary: prepareRecallAtFpr,
  },
  precision_at_k: {
    title: "Precision at K",
    direction: "higher",
    range: share,
    source: "Manning et al. 2008, section 8.4; ties: McSherry, Najork 2008",
    parameter: rows,
    binary: preparePrecisionAtK,
  },
  lift_at_k: {
    title: "Lift at K",
    direction: "higher",
    range: positive,
    source: "precision_at_k by the share of positives; Rosset et al. 2001",
    parameter: rows,
    binary: prepareLiftAtK,
  },
} as const satisfies MetricTable;
