import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import type { Curves } from "../../evaluation/report-sections-schema.ts";
import { metricName } from "../format-metric.ts";
import { plainCell } from "../plain-text.ts";
import { axisLabels, colorBySide, finite, frame, type ReportChart, sides } from "./chart-parts.ts";

const both = ["champion", "challenger"] as const;

/** Scores and residuals as histograms, and a confusion matrix a model. */
export function distributionCharts({ curves }: EvaluationReport): readonly ReportChart[] {
  if (curves === undefined) return [];
  return [
    ...histogram(curves.scores, { id: "scores", title: "Scores", xTitle: "Score or prediction" }),
    ...histogram(curves.residuals, {
      id: "residuals",
      title: "Residuals",
      xTitle: "Prediction minus target",
    }),
    ...confusionCharts(curves.confusion),
  ];
}

function histogram(
  data: Curves["scores"],
  names: { readonly id: string; readonly title: string; readonly xTitle: string },
): readonly ReportChart[] {
  if (data === null) return [];
  const values = both.flatMap((side) => {
    const weights = data[side] ?? [];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight, bin) => ({
      from: data.edges[bin],
      to: data.edges[bin + 1],
      share: total > 0 ? weight / total : 0,
      side: sides[side],
    }));
  });
  const tooltip = [
    { field: "side", title: "Model" },
    { field: "from", title: "From", format: ".4~g" },
    { field: "to", title: "To", format: ".4~g" },
    { field: "share", title: "Share of rows", format: ".2%" },
  ];
  const x = { field: "from", type: "quantitative", title: names.xTitle, scale: { zero: false } };
  const specification = {
    ...frame(300),
    data: { values },
    params: [{ name: "picked", select: { type: "point", fields: ["side"] }, bind: "legend" }],
    mark: { type: "bar", binSpacing: 1 },
    encoding: {
      x: { ...x, bin: { binned: true } },
      x2: { field: "to" },
      y: {
        field: "share",
        type: "quantitative",
        title: "Share of rows",
        stack: null,
        axis: { format: "%" },
      },
      color: colorBySide,
      tooltip,
      opacity: { condition: { param: "picked", value: 0.55 }, value: 0.08 },
    },
  };
  const description = `Share of rows by ${names.xTitle.toLowerCase()}, of champion and this PR`;
  return [{ id: names.id, section: "plots", title: names.title, description, specification }];
}

const mostWrittenLabels = 12;

function confusionCharts(confusion: Curves["confusion"]): readonly ReportChart[] {
  if (confusion === null) return [];
  const labels = axisLabels(confusion.labels);
  return both.flatMap((side) => {
    const matrix = confusion[side];
    if (matrix === null) return [];
    return [
      {
        id: `confusion-${side}`,
        section: "plots",
        title: `Confusion matrix: ${sides[side]}`,
        description: "Rows by true class and predicted class",
        specification: confusionSpecification(labels, matrix),
      },
    ];
  });
}

function confusionSpecification(labels: readonly string[], matrix: readonly (readonly number[])[]): object {
  const values = matrix.flatMap((row, truth) => {
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return row.map((weight, guess) => ({
      truth: labels[truth],
      guess: labels[guess],
      weight,
      share: total > 0 ? weight / total : 0,
    }));
  });
  const axis = (field: string, title: string) => ({ field, type: "nominal", sort: labels, title });
  const rectangle = {
    mark: { type: "rect" },
    encoding: {
      color: {
        field: "share",
        type: "quantitative",
        title: "Share of the true class",
        scale: { scheme: "blues", domain: [0, 1] },
        legend: { orient: "top", format: ".0%", gradientLength: 160 },
      },
      tooltip: [
        { field: "truth", title: "True class" },
        { field: "guess", title: "Predicted class" },
        { field: "weight", title: "Rows", format: ",.6~g" },
        { field: "share", title: "Share of the true class", format: ".2%" },
      ],
    },
  };
  const text = {
    mark: { type: "text", fontSize: 13 },
    encoding: {
      text: { field: "weight", type: "quantitative", format: ",.5~g" },
      color: { condition: { test: "datum.share > 0.55", value: "white" }, value: "#1f2328" },
    },
  };
  return {
    ...frame(Math.max(280, labels.length * 24 + 120)),
    data: { values },
    encoding: {
      x: { ...axis("guess", "Predicted class"), axis: { labelAngle: labels.length > 4 ? -40 : 0 } },
      y: axis("truth", "True class"),
    },
    layer: labels.length <= mostWrittenLabels ? [rectangle, text] : [rectangle],
  };
}

const mostColumns = 30;

/** How much worse the primary metric gets when a column is shuffled. */
export function importanceCharts({ importance }: EvaluationReport): readonly ReportChart[] {
  if (importance === undefined || importance.columns.length === 0) return [];
  const columns = [...importance.columns]
    .sort((a, b) => (finite(b.challenger) ?? -Infinity) - (finite(a.challenger) ?? -Infinity))
    .slice(0, mostColumns);
  const metric = plainCell(metricName(importance.metric));
  return [
    {
      id: "importance",
      section: "importance",
      title: "Importance by permutation",
      description: `How much ${metric} is lost when a column's values are shuffled`,
      specification: importanceSpecification(columns, metric),
    },
  ];
}

type ImportanceColumns = NonNullable<EvaluationReport["importance"]>["columns"];

function importanceSpecification(columns: ImportanceColumns, metric: string): object {
  const names = axisLabels(columns.map(({ column }) => column));
  const y = { field: "column", type: "nominal", sort: names, title: null, axis: { labelLimit: 160 } };
  const shared = { y, yOffset: { field: "side", sort: Object.values(sides) } };
  const x = { field: "value", type: "quantitative", title: `${metric} lost when shuffled` };
  const tooltip = [
    { field: "column", title: "Column" },
    { field: "side", title: "Model" },
    { field: "value", title: `${metric} lost`, format: ".4~f" },
    { field: "deviation", title: "± over shuffles", format: ".4~f" },
  ];
  const deviation = { x: { field: "low", type: "quantitative" }, x2: { field: "high" } };
  return {
    ...frame(columns.length * 34 + 80),
    data: { values: importanceValues(columns, names) },
    layer: [
      { mark: { type: "bar" }, encoding: { ...shared, x, color: colorBySide, tooltip } },
      {
        transform: [{ filter: "datum.deviation > 0" }],
        mark: { type: "rule", color: "#767676" },
        encoding: { ...shared, ...deviation },
      },
    ],
  };
}

function importanceValues(columns: ImportanceColumns, names: readonly string[]): readonly object[] {
  return columns.flatMap((column, index) =>
    both.flatMap((side) => {
      const value = finite(column[side] ?? "nan");
      if (value === undefined) return [];
      const deviation = side === "challenger" ? (finite(column.deviation) ?? 0) : 0;
      const ends = { low: value - deviation, high: value + deviation };
      return [{ column: names[index], side: sides[side], value, deviation, ...ends }];
    }),
  );
}
