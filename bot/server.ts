import { Probot } from "probot";
import pino, { type Logger } from "pino";
import type { Clock } from "../src/ports/clock.ts";
import type { Log } from "../src/ports/log.ts";
import type { HookDeliveries } from "../src/ports/github/hook-deliveries.ts";
import type { KeyQueue } from "../src/ports/key-queue.ts";
import { createApp, type Enqueue } from "./app.ts";
import { keysOf } from "./events.ts";
import { startFront, requireSecret } from "./front.ts";
import { formatKey, type Key } from "./key.ts";
import type { Installations } from "./installations.ts";
import { reconcile } from "./reconcile/reconcile.ts";
import type { BotMetrics } from "./metrics.ts";
import { createReadiness } from "./readiness.ts";
import { redeliverLost } from "./redeliver.ts";
import { runWorkers, type Workers } from "./worker-loop.ts";

/** What the server needs. */
export interface ServerOptions {
  readonly app: { readonly appId: number; readonly privateKey: string };
  /** The webhook secret, at least 32 characters. */
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  /** Holds the keys; the server closes it. */
  readonly queue: KeyQueue;
  /** Keys that are worked on at the same time. Default 4. */
  readonly concurrency?: number;
  readonly installations: Installations;
  /** The log of the App's webhook, from which lost events are asked for again. */
  readonly deliveries?: HookDeliveries;
  /** Counts what happens, for GET /metrics. Default: there is no such page. */
  readonly metrics?: BotMetrics;
  readonly clock: Clock;
  readonly log: Log;
  /** Time between two sweeps, in milliseconds. */
  readonly sweepEveryMs: number;
  /** Probot's own log. */
  readonly logger?: Logger;
}

/** A running bot. */
export interface BotServer {
  readonly url: string;
  /** Takes no more events, finishes the keys at hand, and closes the queue; what waits is done by the next start. */
  close(): Promise<void>;
}

const maxAttempts = 16;

/**
 * Starts the bot as a server: front, workers, and a sweep at the start and every `sweepEveryMs`.
 *
 * @throws PawlError `input.invalid` for a weak secret
 */
export async function startBot(options: ServerOptions): Promise<BotServer> {
  requireSecret(options.secret);
  const { queue, clock, log, installations, metrics } = options;
  metrics?.watchQueue(() => queue.load());
  let workers: Workers | undefined;
  let isOpen = true;
  const enqueue: Enqueue = async (keys) => {
    await queue.enqueue(keys.map(formatKey));
    workers?.wake();
  };
  const queueAnswers = createReadiness(queue, log);
  const probot = await loadProbot(options, enqueue);
  const { secret, host, port } = options;
  const front = await startFront({
    secret,
    host,
    port,
    isOpen: () => isOpen,
    isReady: async () => isOpen && (await queueAnswers()),
    onAnswer: (event, status) => metrics?.onDelivery(event, status),
    ...(metrics === undefined ? {} : { metrics: () => metrics.registry.metrics() }),
    receive: async ({ id, name, payload }) => {
      if (keysOf(name, payload) === undefined) return false;
      if (name === "installation" || name === "installation_repositories") installations.forget?.();
      // Probot's types tie the payload to the event's name; the schema has checked what we read of it.
      await probot.receive({ id, name, payload } as Parameters<Probot["receive"]>[0]);
      return true;
    },
  });
  const running = runWorkers({
    parts: {
      queue,
      clock,
      log,
      maxAttempts,
      reconcile: (key) => reconcileIn(installations, key),
      ...(metrics === undefined ? {} : { onAttempt: metrics.onAttempt }),
    },
    concurrency: options.concurrency ?? 4,
    sweepEveryMs: options.sweepEveryMs,
    sweep: () => sweep(options, enqueue),
  });
  workers = running;
  return {
    url: front.url,
    close: async () => {
      isOpen = false;
      await front.close();
      await running.stop();
      await queue.close();
    },
  };
}

async function loadProbot(options: ServerOptions, enqueue: Enqueue): Promise<Probot> {
  const { app, secret } = options;
  const logger = options.logger ?? pino({ level: "silent" });
  const probot = new Probot({ ...app, secret, log: logger });
  await probot.load(createApp(enqueue));
  return probot;
}

async function reconcileIn(installations: Installations, key: Key): ReturnType<typeof reconcile> {
  const context = await installations.open(key.repository);
  return context === undefined
    ? { decision: "ignored", reasonCode: "not-installed" }
    : reconcile(key, context);
}

/** Events that did not arrive are asked for again; every repository is looked through, whatever the log says. */
async function sweep(
  { installations, deliveries, clock, log }: ServerOptions,
  enqueue: Enqueue,
): Promise<void> {
  const repositories = await installations.list();
  await enqueue(repositories.map((repository) => ({ kind: "repository", repository })));
  const asked = deliveries === undefined ? 0 : await redeliverLost(deliveries, clock);
  if (asked > 0) log.info(`asked GitHub for ${asked} lost deliveries`);
}
