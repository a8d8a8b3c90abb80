/** What a drift issue is about. */
export const driftKinds = ["data", "prediction", "performance"] as const;

/** One of {@link driftKinds}. */
export type DriftKind = (typeof driftKinds)[number];

/** The checks of the policy that are judged window by window, and the kind of issue that each belongs to. */
export const kindOfCheck = {
  data_drift: "data",
  data_quality: "data",
  prediction_drift: "prediction",
  performance: "performance",
} as const satisfies Record<string, DriftKind>;

/** A key of {@link kindOfCheck}. */
export type WindowCheck = keyof typeof kindOfCheck;

/** One measured quantity over the windows. */
export interface Series {
  readonly check: WindowCheck;
  /** Column, or `score` for the prediction. Untrusted text. */
  readonly subject: string;
  /** `PSI`, `bias`, `missing share`, or a metric's identifier. */
  readonly measure: string;
  /** A window is over when its value is greater. Greater than 0. */
  readonly limit: number;
  /** One value a window, oldest first; `null`: too few rows, or not defined. */
  readonly values: readonly (number | null)[];
}
