// Storms on the bot (reliability spec S1, S2, S3, S5). Prints figures; ends with status 1 when one is missed.
//   npm run bench:bot            scaled to a few minutes
//   npm run bench:bot -- --full  full sizes
import { parseArgs } from "node:util";
import { loadavg } from "node:os";
import { benchFront } from "./front.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    seconds: { type: "string" },
    rate: { type: "string" },
  },
});
const missed: string[] = [];
const hold = (name: string, isHeld: boolean): void => void (isHeld ? undefined : missed.push(name));

console.log(`load average before: ${loadavg()[0]?.toFixed(2)}`);
const front = await benchFront({
  rate: Number(values.rate ?? 2000),
  seconds: Number(values.seconds ?? (values.full ? 30 : 10)),
});
console.log("S5 front", JSON.stringify(front));
hold("S5 p99 < 250 ms", front.p99Ms < 250);
hold("S5 no other answer than 2xx", front.failed === 0);
hold("S5 RSS < 300 MiB", front.mostMiB < 300);

for (const name of missed) console.error(`missed: ${name}`);
process.exitCode = missed.length === 0 ? 0 : 1;
