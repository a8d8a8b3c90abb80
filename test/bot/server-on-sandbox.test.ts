import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInstallations } from "../../bot/installations.ts";
import { startBot, type BotServer } from "../../bot/server.ts";
import { createClock } from "../../src/runtime/compose.ts";
import { actionsModule } from "../../sandbox/github/actions/actions-module.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { policyText } from "../support/bot-world.ts";

const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };

let directory: string;
let sandbox: SandboxGitHub;
let bot: BotServer;

async function call<T>(method: string, path: string, body?: object, login = "ada"): Promise<T> {
  const response = await fetch(`${sandbox.url}/repos/acme/flights${path}`, {
    method,
    headers: { authorization: `token ${sandbox.tokenOf(login)}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === "" ? {} : JSON.parse(text)) as T;
}

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about in five seconds");
}

async function put(path: string, text: string, branch: string): Promise<string> {
  const content = Buffer.from(text).toString("base64");
  const { commit } = await call<{ commit: { sha: string } }>("PUT", `/contents/${path}`, {
    message: "test",
    content,
    branch,
  });
  return commit.sha;
}

async function openPull(
  branch: string,
  path: string,
  text: string,
): Promise<{ number: number; sha: string }> {
  const { object } = await call<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
  await call("POST", "/git/refs", { ref: `refs/heads/${branch}`, sha: object.sha });
  const sha = await put(path, text, branch);
  const pull = { title: branch, head: branch, base: "main" };
  const { number } = await call<{ number: number }>("POST", "/pulls", pull);
  return { number, sha };
}

type Check = {
  name: string;
  status: string;
  conclusion: string | null;
  output: { annotations_count: number };
};

async function findCheck(sha: string, name: string): Promise<Check | undefined> {
  const { check_runs: runs } = await call<{ check_runs: Check[] }>("GET", `/commits/${sha}/check-runs`);
  return runs.find((run) => run.name === name);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "pawl-bot-"));
  sandbox = await startSandboxGitHub({
    users: ["ada", "will", "tom"].map((login) => ({ login })),
    organisations: ["acme"],
    modules: [actionsModule],
  });
  const { id: appId, privateKey, webhookSecret } = sandbox.app;
  const app = { appId, privateKey };
  const headers = { authorization: `token ${sandbox.adminToken}` };
  const body = JSON.stringify({ name: "flights" });
  await fetch(`${sandbox.url}/orgs/acme/repos`, { method: "POST", headers, body });
  await call("PUT", "/collaborators/will", { permission: "push" });
  await call("PUT", "/collaborators/tom", { permission: "triage" });
  const content = Buffer.from(policyText).toString("base64");
  await call("PUT", "/contents/.github/pawl.yml", { message: "policy", content });
  bot = await startBot({
    app,
    secret: webhookSecret,
    host: "127.0.0.1",
    port: 0,
    stateDirectory: directory,
    installations: createInstallations({ ...app, apiUrl: sandbox.url, log: quiet }),
    clock: createClock(),
    log: quiet,
    sweepEveryMs: 3_600_000,
  });
  sandbox.setAppWebhook(bot.url);
});

afterAll(async () => {
  await bot?.close();
  await sandbox?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe("the bot as a server of an App", () => {
  it("checks a new pull request: configuration valid, metrics in progress", async () => {
    const { sha } = await openPull("fine", "params.yaml", "a: 1\n");
    const config = await until(() => findCheck(sha, "ml/config"));
    const metrics = await until(() => findCheck(sha, "ml/metrics"));
    expect([config.conclusion, metrics.status]).toEqual(["success", "in_progress"]);
  });

  it("annotates a broken policy and does nothing else", async () => {
    const { object } = await call<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
    await call("POST", "/git/refs", { ref: "refs/heads/broken", sha: object.sha });
    const old = await call<{ sha: string }>("GET", "/contents/.github/pawl.yml?ref=broken");
    const content = Buffer.from(policyText.replace("binary", "trinary")).toString("base64");
    const change = { message: "break", content, branch: "broken", sha: old.sha };
    const { commit } = await call<{ commit: { sha: string } }>("PUT", "/contents/.github/pawl.yml", change);
    await call("POST", "/pulls", { title: "broken", head: "broken", base: "main" });
    const check = await until(() => findCheck(commit.sha, "ml/config"));
    expect([check.conclusion, check.output.annotations_count]).toEqual(["failure", 1]);
    expect(await findCheck(commit.sha, "ml/metrics")).toBeUndefined();
  });

  it("answers a command in one comment", async () => {
    const { number } = await openPull("asking", "params.yaml", "a: 2\n");
    await call("POST", `/issues/${number}/comments`, { body: "/ml help" }, "tom");
    const comments = await until(async () => {
      const found = await call<{ body: string; user: { login: string } }[]>(
        "GET",
        `/issues/${number}/comments`,
      );
      return found.length > 1 ? found : undefined;
    });
    expect(comments.map((comment) => comment.user.login)).toEqual(["tom", `${sandbox.app.slug}[bot]`]);
    expect(comments[1]?.body).toContain("/ml promote");
  });

  it("takes back a label by somebody without the right, with one reply", async () => {
    const { number } = await openPull("labelled", "params.yaml", "a: 3\n");
    await call("POST", `/issues/${number}/labels`, { labels: ["ml/promote:production"] }, "tom");
    const reply = await until(async () => {
      const found = await call<{ body: string }[]>("GET", `/issues/${number}/comments`);
      return found[0];
    });
    expect(reply.body).toContain("(`denied.role`)");
    await until(async () => {
      const labels = await call<{ name: string }[]>("GET", `/issues/${number}/labels`);
      return labels.some((label) => label.name === "ml/promote:production") ? undefined : true;
    });
    await sandbox.idle();
    expect(await call<unknown[]>("GET", `/issues/${number}/comments`)).toHaveLength(1);
  });
});
