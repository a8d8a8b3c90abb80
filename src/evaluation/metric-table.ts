import { PawlError } from "../errors.ts";
import type { Direction, MetricEntry, MetricTable } from "./metric-entry.ts";
import { classTable } from "./metrics/class-table.ts";
import { fairnessTable } from "./metrics/fairness-table.ts";
import { measuredTable } from "./metrics/measured-table.ts";
import { regressionTable } from "./metrics/regression-table.ts";
import { scoreTable } from "./metrics/score-table.ts";
import type { Sample, Statistic } from "./sample.ts";

export type { Direction } from "./metric-entry.ts";

/** Every metric by its identifier, the same in policy, JSON and report. */
export const metricTable = {
  ...scoreTable,
  ...classTable,
  ...regressionTable,
  ...fairnessTable,
  ...measuredTable,
} as const satisfies MetricTable;

const aliases: Readonly<Record<string, string>> = { brier_score: "brier" };

/** A number in an identifier, for instance `0.01`, `100` or `1e-7`. */
const numberPattern = String.raw`\d+(?:\.\d+)?(?:e-\d+)?`;

/** A metric as a policy may write it: `roc_auc`, `recall_at_fpr:0.01` or `{recall: {at_fpr: 0.01}}`. */
export type MetricText = string | Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A metric with its parameter. */
export interface ResolvedMetric {
  /** The canonical identifier, for instance `recall_at_fpr:0.01`. */
  readonly id: string;
  readonly title: string;
  readonly direction: Direction;
  readonly range: readonly [number, number];
  /** It is measured on the model, as latency and size are: `prepare` refuses every sample. */
  readonly isMeasured: boolean;
  /** It compares groups: `prepare` refuses a sample without them. */
  readonly needsGroups: boolean;
  /**
   * @throws PawlError `metric.unsupported` when the metric is not defined for the sample's task or is measured;
   * `metric.input-invalid` when the sample's values are out of range or its groups are missing.
   */
  prepare(sample: Sample): Statistic;
  /**
   * Of a metric that noise only makes greater: how great noise alone makes it on a draw of these rows. `undefined` for others.
   *
   * @param weights shape (rows,): around which the draws vary.
   */
  prepareNoise(sample: Sample, weights: Float64Array): Statistic | undefined;
}

/**
 * Finds a metric.
 *
 * @throws PawlError `metric.unsupported` when it is unknown or its parameter is out of range.
 * @example
 * resolveMetric({ recall: { at_fpr: 0.01 } }).id; // "recall_at_fpr:0.01"
 */
export function resolveMetric(metric: MetricText): ResolvedMetric {
  const found = findMetric(metric);
  if (found !== undefined) return found;
  throw new PawlError("metric.unsupported", {
    message: `metric ${JSON.stringify(metric)} is not known; known are ${Object.keys(metricTable).map(spellingOf).join(", ")}`,
  });
}

/** Like {@link resolveMetric}, `undefined` instead of an error. */
export function findMetric(metric: MetricText): ResolvedMetric | undefined {
  const parts = partsOf(textOf(metric) ?? "");
  if (parts === undefined || !isAllowed(parts)) return undefined;
  const { name, entry, parameter } = parts;
  const symbol = entry.parameter?.symbol;
  return {
    id: spellingOf(name, parameter),
    title: symbol === undefined ? entry.title : entry.title.replace(symbol, String(parameter)),
    direction: entry.direction,
    range: entry.range,
    isMeasured: isMeasured(entry),
    needsGroups: entry.needsGroups === true,
    prepare: (sample) => prepare(parts, sample),
    prepareNoise: (sample, weights) =>
      sample.task === "binary-classification" ? entry.binaryNoise?.(sample, weights) : undefined,
  };
}

/**
 * The metrics that are defined for a task, as identifiers in the order of the table. A number in them is a letter:
 * `recall_at_fpr:X`, `top_K_accuracy`.
 */
export function metricsOf(task: Sample["task"]): readonly string[] {
  const side = sides[task];
  return Object.entries<MetricEntry>(metricTable).flatMap(([name, entry]) =>
    entry[side] === undefined ? [] : [spellingOf(name)],
  );
}

