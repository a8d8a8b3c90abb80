import type { EvaluationReport, GateResult } from "../evaluation/report-schema.ts";
import type { Verification } from "../evaluation/verification-schema.ts";
import { type Cell, type Fragment, untrusted } from "./blocks.ts";
import { countGates, plural, shownVerdict } from "./evaluation-headline.ts";
import { formatDifference, formatPValue, metricName } from "./format-metric.ts";
import { slicesFoundWorse } from "./sections/metric-sections.ts";

const mostNames = 4;

/** What was compared with what, on which rows. */
export function planProvenance(report: EvaluationReport): readonly Fragment[] {
  const head: Fragment = { code: report.headSha.slice(0, 7) };
  if (report.outcome === "unchanged") {
    return [head, ": no stage was stale, so no model was trained or scored."];
  }
  const { data, seedNoise = [] } = report;
  const rows = data === null ? [] : [` on ${plural(data.rows, "row")} of `, untrusted(data.path, 120)];
  const isResampled = report.metrics.some((metric) => metric.challenger?.interval != null);
  const draws = isResampled ? ` · ${plural(report.resamples, "paired resample")}, seed ${report.seed}` : "";
  const seeds = Math.max(0, ...seedNoise.map(({ values }) => values.length));
  const trained = seeds === 0 ? "" : ` · noise of ${plural(seeds, "training seed")} below`;
  return [head, " ", ...describeChampion(report), ...rows, draws, trained];
}

function describeChampion({ champion, baseSha, outcome, metrics }: EvaluationReport): readonly Fragment[] {
  const base: readonly Fragment[] = baseSha === null ? [] : [" ", { code: baseSha.slice(0, 7) }];
  if (champion?.source === "release") {
    const commit: readonly Fragment[] =
      champion.commit === null ? [] : [" (", { code: champion.commit.slice(0, 7) }, ")"];
    return ["against champion ", { strong: champion.version ?? "?" }, ...commit, ", both scored"];
  }
  if (champion !== null) return ["against the model of base", ...base, ", both scored"];
  if (outcome === "first") return ["has no champion to compare with; scored"];
  return metrics.some((metric) => metric.champion !== null)
    ? ["against the metrics files of base", ...base]
    : ["has no comparable champion; scored"];
}

/**
 * What a reader must know beside the gates: why numbers do not compare, slices found worse, who computed the numbers, the
 * notes of the run.
 */
export function planNotes(report: EvaluationReport): readonly Cell[] {
  const { comparability, notes } = report;
  const changes = comparability?.changes ?? [];
  return [
    ...changes.map((change): Cell => [
      "⚠️ ",
      { strong: `Not comparable: ${change.what} changed` },
      " ",
      untrusted(change.detail, 300),
    ]),
    ...slicesFoundWorse(report).slice(0, mostNames).map(describeFoundSlice),
    ...describeVerification(report),
    ...notes.map((note) => untrusted(note, 400)),
  ];
}

const rowTexts = {
  base: "on the base branch's rows, as the pull request changes which rows there are or what is true of them",
  head: "on the rows of the head, whose ids and targets are those of the base",
  predictions: "from the pull request's own predictions, which nothing can recompute",
  none: "without rows, so metrics files are the pull request's own word",
} as const satisfies Record<Verification["rows"], string>;

/** Who computed the numbers; nothing where it is not said, as on a laptop, or where there are none. */
function describeVerification({ verification, outcome }: EvaluationReport): readonly Cell[] {
  if (verification === undefined || outcome === "unchanged") return [];
  const { by, rows, run } = verification;
  if (by === "recomputed") {
    const own = `stages, cost and learning curves are what run ${run} says.`;
    return [[{ strong: "Recomputed" }, ` apart from the pull request ${rowTexts[rows]}; ${own}`]];
  }
  return [
    [
      { strong: "Self-reported" },
      ": by a job whose files the pull request can change. ",
      { code: "pawl-evaluate.yml" },
      " on the default branch would compute the numbers apart from it.",
    ],
  ];
}

function describeFoundSlice({ slice, rows, metrics, test }: EvaluationReport["slices"][number]): Cell {
  // The search looks at the loss of rows: a metric that is not worse here would contradict it.
  const metric = metrics.find(({ verdict }) => verdict === "worse");
  const change =
    metric === undefined ? [] : [": ", metricName(metric.metric), ` ${formatDifference(metric)}`];
  const corrected = test === undefined ? "" : ` (corrected ${formatPValue(test.pValue)})`;
  return [
    "⚠️ The search found a slice that gets worse, ",
    untrusted(slice, 80),
    ` with ${plural(rows, "row")}`,
    ...change,
    corrected,
  ];
}

/** What to do now; empty when nothing is to be done. */
export function planNextStep(report: EvaluationReport): readonly Fragment[] {
  const { gates, comparability } = report;
  if (report.outcome === "unchanged") return [];
  if (countGates(gates, "fail") > 0) {
    const failed = gates.filter((gate) => gate.status === "fail");
    const codes = [...new Set(failed.map((gate) => gate.reasonCode))].slice(0, mostNames);
    return [
      "bring ",
      ...joinFragments(namesOf(failed)),
      " back within the rules (",
      ...joinFragments(codes.map((code) => ({ code }))),
      "), then push. Promotion is blocked: ",
      { code: "blocked.gate" },
      ".",
    ];
  }
  if (shownVerdict(report) === "fail") {
    return ["look at the run: it reports a failure that no gate explains. Promotion is blocked."];
  }
  if (countGates(gates, "warn") > 0) {
    return ["decide whether this much evidence will do; more evaluation rows would narrow the intervals."];
  }
  if ((comparability?.changes.length ?? 0) > 0) {
    return ["check that what changed was meant to change; the champion's numbers say nothing about it."];
  }
  return ["review and merge; the model is then registered as a new version."];
}

/** The metrics of gates, each once, with the slice when it is of one. */
function namesOf(gates: readonly GateResult[]): readonly (Fragment | readonly Fragment[])[] {
  const seen = new Map<string, readonly Fragment[]>();
  for (const { metric, slice } of gates) {
    const where = slice === null ? [] : [" (", untrusted(slice, 60), ")"];
    seen.set(`${metric}\n${slice ?? ""}`, [metricName(metric), ...where]);
  }
  const names = [...seen.values()];
  const left = names.length - mostNames;
  return left > 0 ? [...names.slice(0, mostNames), `${left} more`] : names;
}

/** `a, b and c`. */
function joinFragments(items: readonly (Fragment | readonly Fragment[])[]): readonly Fragment[] {
  return items.flatMap((item, index): readonly Fragment[] => {
    const before = index === 0 ? [] : [index === items.length - 1 ? " and " : ", "];
    return [...before, ...(isList(item) ? item : [item])];
  });
}

function isList(item: Fragment | readonly Fragment[]): item is readonly Fragment[] {
  return Array.isArray(item);
}
