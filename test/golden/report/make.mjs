/**
 * Makes flights.json, a `pawl.report/1` with every section, out of real flights: `node test/golden/report/make.mjs` in the
 * root, Node 24.21.0, Pawl of this checkout, vega-datasets 3.2.1, seed 7 below; about half a minute. It needs git.
 *
 * Days 5 to 14 April 2001, trained on seven days, tested on two; base: hour, weekday, distance; head: with the delay rates.
 * Report, gates, declared slices and intervals are those of `pawl evaluate`; curves, flips, tests, importance, history,
 * noise and found slices are worked out below from the answers of both models, without Pawl's code for them.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { fitBoostedTrees, predictBoostedTrees } from "../../../examples/flights/src/boosting.mjs";

const example = resolve("examples/flights");
const work = mkdtempSync(join(tmpdir(), "flights-report-"));
const repository = join(work, "repository");
const base = ["hour", "weekday", "distance"];
const head = [...base, "origin_rate", "route_rate"];
const settings = { rounds: 10, learningRate: 0.2, depth: 3, minLeafRows: 100, l2: 1, bins: 64 };
const threshold = 0.5;
const random = mulberry32(7);

const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: work, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], ...options });
const git = (...args) =>
  run("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", ...args], {
    cwd: repository,
    env: { ...process.env, GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z", GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z" },
  }).trim();
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const db = await instance.connect();
const query = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();
const pawl = (...args) => {
  try {
    return run(process.execPath, [resolve("src/cli/main.ts"), ...args], { cwd: repository });
  } catch (error) {
    return error.stdout; // exit status 3: a gate failed
  }
};

try {
  const report = await makeReport();
  writeFileSync("test/golden/report/flights.json", `${JSON.stringify(report, rounded, 1)}\n`);
} finally {
  db.closeSync();
  instance.closeSync();
  rmSync(work, { recursive: true, force: true });
}

async function makeReport() {
  await prepareData();
  const { baseSha } = await makeRepository();
  const [report] = JSON.parse(pawl("evaluate", "--base", baseSha, "--json")).reports;
  const train = await columnsOf("train");
  const test = await columnsOf("test");
  const answers = { target: test.delayed, champion: fit(train, test, base), challenger: fit(train, test, head) };
  const found = await findSlices(test, answers);
  return {
    ...report,
    createdAt: "2026-01-02T03:04:05.000Z",
    champion: { ...report.champion, source: "release", version: "v1.4.0" },
    metrics: report.metrics.map((metric) => withTest(metric, answers)),
    slices: [...report.slices, ...found],
    stages: [
      { stage: "prepare", state: "restored", reason: "run-cache", durationMs: 210 },
      { stage: "featurize", state: "unchanged", reason: "nothing changed", durationMs: 0 },
      { stage: "train", state: "ran", reason: "params.yaml: features.rates changed", durationMs: 1840 },
    ],
    comparability: {
      rowsDigest: sha256(test.flight_id.join("\n")),
      targetDigest: sha256(test.delayed.join("\n")),
      metricCode: "pawl.metrics/1",
      changes: [],
    },
    flips: flipsOf(test, answers),
    curves: curvesOf(answers),
    importance: importanceOf(train, test, answers),
    learningCurves: learningCurves(train, test),
    history: historyOf(train, test),
    // As one run on two cores of a hosted runner was measured, priced at 0.48 EUR an hour.
    cost: {
      wallSeconds: 41.7, queueSeconds: 12, gpuSeconds: null, gpu: null, peakMemoryBytes: 412_000_000,
      energyWattHours: null, price: { amount: (41.7 / 3600) * 0.48, currency: "EUR" },
    },
    seedNoise: [noiseOf(train, test)],
    dataDiffs: [JSON.parse(pawl("data", "diff", "--before", join(work, "before.parquet"), "--after",
      join(repository, "data/test.parquet"), "--key", "flight_id", "--json"))].map((diff) => ({
      ...diff,
      before: { ...diff.before, name: "data/test.parquet at base" },
      after: { ...diff.after, name: "data/test.parquet" },
    })),
  };
}

/** The stages of the example on ten days; before.parquet is the test data as it was a day earlier. */
async function prepareData() {
  mkdirSync(join(work, "data/raw"), { recursive: true });
  symlinkSync(join(example, "src"), join(work, "src"));
  const source = fileURLToPath(new URL("../data/flights-3m.parquet", import.meta.resolve("vega-datasets")));
  await db.run(`COPY (
    SELECT strftime(date, '%Y%m%dT%H%M') || '-' || origin || '-' || destination || '-' ||
        row_number() OVER (PARTITION BY date, origin, destination ORDER BY distance, delay) AS flight_id,
      date AS departed_at, origin, destination, distance::INTEGER AS distance, delay::INTEGER AS delay
    FROM read_parquet('${source}') WHERE date >= '2001-04-05' AND date < '2001-04-15'
    ORDER BY departed_at, flight_id) TO '${join(work, "data/raw/days.parquet")}' (FORMAT parquet)`);
  const params = readFileSync(join(example, "params.yaml"), "utf8");
  writeFileSync(join(work, "params.yaml"), params.replace(/train_days: \d+/, "train_days: 7")
    .replace(/test_days: \d+/, "test_days: 2").replace(/rounds: \d+/, "rounds: 10"));
  for (const stage of ["prepare", "featurize", "train"]) run(process.execPath, [join(example, `src/${stage}.mjs`)]);
  await db.run(`COPY (SELECT * REPLACE (CASE WHEN hash(flight_id) % 97 = 0 THEN distance + 1 ELSE distance END AS distance)
    FROM '${join(work, "data/test.parquet")}' WHERE hash(flight_id) % 31 <> 0 ORDER BY flight_id)
    TO '${join(work, "before.parquet")}' (FORMAT parquet)`);
}

