/** Stage `prepare`: the clean flights of the training and test windows, and of the day before for the rates. */
import { readParams, withDatabase } from "./database.mjs";
import { cleanFlights } from "./features.mjs";

const { window } = await readParams();
const days = window.train_days + window.test_days + 1;

const [flights, covered] = await withDatabase(async (connection) => {
  await connection.run("CREATE VIEW raw AS SELECT * FROM read_parquet('data/raw/*.parquet')");
  await connection.run(
    `COPY (
      SELECT * FROM (${cleanFlights("raw")})
      WHERE departed_at >= (SELECT max(departed_at)::DATE - ${days - 1} FROM raw)
      ORDER BY departed_at, flight_id
    ) TO 'data/prepared.parquet' (FORMAT parquet, COMPRESSION zstd)`,
  );
  const counted = await connection.runAndReadAll(
    "SELECT count(*)::INTEGER, count(DISTINCT departed_at::DATE)::INTEGER FROM 'data/prepared.parquet'",
  );
  return counted.getRows()[0].map(Number);
});
if (covered < days) throw new Error(`data/raw covers ${covered} of the ${days} days that the windows need`);
console.log(`prepare: ${flights} flights of ${covered} days`);
