import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestEffect } from "../../sandbox/github/http/faults.ts";
import { createRandom } from "../../src/math/random.ts";
import { untilIdle, type BotProgram } from "./bot-process.ts";
import { Bots } from "./bots.ts";
import { countEffects, judge, type Judgement, type StormEffects } from "./oracle.ts";
import type { Recorded } from "./recorder.ts";
import { openStormWorld, type StormTemplate, type StormWorld } from "./world.ts";
import { openWriteLog, type WriteLog } from "./write-log.ts";

/** How hard it blows. */
export interface StormSize {
  readonly template: StormTemplate;
  readonly program: BotProgram;
  /** Deliveries that are sent, made by repeating those of the template. */
  readonly deliveries: number;
  readonly seed: number;
  /** S2: disturb GitHub's answers. Parts of all requests, 0 to 1; and the length of each of two secondary limits. */
  readonly faults?: { readonly hangs: number; readonly limitSeconds: number };
  /** S3: kill the bot this many times, on average every two seconds, over the whole storm. */
  readonly kills?: number;
  /** The deliveries are spread over this time, in seconds. Default: two seconds a kill. */
  readonly seconds?: number;
  /** S8: told before each delivery which part of them is out, 0 to 1. */
  readonly onDelivery?: (part: number, world: StormWorld, log: WriteLog) => void;
  /** More of the bot's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time until everything is worked off, in seconds. Default 600. */
  readonly patienceSeconds?: number;
}

/** What came of it. */
export interface StormResult extends Judgement {
  readonly effects: StormEffects;
  readonly sent: number;
  readonly refused: number;
  readonly restarts: number;
  /** Looks through everything after the last delivery until nothing was lost. */
  readonly sweeps: number;
  /** Times from a SIGKILL to the next bot's first request about a repository, in milliseconds. */
  readonly recoveryMs: { readonly median: number; readonly worst: number };
  /** Requests to GitHub of bots that were not killed, and attempts at keys that failed. */
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
}

/** Of the events 5 % are never delivered; of the deliveries 20 % come twice, 30 % out of their order by up to 60 places. */
function shuffle(events: readonly Recorded[], total: number, random: () => number): readonly Recorded[] {
  const heard = events.filter(() => random() >= 0.05);
  const repeated = Array.from(
    { length: heard.length === 0 ? 0 : total },
    (_, at) => heard[at % heard.length],
  );
  const placed = repeated.flatMap((recorded, index) => {
    if (recorded === undefined) return [];
    const at = (): number => (random() < 0.3 ? index + (random() - 0.5) * 120 : index);
    const once = { recorded, at: at() };
    return random() < 0.2 ? [once, { recorded, at: at() }] : [once];
  });
  return placed.sort((a, b) => a.at - b.at).map(({ recorded }) => recorded);
}

type Faults = NonNullable<StormSize["faults"]>;

/** Every so many requests one is disturbed; the calls are drawn beforehand, of the next half a million. */
function disturb({ github }: StormWorld, { hangs }: Faults, random: () => number): void {
  const draw = (part: number): number[] =>
    Array.from({ length: 500_000 }, (_, index) => index + 1).filter(() => random() < part);
  const add = (calls: readonly number[], effect: RequestEffect): void =>
    void github.faults.onRequest({ route: "*", calls, effect });
  add(draw(0.03), { kind: "status", status: 502 });
  add(draw(0.01), { kind: "reset", when: "after" });
  add(draw(0.01), { kind: "cut" });
  add(draw(hangs), { kind: "timeout" });
}

function limitTwice({ github }: StormWorld, { limitSeconds }: Faults): void {
  const effect = { kind: "secondary-rate-limit", retryAfterSeconds: limitSeconds } as const;
  github.faults.onRequest({ route: "*", calls: [400, 1200], effect });
}

const sleep = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

interface Blowing {
  readonly world: StormWorld;
  readonly bots: Bots;
  readonly durationMs: number;
  readonly tell: (part: number) => void;
}

/** Sends the deliveries, spread over `durationMs`; gives how many no bot took. */
async function blow(storm: readonly Recorded[], { world, bots, durationMs, tell }: Blowing): Promise<number> {
  const startedMs = performance.now();
  let refused = 0;
  for (const [index, recorded] of storm.entries()) {
    const dueMs = startedMs + (durationMs * index) / storm.length;
    if (dueMs > performance.now()) await sleep(dueMs - performance.now());
    tell(index / storm.length);
    if (!(await world.deliver(bots.current.url, recorded))) refused += 1;
  }
  return refused;
}

/** Runs one storm: the bot in a process of its own, GitHub and the storm in this one. */
export async function runStorm(size: StormSize): Promise<StormResult> {
  const source = createRandom(size.seed);
  const random = (): number => source.nextFloat();
  await using world = await openStormWorld(size.template);
  using log = openWriteLog(`${world.github.app.slug}[bot]`);
  const state = mkdtempSync(join(tmpdir(), "pawl-storm-inbox-"));
  const startedMs = performance.now();
  const { faults, kills = 0, patienceSeconds = 600, env = {} } = size;
  const storm = shuffle(world.deliveries, size.deliveries, random);
  const bots = await Bots.start(world, { program: size.program, state, env });
  if (faults !== undefined) {
    limitTwice(world, faults);
    disturb(world, faults, random);
  }
  world.install();
  const killing = bots.killAtRandom(kills, random);
  const durationMs = 1000 * (size.seconds ?? 2 * kills);
  const tell = (part: number): void => size.onDelivery?.(part, world, log);
  const refused = await blow(storm, { world, bots, durationMs, tell });
  await killing;
  await untilIdle(() => bots.current, patienceSeconds);
  let sweeps = 0;
  let judgement: Judgement;
  do {
    sweeps += 1;
    await bots.restart();
    await untilIdle(() => bots.current, patienceSeconds);
    world.github.faults.clear();
    judgement = await judge(world, log);
    if (faults !== undefined) disturb(world, faults, random);
  } while (sweeps < 2 && judgement.lost.length > 0);
  world.github.faults.clear();
  await bots.stop();
  rmSync(state, { recursive: true, force: true });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const figures = {
    sent: storm.length,
    refused,
    sweeps,
    requests: bots.requests,
    failures: bots.failures,
    seconds,
  };
  return { ...judgement, effects: countEffects(log), ...figures, ...describeRecovery(bots) };
}

function describeRecovery({ recoveriesMs }: Bots): Pick<StormResult, "restarts" | "recoveryMs"> {
  const sorted = recoveriesMs.toSorted((a, b) => a - b).map(Math.round);
  const recoveryMs = { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
  return { restarts: sorted.length, recoveryMs };
}
