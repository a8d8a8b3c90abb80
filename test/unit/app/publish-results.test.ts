import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openGitRepository } from "../../../src/adapters/git/simple-git.ts";
import { commitLock } from "../../../src/app/commit-lock.ts";
import { openRetraining, type RetrainingRequest } from "../../../src/app/open-retraining.ts";
import { pull } from "../../../src/app/pull.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { validate } from "../../../src/app/validate.ts";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { commitAll, git, writeFiles } from "../../support/git-world.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import {
  cloneWork,
  createPipelineWorld,
  createTrainedWorld,
  openPorts,
  type PipelineWorld,
} from "../../support/pipeline-repository.ts";

const policyText = `version: 1
models:
  flight-delay:
    artifact: models/model.onnx
    task: regression
    monitoring:
      predictions: log
      checks: [performance]
      retrain: {on: [performance], refresh: [ingest]}
`;

async function reachable(work: string, directory: string): Promise<readonly string[]> {
  const ports = await openPorts(work, directory, createMemoryLog());
  return (await pull({}, ports)).restored;
}

describe("the lock of a pipeline run", () => {
  it("goes to the branch with the metrics that git keeps, after the data went to the remote", async () => {
    const world = await createTrainedWorld();
    git(world.work, "switch", "--quiet", "--create", "topic");
    writeFiles(world.work, { "params.yaml": "rounds: 20\n", "README.md": "not ours\n" });
    git(world.work, "commit", "--quiet", "--message", "params", "params.yaml");
    git(world.work, "push", "--quiet", "origin", "topic");
    await reproduce({}, world.ports);
    const repository = openGitRepository(world.work);
    const result = await commitLock({ branch: "topic" }, { ...world.ports, git: repository });
    expect(result).toMatchObject({
      reasonCode: "lock.committed",
      headSha: git(world.origin, "rev-parse", "topic"),
    });
    expect(git(world.origin, "show", "--format=%an %s", "--name-only", "topic").split("\n")).toEqual([
      "github-actions[bot] chore(pawl): update dvc.lock",
      "",
      "dvc.lock",
      "metrics.txt",
    ]);
    const other = cloneWork(world, "other");
    git(other, "switch", "--quiet", "topic");
    expect(await reachable(other, world.directory)).toContain("models/model.onnx");
    const again = await commitLock({ branch: "topic" }, { ...world.ports, git: repository });
    expect(again.reasonCode).toBe("lock.unchanged");
  });

  it("takes nothing along: no tag, no other branch, whatever git's configuration says", async () => {
    const world = await createTrainedWorld();
    git(world.work, "config", "push.followTags", "true");
    git(world.work, "config", "push.default", "matching");
    git(world.work, "config", "remote.origin.push", "refs/*:refs/*");
    git(world.work, "switch", "--quiet", "--create", "private");
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    git(world.work, "commit", "--quiet", "--message", "params", "params.yaml");
    git(world.work, "tag", "--annotate", "--message", "mine", "flight-delay@v9.0.0");
    git(world.work, "switch", "--quiet", "--create", "topic");
    const before = git(world.origin, "for-each-ref", "--format=%(refname)").split("\n");
    await reproduce({}, world.ports);
    const ports = { ...world.ports, git: openGitRepository(world.work) };
    expect(await commitLock({ branch: "topic" }, ports)).toMatchObject({ reasonCode: "lock.committed" });
    const after = git(world.origin, "for-each-ref", "--format=%(refname)").split("\n");
    expect(after.filter((ref) => !before.includes(ref))).toEqual(["refs/heads/topic"]);
  });

  it("is not forced on a branch that moved on", async () => {
    const world = await createTrainedWorld();
    const other = cloneWork(world, "other");
    writeFiles(other, { "README.md": "theirs\n" });
    commitAll(other, "theirs");
    git(other, "push", "--quiet", "origin", "main");
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    await reproduce({}, world.ports);
    const ports = { ...world.ports, git: openGitRepository(world.work) };
    expect(await commitLock({ branch: "main" }, ports)).toMatchObject({
      decision: "negative",
      reasonCode: "stale.sha",
    });
  });
});

function retraining(world: PipelineWorld, work = world.work) {
  const policy = parsePolicy(policyText).policy?.models["flight-delay"];
  if (policy === undefined) throw new TypeError("the policy is broken");
  const { github, state } = createGitHubFake();
  const request: RetrainingRequest = { model: "flight-delay", policy, issue: 7, runId: "99", base: "main" };
  const ports = { ...world.ports, git: openGitRepository(work), pullRequests: github.pullRequests };
  return { request, ports, state, github };
}

