import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestEffect } from "../../sandbox/github/http/faults.ts";
import { exchanges } from "../../sandbox/github/http/exchange.ts";
import { start, type Child } from "./child.ts";
import { judge, type Judgement } from "./oracle.ts";
import { createStormWorld, type Recorded, type StormWorld } from "./world.ts";

/** How hard it blows. */
export interface StormSize {
  readonly pulls: number;
  /** Deliveries that are sent, made by repeating those of the world. */
  readonly deliveries: number;
  readonly seed: number;
  /** S2: disturb GitHub's answers. */
  readonly faults?: { readonly hangs: number; readonly limitSeconds: number };
  /** S3: kill the bot this many times. */
  readonly kills?: number;
  readonly killEveryMs?: number;
  /** Time between two sweeps of the bot. Default 8. */
  readonly sweepSeconds?: number;
}

/** What came of it. */
export interface StormResult extends Judgement {
  readonly sent: number;
  readonly refused: number;
  readonly restarts: number;
  /** Longest time from a start of the bot to its first request to GitHub, in milliseconds. */
  readonly recoveryMs: number;
  /** Requests to GitHub of bots that were not killed. */
  readonly requests: number;
  readonly seconds: number;
}

/** Numbers of [0, 1) from a seed: mulberry32 by Tommy Ettinger (public domain). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 5 % are never delivered, 20 % twice, 30 % out of their order by up to 60 places. */
function shuffle(deliveries: readonly Recorded[], total: number, random: () => number): readonly Recorded[] {
  const repeated = Array.from({ length: total }, (_, index) => deliveries[index % deliveries.length]);
  const placed = repeated.flatMap((recorded, index) => {
    if (recorded === undefined || random() < 0.05) return [];
    const at = (): number => (random() < 0.3 ? index + (random() - 0.5) * 120 : index);
    return random() < 0.2
      ? [
          { recorded, at: at() },
          { recorded, at: at() },
        ]
      : [{ recorded, at: at() }];
  });
  return placed.sort((a, b) => a.at - b.at).map(({ recorded }) => recorded);
}

interface Bot {
  readonly child: Child;
  readonly url: string;
}

async function startBot(world: StormWorld, state: string, sweepSeconds: number): Promise<Bot> {
  const { id, privateKey, webhookSecret } = world.github.app;
  const child = start("bot/main.ts", [], {
    PATH: process.env["PATH"],
    PAWL_APP_ID: String(id),
    PAWL_PRIVATE_KEY: privateKey,
    PAWL_WEBHOOK_SECRET: webhookSecret,
    PAWL_GITHUB_URL: world.github.url,
    PAWL_STATE: state,
    PAWL_WORKERS: "6",
    PAWL_WRITES_PER_MINUTE: "1000000",
    PAWL_WRITES_PER_HOUR: "1000000",
    PAWL_SWEEP_SECONDS: String(sweepSeconds),
    PAWL_LOG_LEVEL: process.env["PAWL_LOG_LEVEL"] ?? "silent",
    PORT: "0",
  });
  const { url } = await child.line<{ url: string }>();
  // What the bot writes is told to it too, as GitHub does.
  world.github.setAppWebhook(url);
  return { child, url };
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = text.split("\n").filter((line) => line.startsWith(name) && !line.startsWith("#"));
  return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

/** Every so many requests one is disturbed; the calls are drawn beforehand, of the first hundred thousand. */
function disturb(
  { github }: StormWorld,
  faults: NonNullable<StormSize["faults"]>,
  random: () => number,
): void {
  const draw = (part: number): number[] =>
    Array.from({ length: 100_000 }, (_, index) => index + 1).filter(() => random() < part);
  const add = (calls: readonly number[], effect: RequestEffect): void =>
    void github.faults.onRequest({ route: "*", calls, effect });
  add([150, 400], { kind: "secondary-rate-limit", retryAfterSeconds: faults.limitSeconds });
  add(draw(0.03), { kind: "status", status: 502 });
  add(draw(0.01), { kind: "reset", when: "after" });
  add(draw(faults.hangs), { kind: "timeout" });
}

/** Runs one storm: the bot in a process of its own, GitHub and the storm in this one. */
export async function runStorm(size: StormSize): Promise<StormResult> {
  const random = createRandom(size.seed);
  const { sweepSeconds = 8 } = size;
  await using world = await createStormWorld(size.pulls);
  const state = mkdtempSync(join(tmpdir(), "pawl-storm-"));
  const startedMs = performance.now();
  if (size.faults !== undefined) disturb(world, size.faults, random);
  let firstRequestMs = Number.POSITIVE_INFINITY;
  const stopWatching = watchRequests(() => (firstRequestMs = Math.min(firstRequestMs, performance.now())));
  let bot = await startBot(world, state, sweepSeconds);
  let recoveryMs = 0;
  let restarts = 0;
  const killer = async (): Promise<void> => {
    for (; restarts < (size.kills ?? 0); restarts += 1) {
      await sleep((size.killEveryMs ?? 2000) * (0.5 + random()));
      bot.child.process.kill("SIGKILL");
      await bot.child.ended;
      firstRequestMs = Number.POSITIVE_INFINITY;
      const bornMs = performance.now();
      bot = await startBot(world, state, sweepSeconds);
      for (let waited = 0; firstRequestMs === Number.POSITIVE_INFINITY && waited < 10_000; waited += 10)
        await sleep(10);
      recoveryMs = Math.max(recoveryMs, firstRequestMs - bornMs);
    }
  };
  const killing = killer();
  const storm = shuffle(world.deliveries, size.deliveries, random);
  let refused = 0;
  for (const [index, recorded] of storm.entries()) {
    if (!(await world.deliver(bot.url, recorded))) refused += 1;
    if (index % 20 === 0) await sleep(size.kills === undefined ? 5 : 40);
  }
  await killing;
  await untilQuiet(() => bot.url, sweepSeconds);
  const requests = await readMetric(bot.url, "pawl_bot_github_requests_total");
  world.github.faults.clear();
  stopWatching();
  const judgement = await judge(world);
  bot.child.process.kill("SIGTERM");
  await bot.child.ended;
  rmSync(state, { recursive: true, force: true });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  return {
    ...judgement,
    sent: storm.length,
    refused,
    restarts,
    recoveryMs: Math.round(recoveryMs),
    requests,
    seconds,
  };
}

/** Tells of every answer of the sandbox in this process. Returns how to stop. */
function watchRequests(tell: () => void): () => void {
  exchanges.subscribe(tell);
  return () => {
    exchanges.unsubscribe(tell);
  };
}

const sleep = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

/** Two sweeps after the last delivery and then nothing left to do, for at most ten minutes. */
async function untilQuiet(url: () => string, sweepSeconds: number): Promise<void> {
  await sleep(2 * sweepSeconds * 1000 + 2000);
  for (let idle = 0, waited = 0; idle < 4 && waited < 2400; waited += 1) {
    await sleep(250);
    idle = (await readMetric(url(), "pawl_bot_queue_depth")) === 0 ? idle + 1 : 0;
  }
}
