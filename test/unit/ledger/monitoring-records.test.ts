import { describe, expect, it } from "vitest";
import { recordsOfMonitoring } from "../../../src/app/ledger/records-of-monitoring.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { MonitorReport } from "../../../src/monitoring/monitor-report-schema.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";

const ended = new Date("2026-03-01T12:01:00Z");
const place = { ...describeRunPlace(new Date("2026-03-01T12:00:00Z"), ended, "c".repeat(40)), id: "17.1" };
const quiet = { decision: "nothing", reasonCode: "retrain.no-drift" } as const;
const watched: MonitorReport["models"][number] = {
  model: "m",
  environment: "production",
  version: "v1.0.0",
  outcome: "watched",
  windows: [],
  newestPrediction: null,
  malformedLines: 0,
  notices: [],
  alerts: [
    {
      kind: "data",
      state: "over",
      severity: 2,
      series: [],
      decision: "open",
      reasonCode: "drift.opened",
      issue: { number: 7, url: "https://github.test/acme/flights/issues/7" },
      retrain: { decision: "dispatch", reasonCode: "retrain.opened" },
    },
    {
      kind: "performance",
      state: "clean",
      severity: 0,
      series: [],
      decision: "nothing",
      reasonCode: "drift.none",
      issue: null,
      retrain: quiet,
    },
  ],
};
const base = { schema: "pawl.monitor/1", until: "2026-03-01T12:00:00.000Z", openAlerts: 1 } as const;

describe("the records of a look at live models", () => {
  it("are a run for each model, and the retraining that it started", () => {
    const clean = { ...watched, model: "n", alerts: watched.alerts.slice(1) };
    const gone = { ...watched, model: "o", version: null, outcome: "not live" as const, alerts: [] };
    const records = recordsOfMonitoring({ ...base, models: [watched, clean, gone] }, place);
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([
      {
        id: "17.1/monitor/production/m",
        state: "negative",
        reasonCode: "monitor.drift",
        artifacts: [{ name: "data drift", uri: "https://github.test/acme/flights/issues/7" }],
      },
      {
        key: "retrain/7/2026-03-01T12:00:00.000Z",
        action: "retrain",
        reasonCode: "retrain.opened",
        model: "m",
      },
      { id: "17.1/monitor/production/n", state: "done", reasonCode: "monitor.clean" },
      { id: "17.1/monitor/production/o", state: "done", reasonCode: "not-live", model: { status: "none" } },
    ]);
    expect(recordsOfMonitoring({ ...base, models: [] }, place)).toEqual([]);
  });
});
