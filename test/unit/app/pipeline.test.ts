import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isProcessRunning } from "../../../sandbox/runner/orphan-processes.ts";
import { add } from "../../../src/app/add.ts";
import { isModelUnchanged } from "../../../src/app/compare-lock.ts";
import { feature } from "../../../src/app/feature.ts";
import { checkout, pull } from "../../../src/app/pull.ts";
import { push } from "../../../src/app/push.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { status } from "../../../src/app/status.ts";
import { train } from "../../../src/app/train.ts";
import { openRevisions } from "../../../src/adapters/git/revisions.ts";
import { commitAll, git, writeFiles } from "../../support/git-world.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import {
  cloneWork,
  createPipelineWorld,
  createTrainedWorld,
  model,
  openPorts,
  pipelineFiles,
  type PipelineWorld,
} from "../../support/pipeline-repository.ts";

/** A runner's clone of a trained repository, where the landing zone is out of reach. */
async function runner(world: PipelineWorld): Promise<PipelineWorld> {
  const work = cloneWork(world, "runner");
  const log = createMemoryLog();
  return { ...world, work, log, ports: await openPorts(work, join(world.directory, "nowhere"), log) };
}

const runs = (world: PipelineWorld): readonly string[] => {
  const path = join(world.work, "runs.log");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};
const states = (result: { stages: readonly { stage: string; state: string }[] }): readonly string[] =>
  result.stages.map((one) => `${one.stage} ${one.state}`);

