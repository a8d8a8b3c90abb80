import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Manifest } from "../registry/manifest-schema.ts";

/** The lineage of a version as a Mermaid graph: data, code and params → commit → model → version. */
export function renderLineage(manifest: Manifest): string {
  const { digests, artifact, commit, model, version } = manifest;
  return renderFlow([
    `data["data ${digests.data.slice(0, 12)}"] --> train`,
    `code["code ${digests.code.slice(0, 12)}"] --> train`,
    `params["params ${digests.params.slice(0, 12)}"] --> train`,
    `train["commit ${commit.slice(0, 7)}"] --> model["${label(artifact.path)}"]`,
    `model --> version["${label(model)} ${label(version)}"]`,
  ]);
}

/** The lineage of a comparison as a Mermaid graph: commits → models, rows → evaluation. */
export function renderReportLineage(report: EvaluationReport): string {
  const { champion, challenger, data, headSha, baseSha } = report;
  const from = champion?.commit ?? baseSha;
  const name = champion?.version ?? "model of base";
  return renderFlow([
    ...(data === null ? [] : [`rows["${label(data.path)} ${digest(data.digest)}"] --> evaluation`]),
    ...(champion === null
      ? []
      : [
          ...(from === null ? [] : [`base["commit ${label(from.slice(0, 7))}"] --> champion`]),
          `champion["${label(name)} ${digest(champion.sha256)}"] --> evaluation`,
        ]),
    `head["commit ${label(headSha.slice(0, 7))}"] --> ${challenger === null ? "evaluation" : "challenger"}`,
    ...(challenger === null
      ? []
      : [`challenger["this PR's model ${digest(challenger.sha256)}"] --> evaluation`]),
    `evaluation["${label(report.model)}: ${report.verdict}"]`,
  ]);
}

function renderFlow(lines: readonly string[]): string {
  return ["```mermaid", "flowchart LR", ...lines.map((line) => `  ${line}`), "```"].join("\n");
}

function digest(text: string): string {
  return label(text.replace(/^sha256:/, "").slice(0, 12));
}

/** Text inside a quoted Mermaid label: whatever could end it or be markup becomes a character reference. */
function label(text: string): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return Array.from(flat)
    .slice(0, 60)
    .join("")
    .replace(/[^A-Za-z0-9 ._/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
