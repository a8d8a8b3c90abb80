import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../bot/commands/run.ts";
import {
  answersOn,
  openCommandWorld,
  reactionsTo,
  say,
  type CommandWorld,
} from "../support/command-world.ts";
import { digestOf } from "../../bot/events.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { addRun, headSha, makeReport, openPull, person, policyText } from "../support/bot-world.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha, nextInstant } from "../support/github-fake/fake-state.ts";

const short = headSha.slice(0, 7);
const dvcYaml =
  "stages:\n  train:\n    cmd: python train.py\n    params: [train.rounds]\n    outs: [m.bin]\n";

function answer(world: CommandWorld): string {
  return answersOn(world).at(-1) ?? "";
}

describe("/ml run", () => {
  it("evaluate runs the pull request's own run again", async () => {
    const world = openCommandWorld();
    const run = await addRun(world.state, makeReport(), { createdAt: "2025-12-31T10:00:00Z" });
    const { id } = await say(world, "will", "/ml run evaluate");
    expect(world.state.runs.get(run)?.status).toBe("queued");
    expect(world.state.dispatches).toEqual([]);
    expect(reactionsTo(world, id)).toEqual(["eyes", "rocket"]);
    await say(world, "will", "/ml run evaluate");
    expect(answer(world)).toContain("already.running");
  });

  it("with options dispatches once, with inputs that the record has checked", async () => {
    const world = openCommandWorld();
    world.state.files.set(`${headSha}:dvc.yaml`, dvcYaml);
    world.state.files.set(`${headSha}:params.yaml`, "train: {rounds: 100}\n");
    await reconcilePullRequest(12, world.context);
    await say(world, "will", "/ml run train --gpu a100 --set train.rounds=400");
    const [dispatch] = world.state.dispatches;
    expect(dispatch).toMatchObject({ workflow: "pawl.yml", ref: "main", inputs: { verb: "run", model: "" } });
    expect(JSON.parse(dispatch?.inputs["run"] ?? "")).toMatchObject({
      step: "train",
      pull: "12",
      sha: headSha,
      gpu: "a100",
      set: "train.rounds=400",
    });
    expect(answer(world)).toMatch(/actions\/runs\/\d+/);
  });

  it.each([
    ["/ml run train --set train.depth=4", "unknown.parameter"],
    ["/ml run train --sha abcdef0", "stale.sha"],
    ['/ml run train --gpu "a\\"]"', "usage.invalid"],
    ["/ml run train --model nosuch", "unknown.model"],
    ["/ml run deploy", "usage.invalid"],
  ])("%o is refused as %s and starts nothing", async (body, code) => {
    const world = openCommandWorld();
    world.state.files.set(`${headSha}:dvc.yaml`, dvcYaml);
    world.state.files.set(`${headSha}:params.yaml`, "train: {rounds: 100}\n");
    await reconcilePullRequest(12, world.context);
    await say(world, "will", body);
    expect(answer(world)).toContain(`(\`${code}\`)`);
    expect(world.state.dispatches).toEqual([]);
  });

  it("--dry-run says what it would take, by the policy's prices", async () => {
    const world = openCommandWorld();
    const prices = "prices: {currency: EUR, runner_hour: 1, gpu_hour: 3}\n";
    world.state.files.set("main:.github/pawl.yml", policyText + prices);
    const run = await addRun(world.state, undefined, { createdAt: "2025-12-31T10:00:00Z" });
    const times = { createdAt: "2025-12-31T10:00:00Z", startedAt: "2025-12-31T10:06:00Z" };
    world.state.jobs.set(run, [
      {
        id: 1,
        name: "train",
        status: "completed",
        runnerName: "r",
        labels: ["self-hosted", "gpu"],
        completedAt: "2025-12-31T10:36:00Z",
        ...times,
      },
    ]);
    await say(world, "will", "/ml run train --dry-run");
    expect(answer(world)).toContain(
      "likely 30.0 min, 30.0 min of it on a GPU, about 2.00 EUR, after 6.0 min",
    );
    expect(world.state.dispatches).toEqual([]);
  });
});