describe("a pipeline", () => {
  it("runs in order, shows output with the stage's name, and has nothing to do the second time", async () => {
    const world = await createTrainedWorld();
    expect(runs(world)).toEqual(["ingest", "prepare", "train", "evaluate"]);
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    await reproduce({}, world.ports);
    expect(world.log.lines).toContain("train | training train");
    commitAll(world.work, "again");
    const again = await reproduce({}, world.ports);
    expect(again.changed).toBe(false);
    expect(git(world.work, "status", "--short")).toBe("");
    expect(await status(world.ports)).toMatchObject({ decision: "positive", dvc: {} });
  });

  it("runs nothing and fetches nothing on a runner when only the README changed", async () => {
    const world = await runner(await createTrainedWorld());
    writeFiles(world.work, { "README.md": "new\n" });
    const results = [
      await feature({ models: [model] }, world.ports),
      await train({ models: [model] }, world.ports),
    ];
    expect(results.flatMap(states)).toEqual([
      "ingest unchanged",
      "prepare unchanged",
      "train unchanged",
      "evaluate unchanged",
    ]);
    expect(existsSync(join(world.work, "data"))).toBe(false);
    expect(existsSync(join(world.work, ".dvc", "cache"))).toBe(false);
  });

  it("runs what a parameter changes, with data from the remote, and leaves the rest", async () => {
    const world = await runner(await createTrainedWorld());
    writeFiles(world.work, { "params.yaml": "rounds: 20\nother: 2\n" });
    await feature({ models: [model] }, world.ports);
    const result = await train({ models: [model] }, world.ports);
    expect(result.stages.map((one) => `${one.stage} ${one.state}: ${one.reason}`)).toEqual([
      "train ran: params.yaml: rounds modified",
      "evaluate ran: models/model.onnx modified",
    ]);
    expect(readdirSync(join(world.work, "data"))).toEqual(["sorted.txt"]);
  });

  it("restores what another machine ran before, from the run cache in the remote", async () => {
    const first = await createTrainedWorld();
    writeFiles(first.work, { "params.yaml": "rounds: 20\n" });
    await reproduce({}, first.ports);
    await push({ runCache: true }, first.ports);
    const world = await runner(first);
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    const result = await train({ models: [model] }, world.ports);
    expect(states(result)).toEqual(["train restored", "evaluate restored"]);
    expect(runs(world)).toEqual([]);
    expect(readFileSync(join(world.work, "dvc.lock"))).toEqual(readFileSync(join(first.work, "dvc.lock")));
    expect(readFileSync(join(world.work, "metrics.txt"))).toEqual(
      readFileSync(join(first.work, "metrics.txt")),
    );
  });

  it("does not rerun a frozen stage by itself, and does when asked", async () => {
    const world = await createTrainedWorld();
    writeFileSync(join(world.directory, "landing.txt"), "c\n");
    expect((await reproduce({}, world.ports)).changed).toBe(false);
    const forced = await feature({ models: [model], force: ["ingest"] }, world.ports);
    expect(states(forced)).toEqual(["ingest ran", "prepare ran"]);
  });

  it("knows that a model changed against its base although no stage is stale", async () => {
    const world = await createTrainedWorld();
    const base = await openRevisions(world.work).view("origin/main");
    if (base === undefined) throw new TypeError("origin has a main branch");
    const unchanged = () => isModelUnchanged({ ...model, base, head: world.ports.workspace });
    expect(await unchanged()).toBe(true);
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    await reproduce({}, world.ports);
    expect(await unchanged()).toBe(false);
  });

  it("stops at a failing stage with its command, status and last lines, and keeps the stages before it", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml":
        "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n  b: {cmd: 'echo why; exit 3', deps: [a], outs: [b]}\n",
    });
    const failing = reproduce({}, world.ports);
    await expect(failing).rejects.toMatchObject({ code: "stage.failed" });
    await expect(failing).rejects.toThrow("Stage b failed: `echo why; exit 3` exited with 3.\nwhy");
    const lock = readFileSync(join(world.work, "dvc.lock"), "utf8");
    expect(lock).toContain("  a:\n");
    expect(lock).not.toContain("  b:\n");
  });

  it.each([
    ["an output that is not written", "stages:\n  a: {cmd: 'true', outs: [o]}\n", "stage.failed"],
    ["a missing parameter", "stages:\n  a: {cmd: 'true', params: [none.x]}\n", "dvc.param-missing"],
    ["a missing dependency", "stages:\n  a: {cmd: 'true', deps: [none]}\n", "data.missing"],
    ["a broken dvc.yaml", "stages:\n  a: {cmnd: x}\n", "dvc.invalid"],
  ])("refuses %s", async (_, text, code) => {
    const world = await createPipelineWorld({ "dvc.yaml": text });
    await expect(reproduce({}, world.ports)).rejects.toMatchObject({ code });
  });

  it("names the nearest stage for an unknown target", async () => {
    const world = await createPipelineWorld();
    await expect(reproduce({ targets: ["trian"] }, world.ports)).rejects.toThrow(/Did you mean train\?/);
  });

  it("leaves a consistent lock when it is interrupted during a stage", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml":
        "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n  b: {cmd: 'echo half > b; sleep 20; echo 1 > b', deps: [a], outs: [b]}\n",
    });
    const abort = new AbortController();
    const running = reproduce({ signal: abort.signal }, world.ports);
    const expectation = expect(running).rejects.toMatchObject({ code: "stage.interrupted" });
    await waitFor(() => existsSync(join(world.work, "b")));
    abort.abort();
    await expectation;
    expect(readFileSync(join(world.work, "dvc.lock"), "utf8")).not.toContain("  b:\n");
  });

  it("comes to the same end after kill -9 in the middle of a stage, and ends what that left running", async () => {
    const text =
      "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n  b:\n    cmd: echo half > b; echo $$ > pid; sleep $NAP; echo whole >> b\n    deps: [a]\n    outs: [b]\n";
    const world = await createPipelineWorld({ "dvc.yaml": text });
    const main = join(import.meta.dirname, "../../support/reproduce-main.ts");
    const child = spawn(process.execPath, [main], {
      cwd: world.work,
      env: { ...process.env, NAP: "30" },
      stdio: "ignore",
    });
    const pid = (): number => Number(readFileSync(join(world.work, "pid"), "utf8"));
    const begun = (): boolean => existsSync(join(world.work, "pid")) && pid() > 0;
    await waitFor(() => begun() && /"stages":\[\{/.test(record(world)));
    const left = pid();
    const impatient = reproduce({ lockTimeoutMs: 0 }, world.ports);
    await expect(impatient).rejects.toMatchObject({ code: "pipeline.busy" });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isProcessRunning(left)).toBe(true);
    const ports = { ...world.ports, environment: { ...world.ports.environment, NAP: "0" } };
    expect(states(await reproduce({}, ports))).toEqual(["a unchanged", "b ran"]);
    expect(isProcessRunning(left)).toBe(false);
    const lock = readFileSync(join(world.work, "dvc.lock"), "utf8");
    expect(readFileSync(join(world.work, "b"), "utf8")).toBe("half\nwhole\n");
    expect((await reproduce({}, ports)).changed).toBe(false);
    expect(readFileSync(join(world.work, "dvc.lock"), "utf8")).toBe(lock);
  });
});

function record(world: PipelineWorld): string {
  const path = join(world.work, ".dvc", "tmp", "pawl-run.json");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 2000 && !condition(); attempt += 1) await sleep(10);
}

