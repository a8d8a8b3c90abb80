import { type MetricTable, positive } from "../metric-entry.ts";

const cost = { direction: "lower", range: positive } as const;
const perRequest = "measured by Pawl: time of one request to the model, in milliseconds";

/** What is measured on the model itself and not computed from rows. */
export const measuredTable = {
  latency_p50_ms: { ...cost, title: "Latency, median (ms)", source: perRequest },
  latency_p95_ms: { ...cost, title: "Latency, 95th percentile (ms)", source: perRequest },
  latency_p99_ms: { ...cost, title: "Latency, 99th percentile (ms)", source: perRequest },
  size_bytes: { ...cost, title: "Size (bytes)", source: "measured by Pawl: bytes of the model file" },
} as const satisfies MetricTable;
