import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLanding, deliver } from "../../demo/flights/landing.ts";
import { timeline } from "../../demo/timeline.ts";
import { daysBetween, withFlights, type Day } from "../../demo/flights/flights-database.ts";
import { requestsForDay, type InferenceRequest } from "../../demo/flights/traffic.ts";
import { cleanFlights, featureRows, isSampled } from "../../examples/flights/src/features.mjs";

let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "flights-data-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function rowsOf(from: Day, to: Day, statement: string): Promise<readonly unknown[]> {
  return withFlights(from, to, async (connection) => {
    const result = await connection.runAndReadAll(statement);
    return result.getRowsJson();
  });
}

/** Features of one day, computed from the flights of `from` to `to`, altered by `view`. */
async function featuresOf(day: Day, from: Day, to: Day, view = "flight"): Promise<readonly unknown[]> {
  return rowsOf(
    from,
    to,
    `SELECT * EXCLUDE delayed FROM (${featureRows(`(${cleanFlights(view)})`)})
     WHERE departed_at::DATE = DATE '${day}' ORDER BY flight_id`,
  );
}

async function collect(requests: AsyncGenerator<InferenceRequest>): Promise<readonly InferenceRequest[]> {
  const all: InferenceRequest[] = [];
  for await (const request of requests) all.push(request);
  return all;
}

describe("the flights of January to June 2001", () => {
  it("are late by more than 15 minutes as often as the documentation says", async () => {
    const shares = await rowsOf(
      "2001-01-01",
      "2001-06-30",
      `SELECT round(100 * avg((delay > 15)::INTEGER), 1) FROM flight GROUP BY month(departed_at) ORDER BY month(departed_at)`,
    );
    expect(shares.flat()).toEqual([20.5, 23.3, 21, 17.9, 16.1, 21.3]);
  });

  it("have unique ids", async () => {
    const counted = await rowsOf(
      "2001-04-01",
      "2001-04-30",
      "SELECT (count(*) - count(DISTINCT flight_id))::INTEGER FROM flight",
    );
    expect(counted).toEqual([[0]]);
  });
});

describe("the delay rates", () => {
  it("of a day stay the same when the later days are taken away", async () => {
    for (const day of ["2001-04-12", "2001-04-13"]) {
      const withFuture = await featuresOf(day, "2001-04-11", "2001-04-15");
      const withoutFuture = await featuresOf(day, "2001-04-11", day);
      expect(withoutFuture).toEqual(withFuture);
      expect(withFuture.length).toBeGreaterThan(10_000);
    }
  });

  it("of a day do not depend on what happens on that day", async () => {
    const otherwise = `(SELECT * REPLACE (CASE WHEN departed_at >= '2001-04-12' THEN 600 ELSE delay END AS delay) FROM flight)`;
    const truth = await featuresOf("2001-04-12", "2001-04-11", "2001-04-12");
    expect(await featuresOf("2001-04-12", "2001-04-11", "2001-04-12", otherwise)).toEqual(truth);
  });

  it("leave out flights of the day before that were still in the air at midnight", async () => {
    const otherwise = `(SELECT * REPLACE (CASE WHEN departed_at::DATE = '2001-04-11' AND hour(departed_at) = 23 THEN 600 ELSE delay END AS delay)
      FROM flight WHERE NOT (departed_at::DATE = '2001-04-11' AND hour(departed_at) = 23 AND distance < 200))`;
    const base = `(SELECT * FROM flight WHERE NOT (departed_at::DATE = '2001-04-11' AND hour(departed_at) = 23 AND distance < 200))`;
    const truth = await featuresOf("2001-04-12", "2001-04-11", "2001-04-12", base);
    expect(await featuresOf("2001-04-12", "2001-04-11", "2001-04-12", otherwise)).toEqual(truth);
  });
});

describe("the landing zone", () => {
  it("delivers the same bytes for the same days, one file a day", async () => {
    const [first, second] = [path.join(directory, "first"), path.join(directory, "second")];
    await createLanding(first, "2001-03-13");
    await deliver(second, "2001-03-13", "2001-03-13");
    for (const folder of ["flights", "labels"]) {
      const file = path.join(folder, "2001-03-13.parquet");
      expect((await readFile(path.join(first, file))).equals(await readFile(path.join(second, file)))).toBe(
        true,
      );
    }
  });

  it("labels a flight as late when it landed more than 15 minutes late", async () => {
    const landing = path.join(directory, "labels");
    await deliver(landing, "2001-04-20", "2001-04-20");
    const differing = await rowsOf(
      "2001-04-20",
      "2001-04-20",
      `SELECT count_if(delayed IS NULL)::INTEGER, count_if((delay > 15)::INTEGER <> delayed)::INTEGER
       FROM flight LEFT JOIN '${landing}/labels/*.parquet' USING (flight_id)`,
    );
    expect(differing).toEqual([[0, 0]]);
  });
});

describe("live traffic", () => {
  it("asks for the sampled flights of the day with the features of training", async () => {
    const requests = await collect(requestsForDay("2001-04-13", 500));
    const rows = requests.flatMap(({ inputs }) => {
      const data = inputs.map((tensor) => tensor.data);
      return (data[0] ?? []).map((_, row) => data.map((column) => column[row]));
    });
    const trained = await rowsOf(
      "2001-04-10",
      "2001-04-15",
      `SELECT flight_id, strftime(departed_at, '%Y-%m-%dT%H:%M:%SZ'), hour, weekday, distance, origin_rate::DOUBLE, route_rate::DOUBLE
       FROM (${featureRows(`(${cleanFlights("flight")})`)})
       WHERE departed_at::DATE = DATE '2001-04-13' AND ${isSampled(8)} ORDER BY departed_at, flight_id`,
    );
    expect(rows).toEqual(trained);
  });

  it("cuts a day into batches of the size asked for, shapes included", async () => {
    const requests = await collect(requestsForDay("2001-04-13", 800, ["hour", "distance"]));
    const sizes = requests.map(({ inputs }) => inputs[0]?.shape[0]);
    expect(sizes.slice(0, -1).every((size) => size === 800)).toBe(true);
    expect(requests[0]?.inputs.map(({ name, datatype, shape }) => [name, datatype, ...shape])).toEqual([
      ["flight_id", "BYTES", 800, 1],
      ["departed_at", "BYTES", 800, 1],
      ["hour", "FP32", 800, 1],
      ["distance", "FP32", 800, 1],
    ]);
  });

  it("refuses what is not a day", async () => {
    await expect(collect(requestsForDay("yesterday", 10))).rejects.toThrow("YYYY-MM-DD");
  });
});

describe("the demo's time line", () => {
  it("has periods that join and begin with the monitor's windows of three days", () => {
    const { firstUntil, ordinary, drifted, mended } = timeline;
    const next = (day: Day): Day | undefined => daysBetween(day, "2001-06-30")[1];
    expect([next(firstUntil), next(ordinary.to), next(drifted.to)]).toEqual([
      ordinary.from,
      drifted.from,
      mended.from,
    ]);
    for (const { from, to } of [ordinary, drifted, mended]) {
      expect(Date.parse(from) % (3 * 86_400_000)).toBe(0);
      expect(daysBetween(from, to).length % 3).toBe(0);
    }
  });
});