describe("data", () => {
  it("is added, pushed, and pulled into another clone", async () => {
    const world = await createPipelineWorld();
    writeFiles(world.work, {
      "sets/raw/é.csv": "1\n",
      "sets/raw/sub/b.csv": "2\n",
      "sets/one file.csv": "3\n",
    });
    const result = await add(["sets/raw", "sets/one file.csv"], world.ports);
    expect(result.added.map((one) => one.file)).toEqual(["sets/raw.dvc", "sets/one file.csv.dvc"]);
    expect(readFileSync(join(world.work, "sets/.gitignore"), "utf8")).toBe("/raw\n/one file.csv\n");
    expect((await add(["sets/raw"], world.ports)).reasonCode).toBe("data.current");
    await push({ runCache: false }, world.ports);
    commitAll(world.work, "data");
    git(world.work, "push", "--quiet", "origin", "main");
    const other = await runner(world);
    expect((await pull({}, other.ports)).restored).toEqual(["sets/one file.csv", "sets/raw"]);
    expect(readFileSync(join(other.work, "sets/raw/sub/b.csv"), "utf8")).toBe("2\n");
    expect((await push({ runCache: true }, other.ports)).reasonCode).toBe("data.in-sync");
  });

  it("is checked out as it was: changed, extra and lost files are put right", async () => {
    const world = await createPipelineWorld();
    writeFiles(world.work, { "raw/a": "1", "raw/b": "2" });
    await add(["raw"], world.ports);
    writeFiles(world.work, { "raw/a": "x", "raw/new": "3" });
    rmSync(join(world.work, "raw/b"));
    expect(await status(world.ports)).toMatchObject({
      dvc: { "raw.dvc": [{ "changed outs": { raw: "modified" } }] },
    });
    await expect(checkout({ targets: ["raw"] }, world.ports)).rejects.toMatchObject({
      code: "data.modified",
      message: "Changed in the work tree, and in no object of the cache: raw/a, raw/new.",
    });
    expect(readFileSync(join(world.work, "raw/a"), "utf8")).toBe("x");
    await checkout({ targets: ["raw"], force: true }, world.ports);
    expect(readdirSync(join(world.work, "raw")).sort()).toEqual(["a", "b"]);
    expect(readFileSync(join(world.work, "raw/a"), "utf8")).toBe("1");
  });

  it("that is damaged in the cache is found, dropped and fetched again, never used", async () => {
    const world = await createTrainedWorld();
    const object = damage(join(world.work, ".dvc/cache"));
    rmSync(join(world.work, "models"), { recursive: true });
    await expect(checkout({}, world.ports)).rejects.toMatchObject({ code: "data.missing" });
    expect(existsSync(join(world.work, "models/model.onnx"))).toBe(false);
    expect(existsSync(object)).toBe(false);
    await pull({}, world.ports);
    expect(readFileSync(join(world.work, "models/model.onnx"), "utf8")).toContain("rounds: 10");
    expect(statSync(object).mode & 0o777).toBe(0o444);
  });

  it("that is damaged in the remote stops the pull", async () => {
    const world = await createTrainedWorld();
    damage(world.store);
    const other = await runner(world);
    await expect(pull({ targets: ["train"] }, other.ports)).rejects.toMatchObject({ code: "cache.corrupt" });
    expect(existsSync(join(other.work, "models/model.onnx"))).toBe(false);
  });

  it("that is nowhere is named", async () => {
    const world = await createTrainedWorld();
    rmSync(join(world.store, "files"), { recursive: true });
    await expect(pull({}, (await runner(world)).ports)).rejects.toThrow(/data\/raw.*models\/model\.onnx/);
  });

  it("outside the repository is refused, also behind a path in a .dvc file or a symbolic link", async () => {
    const world = await createPipelineWorld({
      "x.dvc": "outs:\n- md5: 081ecc5e6dd6ba0d150fc4bc0e62ec50\n  size: 4\n  hash: md5\n  path: ../evil\n",
    });
    await expect(add(["../x"], world.ports)).rejects.toMatchObject({ code: "path.refused" });
    await expect(pull({}, world.ports)).rejects.toMatchObject({ code: "path.refused" });
    const linked = await createPipelineWorld({
      "dvc.yaml": "stages:\n  a: {cmd: echo 1 > link/o, outs: [link/o]}\n",
    });
    symlinkSync(linked.directory, join(linked.work, "link"));
    await expect(reproduce({}, linked.ports)).rejects.toMatchObject({ code: "path.refused" });
  });

  it("in a remote that is no directory is refused when it is asked for, and repro goes on without it", async () => {
    const config = "[core]\n    remote = s\n['remote \"s\"']\n    url = gs://bucket/x\n";
    const world = await createPipelineWorld({
      ".dvc/config": config,
      "dvc.yaml": "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n",
    });
    await reproduce({}, { ...world.ports, remote: undefined });
    await expect(push({ runCache: false }, world.ports)).rejects.toMatchObject({
      code: "remote.unsupported",
    });
  });
});

/** Flips the bytes of the model's object; its path. */
function damage(store: string): string {
  const text = `a\nb\n${pipelineFiles["params.yaml"] ?? ""}`;
  for (const folder of readdirSync(join(store, "files/md5"))) {
    for (const name of readdirSync(join(store, "files/md5", folder))) {
      const path = join(store, "files/md5", folder, name);
      if (readFileSync(path, "utf8") !== text) continue;
      chmodSync(path, 0o644);
      writeFileSync(path, text.replace("10", "99"));
      chmodSync(path, 0o444);
      return path;
    }
  }
  return "";
}
