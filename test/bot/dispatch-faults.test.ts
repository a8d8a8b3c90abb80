import { afterAll, describe, expect, it } from "vitest";
import { digestOf } from "../../bot/events.ts";
import type { Key } from "../../bot/key.ts";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import {
  addRun,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  openPull,
  person,
} from "../support/bot-world.ts";
import { openDriftIssue, type CommandWorld } from "../support/command-world.ts";
import { createDashboardWorld, openDrift, tick } from "../support/dashboard-world.ts";
import { addComment, setLabel } from "../support/github-fake/conversation.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import { createWaitingClock, lagWorkflows } from "../support/lagging-workflows.ts";

const dvcYaml =
  "stages:\n  train:\n    cmd: python train.py\n    params: [train.rounds]\n    outs: [m.bin]\n";
const repository = "acme/flights";
const rate = { file: "params.yaml", key: "train.rate", old: 1, new: 2 };

/** A request that starts something, in a world that is ready for it. */
interface Ready {
  readonly world: CommandWorld;
  readonly key: Key;
  /** Where it is answered. */
  readonly number: number;
}

function openWorld(): CommandWorld {
  const world = createBotWorld({ dispatchesDeployments: true });
  openPull(world.state);
  world.state.files.set(`${headSha}:dvc.yaml`, dvcYaml);
  world.state.files.set(`${headSha}:params.yaml`, "train: {rounds: 100}\n");
  return world;
}

async function saying(body: string, report = makeReport(), login = "will"): Promise<Ready> {
  const world = openWorld();
  await addRun(world.state, report);
  await reconcilePullRequest(12, world.context);
  const id = addComment(world.state, 12, body, person(world.state, login));
  return { world, number: 12, key: { kind: "comment", repository, id, digest: digestOf(body) } };
}

async function labelled(label: string): Promise<Ready> {
  const world = openWorld();
  await addRun(world.state, makeReport());
  await reconcilePullRequest(12, world.context);
  setLabel(world.state, 12, label, person(world.state, "will"));
  return { world, number: 12, key: { kind: "pull-request", repository, number: 12 } };
}

async function pressed(): Promise<Ready> {
  const world = openWorld();
  await addRun(world.state, makeReport());
  await reconcilePullRequest(12, world.context);
  const id = [...world.state.checks.values()].find(({ name }) => name === "ml/metrics")?.id ?? 0;
  return {
    world,
    number: 12,
    key: { kind: "button", repository, id, action: "reevaluate", sender: "will" },
  };
}

async function driftLabelled(): Promise<Ready> {
  const world = openWorld();
  const number = openDriftIssue(world.state);
  setLabel(world.state, number, "ml/retrain", person(world.state, "will"));
  return { world, number, key: { kind: "issue", repository, number } };
}

async function ticked(): Promise<Ready> {
  const world = await createDashboardWorld();
  await openDrift(world);
  await world.render();
  const [key] = await tick(world, "act=retrain", "will");
  if (key?.kind !== "tick") throw new RangeError("there is no box to tick");
  return { world, key, number: key.number };
}

async function assigned(): Promise<Ready> {
  const world = openWorld();
  const payload = {
    schema: "pawl.deployment/1",
    model: "delay",
    version: "v1.0.0",
    environment: "staging",
    tag: "delay#staging#1",
    sha256: "a".repeat(64),
  };
  const request = { ref: "delay@v1.0.0", environment: "staging", description: "", payload };
  const { id } = await world.context.github.deployments.create(request);
  return { world, number: 12, key: { kind: "deployment", repository, id } };
}

const flows: readonly (readonly [string, "dispatch" | "rerun", () => Promise<Ready>])[] = [
  ["a Deployment", "dispatch", assigned],
  ["/ml run train --set", "dispatch", () => saying("/ml run train --set train.rounds=400")],
  ["/ml explain --run", "dispatch", () => saying("/ml explain --run", makeReport({ params: [rate] }))],
  ["/ml retrain", "dispatch", () => saying("/ml retrain")],
  ["the label ml/retrain on a drift issue", "dispatch", driftLabelled],
  ["the box Retrain", "dispatch", ticked],
  ["/ml run evaluate", "rerun", () => saying("/ml run evaluate")],
  ["/ml baseline refresh", "rerun", () => saying("/ml baseline refresh")],
  ["the label ml/full-eval", "rerun", () => labelled("ml/full-eval")],
  ["the button Re-evaluate", "rerun", pressed],
];

