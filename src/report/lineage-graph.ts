import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { flowchartLabel, renderFlowchart } from "./flowchart.ts";

/** The lineage of a comparison as a Mermaid graph: commits → models, rows → evaluation. */
export function renderReportLineage(report: EvaluationReport): string {
  const { champion, challenger, data, headSha, baseSha } = report;
  const from = champion?.commit ?? baseSha;
  const name = champion?.version ?? "model of base";
  return renderFlowchart([
    ...(data === null ? [] : [`rows["${flowchartLabel(data.path)} ${digest(data.digest)}"] --> evaluation`]),
    ...(champion === null
      ? []
      : [
          ...(from === null ? [] : [`base["commit ${flowchartLabel(from.slice(0, 7))}"] --> champion`]),
          `champion["${flowchartLabel(name)} ${digest(champion.sha256)}"] --> evaluation`,
        ]),
    `head["commit ${flowchartLabel(headSha.slice(0, 7))}"] --> ${challenger === null ? "evaluation" : "challenger"}`,
    ...(challenger === null
      ? []
      : [`challenger["this PR's model ${digest(challenger.sha256)}"] --> evaluation`]),
    `evaluation["${flowchartLabel(report.model)}: ${report.verdict}"]`,
  ]);
}

function digest(text: string): string {
  return flowchartLabel(text.replace(/^sha256:/, "").slice(0, 12));
}
