import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { metricName } from "../format-metric.ts";
import { plainCell } from "../plain-text.ts";
import { axisLabels, finite, frame, type ReportChart, sides, verdictColors } from "./chart-parts.ts";

const mostSlices = 40;
const guideRule = { type: "rule", color: "#888888", strokeDash: [4, 4], strokeWidth: 1.5 };

/** The difference in each slice with its interval: declared slices, then those that the search found. */
export function sliceCharts({ slices }: EvaluationReport): readonly ReportChart[] {
  const groups = [
    { id: "slices", of: slices.filter(({ origin }) => origin !== "found") },
    { id: "found-slices", of: slices.filter(({ origin }) => origin === "found") },
  ];
  return groups.flatMap(({ id, of }) => {
    // The search goes by the loss of rows: a metric that is no worse there would show nothing of what it found.
    const worst = of[0]?.metrics.find(({ verdict }) => verdict === "worse");
    const metric = (id === "slices" ? of[0]?.metrics[0] : (worst ?? of[0]?.metrics[0]))?.metric;
    const shown = of.slice(0, mostSlices);
    const labels = axisLabels(shown.map(({ slice }) => slice));
    const values = shown.flatMap((slice, index) => sliceValues(slice, metric, labels[index] ?? "?"));
    if (metric === undefined || values.length === 0) return [];
    const name = plainCell(metricName(metric));
    return [
      {
        id,
        section: id,
        title: `Difference of ${name} by slice`,
        description: `Difference of ${name}, this PR minus champion, with its interval, in each slice`,
        specification: forest(values, `${name}: this PR minus champion`),
      },
    ];
  });
}

type SliceValue = Readonly<Record<string, string | number>>;

function sliceValues(
  { rows, metrics }: EvaluationReport["slices"][number],
  metric: string | undefined,
  label: string,
): readonly SliceValue[] {
  const found = metrics.find((one) => one.metric === metric);
  const value = finite(found?.difference?.value ?? "nan");
  if (found === undefined || value === undefined) return [];
  const [low, high] = found.difference?.interval ?? [value, value];
  return [
    {
      slice: label,
      rows,
      value,
      low: finite(low) ?? value,
      high: finite(high) ?? value,
      verdict: found.verdict,
    },
  ];
}

function forest(values: readonly SliceValue[], title: string): object {
  const names = values.map((value) => value["slice"]);
  const y = {
    field: "slice",
    type: "nominal",
    sort: names,
    title: null,
    axis: { labelLimit: 170, grid: true },
  };
  const color = {
    field: "verdict",
    type: "nominal",
    scale: { domain: Object.keys(verdictColors), range: Object.values(verdictColors) },
    legend: {
      orient: "top",
      title: null,
      values: ["better", "worse", "within noise"],
    },
  };
  const tooltip = [
    { field: "slice", title: "Slice" },
    { field: "rows", title: "Rows", format: "," },
    { field: "value", title: "Difference", format: "+.4~f" },
    { field: "low", title: "From", format: "+.4~f" },
    { field: "high", title: "To", format: "+.4~f" },
    { field: "verdict", title: "Verdict" },
  ];
  const x = { field: "low", type: "quantitative", title };
  return {
    ...frame(values.length * 26 + 90),
    data: { values },
    layer: [
      {
        mark: guideRule,
        data: { values: [{ zero: 0 }] },
        encoding: { x: { field: "zero", type: "quantitative", title } },
      },
      { mark: { type: "rule", strokeWidth: 2 }, encoding: { x, x2: { field: "high" }, y, color, tooltip } },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { x: { field: "value", type: "quantitative", title }, y, color, tooltip },
      },
    ],
  };
}

/** The primary metric of the last runs of the default branch, then of this pull request. */
export function historyCharts({ history, metrics }: EvaluationReport): readonly ReportChart[] {
  if (history === undefined) return [];
  const labels = axisLabels([...history.runs.map(({ label }) => label), sides.challenger]);
  const now = metrics.find(({ metric }) => metric === history.metric)?.challenger?.value ?? "nan";
  const all = [
    ...history.runs.map(({ commit, value }) => ({
      commit: commit.slice(0, 7),
      value,
      what: "Default branch",
    })),
    { commit: "", value: now, what: sides.challenger },
  ];
  const values = all.flatMap(({ value, ...run }, index) => {
    const number = finite(value);
    return number === undefined ? [] : [{ ...run, run: labels[index] ?? "?", value: number }];
  });
  if (values.length < 2) return [];
  const name = plainCell(metricName(history.metric));
  const x = { field: "run", type: "ordinal", sort: labels, title: null, axis: { labelAngle: -40 } };
  const y = { field: "value", type: "quantitative", title: name, scale: { zero: false } };
  const color = {
    field: "what",
    type: "nominal",
    scale: { domain: ["Default branch", sides.challenger], range: ["#0072B2", "#D55E00"] },
    legend: { orient: "top", title: null },
  };
  const tooltip = [
    { field: "run", title: "Run" },
    { field: "commit", title: "Commit" },
    { field: "value", title: name, format: ".5~g" },
  ];
  const specification = {
    ...frame(300),
    data: { values },
    encoding: { x, y },
    layer: [
      { mark: { type: "line", color: "#0072B2", strokeWidth: 1.5, opacity: 0.5 } },
      { mark: { type: "point", filled: true, size: 80, opacity: 1 }, encoding: { color, tooltip } },
    ],
  };
  const title = `${name}: last runs, then this PR`;
  return [{ id: "history", section: "history", title, description: title, specification }];
}
