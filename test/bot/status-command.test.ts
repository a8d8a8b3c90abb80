import { expect, it } from "vitest";
import { reconcilePullRequest } from "../../bot/reconcile/pull-request.ts";
import { addRun, makeReport, openPull } from "../support/bot-world.ts";
import { createScene, planOf, say } from "../support/promotion-scene.ts";

it("/ml status shows versions, candidates with gates, what waits, locks and the queue", async () => {
  const scene = await createScene();
  const { context, state } = scene;
  openPull(state, { number: 30, headRef: "more" });
  await addRun(state, makeReport({ verdict: "pass" }), { headBranch: "more" });
  await reconcilePullRequest(30, context);
  await addRun(state, undefined, { status: "queued", conclusion: null, headBranch: "x" });
  await say(scene, "lea", "/ml promote --to staging");
  const plan = planOf(scene);
  await say(scene, "will", '/ml lock production delay --reason "canary | @all #1"', 30);
  const { reply } = await say(scene, "rob", "/ml status");
  expect(reply).toContain("| delay | – | – | – | v1.0.0 | ✅ #30 | – |");
  expect(reply).toContain(
    `delay v1.0.0 to staging, asked for by lea, approvals so far: 0: \`/ml approve ${plan}\``,
  );
  expect(reply).toMatch(/🔒 delay in production: will in #30, until .*Z: canary \\\| @\u200Ball #\u200B1/);
  expect(reply).toContain("Pipeline runs: 1 waiting, 0 working.");
});

it("/ml status of a model that the policy lacks says so and reads nothing else into it", async () => {
  const scene = await createScene();
  const { reply } = await say(scene, "rob", "/ml status other");
  expect(reply).toContain("(`unknown.model`)");
});
