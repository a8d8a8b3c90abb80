import type { JsonNumber } from "../../math/json-number-schema.ts";
import { fromJsonNumber } from "../../math/json-number.ts";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import type { Flips, LearningCurve } from "../../evaluation/report-sections-schema.ts";
import { type Block, type ReportSection, type ReportTable, tableBlock, untrusted } from "../blocks.ts";
import { dataDiffBlocks } from "../data-diff.ts";
import { plural } from "../evaluation-headline.ts";
import { formatTest, formatValue, metricName } from "../format-metric.ts";
import { formatNumber } from "../plain-number.ts";
import { lineBlocks, type PlotLine } from "../plots/plot-markdown.ts";

const count = (value: number): string => value.toLocaleString("en-US");

/** Rows whose predicted class became right or wrong: counts, the test, slices, examples by id. */
export function flipSection({ flips }: EvaluationReport): ReportSection {
  if (flips === undefined) return { id: "flips", title: "", blocks: [] };
  const { fixed, broken, bothRight, bothWrong, test } = flips;
  const total = fixed + broken + bothRight + bothWrong;
  const text = `Of ${plural(total, "row")}, ${count(fixed)} were wrong and are right now, ${count(broken)} were right and are wrong now; ${count(bothRight)} are right both times, ${count(bothWrong)} wrong both times (${formatTest(test)}).`;
  const slices = {
    columns: [{ heading: "Slice" }, ...rightAligned("Fixed", "Broken")],
    rows: flips.slices.map((slice) => [untrusted(slice.slice, 80), count(slice.fixed), count(slice.broken)]),
  };
  return {
    id: "flips",
    title: `${count(fixed)} predictions fixed, ${count(broken)} broken`,
    blocks: [{ kind: "text", text }, ...tableBlock(slices), ...tableBlock(flipExamples(flips), "Examples")],
  };
}

function flipExamples({ examples }: Flips): ReportTable {
  const rows = (["broken", "fixed"] as const).flatMap((kind) =>
    examples[kind].map((example) => [
      kind,
      untrusted(example.id, 60),
      formatValue(example.target, decimalsFor(example.target)),
      formatValue(example.champion, decimalsFor(example.champion)),
      formatValue(example.challenger, decimalsFor(example.challenger)),
    ]),
  );
  return {
    columns: [{ heading: "" }, { heading: "Row" }, ...rightAligned("Target", "Champion", "This PR")],
    rows,
  };
}

function decimalsFor(value: JsonNumber): number {
  return Number.isInteger(fromJsonNumber(value)) ? 0 : 3;
}

/** What changed in tables of data. */
export function dataSection({ dataDiffs = [] }: EvaluationReport): ReportSection {
  const changed = dataDiffs.filter(({ verdict }) => verdict === "changed").length;
  return {
    id: "data",
    title: changed === 0 ? "data identical" : `${plural(changed, "table")} changed`,
    blocks: dataDiffs.flatMap((diff) => dataDiffBlocks(diff)),
  };
}

/** Params that changed. */
export function paramSection({ params }: EvaluationReport): ReportSection {
  const rows = params.map((param) => [
    untrusted(param.file, 80),
    untrusted(param.key, 80),
    valueCell(param.old),
    valueCell(param.new),
  ]);
  const columns = ["File", "Key", "Base", "This PR"].map((heading) => ({ heading }));
  return {
    id: "params",
    title: `${plural(params.length, "param")} changed`,
    blocks: tableBlock({ columns, rows }),
  };
}

function valueCell(value: unknown) {
  return value === null || value === undefined ? "–" : untrusted(JSON.stringify(value), 60);
}

const shownCurves = 6;

/** Series of training at base and head: the plots diff. */
export function learningSection({ learningCurves = [] }: EvaluationReport): ReportSection {
  return {
    id: "learning",
    title: plural(learningCurves.length, "learning curve"),
    blocks: learningCurves.slice(0, shownCurves).flatMap(curveBlocks),
  };
}

function curveBlocks({ name, base, head }: LearningCurve): readonly Block[] {
  const toLine = (label: string, points: LearningCurve["head"]): PlotLine => ({
    name: label,
    x: points.map(([x]) => formatNumber(x)),
    y: points.map(([, y]) => y),
  });
  const lines = [
    ...(base === null || base.length === 0 ? [] : [toLine("base", base)]),
    ...(head.length === 0 ? [] : [toLine("this PR", head)]),
  ];
  const blocks = lineBlocks({ title: name, xLabel: "step", yLabel: "", lines });
  return blocks.length === 0 ? [] : [{ kind: "text", text: untrusted(name, 120) }, ...blocks];
}

/** How much worse the primary metric gets when a column is shuffled, most important first. */
export function importanceSection({ importance }: EvaluationReport): ReportSection {
  if (importance === undefined) return { id: "importance", title: "", blocks: [] };
  const { columns, metric, repeats, rows } = importance;
  const sorted = [...columns].sort((a, b) => sortKey(b.challenger) - sortKey(a.challenger));
  const table = {
    columns: [{ heading: "Column" }, ...rightAligned("Champion", "This PR", "± over shuffles")],
    rows: sorted.map((column) => [
      untrusted(column.column, 60),
      column.champion === null ? "–" : formatValue(column.champion, 4),
      formatValue(column.challenger, 4),
      formatValue(column.deviation, 4),
    ]),
  };
  const text = [
    "How much worse ",
    metricName(metric),
    ` gets when a column's values are shuffled, mean of ${plural(repeats, "shuffle")} of ${plural(rows, "row")}.`,
  ];
  return {
    id: "importance",
    title: `importance of ${plural(columns.length, "column")}`,
    blocks: [{ kind: "text", text }, ...tableBlock(table)],
  };
}

function sortKey(value: JsonNumber): number {
  const number = fromJsonNumber(value);
  return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
}

/** The primary metric of the last runs of the default branch, newest first. */
export function historySection({ history }: EvaluationReport): ReportSection {
  if (history === undefined) return { id: "history", title: "", blocks: [] };
  const rows = [...history.runs]
    .reverse()
    .map((run) => [untrusted(run.label, 60), { code: run.commit.slice(0, 7) }, formatValue(run.value, 4)]);
  const columns = [{ heading: "Run" }, { heading: "Commit" }];
  const value = { heading: "Value", align: "right" as const };
  return {
    id: "history",
    title: "history",
    blocks: [
      { kind: "text", text: [metricName(history.metric), " of the last runs of the default branch."] },
      ...tableBlock({ columns: [...columns, value], rows }),
    ],
  };
}

function rightAligned(...headings: readonly string[]) {
  return headings.map((heading) => ({ heading, align: "right" as const }));
}