/** GitHub as it is: a dispatched run is listed late, and each run is over before somebody looks again. */
function lagging({ context, state }: CommandWorld, lagMs: number): BotContext {
  const clock = createWaitingClock("2026-02-01T00:00:00Z");
  const workflows = lagWorkflows(context.github.workflows, { state, clock, lagMs });
  return { ...context, clock, github: { ...context.github, workflows } };
}

function finishRuns({ state }: CommandWorld): void {
  for (const run of state.runs.values())
    state.runs.set(run.id, { ...run, status: "completed", conclusion: "success" });
}

function endOf({ world, number }: Ready): unknown {
  const { state } = world;
  return {
    dispatches: state.dispatches,
    attempts: [...state.runs.values()].map((run) => run.attempt ?? 1),
    replies: commentsOf(state, number).filter((body) => body.startsWith("<!-- pawl:reply")),
    labels: [...(state.labels.get(number)?.keys() ?? [])].sort(),
    statuses: [...state.statuses.values()].map((list) => list.map((status) => status.state)),
  };
}

let points = 0;
let writes = 0;
afterAll(() => {
  process.stdout.write(`dispatches: ${writes} writes, ${points} crash points, each dispatched once\n`);
});

describe("a crash before or after each write of what starts a run, then another look when the run is over", () => {
  it.each(flows)("of %s starts one %s", async (_, kind, arrange) => {
    const whole = await arrange();
    whole.world.state.writes.length = 0;
    await reconcile(whole.key, lagging(whole.world, 0));
    const end = endOf(whole);
    const count = whole.world.state.writes.length;
    expect(whole.world.state.dispatches).toHaveLength(kind === "dispatch" ? 1 : 0);
    expect([...whole.world.state.runs.values()].filter((run) => run.attempt === 2)).toHaveLength(
      kind === "rerun" ? 1 : 0,
    );
    expect(count).toBeGreaterThan(3);
    writes += count;
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const ready = await arrange();
        // Nothing tells a press whose last effect is done from the next press of the same button.
        if (ready.key.kind === "button" && write === count && when === "after") continue;
        ready.world.state.writes.length = 0;
        const context = lagging(ready.world, 20_000);
        ready.world.state.fault = { write, when };
        await expect(reconcile(ready.key, context).catch((error: unknown) => isFault(error))).resolves.toBe(
          true,
        );
        finishRuns(ready.world);
        await reconcile(ready.key, context);
        expect(endOf(ready), `${when} write ${write}`).toEqual(end);
        points += 1;
      }
    }
  });
});

describe("a request that two workers find at once", () => {
  it.each(flows.filter(([, kind]) => kind === "dispatch"))("%s: one %s", async (_, _kind, arrange) => {
    const ready = await arrange();
    const context = lagging(ready.world, 5000);
    await Promise.allSettled([reconcile(ready.key, context), reconcile(ready.key, context)]);
    expect(ready.world.state.dispatches).toHaveLength(1);
  });
});

describe("a button", () => {
  it("pressed again when the run is over starts it again", async () => {
    const ready = await pressed();
    const context = lagging(ready.world, 0);
    for (const attempt of [2, 3]) {
      await reconcile(ready.key, context);
      finishRuns(ready.world);
      expect([...ready.world.state.runs.values()].map((run) => run.attempt)).toEqual([attempt]);
    }
  });
});

describe("a workflow file whose run-name does not name the Deployment", () => {
  it("is dispatched again a minute after a crash behind the dispatch, and once without one", async () => {
    const ready = await assigned();
    const { context, state } = ready.world;
    const clock = createWaitingClock("2026-02-01T00:00:00Z");
    const dispatch: BotContext["github"]["workflows"]["dispatch"] = async (...asked) => {
      const run = await context.github.workflows.dispatch(...asked);
      for (const [id, one] of state.runs)
        if (one.event === "workflow_dispatch") state.runs.set(id, { ...one, displayTitle: "deploy" });
      return run;
    };
    const github = { ...context.github, workflows: { ...context.github.workflows, dispatch } };
    const createStatus = async (): Promise<never> => {
      throw new RangeError("killed");
    };
    const killed = { ...github, deployments: { ...github.deployments, createStatus } };
    await expect(reconcile(ready.key, { ...context, clock, github: killed })).rejects.toThrow("killed");
    await reconcile(ready.key, { ...context, clock, github });
    expect(state.dispatches).toHaveLength(2);
    expect(clock.waitedMs()).toBe(60_000);
    await reconcile(ready.key, { ...context, clock, github });
    expect(state.dispatches).toHaveLength(2);
  });
});
