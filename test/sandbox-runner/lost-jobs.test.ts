import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcileRun } from "../../bot/reconcile/run.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { policyText } from "../support/bot-world.ts";
import { WorkflowSandbox } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("a job that was cancelled, on a GitHub with a runner", () => {
  it("is in the ledger once an attempt, by who started it, and a job that was taken over is not there again", async () => {
    const repository = await sandbox.createRepository("lost");
    const place = { owner: "octocat", repo: "lost" };
    const started = join(sandbox.root, "started");
    const run = `touch ${started}; sleep 300`;
    sandbox.push(repository, {
      ".github/pawl.yml": `${policyText}runs: {}\n`,
      ".github/workflows/pawl.yml": `
name: pawl
on: push
jobs:
  feature: { runs-on: ubuntu-latest, steps: [{ run: "exit 1" }] }
  pipeline: { name: "feature, train, evaluate", runs-on: ubuntu-latest, steps: [{ run: "${run}" }] }
`,
    });
    const { url, adminToken: token } = sandbox.github;
    const octokit = new Octokit({ auth: token, baseUrl: url });
    const github = createGitHub({ apiUrl: url, repository: repository.fullName, auth: { token } });
    const context = {
      repository: repository.fullName,
      github,
      readArchive: () => Promise.reject(new TypeError("there is no artifact")),
      clock: { now: () => new Date(Date.now() + 3_600_000), sleep: () => Promise.resolve() },
      log: {
        debug: () => undefined,
        info: () => undefined,
        warning: () => undefined,
        error: () => undefined,
      },
      dispatchesDeployments: false,
    };
    const cancel = async (): Promise<number> => {
      await until(() => existsSync(started));
      rmSync(started);
      const [live] = await github.workflows.listRuns({ status: "in_progress" });
      await octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: live?.id ?? 0 });
      await sandbox.runner.idle();
      return live?.id ?? 0;
    };
    const id = await cancel();
    await reconcileRun(id, context);
    const createdSince = new Date(Date.now() - 3_600_000).toISOString();
    expect((await github.workflows.listRuns({ createdSince })).map((one) => one.id)).toEqual([id]);
    const { jobs } = (await octokit.rest.actions.listJobsForWorkflowRun({ ...place, run_id: id })).data;
    const job_id = jobs.find(({ name }) => name === "feature, train, evaluate")?.id ?? 0;
    // GitHub tells whole seconds: an attempt begins in a later one.
    const second = Math.floor(Date.now() / 1000);
    await until(() => Math.floor(Date.now() / 1000) > second);
    await octokit.rest.actions.reRunJobForWorkflowRun({ ...place, job_id });
    await cancel();
    for (const _ of [1, 2]) await reconcileRun(id, context);
    const { entries, problems } = await openLedger({ github, log: context.log }).read();
    expect(problems).toEqual([]);
    const who = { login: "octocat", type: "User" };
    expect(entries.map(({ record }) => record)).toMatchObject([
      { id: `${id}.1/feature/delay`, state: "failed", reasonCode: "job.failed", actor: who },
      { id: `${id}.1/train/delay`, state: "cancelled", reasonCode: "job.cancelled", retryOf: null },
      {
        id: `${id}.2/train/delay`,
        state: "cancelled",
        retryOf: `${id}.1/train/delay`,
        trigger: { attempt: 2 },
      },
    ]);
    expect(entries).toHaveLength(3);
  });
});
