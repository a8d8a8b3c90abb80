import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { fillToolCache } from "../../demo/tool-cache.ts";
import { startActions, type Actions } from "../../sandbox/github/actions/start-actions.ts";
import { actionsService } from "../../sandbox/github/actions/actions-service.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import type { JobRecord, RunRecord } from "../../sandbox/runner/host.ts";
import { defaultLabels } from "../../sandbox/runner/runner-options.ts";
import { readZip } from "../../src/adapters/github/read-zip.ts";
import { builtActions } from "./built-actions.ts";
import type { RunRecord as LedgerRun } from "../../src/runs/run-schema.ts";
import { createGitHub } from "../../src/runtime/compose.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { gitEnvironment, writeFiles } from "./git-world.ts";

/** Path to text; files of a commit. */
export type Files = Readonly<Record<string, string>>;

/** What the author of a pull request does before the commit. */
export interface Laptop {
  /** Runs the pipeline, and forgets to push the data. Default false. */
  readonly reproduces?: boolean;
}

/** A finished run with its jobs and their logs, by key of the job. */
export interface SeenRun {
  readonly run: RunRecord;
  readonly jobs: Readonly<Record<string, JobRecord>>;
  readonly logs: Readonly<Record<string, string>>;
}

/** A pull request once everything that it started has ended. */
export interface SeenPull {
  readonly number: number;
  /** What the author pushed. */
  readonly pushedSha: string;
  /** What is at the top of the branch now. */
  readonly headSha: string;
  /** Runs that it started, oldest first. */
  readonly runs: readonly SeenRun[];
}

const execute = promisify(execFile);
const owner = "acme";
const repo = "late";
const none = () => undefined;
const silent = { debug: none, info: none, warn: none, error: none };

/** git beside a server in this process, so it must not block. */
async function git(directory: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute("git", args, { cwd: directory, env: gitEnvironment() });
  return stdout.trim();
}

async function commitAll(directory: string, message: string): Promise<string> {
  await git(directory, "add", "--all");
  await git(directory, "commit", "--quiet", "--message", message);
  return git(directory, "rev-parse", "HEAD");
}

/** The built actions, published in a sandbox whose runner has a GPU label, and one repository that uses them. */
export class ActionsSandbox implements AsyncDisposable {
  readonly octokit: Octokit;
  readonly directory: string;
  readonly #github: SandboxGitHub;
  readonly #actions: Actions;

  private constructor(directory: string, github: SandboxGitHub, actions: Actions) {
    this.directory = directory;
    this.#github = github;
    this.#actions = actions;
    this.octokit = new Octokit({ baseUrl: github.url, auth: github.adminToken, log: silent });
  }

  /** Builds the bundles and publishes them as `pawl-ml/pawl@v1`. */
  static async start(): Promise<ActionsSandbox> {
    const directory = mkdtempSync(join(tmpdir(), "pawl-actions-"));
    const toolCache = join(directory, "tools");
    fillToolCache(process.cwd(), toolCache);
    const actions = startActions({
      workRoot: join(directory, "runner"),
      toolCache,
      environment: { STAGE_RUNS: join(directory, "stage-runs.txt") },
      labels: [...defaultLabels, "gpu"],
    });
    const github = await startSandboxGitHub({
      users: [{ login: "ana" }, { login: "eve" }],
      organisations: [owner, "pawl-ml"],
      modules: [actions.module],
    });
    const sandbox = new ActionsSandbox(directory, github, actions);
    await sandbox.#publish();
    return sandbox;
  }

