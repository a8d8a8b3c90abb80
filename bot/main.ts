import pino, { type Logger } from "pino";
import { PawlError } from "../src/errors.ts";
import type { Log } from "../src/ports/log.ts";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { KeyQueue } from "../src/ports/key-queue.ts";
import { createAppDeliveries, createClock, openFileQueue, openSharedQueue } from "../src/runtime/compose.ts";
import { createInstallations } from "./installations.ts";
import { startBot } from "./server.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The bot as a process: settings from the environment, one JSON line on standard output when it listens. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = createLogger();
  const log = createLog(logger);
  const app = { appId: settings.PAWL_APP_ID, privateKey: settings.PAWL_PRIVATE_KEY };
  const access = { ...app, apiUrl: settings.PAWL_GITHUB_URL };
  const bot = await startBot({
    app,
    secret: settings.PAWL_WEBHOOK_SECRET,
    host: settings.HOST,
    port: settings.PORT,
    queue: await openQueue(settings, log),
    concurrency: settings.PAWL_WORKERS,
    installations: createInstallations({ ...access, log }),
    deliveries: await createAppDeliveries(access),
    clock: createClock(),
    log,
    sweepEveryMs: settings.PAWL_SWEEP_SECONDS * 1000,
    logger,
  });
  process.stdout.write(`${JSON.stringify({ url: bot.url })}\n`);
  const stop = (): void => void bot.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** @throws PawlError `file.unreadable` when another bot holds the inbox; `database.unreachable` */
async function openQueue(settings: Settings, log: Log): Promise<KeyQueue> {
  const url = settings.PAWL_DATABASE_URL;
  if (url !== undefined)
    return openSharedQueue({ url, onError: (message) => log.error(`queue: ${message}`) });
  mkdirSync(settings.PAWL_STATE, { recursive: true });
  return openFileQueue(join(settings.PAWL_STATE, "inbox.sqlite"), createClock());
}

/** Structured, to standard error; nothing that could be a secret is logged, and what looks like one is taken out. */
function createLogger(): Logger {
  const paths = [
    "token",
    "secret",
    "privateKey",
    "authorization",
    "*.token",
    "*.authorization",
    "*.privateKey",
  ];
  return pino(
    { level: process.env["PAWL_LOG_LEVEL"] ?? "info", redact: paths },
    pino.destination({ dest: 2, sync: true }),
  );
}

function createLog(logger: Logger): Log {
  return {
    debug: (message) => logger.debug(message),
    info: (message) => logger.info(message),
    warning: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}

try {
  await main();
} catch (error) {
  const text = error instanceof PawlError ? `${error.message}\n${error.hint} (${error.code})` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = error instanceof PawlError ? error.exitStatus : 1;
}
