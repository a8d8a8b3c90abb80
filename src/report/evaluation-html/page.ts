import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { type ReportSection, tableBlock } from "../blocks.ts";
import { escapeHtml } from "../escape-html.ts";
import { planHeadline, shownVerdict } from "../evaluation-headline.ts";
import { planNextStep, planNotes, planProvenance } from "../evaluation-lead.ts";
import { capitalize, planSections } from "../evaluation-sections.ts";
import { gateTable } from "../gate-table.ts";
import { flattenText, fragmentsOf, plainCell } from "../plain-text.ts";
import type { ReportChart } from "./chart-parts.ts";
import { renderHtmlBlocks, renderHtmlCell } from "./html-blocks.ts";
import { pageStyle } from "./page-style.ts";

/** A plot with its picture and what makes it live. */
export interface DrawnChart extends Omit<ReportChart, "specification" | "picture"> {
  /** An SVG document that nothing active is in; inserted as it is. Absent: it could not be drawn. */
  readonly svg?: string;
  /** The Vega specification as JSON. */
  readonly vega?: string;
  /** Why there is no picture. */
  readonly problem?: string;
}

/** A script of ours and its digest, `sha256-<base 64>`, which alone lets it run. */
export interface PageScript {
  readonly text: string;
  readonly digest: string;
}

/** What a page is made of. */
export interface ReportPage {
  readonly report: EvaluationReport;
  readonly charts: readonly DrawnChart[];
  readonly scripts: readonly PageScript[];
}

/**
 * One report as one HTML page. It needs nothing from elsewhere; its policy lets no script run but the given ones. The whole
 * report is inside as JSON (`script#pawl-report`).
 */
export function renderReportPage(page: ReportPage): string {
  const { report, charts, scripts } = page;
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    `script-src ${scripts.map(({ digest }) => `'${digest}'`).join(" ") || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const live = charts.flatMap(({ id, vega }) =>
    vega === undefined ? [] : [`${JSON.stringify(id)}:${vega}`],
  );
  return `<!doctype html>
<html lang="en" class="still">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(plainCell(planHeadline(report)))}</title>
<style>${pageStyle}</style>
</head>
<body>
${renderHeader(report)}
${renderMain(report, charts)}
${renderFooter(report)}
${renderData("pawl-report", JSON.stringify(report))}
${renderData("pawl-plots", `{${live.join(",")}}`)}
${scripts.map(({ text }) => `<script>${text}</script>`).join("\n")}
</body>
</html>
`;
}

function renderHeader(report: EvaluationReport): string {
  const next = planNextStep(report);
  const notes = planNotes(report).map((note) => {
    const [first] = fragmentsOf(note);
    const isWarning = typeof first === "string" && first.startsWith("⚠️");
    return `<div class="note${isWarning ? " warning" : ""}">${renderHtmlCell(note)}</div>`;
  });
  return `<header>
<h1 class="${report.outcome === "unchanged" ? "none" : shownVerdict(report)}">${renderHtmlCell(planHeadline(report))}</h1>
<p class="lead">${renderHtmlCell(planProvenance(report))}</p>
${notes.join("\n")}
${next.length === 0 ? "" : `<p class="next"><strong>Next:</strong> ${renderHtmlCell(next)}</p>`}
</header>`;
}

function renderMain(report: EvaluationReport, charts: readonly DrawnChart[]): string {
  const gates: ReportSection = { id: "gates", title: "gates", blocks: tableBlock(gateTable(report)) };
  const plots: ReportSection = { id: "plots", title: "plots", blocks: [] };
  const all = [gates, plots, ...planSections(report)].filter(
    ({ id, blocks }) => blocks.length > 0 || charts.some(({ section }) => section === id),
  );
  const links = all.map(({ id, title }) => `<a href="#${id}">${escapeHtml(capitalize(title))}</a>`);
  const sections = all.map((section) => renderSection(section, charts));
  return `<main>
<nav aria-label="Sections">${links.join("")}</nav>
${sections.join("\n")}
</main>`;
}

/** Plots first: they say it faster than the tables. */
function renderSection({ id, title, blocks }: ReportSection, charts: readonly DrawnChart[]): string {
  const own = charts.filter(({ section }) => section === id);
  const hint =
    id === "plots"
      ? '<p class="hint">Point at a plot for numbers; a click on the legend picks a model; with the shift key held the wheel zooms and dragging moves; a double click resets.</p>'
      : "";
  const plots = own.length === 0 ? "" : `<div class="plots">${own.map(renderFigure).join("\n")}</div>`;
  return `<section id="${id}"><h2>${escapeHtml(capitalize(title))}</h2>${hint}${plots}${renderHtmlBlocks(blocks)}</section>`;
}

function renderFigure({ id, title, description, svg, problem }: DrawnChart): string {
  const picture = svg === undefined ? `<p>${escapeHtml(flattenText(problem ?? "not drawn", 300))}</p>` : svg;
  const label = escapeHtml(flattenText(description, 200));
  return `<figure role="group" aria-label="${label}"><h3>${escapeHtml(flattenText(title))}</h3><div id="plot-${id}"><div>${picture}</div></div></figure>`;
}

function renderFooter({ headSha, baseSha, createdAt, seed, resamples }: EvaluationReport): string {
  const base = baseSha === null ? "" : ` · base <code>${escapeHtml(baseSha)}</code>`;
  const when = escapeHtml(flattenText(createdAt, 40));
  return `<footer>Commit <code>${escapeHtml(headSha)}</code>${base} · seed ${seed}, ${resamples} resamples · made at ${when} by Pawl · plots by Vega (BSD-3-Clause, University of Washington Interactive Data Lab) and D3 (ISC, Mike Bostock)</footer>`;
}

/** JSON that no text in it can end: a browser reads it as data and runs nothing of it. */
function renderData(id: string, json: string): string {
  return `<script type="application/json" id="${id}">${json.replaceAll("<", "\\u003c")}</script>`;
}
