import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProcessRunning } from "../../sandbox/runner/orphan-processes.ts";
import { pushPayload, WorkflowSandbox } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
let octokit: Octokit;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
  octokit = new Octokit({ auth: sandbox.github.adminToken, baseUrl: sandbox.github.url });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

/** Waits for a state; the test's own limit ends a wait in vain. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(20);
}

describe("a cancelled run", () => {
  it("leaves no process, runs its always() steps and shows its steps while it runs", async () => {
    const repository = await sandbox.createRepository("cancel");
    const place = { owner: "octocat", repo: "cancel" };
    const pidFile = join(sandbox.root, "pids");
    const workflow = `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          trap '' INT
          sleep 300 & echo $! > ${pidFile}
          setsid sleep 301 & echo $! >> ${pidFile}
          echo started; wait
      - { if: always(), run: "echo cleanup \${{ job.status }}" }
      - run: echo never
`;
    sandbox.push(repository, { ".github/workflows/w.yml": workflow });
    await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").trim().split("\n").length === 2);
    const { data: runs } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...place,
      status: "in_progress",
    });
    const run_id = runs.workflow_runs[0]?.id ?? 0;
    const { data: live } = await octokit.rest.actions.listJobsForWorkflowRun({ ...place, run_id });
    expect(live.jobs[0]?.steps?.at(-1)?.status).toBe("in_progress");
    await octokit.rest.actions.cancelWorkflowRun({ ...place, run_id });
    const [finished] = await sandbox.finished(repository);
    expect(finished?.run.conclusion).toBe("cancelled");
    expect(finished?.jobs[0]?.conclusion).toBe("cancelled");
    expect(finished?.logs["a"]).toContain("cleanup cancelled");
    expect(finished?.logs["a"]).not.toContain("Z never");
    const pids = readFileSync(pidFile, "utf8").trim().split("\n").map(Number);
    expect(pids.map(isProcessRunning)).toEqual([false, false]);
  });

  it("is what a newer one of the same concurrency group makes of it", async () => {
    const repository = await sandbox.createRepository("groups");
    const workflow = `
on: push
concurrency: { group: "g-\${{ github.ref }}", cancel-in-progress: true }
jobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "[ -f quick ] || sleep $(git --git-dir=$DIR log --format=%s -1 $GITHUB_SHA)", env: { DIR: "\${{ vars.DIR }}" } }] } }
`;
    sandbox.runner.setVariable(repository.fullName, "DIR", sandbox.github.context.git(repository).directory);
    sandbox.push(repository, { ".github/workflows/w.yml": workflow }, "20");
    sandbox.push(repository, { "b.txt": "" }, "0");
    const finished = await sandbox.finished(repository);
    expect(finished.map(({ run }) => run.conclusion)).toEqual(["cancelled", "success"]);
  });
});

describe("a finished job", () => {
  it("kills what it left running, but not what cleared RUNNER_TRACKING_ID", async () => {
    const pidFile = join(sandbox.root, "left");
    await sandbox.run(`
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          (setsid sleep 302 > /dev/null 2>&1 & echo $! > ${pidFile})
          (RUNNER_TRACKING_ID= setsid sleep 303 > /dev/null 2>&1 & echo $! >> ${pidFile}
            # Until it has started its program, it has the environment of this shell.
            until grep -qa sleep /proc/$!/cmdline; do sleep 0.01; done)
`);
    const [tracked = 0, detached = 0] = readFileSync(pidFile, "utf8").trim().split("\n").map(Number);
    expect([isProcessRunning(tracked), isProcessRunning(detached)]).toEqual([false, true]);
    process.kill(detached, "SIGKILL");
  });

  it("can be run again as the next attempt", async () => {
    const repository = await sandbox.createRepository("again");
    const workflow =
      "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo attempt $GITHUB_RUN_ATTEMPT'}]}}";
    sandbox.push(repository, { ".github/workflows/w.yml": workflow });
    const [first] = await sandbox.finished(repository);
    await octokit.rest.actions.reRunWorkflow({ owner: "octocat", repo: "again", run_id: first?.run.id ?? 0 });
    const [again] = await sandbox.finished(repository);
    expect(again?.run.attempt).toBe(2);
    expect(again?.logs["a"]).toContain("attempt 2");
  });
});

describe("runs start", () => {
  const text = `
name: train
run-name: train \${{ inputs.epochs || github.event_name }}
on:
  push:
  schedule: [{ cron: "17 * * * *" }]
  repository_dispatch: { types: [drift] }
  workflow_dispatch: { inputs: { epochs: { type: number, default: 2 }, mode: { type: choice, options: [a, b], default: a } } }
jobs:
  t:
    runs-on: ubuntu-latest
    steps: [{ run: "echo \${{ github.event_name }} \${{ inputs.epochs }} \${{ github.event.inputs.mode }} \${{ github.event.client_payload.psi }} \${{ github.event.schedule }}" }]
`;

  it("by dispatch with checked inputs, by repository_dispatch and by hand for a schedule", async () => {
    const repository = await sandbox.createRepository("starts");
    const place = { owner: "octocat", repo: "starts" };
    sandbox.commit(repository, { ".github/workflows/train.yml": text });
    const start = { ...place, workflow_id: "train.yml", ref: "main" };
    const details = await octokit.request(
      "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
      {
        ...start,
        inputs: { epochs: "5" },
        return_run_details: true,
      },
    );
    await expect(
      octokit.rest.actions.createWorkflowDispatch({ ...start, inputs: { mode: "c" } }),
    ).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("not in the list of allowed values") as string,
    });
    await octokit.rest.repos.createDispatchEvent({
      ...place,
      event_type: "drift",
      client_payload: { psi: 0.3 },
    });
    await octokit.rest.repos.createDispatchEvent({ ...place, event_type: "other" });
    await sandbox.runner.idle();
    await sandbox.runner.fireSchedule(repository.fullName);
    const finished = await sandbox.finished(repository);
    expect((details.data as unknown as { workflow_run_id: number }).workflow_run_id).toBe(
      finished[0]?.run.id,
    );
    expect(
      finished.map(({ run, logs }) => [run.displayTitle, /Z (\w+ .*)\n.*Clean/.exec(logs["t"] ?? "")?.[1]]),
    ).toEqual([
      ["train 5", "workflow_dispatch 5 a"],
      ["train repository_dispatch", "repository_dispatch 0.3"],
      ["train schedule", "schedule 17 * * * *"],
    ]);
  });

  it("not by what a workflow's own token changes, except a dispatch", async () => {
    const repository = await sandbox.createRepository("loop");
    const { context } = sandbox.github;
    sandbox.commit(repository, { ".github/workflows/train.yml": text });
    const token = context.issueJobToken({
      repository,
      permissions: { actions: "write", contents: "write" },
      runId: 1,
    });
    const payload = pushPayload(sandbox.commit(repository, { a: "" }), "commit");
    context.emit({ event: "push", repository, actor: context.jobActor(repository), payload });
    const job = new Octokit({ auth: token, baseUrl: sandbox.github.url });
    await job.rest.actions.createWorkflowDispatch({
      owner: "octocat",
      repo: "loop",
      workflow_id: "train.yml",
      ref: "main",
    });
    const finished = await sandbox.finished(repository);
    expect(finished.map(({ run }) => run.event)).toEqual(["workflow_dispatch"]);
  });

  it("and are seen by webhooks, check runs, logs and the listings of the API", async () => {
    const repository = await sandbox.createRepository("seen");
    const place = { owner: "octocat", repo: "seen" };
    const events: string[] = [];
    const stop = sandbox.github.context.onEvent(({ event, action, repository: where }) => {
      if (where?.id === repository.id) events.push(`${event} ${action ?? ""}`);
    });
    sandbox.push(repository, { ".github/workflows/train.yml": text });
    const [finished] = await sandbox.finished(repository);
    stop();
    const wanted = ["workflow_run requested", "workflow_run in_progress", "workflow_run completed"];
    expect(events).toEqual(
      expect.arrayContaining([
        ...wanted,
        "workflow_job queued",
        "workflow_job completed",
        "check_run completed",
      ]),
    );
    const { data: runs } = await octokit.rest.actions.listWorkflowRuns({
      ...place,
      workflow_id: "train.yml",
      event: "push",
    });
    expect(runs.workflow_runs[0]).toMatchObject({
      status: "completed",
      conclusion: "success",
      run_number: 1,
      head_sha: finished?.run.headSha,
    });
    const { data: log } = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
      ...place,
      job_id: finished?.jobs[0]?.id ?? 0,
    });
    expect(log).toContain("Z push");
    const { data: zip } = await octokit.rest.actions.downloadWorkflowRunLogs({
      ...place,
      run_id: finished?.run.id ?? 0,
    });
    expect((zip as ArrayBuffer).byteLength).toBeGreaterThan(100);
    expect(finished?.jobs[0]?.headSha).toBe(
      execFileSync(
        "git",
        ["--git-dir", sandbox.github.context.git(repository).directory, "rev-parse", "main"],
        { encoding: "utf8" },
      ).trim(),
    );
  });
});

describe("a runner that stops", () => {
  it("ends its jobs without their always() steps and leaves no process", async () => {
    const own = await WorkflowSandbox.start();
    const repository = await own.createRepository("stop");
    const pidFile = join(own.root, "pid");
    const workflow = `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "echo $$ > ${pidFile}; sleep 304"}, {if: always(), run: "echo not this"}]}}`;
    own.push(repository, { ".github/workflows/w.yml": workflow });
    await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").trim() !== "");
    const pid = Number(readFileSync(pidFile, "utf8"));
    await own.runner.stop();
    const [finished] = await own.finished(repository);
    expect(finished?.run.conclusion).toBe("cancelled");
    expect(finished?.logs["a"]).not.toContain("Z not this");
    expect(isProcessRunning(pid)).toBe(false);
    await own[Symbol.asyncDispose]();
  });
});
