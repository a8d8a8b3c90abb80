import type { EvaluationReport, MetricComparison } from "../../evaluation/report-schema.ts";
import { type Block, type Cell, type ReportSection, tableBlock, untrusted } from "../blocks.ts";
import { plural } from "../evaluation-headline.ts";
import {
  decimalsOf,
  formatDifference,
  formatLevel,
  formatPValue,
  formatSide,
  formatTest,
  formatValue,
  metricLabel,
  metricName,
} from "../format-metric.ts";

/** Every metric on all rows, with its test where there is one, and how much training seeds move it. */
export function metricSection(report: EvaluationReport): ReportSection {
  const hasTests = report.metrics.some((metric) => metric.test !== undefined);
  const rows = report.metrics.map((metric) => [
    metricLabel(metric),
    ...comparisonCells(metric, hasTests ? [formatTest(metric.test)] : []),
  ]);
  return {
    id: "metrics",
    title: plural(report.metrics.length, "metric"),
    blocks: [
      ...tableBlock({
        columns: [{ heading: "Metric" }, ...comparisonColumns(report, hasTests ? ["Test"] : [])],
        rows,
      }),
      ...noiseBlocks(report),
      ...comparabilityBlocks(report),
    ],
  };
}

function comparisonColumns({ confidence }: EvaluationReport, extra: readonly string[] = []) {
  const numbers = ["Champion", "This PR", `Δ [${formatLevel(confidence)} interval]`];
  return [
    ...numbers.map((heading) => ({ heading, align: "right" as const })),
    ...extra.map((heading) => ({ heading })),
    { heading: "Verdict" },
  ];
}

function comparisonCells(metric: MetricComparison, extra: readonly Cell[] = []): readonly Cell[] {
  const hasNone = metric.champion === null && metric.verdict === "not comparable";
  return [
    formatSide(metric, "champion"),
    formatSide(metric, "challenger"),
    formatDifference(metric),
    ...extra,
    hasNone ? "no champion" : metric.verdict,
  ];
}

function noiseBlocks({ seedNoise = [], metrics }: EvaluationReport): readonly Block[] {
  const items = seedNoise.map((noise): Cell => {
    const metric = metrics.find((one) => one.metric === noise.metric);
    const decimals = (metric === undefined ? 4 : decimalsOf(metric)) + 1;
    const values = noise.values.map((value) => formatValue(value, decimals)).join(", ");
    const deviation = formatValue(noise.deviation, decimals);
    return [
      metricName(noise.metric),
      `: standard deviation ${deviation} over ${plural(noise.values.length, "training seed")} (${values})`,
    ];
  });
  if (items.length === 0) return [];
  return [
    { kind: "text", text: "Noise of training, the same rows and another seed:" },
    { kind: "list", items },
  ];
}

function comparabilityBlocks({ comparability }: EvaluationReport): readonly Block[] {
  if (comparability === undefined || comparability.changes.length > 0) return [];
  const text = [
    "Champion and challenger answered for the same rows and targets, by the same definitions (",
    { code: comparability.metricCode },
    ").",
  ];
  return [{ kind: "text", text }];
}

/** Slices: the declared ones, then those that the search found, with corrected p. */
export function sliceSections(report: EvaluationReport): readonly ReportSection[] {
  const declared = report.slices.filter(({ origin }) => origin !== "found");
  const found = report.slices.filter(({ origin }) => origin === "found");
  return [
    {
      id: "slices",
      title: plural(declared.length, "slice"),
      blocks: [
        ...tableBlock(sliceTable(report, declared, { from: 0, to: 1 })),
        ...tableBlock(sliceTable(report, declared, { from: 1, to: 100 }), "Other metrics of these slices"),
      ],
    },
    foundSection(report, found),
  ].filter(({ blocks }) => blocks.length > 0);
}

type Slices = EvaluationReport["slices"];

function foundSection(report: EvaluationReport, found: Slices): ReportSection {
  const worse = slicesFoundWorse(report);
  const looks = Math.max(0, ...found.map(({ test }) => test?.looks ?? 0));
  const how = `Found by search, the worst of ${plural(looks, "slice")} that were looked at; p is one-sided (the loss of its rows is worse) and Holm-corrected for all of them.`;
  return {
    id: "found-slices",
    title: worse.length === 0 ? "no worse slice found" : `${plural(worse.length, "slice")} found worse`,
    blocks:
      found.length === 0
        ? []
        : [
            { kind: "text", text: how },
            ...tableBlock(sliceTable(report, found, { from: 0, to: 100, hasTest: true })),
          ],
  };
}

/** The slices that the search found and that are worse beyond chance: corrected p below 1 minus the confidence. */
export function slicesFoundWorse({ slices, confidence }: EvaluationReport): Slices {
  return slices.filter(
    ({ origin, test }) =>
      origin === "found" && typeof test?.pValue === "number" && test.pValue < 1 - confidence,
  );
}

/** Rows of the metrics from one place in each slice to another: the primary one is first. */
function sliceTable(
  report: EvaluationReport,
  slices: Slices,
  { from, to, hasTest = false }: { readonly from: number; readonly to: number; readonly hasTest?: boolean },
) {
  const rows = slices.flatMap(({ slice, rows: count, metrics, test }) =>
    metrics
      .slice(from, to)
      .map((metric, index): readonly Cell[] => [
        index === 0 ? untrusted(slice, 80) : "",
        index === 0 ? count.toLocaleString("en-US") : "",
        ...(hasTest ? [index > 0 ? "" : test === undefined ? "–" : formatPValue(test.pValue)] : []),
        metricLabel(metric),
        ...comparisonCells(metric),
      ]),
  );
  // The test is of the slice, by the loss of its rows, and not of a metric.
  const tested = hasTest ? [{ heading: "Corrected p" }] : [];
  return {
    columns: [
      { heading: "Slice" },
      { heading: "Rows", align: "right" as const },
      ...tested,
      { heading: "Metric" },
      ...comparisonColumns(report),
    ],
    rows,
  };
}
