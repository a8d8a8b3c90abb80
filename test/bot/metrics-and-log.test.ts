import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createBotLog, redact } from "../../bot/bot-log.ts";
import { createBotMetrics } from "../../bot/metrics.ts";
import { BotSandbox, until } from "../support/bot-sandbox.ts";

let sandbox: BotSandbox | undefined;
afterEach(async () => {
  await sandbox?.[Symbol.asyncDispose]();
  sandbox = undefined;
});

describe("the metrics page", () => {
  it("counts deliveries, work, requests, pauses and the queue, and no name of a user's is a label", async () => {
    const metrics = createBotMetrics(Date.now);
    sandbox = await BotSandbox.start(undefined, { metrics });
    const { sha } = await sandbox.openPull("measured");
    await until(() => sandbox?.findCheck(sha, "ml/config") ?? Promise.resolve(undefined));
    await sandbox.github.idle();
    expect(await sandbox.deliver("measured-by-nobody", {})).toBe(202);
    expect(await sandbox.deliver("push", {})).toBe(422);
    metrics.onPause(Date.now() + 5000);
    const worked = /^pawl_bot_reconcile_duration_seconds_count\{kind="pull-request",result="\w+"\} \d+$/m;
    const { answer, text } = await until(async () => {
      const answer = await fetch(`${sandbox?.url}/metrics`);
      const text = await answer.text();
      return worked.test(text) ? { answer, text } : undefined;
    });
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    for (const line of [
      /^pawl_bot_deliveries_total\{event="pull_request",status="202"\} \d+$/m,
      /^pawl_bot_deliveries_total\{event="other",status="202"\} \d+$/m,
      /^pawl_bot_deliveries_total\{event="push",status="422"\} 1$/m,
      /^pawl_bot_github_requests_total\{route="GET \/repositories\/\{id\}",status="200"\} \d+$/m,
      /^pawl_bot_github_requests_total\{route="POST \/repos\/\{owner\}\/\{repo\}\/check-runs",status="201"\} \d+$/m,
      /^pawl_bot_github_limit_remaining \d+$/m,
      /^pawl_bot_github_pauses_total 1$/m,
      /^pawl_bot_queue_depth \d+$/m,
      /^pawl_bot_queue_oldest_seconds \S+$/m,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toMatch(/measured|acme|flights/);
  });
});

describe("the log", () => {
  it("holds no token, key, secret or body of a request, whatever fails", async () => {
    const lines: string[] = [];
    const started = await BotSandbox.start(undefined, {
      createLog: (secrets) =>
        createBotLog({ level: "trace", secrets, write: (line) => void lines.push(line) }),
    });
    sandbox = started;
    const { github } = started;
    const { privateKey, webhookSecret } = github.app;
    const body = "the words of a comment that nobody else may read";
    for (const effect of [
      { kind: "status", status: 502 },
      { kind: "reset", when: "after" },
      { kind: "secondary-rate-limit", retryAfterSeconds: 1 },
    ] as const) {
      github.faults.onRequest({
        route: "POST /app/installations/:installation_id/access_tokens",
        calls: [1],
        effect,
      });
      github.faults.onRequest({ route: "GET /repos/:owner/:repo", calls: [1, 2], effect });
      github.faults.onRequest({ route: "POST /repos/:owner/:repo/check-runs", calls: [1], effect });
      const { number } = await started.openPull(`failing-${effect.kind}`);
      await started.call("POST", `/issues/${number}/comments`, { body: `/ml help ${body}` });
      await github.idle();
    }
    await until(async () =>
      lines.length > 6 && lines.some((line) => line.includes("failed")) ? true : undefined,
    );
    const text = lines.join("");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(text.includes(body)).toBe(false);
    expect(text).not.toContain(webhookSecret);
    expect(text).not.toContain(privateKey.split("\n")[1]);
    expect(text).not.toMatch(/gh[ps]_\w{8}|eyJ[\w-]{10}|authorization/i);
  });

  it("redacts secrets in any form, and credentials that it was not told of", () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const secret = 's3cret"with\nquotes';
    const token = `ghs_${"a".repeat(36)}`;
    const jwt = `eyJ${"a".repeat(20)}.${"b".repeat(30)}.${"c".repeat(40)}`;
    const text = redact(JSON.stringify({ secret, token, jwt, privateKey, url: "postgres://pawl:pw@db/x" }), [
      secret,
    ]);
    expect(text).not.toMatch(/s3cret|ghs_a|eyJaaa|pawl:pw/);
    expect(text).not.toContain(privateKey.split("\n")[1]);
    expect(JSON.parse(text)).toMatchObject({ secret: "[redacted]", url: "postgres://[redacted]@db/x" });
    expect(redact("nothing to hide", ["", "short"])).toBe("nothing to hide");
  });
});
