import { PawlError } from "../src/errors.ts";
import type { Log } from "../src/ports/log.ts";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { KeyQueue } from "../src/ports/key-queue.ts";
import { createAppDeliveries, createClock, openFileQueue, openSharedQueue } from "../src/runtime/compose.ts";
import { createBotLog } from "./bot-log.ts";
import { createBotMetrics } from "./metrics.ts";
import { createInstallations } from "./installations.ts";
import { startBot } from "./server.ts";
import { obtainSettings } from "./setup/obtain-settings.ts";
import type { Settings } from "./settings.ts";

/** What ends the process in good order; as the first process of a container it would not even end without it. */
let stop = (): void => process.exit(0);

/** The bot as a process: settings from the environment, one JSON line on standard output when it listens. */
async function main(): Promise<void> {
  const settings = await obtainSettings({
    environment: process.env,
    mayStartSetup: process.argv.includes("--setup"),
    now: Date.now,
    show: (links) => {
      process.stderr.write(
        `Make the bot's GitHub App in a browser, by this link alone:\n${links.join("\n")}\n`,
      );
      process.stdout.write(`${JSON.stringify({ setup: links })}\n`);
    },
    onMade: (slug, path) => process.stderr.write(`The App ${slug} is made; its credentials are in ${path}\n`),
  });
  const { logger, log } = createBotLog({
    level: settings.PAWL_LOG_LEVEL,
    secrets: [settings.PAWL_PRIVATE_KEY, settings.PAWL_WEBHOOK_SECRET],
    write: (line) => void process.stderr.write(line),
  });
  const metrics = createBotMetrics(Date.now);
  const queue = await openQueue(settings, log);
  const app = { appId: settings.PAWL_APP_ID, privateKey: settings.PAWL_PRIVATE_KEY };
  const access = { ...app, apiUrl: settings.PAWL_GITHUB_URL };
  const bot = await startBot({
    app,
    secret: settings.PAWL_WEBHOOK_SECRET,
    host: settings.HOST,
    port: settings.PORT,
    queue,
    concurrency: settings.PAWL_WORKERS,
    installations: createInstallations({
      ...access,
      onboards: settings.PAWL_ONBOARDING,
      log,
      worker: queue.holder === undefined ? undefined : { name: queue.holder, turns: new Set() },
      observer: metrics.onRequest,
      limits: { limits: limitsOf(settings), onPause: metrics.onPause },
    }),
    deliveries: await createAppDeliveries({ ...access, observer: metrics.onRequest }),
    metrics,
    clock: createClock(),
    log,
    sweepEveryMs: settings.PAWL_SWEEP_SECONDS * 1000,
    logger,
  });
  process.stdout.write(`${JSON.stringify({ url: bot.url })}\n`);
  stop = () => void bot.close().then(() => process.exit(0));
}

/** GitHub's content limits, or those of a server that has others; several processes share an installation's. */
function limitsOf(settings: Settings): { readonly perMinute: number; readonly perHour: number } {
  return { perMinute: settings.PAWL_WRITES_PER_MINUTE, perHour: settings.PAWL_WRITES_PER_HOUR };
}

/** @throws PawlError `file.unreadable` when another bot holds the inbox; `database.unreachable` */
async function openQueue(settings: Settings, log: Log): Promise<KeyQueue> {
  const url = settings.PAWL_DATABASE_URL;
  if (url !== undefined)
    return openSharedQueue({ url, onError: (message) => log.error(`queue: ${message}`) });
  mkdirSync(settings.PAWL_STATE, { recursive: true });
  return openFileQueue(join(settings.PAWL_STATE, "inbox.sqlite"), createClock());
}

process.once("SIGTERM", () => stop());
process.once("SIGINT", () => stop());
try {
  await main();
} catch (error) {
  const text = error instanceof PawlError ? `${error.message}\n${error.hint} (${error.code})` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = error instanceof PawlError ? error.exitStatus : 1;
}
