import type { MetricEntry, MetricTable } from "../../src/evaluation/metric-entry.ts";
import { spellingOf } from "../../src/evaluation/metric-table.ts";
import { classTable } from "../../src/evaluation/metrics/class-table.ts";
import { fairnessTable } from "../../src/evaluation/metrics/fairness-table.ts";
import { measuredTable } from "../../src/evaluation/metrics/measured-table.ts";
import { regressionTable } from "../../src/evaluation/metrics/regression-table.ts";
import { scoreTable } from "../../src/evaluation/metrics/score-table.ts";
import { header, table } from "./reference.ts";

const sections: readonly (readonly [string, MetricTable])[] = [
  ["Scores and probabilities", scoreTable],
  ["Predicted classes", classTable],
  ["Predicted numbers", regressionTable],
  ["Gaps between groups", fairnessTable],
  ["Measured on the model", measuredTable],
];

/** `docs/reference/metrics.md`. */
export function renderMetricReference(): string {
  const parts = sections.map(([title, metrics]) => {
    const rows = Object.entries(metrics).map(([name, entry]) => rowOf(name, entry));
    return `## ${title}\n\n${table(["metric", "title", "task", "better", "range", "number", "source"], rows)}\n`;
  });
  return `${header}# Metrics\n\n${parts.join("\n")}`;
}

function rowOf(name: string, entry: MetricEntry): readonly string[] {
  const { title, direction, range, source, parameter } = entry;
  const number =
    parameter === undefined
      ? ""
      : `${parameter.symbol}: ${parameter.isWhole === true ? "whole, " : ""}${rangeText(parameter.range)}`;
  const better = direction === "none" ? "neither" : direction;
  return [`\`${spellingOf(name)}\``, title, tasksOf(entry), better, rangeText(range), number, source];
}

function tasksOf({ binary, multiclass, regression }: MetricEntry): string {
  const tasks = [
    binary === undefined ? [] : ["binary"],
    multiclass === undefined ? [] : ["multi-class"],
    regression === undefined ? [] : ["regression"],
  ].flat();
  return tasks.length === 0 ? "any" : tasks.join(", ");
}

function rangeText([least, greatest]: readonly [number, number]): string {
  const text = (end: number): string => String(end).replace("Infinity", "∞").replace("-", "−");
  return `${text(least)} to ${text(greatest)}`;
}
