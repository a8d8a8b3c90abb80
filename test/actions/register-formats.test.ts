import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { createFileSystem, createGitHub, openDataStore } from "../../src/runtime/compose.ts";
import { runDeploy } from "../../src/runtime/run-deploy.ts";
import { runPromote } from "../../src/runtime/run-promote.ts";
import { csvOf } from "../support/evaluation/run-evaluate.ts";
import { writeFiles } from "../support/git-world.ts";

const run = promisify(execFile);
const config = ".github/pawl.yml";
const repository = "acme/late";
const rows = Array.from({ length: 30 }, (_, id) => ({ id, y: id % 2, score: (id % 7) / 10 }));
const outputs = ["models/broken.onnx", "models/forest", "models/trees.txt", "out.csv"] as const;
const evaluation = "target: y, id: id, metrics: [brier], resamples: 100";
const policy = `version: 1
models:
  broken: {artifact: models/broken.onnx, task: binary-classification, evaluation: {data: out.csv, ${evaluation}}}
  empty: {artifact: models/empty, task: regression}
  forest: {artifact: models/forest, task: regression}
  trees:
    artifact: models/trees.txt
    task: binary-classification
    evaluation: {predictions: out.csv, ${evaluation}}
    environments: {staging: {promote: manual}}
provenance: {required: false}
`;

describe("the register action over models of several formats, two of which cannot be registered", () => {
  let sandbox: SandboxGitHub;
  let root: string;
  let work: string;
  let action: { code: number; stdout: string; outputs: string; summary: string };

  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.test", ...args], { cwd: work });
  const access = () => ({ token: sandbox.adminToken, repository, apiUrl: sandbox.url });

  /** Commits what a pipeline wrote: bytes in the remote, digests in dvc.lock. */
  async function commitOutputs(): Promise<void> {
    const store = await openDataStore(await createFileSystem(work));
    const items = await Promise.all(
      outputs.map(async (path) => [path, await store.data.save(path)] as const),
    );
    await store.remote().push(items.map(([, item]) => item));
    const entries = items.map(
      ([path, { md5 }]) => `    - path: ${path}\n      hash: md5\n      md5: ${md5}\n`,
    );
    const empty = "    - path: models/empty\n      hash: md5\n      md5: d41d8cd98f00b204e9800998ecf8427e\n";
    writeFiles(work, {
      "dvc.yaml": `stages:\n  train:\n    cmd: x\n    outs: [${outputs.join(", ")}, {models/empty: {cache: false}}]\n`,
      "dvc.lock": `schema: '2.0'\nstages:\n  train:\n    cmd: x\n    outs:\n${entries.join("")}${empty}`,
    });
    for (const path of [...outputs, ".dvc/cache"]) rmSync(join(work, path), { recursive: true });
    await git("add", ".");
    await git("commit", "--quiet", "-m", "models");
    await git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  }

  async function runAction(): Promise<typeof action> {
    const [outputFile, summaryFile] = [join(root, "outputs"), join(root, "summary")];
    for (const file of [outputFile, summaryFile]) writeFileSync(file, "");
    const env = {
      ...process.env,
      INPUT_TOKEN: sandbox.adminToken,
      "INPUT_WORKING-DIRECTORY": work,
      GITHUB_REPOSITORY: repository,
      GITHUB_API_URL: sandbox.url,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      RUNNER_TEMP: join(root, "temp"),
    };
    const args = [join(process.cwd(), "actions/register/main.ts")];
    const { code, stdout } = await run(process.execPath, args, { env }).then(
      (ended) => ({ code: 0, stdout: ended.stdout }),
      (ended: { code: number; stdout: string }) => ended,
    );
    const read = (file: string) => readFileSync(file, "utf8");
    return { code, stdout, outputs: read(outputFile), summary: read(summaryFile) };
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "pawl-formats-"));
    work = join(root, "work");
    sandbox = await startSandboxGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
    await fetch(`${sandbox.url}/orgs/acme/repos`, {
      method: "POST",
      headers: { authorization: `token ${sandbox.adminToken}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "late", auto_init: false }),
    });
    mkdirSync(work);
    writeFiles(work, {
      [config]: policy,
      ".dvc/config": `[core]\n    remote = store\n['remote "store"']\n    url = ${join(root, "remote")}\n`,
      ".gitignore": "/models/*\n!/models/empty\n/out.csv\n/.dvc/cache\n/.dvc/tmp\n",
      "models/broken.onnx": "cut off",
      "models/empty": "",
      "models/forest/one.bin": "one",
      "models/trees.txt": "tree\nversion=v4\n",
      "out.csv": csvOf(rows),
    });
    await git("init", "--quiet", "--initial-branch=main");
    const origin = new URL(`${sandbox.gitUrl}/${repository}.git`);
    origin.username = "ada";
    origin.password = sandbox.adminToken;
    await git("remote", "add", "origin", origin.href);
    await commitOutputs();
    action = await runAction();
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(root, { recursive: true, force: true });
  });

  it("fails and names both, each with the next step", () => {
    expect(action.code).toBe(1);
    const [error] = action.stdout.split("\n").filter((line) => line.startsWith("::error"));
    expect(error).toMatch(/broken: The ONNX model cannot be loaded.*Export the model again/);
    expect(error).toMatch(/empty: models\/empty is empty: 0 bytes\..*\(model\.unreadable\)/);
  });

  it("registers the others all the same, and gives their versions", async () => {
    expect(action.outputs).toMatch(/forest@v1\.0\.0\ntrees@v1\.0\.0\n/);
    expect(action.summary).toMatch(/\| broken \| – \| model\.unreadable \|/);
    expect(action.summary).toMatch(/\| trees \| v1\.0\.0 \| registered \|/);
    const { releases } = await createGitHub({ ...access(), auth: { token: sandbox.adminToken } });
    const names = async (tag: string) =>
      (await releases.findByTag(tag))?.assets.map(({ name }) => name).sort();
    const usual = ["MODEL_CARD.md", "manifest.json", "profile.json", "sbom.cdx.json"];
    expect(await names("trees@v1.0.0")).toEqual([...usual, "trees.txt", "predictions.parquet"].sort());
    expect(await names("forest@v1.0.0")).toEqual([...usual, "forest.dir.json"].sort());
    expect((await releases.list()).map(({ tag }) => tag).sort()).toEqual(["forest@v1.0.0", "trees@v1.0.0"]);
  });

  it("says the same the second time, and writes nothing", async () => {
    const again = await runAction();
    expect(again.code).toBe(1);
    expect(again.summary).toMatch(/\| trees \| v1\.0\.0 \| unchanged \|/);
    expect(again.summary).toMatch(/\| forest \| v1\.0\.0 \| unchanged \|/);
  });

  it("puts such a model into an environment without a server", async () => {
    const place = { ...access(), model: "trees", directory: work, config };
    const promoted = await runPromote({ ...place, environment: "staging", version: "v1.0.0" });
    expect(promoted).toMatchObject({ decision: "promoted", tag: "trees#staging#1" });
    const none = () => undefined;
    const deployed = await runDeploy({
      ...access(),
      deploymentId: promoted.decision === "promoted" ? (promoted.deploymentId ?? 0) : 0,
      directory: work,
      config,
      servingDirectory: join(root, "serving"),
      variables: process.env,
      log: { debug: none, info: none, warning: none, error: none },
    });
    expect(deployed).toMatchObject({ decision: "assigned", reasonCode: "not-served", version: "v1.0.0" });
  });
});
