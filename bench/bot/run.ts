// Storms on the bot (reliability spec S1, S2, S3, S5). Prints figures; ends with status 1 when one is missed.
//   npm run bench:bot                  scaled to a few minutes
//   npm run bench:bot -- --full        full sizes
//   npm run bench:bot -- --only front  or storms
import { parseArgs } from "node:util";
import { loadavg } from "node:os";
import { benchFront } from "./front.ts";
import { buildBot } from "./bot-process.ts";
import { runStorm } from "./storm.ts";
import { createStormTemplate } from "./world.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    seconds: { type: "string" },
    rate: { type: "string" },
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

async function holdStorms(): Promise<void> {
  using program = await buildBot();
  using template = await createStormTemplate(values.full ? 500 : 24);
  const size = { program, template, deliveries: values.full ? 10_000 : 600 };
  const calm = await runStorm({ ...size, seed: 1 });
  console.log("S1 lost, doubled and shuffled deliveries", JSON.stringify(calm));
  const faults = { hangs: 0.01, limitSeconds: values.full ? 60 : 6 };
  const rough = await runStorm({ ...size, seed: 1, faults });
  console.log("S2 the same on a failing GitHub", JSON.stringify(rough));
  const killed = await runStorm({ ...size, seed: 3, kills: values.full ? 200 : 15 });
  console.log("S3 the same with SIGKILL", JSON.stringify(killed));
  for (const [name, result] of Object.entries({ S1: calm, S2: rough, S3: killed })) {
    hold(`${name}: nothing lost`, result.lost.length === 0);
    hold(`${name}: nothing double`, result.double.length === 0);
  }
  console.log(`S2 requests: ${(rough.requests / calm.requests).toFixed(2)} of the run without faults`);
  hold("S2: at most 1.5 times the requests", rough.requests <= 1.5 * calm.requests);
  hold("S3: back at work within 5 s", killed.recoveryMs.worst < 5000);
}

console.log(`load average before: ${loadavg()[0]?.toFixed(2)}`);
if (values.only !== "storms") await holdFront();
if (values.only !== "front") await holdStorms();
for (const name of missed) console.error(`missed: ${name}`);
process.exitCode = missed.length === 0 ? 0 : 1;
