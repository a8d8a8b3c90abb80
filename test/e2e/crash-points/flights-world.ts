import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { promote } from "../../../src/app/promote.ts";
import { createClock, createFileSystem, createGitHub, openDataStore } from "../../../src/runtime/compose.ts";
import { runRegister } from "../../../src/runtime/run-register.ts";
import { makeReport } from "../../support/bot-world.ts";
import { csvOf } from "../../support/evaluation/run-evaluate.ts";
import { commitAll, git, gitEnvironment, writeFiles } from "../../support/git-world.ts";
import { makeKeyPair } from "../../support/registry/signed-provenance.ts";
import { openWorld, repository, type World } from "./world.ts";

const run = promisify(execFile);
const config = ".github/pawl.yml";

const policy = `version: 1
models:
  delay:
    artifact: models/model.onnx
    task: binary-classification
    evaluation: {data: rows.csv, target: y, id: id, metrics: [roc_auc], resamples: 100, importance: false}
    environments:
      staging: {promote: manual}
provenance: {keys: [.github/signing.pem]}
runs: {}
`;

/** Uploads a report about the head that the run is for, and takes what is dispatched: stands for the pipeline. */
const workflow = `
name: pawl
run-name: "\${{ inputs.verb == 'deploy' && format('deploy #{0}', inputs.deployment) || inputs.verb == 'retrain' && format('retrain {0} #{1}', inputs.model, inputs.issue) || 'pull request' }}"
on:
  pull_request:
  workflow_dispatch:
    inputs:
      verb: {type: string}
      deployment: {type: string}
      model: {type: string}
      issue: {type: string}
jobs:
  pipeline:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - run: |
          mkdir out
          sed "s/HEAD/$SHA/" > out/delay.json <<'REPORT'
          ${JSON.stringify({ ...makeReport(), headSha: "HEAD" })}
          REPORT
        env:
          SHA: \${{ github.event.pull_request.head.sha }}
      - uses: actions/upload-artifact@v4
        with:
          name: pawl-report
          path: out/delay.json
  deploy:
    if: inputs.verb == 'deploy'
    runs-on: ubuntu-latest
    steps:
      - run: "true"
`;

const rows = Array.from({ length: 60 }, (_, id) => {
  const [x1, x2] = [(id % 7) / 3 - 1, (id % 5) / 2 - 1];
  return { id, x1, x2, y: 2 * x1 - x2 + ((id % 3) - 1) > 0 ? 1 : 0 };
});

/** A world with a repository whose models are committed as a pipeline does: bytes in the remote, digests in dvc.lock. */
export interface FlightsWorld extends World {
  /** PEM, of the key that the policy trusts. */
  readonly signingKey: string;
  /** Commits a model of test/fixtures/evaluation to main, not registered yet. */
  commitModel(fixture: string): Promise<void>;
  /** Registers what is committed, and puts it into staging. */
  releaseModel(version: string): Promise<void>;
}

/** `mia` has maintain, `will` has write. */
export async function createFlightsWorld(root: string): Promise<FlightsWorld> {
  const world = await openWorld(root);
  const { work, github, call } = world;
  const keys = makeKeyPair();
  const headers = { authorization: `token ${github.adminToken}` };
  const body = JSON.stringify({ name: "flights", auto_init: false });
  await fetch(`${github.url}/orgs/acme/repos`, { method: "POST", headers, body });
  await call("PUT", "/collaborators/mia", { permission: "maintain" });
  await call("PUT", "/collaborators/will", { permission: "push" });
  mkdirSync(work);
  git(work, "init", "--quiet", "--initial-branch=main");
  writeFiles(work, {
    [config]: policy,
    ".github/signing.pem": keys.publicKey,
    ".github/workflows/pawl.yml": workflow,
    ".dvc/config": `[core]\n    remote = store\n['remote "store"']\n    url = ${join(root, "remote")}\n`,
    ".gitignore": "/models\n/rows.csv\n/.dvc/cache\n/.dvc/tmp\n",
  });
  const access = { token: github.adminToken, repository, apiUrl: github.url };
  return {
    ...world,
    signingKey: keys.privateKey,
    commitModel: async (fixture) => {
      await saveOutputs(work, fixture);
      commitAll(work, fixture);
      const origin = new URL(`${github.gitUrl}/${repository}.git`);
      origin.username = "ada";
      origin.password = github.adminToken;
      const push = ["push", "--quiet", origin.href, "HEAD:refs/heads/main"];
      await run("git", push, { cwd: work, env: gitEnvironment() });
    },
    releaseModel: async (version) => {
      await runRegister({ ...access, signingKey: keys.privateKey, directory: work, config });
      const ports = { ...(await createGitHub({ ...access, auth: access })), clock: createClock() };
      const request = {
        model: "delay",
        policy: { environments: { staging: { promote: "manual" as const } } },
        environment: "staging",
        target: { kind: "version", version } as const,
        requester: { login: "ada", role: "admin" } as const,
        source: "cli" as const,
      };
      const { decision, reason } = await promote(request, ports);
      if (decision !== "promoted") throw new RangeError(`${version} was not promoted: ${reason}`);
    },
  };
}

async function saveOutputs(work: string, fixture: string): Promise<void> {
  const outputs = ["rows.csv", "models/model.onnx"];
  mkdirSync(join(work, "models"), { recursive: true });
  writeFiles(work, { "rows.csv": csvOf(rows) });
  copyFileSync(`test/fixtures/evaluation/${fixture}.onnx`, join(work, "models/model.onnx"));
  const store = await openDataStore(await createFileSystem(work));
  const items = [];
  for (const path of outputs) items.push({ path, item: await store.data.save(path) });
  await store.remote().push(items.map(({ item }) => item));
  const lines = items.map(
    ({ path, item }) => `    - path: ${path}\n      hash: md5\n      md5: ${item.md5}\n`,
  );
  writeFiles(work, {
    "dvc.yaml": `stages:\n  train:\n    cmd: x\n    outs: [${outputs.join(", ")}]\n`,
    "dvc.lock": `schema: '2.0'\nstages:\n  train:\n    cmd: x\n    outs:\n${lines.join("")}`,
  });
  for (const path of [...outputs, ".dvc/cache"]) rmSync(join(work, path), { recursive: true });
}
