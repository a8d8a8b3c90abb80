import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { ReportSection } from "./blocks.ts";
import { renderBlocks } from "./markdown-blocks.ts";
import {
  dataSection,
  flipSection,
  historySection,
  importanceSection,
  learningSection,
  paramSection,
} from "./sections/evidence-sections.ts";
import { metricSection, sliceSections } from "./sections/metric-sections.ts";
import { costSection, lineageSection, reproduceSection, stageSection } from "./sections/run-sections.ts";

/** What a report has to say below its verdict, the same for comment and page; sections without content are left out. */
export function planSections(report: EvaluationReport): readonly ReportSection[] {
  return [
    metricSection(report),
    ...sliceSections(report),
    flipSection(report),
    dataSection(report),
    paramSection(report),
    learningSection(report),
    importanceSection(report),
    historySection(report),
    stageSection(report),
    costSection(report),
    lineageSection(report),
    reproduceSection(report),
  ].filter(({ blocks }) => blocks.length > 0);
}

/** The sections below one fold of a comment. `limit` is the most rows a table; with 0 there are no details. */
export function renderDetails(report: EvaluationReport, limit: number): string {
  const sections = planSections(report);
  if (limit === 0 || sections.length === 0) return "";
  const summary = sections.map(({ title }) => title).join(" · ");
  const bodies = sections.map(
    ({ title, blocks }) => `#### ${capitalize(title)}\n\n${renderBlocks(blocks, limit)}`,
  );
  return `<details><summary>${capitalize(summary)}</summary>\n\n${bodies.join("\n\n")}\n\n</details>`;
}

/** The first letter of text of ours as a capital. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
