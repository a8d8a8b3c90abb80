/** Stage `ingest`: copies the partitions (one Parquet file a day) of the landing zone into data/raw, which it replaces. */
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

const landing = process.env["FLIGHTS_LANDING"];
if (landing === undefined || landing === "") {
  throw new Error("FLIGHTS_LANDING is not set: it names the directory that holds flights/*.parquet");
}
const source = path.join(landing, "flights");
const target = path.join("data", "raw");

const partitions = (await readdir(source)).filter((name) => name.endsWith(".parquet")).sort();
if (partitions.length === 0) throw new Error(`no *.parquet in ${source}`);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const name of partitions) await copyFile(path.join(source, name), path.join(target, name));
console.log(`ingest: ${partitions.length} days, ${partitions[0]} to ${partitions.at(-1)}`);
