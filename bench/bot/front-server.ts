// The front of the bot alone, in a process of its own: deliveries end in the queue on disk, and no worker takes them.
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { startBot } from "../../bot/server.ts";
import { createBotMetrics } from "../../bot/metrics.ts";
import { createClock, openFileQueue } from "../../src/runtime/compose.ts";

const [directory = ".", secret = ""] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };
const file = await openFileQueue(join(directory, "inbox.sqlite"), createClock());
const bot = await startBot({
  app: { appId: 1, privateKey },
  secret,
  host: "127.0.0.1",
  port: 0,
  queue: { ...file, take: async () => undefined, nextDueInMs: async () => undefined },
  installations: { list: async () => [], open: async () => undefined },
  metrics: createBotMetrics(Date.now),
  clock: createClock(),
  log: quiet,
  sweepEveryMs: 3_600_000,
});
let mostBytes = 0;
setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage.rss())), 100);
process.stdout.write(`${JSON.stringify({ url: bot.url })}\n`);
process.once("SIGTERM", () => {
  void file.load().then(({ depth }) => {
    process.stdout.write(`${JSON.stringify({ mostBytes, depth })}\n`);
    process.exit(0);
  });
});