/** Whether a metric is computed from predicted classes alone, without scores. */
export function needsOnlyClasses(metric: string): boolean {
  const name = partsOf(metric)?.name ?? "";
  return name !== "top_K_accuracy" && (Object.hasOwn(classTable, name) || Object.hasOwn(fairnessTable, name));
}

/** The metrics that are measured on the model and not computed from rows. */
export function measuredMetrics(): readonly string[] {
  return Object.keys(measuredTable);
}

const sides = {
  "binary-classification": "binary",
  regression: "regression",
  "multiclass-classification": "multiclass",
} as const;

interface MetricParts {
  readonly name: string;
  readonly entry: MetricEntry;
  readonly parameter: number | undefined;
}

function partsOf(text: string): MetricParts | undefined {
  const [, written = text, number] = new RegExp(`^([a-z0-9_]+):(${numberPattern})$`).exec(text) ?? [];
  const name = aliases[written] ?? written;
  const entry = entryOf(name);
  const isInName = entry?.parameter !== undefined && hasSymbol(name, entry);
  if (entry !== undefined && !isInName)
    return { name, entry, parameter: number === undefined ? undefined : Number(number) };
  return number === undefined ? embeddedPartsOf(text) : undefined;
}

/** The parts of an identifier with the number inside the name, such as `top_3_accuracy`. */
function embeddedPartsOf(text: string): MetricParts | undefined {
  for (const [name, entry] of Object.entries<MetricEntry>(metricTable)) {
    if (entry.parameter === undefined || !hasSymbol(name, entry)) continue;
    const number = new RegExp(`^${name.replace(entry.parameter.symbol, `(${numberPattern})`)}$`).exec(
      text,
    )?.[1];
    if (number !== undefined) return { name, entry, parameter: Number(number) };
  }
  return undefined;
}

function hasSymbol(name: string, { parameter }: MetricEntry): boolean {
  return parameter !== undefined && name.includes(parameter.symbol);
}

/** A metric's identifier; without a number its letter stands there, as in `recall_at_fpr:X`. */
export function spellingOf(name: string, parameter?: number): string {
  const entry = entryOf(name);
  const symbol = entry?.parameter?.symbol;
  if (entry === undefined || symbol === undefined) return name;
  const number = parameter === undefined ? symbol : String(parameter);
  return hasSymbol(name, entry) ? name.replace(symbol, number) : `${name}:${number}`;
}

function entryOf(name: string): MetricEntry | undefined {
  const table: MetricTable = metricTable;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isMeasured({ binary, regression, multiclass }: MetricEntry): boolean {
  return binary === undefined && regression === undefined && multiclass === undefined;
}

function textOf(metric: MetricText): string | undefined {
  if (typeof metric === "string") return metric.trim();
  const [outer, ...others] = Object.entries(metric);
  const [inner, ...more] = Object.entries(outer?.[1] ?? {});
  if (outer === undefined || inner === undefined || others.length > 0 || more.length > 0) return undefined;
  return `${outer[0]}_${inner[0]}:${inner[1]}`;
}

function isAllowed({ entry, parameter }: MetricParts): boolean {
  const rule = entry.parameter;
  if (rule === undefined || parameter === undefined) return rule === undefined && parameter === undefined;
  const isInRange = parameter >= rule.range[0] && parameter <= rule.range[1];
  return isInRange && (rule.isWhole !== true || Number.isInteger(parameter));
}

function prepare({ name, entry, parameter = Number.NaN }: MetricParts, sample: Sample): Statistic {
  const statistic = prepareFor(entry, sample, parameter);
  if (statistic !== undefined) return statistic;
  throw new PawlError("metric.unsupported", {
    message: isMeasured(entry)
      ? `${name} is measured on the model; it cannot be computed from rows`
      : `${spellingOf(name)} is not defined for ${sample.task}; there are ${metricsOf(sample.task).join(", ")}`,
  });
}

function prepareFor(entry: MetricEntry, sample: Sample, parameter: number): Statistic | undefined {
  switch (sample.task) {
    case "binary-classification":
      return entry.binary?.(sample, parameter);
    case "regression":
      return entry.regression?.(sample, parameter);
    case "multiclass-classification":
      return entry.multiclass?.(sample, parameter);
    default:
      return sample satisfies never;
  }
}