async function makeRepository() {
  mkdirSync(join(repository, ".github"), { recursive: true });
  for (const folder of ["data", "models"]) mkdirSync(join(repository, folder));
  const params = readFileSync(join(work, "params.yaml"), "utf8");
  writeFileSync(join(repository, "dvc.yaml"), readFileSync(join(example, "dvc.yaml")));
  writeFileSync(join(repository, "params.yaml"), params);
  writeFileSync(join(repository, ".github/pawl.yml"), `version: 1
models:
  flight-delay:
    artifact: models/model.onnx
    task: binary-classification
    owner: "@acme/flights"
    description: Probability that a departing flight lands more than 15 minutes late.
    evaluation:
      data: data/test.parquet
      target: delayed
      id: flight_id
      threshold: ${threshold}
      slices: [{column: hour, bins: [9, 14, 19]}, {column: distance, bins: [500, 1500]}]
      metrics: [roc_auc, log_loss, brier, accuracy, ece, {recall: {at_fpr: 0.05}}]
    gates:
      - {metric: roc_auc, min: 0.60, max_regression: 0.002}
      - {metric: roc_auc, slices: all, min_rows: 200, max_regression: 0.01}
      - {metric: ece, max: 0.05}
      - {metric: log_loss, max_regression: 0.001}
`);
  copyFileSync(join(work, "models/model.onnx"), join(repository, "models/model.onnx"));
  cpSync(join(work, "data/test.parquet"), join(repository, "data/test.parquet"));
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "feat: the first model");
  const baseSha = git("rev-parse", "HEAD");
  writeFileSync(join(repository, "params.yaml"), params.replace("rates: false", "rates: true"));
  writeFileSync(join(work, "params.yaml"), params.replace("rates: false", "rates: true"));
  run(process.execPath, [join(example, "src/train.mjs")]);
  copyFileSync(join(work, "models/model.onnx"), join(repository, "models/model.onnx"));
  git("commit", "-q", "-a", "-m", "feat: delay rates of the day before");
  return { baseSha };
}

async function columnsOf(name) {
  const rows = await query(`SELECT * FROM '${join(work, `data/${name}.parquet`)}' ORDER BY flight_id`);
  const columns = Object.keys(rows[0]).map((column) => {
    const values = rows.map((row) => row[column]);
    return [column, head.includes(column) ? Float32Array.from(values) : values];
  });
  const all = Object.fromEntries(columns);
  return { ...all, delayed: Uint8Array.from(all.delayed, Number) };
}

function fit(train, test, inputs, changes = {}, rows = undefined) {
  const pick = (values) => (rows === undefined ? values : values.filter((_, row) => rows[row]));
  const model = fitBoostedTrees(inputs.map((name) => pick(train[name])), pick(train.delayed), { ...settings, ...changes });
  return Float64Array.from(predictBoostedTrees(model, inputs.map((name) => test[name])));
}

function withTest(metric, { target, champion, challenger }) {
  if (metric.metric === "roc_auc") return { ...metric, test: delong(target, champion, challenger) };
  if (metric.metric !== "accuracy") return metric;
  const right = (scores, row) => (scores[row] >= 0.5 ? 1 : 0) === target[row];
  let [fixed, broken] = [0, 0];
  for (const row of target.keys()) {
    if (right(challenger, row) && !right(champion, row)) fixed += 1;
    if (!right(challenger, row) && right(champion, row)) broken += 1;
  }
  return { ...metric, test: { name: "mcnemar exact", pValue: mcnemar(fixed, broken), interval: null } };
}