describe("a retraining", () => {
  it("brings new data, trains, and opens one pull request that does not close the issue", async () => {
    const world = await createTrainedWorld();
    writeFileSync(join(world.directory, "landing.txt"), "d\nc\n");
    const { request, ports, state } = retraining(world);
    const result = await openRetraining(request, ports);
    expect(result).toMatchObject({
      reasonCode: "retrain.opened",
      branch: "pawl/retrain/flight-delay/issue-7",
    });
    expect(result.stages.map((one) => one.state)).toEqual(["ran", "ran", "ran", "ran"]);
    const [opened] = [...state.pullRequests.values()];
    expect(opened).toMatchObject({ headRef: "pawl/retrain/flight-delay/issue-7", baseRef: "main" });
    const body = JSON.stringify(state.writes);
    expect(body).toContain("<!-- pawl:retrain v=1 model=flight-delay issue=7 -->");
    expect(body).toContain("#7");
    expect(body).not.toMatch(/\b(clos|fix|resolv)(e|es|ed)\b #/i);
    expect(git(world.origin, "show", "--format=", "--name-only", "pawl/retrain/flight-delay/issue-7")).toBe(
      "dvc.lock",
    );
  });

  it("is taken over by a second run: one branch, one pull request, the same head", async () => {
    const world = await createTrainedWorld();
    writeFileSync(join(world.directory, "landing.txt"), "d\nc\n");
    const first = retraining(world);
    const opened = await openRetraining(first.request, first.ports);
    const work = cloneWork(world, "second");
    const ports = { ...(await openPorts(work, world.directory, world.log)), git: openGitRepository(work) };
    const again = await openRetraining(first.request, { ...ports, pullRequests: first.github.pullRequests });
    expect(again).toMatchObject({ reasonCode: "retrain.resumed", changed: true });
    expect(
      again.decision === "positive" && opened.decision === "positive" && again.headSha === opened.headSha,
    ).toBe(true);
    expect(first.state.pullRequests.size).toBe(1);
  });

  it("gets a branch of its own when the pull request of that issue was merged before", async () => {
    const world = await createTrainedWorld();
    writeFileSync(join(world.directory, "landing.txt"), "d\nc\n");
    const { request, ports, state } = retraining(world);
    await openRetraining(request, ports);
    for (const [number, one] of state.pullRequests)
      state.pullRequests.set(number, { ...one, state: "closed", merged: true });
    git(world.work, "switch", "--quiet", "main");
    writeFileSync(join(world.directory, "landing.txt"), "f\ne\n");
    const again = await openRetraining(request, ports);
    expect(again).toMatchObject({
      reasonCode: "retrain.opened",
      branch: "pawl/retrain/flight-delay/issue-7-run-99",
    });
  });

  it("proposes nothing when the new data gives the same results", async () => {
    const world = await createTrainedWorld();
    const { request, ports, state } = retraining(world);
    expect(await openRetraining(request, ports)).toMatchObject({
      decision: "negative",
      reasonCode: "retrain.no-change",
    });
    expect(state.pullRequests.size).toBe(0);
  });
});

describe("pawl validate", () => {
  it("gives the problems of both files at once, and ties them together", async () => {
    const world = await createPipelineWorld({
      ".github/pawl.yml": policyText.replace("regression", "regresion"),
    });
    const { files, workspace } = world.ports;
    const lines = async () =>
      (await validate({ config: ".github/pawl.yml" }, { files, workspace })).problems.map(
        (one) => `${one.file}:${one.line}`,
      );
    writeFiles(world.work, { "dvc.yaml": "stages:\n  a: {cmd: x, out: [y]}\n" });
    expect(await lines()).toEqual([".github/pawl.yml:5", "dvc.yaml:2"]);
    writeFiles(world.work, {
      ".github/pawl.yml": policyText,
      "dvc.yaml": "stages:\n  a: {cmd: x, outs: [y]}\n",
    });
    expect(await lines()).toEqual([".github/pawl.yml:4"]);
    rmSync(join(world.work, "dvc.yaml"));
    expect(await lines()).toEqual([]);
    expect(existsSync(join(world.work, ".dvc"))).toBe(true);
    expect(readFileSync(join(world.work, ".github/pawl.yml"), "utf8")).toBe(policyText);
  });
});
