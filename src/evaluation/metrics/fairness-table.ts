import { type MetricTable, share } from "../metric-entry.ts";
import {
  prepareDemographicParityDifference,
  prepareDemographicParityRatio,
  prepareEqualizedOddsDifference,
} from "./fairness.ts";

/** Gaps between groups of rows. */
export const fairnessTable = {
  demographic_parity_difference: {
    title: "Demographic parity difference",
    direction: "lower",
    range: share,
    source: "Fairlearn 0.15.0 demographic_parity_difference",
    needsGroups: true,
    binary: prepareDemographicParityDifference,
  },
  demographic_parity_ratio: {
    title: "Demographic parity ratio",
    direction: "higher",
    range: share,
    source: "Fairlearn 0.15.0 demographic_parity_ratio",
    needsGroups: true,
    binary: prepareDemographicParityRatio,
  },
  equalized_odds_difference: {
    title: "Equalized odds difference",
    direction: "lower",
    range: share,
    source: "Fairlearn 0.15.0 equalized_odds_difference",
    needsGroups: true,
    binary: prepareEqualizedOddsDifference,
  },
} as const satisfies MetricTable;
