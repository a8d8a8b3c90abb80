import { countIntoBins, referenceCounts } from "./bins.ts";
import { buildColumnProfile } from "./column-profile.ts";
import { jsDistance } from "./js-distance.ts";
import { ksStatistic } from "./ks-statistic.ts";
import { methodNames, methods, type MethodName } from "./methods.ts";
import { columnPsi } from "./psi.ts";
import {
  countValues,
  inferColumnType,
  type ColumnType,
  type ColumnValue,
  type ValueCounts,
} from "./value-counts.ts";
import { normalizedWasserstein } from "./wasserstein-distance.ts";

/** Drift of one column between two tables. */
export interface ColumnDrift {
  readonly type: ColumnType;
  readonly referenceRows: number;
  readonly currentRows: number;
  readonly referenceMissing: number;
  readonly currentMissing: number;
  /** Value of each method that fits the type; NaN and Infinity may occur. */
  readonly statistics: Readonly<Partial<Record<MethodName, number>>>;
  readonly verdict: "drift" | "ok" | "not enough data";
  /** A sentence. */
  readonly reason: string;
}

/** When two columns may be judged, and by what limit. */
export interface CompareOptions {
  /** Least rows on either side. */
  readonly minRows: number;
  /** Limit of the population stability index. Default: that of {@link methods}. */
  readonly psiLimit?: number;
}

/**
 * Compares one column of two tables. The type and the bins are the reference's. Fewer rows than `minRows` on a side: every
 * number is still given, the verdict is `not enough data`. Timestamps are never judged: they always move.
 */
export function compareColumns(
  reference: readonly ColumnValue[],
  current: readonly ColumnValue[],
  options: CompareOptions,
): ColumnDrift {
  const type = inferColumnType(reference);
  return compareCounts(countValues(reference, { type }), countValues(current, { type }), options);
}

/** {@link compareColumns} for columns that are counted already. Both have the type of the reference. */
export function compareCounts(left: ValueCounts, right: ValueCounts, options: CompareOptions): ColumnDrift {
  const { type } = left;
  const profile = buildColumnProfile(left);
  const bins = countIntoBins(right, profile.bins);
  const statistics: Record<MethodName, number> = {
    psi: columnPsi(profile, right),
    js_distance_base2: jsDistance(referenceCounts(profile.bins), bins),
    ks: ksStatistic(left, right),
    wasserstein_normalized: normalizedWasserstein(left, right, profile.numbers?.std ?? Number.NaN),
  };
  return {
    type,
    referenceRows: left.rows,
    currentRows: right.rows,
    referenceMissing: left.missing,
    currentMissing: right.missing,
    statistics: fittingStatistics(statistics, type),
    ...judge({ type, rows: Math.min(left.rows, right.rows), value: statistics.psi }, options),
  };
}

function fittingStatistics(
  all: Readonly<Record<MethodName, number>>,
  type: ColumnType,
): Partial<Record<MethodName, number>> {
  const fitting: Partial<Record<MethodName, number>> = {};
  for (const name of methodNames) {
    const types: readonly ColumnType[] = methods[name].types;
    if (types.includes(type)) fitting[name] = all[name];
  }
  return fitting;
}

function judge(
  column: { readonly type: ColumnType; readonly rows: number; readonly value: number },
  options: CompareOptions,
): Pick<ColumnDrift, "verdict" | "reason"> {
  const limit = options.psiLimit ?? methods.psi.limit;
  if (column.type === "timestamp") return { verdict: "ok", reason: "times are not judged: they always move" };
  if (column.rows < options.minRows) {
    return { verdict: "not enough data", reason: `${column.rows} rows, at least ${options.minRows} needed` };
  }
  const value = column.value.toFixed(4);
  return column.value > limit
    ? { verdict: "drift", reason: `PSI ${value} is over the limit ${limit}` }
    : { verdict: "ok", reason: `PSI ${value} is within the limit ${limit}` };
}
