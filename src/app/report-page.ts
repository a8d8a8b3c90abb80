import { PawlError } from "../errors.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import type { PlotRenderer } from "../ports/plot-renderer.ts";
import { sha256 } from "../registry/sha256.ts";
import type { ReportChart } from "../report/evaluation-html/chart-parts.ts";
import { planCharts } from "../report/evaluation-html/charts.ts";
import { pageScript } from "../report/evaluation-html/page-script.ts";
import { type DrawnChart, type PageScript, renderReportPage } from "../report/evaluation-html/page.ts";

/**
 * One report as one HTML page with live plots, which needs nothing from elsewhere. A plot that cannot be drawn has its
 * reason in its place; without plots the page has no script.
 *
 * @throws PawlError `plot.invalid` when Vega is not installed.
 */
export async function reportPage(report: EvaluationReport, renderer: PlotRenderer): Promise<string> {
  const charts: DrawnChart[] = [];
  for (const chart of planCharts(report)) charts.push(await drawChart(chart, renderer));
  const isLive = charts.some(({ vega }) => vega !== undefined);
  const texts = isLive ? [await renderer.pageScript(), pageScript] : [];
  return renderReportPage({ report, charts, scripts: await Promise.all(texts.map(signScript)) });
}

async function drawChart(chart: ReportChart, renderer: PlotRenderer): Promise<DrawnChart> {
  const { specification, picture, ...shown } = chart;
  try {
    const vega = await renderer.compile(JSON.stringify(specification));
    return { ...shown, vega, svg: await renderer.render(JSON.stringify(picture ?? specification)) };
  } catch (error) {
    if (error instanceof PawlError) return { ...shown, problem: error.message };
    throw error;
  }
}

async function signScript(text: string): Promise<PageScript> {
  const digest = Buffer.from(await sha256(text), "hex").toString("base64");
  return { text, digest: `sha256-${digest}` };
}