  async #publish(): Promise<void> {
    const folder = join(this.directory, "actions");
    cpSync(await builtActions(), join(folder, "dist"), { recursive: true });
    const isPart = (path: string): boolean => !path.endsWith(".ts");
    for (const part of ["action.yml", "package.json", "actions"])
      cpSync(part, join(folder, part), { recursive: true, filter: isPart });
    await this.octokit.rest.repos.createInOrg({ org: "pawl-ml", name: "pawl" });
    await git(folder, "init", "--quiet", "--initial-branch=main");
    await commitAll(folder, "chore: release");
    await git(
      folder,
      "push",
      "--quiet",
      this.#cloneUrl("pawl-ml", "pawl"),
      "HEAD:refs/heads/main",
      "HEAD:refs/tags/v1",
    );
  }

  #cloneUrl(organisation: string, name: string): string {
    const base = this.#github.gitUrl.replace("://", `://x-access-token:${this.#github.adminToken}@`);
    return `${base}/${organisation}/${name}.git`;
  }

  /** Makes the repository: its first results come from a laptop, by the command line. */
  async createRepository(files: Files, templates: Readonly<Record<string, string>>): Promise<void> {
    const clone = join(this.directory, "clone");
    mkdirSync(clone);
    writeFiles(clone, {
      ...files,
      ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
      ".dvc/config": `[core]\n    remote = store\n['remote "store"']\n    url = ${join(this.directory, "store")}\n`,
    });
    for (const [path, source] of Object.entries(templates)) {
      const text = readFileSync(source);
      mkdirSync(join(clone, path, ".."), { recursive: true });
      writeFileSync(
        join(clone, path),
        path.endsWith(".yml") ? text.toString().replace("$default-branch", "main") : text,
      );
    }
    await git(clone, "init", "--quiet", "--initial-branch=main");
    await git(clone, "remote", "add", "origin", this.#cloneUrl(owner, repo));
    await this.#pawl("repro");
    await this.#pawl("push", "--run-cache");
    await commitAll(clone, "feat: predict late flights");
    await this.octokit.rest.repos.createInOrg({ org: owner, name: repo });
    await git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main");
    await this.idle();
  }

  async #pawl(...args: readonly string[]): Promise<void> {
    const env = { ...process.env, STAGE_RUNS: join(this.directory, "laptop-runs.txt") };
    const cli = join(this.directory, "actions", "dist", "pawl.js");
    await execute(process.execPath, [cli, ...args], { cwd: join(this.directory, "clone"), env });
  }

  /** Opens a pull request that changes files, and waits until nothing runs. */
  async propose(branch: string, files: Files, laptop: Laptop = {}): Promise<SeenPull> {
    const clone = join(this.directory, "clone");
    const pushedSha = await this.#commitOnLaptop(branch, files, laptop);
    await git(clone, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
    const pull = { owner, repo, title: branch, head: branch, base: "main" };
    const { number } = (await this.octokit.rest.pulls.create(pull)).data;
    await this.idle();
    const { head } = (await this.octokit.rest.pulls.get({ owner, repo, pull_number: number })).data;
    const runs = this.runs().filter(({ run }) => run.headBranch === branch || this.#isAbout(run, branch));
    return { number, pushedSha, headSha: head.sha, runs };
  }

  async #commitOnLaptop(branch: string, files: Files, laptop: Laptop): Promise<string> {
    const clone = join(this.directory, "clone");
    await git(clone, "checkout", "--quiet", "--force", "-B", branch, "main");
    writeFiles(clone, files);
    if (laptop.reproduces === true) await this.#pawl("repro");
    return commitAll(clone, branch);
  }

  /** Opens a pull request from the fork of `eve`, who may only read, and waits until nothing runs. */
  async proposeFromFork(branch: string, files: Files, laptop: Laptop = {}): Promise<SeenPull> {
    const clone = join(this.directory, "clone");
    const token = this.#github.tokenOf("eve");
    const eve = new Octokit({ baseUrl: this.#github.url, auth: token, log: silent });
    const forks = (await this.octokit.rest.repos.listForks({ owner, repo })).data;
    if (forks.length === 0) await eve.rest.repos.createFork({ owner, repo });
    const pushedSha = await this.#commitOnLaptop(branch, files, laptop);
    const url = `${this.#github.gitUrl.replace("://", `://x-access-token:${token}@`)}/eve/${repo}.git`;
    await git(clone, "push", "--quiet", url, `HEAD:refs/heads/${branch}`);
    const pull = { owner, repo, title: branch, head: `eve:${branch}`, base: "main" };
    const { number } = (await eve.rest.pulls.create(pull)).data;
    await this.idle();
    const runs = this.runs().filter(({ run }) => run.headBranch === branch || this.#isAbout(run, branch));
    return { number, pushedSha, headSha: pushedSha, runs };
  }

  /** Whether a run evaluates, apart from it, a run of a branch. */
  #isAbout({ displayTitle }: RunRecord, branch: string): boolean {
    const id = Number(/^evaluate run (\d+)$/.exec(displayTitle)?.[1]);
    return this.runs().some(({ run }) => run.id === id && run.headBranch === branch);
  }

  /** The check of a commit: `[conclusion, title, summary]`, `undefined` when there is none. */
  async check(ref: string, name: string): Promise<readonly (string | null)[] | undefined> {
    const { data } = await this.octokit.rest.checks.listForRef({ owner, repo, ref, check_name: name });
    const [run] = data.check_runs;
    return run && [run.conclusion ?? run.status, run.output.title, run.output.summary];
  }

  /** The text of a file at a commit. */
  async readText(path: string, ref: string): Promise<string> {
    await git(join(this.directory, "clone"), "fetch", "--quiet", "origin", ref);
    return `${await git(join(this.directory, "clone"), "show", `${ref}:${path}`)}\n`;
  }

  /** Bodies of the comments on a pull request. */
  async comments(number: number): Promise<readonly string[]> {
    const { data } = await this.octokit.rest.issues.listComments({ owner, repo, issue_number: number });
    return data.map(({ body }) => body ?? "");
  }

  /** Waits until no event, delivery or job is under way. */
  async idle(): Promise<void> {
    await this.#github.idle();
    await this.#actions.runner.idle();
    await this.#github.idle();
  }

  /** Every run of the repository, oldest first. */
  runs(): readonly SeenRun[] {
    const { context } = this.#github;
    const service = actionsService(context);
    return service.store.runs.list(context.findRepository(owner, repo)?.id ?? 0).map((run) => {
      const jobs = service.ledger.jobsOf(run.id);
      return {
        run,
        jobs: Object.fromEntries(jobs.map((job) => [job.key, job])),
        logs: Object.fromEntries(jobs.map((job) => [job.key, service.logs.read(job.id)])),
      };
    });
  }

  /** Names of the stages that ran on runners since the last call. */
  takeStageRuns(): readonly string[] {
    const path = join(this.directory, "stage-runs.txt");
    writeFileSync(path, "", { flag: "a" });
    const names = readFileSync(path, "utf8").split("\n").filter(Boolean);
    writeFileSync(path, "");
    return names;
  }

  /** The files of a run's report artifact, parsed; none when there is none. */
  async readReports(runId: number): Promise<Readonly<Record<string, unknown>>> {
    const listed = await this.octokit.rest.actions.listWorkflowRunArtifacts({ owner, repo, run_id: runId });
    const artifact = listed.data.artifacts.find((one) => one.name === "pawl-report");
    if (artifact === undefined) return {};
    const place = { owner, repo, artifact_id: artifact.id, archive_format: "zip" };
    const { data } = await this.octokit.rest.actions.downloadArtifact(place);
    if (!(data instanceof ArrayBuffer)) throw new Error("the archive is no binary answer");
    const files = await readZip(new Uint8Array(data), { isAllowed: (name) => name.endsWith(".json") });
    return Object.fromEntries(
      [...files].map(([name, bytes]) => [name, JSON.parse(new TextDecoder().decode(bytes)) as unknown]),
    );
  }

  /** The runs in the ledger, oldest first; `[]` without one. */
  async readLedger(): Promise<readonly LedgerRun[]> {
    const { url: apiUrl, adminToken: token } = this.#github;
    const github = await createGitHub({ apiUrl, repository: `${owner}/${repo}`, auth: { token } });
    const log = { warning: () => undefined, debug: () => undefined };
    const { entries, problems } = await openLedger({ github, log }).read();
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return entries.flatMap(({ record }) => (record.schema === "pawl.run/1" ? [record] : []));
  }

  /** Sets a variable of the repository. */
  async setVariable(name: string, value: string): Promise<void> {
    await this.octokit.rest.actions.createRepoVariable({ owner, repo, name, value });
  }

  /** How many report comments each pull request has, by number. */
  async reportComments(): Promise<readonly number[]> {
    const pulls = (await this.octokit.rest.pulls.list({ owner, repo, state: "all" })).data;
    const counts = pulls.map(async ({ number }) => {
      const { data } = await this.octokit.rest.issues.listComments({ owner, repo, issue_number: number });
      return data.filter((comment) => comment.body?.startsWith("<!-- pawl:report ") === true).length;
    });
    return Promise.all(counts);
  }

  /** The newest commit of a branch. */
  async commit(ref: string) {
    const { data } = await this.octokit.rest.repos.getCommit({ owner, repo, ref });
    return data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#github.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
