import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JobRecord, RunRecord } from "../../sandbox/runner/host.ts";
import { actionsModule } from "../../sandbox/github/actions/actions-module.ts";
import { actionsService } from "../../sandbox/github/actions/actions-service.ts";
import type { Actor, RepositoryRecord } from "../../sandbox/github/records.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import type { RunnerOptions } from "../../sandbox/runner/runner-options.ts";
import { startRunner, type Runner } from "../../sandbox/runner/start-runner.ts";

/** Files of a commit: path to text. */
export type Files = Readonly<Record<string, string>>;

/** A run with its jobs and their logs. */
export interface FinishedRun {
  readonly run: RunRecord;
  readonly jobs: readonly JobRecord[];
  /** Log text by job name. */
  readonly logs: Readonly<Record<string, string>>;
}

const settings = {
  hasIssues: true,
  hasProjects: false,
  hasWiki: false,
  allowSquashMerge: true,
  allowMergeCommit: true,
  allowRebaseMerge: true,
  allowAutoMerge: false,
  deleteBranchOnMerge: false,
};

/** A push of one commit to main, as GitHub tells it. */
export function pushPayload(
  range: { readonly before: string; readonly after: string },
  message: string,
  branch = "main",
) {
  const person = { name: "o", email: "o@example.com" };
  const at = "2026-01-01T00:00:00Z";
  const commit = {
    id: range.after,
    tree_id: range.after,
    distinct: true,
    message,
    timestamp: at,
    url: "http://127.0.0.1/commit",
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: [],
  };
  return {
    ref: `refs/heads/${branch}`,
    ...range,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: "http://127.0.0.1/compare",
    commits: [commit],
    head_commit: commit,
    pusher: { name: "octocat", email: null },
  };
}

/** A sandbox with a runner, for tests of workflows. */
export class WorkflowSandbox implements AsyncDisposable {
  readonly github: SandboxGitHub;
  readonly runner: Runner;
  readonly root: string;

  private constructor(github: SandboxGitHub, runner: Runner, root: string) {
    this.github = github;
    this.runner = runner;
    this.root = root;
  }

  static async start(options: Partial<RunnerOptions> = {}): Promise<WorkflowSandbox> {
    const root = mkdtempSync(join(tmpdir(), "pawl-runner-test-"));
    const github = await startSandboxGitHub({ modules: [actionsModule], users: [{ login: "octocat" }] });
    const killDelays = { interruptMs: 200, terminateMs: 200 };
    const runner = startRunner(github.context, { workRoot: join(root, "work"), killDelays, ...options });
    return new WorkflowSandbox(github, runner, root);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  get actor(): Actor {
    const user = this.github.context.findUser("octocat");
    if (user === undefined) throw new Error("octocat is missing");
    const none = { permissions: null, repositoryIds: null, appId: null, installationId: null, runId: null };
    return { kind: "user", user, ...none };
  }

  /** Makes an empty repository of octocat. */
  async createRepository(name: string): Promise<RepositoryRecord> {
    const { context } = this.github;
    const id = context.store.nextId();
    const now = context.timestamp();
    const record: RepositoryRecord = {
      id,
      name,
      ownerId: this.actor.user.id,
      ownerLogin: "octocat",
      fullName: `octocat/${name}`,
      description: null,
      homepage: null,
      private: false,
      defaultBranch: "main",
      archived: false,
      topics: [],
      parentId: null,
      settings,
      createdAt: now,
      updatedAt: now,
      pushedAt: now,
    };
    context.store.collection<RepositoryRecord>("repositories").put("", id, record);
    await context.git(record).create("main");
    return record;
  }

  /** Commits files on top of a branch (a new one starts from main), straight into the bare repository; tells nobody. */
  commit(
    repository: RepositoryRecord,
    files: Files,
    message = "commit",
    branch = "main",
  ): { before: string; after: string } {
    const work = mkdtempSync(join(this.root, "clone-"));
    const bare = this.github.context.git(repository).directory;
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=o", "-c", "user.email=o@example.com", ...args], {
        cwd: work,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    git("clone", "-q", bare, ".");
    const isThere = git("ls-remote", "origin", `refs/heads/${branch}`) !== "";
    git("checkout", "-q", "-B", branch, ...(isThere ? [`origin/${branch}`] : []));
    const before = isThere ? git("rev-parse", "--verify", "HEAD") : "0".repeat(40);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(work, dirname(path)), { recursive: true });
      writeFileSync(join(work, path), text);
    }
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    git("push", "-q", "origin", branch);
    return { before, after: git("rev-parse", "HEAD") };
  }

  /** Commits and tells about it as a push of octocat would. */
  push(repository: RepositoryRecord, files: Files, message = "commit", branch = "main"): void {
    const range = this.commit(repository, files, message, branch);
    const payload = pushPayload(range, message, branch);
    this.github.context.emit({ event: "push", repository, actor: this.actor, payload });
  }

  /** All runs of a repository that have finished, oldest first, after waiting for them. */
  async finished(repository: RepositoryRecord): Promise<readonly FinishedRun[]> {
    await this.runner.idle();
    const service = actionsService(this.github.context);
    return service.store.runs.list(repository.id).map((run) => {
      const jobs = service.ledger.jobsOf(run.id);
      const logs = Object.fromEntries(jobs.map((job) => [job.name, service.logs.read(job.id)]));
      return { run, jobs, logs };
    });
  }

  /** Pushes one workflow and waits for its run. */
  async run(workflow: string, files: Files = {}): Promise<FinishedRun> {
    const repository = await this.createRepository(`r${this.github.context.store.nextId()}`);
    this.push(repository, { ".github/workflows/w.yml": workflow, ...files });
    const [first] = await this.finished(repository);
    if (first === undefined) throw new Error("no run started");
    return first;
  }
}
