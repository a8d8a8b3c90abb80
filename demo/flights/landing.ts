import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { LATE_AFTER_MINUTES } from "../../examples/flights/src/features.mjs";
import { daysBetween, withFlights, type Day } from "./flights-database.ts";

/** First day that the landing zone holds: enough before the demo's first test window. */
export const FIRST_LANDED_DAY: Day = "2001-03-11";

/**
 * Makes a landing zone with the days up to `untilDay`: `<directory>/flights/<day>.parquet` with what happened, and
 * `<directory>/labels/<day>.parquet` with flight_id and delayed (0 or 1), of all flights.
 *
 * @param directory made when it is not there
 * @param untilDay last day, inclusive
 */
export async function createLanding(directory: string, untilDay: Day): Promise<void> {
  await deliver(directory, FIRST_LANDED_DAY, untilDay);
}

/**
 * Delivers the days from `fromDay` to `toDay`, both included, as time passes. The same days give the same bytes.
 *
 * @returns the days delivered
 */
export async function deliver(directory: string, fromDay: Day, toDay: Day): Promise<readonly Day[]> {
  await mkdir(path.join(directory, "flights"), { recursive: true });
  await mkdir(path.join(directory, "labels"), { recursive: true });
  const days = daysBetween(fromDay, toDay);
  await withFlights(fromDay, toDay, async (connection) => {
    for (const day of days) await writeDay(connection, directory, day);
  });
  return days;
}

async function writeDay(connection: DuckDBConnection, directory: string, day: Day): Promise<void> {
  const rows = `FROM flight WHERE departed_at::DATE = DATE '${day}' ORDER BY departed_at, flight_id`;
  await copyTo(connection, `SELECT * ${rows}`, path.join(directory, "flights", `${day}.parquet`));
  const labels = `SELECT flight_id, (delay > ${LATE_AFTER_MINUTES})::INTEGER AS delayed ${rows}`;
  await copyTo(connection, labels, path.join(directory, "labels", `${day}.parquet`));
}

async function copyTo(connection: DuckDBConnection, select: string, file: string): Promise<void> {
  await connection.run(
    `COPY (${select}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
  );
}
