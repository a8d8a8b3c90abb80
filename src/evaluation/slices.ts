/** A value of a slice column. */
export type SliceValue = string | number | bigint | boolean | Date | null;

/** How rows are sliced: by the values of a column, or by its bins. */
export type SliceDefinition = string | { readonly column: string; readonly bins: readonly number[] };

/** Rows that belong together. */
export interface Slice {
  /** For instance `carrier=AA` or `distance 0 to 500`. */
  readonly name: string;
  /** Row indices, ascending. */
  readonly rows: Uint32Array;
}

/** Slices, and what was left out. */
export interface SliceResult {
  /** By column in the order of the policy; within a column bins ascending, values by falling size, then by name. */
  readonly slices: readonly Slice[];
  readonly notes: readonly string[];
}

/** Most values of one column that become slices of their own. */
const mostValues = 50;

/** The column that a definition slices by. */
export function sliceColumn(definition: SliceDefinition): string {
  return typeof definition === "string" ? definition : definition.column;
}

/**
 * Puts rows into slices. A missing value makes the slice `column is missing`. Bins take their lower edge.
 *
 * @param columns column name → values of shape (rows,). A column that is not there gives a note and no slice.
 * @example
 * planSlices(["carrier"], new Map([["carrier", ["AA", "UA", "AA"]]]));
 */
export function planSlices(
  definitions: readonly SliceDefinition[],
  columns: ReadonlyMap<string, readonly SliceValue[]>,
): SliceResult {
  const results = definitions.map((definition) => {
    const values = columns.get(sliceColumn(definition));
    if (values === undefined)
      return { slices: [], notes: [`slice column ${sliceColumn(definition)} is missing`] };
    return typeof definition === "string"
      ? sliceByValue(definition, values)
      : { slices: sliceByBins(definition.column, definition.bins, values), notes: [] };
  });
  return { slices: results.flatMap(({ slices }) => slices), notes: results.flatMap(({ notes }) => notes) };
}

function sliceByValue(column: string, values: readonly SliceValue[]): SliceResult {
  const groups = groupRows(values, (value) =>
    value === null ? `${column} is missing` : `${column}=${textOf(value)}`,
  );
  const bySize = [...groups].sort(
    ([nameA, a], [nameB, b]) => b.length - a.length || (nameA < nameB ? -1 : 1),
  );
  const kept = bySize.slice(0, mostValues).map(([name, rows]) => ({ name, rows: Uint32Array.from(rows) }));
  const note = `${column} has ${bySize.length} values; the ${mostValues} most frequent are slices`;
  return { slices: kept, notes: bySize.length > mostValues ? [note] : [] };
}

function textOf(value: Exclude<SliceValue, null>): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function sliceByBins(
  column: string,
  bins: readonly number[],
  values: readonly SliceValue[],
): readonly Slice[] {
  const names = binNames({ column, bins });
  const missing = `${column} is missing`;
  const groups = groupRows(values, (value) => {
    const number = numberOf(value);
    if (number === undefined) return missing;
    return names[bins.filter((edge) => edge <= number).length] ?? missing;
  });
  return [...names, missing].flatMap((name) => {
    const rows = groups.get(name);
    return rows === undefined ? [] : [{ name, rows: Uint32Array.from(rows) }];
  });
}

/** The names of a binned column's slices, ascending: one more than there are edges. */
export function binNames({
  column,
  bins,
}: {
  readonly column: string;
  readonly bins: readonly number[];
}): readonly string[] {
  return [
    `${column} < ${bins[0]}`,
    ...bins.slice(1).map((edge, index) => `${column} ${bins[index]} to ${edge}`),
    `${column} ≥ ${bins.at(-1)}`,
  ];
}

function numberOf(value: SliceValue): number | undefined {
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function groupRows(
  values: readonly SliceValue[],
  nameOf: (value: SliceValue) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  values.forEach((value, row) => {
    const name = nameOf(value);
    const rows = groups.get(name);
    if (rows === undefined) groups.set(name, [row]);
    else rows.push(row);
  });
  return groups;
}
