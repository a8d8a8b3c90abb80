import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { StageRecord } from "../registry/digests.ts";
import type { Manifest } from "../registry/manifest-schema.ts";
import { escapeText } from "./escape.ts";
import { renderBlocks } from "./markdown-blocks.ts";
import { renderReleaseLineage, type ReleaseLineage } from "./release-lineage.ts";
import { versionMetricBlocks } from "./version-metrics.ts";

/** What Release notes show. */
export interface ReleaseNotesView {
  readonly manifest: Manifest;
  /** The comparison with the previous version, or `undefined`. */
  readonly report: EvaluationReport | undefined;
  /** The stages behind the model. */
  readonly stages: readonly StageRecord[];
  /** The environments of the policy. */
  readonly environments: ReleaseLineage["environments"];
}

const mostMetrics = 100;

/** Release notes as Markdown: why this number, metrics with intervals against the previous version, digests, lineage. */
export function renderReleaseNotes({ manifest, report, stages, environments }: ReleaseNotesView): string {
  const { bump, artifact, digests } = manifest;
  const since = bump.previous === null ? "" : ` after ${escapeText(bump.previous)}`;
  const metrics = report === undefined ? [] : versionMetricBlocks(report);
  return [
    `**${escapeText(manifest.model)} ${escapeText(manifest.version)}**${since}: ${escapeText(bump.reason)}`,
    ...(metrics.length === 0 ? [] : ["### Metrics", renderBlocks(metrics, mostMetrics)]),
    "### Lineage",
    renderReleaseLineage({ manifest, stages, environments }),
    "### Digests",
    [
      "| part | sha256 |",
      "| --- | --- |",
      `| model (${artifact.sizeBytes} bytes) | \`${artifact.sha256}\` |`,
      `| code | \`${digests.code}\` |`,
      `| params | \`${digests.params}\` |`,
      `| data | \`${digests.data}\` |`,
    ].join("\n"),
    `<sub>Commit ${manifest.commit}</sub>`,
  ]
    .join("\n\n")
    .concat("\n");
}
