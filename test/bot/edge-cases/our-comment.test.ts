import { describe, expect, it } from "vitest";
import type { BotContext } from "../../../bot/reconcile/context.ts";
import { reconcilePullRequest } from "../../../bot/reconcile/pull-request.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  openPull,
} from "../../support/bot-world.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { createScene, say } from "../../support/promotion-scene.ts";

async function createReportedWorld() {
  const world = createBotWorld();
  openPull(world.state);
  await addRun(world.state, makeReport());
  await reconcilePullRequest(12, world.context);
  const [comment] = [...world.state.comments.values()];
  if (comment === undefined) throw new TypeError("there is no comment");
  return { ...world, comment };
}

describe("edge case 2: somebody edits our comment", () => {
  it("is written over, in place", async () => {
    const { context, state, comment } = await createReportedWorld();
    const [line = ""] = comment.body.split("\n");
    state.comments.set(comment.id, { ...comment, body: `${line}\n### ✅ everything is fine` });
    await reconcilePullRequest(12, context);
    expect([...state.comments.keys()]).toEqual([comment.id]);
    const [now = ""] = commentsOf(state, 12);
    expect(now.split("\n").slice(1)).toEqual(comment.body.split("\n").slice(1));
  });

  it("without its marker it is none of ours any more: another one says what counts, once", async () => {
    const { context, state, comment } = await createReportedWorld();
    state.comments.set(comment.id, { ...comment, body: "nothing to see" });
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual(["nothing to see", comment.body]);
  });
});

it("edge case 3: our comment deleted is posted once anew, and check and label stand", async () => {
  const { context, state, comment } = await createReportedWorld();
  state.comments.delete(comment.id);
  for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
  expect(commentsOf(state, 12)).toEqual([comment.body]);
  expect(checkOf(state, "ml/metrics")).toEqual([["completed", "success"]]);
  expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:pass"]);
});

it("edge case 17: of two that report at once, the one with the lower seq never writes over the other", async () => {
  const { context, state, comment } = await createReportedWorld();
  const next = fakeSha(43);
  openPull(state, { headSha: next });
  await addRun(state, makeReport({ headSha: next }), { headSha: next });
  const faster = comment.body.replace(/seq=\d+/, "seq=9");
  // The other process writes between our reading of the comment and our writing.
  const { comments } = context.github;
  const get: typeof comments.get = async (id) => {
    if (id === comment.id) state.comments.set(id, { ...comment, body: faster });
    return comments.get(id);
  };
  const slow: BotContext = { ...context, github: { ...context.github, comments: { ...comments, get } } };
  expect(await reconcilePullRequest(12, slow)).toMatchObject({ reasonCode: "stale.sha" });
  expect(commentsOf(state, 12)).toEqual([faster]);
  expect(checkOf(state, "ml/metrics", headSha)).toEqual([["completed", "success"]]);
});

it("edge case 13: on a merged pull request one may look and ask for help, and run or lock nothing", async () => {
  const scene = await createScene();
  expect((await say(scene, "will", "/ml help")).code).toBe("help");
  expect((await say(scene, "will", "/ml status")).code).toBe("status");
  expect((await say(scene, "will", "/ml run evaluate")).code).toBe("denied.state");
  expect((await say(scene, "will", '/ml lock lab --reason "x"')).code).toBe("denied.state");
  expect(scene.state.dispatches).toEqual([]);
});
