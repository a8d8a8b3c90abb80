import type { MetricComparison } from "../../evaluation/report-schema.ts";
import { fromJsonNumber } from "../../math/json-number.ts";
import { flattenText } from "../plain-text.ts";

/** One plot of the page. */
export interface ReportChart {
  /** Letters, digits and hyphens, unique in a report. */
  readonly id: string;
  /** The section that it stands in. */
  readonly section: string;
  /** Plain text; may hold text from the report. */
  readonly title: string;
  /** What is to be seen, for who cannot see it. */
  readonly description: string;
  /** A Vega-Lite specification with its data inside. */
  readonly specification: object;
  /** The same without what only a pointer sees; default: the same. */
  readonly picture?: object;
}

/** Colours of the two models, told apart by the colour-blind (Okabe and Ito), readable on light and dark. */
export const sides = { champion: "Champion", challenger: "This PR" } as const;
const sideColors = ["#0072B2", "#D55E00"] as const;

/** Colour by model, with a legend that a click picks from. */
export const colorBySide = {
  field: "side",
  type: "nominal",
  scale: { domain: Object.values(sides), range: sideColors },
  legend: { orient: "top", title: null },
} as const;

/** Colours of verdicts. */
export const verdictColors: Readonly<Record<MetricComparison["verdict"], string>> = {
  better: "#009E73",
  worse: "#D55E00",
  "within noise": "#888888",
  changed: "#56B4E9",
  "not comparable": "#888888",
  missing: "#888888",
};

/** Grey of lines that only guide the eye. */
export const guide = { type: "line", color: "#888888", strokeDash: [4, 4], strokeWidth: 1.5 } as const;

/** The page says the colour: it knows light from dark. */
const ink = { labelColor: "currentColor", titleColor: "currentColor" };

/** Size and configuration of every plot: as wide as its place, of a fixed height. */
export function frame(heightPx: number): object {
  return {
    width: "container",
    height: heightPx,
    autosize: { type: "fit", contains: "padding" },
    config: { view: { continuousWidth: 460, stroke: null }, axis: ink, legend: ink },
  };
}

/** Texts of the report as labels of an axis: short, and told apart where two are the same. */
export function axisLabels(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const label = flattenText(text, 40) || "?";
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}

/** A number that a plot can show; `undefined` for NaN and the infinities. */
export function finite(value: number | string): number | undefined {
  const number = fromJsonNumber(
    value === "nan" || value === "inf" || value === "-inf" ? value : Number(value),
  );
  return Number.isFinite(number) ? number : undefined;
}
