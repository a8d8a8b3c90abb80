import { describe, expect, it } from "vitest";
import type { BotContext } from "../../../bot/reconcile/context.ts";
import { reconcilePullRequest } from "../../../bot/reconcile/pull-request.ts";
import { keepShown } from "../../../bot/reconcile/shown-comment.ts";
import {
  addRun,
  checkOf,
  commentsOf,
  createBotWorld,
  headSha,
  makeReport,
  openPull,
  person,
} from "../../support/bot-world.ts";
import { addComment } from "../../support/github-fake/conversation.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { isFault } from "../../support/github-fake/fake-writes.ts";

const kept = "refs/pawl/comments/12";

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

  it("robbed of its marker, it is known by the id that was kept, and gets the marker back", async () => {
    const { context, state, comment } = await createReportedWorld();
    state.comments.set(comment.id, { ...comment, body: "nothing to see" });
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect([...state.comments.keys()]).toEqual([comment.id]);
    expect(commentsOf(state, 12)).toEqual([comment.body]);
  });

  it("is known by its marker where the id is lost, and then kept again", async () => {
    const { context, state, comment } = await createReportedWorld();
    state.refs.delete(kept);
    await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([comment.body]);
    expect(state.refs.has(kept)).toBe(true);
  });

  it("neither marker nor id makes somebody else's comment ours, nor another of ours the report", async () => {
    const { context, state, comment } = await createReportedWorld();
    const copied = addComment(state, 12, comment.body, person(state, "tom"));
    const reply = addComment(state, 12, "<!-- pawl:reply v=1 to=comment:1 outcome=done -->\nyes", state.self);
    for (const id of [copied, reply]) {
      const place = { repositoryId: 81, pullRequest: 12, slot: "delay" };
      await keepShown(place, { comment: id, verdict: "pass" }, context);
      state.comments.set(comment.id, { ...comment, body: `${comment.body}\nand more` });
      const before = state.comments.get(id);
      await reconcilePullRequest(12, context);
      expect(state.comments.get(id)).toEqual(before);
      expect(commentsOf(state, 12)[0]?.split("\n").slice(1)).toEqual(comment.body.split("\n").slice(1));
    }
    expect(commentsOf(state, 12)).toHaveLength(3);
  });
});

describe("a comment by an account of our name that another App wrote", () => {
  it("is not ours", async () => {
    const { context, state, comment } = await createReportedWorld();
    const theirs = { ...comment, body: `${comment.body}\nand more`, appId: 999 };
    state.comments.set(comment.id, theirs);
    await reconcilePullRequest(12, context);
    expect(state.comments.get(comment.id)).toEqual(theirs);
  });
});

describe("edge case 3: our comment deleted", () => {
  it("is not posted again while the verdict is the same, on a new head neither; check and label stand", async () => {
    const { context, state, comment } = await createReportedWorld();
    state.comments.delete(comment.id);
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    const next = fakeSha(43);
    openPull(state, { headSha: next });
    await addRun(state, makeReport({ headSha: next }), { headSha: next });
    for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
    expect(commentsOf(state, 12)).toEqual([]);
    for (const sha of [headSha, next])
      expect(checkOf(state, "ml/metrics", sha)).toEqual([["completed", "success"]]);
    expect([...(state.labels.get(12)?.keys() ?? [])]).toEqual(["ml/gate:pass"]);
  });

  it("is posted once anew with another verdict, also after a crash before or after each write", async () => {
    for (let write = 1; write <= 12; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { context, state, comment } = await createReportedWorld();
        state.comments.delete(comment.id);
        const next = fakeSha(43);
        openPull(state, { headSha: next });
        await addRun(state, makeReport({ headSha: next, verdict: "fail" }), { headSha: next });
        state.fault = { write: state.writes.length + write, when };
        await reconcilePullRequest(12, context).catch((error: unknown) => expect(isFault(error)).toBe(true));
        state.fault = undefined;
        for (let count = 0; count < 2; count += 1) await reconcilePullRequest(12, context);
        expect(commentsOf(state, 12)).toHaveLength(1);
        expect(commentsOf(state, 12)[0]).toContain("❌");
        expect(checkOf(state, "ml/metrics", next)).toEqual([["completed", "failure"]]);
      }
    }
  });

  it("is forgotten with the pull request", async () => {
    const { context, state } = await createReportedWorld();
    openPull(state, { state: "closed" });
    await reconcilePullRequest(12, context);
    expect(state.refs.has(kept)).toBe(false);
  });
});

it("a push while the report is read: nothing is said about the head before it", async () => {
  const { context, state } = createBotWorld();
  openPull(state);
  await addRun(state, makeReport());
  const { comments } = context.github;
  let isPushed = false;
  const list: typeof comments.list = async (number) => {
    if (!isPushed) openPull(state, { headSha: fakeSha(43) });
    isPushed = true;
    return comments.list(number);
  };
  const github = { ...context.github, comments: { ...comments, list } };
  await reconcilePullRequest(12, { ...context, github });
  expect(isPushed).toBe(true);
  expect(commentsOf(state, 12).filter((body) => body.includes("pawl:report"))).toEqual([]);
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
