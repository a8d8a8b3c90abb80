/**
 * Measures the demo's time line without Pawl's loop: trains the models by the example's own stages, scores the live days,
 * and prints the tables of examples/flights/README.md. Run: `node demo/flights/measure-timeline.ts`. About half a minute.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createModelRuntime } from "../../src/adapters/model-runtime/onnx.ts";
import { openSql } from "../../src/adapters/sql/duckdb.ts";
import { compareSamples } from "../../src/evaluation/compare.ts";
import { resolveMetric } from "../../src/evaluation/metric-table.ts";
import type { Sample } from "../../src/evaluation/sample.ts";
import { cleanFlights, featureRows, isSampled } from "../../examples/flights/src/features.mjs";
import { daysBetween, withFlights, type Day } from "./flights-database.ts";
import { timeline } from "../timeline.ts";
import { createLanding, deliver } from "./landing.ts";
import { SAMPLED_EVERY } from "./traffic.ts";

/** Columns by name. */
type Table = ReadonlyMap<string, Float32Array>;

const names = ["hour", "weekday", "distance", "origin_rate", "route_rate", "delayed"];
const windowDays = 3;
const root = fileURLToPath(new URL("../..", import.meta.url));
const directory = mkdtempSync(path.join(tmpdir(), "flights-timeline-"));
const repository = path.join(directory, "repository");
const landing = path.join(directory, "landing");

try {
  cpSync(path.join(root, "examples", "flights"), repository, { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  await measure();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const { firstUntil, ordinary, drifted, mended } = timeline;
  const withRates = { "rates: false": "rates: true" };
  await createLanding(landing, firstUntil);
  const v1 = build({}, ["ingest", "prepare", "featurize", "train"]);
  const v2 = build(withRates, ["train"]);
  const noHour = build({ "columns: [hour, ": "columns: [" }, ["train"]);
  const hasty = build({ ...withRates, "learning_rate: 0.2": "learning_rate: 1.5" }, ["train"]);
  const faster = build({ "learning_rate: 0.2": "learning_rate: 0.3" }, ["train"]);
  const first = await readTest();
  await printComparison("delay rates (v2) against v1", first, [v1, v2]);
  await printComparison("without the hour against v1", first, [v1, noHour]);
  await printComparison("learning rate 0.3 against v1", first, [v1, faster]);
  await printComparison("learning rate 1.5 against v2", first, [v2, hasty]);
  await deliver(landing, ordinary.from, drifted.to);
  const v3 = build(withRates, ["ingest", "prepare", "featurize", "train"]);
  await printComparison("retrained (v3) against v2", await readTest(), [v2, v3]);
  await printWindows("v2, before and in the drift", v2, ordinary.from, drifted.to);
  await printWindows("v2, had it stayed", v2, mended.from, "2001-05-11");
  await printWindows("v3", v3, mended.from, "2001-05-11");
}

/** Runs stages with edited parameters; returns the model's bytes. */
function build(edits: Readonly<Record<string, string>>, stages: readonly string[]): Uint8Array {
  let params = readFileSync(path.join(root, "examples", "flights", "params.yaml"), "utf8");
  for (const [from, to] of Object.entries(edits)) {
    if (!params.includes(from)) throw new RangeError(`params.yaml does not contain "${from}"`);
    params = params.replace(from, to);
  }
  writeFileSync(path.join(repository, "params.yaml"), params);
  for (const stage of stages) {
    const environment = { ...process.env, FLIGHTS_LANDING: landing };
    execFileSync(process.execPath, [`src/${stage}.mjs`], { cwd: repository, env: environment });
  }
  return readFileSync(path.join(repository, "models", "model.onnx"));
}

async function readTest(): Promise<Table> {
  const sql = await openSql();
  const columns = await sql.columns(`SELECT ${names.join(", ")} FROM read_parquet($1)`, [
    path.join(repository, "data", "test.parquet"),
  ]);
  await sql.close();
  return new Map(names.map((name) => [name, Float32Array.from(columns.get(name) ?? [], Number)]));
}

async function printComparison(
  title: string,
  table: Table,
  [champion, challenger]: readonly [Uint8Array, Uint8Array],
): Promise<void> {
  const { comparisons } = compareSamples({
    metrics: ["roc_auc", "log_loss", "brier_score"].map((name) => resolveMetric(name)),
    champion: sampleOf(table, await score(champion, table)),
    challenger: sampleOf(table, await score(challenger, table)),
    resamples: 500,
    seed: 0,
    confidence: 0.95,
    drawLimit: Number.POSITIVE_INFINITY,
  });
  for (const { metric, champion, challenger, difference, rows, verdict } of comparisons) {
    const [low, high] = difference?.interval ?? [];
    const values = [champion?.value, challenger?.value, difference?.value, low, high].map(four);
    console.log(`| ${[title, rows, metric, ...values, verdict].join(" | ")} |`);
  }
}

function sampleOf(table: Table, score: Float64Array): Sample {
  const target = Float64Array.from(table.get("delayed") ?? []);
  return { task: "binary-classification", target, score, threshold: 0.5 };
}

function four(value: number | string | undefined): string {
  return typeof value === "number" ? value.toFixed(4) : String(value);
}

async function score(model: Uint8Array, table: Table): Promise<Float64Array> {
  const loaded = await createModelRuntime().load(model);
  const feeds = loaded.signature.inputs.map(({ name, datatype }) => {
    const data = table.get(name) ?? new Float32Array();
    return { name, datatype, shape: [data.length, 1], data };
  });
  const [output] = await loaded.run(feeds);
  await loaded.release();
  return Float64Array.from(output?.data ?? [], Number);
}

/** One line a window: sampled flights as the monitor sees them, and all flights to show that the sample does not decide. */
async function printWindows(title: string, model: Uint8Array, from: Day, to: Day): Promise<void> {
  const days = daysBetween(from, to);
  for (let start = 0; start + windowDays <= days.length; start += windowDays) {
    const [first, last] = [days[start] ?? from, days[start + windowDays - 1] ?? to];
    const sampled = await windowOf(first, last, isSampled(SAMPLED_EVERY));
    const all = await windowOf(first, last, "true");
    const [scores, allScores] = [await score(model, sampled), await score(model, all)];
    const late = meanOf(sampled.get("delayed") ?? []);
    const bias = meanOf(scores) - late;
    const biasOfAll = meanOf(allScores) - meanOf(all.get("delayed") ?? []);
    const numbers = [late, meanOf(scores), bias, biasOfAll].map(four);
    console.log(`| ${[title, `${first} to ${last}`, scores.length, ...numbers].join(" | ")} |`);
  }
}

/** Features of the flights from `first` to `last`; the day before only feeds the delay rates. */
async function windowOf(first: Day, last: Day, condition: string): Promise<Table> {
  const dayBefore = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
  const rows = featureRows(`(${cleanFlights("flight")})`);
  return withFlights(dayBefore, last, async (connection) => {
    const result = await connection.runAndReadAll(
      `SELECT ${names.join(", ")} FROM (${rows}) WHERE ${condition} ORDER BY departed_at, flight_id`,
    );
    return new Map(
      result.getColumns().map((column, at) => [names[at] ?? "", Float32Array.from(column, Number)]),
    );
  });
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
