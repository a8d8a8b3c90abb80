import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { emptyTail, planAppend } from "../../../src/runs/plan-append.ts";
import { auditRecord, runRecord } from "../../support/ledger/records.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const segment = "segments/00000001.jsonl";
const first = `md5:${"2".repeat(32)}`;
const records: readonly LedgerRecord[] = [
  runRecord("17.1/train/m"),
  runRecord("18.1/evaluate/m", {
    verb: "evaluate",
    inputs: [{ path: "models/model.onnx", digest: first, sizeBytes: 500, kind: "model" }],
    outputs: [],
    params: { "params.yaml:train.depth": 8 },
    metrics: [
      { name: "roc_auc", value: 0.8, slice: null, interval: null },
      { name: "log_loss", value: "nan", slice: null, interval: null },
    ],
  }),
  runRecord("18.2/evaluate/m", { verb: "evaluate", retryOf: "18.1/evaluate/m", inputs: [], outputs: [] }),
  auditRecord("promote/m#production#1", { model: "m" }),
];

let directory: string;
let origin: string;
let clone: string;
let output: string[];
let errors: string[];
let before: string;
beforeEach(() => {
  directory = temporaryDirectory();
  origin = join(directory, "origin");
  clone = join(directory, "clone");
  mkdirSync(origin);
  git(origin, "init", "--quiet", "--initial-branch", "pawl/ledger");
  commitLedger(records);
  git(directory, "clone", "--quiet", origin, clone);
  before = process.cwd();
  process.chdir(clone);
  [output, errors] = [[], []];
  vi.spyOn(console, "log").mockImplementation((text: string) => void output.push(text));
  vi.spyOn(console, "error").mockImplementation((text: string) => void errors.push(text));
});
afterEach(() => {
  process.chdir(before);
  process.exitCode = undefined;
});

function git(cwd: string, ...args: readonly string[]): string {
  const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  return execFileSync("git", [...person, ...args], { cwd, encoding: "utf8" }).trim();
}

function commitLedger(all: readonly LedgerRecord[]): void {
  const { files } = planAppend(emptyTail, all.map(renderRecord), new Map(), (text) =>
    nodeDigest.sha256(text),
  );
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(origin, path, ".."), { recursive: true });
    writeFileSync(join(origin, path), text);
  }
  commit("ledger");
}

function commit(message: string): string {
  git(origin, "add", "--all");
  git(origin, "commit", "--quiet", "--message", message);
  return git(origin, "rev-parse", "HEAD");
}

async function run<T>(...args: readonly string[]): Promise<T> {
  output.length = 0;
  expect(await runCommandLine(["--json", "runs", ...args])).toBe(0);
  return JSON.parse(output.join("\n")) as T;
}

