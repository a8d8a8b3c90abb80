import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { explanationSchema, type Explanation } from "../../../src/evaluation/explanation-schema.ts";
import { runExplain } from "../../../src/runtime/run-explain.ts";
import {
  changeExplained,
  createExplained,
  explainedFiles,
  makeScript,
} from "../../support/explained-repository.ts";
import { git, gitEnvironment } from "../../support/git-world.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let directory = "";
let work = "";

beforeEach(async () => {
  directory = temporaryDirectory();
  vi.stubEnv("STAGE_RUNS", join(directory, "runs.log"));
  work = await createExplained(directory);
});

async function explain(mode: "plan" | "run", base = "HEAD~1", head = "HEAD"): Promise<Explanation> {
  const log = createMemoryLog();
  const [found] = await runExplain({ directory: work, config: ".github/pawl.yml", base, head, mode, log });
  return explanationSchema.parse(found);
}

function sharesOf(explanation: Explanation): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    explanation.metrics.map(({ metric, shares, reason }) => [
      metric.replace("m.yaml:", ""),
      shares ?? reason,
    ]),
  );
}

function statesOf({ combinations }: Explanation): readonly string[] {
  return combinations.map(({ kinds, state }) => `${kinds.join("+") || "none"} ${state}`);
}

function runs(): number {
  return readFileSync(join(directory, "runs.log"), "utf8").split("\n").length - 1;
}

const params = (rate: number): string => `train:\n  rate: ${rate} # per cent\nunread: 1\n`;

describe("explaining a difference", () => {
  it("gives code, values and each kind of data its own share, and changes nothing in the work tree", async () => {
    await changeExplained(work, {
      "make.sh": makeScript(3),
      "params.yaml": params(30),
      "level.txt": "200\n",
      "landing.txt": "4\n",
      "big.txt": "5000\n",
      "README.md": "two\n",
    });
    const before = runs();
    const plan = await explain("plan");
    expect(statesOf(plan)).toEqual([
      "none held",
      "code to run",
      "params to run",
      "code+params to run",
      "data to run",
      "code+data to run",
      "params+data to run",
      "code+params+data held",
    ]);
    expect(plan).toMatchObject({ outcome: "planned", runCache: { combinations: 6, held: 0, stagesRun: 0 } });
    expect(runs()).toBe(before);
    const run = await explain("run");
    expect(runs()).toBe(before + 6);
    expect(run.changed).toEqual([
      { kind: "code", name: "make.sh" },
      { kind: "params", name: "params.yaml: train.rate" },
      { kind: "data", name: "level.txt" },
      { kind: "data", name: "big.txt.dvc" },
      { kind: "data", name: "fetch: fetched.txt" },
    ]);
    // (1, 10, 1101) to (3, 30, 5204): of a product each order counts.
    expect(sharesOf(run)).toMatchObject({
      code: [2, 0, 0],
      rate: [0, 20, 0],
      data: [0, 0, 4103],
      sum: [2, 20, 4103],
    });
    const product = run.metrics.find(({ metric }) => metric === "m.yaml:product");
    expect(product?.difference).toBe(3 * 30 * 5204 - 11_010);
    expect(product?.values).toEqual([11_010, 33_030, 33_030, 99_090, 52_040, 156_120, 156_120, 468_360]);
    expect(run.runCache).toEqual({ combinations: 6, held: 0, stagesRun: 6, stagesRestored: 10 });
    const again = await explain("run");
    expect(runs()).toBe(before + 6);
    expect(again.metrics).toEqual(run.metrics);
    expect(again.runCache).toMatchObject({ held: 6, stagesRun: 0 });
    expect(git(work, "status", "--porcelain")).toBe("");
    expect(git(work, "worktree", "list").split("\n")).toHaveLength(1);
    expect(readdirSync(join(work, ".dvc/tmp/pawl/worktrees"))).toEqual([]);
  });

  it("takes values and not files: a key that only one side has goes with the code that reads it", async () => {
    const stage = explainedFiles["dvc.yaml"]?.replace("[train.rate]", "[train.rate, train.extra]") ?? "";
    const extra = "extra=$(sed -n 's/^  extra: //p' params.yaml)\nrate=$((rate + extra))";
    await changeExplained(work, {
      "dvc.yaml": stage,
      "make.sh": makeScript(1, extra),
      "params.yaml": "train:\n  extra: 5\n  rate: 20\nunread: 2\n",
    });
    const run = await explain("run");
    expect(run.kinds).toEqual(["code", "params"]);
    expect(run.changed.filter(({ kind }) => kind === "params")).toEqual([
      { kind: "params", name: "params.yaml: train.rate" },
      { kind: "params", name: "params.yaml: unread" },
    ]);
    expect(sharesOf(run)).toMatchObject({ rate: [5, 10], sum: [5, 10] });
  });

  it("gives the whole difference to the only kind that differs, and trains nothing", async () => {
    await changeExplained(work, { "params.yaml": params(25) });
    const before = runs();
    const run = await explain("run");
    expect(statesOf(run)).toEqual(["none restored", "params restored"]);
    expect(sharesOf(run)).toMatchObject({ sum: [15] });
    expect([runs(), run.runCache.combinations]).toEqual([before, 0]);
  });

  it("tells which combinations the run-cache holds already", async () => {
    await changeExplained(work, { "params.yaml": params(20) });
    await changeExplained(work, { "level.txt": "300\n" });
    const plan = await explain("plan", "HEAD~2");
    expect(statesOf(plan)).toEqual(["none held", "params held", "data to run", "params+data held"]);
    expect(plan.combinations[2]?.reason).toMatch(/^Stage train is stale \(level.txt modified\)/);
  });

  it("takes what only the lock of one side knows as known, also when the run-cache was lost", async () => {
    await changeExplained(work, { "params.yaml": params(20) });
    await changeExplained(work, { "level.txt": "300\n" });
    git(work, "clean", "-fdxq", ".dvc/cache/runs", ".dvc/tmp");
    const plan = await explain("plan", "HEAD~2", "HEAD~1");
    expect(statesOf(plan)).toEqual(["none held", "params held"]);
  });

  it("says why nothing can be attributed when a combination's pipeline fails", async () => {
    await changeExplained(work, {
      "make.sh": makeScript(2, "test $rate = 20 || { echo no such rate; exit 1; }"),
      "params.yaml": params(20),
    });
    const run = await explain("run");
    expect(run).toMatchObject({
      outcome: "not attributable",
      reason: expect.stringMatching(/^new code: .*train.*\(stage\.failed\)$/) as string,
    });
    expect(statesOf(run)).toEqual(["none restored", "code failed", "params ran", "code+params restored"]);
    expect(run.metrics.every(({ shares, reason }) => shares === null && reason !== null)).toBe(true);
  });

  it("says that nothing differs, and that a stage which keeps its outputs cannot be told apart", async () => {
    await changeExplained(work, { "README.md": "two\n" }, { isTrained: false });
    expect(await explain("run")).toMatchObject({ outcome: "unchanged", combinations: [] });
    const kept = explainedFiles["dvc.yaml"]?.replace(
      "outs: [model.bin]",
      "outs: [{ model.bin: { persist: true } }]",
    );
    await changeExplained(work, { "dvc.yaml": kept ?? "", "params.yaml": params(30) });
    expect(await explain("run")).toMatchObject({
      outcome: "not attributable",
      reason: expect.stringContaining("persist") as string,
    });
  });

  it("refuses a link that leads out of a combination's tree, and a commit without the stage", async () => {
    const outside = join(directory, "outside");
    await changeExplained(work, { "make.sh": makeScript(2), "level.txt": "7\n" });
    git(work, "rm", "--quiet", "level.txt");
    symlinkSync(outside, join(work, "level.txt"));
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "--message=link");
    const run = await explain("run", "HEAD~2");
    expect(run.outcome).not.toBe("attributed");
    expect(existsSync(outside)).toBe(false);
    git(work, "rm", "--quiet", "dvc.yaml");
    git(work, "commit", "--quiet", "--message=none");
    await expect(explain("plan", "HEAD~1")).rejects.toMatchObject({ code: "config.invalid" });
  });
});

