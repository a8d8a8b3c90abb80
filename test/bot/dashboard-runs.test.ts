import { describe, expect, it } from "vitest";
import { createRecentRunsMemory } from "../../src/app/ledger/recent-runs.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { addRun, makeReport, openPull } from "../support/bot-world.ts";
import {
  createDashboardWorld,
  dashboardPolicy,
  openDrift,
  theDashboard,
  type DashboardWorld,
} from "../support/dashboard-world.ts";
import { openWriter } from "../support/ledger/ledger-world.ts";
import { runRecord } from "../support/ledger/records.ts";

const withLedger = `${dashboardPolicy}runs: {}\n`;
const withPrices = `${withLedger}prices: {currency: EUR, gpu_hour: 2}\n`;
const day = "2026-01-20";

/** A run of `delay` on one GPU for `hours`. */
function trained(id: string, hours: number, change: Partial<RunRecord> = {}): RunRecord {
  const at = change.startedAt ?? `${day}T10:00:00Z`;
  return runRecord(`${id}/train/delay`, {
    model: { name: "delay", version: null, status: "candidate", digest: null },
    startedAt: at,
    endedAt: at,
    durationSeconds: hours * 3600,
    ...change,
  });
}

async function record(world: DashboardWorld, ...records: readonly RunRecord[]): Promise<void> {
  await openWriter(world.context.github).ledger.append(records);
}

async function bodyOf(world: DashboardWorld): Promise<string> {
  await world.render();
  return (await theDashboard(world)).body;
}

describe("runs on the model dashboard", () => {
  it("are in no column without a ledger, nor where nothing was recorded", async () => {
    for (const policy of [dashboardPolicy, withLedger]) {
      const body = await bodyOf(await createDashboardWorld(policy));
      expect(body).not.toContain("GPU");
      expect(body).not.toContain("Last train");
    }
  });

  it("show hours on accelerators and the last training of each model, and the sum with its price first", async () => {
    const world = await createDashboardWorld(withPrices);
    await record(world, trained("1.1", 1.5), trained("2.1", 2, { startedAt: "2026-01-22T10:00:00Z" }));
    const body = await bodyOf(world);
    expect(body).toContain("**1 without drift · GPU 3.5 h in 30 d (7.00 EUR)**");
    expect(body).toContain("| Drift | Last train | GPU h, 30 d |\n");
    expect(body).toContain("|---|--:|\n");
    expect(body).toMatch(/\| 🟢 \| 2026-01-22 \| 3\.5 \|\n/);
  });

  it("without accelerators have no such column, and what ended more than 30 days ago does not count", async () => {
    const world = await createDashboardWorld(withLedger);
    await record(
      world,
      trained("1.1", 500, { startedAt: "2026-01-01T23:59:59Z" }),
      trained("2.1", 5, { hardware: { cpus: 8, memoryBytes: 1, gpus: [] } }),
    );
    const body = await bodyOf(world);
    expect(body).not.toContain("GPU");
    expect(body).toMatch(/\| 🟢 \| 2026-01-20 \|\n/);
  });

  it("that failed say so, and those that were cancelled are no training", async () => {
    const world = await createDashboardWorld(withLedger);
    await record(
      world,
      trained("1.1", 1, { state: "failed", startedAt: "2026-01-21T10:00:00Z" }),
      trained("2.1", 1, { state: "cancelled", startedAt: "2026-01-22T10:00:00Z" }),
    );
    expect(await bodyOf(world)).toMatch(/\| ❌ 2026-01-21 \| 2\.0 \|\n/);
  });

  it("tell what a retraining is likely to take", async () => {
    const world = await createDashboardWorld(withLedger);
    const drift = await openDrift(world);
    await record(world, trained("1.1", 1.8));
    expect(await bodyOf(world)).toContain(
      `<!-- act=retrain model=delay issue=${drift} --> Retrain **delay** for #${drift} (the last training took 1.8 GPU h)`,
    );
  });

  it("do not make the bot write a page that says the same, whatever the hour", async () => {
    const world = await createDashboardWorld(withPrices);
    await record(world, trained("1.1", 1.5, { startedAt: "2026-01-02T00:00:30Z" }));
    await world.render();
    for (let hour = 0; hour < 20; hour += 1) {
      world.later(3_600_000);
      expect((await world.render()).decision).toBe("unchanged");
    }
    world.later(6 * 3_600_000);
    expect((await world.render()).reasonCode).toBe("dashboard.written");
    expect((await theDashboard(world)).body).not.toContain("GPU");
  });

  it("are read anew only where the ledger grew, in a server", async () => {
    const world = await createDashboardWorld(withLedger);
    await record(world, trained("1.1", 1));
    let blobs = 0;
    const { commits } = world.context.github;
    const readBlob: typeof commits.readBlob = (sha) => {
      blobs += 1;
      return commits.readBlob(sha);
    };
    const github = { ...world.context.github, commits: { ...commits, readBlob } };
    const context = { ...world.context, github, recentRuns: createRecentRunsMemory() };
    const render = () => {
      world.later();
      return reconcile({ kind: "dashboard", repository: "acme/flights" }, context);
    };
    for (let count = 0; count < 3; count += 1) await render();
    expect(blobs).toBe(1);
    await record(world, trained("2.1", 1));
    await render();
    await render();
    expect(blobs).toBe(2);
    expect((await theDashboard(world)).body).toContain("| 2.0 |");
  });

  it("of a ledger that somebody wrote into end no line or cell and give no foreign number", async () => {
    const world = await createDashboardWorld(withLedger);
    await record(world, trained("1.1", 1));
    const { commits, gitData } = world.context.github;
    const head = (await gitData.resolveRef("refs/heads/pawl/ledger")) ?? "";
    const [segment] = await commits.listFiles(head, "segments");
    const text = await commits.readBlob(segment?.sha ?? "");
    const forged = [
      text.trimEnd().replace('"durationSeconds":3600', '"durationSeconds":36000000'),
      '{"digest":"x"}',
      "| @all | <img src=x> |",
    ].join("\n");
    const files = { [segment?.path ?? ""]: forged };
    const sha = await commits.create({ message: "x", parent: head, files });
    await commits.advanceRef("refs/heads/pawl/ledger", sha);
    const body = await bodyOf(world);
    expect(body).not.toContain("@all");
    expect(body).not.toContain("GPU");
  });
});

it("a candidate has the words of its own model's verdict", async () => {
  const world = await createDashboardWorld();
  openPull(world.state, { number: 30, headRef: "more" });
  const gate = { gate: "recall ≥ 0.9", metric: "recall", slice: null, reasonCode: "below", reason: "0.2" };
  const report = makeReport({ verdict: "fail", gates: [{ ...gate, status: "fail" }] });
  await addRun(world.state, report, { headBranch: "more" });
  await reconcilePullRequest(30, world.context);
  expect(await bodyOf(world)).toMatch(/\| ❌ #30 \d of \d gates? failed \|/);
});
