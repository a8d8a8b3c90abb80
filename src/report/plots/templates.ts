import { fromPlain } from "../../versioning/from-plain.ts";
import type { ValueMap } from "../../versioning/value.ts";
import { confusion } from "./confusion-template.ts";

const frame = {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  data: { values: "<DVC_METRIC_DATA>" },
  title: { text: "<DVC_METRIC_TITLE>", anchor: "middle" },
} as const;
const size = { width: "<DVC_METRIC_PLOT_WIDTH>", height: "<DVC_METRIC_PLOT_HEIGHT>" } as const;
const zoom = { params: ["<DVC_METRIC_ZOOM_AND_PAN>"] } as const;
/** Pixels between the outermost points and the frame, so that marks are not cut. */
const padding = 6;
const x = {
  field: "<DVC_METRIC_X>",
  type: "quantitative",
  title: "<DVC_METRIC_X_LABEL>",
  scale: { zero: false, padding },
} as const;
const y = {
  field: "<DVC_METRIC_Y>",
  type: "quantitative",
  title: "<DVC_METRIC_Y_LABEL>",
  scale: { zero: false, padding },
} as const;
const lineLook = { color: "<DVC_METRIC_COLOR>", strokeDash: "<DVC_METRIC_STROKE_DASH>" } as const;
const pointLook = {
  color: "<DVC_METRIC_COLOR>",
  shape: "<DVC_METRIC_SHAPE>",
  tooltip: "<DVC_METRIC_TOOLTIP>",
} as const;

const simple = {
  ...frame,
  ...size,
  ...zoom,
  mark: { type: "line", tooltip: true },
  encoding: { x, y, ...lineLook, tooltip: "<DVC_METRIC_TOOLTIP>" },
};

/** A line with a mark at the point under the pointer and at the end. */
const linear = {
  ...frame,
  ...size,
  encoding: { x, y, ...lineLook },
  layer: [
    { ...zoom, mark: { type: "line", strokeWidth: 2, opacity: 0.85 } },
    {
      params: [
        {
          name: "hover",
          select: {
            type: "point",
            fields: ["<DVC_METRIC_X>"],
            nearest: true,
            on: "pointerover",
            clear: "pointerout",
          },
        },
      ],
      mark: { type: "point", filled: true, size: 50 },
      encoding: {
        tooltip: "<DVC_METRIC_TOOLTIP>",
        opacity: { condition: { param: "hover", empty: false, value: 1 }, value: 0 },
      },
    },
    {
      mark: { type: "point", filled: true, size: 30 },
      encoding: {
        x: { ...x, aggregate: "max" },
        y: { ...y, aggregate: { argmax: "<DVC_METRIC_X>" } },
      },
    },
  ],
};

/** A smoothed line before the faint line of the values. */
const smooth = {
  ...frame,
  ...size,
  params: [
    {
      name: "smooth",
      value: 0.3,
      bind: { input: "range", min: 0.05, max: 1, step: 0.05, name: "smoothing " },
    },
  ],
  layer: [
    {
      ...zoom,
      mark: { type: "line", opacity: 0.25 },
      encoding: { x, y, ...lineLook },
    },
    {
      transform: [
        {
          loess: "<DVC_METRIC_Y>",
          on: "<DVC_METRIC_X>",
          groupby: "<DVC_METRIC_GROUP_BY>",
          bandwidth: { signal: "smooth" },
        },
      ],
      mark: { type: "line", strokeWidth: 2 },
      encoding: { x, y, ...lineLook },
    },
  ],
};

const scatter = {
  ...frame,
  ...size,
  ...zoom,
  mark: { type: "point", tooltip: true },
  encoding: { x, y, ...pointLook },
};

/** Categories on both axes; points are spread inside each cell. */
const scatterJitter = {
  ...frame,
  ...size,
  transform: [
    { calculate: "random()", as: "spread_x" },
    { calculate: "random()", as: "spread_y" },
  ],
  mark: { type: "point", tooltip: true },
  encoding: {
    x: { field: "<DVC_METRIC_X>", title: "<DVC_METRIC_X_LABEL>", axis: { labelAngle: -30 } },
    y: { field: "<DVC_METRIC_Y>", title: "<DVC_METRIC_Y_LABEL>" },
    xOffset: { field: "spread_x", type: "quantitative" },
    yOffset: { field: "spread_y", type: "quantitative" },
    ...pointLook,
  },
};

const bars = (sort: string | null): object => ({
  ...frame,
  ...size,
  ...zoom,
  mark: { type: "bar" },
  encoding: {
    x: { ...x, scale: { zero: true } },
    y: { field: "<DVC_METRIC_Y>", type: "nominal", title: "<DVC_METRIC_Y_LABEL>", sort },
    yOffset: { field: "rev", sort: [] },
    color: "<DVC_METRIC_COLOR>",
    column: "<DVC_METRIC_COLUMN>",
    tooltip: "<DVC_METRIC_TOOLTIP>",
  },
});

/** The templates by name, in the order of DVC's list: Vega-Lite version 5 with anchors in place of a plot's own. */
export const plotTemplates: ReadonlyMap<string, ValueMap> = new Map(
  Object.entries({
    simple,
    linear,
    confusion: confusion({ ...frame, isNormalized: false }),
    confusion_normalized: confusion({ ...frame, isNormalized: true }),
    scatter,
    scatter_jitter: scatterJitter,
    smooth,
    bar_horizontal_sorted: bars("-x"),
    bar_horizontal: bars(null),
  }).map(([name, template]) => [name, fromPlain(template)]),
);

/** The template of a plot that names none. */
export const defaultTemplate = "linear";
