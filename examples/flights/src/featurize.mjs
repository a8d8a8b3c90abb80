/** Stage `featurize`: features of the sampled flights, split by time into data/train.parquet and data/test.parquet. */
import { readParams, withDatabase } from "./database.mjs";
import { featureRows, isSampled } from "./features.mjs";

const { sample, window } = await readParams();

await withDatabase(async (connection) => {
  await connection.run(
    `CREATE TABLE example AS
     SELECT * FROM (${featureRows("'data/prepared.parquet'")}) WHERE ${isSampled(sample.every)}`,
  );
  const testStart = `(SELECT max(departed_at)::DATE - ${window.test_days - 1} FROM example)`;
  await writeRows(connection, `departed_at < ${testStart}`, "data/train.parquet");
  await writeRows(connection, `departed_at >= ${testStart}`, "data/test.parquet");
});

async function writeRows(connection, condition, file) {
  await connection.run(
    `COPY (SELECT * FROM example WHERE ${condition} ORDER BY departed_at, flight_id)
     TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  const summary = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER, min(departed_at)::DATE::VARCHAR, max(departed_at)::DATE::VARCHAR,
       round(avg(delayed), 4) FROM '${file}'`,
  );
  const [rows, first, last, share] = summary.getRows()[0];
  console.log(`featurize: ${file} ${rows} flights, ${first} to ${last}, ${share} late`);
}
