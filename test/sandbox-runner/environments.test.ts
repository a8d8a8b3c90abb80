import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { RepositoryRecord } from "../../sandbox/github/records.ts";
import { WorkflowSandbox } from "./workflow-sandbox.ts";

let sandbox: WorkflowSandbox;
let octokit: Octokit;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
  octokit = new Octokit({ auth: sandbox.github.adminToken, baseUrl: sandbox.github.url });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const workflow = `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: { name: production, url: "https://models.example/\${{ steps.s.outputs.path }}" }
    steps:
      - { id: s, run: 'echo "path=v1" >> "$GITHUB_OUTPUT"; echo deployed' }
  after: { needs: deploy, runs-on: ubuntu-latest, steps: [{ run: echo after }] }
`;

interface Place {
  readonly repository: RepositoryRecord;
  readonly owner: string;
  readonly repo: string;
}

/** A repository whose `production` waits for octocat; its workflow is pushed. */
async function openGated(repo: string, rules: object): Promise<Place> {
  const repository = await sandbox.createRepository(repo);
  const place = { owner: "octocat", repo };
  await octokit.rest.repos.createOrUpdateEnvironment({ ...place, environment_name: "production", ...rules });
  sandbox.push(repository, { ".github/workflows/w.yml": workflow });
  return { repository, ...place };
}

function reviewers(): { type: "User"; id: number }[] {
  return [{ type: "User", id: sandbox.actor.user.id }];
}

/** The run once it waits at its environment. */
async function waitingRun({ owner, repo }: Place): Promise<number> {
  for (;;) {
    const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, status: "waiting" });
    const run = data.workflow_runs[0];
    if (run !== undefined) return run.id;
    await sleep(20);
  }
}

async function statesOf({ owner, repo }: Place): Promise<readonly (readonly [string, string | undefined])[]> {
  const { data: deployments } = await octokit.rest.repos.listDeployments({ owner, repo });
  const deployment_id = deployments[0]?.id ?? 0;
  const { data } = await octokit.rest.repos.listDeploymentStatuses({ owner, repo, deployment_id });
  return data.map(({ state, environment_url }) => [state, environment_url] as const).toReversed();
}

describe("a job with an environment that nobody guards", () => {
  it("makes its Deployment, with the address that its steps gave", async () => {
    const place = await openGated("open-gate", {});
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("success");
    expect(await statesOf(place)).toEqual([
      ["in_progress", ""],
      ["success", "https://models.example/v1"],
    ]);
    const { data } = await octokit.rest.repos.listDeployments({ owner: "octocat", repo: "open-gate" });
    expect(data[0]).toMatchObject({
      environment: "production",
      ref: "main",
      sha: finished?.run.headSha,
      creator: { login: "github-actions[bot]" },
    });
  });
});

