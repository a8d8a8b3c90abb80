import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { preview } from "../../../src/app/preview.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { status } from "../../../src/app/status.ts";
import { writeFiles } from "../../support/git-world.ts";
import {
  createPipelineWorld,
  createTrainedWorld,
  type PipelineWorld,
} from "../../support/pipeline-repository.ts";

const states = (result: { stages: readonly { stage: string; state: string }[] }): readonly string[] =>
  result.stages.map((one) => `${one.stage} ${one.state}`);
const lockOf = (world: PipelineWorld): string => readFileSync(join(world.work, "dvc.lock"), "utf8");

describe("repro", () => {
  it("runs stages that do not need each other at once, each seeing what it needs", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml": `stages:
  left: {cmd: 'touch left.started; until [ -e right.started ]; do sleep 0.01; done; echo l > left', outs: [left]}
  right: {cmd: 'touch right.started; until [ -e left.started ]; do sleep 0.01; done; echo r > right', outs: [right]}
  both: {cmd: cat left right > both, deps: [left, right], outs: [both]}
`,
    });
    const result = await reproduce({ jobs: 2 }, world.ports);
    expect(states(result)).toEqual(["left ran", "right ran", "both ran"]);
    expect(readFileSync(join(world.work, "both"), "utf8")).toBe("l\nr\n");
  });

  it("keeps what ran beside a stage that failed, and starts nothing after", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml":
        "stages:\n  bad: {cmd: 'sleep 0.2; exit 4', outs: [bad]}\n  good: {cmd: 'sleep 0.6; echo 1 > good', outs: [good]}\n  later: {cmd: echo 1 > later, outs: [later]}\n",
    });
    await expect(reproduce({ jobs: 2 }, world.ports)).rejects.toThrow(/Stage bad failed/);
    expect(lockOf(world)).toContain("  good:\n");
    expect(existsSync(join(world.work, "later"))).toBe(false);
  });

  it("names all that failed, and what was left out, when it goes on", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml":
        "stages:\n  x: {cmd: exit 1, outs: [x]}\n  y: {cmd: cp x y, deps: [x], outs: [y]}\n  z: {cmd: exit 2, outs: [z]}\n",
    });
    await expect(reproduce({ onError: "keep-going" }, world.ports)).rejects.toThrow(/^Failed: x, z\.\n/);
    const ignored = await reproduce({ onError: "ignore" }, world.ports);
    expect(ignored.failures.map((one) => `${one.stage} ${one.state}`)).toEqual([
      "x failed",
      "y failed",
      "z failed",
    ]);
  });

  it("leaves a frozen stage alone when all is forced, and runs it when it is named", async () => {
    const world = await createTrainedWorld();
    expect(states(await reproduce({ targets: ["prepare"], force: "all" }, world.ports))).toEqual([
      "ingest restored",
      "prepare ran",
    ]);
    const named = { targets: ["ingest"], extent: "single", force: "targets" } as const;
    writeFileSync(join(world.directory, "landing.txt"), "n\n");
    expect(states(await reproduce(named, world.ports))).toEqual(["ingest ran"]);
  });

  it("runs each item of a list, and each line of a text, in a shell of its own", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml": `stages:
  lines: {cmd: "X=1\\necho [$X] > lines", outs: [lines]}
  items: {cmd: ["X=2\\necho [$X] > items"], outs: [items]}
`,
    });
    await reproduce({}, world.ports);
    expect(readFileSync(join(world.work, "lines"), "utf8")).toBe("[]\n");
    expect(readFileSync(join(world.work, "items"), "utf8")).toBe("[2]\n");
  });

  it("puts what the cache lost into it again without a run", async () => {
    const world = await createTrainedWorld();
    rmSync(join(world.work, ".dvc/cache"), { recursive: true });
    expect((await status(world.ports)).dvc).toMatchObject({
      train: [{ "changed outs": { "models/model.onnx": "not in cache" } }],
    });
    const ports = { ...world.ports, remote: undefined };
    expect(states(await reproduce({ targets: ["train"] }, ports))).toContain("train restored");
    expect((await status(world.ports)).dvc["train"]).toBeUndefined();
  });

  it("passes over a record of the run cache that cannot be read, with a warning", async () => {
    const world = await createTrainedWorld();
    const runs = join(world.work, ".dvc/cache/runs");
    for (const path of readdirSync(runs, { recursive: true, encoding: "utf8" })) {
      if (/[0-9a-f]{64}$/.test(path) && path.split("/").length === 3)
        writeFileSync(join(runs, path), "cmd: [");
    }
    rmSync(join(world.work, "dvc.lock"));
    const result = await reproduce({ targets: ["train"] }, { ...world.ports, remote: undefined });
    expect(states(result)).toContain("train ran");
    expect(world.log.lines.join("\n")).toContain("A record of the run cache cannot be read: runs/");
  });

  it("keeps an entry of DVC 2 as long as its content is the same", async () => {
    const legacy = "dd8c6a395b5dd36c56d23275028f526c"; // md5 of "a\nb\n", as DVC 2 takes "a\r\nb\r\n"
    const lock = `schema: '2.0'\nstages:\n  s:\n    cmd: cp in out\n    deps:\n    - path: in\n      md5: ${legacy}\n      size: 6\n    outs:\n    - path: out\n      md5: ${legacy}\n      size: 6\n`;
    const world = await createPipelineWorld({
      "dvc.yaml": "stages:\n  s: {cmd: cp in out, deps: [in], outs: [{out: {cache: false}}]}\n",
      in: "a\r\nb\r\n",
      out: "a\r\nb\r\n",
      "dvc.lock": lock,
    });
    expect(await reproduce({}, world.ports)).toMatchObject({ changed: false });
    await reproduce({ force: "all" }, world.ports);
    expect(lockOf(world)).toBe(lock);
    writeFiles(world.work, { in: "c\n" });
    await reproduce({}, world.ports);
    expect(lockOf(world)).toContain("hash: md5");
  });

  it("has no eye for a claim of a process that is gone, and says what is wrong with a list that is none", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml": "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n",
    });
    mkdirSync(join(world.work, ".dvc/tmp"), { recursive: true });
    const path = join(world.work, ".dvc/tmp/rwlock");
    const gone = { pid: 4_194_303, cmd: "dvc repro" };
    writeFileSync(path, JSON.stringify({ write: { [join(world.work, "a")]: gone } }));
    expect(states(await reproduce({}, world.ports))).toEqual(["a ran"]);
    expect(readFileSync(path, "utf8")).toBe("{}");
    writeFileSync(path, "{");
    await expect(reproduce({}, world.ports)).rejects.toMatchObject({ code: "file.unreadable" });
  });

  it("ends a wait when it is interrupted", async () => {
    const world = await createPipelineWorld({
      "dvc.yaml": "stages:\n  a: {cmd: echo 1 > a, outs: [a]}\n",
    });
    const turn = await world.ports.guard.enter({ timeoutMs: 0, onWait: () => undefined });
    const abort = new AbortController();
    const waiting = reproduce({ signal: abort.signal }, world.ports);
    const expectation = expect(waiting).rejects.toMatchObject({ code: "stage.interrupted" });
    abort.abort();
    await expectation;
    await turn.leave();
    expect(states(await reproduce({}, world.ports))).toEqual(["a ran"]);
  });

  it("is shown before it runs, and nothing is touched", async () => {
    const world = await createTrainedWorld();
    writeFiles(world.work, { "params.yaml": "rounds: 20\n" });
    rmSync(join(world.work, "data/sorted.txt"));
    const before = lockOf(world);
    const shown = await preview({}, world.ports);
    expect(shown.map((one) => `${one.stage} ${one.state}`)).toEqual([
      "ingest unchanged",
      "prepare restore",
      "train run",
      "evaluate unchanged",
    ]);
    expect(shown[2]?.commands).toHaveLength(2);
    expect(lockOf(world)).toBe(before);
    expect(existsSync(join(world.work, "data/sorted.txt"))).toBe(false);
  });
});

describe("status", () => {
  it("explains each change with its old and new value, and what would run after it", async () => {
    const world = await createTrainedWorld();
    const text = readFileSync(join(world.work, "dvc.yaml"), "utf8");
    writeFiles(world.work, {
      "params.yaml": "rounds: 20\n",
      "dvc.yaml": text.replace("training $DVC_STAGE", "training"),
      "prepare.cfg": "v22\n",
    });
    const { reasons, below } = await status(world.ports);
    expect(reasons.map((one) => [one.name, ...one.details])).toEqual([
      [
        "prepare",
        expect.stringMatching(/^prepare\.cfg modified: [0-9a-f]{8} \(3 bytes\) → [0-9a-f]{8} \(4 bytes\)$/),
      ],
      [
        "train",
        "params.yaml: rounds modified: 10 → 20",
        expect.stringMatching(/^command changed: \["echo \\"training \$DVC_STAGE.* → \["echo \\"training\\"/),
      ],
    ]);
    expect(below).toEqual([
      expect.objectContaining({ name: "evaluate", reason: "would run because train runs" }),
    ]);
  });

  it("names stages as from the folder where it is asked", async () => {
    const world = await createTrainedWorld();
    writeFiles(world.work, { "params.yaml": "rounds: 20\n", "data/x": "" });
    expect((await status(world.ports, { folder: "data" })).dvc).toEqual({
      "../dvc.yaml:train": [{ "changed deps": { "../params.yaml": { rounds: "modified" } } }],
    });
  });
});
