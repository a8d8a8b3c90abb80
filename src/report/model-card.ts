import type { ModelPolicy } from "../config/schema.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { escapeText } from "./escape.ts";
import { renderMetrics } from "./release-notes.ts";

/** What a model card shows. */
export interface ModelCardView {
  readonly manifest: Manifest;
  readonly policy: Pick<ModelPolicy, "description" | "owner" | "gates" | "evaluation">;
  readonly report: EvaluationReport | undefined;
}

/** A model card as Markdown, with the front matter that model hubs read. */
export function renderModelCard({ manifest, policy, report }: ModelCardView): string {
  const parts = [
    renderFrontMatter(manifest),
    `# ${escapeText(manifest.model)} ${escapeText(manifest.version)}`,
    escapeText(policy.description ?? "No description was given in the policy.", 2000),
    `- Task: ${manifest.task}\n- Owner: ${escapeText(policy.owner ?? "not named")}\n- Commit: ${manifest.commit}`,
    "## Inputs and outputs",
    renderSignature(manifest),
    renderMetrics(report).replace("### Metrics", "## Metrics"),
    renderSlices(report),
    "## How to use it",
    "Any ONNX runtime loads `model.onnx`; `pawl serve --model model.onnx` answers the Open Inference Protocol v2.",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderFrontMatter(manifest: Manifest): string {
  const tag = manifest.task === "regression" ? "tabular-regression" : "tabular-classification";
  const lines = [
    "library_name: onnx",
    `pipeline_tag: ${tag}`,
    `model_name: ${JSON.stringify(manifest.model)}`,
  ];
  return ["---", ...lines, `version: ${JSON.stringify(manifest.version)}`, "---"].join("\n");
}

function renderSignature({ signature }: Manifest): string {
  const line = (kind: string) => (spec: Manifest["signature"]["inputs"][number]) =>
    `| ${kind} | ${escapeText(spec.name)} | ${escapeText(spec.datatype)} | ${spec.shape.join(" × ")} |`;
  return [
    "| | name | type | shape |",
    "| --- | --- | --- | --- |",
    ...signature.inputs.map(line("input")),
    ...signature.outputs.map(line("output")),
  ].join("\n");
}

const shownSlices = 20;

function renderSlices(report: EvaluationReport | undefined): string {
  if (report === undefined || report.slices.length === 0) return "";
  const lines = report.slices.slice(0, shownSlices).map(({ slice, rows, metrics }) => {
    const value = metrics[0]?.challenger?.value;
    const text = typeof value === "number" ? value.toFixed(4) : (value ?? "–");
    return `| ${escapeText(slice)} | ${rows} | ${text} |`;
  });
  const primary = escapeText(report.metrics[0]?.metric ?? "metric");
  return ["## Slices", "", `| slice | rows | ${primary} |`, "| --- | --- | --- |", ...lines].join("\n");
}
