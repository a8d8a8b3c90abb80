import type { Value, ValueMap } from "../../versioning/value.ts";
import type { PlotData } from "./fill-template.ts";

/** An image at one revision. */
export interface PlotImage {
  readonly revision: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A template with its name. */
export interface PlotTemplate {
  readonly name: string;
  readonly content: ValueMap;
  /** False for one of the repository. */
  readonly isBuiltIn: boolean;
}

/** A plot of data, filled in for all revisions. */
export interface VegaPlot {
  readonly kind: "vega";
  readonly id: string;
  /** Undefined when it could not be read. */
  readonly template?: PlotTemplate;
  /** Undefined when no revision has points. */
  readonly data?: PlotData | undefined;
  /** The Vega-Lite specification; undefined without points. */
  readonly content?: ValueMap | undefined;
}

/** A plot that is an image. */
export interface ImagePlot {
  readonly kind: "image";
  readonly id: string;
  readonly images: readonly PlotImage[];
}

/** A plot of one of the two kinds. */
export type Plot = VegaPlot | ImagePlot;

/** Something that kept a plot or a revision from being shown. */
export interface PlotError {
  /** Of the plot; undefined when the revision as a whole failed. */
  readonly name?: string;
  readonly revision: string;
  readonly source?: string;
  readonly type: string;
  readonly message: string;
}

/** All plots of some revisions. */
export interface PlotReport {
  readonly plots: readonly Plot[];
  readonly errors: readonly PlotError[];
}

/**
 * The JSON of `plots show` and `plots diff`.
 *
 * @param imageUrl where an image was put.
 */
export function plotsAsValues(report: PlotReport, imageUrl: (image: PlotImage) => string): ValueMap {
  const errors = report.errors.map((error) =>
    toMap({
      name: error.name,
      rev: error.revision,
      source: error.source,
      type: error.type,
      msg: error.message,
    }),
  );
  const data = new Map(report.plots.map((plot) => [plot.id, plotEntries(plot, imageUrl)]));
  return new Map<string, Value>([
    ...(errors.length > 0 ? [["errors", errors] as const] : []),
    ...(data.size > 0 ? [["data", data] as const] : []),
  ]);
}

function plotEntries(plot: Plot, imageUrl: (image: PlotImage) => string): readonly Value[] {
  if (plot.kind === "image") {
    return plot.images.map((image) =>
      toMap({ type: "image", revisions: [image.revision], url: imageUrl(image) }),
    );
  }
  if (plot.data === undefined || plot.content === undefined) return [];
  return [toMap({ type: "vega", revisions: plot.data.revisions, content: plot.content })];
}

function toMap(entries: Readonly<Record<string, Value | undefined>>): ValueMap {
  return new Map(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}
