import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCheckout } from "../../sandbox/runner/builtin/checkout.ts";
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

/** A clone of a new repository, made and pushed over HTTP as a user would. */
async function openClone(
  name: string,
): Promise<{ repository: RepositoryRecord; directory: string; git: (...args: string[]) => Promise<string> }> {
  await octokit.rest.repos.createForAuthenticatedUser({ name });
  const repository = sandbox.github.context.findRepository("octocat", name);
  if (repository === undefined) throw new Error("the repository was not made");
  const directory = mkdtempSync(join(sandbox.root, "user-"));
  // Never the synchronous form: the server answers from this process.
  const git = async (...args: string[]): Promise<string> => {
    const all = ["-c", "user.name=o", "-c", "user.email=o@example.com", ...args];
    return (await promisify(execFile)("git", all, { cwd: directory, timeout: 10_000 })).stdout.trim();
  };
  const url = sandbox.github.gitUrl.replace("//", `//x-access-token:${sandbox.github.adminToken}@`);
  await git("init", "-q", "-b", "main");
  await git("remote", "add", "origin", `${url}/octocat/${name}.git`);
  return { repository, directory, git };
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

describe("planning a checkout", () => {
  it("makes a branch for a branch, and a detached head for a tag, a pull request or a sha", () => {
    const sha = "a".repeat(40);
    expect(planCheckout("refs/heads/x/y", sha, 1)).toEqual({
      refspecs: [`+${sha}:refs/remotes/origin/x/y`],
      branch: "x/y",
      target: "refs/remotes/origin/x/y",
    });
    expect(planCheckout("refs/tags/v1", "", 1)).toMatchObject({
      branch: undefined,
      target: "refs/tags/v1^{commit}",
    });
    expect(planCheckout("refs/pull/3/merge", "", 0).refspecs).toHaveLength(3);
    expect(planCheckout("", sha, 1)).toEqual({ refspecs: [sha], branch: undefined, target: sha });
  });
});

describe("actions/checkout", () => {
  it("brings the pushed commit, runs local actions, and pushes with the job's token start no workflow", async () => {
    const { repository, directory, git } = await openClone("local");
    write(directory, {
      ".github/workflows/w.yml": `
on: push
permissions: { contents: write }
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: { fetch-depth: 0 }
      - uses: ./.github/actions/hello
        with: { name: local }
      - run: |
          echo "depth $(git rev-list --count HEAD) on $(git branch --show-current)"
          git config user.name bot && git config user.email bot@example.com
          echo "\${{ hashFiles('*.txt') }}" > hash && git add hash && git commit -qm "by the job"
          git push -q origin HEAD
`,
      ".github/actions/hello/action.yml": `
name: hello
inputs: { name: {} }
runs: { using: composite, steps: [{ run: 'echo "hello \${{ inputs.name }}"', shell: sh }] }
`,
      "a.txt": "a",
    });
    await git("add", "-A");
    await git("commit", "-qm", "one [skip ci]");
    await git("push", "-q", "origin", "main");
    await git("commit", "-qm", "two", "--allow-empty");
    await git("push", "-q", "origin", "main");
    const finished = await sandbox.finished(repository);
    expect(finished.map(({ run }) => [run.displayTitle, run.conclusion])).toEqual([["two", "success"]]);
    expect(finished[0]?.logs["a"]).toContain("hello local");
    expect(finished[0]?.logs["a"]).toContain("depth 2 on main");
    await git("fetch", "-q", "origin");
    expect(await git("log", "-1", "--format=%s", "origin/main")).toBe("by the job");
    expect(finished[0]?.logs["a"]).not.toContain(sandbox.github.adminToken);
  });

  it("of a pull request stands on its test merge, while the run's head is the branch's", async () => {
    const { repository, directory, git } = await openClone("pull");
    const workflow = `
on: { pull_request: { paths: ["src/**"] } }
permissions: { contents: read }
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: 'ls src; echo "\${{ github.event.action }} \${{ github.head_ref }} into \${{ github.base_ref }}"'
      - { if: failure(), run: echo }
      - uses: actions/checkout@v5
        with: { ref: "\${{ github.event.pull_request.head.sha }}", path: head, persist-credentials: false }
      - run: ls head && git -C head rev-parse HEAD && git -C head config --get-regexp extraheader || echo no credentials
`;
    write(directory, { ".github/workflows/w.yml": workflow, "src/a": "a" });
    await git("add", "-A");
    await git("commit", "-qm", "base");
    await git("push", "-q", "origin", "main");
    await git("checkout", "-q", "-b", "topic");
    write(directory, { "src/b": "b" });
    await git("add", "-A");
    await git("commit", "-qm", "topic");
    await git("push", "-q", "origin", "topic");
    const head = await git("rev-parse", "HEAD");
    await octokit.rest.pulls.create({
      owner: "octocat",
      repo: "pull",
      head: "topic",
      base: "main",
      title: "Topic",
    });
    const [finished] = await sandbox.finished(repository);
    expect(finished?.run).toMatchObject({
      headSha: head,
      headBranch: "topic",
      conclusion: "success",
      displayTitle: "Topic",
    });
    expect(finished?.run.ref).toBe("refs/pull/1/merge");
    expect(finished?.logs["a"]).toContain("opened topic into main");
    expect(finished?.logs["a"]).toContain(`Z ${head}`);
    expect(finished?.logs["a"]).toContain("no credentials");
    const { data: checks } = await octokit.rest.checks.listForRef({
      owner: "octocat",
      repo: "pull",
      ref: head,
    });
    expect(checks.check_runs.map(({ name, conclusion }) => [name, conclusion])).toEqual([["a", "success"]]);
  });
});
