import type { ValueChanges } from "../versioning/compare-values.ts";
import { flattenValues } from "../versioning/compare-values.ts";
import { pythonText } from "../versioning/python-text.ts";
import { roundFloat } from "../versioning/round-float.ts";
import { compareCodePoints, isNumberValue, isValueMap, type Value } from "../versioning/value.ts";
import { renderTextTable, type TableFormat } from "./text-table.ts";

const absent = "-";

/** How a table of changes looks. */
export interface ChangesLayout {
  /** Heading of the keys: `Metric` or `Param`. */
  readonly title: string;
  readonly a: string;
  readonly b: string;
  readonly format: TableFormat;
  /** Decimals; undefined shows numbers as they are. */
  readonly precision?: number;
  readonly hasPath: boolean;
  readonly hasChange: boolean;
}

/** Changes by file as a table; `""` when there are none in plain text, as DVC. */
export function renderChanges(files: ReadonlyMap<string, ValueChanges>, layout: ChangesLayout): string {
  const { title, a, b, format, precision } = layout;
  const rows = [...files].flatMap(([path, changes]) =>
    [...changes].map(([key, change]) => [
      ...(layout.hasPath ? [path] : []),
      key,
      cellOf(change.old, precision),
      cellOf(change.new, precision),
      ...(layout.hasChange ? [cellOf(change.diff ?? null, precision)] : []),
    ]),
  );
  const headings = [
    ...(layout.hasPath ? ["Path"] : []),
    title,
    a,
    b,
    ...(layout.hasChange ? ["Change"] : []),
  ];
  return rows.length === 0 && format === "plain" ? "" : renderTextTable(headings, rows, format);
}

/** The metrics of one revision. */
export interface MetricRows {
  readonly name: string;
  /** Values by file; undefined for a file that could not be read. */
  readonly files: ReadonlyMap<string, Value | undefined>;
}

/** Metrics as a table: a row a file, a column a metric; `""` when there are no files. */
export function renderMetrics(
  revisions: readonly MetricRows[],
  layout: { readonly format: TableFormat; readonly precision: number; readonly hasRevision: boolean },
): string {
  const flat = revisions.flatMap(({ name, files }) =>
    [...files].map(([path, values]) => ({ name, path, values: flatMetrics(values) })),
  );
  if (flat.length === 0) return "";
  const keys = [...new Set(flat.flatMap((row) => [...row.values.keys()]))].sort(compareCodePoints);
  const rows = flat.map(({ name, path, values }) => [
    ...(layout.hasRevision ? [name] : []),
    path,
    ...keys.map((key) => cellOf(values.get(key) ?? null, layout.precision)),
  ]);
  const headings = [...(layout.hasRevision ? ["Revision"] : []), "Path", ...keys];
  return renderTextTable(headings, rows, layout.format);
}

function flatMetrics(values: Value | undefined): ReadonlyMap<string, Value> {
  if (values === undefined || isValueMap(values)) return flattenValues(values);
  return new Map([["", values]]);
}

function cellOf(value: Value, precision: number | undefined): string {
  if (value === null) return absent;
  const isRounded = precision !== undefined && isNumberValue(value) && value.kind === "float";
  return isRounded ? roundFloat(value.text, precision) : pythonText(value);
}
