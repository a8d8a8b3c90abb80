import { afterAll, beforeAll, expect, it } from "vitest";
import { BotSandbox, until } from "../support/bot-sandbox.ts";

let sandbox: BotSandbox;
beforeAll(async () => {
  sandbox = await BotSandbox.start();
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const say = (number: number, body: string): Promise<{ id: number }> =>
  sandbox.call("POST", `/issues/${number}/comments`, { body }, "will");

/** Pushes a commit that says it was made in 2001, on top of another. */
async function pushForged(branch: string, parent: string): Promise<string> {
  const { tree } = await sandbox.call<{ tree: { sha: string } }>("GET", `/git/commits/${parent}`);
  const file = { path: "train.py", mode: "100644", type: "blob", content: "import os\n" };
  const made = await sandbox.call<{ sha: string }>("POST", "/git/trees", {
    base_tree: tree.sha,
    tree: [file],
  });
  const who = { name: "will", email: "will@example.com", date: "2001-01-01T00:00:00Z" };
  const commit = { message: "old", tree: made.sha, parents: [parent], author: who, committer: who };
  const { sha } = await sandbox.call<{ sha: string }>("POST", "/git/commits", commit);
  await sandbox.call("PATCH", `/git/refs/heads/${branch}`, { sha });
  return sha;
}

it("edge case 6: a commit whose dates are forged into the past is later than a command that was posted before its push", async () => {
  const { number, sha } = await sandbox.openPull("better");
  await until(async () => await sandbox.findCheck(sha, "ml/config"));
  // The event of this comment reaches the bot after that of the push.
  sandbox.github.setAppWebhook(null);
  const { id } = await say(number, "/ml run train");
  await new Promise((resolve) => setTimeout(resolve, 1100));
  sandbox.github.setAppWebhook(sandbox.url);
  const forged = await pushForged("better", sha);
  const { committer } = await sandbox.call<{ committer: { date: string } }>("GET", `/git/commits/${forged}`);
  expect(committer.date).toBe("2001-01-01T00:00:00Z");
  await until(async () => await sandbox.findCheck(forged, "ml/config"));
  const comment = await sandbox.call<object>("GET", `/issues/comments/${id}`);
  const repository = await sandbox.call<object>("GET", "");
  const sender = { id: 1, login: "will", type: "User" };
  await sandbox.deliver("issue_comment", { action: "created", comment, repository, sender });
  const reply = await until(async () => {
    const comments = await sandbox.call<{ body: string }[]>("GET", `/issues/${number}/comments`);
    return comments.find(({ body }) => body.startsWith("<!-- pawl:reply"))?.body;
  });
  expect(reply).toContain(`the head became ${forged.slice(0, 7)} after you asked`);
}, 30_000);
