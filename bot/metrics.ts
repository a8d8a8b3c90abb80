import { Counter, Gauge, Histogram, Registry, type CollectFunction } from "prom-client";
import type { QueueLoad } from "../src/ports/key-queue.ts";
import { isEventName } from "./events.ts";
import type { WorkerParts } from "./worker.ts";

/** The figures of one bot, in Prometheus' names and base units; GET /metrics shows them. */
export interface BotMetrics {
  readonly registry: Registry;
  /** One webhook request was answered. */
  readonly onDelivery: (event: string | undefined, status: number) => void;
  readonly onAttempt: NonNullable<WorkerParts["onAttempt"]>;
  /** One request to GitHub ended; status 0 is no answer. */
  readonly onRequest: (request: {
    readonly route: string;
    readonly status: number;
    readonly remaining: number | undefined;
  }) => void;
  /** Requests are stopped until then, in milliseconds since 1970. */
  readonly onPause: (untilMs: number) => void;
  /** Where depth and age of the queue are read when somebody asks. */
  watchQueue(load: () => Promise<QueueLoad>): void;
}

/** Makes the metrics of one bot, in a registry of their own. Labels come from closed lists: no name of a user's. */
export function createBotMetrics(now: () => number): BotMetrics {
  const registry = new Registry();
  const registers = [registry];
  const deliveries = new Counter({
    name: "pawl_bot_deliveries_total",
    help: "Webhook requests by event and HTTP status of the answer.",
    labelNames: ["event", "status"] as const,
    registers,
  });
  const reconciles = new Histogram({
    name: "pawl_bot_reconcile_duration_seconds",
    help: "Time of one attempt at a key, by kind and result.",
    labelNames: ["kind", "result"] as const,
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
    registers,
  });
  return {
    registry,
    onDelivery: (event, status) =>
      deliveries.inc({ event: isEventName(event) ? event : "other", status: String(status) }),
    onAttempt: (kind, result, durationMs) => reconciles.observe({ kind, result }, durationMs / 1000),
    ...createGitHubMetrics(registers, now),
    watchQueue: (load) => watchQueue(registers, load),
  };
}

function createGitHubMetrics(
  registers: Registry[],
  now: () => number,
): Pick<BotMetrics, "onRequest" | "onPause"> {
  const requests = new Counter({
    name: "pawl_bot_github_requests_total",
    help: "Requests to GitHub by route and HTTP status; status 0 is no answer.",
    labelNames: ["route", "status"] as const,
    registers,
  });
  const remaining = new Gauge({
    name: "pawl_bot_github_limit_remaining",
    help: "Requests that the primary limit left at the latest answer.",
    registers,
  });
  const pauses = new Counter({
    name: "pawl_bot_github_pauses_total",
    help: "Times that a limit of GitHub stopped all requests of an installation.",
    registers,
  });
  const paused = new Counter({
    name: "pawl_bot_github_paused_seconds_total",
    help: "Length of these pauses as GitHub named it.",
    registers,
  });
  return {
    onRequest: ({ route, status, remaining: left }) => {
      requests.inc({ route, status: String(status) });
      if (left !== undefined) remaining.set(left);
    },
    onPause: (untilMs) => {
      pauses.inc();
      paused.inc(Math.max(0, untilMs - now()) / 1000);
    },
  };
}

function watchQueue(registers: Registry[], load: () => Promise<QueueLoad>): void {
  const gauge = (name: string, help: string, read: (load: QueueLoad) => number): void => {
    const collect: CollectFunction<Gauge> = async function (this: Gauge) {
      this.set(read(await load()));
    };
    void new Gauge({ name, help, registers, collect });
  };
  gauge("pawl_bot_queue_depth", "Keys that wait or are worked on.", ({ depth }) => depth);
  gauge(
    "pawl_bot_queue_oldest_seconds",
    "How long the oldest key that is due has waited.",
    ({ oldestMs }) => oldestMs / 1000,
  );
}
