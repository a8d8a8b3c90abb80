import { fromJsonNumber } from "../math/json-number.ts";
import type { EvaluationReport, MetricComparison } from "../evaluation/report-schema.ts";
import type { Manifest, Signature } from "../registry/manifest-schema.ts";
import { type Block, type Cell, type Fragment, tableBlock, untrusted } from "./blocks.ts";
import { plural } from "./evaluation-headline.ts";
import {
  formatDifference,
  formatEstimate,
  formatPValue,
  formatValue,
  metricLabel,
  metricName,
} from "./format-metric.ts";
import type { ModelCardView } from "./model-card-view.ts";
import { slicesFoundWorse } from "./sections/metric-sections.ts";
import { versionMetricBlocks, versionSliceTable } from "./version-metrics.ts";

const say = (text: Cell): Block => ({ kind: "text", text });
const list = (items: readonly Cell[]): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: "list", items }];
const notEvaluated = say("Not given: this version was registered without an evaluation.");

/** Task, owner, commit, and why the version has its number. */
export function detailBlocks({ manifest, policy }: ModelCardView): readonly Block[] {
  const { bump, artifact } = manifest;
  const before: readonly Fragment[] =
    bump.previous === null ? ["the first"] : ["after ", untrusted(bump.previous, 40)];
  const size = plural(artifact.sizeBytes, "byte");
  return list([
    `Task: ${manifest.task}`,
    ["Owner: ", policy.owner === undefined ? "not given" : untrusted(policy.owner, 80)],
    ["Version: ", untrusted(manifest.version, 40), ", ", ...before, ": ", untrusted(bump.reason)],
    ["Commit: ", { code: manifest.commit }],
    [
      artifact.md5.endsWith(".dir") ? "List of the files of the folder " : "File: ",
      untrusted(artifact.path, 120),
      `, ${size}, sha256 `,
      { code: artifact.sha256 },
    ],
    ["Registered: ", untrusted(manifest.createdAt, 40)],
    "Licence: not given",
  ]);
}

/** The names, types and shapes that the model takes and gives. */
export function signatureBlocks({ signature }: Manifest): readonly Block[] {
  if (signature === null) return [say("Not known: the model is no ONNX, and Pawl does not read its format.")];
  const rowOf = (kind: string) => (spec: Signature["inputs"][number]) => [
    kind,
    untrusted(spec.name),
    untrusted(spec.datatype),
    spec.shape.join(" × "),
  ];
  const columns = ["", "Name", "Type", "Shape"].map((heading) => ({ heading }));
  const rows = [...signature.inputs.map(rowOf("input")), ...signature.outputs.map(rowOf("output"))];
  return tableBlock({ columns, rows });
}

/** What it was trained and judged on. */
export function dataBlocks({ manifest, policy, report }: ModelCardView): readonly Block[] {
  const { digests, columns } = manifest;
  const evaluated: Cell =
    report?.data == null
      ? "Evaluation data: not given"
      : [
          "Evaluation data: ",
          untrusted(report.data.path, 120),
          `, ${plural(report.data.rows, "row")}, `,
          { code: report.data.digest },
        ];
  const target = columns.target ?? policy.evaluation?.target;
  return list([
    ["Training data: what the stages read, sha256 ", { code: digests.data }, "; a description: not given"],
    ["Code and params that made it: sha256 ", { code: digests.code }, " and ", { code: digests.params }],
    evaluated,
    ["Target: ", target == null ? "not given" : untrusted(target, 80)],
    "How the data was collected, and who is in it: not given",
  ]);
}

/** Metrics with intervals. */
export function metricBlocks({ report }: ModelCardView): readonly Block[] {
  const blocks = report === undefined ? [] : versionMetricBlocks(report);
  return blocks.length === 0 ? [notEvaluated] : blocks;
}

/** The primary metric by slice. */
export function sliceBlocks({ report }: ModelCardView): readonly Block[] {
  const blocks = report === undefined ? [] : tableBlock(versionSliceTable(report));
  return blocks.length === 0 ? [say("Not given: the policy declares no slices.")] : blocks;
}

