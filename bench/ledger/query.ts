// Questions to a ledger of many runs in a clone, held to 2 s: each by itself, and the whole command line, cold (nothing is kept yet:
// everything is read, checked, converted and kept) and warm.
//   npm exec -- node bench/ledger/query.ts [--runs 100000] [--main dist/pawl.js]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nodeDigest } from "../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../src/app/ledger/render-record.ts";
import { diffRuns, listRuns, showRun, traceLineage } from "../../src/app/ledger/inspect-runs.ts";
import { emptyTail, planAppend, readTail } from "../../src/runs/plan-append.ts";
import { segmentPath } from "../../src/runs/segments.ts";
import { withLedgerDatabase } from "../../src/runtime/open-ledger-database.ts";
import { auditRecord, runRecord } from "../../test/support/ledger/records.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    // What users start is the bundle, which is loaded sooner: build it first.
    main: { type: "string", default: "src/cli/main.ts" },
  },
});
const count = Number(values.runs);
const sha256 = (text: string): string => nodeDigest.sha256(text);
const root = mkdtempSync(join(tmpdir(), "pawl-query-bench-"));
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", ...args], {
    cwd: root,
    encoding: "utf8",
  });
let isGood = true;

try {
  build();
  await ask();
  for (const time of ["first", "second", "third"]) command(`cold, ${time} time`, "<= 2000", forget);
  for (const time of ["first", "second", "third"]) command(`warm, ${time} time`, "<= 2000");
  append();
  command("warm, after one more run", "<= 2000");
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** A clone whose origin is itself, with the ledger as appends would have made it, packed. */
function build(): void {
  const records = Array.from({ length: count }, (_, index) => {
    const id = `${index}.1/train/flight-delay`;
    const digest = (seed: number): string => `md5:${seed.toString(16).padStart(32, "0")}`;
    const file = { sizeBytes: 1000, kind: "data" } as const;
    const run = runRecord(id, {
      durationSeconds: index % 1000,
      params: { "params.yaml:train.depth": index % 12, "params.yaml:train.rate": 0.1 },
      metrics: [{ name: "roc_auc", value: 0.5 + (index % 400) / 1000, slice: null, interval: null }],
      inputs: [{ path: "data/train.parquet", digest: digest(index), ...file }],
      outputs: [{ path: "models/model.onnx", digest: digest(index + (index % 5 === 0 ? 1 : 1e9)), ...file }],
    });
    return renderRecord(index % 50 === 49 ? auditRecord(`promote/m#production#${index}`) : run);
  });
  const { files } = planAppend(emptyTail, records, new Map(), sha256);
  git("init", "--quiet", "--initial-branch", "pawl/ledger");
  write(files);
  git("repack", "-adq");
  git("remote", "add", "origin", root);
  const kib = git("count-objects", "-v").match(/size-pack: (\d+)/)?.[1] ?? "0";
  console.log(
    `${count} records in ${Object.keys(files).length} files, ${(Number(kib) / 1024).toFixed(0)} MiB packed, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git("add", "--all");
  git("commit", "--quiet", "--message", "ledger");
}

async function ask(): Promise<void> {
  const place = { directory: root, config: ".github/pawl.yml", warn: console.warn };
  const started = performance.now();
  await withLedgerDatabase(place, async (database) => {
    show("cold: fetched, checked, converted, kept", performance.now() - started, "");
    if (database.problems.length > 0) throw new Error(JSON.stringify(database.problems.slice(0, 3)));
    const id = "500.1/train/flight-delay";
    const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["list", () => listRuns(database, { limit: 20 })],
      ["list --model --verb", () => listRuns(database, { model: "flight-delay", verb: "train", limit: 20 })],
      ["show", () => showRun(database, id)],
      ["diff", () => diffRuns(database, id, "501.1/train/flight-delay")],
      ["lineage", () => traceLineage(database, id)],
      [
        "best run",
        () =>
          database.query("SELECT run, value FROM metrics WHERE name = 'roc_auc' ORDER BY value DESC LIMIT 1"),
      ],
      [
        "mean metric by param",
        () =>
          database.query(
            "SELECT p.value, avg(m.value) FROM params p JOIN metrics m USING (run) WHERE p.name = 'params.yaml:train.depth' GROUP BY 1",
          ),
      ],
      [
        "who promoted",
        () => database.query("SELECT actor, count(*) FROM audit WHERE action = 'promote' GROUP BY 1"),
      ],
    ];
    for (const [name, question] of questions) {
      const from = performance.now();
      await question();
      const ms = performance.now() - from;
      isGood &&= ms <= 2000;
      show(name, ms, "<= 2000");
    }
  });
}

/** The whole of `pawl runs query`, with its own process. */
function command(state: string, limit: string, before = (): void => undefined): void {
  before();
  const used = childSeconds();
  const from = performance.now();
  const question = "SELECT verb, count(*), avg(duration_seconds) FROM runs GROUP BY 1";
  const main = join(import.meta.dirname, "../..", values.main);
  execFileSync(process.execPath, [main, "runs", "query", question], { cwd: root });
  const ms = performance.now() - from;
  const seconds = childSeconds() - used;
  if (limit !== "") isGood &&= ms <= 2000;
  show(`pawl runs query …: ${state}`, ms, `${limit}  (${seconds.toFixed(2)} s of processor time)`);
  process.exitCode = isGood ? 0 : 1;
}

/** Processor time of the processes that this one started and that ended, by Linux, 100 ticks a second: it hardly depends on the load. */
function childSeconds(): number {
  const [, after = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
  const [user, system] = after.split(" ").slice(13, 15).map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

/** As in a clone that was made a moment ago, without the ledger's branch. */
function forget(): void {
  rmSync(join(root, ".git", "pawl"), { recursive: true, force: true });
  for (const ref of ["refs/remotes/origin/pawl/ledger", "refs/pawl/ledger-seen/pawl/ledger"])
    git("update-ref", "-d", ref);
}

/** One run more, by another clone. */
function append(): void {
  const folder = join(root, "segments");
  const number = readdirSync(folder).length;
  const text = readFileSync(join(root, segmentPath(number)), "utf8");
  const tail = readTail(number, text, sha256);
  if (tail === undefined) throw new Error("the ledger has no tail");
  const { files } = planAppend(
    tail,
    [renderRecord(runRecord("new.1/train/flight-delay"))],
    new Map(),
    sha256,
  );
  write(files);
}

function show(name: string, ms: number, limit: string): void {
  console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${limit}`);
}
