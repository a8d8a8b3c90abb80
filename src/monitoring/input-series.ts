import type { ColumnProfile, Profile } from "../drift/profile-schema.ts";
import { columnPsi } from "../drift/psi.ts";
import { countValues, type ValueCounts } from "../drift/value-counts.ts";
import type { Series } from "./series.ts";
import type { WindowRows } from "./window-rows.ts";

/** Share of missing values above the reference's that counts as a quality problem. */
export const missingShareLimit = 0.1;

/** Limits of the checks on what goes into the model and what comes out. */
export interface DriftLimits {
  readonly psi: number;
  /** Windows with fewer rows are not judged. */
  readonly minRows: number;
}

/** PSI of every input column of the profile; times are left out: they always move. */
export function dataDriftSeries(
  profile: Profile,
  windows: readonly WindowRows[],
  limits: DriftLimits,
): readonly Series[] {
  return judgedColumns(profile).map(([subject, reference]) => ({
    check: "data_drift",
    subject,
    measure: "PSI",
    limit: limits.psi,
    values: windows.map((window) =>
      window.rows < limits.minRows
        ? null
        : finite(columnPsi(reference, columnOf(window, subject, reference))),
    ),
  }));
}

/** PSI of the score; `[]` when the profile has none. */
export function predictionDriftSeries(
  profile: Profile,
  windows: readonly WindowRows[],
  limits: DriftLimits,
): readonly Series[] {
  const reference = profile.score;
  if (reference === null) return [];
  const values = windows.map((window) =>
    window.rows < limits.minRows ? null : finite(columnPsi(reference, window.scores)),
  );
  return [{ check: "prediction_drift", subject: "score", measure: "PSI", limit: limits.psi, values }];
}

/** By how much the share of missing or unreadable values of each column exceeds that of the reference. */
export function dataQualitySeries(
  profile: Profile,
  windows: readonly WindowRows[],
  limits: DriftLimits,
): readonly Series[] {
  return Object.entries(profile.columns).map(([subject, reference]) => ({
    check: "data_quality",
    subject,
    measure: "missing share",
    limit: missingShareLimit,
    values: windows.map((window) => {
      if (window.rows < limits.minRows) return null;
      const missing = missingShare(columnOf(window, subject, reference));
      return Math.max(0, missing - missingShare(reference));
    }),
  }));
}

function judgedColumns(profile: Profile): readonly (readonly [string, ColumnProfile])[] {
  return Object.entries(profile.columns).filter(([, column]) => column.type !== "timestamp");
}

/** A column that a window lacks counts as missing in every row. */
function columnOf(window: WindowRows, name: string, reference: ColumnProfile): ValueCounts {
  return window.columns.get(name) ?? countValues([null], { type: reference.type, counts: [window.rows] });
}

function missingShare(column: { readonly rows: number; readonly missing: number }): number {
  return column.rows === 0 ? 0 : column.missing / column.rows;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