/** DeLong, DeLong and Clarke-Pearson 1988: the covariance of two correlated areas by placements. */
function delong(target, a, b) {
  const positives = [...target.keys()].filter((row) => target[row] === 1);
  const negatives = [...target.keys()].filter((row) => target[row] === 0);
  const places = (scores) => {
    const ofPositives = positives.map((i) => mean(negatives.map((j) => psi(scores[i], scores[j]))));
    const ofNegatives = negatives.map((j) => mean(positives.map((i) => psi(scores[i], scores[j]))));
    return [ofPositives, ofNegatives];
  };
  const [pa, pb] = [places(a), places(b)];
  const difference = mean(pb[0]) - mean(pa[0]);
  const variance = [0, 1].reduce((sum, side) => {
    const gaps = pa[side].map((value, index) => pb[side][index] - value);
    return sum + sampleVariance(gaps) / gaps.length;
  }, 0);
  const deviation = Math.sqrt(variance);
  return {
    name: "delong",
    pValue: 2 * normalTail(Math.abs(difference) / deviation),
    interval: [difference - 1.959964 * deviation, difference + 1.959964 * deviation],
  };
}

function flipsOf(test, { target, champion, challenger }) {
  const counts = { bothRight: 0, bothWrong: 0, fixed: 0, broken: 0 };
  const kinds = target.length === 0 ? [] : [...target.keys()].map((row) => {
    const was = (champion[row] >= threshold ? 1 : 0) === target[row];
    const is = (challenger[row] >= threshold ? 1 : 0) === target[row];
    return was ? (is ? "bothRight" : "broken") : is ? "fixed" : "bothWrong";
  });
  for (const kind of kinds) counts[kind] += 1;
  const example = (row) => ({
    id: test.flight_id[row], target: target[row], champion: champion[row], challenger: challenger[row],
  });
  const strongest = (wanted) => kinds.flatMap((kind, row) => (kind === wanted ? [row] : []))
    .sort((x, y) => Math.abs(challenger[y] - champion[y]) - Math.abs(challenger[x] - champion[x])).slice(0, 5).map(example);
  const slices = [["hour below 9", (row) => test.hour[row] < 9], ["hour from 19", (row) => test.hour[row] >= 19],
    ["distance below 500", (row) => test.distance[row] < 500], ["distance from 1500", (row) => test.distance[row] >= 1500]];
  return {
    ...counts,
    test: { name: "mcnemar exact", pValue: mcnemar(counts.fixed, counts.broken) },
    slices: slices.map(([slice, has]) => ({
      slice,
      fixed: kinds.filter((kind, row) => kind === "fixed" && has(row)).length,
      broken: kinds.filter((kind, row) => kind === "broken" && has(row)).length,
    })),
    examples: { fixed: strongest("fixed"), broken: strongest("broken") },
  };
}

function curvesOf({ target, champion, challenger }) {
  const both = (make) => ({ champion: make(champion), challenger: make(challenger) });
  return {
    roc: both((scores) => thin(sweep(target, scores).map(({ fp, tp, n, p }) => [fp / n, tp / p]))),
    precisionRecall: both((scores) => thin(sweep(target, scores).slice(1).map(({ fp, tp, p }) => [tp / p, tp / (tp + fp)]))),
    calibration: both((scores) => calibration(target, scores)),
    residuals: null,
    scores: { edges: edges(30), ...both((scores) => histogram(scores, 30)) },
    confusion: {
      labels: ["0", "1"],
      ...both((scores) => [0, 1].map((truth) => [0, 1].map((guess) =>
        [...target.keys()].filter((row) => target[row] === truth && (scores[row] >= threshold ? 1 : 0) === guess).length))),
    },
  };
}

function importanceOf(train, test, { target, champion, challenger }) {
  const models = [[base, champion], [head, challenger]].map(([inputs, scores]) => ({
    model: fitBoostedTrees(inputs.map((name) => train[name]), train.delayed, settings), inputs, auc: auc(target, scores),
  }));
  const drops = ({ model, inputs, auc: whole }, column) => [1, 2, 3].map(() => {
    const mixed = shuffled(test[column]);
    return whole - auc(target, predictBoostedTrees(model, inputs.map((name) => (name === column ? mixed : test[name]))));
  });
  const columns = head.map((column) => {
    const own = drops(models[1], column);
    const before = base.includes(column) ? mean(drops(models[0], column)) : null;
    return { column, champion: before, challenger: mean(own), deviation: Math.sqrt(sampleVariance(own)) };
  });
  return { metric: "roc_auc", repeats: 3, rows: target.length, columns: columns.sort((a, b) => b.challenger - a.challenger) };
}

function learningCurves(train, test) {
  const curve = (inputs) => Array.from({ length: 10 }, (_, index) => {
    const scores = fit(train, test, inputs, { rounds: index + 1 });
    return [index + 1, mean([...scores].map((score, row) => -Math.log(test.delayed[row] === 1 ? score : 1 - score)))];
  });
  return [{ name: "training/log_loss.tsv: test", base: curve(base), head: curve(head) }];
}

