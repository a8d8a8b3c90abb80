import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";
import { monitor, type MonitorResult } from "../../../src/app/monitor.ts";
import { policySchema, type Policy } from "../../../src/config/schema.ts";
import { buildProfile } from "../../../src/drift/profile.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import type { Issue } from "../../../src/ports/github/issues.ts";
import { createGitHubFake } from "../github-fake/create-github-fake.ts";
import { createFakeState, nextId, now, type FakeState } from "../github-fake/fake-state.ts";

/** Rows of one day of the prediction log. */
export interface DayRows {
  readonly date: string;
  readonly rows: number;
  /** Added to the feature: 0 is like the reference. */
  readonly shift?: number;
  /** Added to the score. */
  readonly scoreShift?: number;
  readonly version?: string;
  /** Share of positive labels, or none. */
  readonly late?: number;
}

/** A live model in a repository in memory, with its log and labels in a temporary folder. */
export interface MonitorScene {
  readonly state: FakeState;
  readonly directory: string;
  readonly warnings: string[];
  writeDay(day: DayRows): Promise<void>;
  writeLine(date: string, line: string): Promise<void>;
  /** Puts another version live. */
  deploy(version: string): Promise<void>;
  run(until: string, monitoring?: Readonly<Record<string, unknown>>): Promise<MonitorResult>;
  /** Drift issues, oldest first. */
  issues(): Issue[];
  close(): Promise<void>;
}

const perDay = 200;
const reference = Array.from({ length: 2000 }, (_, index) => index % perDay);
/** The score of the reference is uniform on 0 … 0.4: its mean is 0.199. */
const scoreOf = (index: number): number => ((index % perDay) / perDay) * 0.4;

/** The policy of the scene, with changes to `monitoring`. */
export function scenePolicy(monitoring: Readonly<Record<string, unknown>> = {}): Policy {
  return policySchema.parse({
    version: 1,
    models: {
      late: {
        artifact: "model.onnx",
        task: "binary-classification",
        evaluation: { target: "is_late", id: "flight", metrics: ["roc_auc"] },
        environments: { production: {} },
        monitoring: {
          predictions: "${PREDICTIONS}",
          labels: "labels",
          open_after: "2 of 3",
          checks: ["data_drift", "prediction_drift", "performance"],
          limits: { psi: 0.2, bias: 0.1, min_rows: 100 },
          retrain: { on: ["data_drift", "performance"], at_most: "1 per 24h" },
          ...monitoring,
        },
      },
    },
  });
}

/** Opens a scene; close it after use. `column` names the feature. */
export async function openMonitorScene(
  sql: Sql,
  { column = "distance" }: { readonly column?: string } = {},
): Promise<MonitorScene> {
  const directory = await mkdtemp(join(tmpdir(), "pawl-monitor-"));
  const state = createFakeState();
  const { github } = createGitHubFake(state);
  const warnings: string[] = [];
  const logFile = (date: string): string =>
    join(directory, "log", "production", "late", `date=${date}`, "server.jsonl");
  const scene: MonitorScene = {
    state,
    directory,
    warnings,
    writeLine: async (date, line) => {
      await mkdir(dirname(logFile(date)), { recursive: true });
      await appendFile(logFile(date), `${line}\n`);
    },
    writeDay: async (day) => {
      const lines = Array.from({ length: day.rows }, (_, index) => lineOf(day, index, column));
      await scene.writeLine(day.date, lines.join("\n"));
      if (day.late !== undefined) await writeLabels(directory, day, day.late);
    },
    deploy: async (version) => {
      const release = await github.releases.create(`late@${version}`, { name: "", body: "", draft: false });
      const profile = buildProfile({
        columns: new Map([[column, reference]]),
        scores: reference.map(scoreOf),
        targets: reference.map((_, index) => (index % 5 === 0 ? 1 : 0)),
        metrics: { roc_auc: { value: 0.9, interval: null } },
      });
      const bytes = new TextEncoder().encode(JSON.stringify(profile));
      await github.releases.uploadAsset(release.id, { name: "profile.json", contentType: "", bytes });
      putLive(state, version);
    },
    run: (until, monitoring) =>
      monitor(
        {
          policy: scenePolicy(monitoring),
          until,
          directory,
          variables: { PREDICTIONS: join(directory, "log") },
        },
        {
          github,
          sql,
          // The fake's time, and nobody waits.
          clock: { now: () => new Date(now(state)), sleep: async () => undefined },
          log: { debug: () => {}, info: () => {}, warning: (text) => warnings.push(text), error: () => {} },
        },
      ),
    issues: () => [...state.issues.values()].sort((a, b) => a.number - b.number),
    close: () => rm(directory, { recursive: true, force: true }),
  };
  await scene.deploy("v1.0.0");
  state.writes.length = 0;
  return scene;
}

function lineOf(day: DayRows, index: number, column: string): string {
  const minutes = String(Math.floor((index / day.rows) * 1440) % 60).padStart(2, "0");
  const hours = String(Math.floor((index / day.rows) * 24)).padStart(2, "0");
  return JSON.stringify({
    schema: "pawl.prediction/1",
    model: "late",
    version: day.version ?? "v1.0.0",
    environment: "production",
    id: `${day.date}-${index}`,
    timestamp: `${day.date}T${hours}:${minutes}:00Z`,
    servedAt: "2026-01-01T00:00:00Z",
    inputs: { [column]: (index % perDay) + (day.shift ?? 0) },
    score: scoreOf(index) + (day.scoreShift ?? 0),
  });
}

async function writeLabels(directory: string, day: DayRows, late: number): Promise<void> {
  const rows = Array.from(
    { length: day.rows },
    (_, index) => `${day.date}-${index},${index % 100 < late * 100 ? 1 : 0}`,
  );
  await mkdir(join(directory, "labels"), { recursive: true });
  await writeFile(join(directory, "labels", `${day.date}.csv`), `flight,is_late\n${rows.join("\n")}\n`);
}

function putLive(state: FakeState, version: string): void {
  const id = nextId(state);
  const payload = {
    schema: "pawl.deployment/1",
    model: "late",
    version,
    environment: "production",
    tag: `late#production#${id}`,
    sha256: "0".repeat(64),
  };
  const common = { description: "", createdAt: "2001-01-01T00:00:00Z" };
  const ref = `late@${version}`;
  state.deployments.set(id, {
    id,
    ref,
    sha: "0".repeat(40),
    environment: "production",
    payload,
    url: "",
    ...common,
  });
  state.statuses.set(id, [{ id: nextId(state), state: "success", environmentUrl: "", ...common }]);
}

/** Opens the engine that scenes share. */
export function openSceneSql(): Promise<Sql> {
  return openSql({ threads: 1 });
}
