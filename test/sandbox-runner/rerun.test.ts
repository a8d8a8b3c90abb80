import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

/** Jobs of the last attempt by name: conclusion, and the attempt that the log says it ran in. */
async function lastAttempt(place: { owner: string; repo: string }, run_id: number) {
  const { data } = await octokit.rest.actions.listJobsForWorkflowRun({ ...place, run_id });
  return Promise.all(
    data.jobs.map(async ({ id, name, conclusion, run_attempt }) => {
      const { data: log } = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
        ...place,
        job_id: id,
      });
      const ran = /ran in attempt (\d) ?(\w*)/.exec(String(log));
      return [name, conclusion, run_attempt, ran?.[1], ran?.[2]];
    }),
  );
}

describe("a re-run", () => {
  it("of failed jobs runs them and what needs them, and takes the others over with their outputs and logs", async () => {
    const repository = await sandbox.createRepository("flaky");
    const place = { owner: "octocat", repo: "flaky" };
    const broken = join(sandbox.root, "broken");
    writeFileSync(broken, "");
    const say = 'echo "ran in attempt $GITHUB_RUN_ATTEMPT';
    sandbox.push(repository, {
      ".github/workflows/inner.yml": `
on: { workflow_call: { outputs: { v: { value: "\${{ jobs.i.outputs.v }}" } } } }
jobs: { i: { runs-on: ubuntu-latest, outputs: { v: "\${{ steps.s.outputs.v }}" }, steps: [{ id: s, run: '${say}"; echo "v=$GITHUB_RUN_ATTEMPT" >> $GITHUB_OUTPUT' }] } }
`,
      ".github/workflows/w.yml": `
on: push
jobs:
  data: { runs-on: ubuntu-latest, outputs: { id: "\${{ steps.s.outputs.id }}" }, steps: [{ id: s, run: '${say}"; echo "id=data$GITHUB_RUN_ATTEMPT" >> $GITHUB_OUTPUT' }] }
  called: { uses: ./.github/workflows/inner.yml }
  fit:
    needs: [data, called]
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { n: [1, 2] } }
    steps:
      - run: ${say} \${{ needs.data.outputs.id }}"
      - run: test \${{ matrix.n }} = 1 || test ! -e ${broken}
  report: { needs: fit, runs-on: ubuntu-latest, steps: [{ run: '${say}"' }] }
`,
    });
    const [first] = await sandbox.finished(repository);
    const run_id = first?.run.id ?? 0;
    expect(await lastAttempt(place, run_id)).toEqual([
      ["data", "success", 1, "1", ""],
      ["called / i", "success", 1, "1", ""],
      ["fit (1)", "success", 1, "1", "data1"],
      ["fit (2)", "failure", 1, "1", "data1"],
      ["report", "skipped", 1, undefined, undefined],
    ]);
    rmSync(broken);
    await octokit.rest.actions.reRunWorkflowFailedJobs({ ...place, run_id });
    await sandbox.runner.idle();
    expect(await lastAttempt(place, run_id)).toEqual([
      ["data", "success", 2, "1", ""],
      ["called / i", "success", 2, "1", ""],
      ["fit (1)", "success", 2, "1", "data1"],
      ["fit (2)", "success", 2, "2", "data1"],
      ["report", "success", 2, "2", ""],
    ]);
    const { data: run } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id });
    expect(run).toMatchObject({ run_attempt: 2, conclusion: "success" });
    const { data: all } = await octokit.rest.actions.listJobsForWorkflowRun({
      ...place,
      run_id,
      filter: "all",
    });
    expect(all.total_count).toBe(10);
    await expect(octokit.rest.actions.reRunWorkflowFailedJobs({ ...place, run_id })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("of one job runs it and what needs it", async () => {
    const repository = await sandbox.createRepository("single");
    const place = { owner: "octocat", repo: "single" };
    const say = (needs: string): string =>
      `{ ${needs} runs-on: ubuntu-latest, steps: [{ run: 'echo "ran in attempt $GITHUB_RUN_ATTEMPT"' }] }`;
    sandbox.push(repository, {
      ".github/workflows/w.yml": `on: push\njobs:\n  a: ${say("")}\n  b: ${say("")}\n  c: ${say("needs: b,")}`,
    });
    const [first] = await sandbox.finished(repository);
    const job_id = first?.jobs.find(({ name }) => name === "b")?.id ?? 0;
    await octokit.rest.actions.reRunJobForWorkflowRun({ ...place, job_id });
    await sandbox.runner.idle();
    expect((await lastAttempt(place, first?.run.id ?? 0)).map(([name, , , ran]) => [name, ran])).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["c", "2"],
    ]);
    await expect(octokit.rest.actions.reRunJobForWorkflowRun({ ...place, job_id })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("may upload an artifact of the same name again; the newer one is found", async () => {
    const repository = await sandbox.createRepository("again-artifact");
    const place = { owner: "octocat", repo: "again-artifact" };
    const marker = join(sandbox.root, "seen");
    sandbox.push(repository, {
      ".github/workflows/w.yml": `
on: push
jobs:
  up:
    runs-on: ubuntu-latest
    steps:
      - run: echo "attempt $GITHUB_RUN_ATTEMPT" > a.txt
      - { uses: actions/upload-artifact@v4, with: { name: a, path: a.txt } }
      - { uses: actions/download-artifact@v4, with: { name: a, path: back } }
      - run: cat back/a.txt && touch ${marker}
`,
    });
    const [first] = await sandbox.finished(repository);
    expect(existsSync(marker)).toBe(true);
    await octokit.rest.actions.reRunWorkflow({ ...place, run_id: first?.run.id ?? 0 });
    const [again] = await sandbox.finished(repository);
    expect(again?.run.conclusion).toBe("success");
    expect(again?.logs["up"]).toContain("Z attempt 2");
  });
});
