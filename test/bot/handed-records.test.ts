import { beforeEach, describe, expect, it } from "vitest";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import { packRecords } from "../../src/app/ledger/handed-records.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { LedgerRecord } from "../../src/runs/ledger-record.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { addArtifact, addRun, createBotWorld, headSha, policyText } from "../support/bot-world.ts";
import { auditRecord, runRecord } from "../support/ledger/records.ts";

let world: ReturnType<typeof createBotWorld>;
beforeEach(() => {
  world = createBotWorld();
  world.state.files.set("main:.github/pawl.yml", `${policyText}runs: {}\n`);
});

/** A record that a job of that run would make. */
function made(runId: number, verb: RunRecord["verb"], change: Partial<RunRecord> = {}): RunRecord {
  const id = `${runId}.1/${verb}/delay`;
  const { trigger } = runRecord(id);
  return runRecord(id, { verb, trigger: { ...trigger, runId, event: "pull_request" }, ...change });
}

async function hand(
  runId: number,
  records: readonly LedgerRecord[],
  name = "pawl-runs-train-1-0a",
): Promise<void> {
  const files = packRecords(records).map(({ path, content }) => [path, String(content)]);
  await addArtifact(world.state, runId, Object.fromEntries(files), name);
}

async function ledger(): Promise<readonly string[]> {
  const { github, log } = world.context;
  return (await openLedger({ github, log }).read()).entries.map(({ record }) => record.key);
}

/** A run with one record of `verb` in an artifact, and what comes of it. */
async function offer(
  change: Partial<WorkflowRun>,
  verb: RunRecord["verb"] = "train",
): Promise<readonly string[]> {
  const id = await addRun(world.state, undefined, change);
  const { trigger } = made(id, verb);
  await hand(id, [made(id, verb, { trigger: { ...trigger, event: change.event ?? "pull_request" } })]);
  await reconcileRun(id, world.context);
  return ledger();
}

describe("records that jobs without the right to write leave", () => {
  it("are written once the run has ended, each once, however often it is looked at", async () => {
    const id = await addRun(world.state, undefined);
    await hand(id, [made(id, "feature")], "pawl-runs-feature-1-0a");
    await hand(id, [made(id, "train")]);
    for (const _ of [1, 2, 3]) await reconcileRun(id, world.context);
    expect(await ledger()).toEqual([`run/${id}.1/feature/delay`, `run/${id}.1/train/delay`]);
  });

  it("are written by the bot that is the last job of the run, and by nobody while others still work", async () => {
    expect(await offer({ status: "in_progress" })).toEqual([]);
    const [id = 0] = world.state.runs.keys();
    const context = { ...world.context, ownRun: { id, ranPipeline: true } };
    await reconcileRun(id, context);
    expect(await ledger()).toEqual([`run/${id}.1/train/delay`]);
  });

  it("are taken of monitoring on a schedule and of deploy, decisions too", async () => {
    const event = "schedule";
    const id = await addRun(world.state, undefined, { event });
    const { trigger } = made(id, "monitor");
    await hand(id, [
      made(id, "monitor", { trigger: { ...trigger, event } }),
      auditRecord("retrain/7/2026-02-01T00:00:00Z", { action: "retrain", runId: id }),
      auditRecord("deploy/5", { action: "deploy", deploymentId: 5, runId: id }),
    ]);
    await reconcileRun(id, world.context);
    expect(await ledger()).toHaveLength(3);
  });

  it.each<readonly [string, Partial<WorkflowRun>]>([
    ["a fork", { headRepositoryId: 999 }],
    ["another workflow", { path: ".github/workflows/other.yml" }],
    [
      "a run of nobody knows what",
      { event: "workflow_dispatch", displayTitle: "run train 12 abc 12-comment-1-1" },
    ],
    [
      "/ml run on a pull request that is not there",
      { event: "workflow_dispatch", displayTitle: `run train 99 ${headSha} 12-comment-1-1` },
    ],
    ["a file of the evaluation's name in a pull request", { path: ".github/workflows/pawl-evaluate.yml" }],
  ])("are left where they are when they come from %s", async (_, change) => {
    expect(await offer(change)).toEqual([]);
  });

  it("are left where they are without runs in the policy of the default branch", async () => {
    world.state.files.set("main:.github/pawl.yml", policyText);
    expect(await offer({})).toEqual([]);
  });

  it.each<readonly [string, (id: number) => LedgerRecord]>([
    ["of another run", () => made(1, "train")],
    ["whose key is another's", (id) => made(id, "train", { key: "run/1.1/train/delay" })],
    [
      "that say they come of another event",
      (id) => made(id, "train", { trigger: { ...made(id, "train").trigger, event: "push" } }),
    ],
    ["of a deployment, from a pull request", (id) => made(id, "deploy")],
    ["of a registration, from a pull request", (id) => made(id, "register")],
    [
      "of a decision, from a pull request",
      (id) => auditRecord("deploy/5", { action: "deploy", deploymentId: 5, runId: id }),
    ],
    ["of a promotion", (id) => auditRecord("promote/m#production#1", { runId: id })],
    ["that fit no schema", (id) => ({ ...made(id, "train"), durationSeconds: -1 })],
  ])("%s are not believed, and those beside them are", async (_, forge) => {
    const id = await addRun(world.state, undefined);
    await hand(id, [forge(id), made(id, "evaluate")]);
    await reconcileRun(id, world.context);
    expect(await ledger()).toEqual([`run/${id}.1/evaluate/delay`]);
  });

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ["has a file of another name", { "more/records-0.jsonl": "{}" }],
    ["is full of zeros", { "records-0.jsonl": "\0".repeat(2 * 2 ** 20) }],
    ["is no JSON", { "records-0.jsonl": '{]\nnull\n[]\n"x"\n' }],
    ["is empty", {}],
  ])("are not read from an archive that %s; the bot goes on", async (_, files) => {
    const id = await addRun(world.state, undefined);
    await addArtifact(world.state, id, files, "pawl-runs-train-1-0b");
    await hand(id, [made(id, "train")]);
    expect(await reconcileRun(id, world.context)).toMatchObject({ reasonCode: "looked-up" });
    expect(await ledger()).toEqual([`run/${id}.1/train/delay`]);
  });

  it("lie in several files when there are many, and in none when there are none", async () => {
    const id = await addRun(world.state, undefined);
    const records = Array.from({ length: 600 }, (_, index) => {
      const name = `${id}.1/train/m${index}`;
      return made(id, "train", { id: name, key: `run/${name}` });
    });
    expect(packRecords(records).length).toBeGreaterThan(2);
    expect(packRecords([])).toEqual([]);
    await hand(id, records);
    await reconcileRun(id, world.context);
    expect(await ledger()).toHaveLength(600);
  });
});