describe("a step that Pawl has no action for", () => {
  it("is refused with what there is, starts nothing, and is not in the help", async () => {
    const world = openCommandWorld();
    const { id } = await say(world, "will", "/ml run predict");
    expect(answer(world)).toContain("step must be one of feature, train, evaluate, not “predict”.");
    expect(answer(world)).toContain("(`usage.invalid`)");
    expect(reactionsTo(world, id)).toEqual(["eyes", "confused"]);
    expect(world.state.dispatches).toEqual([]);
    for (const words of ["/ml help", "/ml help run"]) {
      await say(world, "will", words);
      expect(answer(world)).not.toContain("predict");
    }
  });

  it("is not among the steps of /ml run: each has a folder in actions", () => {
    const [step] = runCommand.arguments ?? [];
    const values = step !== undefined && "values" in step.grammar ? step.grammar.values : [];
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((value) => !existsSync(`actions/${value}/action.yml`))).toEqual([]);
  });
});

describe("edge case 5: a push between comment and run", () => {
  it("refuses a head that came after the question, or is not known to have been there, and takes one that is named", async () => {
    const world = openCommandWorld();
    await say(world, "will", "/ml run evaluate");
    expect(answer(world)).toContain("nothing shows that the head");
    const run = await addRun(world.state, undefined, { createdAt: "2026-03-01T00:00:00Z" });
    await say(world, "will", "/ml run evaluate");
    expect(answer(world)).toContain("(`stale.sha`)");
    expect(world.state.runs.get(run)?.status).toBe("completed");
    await say(world, "will", `/ml run evaluate --sha ${short}`);
    expect(world.state.runs.get(run)?.status).toBe("queued");
  });

  it("is bound to the head that was there when the comment was posted, though it is read later", async () => {
    const world = openCommandWorld();
    await reconcilePullRequest(12, world.context);
    const body = "/ml run train";
    const id = addComment(world.state, 12, body, person(world.state, "will"));
    nextInstant(world.state);
    openPull(world.state, { headSha: fakeSha(43) });
    await reconcilePullRequest(12, world.context);
    await reconcileComment({ id, digest: digestOf(body) }, world.context);
    expect(answer(world)).toContain("the head became 0000002 after you asked");
    expect(world.state.dispatches).toEqual([]);
  });

  it("is seen before the dispatch, when it comes while the command is worked on", async () => {
    const world = openCommandWorld();
    await reconcilePullRequest(12, world.context);
    const { workflows } = world.context.github;
    // Counting the queue is the last that is read before.
    const listRuns: typeof workflows.listRuns = async (filter) => {
      if (filter.status === "queued") openPull(world.state, { headSha: fakeSha(43) });
      return workflows.listRuns(filter);
    };
    const github = { ...world.context.github, workflows: { ...workflows, listRuns } };
    await say({ ...world, context: { ...world.context, github } }, "will", "/ml run train");
    expect(answer(world)).toContain("the head was replaced just now");
    expect(world.state.dispatches).toEqual([]);
  });

  it("lets no override count for a head that its reader had not seen", async () => {
    const world = openCommandWorld();
    const body = '/ml override roc_auc --reason "known"';
    const id = addComment(world.state, 12, body, person(world.state, "mia"));
    nextInstant(world.state);
    openPull(world.state, { headSha: fakeSha(43) });
    await addRun(world.state, makeReport({ headSha: fakeSha(43) }), { headSha: fakeSha(43) });
    await reconcilePullRequest(12, world.context);
    await reconcileComment({ id, digest: digestOf(body) }, world.context);
    expect(answer(world)).toContain("(`stale.sha`)");
    expect(world.state.refs.has("refs/pawl/overrides/pr-12")).toBe(false);
  });
});

