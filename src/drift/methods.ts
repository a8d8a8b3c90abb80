import type { ColumnType } from "./value-counts.ts";

interface Method {
  /** In words. */
  readonly title: string;
  readonly types: readonly ColumnType[];
  /** Above this a column counts as drifted; `null`: reported, never judged. */
  readonly limit: number | null;
  /** Whether the verdict of `pawl drift` and of monitoring rests on it. The others are shown beside it. */
  readonly decides: boolean;
  /** Where the definition and the limit come from. */
  readonly source: string;
}

/** Every drift method. One decides, so that a verdict does not jump with the row count. */
export const methods = {
  psi: {
    title: "population stability index, bins of the reference",
    types: ["numeric", "categorical", "boolean"],
    limit: 0.2,
    decides: true,
    source: "Siddiqi 2006, Credit Risk Scorecards: below 0.1 stable, above 0.25 shifted; 0.2 in between",
  },
  ks: {
    title: "Kolmogorov-Smirnov statistic",
    types: ["numeric"],
    limit: null,
    decides: false,
    source: "scipy.stats.ks_2samp 1.17",
  },
  js_distance_base2: {
    title: "Jensen-Shannon distance, base 2",
    types: ["numeric", "categorical", "boolean"],
    limit: null,
    decides: false,
    source: "scipy.spatial.distance.jensenshannon 1.17, base=2; Lin 1991",
  },
  wasserstein_normalized: {
    title: "Wasserstein distance in standard deviations of the reference",
    types: ["numeric"],
    limit: null,
    decides: false,
    source: "scipy.stats.wasserstein_distance 1.17, divided by the population standard deviation",
  },
} as const satisfies Record<string, Method>;

/** A key of {@link methods}. */
export type MethodName = keyof typeof methods;

/** The keys of {@link methods}, the one that decides first. */
export const methodNames: readonly MethodName[] = [
  "psi",
  "ks",
  "js_distance_base2",
  "wasserstein_normalized",
];
