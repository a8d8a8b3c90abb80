/**
 * Makes a small real sample for tests: `node examples/flights/fixtures.mjs <out-dir>`.
 * Writes <out-dir>/test.parquet, model-v1.onnx (hour, weekday, distance), model-rates.onnx (with the delay rates).
 * The flights are those of 5 to 14 April 2001 in the vega-datasets package. Takes about two seconds.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";

const run = promisify(execFile);
const example = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? "flights-fixture");
const work = await mkdtemp(path.join(tmpdir(), "flights-fixture-"));

try {
  await mkdir(out, { recursive: true });
  await mkdir(path.join(work, "data", "raw"), { recursive: true });
  await symlink(path.join(example, "src"), path.join(work, "src"));
  await writeRaw(path.join(work, "data", "raw"));
  const params = (await readFile(path.join(example, "params.yaml"), "utf8"))
    .replace(/train_days: \d+/, "train_days: 7")
    .replace(/test_days: \d+/, "test_days: 2")
    .replace(/rounds: \d+/, "rounds: 10");
  await writeFile(path.join(work, "params.yaml"), params.replace(/rates: \w+/, "rates: false"));
  for (const stage of ["prepare", "featurize", "train"]) await runStage(stage);
  await copyFile(path.join(work, "models", "model.onnx"), path.join(out, "model-v1.onnx"));
  await writeFile(path.join(work, "params.yaml"), params.replace(/rates: \w+/, "rates: true"));
  await runStage("train");
  await copyFile(path.join(work, "models", "model.onnx"), path.join(out, "model-rates.onnx"));
  await copyFile(path.join(work, "data", "test.parquet"), path.join(out, "test.parquet"));
} finally {
  await rm(work, { recursive: true, force: true });
}

async function runStage(name) {
  const { stdout } = await run(process.execPath, [path.join(example, "src", `${name}.mjs`)], { cwd: work });
  process.stdout.write(stdout);
}

/** Ten days of flights, 5 to 14 April 2001. */
async function writeRaw(directory) {
  const source = fileURLToPath(new URL("../data/flights-3m.parquet", import.meta.resolve("vega-datasets")));
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  await connection.run(
    `COPY (
      SELECT strftime(date, '%Y%m%dT%H%M') || '-' || origin || '-' || destination || '-' ||
          row_number() OVER (PARTITION BY date, origin, destination ORDER BY distance, delay) AS flight_id,
        date AS departed_at, origin, destination, distance::INTEGER AS distance, delay::INTEGER AS delay
      FROM read_parquet('${source}') WHERE date >= '2001-04-05' AND date < '2001-04-15'
      ORDER BY departed_at, flight_id
    ) TO '${path.join(directory, "days.parquet")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