describe("edge case 9: a fork's pull request", () => {
  const fork = { headRepositoryId: 4711, authorLogin: "mallory" };

  it("is run after /ml ok of its head, and not after the next push", async () => {
    const world = openCommandWorld(fork);
    await reconcilePullRequest(12, world.context);
    await say(world, "will", "/ml run train");
    expect(answer(world)).toContain(`say /ml ok ${short}`);
    await say(world, "will", "/ml ok abcdef0");
    expect(answer(world)).toContain("(`stale.sha`)");
    await say(world, "will", `/ml ok ${short}`);
    expect([...(world.state.labels.get(12)?.keys() ?? [])]).toContain("ml/fork:ok");
    await say(world, "will", "/ml run train");
    expect(world.state.dispatches).toHaveLength(1);
    openPull(world.state, { ...fork, headSha: fakeSha(43) });
    await say(world, "will", "/ml run train");
    expect(answer(world)).toContain("(`denied.fork`)");
    expect(world.state.dispatches).toHaveLength(1);
  });

  it("is not let run by its author, whatever their role", async () => {
    const world = openCommandWorld({ ...fork, authorLogin: "mia" });
    await say(world, "mia", `/ml ok ${short}`);
    expect(answer(world)).toContain("(`denied.self-approval`)");
    expect(world.state.refs.has("refs/pawl/forks/12")).toBe(false);
  });
});

describe("/ml cancel", () => {
  it("stops the newest run, or all, and says who and what was used", async () => {
    const world = openCommandWorld();
    const going = { status: "in_progress", conclusion: null };
    const first = await addRun(world.state, undefined, going);
    const second = await addRun(world.state, undefined, going);
    await say(world, "will", "/ml cancel");
    expect([first, second].map((id) => world.state.runs.get(id)?.conclusion)).toEqual([null, "cancelled"]);
    expect(answer(world)).toContain("will stopped run");
    await say(world, "will", "/ml cancel all");
    expect(world.state.runs.get(first)?.conclusion).toBe("cancelled");
    await say(world, "will", "/ml cancel");
    expect(answer(world)).toContain("(`run.none`)");
  });

  it("leaves runs of other branches and forks alone", async () => {
    const world = openCommandWorld();
    const going = { status: "in_progress", conclusion: null };
    const other = await addRun(world.state, undefined, { ...going, headBranch: "other" });
    const fork = await addRun(world.state, undefined, { ...going, headRepositoryId: 4711 });
    await say(world, "mia", `/ml cancel ${other}`);
    await say(world, "mia", "/ml cancel all");
    expect([other, fork].map((id) => world.state.runs.get(id)?.status)).toEqual([
      "in_progress",
      "in_progress",
    ]);
  });
});

describe("/ml compare and /ml explain", () => {
  it("show what is stored, run nothing, and answer six comparisons an hour", async () => {
    const world = openCommandWorld();
    const context = {
      ...world.context,
      clock: { ...world.context.clock, now: () => new Date("2026-01-01T00:10:00Z") },
    };
    await addRun(world.state, makeReport());
    const ask = () => say({ ...world, context }, "rob", "/ml compare champion");
    await ask();
    expect(answer(world)).toMatch(/\| ROC AUC ↑ \| 0\.7\d* \| 0\.72\d* \| 0\.02\d* \|/);
    for (let count = 0; count < 6; count += 1) await ask();
    expect(answer(world)).toContain("(`denied.rate`)");
    expect(world.state.dispatches).toEqual([]);
    expect(answersOn(world).length).toBe(7);
  });

  it("names each changed input by its kind, escaped, with the plan", async () => {
    const world = openCommandWorld();
    const locked = (path: string, isChanged: boolean) => ({ path, digest: "a", isChanged });
    const stage = {
      stage: "train",
      role: "train" as const,
      inputs: [locked("train.py", true), locked("data/<b>.csv", true), locked("same.py", false)],
      outputs: [locked("m.onnx", true)],
    };
    const params = [{ file: "params.yaml", key: "rounds", old: 1, new: 2 }];
    await addRun(world.state, makeReport({ lineage: { stages: [stage] }, params }));
    await say(world, "rob", "/ml explain");
    expect(answer(world)).toContain("- **Code**: train.py (stage train)");
    expect(answer(world)).toContain("data/&lt;b&gt;.csv");
    expect(answer(world)).not.toContain("same.py");
    expect(answer(world)).toContain("6 combinations have to be trained");
  });
});

describe("/ml config check", () => {
  it("links each problem to its line", async () => {
    const world = openCommandWorld();
    world.state.files.set(`${headSha}:.github/pawl.yml`, "version: 1\nmodel: {}\n");
    await say(world, "rob", "/ml config check");
    expect(answer(world)).toContain(`/blob/${headSha}/.github/pawl.yml#L`);
  });
});
