// Storms on the bot: S1, S2, S3, S5 and S6 of its reliability plan. Prints figures; ends with status 1 when one is missed.
//   npm run bench:bot                    scaled to less than ten minutes
//   npm run bench:bot -- --full          full sizes, which take hours
//   npm run bench:bot -- --only front    or storms, calm (S1 alone), kills (S3 alone), promotions (S6; needs PostgreSQL)
//   npm run bench:bot -- --only registry    what a look at a registry of 10, 100 and 500 versions costs; not part of the others
//   npm run bench:bot -- --only calm --pulls 100 --deliveries 2000 --kills 50 --rounds 20    other sizes
import { parseArgs } from "node:util";
import { loadavg } from "node:os";
import { benchFront } from "./front.ts";
import { measureRegistry } from "./registry-cost.ts";
import { buildBot } from "./bot-process.ts";
import { runPromotionRounds } from "./promotion-rounds.ts";
import { runStorm, type StormResult } from "./storm.ts";
import { createStormTemplate } from "./world.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    seconds: { type: "string" },
    rate: { type: "string" },
    pulls: { type: "string" },
    deliveries: { type: "string" },
    kills: { type: "string" },
    rounds: { type: "string" },
  },
});
const missed: string[] = [];
const hold = (name: string, isHeld: boolean): void => void (isHeld ? undefined : missed.push(name));

async function holdFront(): Promise<void> {
  const seconds = Number(values.seconds ?? (values.full ? 30 : 10));
  const front = await benchFront({ rate: Number(values.rate ?? 2000), seconds });
  console.log("S5 front", JSON.stringify(front));
  hold("S5: p99 < 250 ms", front.p99Ms < 250);
  hold("S5: no other answer than 2xx", front.failed === 0);
  hold("S5: RSS < 300 MiB", front.mostMiB < 300);
}

const sizeOf = (name: "pulls" | "deliveries" | "kills" | "rounds", scaled: number, full: number): number =>
  Number(values[name] ?? (values.full ? full : scaled));

/** Prints what came of a storm, and holds it to what holds for all of them. */
function holdStorm(name: string, what: string, result: StormResult): StormResult {
  console.log(name, what, JSON.stringify(result));
  hold(`${name}: nothing lost`, result.lost.length === 0);
  hold(`${name}: nothing double`, result.double.length === 0);
  return result;
}

async function holdStorms(only: string | undefined): Promise<void> {
  using program = await buildBot();
  using template = await createStormTemplate(sizeOf("pulls", 6, 500));
  const size = { program, template, deliveries: sizeOf("deliveries", 300, 10_000) };
  if (only !== "kills") {
    const storm = { ...size, seed: 1, patienceSeconds: 3600 };
    const calm = holdStorm("S1", "lost, doubled and shuffled deliveries", await runStorm(storm));
    if (only === "calm") return;
    const faults = { hangs: 0.01, limitSeconds: values.full ? 60 : 6 };
    const rough = holdStorm("S2", "the same on a failing GitHub", await runStorm({ ...storm, faults }));
    console.log(`S2 requests: ${(rough.requests / calm.requests).toFixed(2)} of the run without faults`);
    hold("S2: at most 1.5 times the requests", rough.requests <= 1.5 * calm.requests);
  }
  const kills = sizeOf("kills", 15, 200);
  const killed = holdStorm("S3", "S1 with SIGKILL", await runStorm({ ...size, seed: 3, kills }));
  hold("S3: back at work within 5 s", killed.recoveryMs.worst < 5000);
}

async function holdRounds(): Promise<void> {
  using program = await buildBot();
  const size = { program, rounds: sizeOf("rounds", 2, 1000), processes: 8, promotions: 64 };
  const result = await runPromotionRounds(size);
  console.log("S6 64 promotions to one slot from 8 processes", JSON.stringify(result));
  hold("S6: one winner a round, all others with a reason", result.wrong.length === 0);
  hold("S6: nothing double", result.double.length === 0);
}

async function tellRegistry(): Promise<void> {
  for (const versions of [10, 100, 500])
    console.log("registry", JSON.stringify(await measureRegistry(versions)));
}

console.log(`load average before: ${loadavg()[0]?.toFixed(2)}`);
const { only } = values;
if (only === undefined || only === "front") await holdFront();
if (only === "registry") await tellRegistry();
if (only !== "front" && only !== "promotions" && only !== "registry") await holdStorms(only);
if (only === undefined || only === "promotions") await holdRounds();
for (const name of missed) console.error(`missed: ${name}`);
process.exitCode = missed.length === 0 ? 0 : 1;
