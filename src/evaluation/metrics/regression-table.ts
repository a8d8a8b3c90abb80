import { learn, type MetricTable, positive, share } from "../metric-entry.ts";
import { prepareGammaDeviance, prepareMsle, preparePoissonDeviance } from "./deviance.ts";
import { prepareD2AbsoluteError, prepareExplainedVariance, prepareR2 } from "./explained.ts";
import {
  prepareBias,
  prepareMae,
  prepareMape,
  prepareMaxError,
  prepareMedianAbsoluteError,
  prepareMse,
  preparePinball,
  prepareRmse,
  prepareSmape,
} from "./regression.ts";

const loss = { direction: "lower", range: positive } as const;
const explained = { direction: "higher", range: [Number.NEGATIVE_INFINITY, 1] } as const;

/** Metrics of predicted numbers. */
export const regressionTable = {
  mae: {
    ...loss,
    title: "Mean absolute error",
    source: learn("mean_absolute_error"),
    regression: prepareMae,
  },
  mse: {
    ...loss,
    title: "Mean squared error",
    source: learn("mean_squared_error"),
    regression: prepareMse,
  },
  rmse: {
    ...loss,
    title: "Root mean squared error",
    source: learn("root_mean_squared_error"),
    regression: prepareRmse,
  },
  median_absolute_error: {
    ...loss,
    title: "Median absolute error",
    source: learn("median_absolute_error"),
    regression: prepareMedianAbsoluteError,
  },
  mape: {
    ...loss,
    title: "Mean absolute percentage error",
    source: learn("mean_absolute_percentage_error"),
    regression: prepareMape,
  },
  smape: {
    title: "Symmetric mean absolute percentage error",
    direction: "lower",
    range: [0, 2],
    source: "Makridakis, Hibon 2000, as a fraction",
    regression: prepareSmape,
  },
  r2: { ...explained, title: "R²", source: learn("r2_score"), regression: prepareR2 },
  explained_variance: {
    ...explained,
    title: "Explained variance",
    source: learn("explained_variance_score"),
    regression: prepareExplainedVariance,
  },
  msle: {
    ...loss,
    title: "Mean squared log error",
    source: learn("mean_squared_log_error"),
    regression: prepareMsle,
  },
  d2_absolute_error: {
    ...explained,
    title: "D² of the absolute error",
    source: learn("d2_absolute_error_score"),
    regression: prepareD2AbsoluteError,
  },
  max_error: { ...loss, title: "Greatest error", source: learn("max_error"), regression: prepareMaxError },
  pinball_Q: {
    ...loss,
    title: "Pinball loss at quantile Q",
    source: learn("mean_pinball_loss"),
    parameter: { symbol: "Q", range: share },
    regression: preparePinball,
  },
  poisson_deviance: {
    ...loss,
    title: "Mean Poisson deviance",
    source: learn("mean_poisson_deviance"),
    regression: preparePoissonDeviance,
  },
  gamma_deviance: {
    ...loss,
    title: "Mean Gamma deviance",
    source: learn("mean_gamma_deviance"),
    regression: prepareGammaDeviance,
  },
  bias: {
    title: "Bias",
    direction: "none",
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    source: "mean of prediction minus target",
    regression: prepareBias,
  },
} as const satisfies MetricTable;
