import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listedQueries } from "../../sandbox/github/graphql/listed-queries.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { readArchive } from "../../src/runtime/compose.ts";
import { reconcile } from "../../bot/reconcile/reconcile.ts";
import { BotSandbox, until } from "../support/bot-sandbox.ts";
import { policyText } from "../support/bot-world.ts";
import { openWriter } from "../support/ledger/ledger-world.ts";
import { runRecord } from "../support/ledger/records.ts";

let sandbox: BotSandbox;
beforeAll(async () => {
  sandbox = await BotSandbox.start();
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

interface SeenIssue {
  readonly number: number;
  readonly body: string;
}

async function findDashboard(): Promise<SeenIssue | undefined> {
  const found = await sandbox.call<SeenIssue[]>("GET", "/issues?labels=ml/dashboard&state=open");
  return found[0];
}

/** Sends a listed query as the administrator. */
async function ask(name: string, variables: object): Promise<Record<string, never>> {
  const query = listedQueries.find((listed) => listed.name === name)?.text;
  const response = await fetch(`${sandbox.github.url}/graphql`, {
    method: "POST",
    headers: { authorization: `token ${sandbox.github.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Record<string, never> }).data;
}

async function isPinned(number: number): Promise<boolean> {
  const data = await ask("issuePin", { owner: "acme", repo: "flights", number });
  return (data as { repository?: { issue?: { isPinned?: boolean } } }).repository?.issue?.isPinned === true;
}

async function writePolicy(text: string): Promise<void> {
  const old = await sandbox.call<{ sha: string }>("GET", "/contents/.github/pawl.yml");
  await sandbox.put(".github/pawl.yml", text, "main", old.sha);
}

function asAda() {
  const auth = { token: sandbox.github.adminToken };
  return createGitHub({ apiUrl: sandbox.github.url, repository: "acme/flights", auth });
}

describe("the model dashboard over HTTP", () => {
  it("is opened and pinned by an App, and shows the ledger", async () => {
    const gpu = { cpus: 8, memoryBytes: 1, gpus: ["NVIDIA L4", "NVIDIA L4"] };
    const now = new Date().toISOString();
    const model = { name: "delay", version: null, status: "candidate" as const, digest: null };
    const run = runRecord("9.1/train/delay", { model, startedAt: now, endedAt: now, hardware: gpu });
    await openWriter(asAda()).ledger.append([{ ...run, durationSeconds: 5400 }]);
    await writePolicy(`${policyText}dashboard: true\nruns: {}\n`);
    const issue = await until(findDashboard);
    expect(await until(async () => ((await isPinned(issue.number)) ? "pinned" : undefined))).toBe("pinned");
    expect(issue.body).toContain("GPU 3.0 h in 30 d");
    expect(issue.body).toMatch(new RegExp(`\\| ${now.slice(0, 10)} \\| 3\\.0 \\|`));
  }, 60_000);

  it("is opened and pinned by a workflow with its token", async () => {
    const { context } = sandbox.github;
    await asAda().issues.update((await until(findDashboard)).number, { state: "closed" });
    const repository = context.findRepository("acme", "flights");
    if (repository === undefined) throw new TypeError("no acme/flights");
    const permissions = {
      contents: "write",
      issues: "write",
      pull_requests: "write",
      checks: "write",
    } as const;
    const token = context.issueJobToken({ repository, permissions, runId: 1 });
    const github = createGitHub({
      apiUrl: sandbox.github.url,
      repository: "acme/flights",
      auth: { token },
    });
    await github.commits.deleteRef("refs/pawl/dashboard");
    const log = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };
    const clock = { now: () => new Date(), sleep: async () => undefined };
    const around = {
      repository: "acme/flights",
      github,
      readArchive,
      clock,
      log,
      dispatchesDeployments: true,
    };
    const outcome = await reconcile({ kind: "dashboard", repository: "acme/flights" }, around);
    expect(outcome.reasonCode).toBe("dashboard.opened");
    const made = (await github.issues.list({ labels: ["ml/dashboard"], state: "open" })).at(-1);
    expect(made?.authorLogin).toBe("github-actions[bot]");
    expect(await isPinned(made?.number ?? 0)).toBe(true);
  }, 60_000);
});
