import type { MonitorReport } from "../../monitoring/monitor-report-schema.ts";
import type { AuditRecord } from "../../runs/audit-schema.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";
import type { RunRecord } from "../../runs/run-schema.ts";
import { recordDecision, recordRun, type RunPlace } from "./run-place.ts";

type Watched = MonitorReport["models"][number];

/**
 * The records of a look at live models: a run for each model and environment, `negative` while a drift issue stands open,
 * and the decision `retrain/<issue>/<end of the time looked at>` for each retraining that it started.
 */
export function recordsOfMonitoring(report: MonitorReport, place: RunPlace): readonly LedgerRecord[] {
  return report.models.flatMap((watched) => [
    toRun(watched, place),
    ...watched.alerts.flatMap((alert) => toDecision(watched, alert, { until: report.until, place })),
  ]);
}

function toRun(watched: Watched, place: RunPlace): RunRecord {
  const { model, environment, version, alerts, outcome } = watched;
  const isOpen = alerts.some(({ decision }) => ["open", "update", "reopen"].includes(decision));
  return recordRun(place, `${environment}/${model}`, {
    verb: "monitor",
    model: { name: model, version, status: version === null ? "none" : "deployed", digest: null },
    state: isOpen ? "negative" : "done",
    reasonCode: isOpen
      ? "monitor.drift"
      : outcome === "watched"
        ? "monitor.clean"
        : outcome.replace(" ", "-"),
    artifacts: alerts.flatMap(({ kind, issue }) =>
      issue === null
        ? []
        : [{ name: `${kind} drift`, uri: issue.url.slice(0, 2000), digest: null, sizeBytes: null }],
    ),
  });
}

function toDecision(
  { model, environment, version }: Watched,
  { kind, issue, retrain }: Watched["alerts"][number],
  { until, place }: { readonly until: string; readonly place: RunPlace },
): readonly AuditRecord[] {
  if (retrain.decision !== "dispatch" || issue === null) return [];
  const decision = recordDecision(place, {
    key: `retrain/${issue.number}/${until}`,
    action: "retrain",
    reasonCode: retrain.reasonCode,
    reason: `${kind} drift of ${model} in ${environment}, issue #${issue.number}`,
    source: "automatic",
    model,
    version,
    environment,
  });
  return [decision];
}
