import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { Cell } from "./blocks.ts";
import { planHeadline } from "./evaluation-headline.ts";
import { planNextStep, planNotes, planProvenance } from "./evaluation-lead.ts";
import { gateTable } from "./gate-table.ts";
import { plainCell } from "./plain-text.ts";
import { renderTextTable } from "./text-table.ts";

const mostGates = 100;

/** A report as lines for a terminal: verdict first, then what was compared, the gates, notes and the next step. */
export function renderEvaluationLines(report: EvaluationReport): readonly string[] {
  const { columns, rows } = gateTable(report);
  const next = planNextStep(report);
  const table = rows.slice(0, mostGates).map((row) => row.map((cell: Cell) => plainCell(cell)));
  const headings = columns.map(({ heading }) => heading);
  const left = rows.length - mostGates;
  return [
    plainCell(planHeadline(report)),
    plainCell(planProvenance(report)),
    ...(table.length === 0 ? [] : ["", ...renderTextTable(headings, table, "plain").trimEnd().split("\n")]),
    ...(left > 0 ? [`… and ${left} more gates`] : []),
    ...planNotes(report).flatMap((note, index) => [...(index === 0 ? [""] : []), plainCell(note)]),
    ...(next.length === 0 ? [] : ["", `Next: ${plainCell(next)}`]),
  ];
}
