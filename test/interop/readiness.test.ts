import { createHmac, generateKeyPairSync } from "node:crypto";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startBot, type BotServer } from "../../bot/server.ts";
import { openPostgresQueue } from "../../src/adapters/key-queue/postgres.ts";
import { createClock } from "../../src/runtime/compose.ts";
import { until } from "../support/bot-sandbox.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { output } from "./peers.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";

const secret = "s".repeat(40);
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.[Symbol.asyncDispose]());

async function start(url: string): Promise<{ readonly bot: BotServer; readonly lines: readonly string[] }> {
  const log = createMemoryLog();
  const bot = await startBot({
    app: { appId: 1, privateKey },
    secret,
    host: "127.0.0.1",
    port: 0,
    queue: await openPostgresQueue({ url, onError: () => undefined }),
    installations: { list: async () => [], open: async () => undefined },
    clock: createClock(),
    log,
    sweepEveryMs: 3_600_000,
  });
  onTestFinished(() => bot.close());
  return { bot, lines: log.lines };
}

/** The status of `/readyz`, and how long the answer took. */
async function ask(bot: BotServer): Promise<{ readonly status: number; readonly tookMs: number }> {
  const startedMs = performance.now();
  const { status } = await fetch(`${bot.url}/readyz`);
  return { status, tookMs: performance.now() - startedMs };
}

async function deliver(bot: BotServer): Promise<number> {
  const repository = { id: 1296269, full_name: "acme/flights", default_branch: "main" };
  const body = JSON.stringify({ repository, pull_request: { number: 3, merged: false } });
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { "x-github-event": "pull_request", "x-hub-signature-256": signature };
  return (await fetch(bot.url, { method: "POST", headers, body })).status;
}

/** Waits until `/readyz` says so. */
function untilStatus(bot: BotServer, wanted: number): Promise<true> {
  return until(async () => ((await ask(bot)).status === wanted ? true : undefined));
}

it("readiness follows a database that is stopped and started again; liveness does not", async () => {
  const { bot, lines } = await start(server.url);
  expect((await ask(bot)).status).toBe(200);
  expect(await deliver(bot)).toBe(202);
  await server.halt();
  const { status, tookMs } = await ask(bot);
  expect(status).toBe(503);
  expect(tookMs).toBeLessThan(5000);
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  // GitHub's log has it as failed, and the sweep asks for it again.
  expect(await deliver(bot)).toBeGreaterThanOrEqual(500);
  await server.resume();
  await untilStatus(bot, 200);
  expect(await deliver(bot)).toBe(202);
  const told = lines.filter((line) => /^not ready: the queue |^the queue answers again$/.test(line));
  expect(told).toEqual([expect.stringMatching(/^not ready/), "the queue answers again"]);
});

it("readiness is no after two seconds of silence, for all who ask, and yes when the link is back", async () => {
  const link = await startLink(server.url);
  onTestFinished(() => link.close());
  const { bot } = await start(link.url);
  expect((await ask(bot)).status).toBe(200);
  link.freeze();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(bot)));
  for (const { status, tookMs } of answers) {
    expect(status).toBe(503);
    expect(tookMs).toBeGreaterThan(1900);
    expect(tookMs).toBeLessThan(5000);
  }
  expect(link.opened()).toBeLessThanOrEqual(16);
  link.thaw();
  await untilStatus(bot, 200);
});

it("readiness is no while the database takes no writes, as after a failover", async () => {
  const { bot } = await start(server.url);
  const setReadOnly = async (value: "on" | "off"): Promise<void> => {
    const env = { ...process.env, PGOPTIONS: "-c default_transaction_read_only=off" };
    const change = `ALTER SYSTEM SET default_transaction_read_only = ${value}`;
    await output("psql", [server.url, "-q", "-c", change, "-c", "SELECT pg_reload_conf()"], { env });
  };
  expect((await ask(bot)).status).toBe(200);
  await setReadOnly("on");
  await untilStatus(bot, 503);
  await setReadOnly("off");
  await untilStatus(bot, 200);
});

interface Link {
  readonly url: string;
  /** Connections until now. */
  opened(): number;
  /** Nothing goes through any more, and nobody is told. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** A way to the database that can fall silent, as networks do. */
async function startLink(target: string): Promise<Link> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  let opened = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    if (isFrozen) socket.pause();
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  };
  const proxy: Server = createServer((near) => {
    opened += 1;
    const far = connect(Number(port), hostname);
    keep(near);
    keep(far);
    near.on("data", (chunk) => far.write(chunk));
    far.on("data", (chunk) => near.write(chunk));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    if (isFrozen) for (const socket of [near, far]) socket.pause();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    opened: () => opened,
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
