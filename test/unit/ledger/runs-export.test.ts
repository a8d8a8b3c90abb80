import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import { type LedgerClone, makeLedgerClone } from "../../support/ledger/ledger-clone.ts";
import { auditRecord, runRecord } from "../../support/ledger/records.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let clone: LedgerClone;
let before: string;
let errors: string[];
let output: string[];
beforeEach(() => {
  clone = makeLedgerClone(temporaryDirectory());
  clone.commit([
    runRecord("17.1/train/m"),
    auditRecord("promote/m#production#1"),
    runRecord("18.1/evaluate/m", { verb: "evaluate", state: "cancelled" }),
  ]);
  before = process.cwd();
  process.chdir(clone.root);
  vi.stubEnv("GITHUB_REPOSITORY", "acme/flights");
  vi.stubEnv("GITHUB_SERVER_URL", "https://github.test");
  vi.stubEnv("MLFLOW_TRACKING_URI", undefined);
  [errors, output] = [[], []];
  vi.spyOn(console, "error").mockImplementation((text: string) => void errors.push(text));
  vi.spyOn(console, "log").mockImplementation((text: string) => void output.push(text));
});
afterEach(() => {
  process.chdir(before);
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

function events(): readonly { readonly eventType: string; readonly job: { readonly name: string } }[] {
  const lines = readFileSync("events.jsonl", "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as ReturnType<typeof events>[number]);
}

describe("pawl runs export --openlineage", () => {
  it("writes two events a run, oldest first, and the same ones again", async () => {
    expect(await runCommandLine(["--json", "runs", "export", "--openlineage", "events.jsonl"])).toBe(0);
    expect(JSON.parse(output.join(""))).toMatchObject({
      schema: "pawl.runs-export/1",
      changed: 0,
      openlineage: { file: "events.jsonl", events: 4 },
    });
    expect(events().map(({ eventType, job }) => [eventType, job.name])).toEqual([
      ["START", "train/flight-delay"],
      ["COMPLETE", "train/flight-delay"],
      ["START", "evaluate/flight-delay"],
      ["ABORT", "evaluate/flight-delay"],
    ]);
    const first = readFileSync("events.jsonl", "utf8");
    expect(await runCommandLine(["runs", "export", "--openlineage", "events.jsonl"])).toBe(0);
    expect(readFileSync("events.jsonl", "utf8")).toBe(first);
    expect(readdirSync(".").filter((name) => name.startsWith("events"))).toEqual(["events.jsonl"]);
  });

  it("leaves out a run that was changed, and says so", async () => {
    const path = join(clone.origin, "segments/00000001.jsonl");
    const text = readFileSync(path, "utf8");
    clone.commit([]);
    writeFileSync(path, text.replace('"durationSeconds":270', '"durationSeconds":1'));
    clone.commitFiles();
    expect(await runCommandLine(["runs", "export", "--openlineage", "events.jsonl"])).toBe(0);
    expect(events()).toHaveLength(2);
    expect(errors.join("\n")).toContain("1 runs were changed in the ledger and are left out");
  });

  it("is an empty file for an empty ledger", async () => {
    const empty = makeLedgerClone(temporaryDirectory());
    process.chdir(empty.root);
    expect(await runCommandLine(["runs", "export", "--openlineage", "events.jsonl"])).toBe(0);
    expect(readFileSync("events.jsonl", "utf8")).toBe("");
  });

  it("keeps what was there when it cannot write, and names the file", async () => {
    mkdirSync("events.jsonl");
    expect(await runCommandLine(["runs", "export", "--openlineage", "events.jsonl"])).toBe(1);
    expect(errors.join("\n")).toContain("file.write-failed");
    expect(await runCommandLine(["runs", "export", "--openlineage", "no/such/folder"])).toBe(1);
    expect(readdirSync(".").filter((name) => name.includes("partial"))).toEqual([]);
    expect(existsSync("no")).toBe(false);
  });
});

describe("pawl runs export", () => {
  it("asks where to, for which repository, and for variables that the policy names", async () => {
    expect(await runCommandLine(["runs", "export"])).toBe(2);
    expect(errors.join("\n")).toContain("--openlineage");
    vi.stubEnv("GITHUB_REPOSITORY", "../../etc");
    expect(await runCommandLine(["runs", "export", "--openlineage", "x", "--repository", "a/b/c"])).toBe(2);
    expect(errors.join("\n")).toContain("--repository owner/name");
    vi.stubEnv("GITHUB_REPOSITORY", "acme/flights");
    mkdirSync(".github");
    const runs = 'runs: {mlflow: {tracking_uri: "${MLFLOW_TRACKING_URI}"}}';
    writeFileSync(".github/pawl.yml", `version: 1\nmodels: {}\n${runs}\n`);
    expect(await runCommandLine(["runs", "export", "--mlflow"])).toBe(2);
    expect(errors.join("\n")).toContain("MLFLOW_TRACKING_URI");
    vi.stubEnv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9");
    expect(await runCommandLine(["runs", "export", "--mlflow"])).toBe(1);
    expect(errors.join("\n")).toContain("mlflow.unreachable");
  });
});