describe("a job behind required reviewers", () => {
  it("waits, is shown as waiting, and runs when one approves", async () => {
    const place = await openGated("approve", { reviewers: reviewers() });
    const run_id = await waitingRun(place);
    const { data: jobs } = await octokit.rest.actions.listJobsForWorkflowRun({
      owner: place.owner,
      repo: place.repo,
      run_id,
    });
    expect(jobs.jobs.map(({ name, status }) => [name, status])).toEqual([["deploy", "waiting"]]);
    const { data: pending } = await octokit.rest.actions.getPendingDeploymentsForRun({
      owner: place.owner,
      repo: place.repo,
      run_id,
    });
    expect(pending).toMatchObject([
      {
        environment: { name: "production" },
        current_user_can_approve: true,
        reviewers: [{ type: "User", reviewer: { login: "octocat" } }],
      },
    ]);
    const { data: reviewed } = await octokit.rest.actions.reviewPendingDeploymentsForRun({
      ...place,
      run_id,
      environment_ids: [pending[0]?.environment.id ?? 0],
      state: "approved",
      comment: "fine",
    });
    expect(reviewed.map(({ environment }) => environment)).toEqual(["production"]);
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("success");
    expect(finished?.logs["after"]).toContain("Z after");
    const { data: approvals } = await octokit.rest.actions.getReviewsForRun({
      owner: place.owner,
      repo: place.repo,
      run_id,
    });
    expect(approvals).toMatchObject([
      {
        state: "approved",
        comment: "fine",
        user: { login: "octocat" },
        environments: [{ name: "production" }],
      },
    ]);
  });

  it("fails with the reason when one rejects, and those that need it are skipped", async () => {
    const place = await openGated("reject", { reviewers: reviewers() });
    const run_id = await waitingRun(place);
    const { data: pending } = await octokit.rest.actions.getPendingDeploymentsForRun({
      owner: place.owner,
      repo: place.repo,
      run_id,
    });
    const environment_ids = [pending[0]?.environment.id ?? 0];
    await octokit.rest.actions.reviewPendingDeploymentsForRun({
      ...place,
      run_id,
      environment_ids,
      state: "rejected",
      comment: "",
    });
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["deploy", "failure"],
      ["after", "skipped"],
    ]);
    expect(finished?.logs["deploy"]).toContain("rejected by a reviewer");
    expect(finished?.logs["deploy"]).not.toContain("deployed");
    expect((await statesOf(place)).map(([state]) => state)).toEqual(["failure"]);
    await expect(
      octokit.rest.actions.reviewPendingDeploymentsForRun({
        ...place,
        run_id,
        environment_ids,
        state: "approved",
        comment: "",
      }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("may not be approved by the one who started it when the environment forbids that", async () => {
    const place = await openGated("self", { reviewers: reviewers(), prevent_self_review: true });
    const run_id = await waitingRun(place);
    const { data: pending } = await octokit.rest.actions.getPendingDeploymentsForRun({
      owner: place.owner,
      repo: place.repo,
      run_id,
    });
    expect(pending[0]?.current_user_can_approve).toBe(false);
    const environment_ids = [pending[0]?.environment.id ?? 0];
    const review = {
      owner: place.owner,
      repo: place.repo,
      run_id,
      environment_ids,
      state: "approved" as const,
      comment: "",
    };
    await expect(octokit.rest.actions.reviewPendingDeploymentsForRun(review)).rejects.toMatchObject({
      status: 422,
    });
    await octokit.rest.actions.cancelWorkflowRun({ owner: place.owner, repo: place.repo, run_id });
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("cancelled");
  });
});

describe("an environment for protected branches only", () => {
  it("refuses another branch, in GitHub's words", async () => {
    const place = await openGated("branches", {
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    });
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("failure");
    expect(finished?.logs["deploy"]).toContain(
      'Branch "main" is not allowed to deploy to production due to environment protection rules.',
    );
  });
});

/** The run, and the one environment that it waits for. */
async function pendingOf(place: Place) {
  const run_id = await waitingRun(place);
  const { owner, repo } = place;
  const { data } = await octokit.rest.actions.getPendingDeploymentsForRun({ owner, repo, run_id });
  return { run_id, environment: data[0] };
}

describe("an environment with a wait timer", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets its job go on when the minutes are over, not before", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const place = await openGated("timer", { wait_timer: 2 });
    const { run_id, environment } = await pendingOf(place);
    expect(environment).toMatchObject({
      wait_timer: 2,
      wait_timer_started_at: expect.stringMatching(/Z$/),
      reviewers: [],
    });
    await vi.advanceTimersByTimeAsync(119_999);
    expect(await waitingRun(place)).toBe(run_id);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("success");
  });

  it("of 30 days does not pass at once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const place = await openGated("month", { wait_timer: 43_200 });
    const run_id = await waitingRun(place);
    await vi.advanceTimersByTimeAsync(43_199 * 60_000);
    expect(await waitingRun(place)).toBe(run_id);
    await octokit.rest.actions.cancelWorkflowRun({ owner: place.owner, repo: place.repo, run_id });
    vi.useRealTimers();
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("cancelled");
  });

  it("and reviewers waits for both", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const place = await openGated("both", { wait_timer: 1, reviewers: reviewers() });
    const { run_id, environment } = await pendingOf(place);
    const environment_ids = [environment?.environment.id ?? 0];
    const { owner, repo } = place;
    const review = { owner, repo, run_id, environment_ids, state: "approved" as const, comment: "" };
    await octokit.rest.actions.reviewPendingDeploymentsForRun(review);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await waitingRun(place)).toBe(run_id);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    const [finished] = await sandbox.finished(place.repository);
    expect(finished?.run.conclusion).toBe("success");
  });

  it.each([-1, 43_201])("of %i minutes is refused", async (wait_timer) => {
    const place = { owner: "octocat", repo: `bad${wait_timer}` };
    await sandbox.createRepository(place.repo);
    const set = { ...place, environment_name: "production", wait_timer };
    await expect(octokit.rest.repos.createOrUpdateEnvironment(set)).rejects.toMatchObject({ status: 422 });
  });
});

describe("a job's new Deployment", () => {
  it.each([
    ["staging", ["success", "inactive"]],
    ["production", ["success", "success"]],
  ])("of %s leaves those before it so", async (environment, expected) => {
    const repository = await sandbox.createRepository(`again-${environment}`);
    const text = workflow.replace("production", environment);
    sandbox.push(repository, { ".github/workflows/w.yml": text });
    await sandbox.finished(repository);
    sandbox.push(repository, { "a.txt": "2" });
    await sandbox.finished(repository);
    const place = { owner: "octocat", repo: repository.name };
    const { data } = await octokit.rest.repos.listDeployments(place);
    const newest = await Promise.all(
      data.map(async ({ id }) => {
        const set = { ...place, deployment_id: id };
        return (await octokit.rest.repos.listDeploymentStatuses(set)).data[0];
      }),
    );
    expect(newest.map((status) => status?.state)).toEqual(expected);
    expect(newest.map((status) => status?.creator?.login)).toEqual(Array(2).fill("github-actions[bot]"));
  });
});
