import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  describeEvaluations,
  type PipelinePlace,
  recordPipeline,
} from "../../../src/runtime/record-pipeline.ts";
import { readPolicyFile } from "../../../src/app/read-policy.ts";
import { createFileSystem, createWorkspaceView } from "../../../src/runtime/compose.ts";
import type { PipelineOutcome } from "../../../src/runtime/run-pipeline.ts";
import { makeReport } from "../../support/bot-world.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const policy = `version: 1
models:
  delay: { artifact: m.onnx, task: binary-classification, evaluation: { data: d.csv, target: y, id: id, metrics: [roc_auc] } }
runs: {}
`;
const lock = (md5: string, rounds: number): string => `schema: '2.0'
stages:
  clean:
    cmd: "true"
    outs:
    - {path: d.csv, md5: ${"c".repeat(32)}, size: 1, hash: md5}
  fit:
    cmd: "true"
    deps:
    - {path: d.csv, md5: ${"c".repeat(32)}, size: 1, hash: md5}
    params:
      params.yaml:
        rounds: ${rounds}
    outs:
    - {path: m.onnx, md5: ${md5.repeat(32)}, size: 1, hash: md5}
`;

let directory: string;
let said: readonly string[];
beforeEach(() => {
  directory = temporaryDirectory();
  said = [];
  write(".github/pawl.yml", policy);
  write("params.yaml", "rounds: 10\n");
  write(
    "dvc.yaml",
    `stages:
  clean: { cmd: "true", outs: [d.csv] }
  fit: { cmd: "true", deps: [d.csv], params: [rounds], outs: [m.onnx] }
`,
  );
  write("dvc.lock", lock("a", 10));
  const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  git("init", "--quiet", ".");
  git("add", "--all");
  git(...person, "commit", "--quiet", "--message", "all");
  // What `/ml run --set rounds=20` leaves in the work tree, and nowhere else.
  write("dvc.lock", lock("b", 20));
  vi.stubEnv("GITHUB_EVENT_NAME", "workflow_dispatch");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: directory, encoding: "utf8" }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(join(directory, path, ".."), { recursive: true });
  writeFileSync(join(directory, path), text);
}

function outcome(more: Partial<PipelineOutcome> = {}): PipelineOutcome {
  const headSha = git("rev-parse", "HEAD");
  const report = makeReport({ headSha });
  const evaluation = { decision: "positive", reasonCode: "gate.pass", reason: "", report } as const;
  const ran = ["clean", "fit"].map(
    (stage) => ({ stage, state: "ran", reason: "changed", durationMs: 1 }) as const,
  );
  return { headSha, changed: true, stages: ran, evaluations: [evaluation], ...more };
}

/** Keys of the records that a job of `/ml run`, which here can hand nothing over, warns of. */
async function record(made: PipelineOutcome, more: Partial<PipelinePlace> = {}): Promise<readonly string[]> {
  const say = (message: string): void => void (said = [...said, message]);
  await recordPipeline(made, {
    directory,
    config: ".github/pawl.yml",
    base: git("rev-parse", "HEAD"),
    // Nobody may be asked: a request would fail.
    github: { token: "t", repository: "acme/flights", apiUrl: "http://127.0.0.1:1" },
    started: new Date(),
    log: { debug: say, info: say, warning: say, error: say },
    ...more,
  });
  const keys = said.flatMap((message) => [...message.matchAll(/run\/local\.\d+\/(\w+\/\w+)/g)]);
  return keys.map(([, end = ""]) => end);
}

describe("the records of /ml run", () => {
  it("are those of the pipeline, handed over without a try at the ledger", async () => {
    expect(await record(outcome())).toEqual(["train/delay", "evaluate/delay"]);
    expect(said.join("\n")).toContain("has no token that writes");
  });

  it.each([
    ["feature", ["feature/delay"]],
    ["train", ["feature/delay", "train/delay"]],
  ] as const)("end with the step that it was to end with: %s", async (step, keys) => {
    expect(await record(outcome({ evaluations: [] }), { step })).toEqual(keys);
  });

  it("are none for a fork's own pipeline, which looks the same but was not dispatched", async () => {
    vi.stubEnv("GITHUB_EVENT_NAME", "pull_request");
    expect(await record(outcome())).toEqual([]);
    expect(said).toEqual([]);
  });

  it("have the params and digests of what it made, not those of the commit", async () => {
    const files = await createFileSystem(directory);
    const view = await createWorkspaceView(files);
    const { headSha, evaluations } = outcome();
    const { models } = await readPolicyFile(files, ".github/pawl.yml");
    const [made] = await describeEvaluations(evaluations, { headSha, models, directory, view });
    const [committed] = await describeEvaluations(evaluations, { headSha, models, directory });
    expect([made?.lineage?.md5, committed?.lineage?.md5]).toEqual(["b".repeat(32), "a".repeat(32)]);
    expect(JSON.stringify(made?.lineage?.material.params)).toContain('"20"');
  });
});