/** Gaps between groups, where the policy names a group column. */
export function fairnessBlocks({ policy, report }: ModelCardView): readonly Block[] {
  const gaps = metricsNamed(report, /^(?:demographic_parity|equalized_odds)_/);
  const group = policy.evaluation?.group;
  if (gaps.length === 0) {
    return [say("Not measured: the policy names no group column, or no fairness metric was asked for.")];
  }
  const by: readonly Block[] = group === undefined ? [] : [say(["By ", untrusted(group, 80), "."])];
  return [...by, ...list(gaps.map(estimateLine))];
}

/** How far predicted probabilities are from what happens. */
export function calibrationBlocks({ manifest, report }: ModelCardView): readonly Block[] {
  if (manifest.task === "regression") return [say("Does not apply to regression.")];
  const metrics = metricsNamed(report, /^(?:ece|mce|brier|log_loss)(?::|$)/);
  const points = report?.curves?.calibration?.challenger ?? [];
  const rows = points.map(([predicted, share]) => [formatValue(predicted, 3), formatValue(share, 3)]);
  const columns = ["Mean predicted probability", "Share of positives"].map((heading) => ({
    heading,
    align: "right" as const,
  }));
  const blocks = [...list(metrics.map(estimateLine)), ...tableBlock({ columns, rows })];
  return blocks.length === 0 ? [say("Not measured.")] : blocks;
}

function metricsNamed(report: EvaluationReport | undefined, name: RegExp): readonly MetricComparison[] {
  return (report?.metrics ?? []).filter(({ metric, challenger }) => challenger !== null && name.test(metric));
}

function estimateLine(metric: MetricComparison): Cell {
  return [...metricLabel(metric), `: ${formatEstimate(metric, "challenger")}`];
}

const mostColumns = 10;

/** The columns whose shuffling costs most. */
export function importanceBlocks({ report }: ModelCardView): readonly Block[] {
  const importance = report?.importance;
  if (importance === undefined || importance.columns.length === 0) return [say("Not measured.")];
  const columns = [...importance.columns]
    .filter(({ challenger }) => !Number.isNaN(fromJsonNumber(challenger)))
    .sort((a, b) => fromJsonNumber(b.challenger) - fromJsonNumber(a.challenger))
    .slice(0, mostColumns);
  const rows = columns.map((column) => [
    untrusted(column.column, 60),
    `${formatValue(column.challenger, 4)} ± ${formatValue(column.deviation, 4)}`,
  ]);
  const how = ` lost when the column is shuffled, mean ± deviation of ${plural(importance.repeats, "shuffle")}:`;
  return [
    say([metricName(importance.metric), how]),
    ...tableBlock({ columns: [{ heading: "Column" }, { heading: "Lost", align: "right" }], rows }),
  ];
}

/** What is known to be weak, as far as it was looked for. */
export function limitBlocks({ report }: ModelCardView): readonly Block[] {
  if (report === undefined) return [notEvaluated];
  const found = slicesFoundWorse(report).map(({ slice, rows, metrics, test }): Cell => {
    const [metric] = metrics;
    const change: readonly Fragment[] =
      metric === undefined ? [] : [", ", metricName(metric.metric), ` ${formatDifference(metric)}`];
    const corrected = test === undefined ? "" : `, corrected ${formatPValue(test.pValue)}`;
    return [
      "Worse than the version before where ",
      untrusted(slice, 80),
      ` (${plural(rows, "row")}`,
      ...change,
      `${corrected})`,
    ];
  });
  const open = report.gates.flatMap((gate): readonly Cell[] =>
    gate.status === "pass"
      ? []
      : [
          [
            gate.status === "fail" ? "Gate failed: " : "Not enough evidence: ",
            untrusted(gate.gate, 160),
            gate.slice === null ? "" : " in ",
            untrusted(gate.slice ?? "", 80),
            ": ",
            untrusted(gate.reason, 160),
          ],
        ],
  );
  const notes = report.notes.map((note): Cell => untrusted(note, 300));
  return list([...found, ...open, ...notes, "Limits that no evaluation shows: not given"]);
}
