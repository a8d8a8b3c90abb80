import { PawlError } from "../../errors.ts";
import { integer, isValueList, isValueMap, type Value, type ValueMap } from "../../versioning/value.ts";
import type { PlotProperties } from "../../versioning/pipeline-definitions.ts";

/** A field of a file that an axis shows. */
export interface AxisField {
  readonly file: string;
  readonly field: string;
}

/** The points of one plot at one revision, with what draws them. */
export interface PlotPoints {
  /** Rows; each has `rev`, `filename` and `field`. */
  readonly points: readonly ValueMap[];
  /** Field of each axis in the rows. */
  readonly x: string;
  readonly y: string | undefined;
  readonly xLabel: string;
  readonly yLabel: string | undefined;
  /** Sources of the y axis: short file name and field. */
  readonly ySources: readonly AxisField[];
}

/** A plot at one revision. */
export interface PlotSource {
  /** File or name of the plot. */
  readonly id: string;
  readonly properties: PlotProperties;
  /** Content of its files; rows are a list of mappings. */
  readonly files: ReadonlyMap<string, Value>;
  readonly revision: string;
}

/** Field of the x axis when none is named: the number of the row. */
const step = "step";
/** Fields that several fields of an axis are gathered in. The names are DVC's. */
const gatheredX = "dvc_inferred_x_value";
const gatheredY = "dvc_inferred_y_value";

/**
 * Takes the points of a plot out of its files, as DVC does: x and y are fields of files, y is the last field when none is named, x
 * the number of the row; several fields are gathered in one.
 *
 * @returns `undefined` when the files have no points.
 * @throws PawlError `plot.invalid` when a field is not there, or files do not fit together.
 */
export function gatherPoints(source: PlotSource): PlotPoints | undefined {
  const { id, files, properties } = source;
  const filled = [...files].filter(([, content]) => !isEmpty(content));
  const tables = new Map(filled.map(([file, content]) => [file, tableOf(content)]));
  const y = yFields(properties.get("y") ?? inferY(id, files.get(id)), id);
  const x = xFields(properties, id);
  for (const axis of [...x, ...y]) requireField(axis, tables);
  if (x.length > 1 && x.length !== y.length) {
    const message = `${id}: there are ${x.length} fields for x and ${y.length} for y; one x, or as many as y.`;
    throw new PawlError("plot.invalid", { message });
  }
  const names = { x: unique(x.map((one) => one.field)), y: unique(y.map((one) => one.field)) };
  const xField = names.x.length > 1 ? gatheredX : (names.x[0] ?? step);
  const yField = names.y.length > 1 ? gatheredY : names.y[0];
  const prefix = commonFolder(unique(y.map((one) => one.file)));
  const points = y.flatMap((axis, index) => {
    const rows = rowsOf(axis, yField, tables);
    const joined = joinX(rows, { axis: x.length > 1 ? x[index] : x[0], field: xField, of: axis, tables });
    return joined.map((row) => {
      const end: [string, Value][] = [
        ["rev", source.revision],
        ["filename", shorten(axis.file, prefix)],
        ["field", axis.field],
      ];
      return new Map([...row, ...end]);
    });
  });
  if (points.length === 0) return undefined;
  return {
    points,
    x: xField,
    y: yField,
    xLabel: textOf(properties, "x_label") ?? (names.x.length > 1 ? "x" : (names.x[0] ?? step)),
    yLabel: textOf(properties, "y_label") ?? (names.y.length > 1 ? "y" : names.y[0]),
    ySources: y.map((axis) => ({ file: shorten(axis.file, prefix), field: axis.field })),
  };
}

/** The files that a plot is drawn from. */
export function plotFiles(id: string, properties: PlotProperties): readonly string[] {
  const [x, y] = [properties.get("x"), properties.get("y")];
  const [first] = isValueMap(x) ? x.keys() : [];
  return unique([...(isValueMap(y) ? y.keys() : [id]), ...(first === undefined ? [] : [first])]);
}

/** A property that is text. */
export function textOf(properties: PlotProperties, key: string): string | undefined {
  const value = properties.get(key);
  return typeof value === "string" ? value : undefined;
}

function yFields(y: Value | undefined, id: string): readonly AxisField[] {
  return fieldsOf(isValueMap(y) ? y : new Map([[id, y ?? null]]));
}

