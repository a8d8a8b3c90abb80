import { beforeEach, describe, expect, it } from "vitest";
import type { Key } from "../../bot/key.ts";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import { listOpenKeys } from "../../bot/reconcile/sweep.ts";
import { nodeDigest } from "../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../src/app/ledger/render-record.ts";
import { waitingRef } from "../../src/app/ledger/waiting-records.ts";
import type { WorkflowJob, WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { headSha, openPull, policyText } from "../support/bot-world.ts";
import {
  createEndedRuns,
  type EndedRuns,
  makeJob,
  modelLike,
  ownRecord,
  will,
} from "../support/ledger/ended-runs.ts";
import { runRecord } from "../support/ledger/records.ts";

let world: EndedRuns;
beforeEach(() => {
  world = createEndedRuns();
});

describe("a job that could not record itself", () => {
  it("is recorded by the bot with what GitHub says of it, and nothing else", async () => {
    openPull(world.state);
    const id = await world.end([makeJob()]);
    await world.look(id);
    expect(await world.records()).toEqual([
      {
        schema: "pawl.run/1",
        id: `${id}.1/train/delay`,
        key: `run/${id}.1/train/delay`,
        verb: "train",
        model: { name: "delay", version: null, status: "failed", digest: null },
        actor: { ...will, role: null },
        trigger: {
          event: "pull_request",
          workflow: "acme/flights/.github/workflows/pawl.yml",
          runId: id,
          attempt: 1,
          job: "pipeline",
          pullRequest: 12,
          url: `https://github.test/acme/flights/actions/runs/${id}`,
        },
        startedAt: "2026-01-31T10:00:00Z",
        endedAt: "2026-01-31T12:00:00Z",
        durationSeconds: 7200,
        state: "cancelled",
        reasonCode: "job.cancelled",
        commit: headSha,
        ref: "refs/heads/better",
        params: {},
        inputs: [],
        outputs: [],
        environment: { os: "unknown", architecture: "unknown", runner: "gpu-1", image: null, versions: {} },
        hardware: null,
        metrics: [],
        artifacts: [],
        parents: [],
        retryOf: null,
      },
    ]);
  });

  it.each([
    ["timed_out", "failed", "job.timed-out"],
    ["failure", "failed", "job.failed"],
    ["cancelled", "cancelled", "job.cancelled"],
  ])("has the state and reason of its conclusion: %s", async (conclusion, state, reasonCode) => {
    await world.look(await world.end([makeJob({ conclusion })]));
    expect(await world.records()).toMatchObject([{ state, reasonCode }]);
  });

  it.each<readonly [string, string, Partial<WorkflowRun>]>([
    ["feature", "feature/delay", {}],
    ["train (a100)", "train/delay", {}],
    ["evaluate", "evaluate/delay", {}],
    ["register", "register/delay", { event: "push" }],
    ["deploy", "deploy/job", { event: "workflow_dispatch", displayTitle: "deploy" }],
    ["deploy", "deploy/5", { event: "workflow_dispatch", displayTitle: "deploy #5" }],
    ["monitor", "monitor/job", { event: "schedule" }],
    ["retrain", "retrain/delay", { event: "workflow_dispatch", displayTitle: "retrain delay #7" }],
  ])("%s is a run of %s", async (name, suffix, changes) => {
    const id = await world.end([makeJob({ name })], changes);
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/${suffix} job.cancelled`]);
  });

  it("of a policy with several models is of each, but a retraining of its own alone", async () => {
    world = createEndedRuns(modelLike("price"));
    const first = await world.end([makeJob()]);
    const title = { event: "workflow_dispatch", displayTitle: "retrain price #" };
    const second = await world.end([makeJob({ name: "retrain" })], title);
    await world.look(first);
    await world.look(second);
    expect((await world.records()).map(({ id }) => id)).toEqual([
      `${first}.1/train/delay`,
      `${first}.1/train/price`,
      `${second}.1/retrain/price`,
    ]);
  });

  it.each<readonly [string, Partial<WorkflowJob>]>([
    ["waited for a runner and never got one", { runnerName: null }],
    ["has the name of no job of ours", { name: "lint" }],
    ["has a name that objects have", { name: "constructor" }],
    ["is the bot's", { name: "bot" }],
    ["was skipped", { conclusion: "skipped" }],
    ["goes on", { status: "in_progress", conclusion: null }],
    ["went well", { conclusion: "success" }],
  ])("is not one that %s", async (_, changes) => {
    await world.look(await world.end([makeJob(changes)], { conclusion: "failure" }));
    expect(await world.keys()).toEqual([]);
  });

  it("is not looked for in a run that goes on, of another workflow, or without runs in the policy", async () => {
    await world.look(await world.end([makeJob()], { status: "in_progress", conclusion: null }));
    await world.look(await world.end([makeJob()], { path: ".github/workflows/other.yml" }));
    world.state.files.set("main:.github/pawl.yml", policyText);
    await world.look(await world.end([makeJob()]));
    expect(await world.keys()).toEqual([]);
  });
});

describe("what a job recorded itself and what the bot says of it", () => {
  it("is once, however often and in whatever order they come: its own first", async () => {
    const id = await world.end([makeJob({ conclusion: "failure" })]);
    await world.hand(id, [ownRecord(id, "evaluate", { state: "negative", reasonCode: "gate.failed" })]);
    for (const _ of [1, 2]) await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/evaluate/delay gate.failed`]);
  });

  it("is once when the artifact comes late: what was said stands", async () => {
    const id = await world.end([makeJob({ conclusion: "failure" })]);
    await world.look(id);
    await world.hand(id, [ownRecord(id, "train"), ownRecord(id, "evaluate")]);
    for (const _ of [1, 2]) await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/train/delay job.failed`]);
  });

  it("is once when the job wrote to the ledger itself, with another verb", async () => {
    const id = await world.end([makeJob({ conclusion: "failure" })]);
    await world.open().append([ownRecord(id, "feature", { state: "failed", reasonCode: "stage.failed" })]);
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/feature/delay stage.failed`]);
  });

  it("is once when the job's record waits for a place in the ledger", async () => {
    const id = await world.end([makeJob()]);
    const waiting = renderRecord(ownRecord(id, "evaluate", { reasonCode: "gate.pass" }));
    const files = { "records.jsonl": `${waiting.text}\n` };
    const { commits } = world.context.github;
    const left = await commits.create({ message: "ledger: waiting", files });
    await commits.createRef(waitingRef([waiting], { digest: nodeDigest }), left);
    await world.look(id);
    await world.open().append([runRecord("1.1/train/other")]);
    expect(await world.keys()).toEqual(["run/1.1/train/other -", `run/${id}.1/evaluate/delay gate.pass`]);
  });

  it("is found behind hundreds of later entries, and not searched for ever", async () => {
    const id = await world.end([makeJob()]);
    await world.open().append([ownRecord(id, "evaluate", { endedAt: "2026-01-31T11:00:00Z" })]);
    const later = (from: number, count: number): readonly RunRecord[] =>
      Array.from({ length: count }, (_, index) =>
        runRecord(`${from + index}.1/train/m`, { endedAt: "2026-01-31T13:00:00Z", params: {} }),
      );
    await world.open().append(later(1_000_000, 600));
    await world.look(id);
    expect((await world.keys()).filter((key) => key.includes(`run/${id}.`))).toHaveLength(1);
    await world.open().append(later(2_000_000, 256 * 16));
    await world.look(id);
    expect((await world.keys()).filter((key) => key.includes(`run/${id}.`))).toHaveLength(1);
  });

  it("of a job of another name or attempt is about that job", async () => {
    const id = await world.end([makeJob({ name: "feature" }), makeJob({ id: 901, name: "train" })]);
    const { trigger } = ownRecord(id, "feature");
    await world.hand(id, [ownRecord(id, "feature", { trigger: { ...trigger, job: "feature" } })]);
    await world.look(id);
    expect(await world.keys()).toEqual([
      `run/${id}.1/feature/delay -`,
      `run/${id}.1/train/delay job.cancelled`,
    ]);
  });

  it("cannot be told by an artifact: what it says that GitHub said is not believed", async () => {
    const id = await world.end([makeJob()]);
    await world.hand(id, [ownRecord(id, "evaluate", { reasonCode: "job.succeeded" })]);
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/train/delay job.cancelled`]);
  });
});

describe("the attempts of a run", () => {
  it("are recorded each, linked to the one before, though nobody looked after the first", async () => {
    const jobs = [
      makeJob(),
      makeJob({ id: 901, attempt: 2, conclusion: "timed_out", startedAt: "2026-01-31T14:00:00Z" }),
    ];
    const id = await world.end(jobs, { attempt: 2 });
    await world.look(id);
    expect(await world.records()).toMatchObject([
      { id: `${id}.1/train/delay`, retryOf: null, reasonCode: "job.cancelled" },
      { id: `${id}.2/train/delay`, retryOf: `${id}.1/train/delay`, reasonCode: "job.timed-out" },
    ]);
  });

  it("are looked at when the last one went well", async () => {
    const again = makeJob({ id: 901, attempt: 2, conclusion: "success", startedAt: "2026-01-31T14:00:00Z" });
    const id = await world.end([makeJob(), again], { attempt: 2, conclusion: "success" });
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/train/delay job.cancelled`]);
  });

  it("take jobs over that did not run again: they count once", async () => {
    const id = await world.end([makeJob({ id: 901, attempt: 2 }), makeJob()], { attempt: 2 });
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/train/delay job.cancelled`]);
  });
});

describe("the bot's work on a run whose job was lost", () => {
  const justEnded = { completedAt: "2026-01-31T23:59:30Z" };

  it("is found by a sweep when its event was lost, of the last day and without runs that need no look", async () => {
    const recent = { createdAt: "2026-01-31T10:00:00Z" };
    const lost = await world.end([makeJob()], recent);
    const dropped = await world.end([makeJob({ conclusion: "success" })], {
      ...recent,
      conclusion: "cancelled",
    });
    await world.end([makeJob({ conclusion: "success" })], recent);
    await world.end([makeJob()], { ...recent, path: ".github/workflows/other.yml" });
    await world.end([makeJob()], { createdAt: "2026-01-30T10:00:00Z" });
    const found = async (): Promise<readonly Key[]> =>
      (await listOpenKeys(world.context)).filter(({ kind }) => kind === "run");
    const key = (id: number): Key => ({ kind: "run", repository: "acme/flights", id });
    expect(await found()).toEqual([key(dropped), key(lost)]);
    for (let count = 0; count < 40; count += 1) await world.end([makeJob()], recent);
    expect(await found()).toHaveLength(30);
    world.state.files.set("main:.github/pawl.yml", policyText);
    expect(await found()).toEqual([]);
  });

  it("waits a minute as a server, since artifacts may be listed late, and not as a workflow", async () => {
    const id = await world.end([makeJob(justEnded)]);
    expect(await world.look(id)).toMatchObject({ dueInMs: 30_000 });
    expect(await world.keys()).toEqual([]);
    await world.hand(id, [ownRecord(id, "evaluate")]);
    await world.look(id);
    expect(await world.keys()).toEqual([`run/${id}.1/evaluate/delay -`]);
    const second = await world.end([makeJob(justEnded)], { status: "in_progress", conclusion: null });
    const context = { ...world.context, ownRun: { id: second, ranPipeline: true } };
    expect((await reconcileRun(second, context)).dueInMs).toBeUndefined();
    expect(await world.keys()).toHaveLength(2);
  });

  it("converges after a crash before or after any of its writes, without a double", async () => {
    const count = await (async () => {
      const id = await world.end([makeJob()]);
      await world.look(id);
      return world.state.writes.length;
    })();
    expect(count).toBeGreaterThan(0);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        world = createEndedRuns();
        const id = await world.end([makeJob()]);
        world.state.fault = { write, when };
        await world.look(id);
        world.state.fault = undefined;
        await world.look(id);
        expect(await world.keys()).toEqual([`run/${id}.1/train/delay job.cancelled`]);
      }
    }
  });

  it("asks little of GitHub: as often for thirty models as for one, but for the lists of their keys", async () => {
    const count = async (models: number): Promise<number> => {
      const others = Array.from({ length: models - 1 }, (_, index) => modelLike(`m${index}`));
      world = createEndedRuns(others.join(""));
      openPull(world.state);
      await world.open().append([runRecord("1.1/train/other")]);
      const id = await world.end([makeJob()]);
      let calls = 0;
      const get = (port: object, method: string | symbol): unknown => {
        calls += 1;
        return Reflect.get(port, method) as unknown;
      };
      const ports = Object.entries(world.context.github).map(([name, port]) => [
        name,
        new Proxy(port, { get }),
      ]);
      const github = Object.fromEntries(ports) as typeof world.context.github;
      await reconcileRun(id, { ...world.context, github });
      expect(await world.records()).toHaveLength(models + 1);
      return calls;
    };
    const one = await count(1);
    expect(one).toBeLessThan(30);
    expect(await count(30)).toBeLessThanOrEqual(one + 29);
  });
});
