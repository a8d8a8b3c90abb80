import {
  BASE_COLUMNS,
  cleanFlights,
  featureRows,
  isSampled,
  RATE_COLUMNS,
} from "../../examples/flights/src/features.mjs";
import { checkedDay, withFlights, type Day } from "./flights-database.ts";

/** A tensor of an Open Inference Protocol v2 request. */
export interface RequestTensor {
  readonly name: string;
  readonly shape: readonly [number, 1];
  readonly datatype: "FP32" | "BYTES";
  readonly data: readonly (number | string)[];
}

/** The body of `POST /v2/models/<name>/infer`. */
export interface InferenceRequest {
  readonly inputs: readonly RequestTensor[];
}

/** What the service is asked for: one flight in so many, as in the example's params.yaml. */
export const SAMPLED_EVERY = 8;
const ALL_COLUMNS = [...BASE_COLUMNS, ...RATE_COLUMNS];

/**
 * The requests for the flights of one day, in order of departure, with the features as the example's own code computes them.
 * Besides the model's inputs a request carries `flight_id` and `departed_at` (ISO 8601; the local time of the origin, written as UTC).
 *
 * @param day a day from 2001-01-02 on
 * @param batchRows rows of a request, at least 1; the last one may have fewer
 * @param columns the model's inputs
 */
export async function* requestsForDay(
  day: Day,
  batchRows: number,
  columns: readonly string[] = ALL_COLUMNS,
): AsyncGenerator<InferenceRequest> {
  const names = ["flight_id", "departed_at", ...columns];
  const rows = await readDay(day, columns);
  const count = rows[0]?.length ?? 0;
  for (let start = 0; start < count; start += batchRows) {
    const end = Math.min(start + batchRows, count);
    yield { inputs: names.map((name, at) => tensor(name, rows[at]?.slice(start, end) ?? [])) };
  }
}

function tensor(name: string, data: readonly (number | string)[]): RequestTensor {
  const datatype = name === "flight_id" || name === "departed_at" ? "BYTES" : "FP32";
  return { name, shape: [data.length, 1], datatype, data };
}

/** One array a column: ids, times, then the columns asked for. */
async function readDay(day: Day, columns: readonly string[]): Promise<(number | string)[][]> {
  const dayBefore = new Date(Date.parse(checkedDay(day)) - 86_400_000).toISOString().slice(0, 10);
  const features = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
  const select = `
    SELECT flight_id, strftime(departed_at, '%Y-%m-%dT%H:%M:%SZ'), ${features}
    FROM (${featureRows(`(${cleanFlights("flight")})`)})
    WHERE departed_at::DATE = DATE '${day}' AND ${isSampled(SAMPLED_EVERY)}
    ORDER BY departed_at, flight_id`;
  return withFlights(dayBefore, day, async (connection) => {
    const result = await connection.runAndReadAll(select);
    return result
      .getColumns()
      .map((column) => column.map((value) => (typeof value === "string" ? value : Number(value))));
  });
}
