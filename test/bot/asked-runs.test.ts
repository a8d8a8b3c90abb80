import { beforeEach, describe, expect, it } from "vitest";
import { requestRetraining } from "../../bot/reconcile/retraining.ts";
import { PawlError } from "../../src/errors.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { headSha, openPull, person } from "../support/bot-world.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import {
  createEndedRuns,
  type EndedRuns,
  makeJob,
  modelLike,
  ownRecord,
  will,
} from "../support/ledger/ended-runs.ts";

const bot = { id: 7, login: "pawl[bot]", type: "Bot" } as const;

let world: EndedRuns;
beforeEach(() => {
  world = createEndedRuns();
});

describe("a run of a fork's code", () => {
  const fork = { headRepositoryId: 4711 };

  it("has a record of what GitHub says, whatever it left; nothing of its artifacts is in it", async () => {
    openPull(world.state, fork);
    const id = await world.end([makeJob({ conclusion: "success" })], fork);
    await world.hand(id, [ownRecord(id, "evaluate")]);
    for (const _ of [1, 2]) await world.look(id);
    expect(await world.records()).toMatchObject([
      {
        id: `${id}.1/train/delay`,
        state: "done",
        reasonCode: "job.succeeded",
        actor: will,
        trigger: { pullRequest: 12 },
        model: { status: "none", digest: null },
        metrics: [],
        params: {},
      },
    ]);
  });

  it("is the evaluation apart from it in the run of that, with its own commit and pull request", async () => {
    openPull(world.state, fork);
    const id = await world.end([makeJob({ conclusion: "success" })], fork);
    const path = ".github/workflows/pawl-evaluate.yml";
    const changes = { path, event: "workflow_run", displayTitle: `evaluate run ${id}`, headSha: fakeSha(1) };
    const apart = await world.end([makeJob({ name: "evaluate" })], changes);
    await world.look(apart);
    expect(await world.records()).toMatchObject([
      { id: `${apart}.1/evaluate/delay`, commit: headSha, trigger: { pullRequest: 12, runId: apart } },
    ]);
  });
});

describe("a run that /ml run started", () => {
  const titled = (comment: number, pull = 12): Partial<WorkflowRun> => ({
    event: "workflow_dispatch",
    displayTitle: `run train ${pull} ${headSha} ${pull}-comment-${comment}-1`,
    headSha: fakeSha(1),
    headBranch: "main",
    actor: bot,
  });

  function ask(body = "/ml run train --model delay"): number {
    return addComment(world.state, 12, body, person(world.state, "will"));
  }

  /** As the job of `/ml run` would leave it. */
  function left(runId: number, verb: RunRecord["verb"] = "train"): RunRecord {
    const { trigger } = ownRecord(runId, verb);
    const mine = { ...trigger, event: "workflow_dispatch", job: "run", pullRequest: null };
    return ownRecord(runId, verb, {
      actor: { ...bot, role: null },
      trigger: { ...mine, request: "issuecomment-1" },
    });
  }

  it("is of who asked, of the pull request, its head and the comment, whatever the job says of that", async () => {
    openPull(world.state);
    const comment = ask();
    const id = await world.end([makeJob({ name: "run", conclusion: "success" })], titled(comment));
    await world.hand(id, [left(id), left(id, "register")]);
    for (const _ of [1, 2]) await world.look(id);
    expect(await world.records()).toMatchObject([
      {
        id: `${id}.1/train/delay`,
        actor: { id: 13, login: "will", type: "User" },
        commit: headSha,
        trigger: { pullRequest: 12, request: `issuecomment-${comment}`, runId: id },
        metrics: [{ name: "roc_auc" }],
      },
    ]);
  });

  it("that was cancelled is recorded for the model that the comment names", async () => {
    world = createEndedRuns(modelLike("price"));
    openPull(world.state);
    const comment = ask();
    const id = await world.end([makeJob({ name: "run" })], titled(comment));
    await world.look(id);
    expect(await world.records()).toMatchObject([
      { id: `${id}.1/train/delay`, commit: headSha, actor: { login: "will" }, reasonCode: "job.cancelled" },
    ]);
  });

  it("is the person's who started it by hand, whatever comment it names", async () => {
    openPull(world.state);
    const mia = { id: 12, login: "mia", type: "User" } as const;
    const id = await world.end([makeJob({ name: "run" })], { ...titled(ask()), actor: mia });
    await world.look(id);
    const [record] = await world.records();
    expect(record).toMatchObject({ actor: { login: "mia" }, trigger: { pullRequest: 12 } });
    expect(record?.trigger.request).toBeUndefined();
  });

  it("is the bot's when the comment is gone", async () => {
    openPull(world.state);
    const id = await world.end([makeJob({ name: "run" })], titled(777));
    await world.look(id);
    expect(await world.records()).toMatchObject([
      { actor: { login: "pawl[bot]" }, trigger: { pullRequest: 12 } },
    ]);
  });

  it("on a fork's pull request has nothing of what it left", async () => {
    openPull(world.state, { headRepositoryId: 4711 });
    const comment = ask();
    const id = await world.end([makeJob({ name: "run", conclusion: "success" })], titled(comment));
    await world.hand(id, [left(id)]);
    await world.look(id);
    expect(await world.records()).toMatchObject([
      { reasonCode: "job.succeeded", metrics: [], actor: { login: "will" }, trigger: { pullRequest: 12 } },
    ]);
  });
});

describe("a retraining", () => {
  const wish = { model: "delay", issue: 7, asker: { login: "will", requestId: "12/comment:5" } };

  it("tells its run who asked, and is started without that where the workflow file does not know the input", async () => {
    const { context, state } = world;
    const { workflows } = context.github;
    const dispatch: typeof workflows.dispatch = async (file, ref, inputs) => {
      if (!("run" in inputs)) return workflows.dispatch(file, ref, inputs);
      const message = 'refused with 422: Unexpected inputs provided: ["run"]';
      throw new PawlError("github.request-failed", { message, isRefusal: true });
    };
    await requestRetraining(wish, context);
    expect(JSON.parse(state.dispatches[0]?.inputs["run"] ?? "")).toMatchObject({ asker: { login: "will" } });
    state.runs.clear();
    const github = { ...context.github, workflows: { ...workflows, dispatch } };
    const other = { ...wish, asker: { ...wish.asker, requestId: "12/comment:6" } };
    await requestRetraining(other, { ...context, github });
    expect(state.dispatches[1]?.inputs).toEqual({ verb: "retrain", model: "delay", issue: "7" });
  });
});
