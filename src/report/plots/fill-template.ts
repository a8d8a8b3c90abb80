import { PawlError } from "../../errors.ts";
import { integer, isValueList, isValueMap, type Value, type ValueMap } from "../../versioning/value.ts";
import { pythonText } from "../../versioning/python-text.ts";
import type { AxisField, PlotPoints } from "./plot-points.ts";

/** A plot with the points of all revisions. */
export interface PlotData extends Omit<PlotPoints, "points"> {
  readonly points: readonly ValueMap[];
  readonly title: string;
  /** Revisions that have points, in order. */
  readonly revisions: readonly string[];
}

/** Colours of revisions (Okabe and Ito): told apart by the colour-blind, readable on light and dark. */
export const revisionColors = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#999999",
] as const;

const dashes: readonly Value[] = [
  [1, 0],
  [8, 8],
  [8, 4],
  [4, 4],
  [4, 2],
  [2, 1],
  [1, 1],
].map((pair) => pair.map(integer));
const shapes: readonly Value[] = ["circle", "square", "triangle", "diamond"];
const separator = "::";
const sizePx = integer(300);

/**
 * Fills the anchors of a template (`"<DVC_METRIC_X>"` and the others) with a plot. What is put in is not looked through again.
 *
 * @throws PawlError `plot.invalid` when the template has no anchor for data.
 */
export function fillTemplate(template: ValueMap, plot: PlotData, name: string): ValueMap {
  if (!hasAnchor(template, "DATA")) {
    throw new PawlError("plot.invalid", {
      message: `The template ${name} has no anchor "<DVC_METRIC_DATA>".`,
    });
  }
  const isPlain = !optional.some((anchor) => hasAnchor(template, anchor));
  const filled = replaceAnchors(template, anchorValues(plot, isPlain));
  return isValueMap(filled) ? filled : template;
}

const optional = [
  "COLOR",
  "COLUMN",
  "GROUP_BY_X",
  "GROUP_BY_Y",
  "GROUP_BY",
  "PIVOT_FIELD",
  "PLOT_HEIGHT",
  "PLOT_WIDTH",
  "ROW",
  "SHAPE",
  "STROKE_DASH",
  "TOOLTIP",
  "ZOOM_AND_PAN",
] as const;

function anchorValues(plot: PlotData, isPlain: boolean): ReadonlyMap<string, Value> {
  const { x, y, ySources } = plot;
  const varied = variedKeys(ySources);
  const series = varied.join(separator);
  const groupBy = series === "" ? ["rev"] : ["rev", series];
  const facet: Value =
    series === ""
      ? new Map()
      : new Map<string, Value>([
          ["field", series],
          ["sort", []],
        ]);
  const domain = seriesDomain(ySources, varied);
  const tooltips = ["rev", x, ...(y === undefined ? [] : [y]), ...(series === "" ? [] : [series])];
  const values: readonly (readonly [string, Value | undefined])[] = [
    ["COLOR", encoding("rev", plot.revisions, [...revisionColors])],
    [
      "ZOOM_AND_PAN",
      new Map<string, Value>([
        ["name", "grid"],
        ["select", "interval"],
        ["bind", "scales"],
      ]),
    ],
    ["PLOT_HEIGHT", sizePx],
    ["PLOT_WIDTH", sizePx],
    ["GROUP_BY", groupBy],
    ["GROUP_BY_X", [...groupBy, x]],
    ["GROUP_BY_Y", [...groupBy, ...(y === undefined ? [] : [y])]],
    ["PIVOT_FIELD", ["rev", ...varied].map((key) => `datum.${key}`).join(` + '${separator}' + `)],
    ["ROW", facet],
    ["COLUMN", facet],
    ["STROKE_DASH", series === "" ? new Map() : encoding(series, domain, dashes, dashLook)],
    ["SHAPE", series === "" ? new Map() : encoding(series, domain, shapes, shapeLook)],
    ["TOOLTIP", tooltips.map((field) => new Map([["field", field]]))],
    ["TITLE", plot.title],
    ["X", escapeField(x)],
    ["Y", y === undefined ? undefined : escapeField(y)],
    ["X_LABEL", plot.xLabel],
    ["Y_LABEL", plot.yLabel],
    ["DATA", isPlain ? plot.points : plot.points.map((point) => tidyPoint(point, varied))],
  ];
  return new Map(
    values.flatMap(([name, value]) =>
      value === undefined ? [] : [[`<DVC_METRIC_${name}>`, value] as const],
    ),
  );
}

/** Which of file and field tell the series of a plot apart. */
export function variedKeys(sources: readonly AxisField[]): readonly string[] {
  const [files, fields] = [new Set(sources.map((one) => one.file)), new Set(sources.map((one) => one.field))];
  return [...(files.size > 1 ? ["filename"] : []), ...(fields.size > 1 ? ["field"] : [])];
}

function seriesDomain(sources: readonly AxisField[], varied: readonly string[]): readonly string[] {
  const names = sources.map(({ file, field }) =>
    [...(varied.includes("filename") ? [file] : []), ...(varied.includes("field") ? [field] : [])].join(
      separator,
    ),
  );
  return [...new Set(names)].sort();
}

/** Keeps of `filename` and `field` what tells series apart, in one key when both do. */
function tidyPoint(point: ValueMap, varied: readonly string[]): ValueMap {
  const tidy = new Map(point);
  if (varied.length === 2)
    tidy.set(varied.join(separator), varied.map((key) => pythonText(point.get(key) ?? "")).join(separator));
  for (const key of ["filename", "field"]) if (varied.length === 2 || !varied.includes(key)) tidy.delete(key);
  return tidy;
}

function encoding(
  field: string,
  domain: readonly string[],
  range: readonly Value[],
  look: readonly (readonly [string, Value])[] = [],
): ValueMap {
  const used = domain.map((_, index) => range[index % range.length] ?? null);
  return new Map<string, Value>([
    ["field", field],
    [
      "scale",
      new Map<string, Value>([
        ["domain", domain],
        ["range", used],
      ]),
    ],
    ...look,
  ]);
}

/** Legends of dashes and shapes are grey: colours stand for revisions. */
const greyLegend: readonly (readonly [string, Value])[] = [
  ["symbolFillColor", "transparent"],
  ["symbolStrokeColor", "grey"],
];
const shapeLook = [["legend", new Map(greyLegend)]] as const;
const dashLook = [["legend", new Map([...greyLegend, ["symbolType", "stroke"] as const])]] as const;

/** Vega-Lite takes dots and brackets in a field for steps into it. */
function escapeField(field: string): string {
  return field.replaceAll(/[.[\]]/g, "\\$&");
}

function hasAnchor(value: Value, name: string): boolean {
  const anchor = `<DVC_METRIC_${name}>`;
  if (isValueMap(value)) return [...value.values()].some((item) => hasAnchor(item, name));
  return isValueList(value) ? value.some((item) => hasAnchor(item, name)) : value === anchor;
}

function replaceAnchors(value: Value, anchors: ReadonlyMap<string, Value>): Value {
  if (isValueMap(value))
    return new Map([...value].map(([key, item]) => [key, replaceAnchors(item, anchors)]));
  if (isValueList(value)) return value.map((item) => replaceAnchors(item, anchors));
  if (typeof value !== "string" || !value.includes("<DVC_METRIC_")) return value;
  const whole = anchors.get(value);
  if (whole !== undefined) return whole;
  return value.replaceAll(/<DVC_METRIC_[A-Z_]+>/g, (anchor) => {
    const inside = anchors.get(anchor);
    return typeof inside === "string" ? inside : anchor;
  });
}
