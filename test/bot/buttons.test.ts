import { describe, expect, it } from "vitest";
import { keysOf } from "../../bot/events.ts";
import { formatKey, parseKey, type ButtonAction } from "../../bot/key.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import {
  addRun,
  checkOf,
  headSha,
  makeReport,
  mergePull,
  openPull,
  registerVersion,
} from "../support/bot-world.ts";
import { answersOn, openCommandWorld, type CommandWorld } from "../support/command-world.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";

async function press(world: CommandWorld, sender: string, action: ButtonAction) {
  const check = [...world.state.checks.values()].find(({ name }) => name === "ml/metrics");
  const key = { kind: "button", repository: "acme/flights", id: check?.id ?? 1, action, sender } as const;
  return reconcile(key, world.context);
}

async function openJudged(): Promise<CommandWorld & { readonly run: number }> {
  const world = openCommandWorld();
  const run = await addRun(world.state, makeReport());
  await reconcilePullRequest(12, world.context);
  return { ...world, run };
}

const payload = (changes: object) => ({
  repository: { id: 81, full_name: "acme/flights", default_branch: "main" },
  action: "requested_action",
  check_run: { id: 5 },
  requested_action: { identifier: "reevaluate" },
  sender: { login: "will", type: "User" },
  ...changes,
});

describe("a button of ml/metrics", () => {
  it("is one of three, with texts that GitHub takes", async () => {
    const { state } = await openJudged();
    const written = state.writes
      .flatMap((write) => write.args)
      .filter((arg) => Object(arg)["actions"] !== undefined);
    const actions = Object(written[0])["actions"] as readonly Record<string, string>[];
    expect(actions).toHaveLength(3);
    for (const { label = "", description = "", identifier = "" } of actions) {
      expect([label.length <= 20, description.length <= 40, identifier.length <= 20]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  it("re-evaluates for who has write, and answers once", async () => {
    const world = await openJudged();
    expect(await press(world, "will", "reevaluate")).toMatchObject({ reasonCode: "dispatched" });
    expect(world.state.runs.get(world.run)?.status).toBe("queued");
    await press(world, "will", "reevaluate");
    expect(answersOn(world)).toHaveLength(1);
  });

  it.each(["tom", "rob", "mallory"])("does nothing for %s", async (login) => {
    const world = await openJudged();
    for (const action of ["reevaluate", "baseline", "promote-staging"] as const)
      expect(await press(world, login, action)).toMatchObject({ reasonCode: "denied.role" });
    expect(world.state.runs.get(world.run)?.status).toBe("completed");
  });

  it("counts for the commit of its check alone", async () => {
    const world = await openJudged();
    openPull(world.state, { headSha: fakeSha(43) });
    expect(await press(world, "will", "reevaluate")).toMatchObject({ reasonCode: "stale.sha" });
    expect(world.state.runs.get(world.run)?.status).toBe("completed");
  });

  it("of a check that another App wrote counts for nothing", async () => {
    const world = await openJudged();
    for (const [id, check] of world.state.checks) world.state.checks.set(id, { ...check, appId: 999 });
    expect(await press(world, "ada", "reevaluate")).toMatchObject({ reasonCode: "unknown.check" });
  });

  it("promotes the merged version to staging by the rules of every promotion", async () => {
    const world = await openJudged();
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    expect((await press(world, "will", "promote-staging")).decision).toBe("refused");
    mergePull(world.state, 50);
    expect(world.state.pullRequests.get(12)?.headSha).toBe(headSha);
    await reconcile(
      {
        kind: "button",
        repository: "acme/flights",
        id: [...world.state.checks.keys()].at(-1) ?? 0,
        action: "promote-staging",
        sender: "mia",
      },
      world.context,
    );
    expect([...world.state.deployments.values()].map(({ ref, environment }) => [ref, environment])).toEqual([
      ["delay@v1.0.0", "staging"],
    ]);
  });
});

describe("the event check_run", () => {
  it("is a key with who pressed, and the key's text is read again", () => {
    const [key] = keysOf("check_run", payload({})) ?? [];
    expect(key).toMatchObject({ kind: "button", id: 5, action: "reevaluate", sender: "will" });
    expect(key && parseKey(formatKey(key))).toEqual(key);
  });

  it.each([
    { action: "completed" },
    { requested_action: { identifier: "../../release" } },
    { sender: { login: "pawl[bot]", type: "Bot" } },
    { sender: { login: "a/b", type: "User" } },
  ])("says nothing for %o", (changes) => {
    expect(keysOf("check_run", payload(changes))).toEqual([]);
  });
});

describe("edge case 21: the run dies while the check is in progress", () => {
  it.each([
    ["timed_out", "timed_out"],
    ["cancelled", "cancelled"],
    ["startup_failure", "failure"],
  ])("a run that ended %s concludes the check as %s", async (runConclusion, conclusion) => {
    const world = openCommandWorld();
    const run = await addRun(world.state, undefined, { status: "in_progress", conclusion: null });
    await reconcilePullRequest(12, world.context);
    expect(checkOf(world.state, "ml/metrics")).toEqual([["in_progress", null]]);
    const old = world.state.runs.get(run);
    if (old !== undefined)
      world.state.runs.set(run, { ...old, status: "completed", conclusion: runConclusion });
    await reconcilePullRequest(12, world.context);
    expect(checkOf(world.state, "ml/metrics")).toEqual([["completed", conclusion]]);
  });
});
