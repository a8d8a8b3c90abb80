import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startSandboxGitHub, type SandboxGitHub } from "../../../sandbox/github/start-sandbox-github.ts";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import type { RunRecord } from "../../../src/runs/run-schema.ts";
import { createGitHub } from "../../../src/adapters/github/create-github.ts";
import { openLedger } from "../../../src/runtime/open-ledger.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const policy = `version: 1
models:
  delay: { artifact: m.onnx, task: binary-classification, evaluation: { data: d.csv, target: y, id: id, metrics: [roc_auc] } }
`;

let sandbox: SandboxGitHub;
let count = 0;
beforeAll(async () => {
  sandbox = await startSandboxGitHub({
    users: [{ login: "ada" }, { login: "rob" }],
    organisations: ["acme"],
    modules: [],
  });
});
afterAll(() => sandbox.close());

let directory: string;
let repository: string;
let before: string;
let errors: string[];
beforeEach(async () => {
  count += 1;
  repository = `acme/flights-${count}`;
  const created = await fetch(`${sandbox.url}/orgs/acme/repos`, {
    method: "POST",
    headers: { authorization: `token ${sandbox.tokenOf("ada")}`, "content-type": "application/json" },
    body: JSON.stringify({ name: `flights-${count}`, auto_init: true }),
  });
  expect(created.status).toBe(201);
  directory = temporaryDirectory();
  write(".github/pawl.yml", `${policy}runs: {}\n`);
  write(".dvc/config", "");
  write(".gitignore", "/d.csv\n/m.onnx\n/ran\n");
  write("params.yaml", "rounds: 10\n");
  write(
    "dvc.yaml",
    `stages:
  clean: { cmd: "echo 1 > d.csv", outs: [d.csv] }
  fit: { cmd: "touch ran; cat d.csv params.yaml > m.onnx", deps: [d.csv], params: [rounds], outs: [m.onnx] }
`,
  );
  commit();
  before = process.cwd();
  process.chdir(directory);
  vi.stubEnv("GITHUB_TOKEN", sandbox.tokenOf("ada"));
  vi.stubEnv("GITHUB_REPOSITORY", repository);
  vi.stubEnv("GITHUB_API_URL", sandbox.url);
  for (const name of ["GITHUB_RUN_ID", "GITHUB_ACTOR", "GITHUB_TRIGGERING_ACTOR", "GITHUB_EVENT_NAME"]) {
    vi.stubEnv(name, undefined);
  }
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  errors = [];
  vi.spyOn(console, "error").mockImplementation((text: string) => void errors.push(text));
});
afterEach(() => {
  process.chdir(before);
  process.exitCode = undefined;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function git(...args: readonly string[]): string {
  const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  return execFileSync("git", [...person, ...args], { cwd: directory, encoding: "utf8" }).trim();
}

function commit(): void {
  git("init", "--quiet", ".");
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
}

function write(path: string, text: string): void {
  mkdirSync(join(directory, path, ".."), { recursive: true });
  writeFileSync(join(directory, path), text);
}

async function records(): Promise<readonly RunRecord[]> {
  const auth = { token: sandbox.tokenOf("ada") };
  const github = createGitHub({ apiUrl: sandbox.url, repository, auth });
  const log = { warning: () => undefined, debug: () => undefined };
  const { entries, problems } = await openLedger({ github, log }).read();
  expect(problems).toEqual([]);
  return entries.map(({ record }) => record).filter((record) => record.schema === "pawl.run/1");
}

describe("pawl repro on a laptop", () => {
  it("records nothing and asks GitHub nothing by itself, whatever the policy and the environment say", async () => {
    vi.stubEnv("GITHUB_API_URL", "http://127.0.0.1:1");
    expect(await runCommandLine(["repro"])).toBe(0);
    expect(existsSync("ran")).toBe(true);
    expect(await records()).toEqual([]);
  });

  it("with --record writes a run of each verb, of whose token it is, with params, digests and the commit", async () => {
    const head = git("rev-parse", "HEAD");
    expect(await runCommandLine(["repro", "--record"])).toBe(0);
    const made = await records();
    expect(made).toMatchObject([
      { verb: "feature", state: "done", outputs: [{ path: "d.csv", kind: "data" }] },
      {
        verb: "train",
        state: "done",
        model: { name: "delay", status: "candidate" },
        actor: { login: "ada", type: "User" },
        trigger: { event: "cli", runId: null, pullRequest: null },
        commit: head,
        params: { "params.yaml:rounds": 10 },
        inputs: [{ path: "d.csv" }],
        outputs: [{ path: "m.onnx", kind: "model" }],
      },
    ]);
    expect(made[1]?.inputs[0]?.digest).toBe(made[0]?.outputs[0]?.digest);
    expect(await runCommandLine(["repro", "--record"])).toBe(0);
    expect(await records()).toHaveLength(2);
  });

  it("names no commit when files differed from it", async () => {
    write("params.yaml", "rounds: 20\n");
    expect(await runCommandLine(["repro", "--record"])).toBe(0);
    expect((await records()).map((run) => [run.commit, run.params])).toEqual([
      [null, {}],
      [null, { "params.yaml:rounds": 20 }],
    ]);
  });

  it("with --record writes a run that failed, too", async () => {
    write("dvc.yaml", `stages:\n  fit: { cmd: "exit 3", outs: [m.onnx] }\n`);
    expect(await runCommandLine(["repro", "--record"])).not.toBe(0);
    const failed = { verb: "train", state: "failed", reasonCode: "stage.failed", failedStage: "fit" };
    expect(await records()).toMatchObject([failed]);
  });

  it.each([
    ["--keep-going", ["train failed"]],
    ["--ignore-errors", ["train failed", "feature done"]],
  ])("with --record and %s calls a model failed of which a stage failed", async (option, runs) => {
    write(
      "dvc.yaml",
      `stages:
  clean: { cmd: "echo 1 > d.csv", outs: [d.csv] }
  fit: { cmd: "exit 3", deps: [d.csv], outs: [m.onnx] }
`,
    );
    await runCommandLine(["repro", "--record", option]);
    expect((await records()).map(({ verb, state }) => `${verb} ${state}`)).toEqual(runs);
  });

  it.each<readonly [string, () => void]>([
    ["the policy has no runs", () => write(".github/pawl.yml", policy)],
    ["there is no token", () => vi.stubEnv("GITHUB_TOKEN", undefined)],
    ["GitHub refuses the token", () => vi.stubEnv("GITHUB_TOKEN", "wrong")],
    ["there is no policy", () => rmSync(".github/pawl.yml")],
  ])("with --record runs nothing when %s", async (_, spoil) => {
    spoil();
    expect(await runCommandLine(["repro", "--record"])).not.toBe(0);
    expect(existsSync("ran")).toBe(false);
  });

  it("with --record ends with 1 when the token may not write: the run is done, and that is said", async () => {
    vi.stubEnv("GITHUB_TOKEN", sandbox.tokenOf("rob"));
    expect(await runCommandLine(["repro", "--record"])).toBe(1);
    expect(existsSync("ran")).toBe(true);
    expect(await records()).toEqual([]);
    expect(errors.join("\n")).toContain(`not in the run ledger of ${repository}`);
  });

  it("takes no --record with --dry or --rev, which run nothing here", async () => {
    expect(await runCommandLine(["repro", "--record", "--dry"])).not.toBe(0);
    expect(await runCommandLine(["repro", "--record", "--rev", "HEAD"])).not.toBe(0);
  });
});
