import { afterAll, beforeAll, expect, it } from "vitest";
import { BotSandbox, until } from "../support/bot-sandbox.ts";

let sandbox: BotSandbox;
beforeAll(async () => {
  sandbox = await BotSandbox.start();
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

interface SeenSummary {
  readonly check_runs: readonly { readonly name: string; readonly output: { readonly summary: string } }[];
}

it("a command in a locked conversation is answered in the check's summary: edge case 13 over HTTP", async () => {
  const { number, sha } = await sandbox.openPull("better");
  await until(async () => await sandbox.findCheck(sha, "ml/metrics"));
  await sandbox.call("PUT", `/issues/${number}/lock`, { lock_reason: "resolved" });
  await sandbox.call("POST", `/issues/${number}/comments`, { body: "/ml status" });
  const summary = await until(async () => {
    const { check_runs: runs } = await sandbox.call<SeenSummary>("GET", `/commits/${sha}/check-runs`);
    const metrics = runs.find(({ name }) => name === "ml/metrics");
    return metrics?.output.summary.includes("Replies") === true ? metrics.output.summary : undefined;
  });
  expect(summary).toContain("Pipeline runs: 0 waiting, 0 working.");
  const comments = await sandbox.call<{ body: string }[]>("GET", `/issues/${number}/comments`);
  expect(comments.map(({ body }) => body)).toEqual(["/ml status"]);
}, 30_000);
