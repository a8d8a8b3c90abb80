import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Probot } from "probot";
import pino, { type Logger } from "pino";
import type { Clock } from "../src/ports/clock.ts";
import type { Log } from "../src/ports/log.ts";
import { createApp } from "./app.ts";
import { keysOf } from "./events.ts";
import { startFront, requireSecret } from "./front.ts";
import { openInbox } from "./inbox.ts";
import type { Key } from "./key.ts";
import type { BotContext } from "./reconcile/context.ts";
import { reconcile } from "./reconcile/reconcile.ts";
import { listOpenKeys } from "./reconcile/sweep.ts";
import { runWorker, type Worker } from "./worker-loop.ts";

/** The repositories that the bot serves. */
export interface Installations {
  /** Names `owner/name` of all repositories in which the App is installed now. */
  list(): Promise<readonly string[]>;
  /** What reconcilers of a repository work with; `undefined` when the App is not installed there. */
  open(repository: string): Promise<BotContext | undefined>;
}

/** What the server needs. */
export interface ServerOptions {
  readonly app: { readonly appId: number; readonly privateKey: string };
  /** The webhook secret, at least 32 characters. */
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  /** Directory of the inbox; made when it is missing. */
  readonly stateDirectory: string;
  readonly installations: Installations;
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
  /** Takes no more events, finishes the key at hand, and closes the inbox; what waits is done by the next start. */
  close(): Promise<void>;
}

const maxAttempts = 16;

/**
 * Starts the bot as a server: front, inbox, one worker, and a sweep at the start and every `sweepEveryMs`.
 *
 * @throws PawlError `input.invalid` for a weak secret; `file.unreadable` when another bot holds the inbox
 */
export async function startBot(options: ServerOptions): Promise<BotServer> {
  requireSecret(options.secret);
  const { clock, log, installations } = options;
  mkdirSync(options.stateDirectory, { recursive: true });
  const inbox = openInbox(join(options.stateDirectory, "inbox.sqlite"));
  const enqueue = (keys: readonly Key[]): void => {
    inbox.enqueue(keys, clock.now().getTime());
    worker?.wake();
  };
  let worker: Worker | undefined;
  let isOpen = true;
  const probot = await loadProbot(options, enqueue);
  const front = await startFront({
    ...options,
    isReady: () => isOpen,
    receive: async ({ id, name, payload }) => {
      if (keysOf(name, payload) === undefined) return false;
      // Probot's types tie the payload to the event's name; the schema has checked what we read of it.
      await probot.receive({ id, name, payload } as Parameters<Probot["receive"]>[0]);
      return true;
    },
  });
  worker = runWorker({
    parts: { inbox, clock, log, maxAttempts, reconcile: (key) => reconcileIn(installations, key) },
    sweepEveryMs: options.sweepEveryMs,
    sweep: async () => enqueue(await listAllKeys(options)),
  });
  const running = worker;
  return {
    url: front.url,
    close: async () => {
      isOpen = false;
      await front.close();
      await running.stop();
      inbox.close();
    },
  };
}

async function loadProbot(options: ServerOptions, enqueue: (keys: readonly Key[]) => void): Promise<Probot> {
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

async function listAllKeys({ installations, log }: ServerOptions): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (const repository of await installations.list()) {
    const context = await installations.open(repository);
    if (context === undefined) continue;
    try {
      keys.push(...(await listOpenKeys(context)));
    } catch (error) {
      // One repository that cannot be read does not keep the others from being swept.
      log.warning(`sweep of ${repository} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return keys;
}
