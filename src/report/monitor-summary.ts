import type { MonitoredAlert, MonitoredModel, MonitorReport } from "../monitoring/monitor-report-schema.ts";
import { escapeText } from "./escape.ts";
import { formatNumber } from "./plain-number.ts";

const signs = { over: "🔴", clean: "🟢", undecided: "🟡", "not enough data": "⚪" } as const;
const shownWindows = 10;

/** The job summary of a monitor run: verdict first, then one part a model and environment. */
export function renderMonitorSummary(report: MonitorReport): string {
  const verdict =
    report.openAlerts === 0
      ? "🟢 **No drift issue stands open**"
      : `🔴 **${report.openAlerts} drift ${report.openAlerts === 1 ? "issue stands" : "issues stand"} open**`;
  const parts = report.models.map(renderModel);
  const none =
    report.models.length === 0 ? ["No model of the policy has `monitoring` and an environment."] : [];
  return `${[`${verdict}, windows up to ${report.until}`, ...parts, ...none].join("\n\n")}\n`;
}

function renderModel(model: MonitoredModel): string {
  const title = `### ${escapeText(model.model)} (${escapeText(model.environment)})`;
  if (model.outcome === "not live") return `${title}\n\nNo version is live.`;
  const version = `Live: ${escapeText(model.version ?? "")}. Newest prediction: ${model.newestPrediction ?? "none"}.`;
  const notices = model.notices.map((notice) => `- ⚠️ ${notice}`).join("\n");
  const parts = [`${title}\n\n${version}`, renderAlerts(model.alerts), renderWindows(model), notices];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderAlerts(alerts: readonly MonitoredAlert[]): string {
  if (alerts.length === 0) return "";
  const rows = alerts.map((alert) => {
    const [worst] = alert.series;
    const last = worst?.values.findLast((value) => value !== null);
    const value =
      worst === undefined || last === undefined || last === null
        ? "–"
        : `${escapeText(worst.subject)} ${escapeText(worst.measure)} ${formatNumber(last)} (limit ${formatNumber(worst.limit)}, ${worst.over} of ${worst.judged} over)`;
    const issue = alert.issue === null ? "–" : `[#${alert.issue.number}](${alert.issue.url})`;
    return `| ${alert.kind} | ${signs[alert.state]} ${alert.state} | ${value} | ${issue} | \`${alert.reasonCode}\` | \`${alert.retrain.reasonCode}\` |`;
  });
  return [
    "| Kind | State | Worst | Issue | Decision | Retraining |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function renderWindows({ windows }: MonitoredModel): string {
  const shown = windows.slice(-shownWindows);
  if (shown.length === 0) return "";
  const rows = shown.map((window) => {
    const [score, target] = [window.meanScore, window.meanTarget].map((mean) =>
      mean === null ? "–" : formatNumber(mean),
    );
    return `| ${window.start} | ${window.rows} | ${window.otherRows} | ${window.labelled} | ${score} | ${target} |`;
  });
  const head = "| Window from | Rows | By other versions | Labelled | Mean score | Mean target |";
  return [head, "|---|--:|--:|--:|--:|--:|", ...rows].join("\n");
}