function xFields(properties: PlotProperties, id: string): readonly AxisField[] {
  const [x, y] = [properties.get("x"), properties.get("y")];
  if (typeof x !== "string") return isValueMap(x) ? fieldsOf(x) : [];
  if (!isValueMap(y)) return [{ file: id, field: x }];
  return fieldsOf(y).map(({ file }) => ({ file, field: x }));
}

function fieldsOf(axis: ValueMap): readonly AxisField[] {
  return [...axis].flatMap(([file, fields]) =>
    (isValueList(fields) ? fields : [fields]).flatMap((field) =>
      typeof field === "string" ? [{ file, field }] : [],
    ),
  );
}

/** The last field of the first row of the first list of rows. */
function inferY(id: string, content: Value | undefined): Value | undefined {
  const rows = listsOf(content).find((list) => list.length > 0 && list.every(isValueMap));
  const first = rows?.[0];
  const field = isValueMap(first) ? [...first.keys()].at(-1) : undefined;
  return field === undefined ? undefined : new Map([[id, field]]);
}

function isEmpty(content: Value): boolean {
  if (isValueList(content)) return content.length === 0;
  return isValueMap(content) ? content.size === 0 : !content;
}

/** Every list of rows in a content, side by side. */
function tableOf(content: Value): readonly ValueMap[] {
  const table: Map<string, Value>[] = [];
  for (const list of listsOf(content)) {
    const rows = list.filter(isValueMap);
    if (rows.length !== list.length || !hasSameKeys(rows)) continue;
    for (const [index, row] of rows.entries()) table[index] = new Map([...(table[index] ?? []), ...row]);
  }
  return table;
}

function listsOf(content: Value | undefined): readonly (readonly Value[])[] {
  if (isValueList(content)) return [content];
  return isValueMap(content) ? [...content.values()].flatMap(listsOf) : [];
}

function hasSameKeys(rows: readonly ValueMap[]): boolean {
  const size = rows[0]?.size ?? 0;
  return new Set(rows.flatMap((row) => [...row.keys()])).size === size;
}

function requireField({ file, field }: AxisField, tables: ReadonlyMap<string, readonly ValueMap[]>): void {
  const table = tables.get(file);
  const [row] = table ?? [];
  if (table === undefined || row?.has(field) === true) return;
  if (row === undefined) {
    throw new PawlError("plot.invalid", { message: `${file} has no rows that all have the same fields.` });
  }
  const message = `${file} has no field ${JSON.stringify(field)}; it has ${[...row.keys()].join(", ")}.`;
  throw new PawlError("plot.invalid", { message });
}

function rowsOf(
  { file, field }: AxisField,
  yField: string | undefined,
  tables: ReadonlyMap<string, readonly ValueMap[]>,
): readonly ValueMap[] {
  const rows = tables.get(file) ?? [];
  if (yField !== gatheredY) return rows;
  return rows.map((row) => new Map([...row, [gatheredY, row.get(field) ?? null]]));
}

function joinX(
  rows: readonly ValueMap[],
  join: {
    readonly axis: AxisField | undefined;
    readonly field: string;
    readonly of: AxisField;
    readonly tables: ReadonlyMap<string, readonly ValueMap[]>;
  },
): readonly ValueMap[] {
  const { axis, field, of, tables } = join;
  if (axis === undefined) return rows.map((row, index) => new Map([...row, [step, integer(index)]]));
  const source = tables.get(axis.file) ?? [];
  if (source.length !== rows.length) {
    const message = `${axis.file} has ${source.length} rows for x and ${of.file} ${rows.length} for y; they must fit.`;
    throw new PawlError("plot.invalid", { message });
  }
  return rows.map((row, index) => {
    const value = source[index]?.get(axis.field);
    return value === undefined ? row : new Map([...row, [field, value]]);
  });
}

/** The folder that all files are in; `""` of one file. */
function commonFolder(files: readonly string[]): string {
  if (files.length < 2) return "";
  const split = files.map((file) => file.split("/"));
  const [first = []] = split;
  const length = first.findIndex((part, index) => split.some((parts) => parts[index] !== part));
  return first.slice(0, Math.max(0, length)).join("/");
}

function shorten(file: string, prefix: string): string {
  return file.slice(prefix.length).replace(/^\/+|\/+$/g, "");
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