/** The main runs of the story: one round more each. */
function historyOf(train, test) {
  const runs = Array.from({ length: 9 }, (_, index) => ({
    label: `run ${41 + index}`,
    commit: sha256(`run ${41 + index}`).slice(0, 40),
    value: auc(test.delayed, fit(train, test, base, { rounds: index + 2 })),
  }));
  return { metric: "roc_auc", runs };
}

function noiseOf(train, test) {
  const values = Array.from({ length: 5 }, () => {
    const rows = Array.from(train.delayed, () => random() < 0.8);
    return auc(test.delayed, fit(train, test, head, {}, rows));
  });
  return { metric: "roc_auc", values, deviation: Math.sqrt(sampleVariance(values)) };
}

/** Origins with 100 rows of both classes: is the log loss worse there? One-sided paired z test, Holm-corrected. */
async function findSlices(test, { target, champion, challenger }) {
  const loss = (scores, row) => -Math.log(target[row] === 1 ? scores[row] : 1 - scores[row]);
  const looks = [...new Set(test.origin)].map((origin) => {
    const rows = [...target.keys()].filter((row) => test.origin[row] === origin);
    const gaps = rows.map((row) => loss(challenger, row) - loss(champion, row));
    const error = Math.sqrt(sampleVariance(gaps) / gaps.length);
    return { origin, rows, gap: mean(gaps), error, p: normalTail(mean(gaps) / error) };
  }).filter(({ rows }) => rows.length >= 100).sort((a, b) => a.p - b.p);
  let corrected = 0;
  return looks.map((look, index) => {
    corrected = Math.min(1, Math.max(corrected, look.p * (looks.length - index)));
    const side = (scores) => ({ value: mean(look.rows.map((row) => loss(scores, row))), interval: null });
    const interval = [look.gap - 1.959964 * look.error, look.gap + 1.959964 * look.error];
    return {
      slice: `origin=${look.origin}`, rows: look.rows.length, origin: "found",
      test: { pValue: corrected, looks: looks.length },
      metrics: [{
        metric: "log_loss", direction: "lower", champion: side(champion), challenger: side(challenger),
        difference: { value: look.gap, interval }, rows: look.rows.length,
        verdict: interval[0] > 0 ? "worse" : interval[1] < 0 ? "better" : "within noise",
      }],
    };
  }).slice(0, 5);
}

function sweep(target, scores) {
  const order = [...target.keys()].sort((x, y) => scores[y] - scores[x]);
  const p = target.reduce((sum, value) => sum + value, 0);
  const points = [{ fp: 0, tp: 0, n: target.length - p, p }];
  order.forEach((row, index) => {
    const last = points.at(-1);
    const next = { ...last, tp: last.tp + target[row], fp: last.fp + 1 - target[row] };
    if (index > 0 && scores[order[index - 1]] === scores[row]) points[points.length - 1] = next;
    else points.push(next);
  });
  return points;
}

function auc(target, scores) {
  const points = sweep(target, scores);
  return points.slice(1).reduce((sum, { fp, tp, n, p }, index) => {
    const before = points[index];
    return sum + ((fp - before.fp) / n) * ((tp + before.tp) / 2 / p);
  }, 0);
}

function calibration(target, scores) {
  return Array.from({ length: 10 }, (_, bin) => {
    const rows = [...target.keys()].filter((row) => Math.min(9, Math.floor(scores[row] * 10)) === bin);
    return rows.length === 0 ? [] : [[mean(rows.map((row) => scores[row])), mean(rows.map((row) => target[row]))]];
  }).flat();
}

function histogram(scores, bins) {
  const counts = Array.from({ length: bins }, () => 0);
  for (const score of scores) counts[Math.min(bins - 1, Math.floor(score * bins))] += 1;
  return counts;
}

function thin(points, most = 200) {
  return points.length <= most ? points
    : Array.from({ length: most }, (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))]);
}

function edges(bins) {
  return Array.from({ length: bins + 1 }, (_, index) => index / bins);
}

function mcnemar(fixed, broken) {
  const n = fixed + broken;
  let [term, sum] = [0.5 ** n, 0];
  if (n > 1000 || term === 0) return 2 * normalTail(Math.abs(fixed - broken) / Math.sqrt(n));
  for (let k = 0; k <= Math.min(fixed, broken); k += 1) {
    sum += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}

/** Upper tail of the standard normal: Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
function normalTail(z) {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

function psi(x, y) {
  return x > y ? 1 : x === y ? 0.5 : 0;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleVariance(values) {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function shuffled(values) {
  const copy = Float32Array.from(values);
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

function rounded(_, value) {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
