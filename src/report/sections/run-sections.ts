import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import type { Cost } from "../../evaluation/report-sections-schema.ts";
import {
  type Block,
  type Cell,
  type Fragment,
  type ReportSection,
  type ReportTable,
  tableBlock,
  untrusted,
} from "../blocks.ts";
import { plural } from "../evaluation-headline.ts";
import { renderReportLineage } from "../lineage-graph.ts";
import { renderStageGraph } from "../stage-graph.ts";

/** The stages of the pipeline, and what they did. */
export function stageSection({ stages }: EvaluationReport): ReportSection {
  const rows = stages.map((stage) => [
    untrusted(stage.stage, 80),
    stage.state,
    untrusted(stage.reason, 120),
    `${(stage.durationMs / 1000).toFixed(1)} s`,
  ]);
  const columns = [{ heading: "Stage" }, { heading: "State" }, { heading: "Why" }];
  return {
    id: "stages",
    title: plural(stages.length, "stage"),
    blocks: tableBlock({ columns: [...columns, { heading: "Time", align: "right" }], rows }),
  };
}

/** What the run took, as far as it was measured. */
export function costSection({ cost }: EvaluationReport): ReportSection {
  if (cost === undefined) return { id: "cost", title: "", blocks: [] };
  const price = cost.price === null ? [] : [formatPrice(cost.price)];
  const main = cost.gpuSeconds === null ? formatDuration(cost.wallSeconds) : gpuTime(cost.gpuSeconds);
  return {
    id: "cost",
    title: `cost ${[main, ...price].join(", ")}`,
    blocks: [{ kind: "text", text: costLine(cost) }],
  };
}

function costLine(cost: Cost): readonly Fragment[] {
  const { queueSeconds, gpuSeconds, gpu, peakMemoryBytes, energyWattHours, price } = cost;
  const parts: readonly (readonly Fragment[] | string)[] = [
    [`${formatDuration(cost.wallSeconds)} of run time`],
    queueSeconds === null ? "queue wait" : [`${formatDuration(queueSeconds)} in the queue`],
    gpuSeconds === null
      ? "GPU time"
      : [gpuTime(gpuSeconds), ...(gpu === null ? [] : [" on ", untrusted(gpu, 60)])],
    peakMemoryBytes === null ? "memory" : [`peak memory ${formatBytes(peakMemoryBytes)}`],
    energyWattHours === null ? "energy" : [`${significant(energyWattHours)} Wh`],
    price === null ? "price" : [`${formatPrice(price)} by the rates of the policy`],
  ];
  const known = parts.filter((part) => typeof part !== "string");
  const missing = parts.filter((part) => typeof part === "string");
  return [
    ...known.flatMap((part, index) => (index === 0 ? part : [" · ", ...part])),
    missing.length === 0 ? "." : `; not measured: ${missing.join(", ")}.`,
  ];
}

/** Seconds as `41.7 s`, `12.3 min` or `1.8 h`. */
function formatDuration(seconds: number): string {
  if (seconds < 120) return `${significant(seconds)} s`;
  return seconds < 7200 ? `${significant(seconds / 60)} min` : `${significant(seconds / 3600)} h`;
}

function gpuTime(seconds: number): string {
  return seconds < 7200 ? `${significant(seconds / 60)} GPU min` : `${significant(seconds / 3600)} GPU h`;
}

function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${significant(bytes / 1e6)} MB` : `${significant(bytes / 1e9)} GB`;
}

/** Cents count; of less than a cent two digits. The currency is the policy's or a lie, so only letters are kept. */
function formatPrice({ amount, currency }: NonNullable<Cost["price"]>): string {
  const text = amount >= 0.01 || amount === 0 ? amount.toFixed(2) : significant(amount, 2);
  return `${text} ${currency.replaceAll(/[^A-Z]/g, "")}`;
}

function significant(value: number, digits = 3): string {
  return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 8 });
}

/** Where data, models and numbers come from. */
export function lineageSection(report: EvaluationReport): ReportSection {
  const { data, challenger, champion } = report;
  const items = [
    ...(data === null ? [] : [["Data: ", untrusted(data.path, 120), ", ", untrusted(data.digest, 80)]]),
    ...(challenger === null ? [] : [["Model of this PR: ", untrusted(`sha256:${challenger.sha256}`, 80)]]),
    ...(champion === null
      ? []
      : [
          [
            "Champion: ",
            untrusted(champion.version ?? champion.source, 40),
            ", ",
            untrusted(`sha256:${champion.sha256}`, 80),
          ],
        ]),
  ];
  const stages = report.lineage?.stages.length ?? 0;
  const graph =
    report.lineage === undefined || stages === 0
      ? renderReportLineage(report)
      : renderStageGraph(report.lineage);
  const blocks: readonly Block[] =
    items.length === 0 && stages === 0
      ? []
      : [
          { kind: "diagram", markdown: graph },
          ...(items.length === 0 ? [] : [{ kind: "list" as const, items }]),
          ...tableBlock(lineageTable(report), "Inputs and outputs of each stage"),
        ];
  return { id: "lineage", title: "lineage", blocks };
}

/** The facts of the graph, one row a path: pages and mails do not draw it. */
function lineageTable({ lineage }: EvaluationReport): ReportTable {
  const rows = (lineage?.stages ?? []).flatMap(({ stage, role, inputs, outputs }) => {
    const sides = [
      ...inputs.map((locked) => ({ ...locked, side: "in" })),
      ...outputs.map((locked) => ({ ...locked, side: "out" })),
    ];
    return sides.map(({ path, digest, isChanged, side }, index): readonly Cell[] => [
      index === 0 ? [untrusted(stage, 80), ` (${role})`] : "",
      side,
      untrusted(path, 80),
      digest === null ? "not made yet" : { code: digest.slice(0, 8) },
      isChanged === null ? "–" : isChanged ? "changed" : "same",
    ]);
  });
  const columns = ["Stage", "", "Path", "Digest", "Against base"].map((heading) => ({ heading }));
  return { columns, rows };
}

/** Commands that give the same numbers again. */
export function reproduceSection(report: EvaluationReport): ReportSection {
  const { model, headSha, baseSha, seed, resamples } = report;
  const isNamed = /^[\w-]{1,64}$/.test(model);
  const evaluate = [
    "npx pawl evaluate",
    ...(baseSha === null ? [] : [`--base ${baseSha}`]),
    ...(isNamed ? [`--model ${model}`] : []),
    "--json > report.json",
  ].join(" ");
  const lines = [
    `git fetch origin ${headSha} && git checkout ${headSha}`,
    "npx pawl pull",
    `${evaluate} # seed ${seed}, ${resamples} resamples: the policy says so`,
    "npx pawl report report.json --html report.html",
  ];
  const blocks: readonly Block[] =
    report.outcome === "unchanged" ? [] : [{ kind: "code", language: "sh", text: lines.join("\n") }];
  return { id: "reproduce", title: "how to reproduce", blocks };
}