describe("pawl runs", () => {
  it("lists runs, newest first, as a table and as a document", async () => {
    expect(await runCommandLine(["runs", "list", "--verb", "evaluate", "--limit", "1"])).toBe(0);
    expect(output.join("\n")).toContain("18.2/evaluate/m");
    expect(output.join("\n")).not.toContain("18.1/evaluate/m");
    const found = await run<{ schema: string; head: string; runs: { id: string }[] }>("list");
    expect(found.schema).toBe("pawl.runs-list/1");
    expect(found.head).toMatch(/^[0-9a-f]{40}$/);
    expect(found.runs.map(({ id }) => id)).toEqual(["18.2/evaluate/m", "18.1/evaluate/m", "17.1/train/m"]);
  });

  it("shows a run by the beginning of its id; several or none are an error with the next step", async () => {
    const shown = await run<{ run: { id: string }; params: unknown[]; metrics: unknown[] }>("show", "17.");
    expect(shown.run.id).toBe("17.1/train/m");
    expect(shown.params).toContainEqual({
      model: "flight-delay",
      name: "params.yaml:train.depth",
      value: "6",
    });
    expect(await runCommandLine(["runs", "show", "18."])).toBe(1);
    expect(errors.join("\n")).toContain("several runs: 18.2/evaluate/m, 18.1/evaluate/m");
    expect(await runCommandLine(["runs", "show", "%"])).toBe(1);
    expect(errors.join("\n")).toContain("`pawl runs list` shows the ids");
  });

  it("compares two runs by params, metrics, data and code", async () => {
    const { differences } = await run<{ differences: unknown[] }>("diff", "17.1/train/m", "18.1/evaluate/m");
    expect(differences).toContainEqual({ kind: "param", name: "params.yaml:train.depth", a: "6", b: "8" });
    expect(differences).toContainEqual({ kind: "metric", name: "roc_auc", a: "0.74", b: "0.8" });
    expect(differences).toContainEqual({ kind: "data out", name: "models/model.onnx", a: first, b: null });
  });

  it("follows the digests of files and retries in both directions", async () => {
    const edges = [
      { run: "18.1/evaluate/m", from: "17.1/train/m", via: first },
      { run: "18.2/evaluate/m", from: "18.1/evaluate/m", via: "retry" },
    ];
    expect(await run("lineage", "17.1/train/m")).toMatchObject({ edges });
    expect(await run("lineage", "18.2/evaluate/m")).toMatchObject({ edges });
  });

  it("answers SQL over every view, with NaN as a word", async () => {
    const nan = "SELECT value FROM metrics WHERE name = 'log_loss'";
    expect(await run("query", nan)).toMatchObject({ schema: "pawl.runs-query/1", rows: [{ value: "nan" }] });
    const audit = "SELECT actor, environment, previous_version FROM audit WHERE action = 'promote'";
    expect(await run("query", audit)).toMatchObject({
      rows: [{ actor: "ada", environment: "production", previous_version: "v1.0.0" }],
    });
    for (const view of ["runs", "params", "artifacts", "data"]) await run("query", `SELECT * FROM ${view}`);
  });

  it.each([
    "COPY runs TO 'out.csv'",
    "SELECT * FROM read_text('/etc/hostname')",
    "ATTACH 'out.db'",
    "INSTALL httpfs",
    "SET enable_external_access = true",
    "SELEC",
  ])("refuses %s", async (statement) => {
    expect(await runCommandLine(["runs", "query", statement])).toBe(1);
    expect(errors.join("\n")).toContain("sql.failed");
  });

  it("says that a sound chain is whole, and exits with 3 and the commit at fault for one that is not", async () => {
    expect(await runCommandLine(["runs", "verify"])).toBe(0);
    expect(output.join("\n")).toContain("4 entries, the chain is whole");
    const path = join(origin, segment);
    writeFileSync(path, readFileSync(path, "utf8").replace('"value":0.8', '"value":0.9'));
    const culprit = commit("better");
    output.length = 0;
    expect(await runCommandLine(["runs", "verify"])).toBe(3);
    expect(output.join("\n")).toContain(`chain-broken at ${segment}:2`);
    expect(output.join("\n")).toContain(culprit);
    process.exitCode = undefined;
    expect(await runCommandLine(["runs", "list"])).toBe(0);
    expect(errors.join("\n")).toContain("chain-broken");
  });

  it("sees a force-pushed branch that is sound by itself, again and again", async () => {
    expect(await runCommandLine(["runs", "verify"])).toBe(0);
    git(origin, "checkout", "--quiet", "--orphan", "new");
    commitLedger(records.slice(0, 1));
    git(origin, "branch", "--force", "pawl/ledger", "new");
    for (const _ of [1, 2]) {
      process.exitCode = undefined;
      output.length = 0;
      expect(await runCommandLine(["runs", "verify"])).toBe(3);
      expect(output.join("\n")).toContain("rewritten");
      expect(output.join("\n")).toContain("entry 4 was");
    }
  });

  it("counts records that it cannot show", async () => {
    const text = readFileSync(join(origin, segment), "utf8");
    const [line = ""] = text.split("\n");
    const odd = line.replace('"record":{', '"record":{"durationSeconds":{},');
    writeFileSync(join(origin, segment), `${line}\n${odd}\n${line}\n`);
    commit("odd");
    const { problems } = await run<{ problems: { kind: string }[] }>("list");
    expect(problems.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["chain-broken", "duplicate-key"]),
    );
  });

  it("is empty in a repository without a ledger, and works without a network", async () => {
    git(origin, "checkout", "--quiet", "-b", "main");
    git(origin, "branch", "--quiet", "-D", "pawl/ledger");
    expect(await run("list")).toMatchObject({ head: null, runs: [], problems: [] });
    git(clone, "remote", "set-url", "origin", join(directory, "nowhere"));
    expect(await run("list")).toMatchObject({ head: null });
    expect(errors.join("\n")).toContain("origin was not reached");
  });
});
