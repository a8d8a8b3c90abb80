import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ServedModel } from "./served-model.ts";

/** The figures of one server, in Prometheus' names and base units. */
export interface ServerMetrics {
  readonly registry: Registry;
  readonly requests: Counter<"model" | "version" | "code">;
  readonly duration: Histogram<"model" | "version" | "phase">;
  readonly rows: Histogram<"model" | "version">;
  readonly dropped: Counter;
  /** Records which version is live since `now`. */
  setLive(model: string, served: ServedModel, now: Date): void;
}

/** Makes the metrics of one server, in a registry of their own. */
export function createServerMetrics(): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const info = new Gauge({
    name: "pawl_model_info",
    help: "1 for the model version that is live.",
    labelNames: ["model", "version", "sha"] as const,
    registers,
  });
  const loadedAt = new Gauge({
    name: "pawl_model_loaded_timestamp_seconds",
    help: "When the live version was loaded, seconds since 1970.",
    labelNames: ["model"] as const,
    registers,
  });
  return {
    registry,
    ...createRequestMetrics(registers),
    dropped: new Counter({
      name: "pawl_prediction_log_dropped_total",
      help: "Lines of the prediction log that were lost.",
      registers,
    }),
    setLive: (model, served, now) => {
      info.reset();
      info.set({ model, version: served.version ?? "", sha: served.sha256 }, 1);
      loadedAt.set({ model }, now.getTime() / 1000);
    },
  };
}

function createRequestMetrics(registers: Registry[]): Pick<ServerMetrics, "requests" | "duration" | "rows"> {
  return {
    requests: new Counter({
      name: "pawl_inference_requests_total",
      help: "Inference requests by HTTP status.",
      labelNames: ["model", "version", "code"] as const,
      registers,
    }),
    duration: new Histogram({
      name: "pawl_inference_duration_seconds",
      help: "Time of an inference request by phase.",
      labelNames: ["model", "version", "phase"] as const,
      buckets: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    }),
    rows: new Histogram({
      name: "pawl_inference_batch_rows",
      help: "Rows of an inference request.",
      labelNames: ["model", "version"] as const,
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096],
      registers,
    }),
  };
}
