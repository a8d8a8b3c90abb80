import { escapeText } from "./escape.ts";

/** What became of one model, as far as the summary shows it. */
export interface RegisteredRow {
  readonly model: string;
  readonly version: string | null;
  readonly reasonCode: string;
  readonly reason: string;
}

/** The job summary of a registration: one row a model. */
export function renderRegisterSummary(rows: readonly RegisteredRow[]): string {
  const lines = rows.map(
    ({ model, version, reasonCode, reason }) =>
      `| ${escapeText(model)} | ${escapeText(version ?? "–")} | ${escapeText(reasonCode)} | ${escapeText(reason, 300)} |`,
  );
  return [
    "### Registration",
    "",
    "| model | version | result | why |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}
