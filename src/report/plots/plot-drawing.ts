import type { Value, ValueMap } from "../../versioning/value.ts";
import { fillTemplate, type PlotData } from "./fill-template.ts";
import type { VegaPlot } from "./plot-report.ts";

const [xName, yName] = ["x_value", "y_value"];

/**
 * The specification that is drawn. For a built-in template it has the fields of the axes alone, under names of our own: Vega-Lite
 * puts the names of fields into expressions as they are.
 *
 * @returns `undefined` without points.
 */
export function planDrawing({ template, data, content }: VegaPlot): ValueMap | undefined {
  if (template === undefined || data === undefined || !template.isBuiltIn) return content;
  return fillTemplate(template.content, withSafeNames(data), template.name);
}

function withSafeNames(data: PlotData): PlotData {
  const { x, y } = data;
  const points = data.points.map((point) => {
    const kept: readonly (readonly [string, Value | undefined])[] = [
      [xName, point.get(x)],
      [yName, y === undefined ? undefined : point.get(y)],
      ...["rev", "filename", "field"].map((key) => [key, point.get(key)] as const),
    ];
    return new Map(kept.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
  });
  return { ...data, points, x: xName, y: y === undefined ? undefined : yName };
}
