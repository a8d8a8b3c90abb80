import { stringify } from "yaml";
import { fromJsonNumber } from "../math/json-number.ts";
import { findMetric } from "../evaluation/metric-table.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import type { Block } from "./blocks.ts";
import { escapeText } from "./escape.ts";
import { renderBlocks } from "./markdown-blocks.ts";
import {
  calibrationBlocks,
  dataBlocks,
  detailBlocks,
  fairnessBlocks,
  importanceBlocks,
  limitBlocks,
  metricBlocks,
  signatureBlocks,
  sliceBlocks,
} from "./model-card-sections.ts";
import type { ModelCardView } from "./model-card-view.ts";
import { flattenText } from "./plain-text.ts";

const mostRows = 50;

/**
 * A model card as Markdown, with the front matter that Hugging Face reads (`model-index`). It says
 * only what manifest, policy and report hold, and of the rest that it was not given.
 */
export function renderModelCard(view: ModelCardView): string {
  const { manifest, policy } = view;
  const sections: readonly (readonly [string, readonly Block[]])[] = [
    ["Model details", detailBlocks(view)],
    ["Inputs and outputs", signatureBlocks(manifest)],
    ["Training and evaluation data", dataBlocks(view)],
    ["Metrics", metricBlocks(view)],
    ["Slices", sliceBlocks(view)],
    ["Fairness", fairnessBlocks(view)],
    ["Calibration", calibrationBlocks(view)],
    ["What the model relies on", importanceBlocks(view)],
    ["Limits", limitBlocks(view)],
  ];
  const parts = [
    renderFrontMatter(view),
    `# ${escapeText(manifest.model)} ${escapeText(manifest.version)}`,
    "## Intended use",
    escapeText(policy.description ?? "Not given: the policy has no description of this model.", 2000),
    "Uses that it was not made for: not given.",
    ...sections.flatMap(([title, blocks]) => [`## ${title}`, renderBlocks(blocks, mostRows)]),
    "## How to use it",
    howToUse(manifest),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function howToUse(manifest: Manifest): string {
  const { model, version, artifact } = manifest;
  const release = /^[\w-]+$/.test(model) && /^v[\w.-]+$/.test(version) ? `${model}@${version}` : undefined;
  if (manifest.signature === null) return howToUseOther(artifact, release);
  const download = release === undefined ? [] : [`gh release download '${release}' --pattern model.onnx`];
  return [
    "Any ONNX runtime loads `model.onnx`. Over HTTP (Open Inference Protocol v2):",
    ["```sh", ...download, "npx pawl serve --model model.onnx --port 8080", "```"].join("\n"),
    "`manifest.json` beside it has a few rows and the answers that the model must give for them.",
  ].join("\n\n");
}

/** The file as its framework wrote it; of a folder the command of DVC that brings it. */
function howToUseOther({ asset, path, md5 }: Manifest["artifact"], release: string | undefined): string {
  const isFolder = md5.endsWith(".dir");
  const isPlain = /^[\w./-]+$/.test(path) && !path.startsWith("-");
  const commands =
    release === undefined || !isPlain
      ? []
      : isFolder
        ? [`git checkout '${release}'`, `dvc pull ${path}`]
        : [`gh release download '${release}' --pattern '${asset}'`];
  return [
    isFolder
      ? `The model is a folder. \`${asset}\` lists its files and their digests; the DVC remote keeps them.`
      : `\`${asset}\` is read by the framework that wrote it. It is no ONNX: Pawl compares it by its predictions and does not serve it.`,
    ...(commands.length === 0 ? [] : [["```sh", ...commands, "```"].join("\n")]),
  ].join("\n\n");
}

/** Text from elsewhere is quoted by the YAML library; numbers that are not finite are left out, as the format has none. */
function renderFrontMatter({ manifest, report }: ModelCardView): string {
  const tag = manifest.task === "regression" ? "tabular-regression" : "tabular-classification";
  const isOnnx = manifest.signature !== null;
  const metrics = (report?.metrics ?? []).flatMap(({ metric, challenger }) => {
    const value = fromJsonNumber(challenger?.value ?? "nan");
    const name = findMetric(metric)?.title ?? flattenText(metric);
    return Number.isFinite(value) ? [{ type: flattenText(metric), name, value }] : [];
  });
  const dataset =
    report?.data == null
      ? { type: "other", name: "not given" }
      : { type: "other", name: flattenText(report.data.path), revision: flattenText(report.data.digest) };
  const results =
    metrics.length === 0 ? [] : [{ task: { type: tag, name: manifest.task }, dataset, metrics }];
  const matter = {
    ...(isOnnx ? { library_name: "onnx" } : {}),
    pipeline_tag: tag,
    tags: [...(isOnnx ? ["onnx"] : []), manifest.task],
    model_name: flattenText(manifest.model),
    version: flattenText(manifest.version),
    ...(results.length === 0 ? {} : { "model-index": [{ name: flattenText(manifest.model), results }] }),
  };
  return `---\n${stringify(matter, { lineWidth: 0 })}---`;
}
