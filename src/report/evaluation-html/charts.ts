import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { distributionCharts, importanceCharts } from "./bar-charts.ts";
import type { ReportChart } from "./chart-parts.ts";
import { historyCharts, sliceCharts } from "./comparison-charts.ts";
import { curveCharts, learningCharts } from "./line-charts.ts";

/** Every plot that a report has data for. */
export function planCharts(report: EvaluationReport): readonly ReportChart[] {
  return [
    ...curveCharts(report),
    ...distributionCharts(report),
    ...sliceCharts(report),
    ...learningCharts(report),
    ...importanceCharts(report),
    ...historyCharts(report),
  ];
}
