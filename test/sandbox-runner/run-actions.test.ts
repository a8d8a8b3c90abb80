import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpackZip } from "../../sandbox/runner/builtin/zip-archive.ts";
import { WorkflowSandbox, type FinishedRun } from "./workflow-sandbox.ts";

const artifactModule = pathToFileURL("node_modules/@actions/artifact/lib/artifact.js").href;

let sandbox: WorkflowSandbox;
let octokit: Octokit;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
  octokit = new Octokit({ auth: sandbox.github.adminToken, baseUrl: sandbox.github.url });
  const tools = await sandbox.createRepository("tools");
  sandbox.commit(tools, {
    "js/action.yml": `
name: js
inputs:
  who to greet: { default: "\${{ github.actor }}" }
outputs: { said: { description: d } }
runs: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs, post-if: success() }
`,
    "js/pre.mjs": `import { appendFileSync } from "node:fs";\nconsole.log("pre runs");\nappendFileSync(process.env.GITHUB_STATE, "early=from-pre\\n");`,
    "js/main.mjs": `
import { appendFileSync } from "node:fs";
appendFileSync(process.env.GITHUB_OUTPUT, "said=hello " + process.env["INPUT_WHO_TO_GREET"] + "\\n");
appendFileSync(process.env.GITHUB_STATE, "note=kept\\n");
`,
    "js/post.mjs": `console.log("post knows", process.env.STATE_note, process.env.STATE_early);`,
    "composite/action.yml": `
name: composite
inputs: { who: { required: true } }
outputs: { all: { value: "\${{ steps.greet.outputs.said }}!" } }
runs:
  using: composite
  steps:
    - { id: greet, uses: octocat/tools/js@main, with: { who to greet: "\${{ inputs.who }}" } }
    - { run: 'echo "inside $LEVEL, path $(basename $GITHUB_ACTION_PATH)"', shell: bash, env: { LEVEL: one } }
`,
    "upload/action.yml": `name: upload\nruns: { using: node24, main: main.mjs }\n`,
    "upload/main.mjs": `
import { writeFileSync } from "node:fs";
const { DefaultArtifactClient } = await import(${JSON.stringify(artifactModule)});
writeFileSync("report.json", JSON.stringify({ ok: true, filler: "x".repeat(100000) }));
const client = new DefaultArtifactClient();
const { id, digest } = await client.uploadArtifact("real", ["report.json"], process.cwd());
const { artifacts } = await client.listArtifacts();
console.log("listed", artifacts.map((one) => one.name + " " + (one.id === id)).join());
await client.downloadArtifact(id, { path: "back", expectedHash: "sha256:" + digest });
const { readFileSync } = await import("node:fs");
console.log("read back", JSON.parse(readFileSync("back/report.json", "utf8")).ok);
`,
  });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

function runSteps(steps: string): Promise<FinishedRun> {
  return sandbox.run(`on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`);
}

describe("actions of the sandbox's repositories", () => {
  it("run pre, main and post with inputs, outputs and state", async () => {
    const { run, jobs, logs } = await runSteps(`
      - { id: hi, uses: octocat/tools/js@main }
      - { run: "echo \${{ steps.hi.outputs.said }}" }`);
    expect(logs["a"]).toContain("pre runs");
    expect(jobs[0]?.steps.slice(0, 3).map(({ name }) => name)).toEqual([
      "Set up job",
      "Pre Run octocat/tools/js@main",
      "Run octocat/tools/js@main",
    ]);
    expect(logs["a"]).toContain("hello octocat");
    expect(logs["a"]).toContain("post knows kept from-pre");
    expect(logs["a"]?.match(/pre runs/g)).toHaveLength(1);
    expect(run.conclusion).toBe("success");
    expect(jobs[0]?.steps.map(({ name }) => name)).toContain("Post Run octocat/tools/js@main");
  });

  it("may be composite, use each other and give outputs", async () => {
    const { logs } = await runSteps(`
      - { id: c, uses: octocat/tools/composite@main, with: { who: you } }
      - { run: "echo '\${{ steps.c.outputs.all }}'" }`);
    expect(logs["a"]).toContain("hello you!");
    expect(logs["a"]).toContain("inside one, path composite");
    expect(logs["a"]).toContain("post knows kept");
  });

  it("skip a post whose condition is not met", async () => {
    const { logs } = await runSteps(`
      - { uses: octocat/tools/js@main }
      - { run: exit 1 }`);
    expect(logs["a"]).not.toContain("post knows");
  });

  it("that do not exist fail the job before its first step", async () => {
    const { run, jobs, logs } = await runSteps(`
      - { run: echo first }
      - { uses: nobody/nothing@v1 }`);
    expect(run.conclusion).toBe("failure");
    expect(logs["a"]).toContain("the sandbox has no repository nobody/nothing");
    expect(logs["a"]).not.toContain("Z first");
    expect(jobs[0]?.steps[0]?.conclusion).toBe("failure");
  });
});

describe("artifacts", () => {
  it("go up and come back by the real @actions/artifact", async () => {
    const { run, logs } = await runSteps(`      - { uses: octocat/tools/upload@main }`);
    expect(logs["a"]).toContain("listed real true");
    expect(logs["a"]).toContain("read back true");
    expect(run.conclusion).toBe("success");
  });

  it("go up and come back by the built-in actions, and by the API", async () => {
    const repository = await sandbox.createRepository("artifacts");
    const workflow = `
on: push
jobs:
  up:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir -p out/sub && echo one > out/a.txt && echo two > out/sub/b.txt && echo no > out/c.log
      - uses: actions/upload-artifact@v4
        with: { name: texts, path: "out/**/*.txt" }
  down:
    needs: up
    runs-on: ubuntu-latest
    steps:
      - { uses: actions/download-artifact@v4, with: { name: texts, path: in } }
      - run: cat in/a.txt in/sub/b.txt && ls in
`;
    sandbox.push(repository, { ".github/workflows/w.yml": workflow });
    const [finished] = await sandbox.finished(repository);
    expect(finished?.logs["down"]).toMatch(/Z one\n.*Z two\n.*Z a\.txt\n.*Z sub\n/);
    const place = { owner: "octocat", repo: "artifacts" };
    const { data: list } = await octokit.rest.actions.listWorkflowRunArtifacts({
      ...place,
      run_id: finished?.run.id ?? 0,
    });
    expect(list.artifacts.map(({ name }) => name)).toEqual(["texts"]);
    const { data: zip } = await octokit.rest.actions.downloadArtifact({
      ...place,
      artifact_id: list.artifacts[0]?.id ?? 0,
      archive_format: "zip",
    });
    const target = join(sandbox.root, "unzipped");
    expect(await unpackZip(Buffer.from(zip as ArrayBuffer), target)).toEqual(["a.txt", "sub/b.txt"]);
    expect(readFileSync(join(target, "sub/b.txt"), "utf8")).toBe("two\n");
  });
});
