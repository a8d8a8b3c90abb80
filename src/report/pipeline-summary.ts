import { escapeText } from "./escape.ts";
import { renderTable } from "./markdown-table.ts";

/** One stage as a summary shows it. */
export interface SummarizedStage {
  readonly stage: string;
  readonly state: "ran" | "restored" | "unchanged";
  readonly reason: string;
  readonly durationMs: number;
}

/** What a pipeline did, as Markdown for a job summary. */
export function renderPipelineSummary(stages: readonly SummarizedStage[]): string {
  const count = (state: SummarizedStage["state"]): number =>
    stages.filter((one) => one.state === state).length;
  const verdict = `**${count("ran")} ran, ${count("restored")} restored, ${count("unchanged")} unchanged**`;
  if (stages.length === 0) return "**No stage to run**\n";
  const rows = stages.map((one) => [
    escapeText(one.stage),
    one.state,
    escapeText(one.reason),
    `${(one.durationMs / 1000).toFixed(1)} s`,
  ]);
  const columns = [{ heading: "Stage" }, { heading: "State" }, { heading: "Why" }, { heading: "Time" }];
  return `${verdict}\n\n${renderTable(columns, rows)}\n`;
}