describe("explaining predictions of any framework", () => {
  /** Predicts i + rate for row i of as many rows as level.txt says. */
  const predict =
    "{ echo id,y,prediction; for i in $(seq $(cat level.txt)); do echo $i,$i,$((i + rate)); done; } > pred.csv";
  const policy = (explainedFiles[".github/pawl.yml"] ?? "").replace(
    "    gates:",
    "    evaluation: { predictions: pred.csv, target: y, id: id, metrics: [mae], resamples: 100 }\n    gates:",
  );
  const stages = (explainedFiles["dvc.yaml"] ?? "").replace(
    "outs: [model.bin]",
    "outs: [model.bin, pred.csv]",
  );

  beforeEach(async () => {
    const files = { "make.sh": makeScript(1, predict), "dvc.yaml": stages, ".github/pawl.yml": policy };
    await changeExplained(work, { ...files, ".gitignore": `${explainedFiles[".gitignore"]}/pred.csv\n` });
  });

  it("compares those of each combination, where they are for the same rows", async () => {
    await changeExplained(work, {
      "make.sh": makeScript(1, `rate=$((rate * 2))\n${predict}`),
      "params.yaml": params(15),
    });
    const run = await explain("run");
    const mae = run.metrics.find(({ metric }) => metric === "mae");
    expect(mae).toMatchObject({ values: [10, 20, 15, 30], difference: 20, shares: [12.5, 7.5] });
    expect(run.data).toMatchObject({ path: "pred.csv", rows: 100 });
  });

  it("says that a combination answers for other rows", async () => {
    await changeExplained(work, { "level.txt": "90\n", "params.yaml": params(15) });
    const run = await explain("run");
    expect(run).toMatchObject({
      outcome: "not attributable",
      reason: "the champion's inputs: its predictions are for other rows than the challenger's",
    });
  });
});

describe("an explanation that is killed", () => {
  it("gives the same when it is begun again, keeps what was trained, and leaves no tree behind", async () => {
    await changeExplained(work, {
      "make.sh": makeScript(3),
      "params.yaml": params(30),
      "level.txt": "200\n",
    });
    const before = runs();
    const command = [
      resolve("src/cli/main.ts"),
      "--cd",
      work,
      "compare",
      "HEAD~1",
      "HEAD",
      "--explain",
      "--run",
    ];
    const child = spawn(process.execPath, command, { env: gitEnvironment(), stdio: "ignore" });
    const ended = new Promise((done) => child.once("exit", done));
    await vi.waitUntil(() => runs() >= before + 2, { timeout: 60_000, interval: 20 });
    child.kill("SIGKILL");
    await ended;
    const killedAt = runs();
    const run = await explain("run");
    expect(sharesOf(run)).toMatchObject({ sum: [2, 20, 100] });
    // The combination that was at work may have run and not been kept.
    expect(runs() - killedAt).toBeGreaterThanOrEqual(6 - (killedAt - before));
    expect(runs() - killedAt).toBeLessThanOrEqual(6 - (killedAt - before) + 1);
    expect(readdirSync(join(work, ".dvc/tmp/pawl/worktrees"))).toEqual([]);
    expect(git(work, "worktree", "list").split("\n")).toHaveLength(1);
    expect(git(work, "status", "--porcelain")).toBe("");
  });
});
