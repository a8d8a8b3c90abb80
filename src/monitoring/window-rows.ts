import type { ValueCounts } from "../drift/value-counts.ts";

/** What is known of the rows that one window served, all by the version that is live. */
export interface WindowRows {
  readonly rows: number;
  /** Values of each input column of the profile; a column that no row had is absent. */
  readonly columns: ReadonlyMap<string, ValueCounts>;
  readonly scores: ValueCounts;
  /** Score and true value of the rows whose label has arrived; both finite, of equal length. */
  readonly labelled: { readonly scores: readonly number[]; readonly targets: readonly number[] };
}
