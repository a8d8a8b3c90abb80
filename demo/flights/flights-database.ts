import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** Three million US flights of January to June 2001; the package exports only its index, so the file is named from there. */
const SOURCE = fileURLToPath(new URL("../data/flights-3m.parquet", import.meta.resolve("vega-datasets")));

/** A day of the data set, `YYYY-MM-DD`, 2001-01-01 to 2001-06-30. */
export type Day = string;

/**
 * Opens DuckDB on the flights of some days and runs `work`.
 *
 * View `flight` has flight_id, departed_at (local time of the origin), origin, destination, distance in miles, delay in minutes.
 * The data set has no flight numbers: an id is the departure minute, the two airports and a number among equals.
 *
 * @param fromDay first day, inclusive
 * @param toDay last day, inclusive; nothing when before `fromDay`
 */
export async function withFlights<T>(
  fromDay: Day,
  toDay: Day,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    await connection.run(createFlights(checkedDay(fromDay), checkedDay(toDay)));
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function createFlights(fromDay: Day, toDay: Day): string {
  return `CREATE TABLE flight AS
    SELECT strftime(date, '%Y%m%dT%H%M') || '-' || origin || '-' || destination || '-' ||
        row_number() OVER (PARTITION BY date, origin, destination ORDER BY distance, delay) AS flight_id,
      date AS departed_at, origin, destination, distance::INTEGER AS distance, delay::INTEGER AS delay
    FROM read_parquet('${SOURCE.replaceAll("'", "''")}')
    WHERE date >= DATE '${fromDay}' AND date < DATE '${toDay}' + 1`;
}

/** The day itself when it is one.
 * @throws RangeError when it is not `YYYY-MM-DD` of the calendar */
export function checkedDay(day: Day): Day {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  if (!isDay) throw new RangeError(`not a day: ${day}; write YYYY-MM-DD`);
  return day;
}

/** The days from `fromDay` to `toDay`, both included. */
export function daysBetween(fromDay: Day, toDay: Day): Day[] {
  const days: Day[] = [];
  const last = Date.parse(checkedDay(toDay));
  for (let at = Date.parse(checkedDay(fromDay)); at <= last; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
