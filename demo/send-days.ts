import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Day } from "./flights/flights-database.ts";
import { requestsForDay, type InferenceRequest } from "./flights/traffic.ts";
import type { World } from "./world.ts";

const batchRows = 500;
const mostRounds = 5;
/** The server writes its log every 200 ms. */
const flushMs = 300;

/** Days of live traffic. */
export interface LiveDays {
  readonly serverUrl: string;
  readonly version: string;
  readonly days: readonly Day[];
}

interface DayOfRequests {
  readonly day: Day;
  readonly requests: readonly InferenceRequest[];
}

/**
 * Sends the flights of some days to the production server, until each is in the prediction log once: what an earlier,
 * interrupted demo sent is not sent again, what a killed server had not written yet is.
 *
 * @returns the number of flights
 */
export async function sendDays(world: World, live: LiveDays): Promise<number> {
  const all: DayOfRequests[] = [];
  for (const day of live.days) {
    const requests = await Array.fromAsync(requestsForDay(day, batchRows));
    all.push({ day, requests });
    await sendMissing(world, live, { day, requests });
  }
  for (let round = 0; round < mostRounds; round += 1) {
    await sleep(flushMs);
    let sent = 0;
    for (const one of all) sent += await sendMissing(world, live, one);
    if (sent === 0) return all.flatMap((one) => one.requests).reduce((sum, one) => sum + countRows(one), 0);
  }
  throw new Error(`The prediction log of ${live.days.join(", ")} stays incomplete.`);
}

/** Ids of the flights of a day that the log holds for a version. */
function readLogged(world: World, version: string, day: Day): ReadonlySet<string> {
  const folder = join(world.predictions, "production", world.model, `date=${day}`);
  const ids = new Set<string>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      if (line.includes(`"version":"${version}"`)) ids.add(/"id":"([^"]*)"/.exec(line)?.[1] ?? "");
    }
  }
  return ids;
}

/** Sends the rows of a day that are not logged; returns their number. */
async function sendMissing(
  world: World,
  { serverUrl, version }: LiveDays,
  { day, requests }: DayOfRequests,
): Promise<number> {
  const logged = readLogged(world, version, day);
  const missing = requests.map((request) => without(request, logged)).filter((one) => countRows(one) > 0);
  for (const request of missing) await infer(`${serverUrl}/v2/models/${world.model}/infer`, request);
  return missing.reduce((sum, one) => sum + countRows(one), 0);
}

function countRows({ inputs }: InferenceRequest): number {
  return inputs[0]?.data.length ?? 0;
}

/** The request without the rows whose `flight_id` is logged. */
function without({ inputs }: InferenceRequest, logged: ReadonlySet<string>): InferenceRequest {
  const ids = inputs.find((tensor) => tensor.name === "flight_id")?.data ?? [];
  const isWanted = ids.map((id) => !logged.has(String(id)));
  const pick = (data: readonly (number | string)[]) => data.filter((_, row) => isWanted[row]);
  return {
    inputs: inputs.map((tensor) => {
      const data = pick(tensor.data);
      return { ...tensor, shape: [data.length, 1], data };
    }),
  };
}

async function infer(url: string, request: InferenceRequest): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
