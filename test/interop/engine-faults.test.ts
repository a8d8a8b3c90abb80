import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reproduce } from "../../src/app/reproduce.ts";
import { status } from "../../src/app/status.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { writeFiles } from "../support/git-world.ts";
import { createMemoryLog } from "../support/memory-log.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { createTwins, dvc, pawl, recordsOf, takeRuns, type Twins } from "./dvc-twins.ts";

/** `PAWL_SEED=…` repeats a run. */
const seed = Number(process.env["PAWL_SEED"] ?? Date.now() % 2 ** 31);
const main = resolve("test/support/reproduce-main.ts");

/** Ten stages of different lengths that leave half a file when they are killed; `kept` outputs are not restored. */
function slowPipeline(): string {
  const stages = Array.from({ length: 10 }, (_, index) => {
    const deps = index < 3 ? ["in"] : [`o${index - 3}`, `o${index - 2}`];
    const nap = ((index * 7) % 5) / 10;
    const command = `cat ${deps.join(" ")} > o${index}; sleep ${nap}; echo ${index} >> o${index}`;
    const option = index % 4 === 3 ? `{o${index}: {persist: false, cache: false}}` : `o${index}`;
    return `  s${index}: {cmd: '${command}', deps: [${deps.join(", ")}], outs: [${option}]}\n`;
  });
  return `stages:\n${stages.join("")}`;
}

/** Starts Pawl in a process of its own. */
function start(directory: string, jobs: number): { readonly ended: Promise<number | null>; kill(): void } {
  const child = spawn(process.execPath, [main], {
    cwd: directory,
    env: { ...process.env, JOBS: String(jobs) },
    stdio: "ignore",
  });
  const ended = once(child, "exit").then(([status]: (number | null)[]) => status ?? null);
  return { ended, kill: () => void child.kill("SIGKILL") };
}

function twinsOf(text: string): Twins {
  return createTwins(temporaryDirectory(), { "dvc.yaml": text, in: "in\n", ".gitignore": "o*\n/runs.log\n" });
}

describe("stages side by side", () => {
  it("leave the lock of one after the other, whatever ends first", async () => {
    const both = twinsOf(slowPipeline());
    expect(dvc(both.theirs, ["repro"]).status).toBe(0);
    await reproduce({ jobs: 4 }, await openPipeline(both.ours, createMemoryLog()));
    expect(recordsOf(both.ours)).toEqual(recordsOf(both.theirs));
  });

  it(`end the same after kill -9 at random moments (PAWL_SEED=${seed})`, async () => {
    const both = twinsOf(slowPipeline());
    await reproduce({}, await openPipeline(both.theirs, createMemoryLog()));
    const [moments] = fc.sample(
      fc.array(fc.integer({ min: 200, max: 1500 }), { minLength: 8, maxLength: 8 }),
      {
        seed,
        numRuns: 1,
      },
    );
    for (const afterMs of moments ?? []) {
      const run = start(both.ours, 2);
      await Promise.race([run.ended, sleep(afterMs)]);
      run.kill();
      await run.ended;
      const path = join(both.ours, "dvc.lock");
      if (existsSync(path)) expect(readFileSync(path, "utf8")).toMatch(/^schema: '2\.0'\nstages:\n/);
    }
    await reproduce({ jobs: 2 }, await openPipeline(both.ours, createMemoryLog()));
    expect(readFileSync(join(both.ours, "dvc.lock"), "utf8")).toBe(
      readFileSync(join(both.theirs, "dvc.lock"), "utf8"),
    );
    await sleep(600);
    expect((await status(await openPipeline(both.ours, createMemoryLog()))).dvc).toEqual({});
    expect(JSON.parse(dvc(both.ours, ["status", "--json"]).stdout)).toEqual({});
  });
});

describe("runs at once", () => {
  const slow =
    "stages:\n  a: {cmd: 'echo 1 > o1; sleep 2; echo a >> $DVC_ROOT/runs.log', deps: [in], outs: [o1]}\n  b: {cmd: 'cp o1 o2; echo b >> $DVC_ROOT/runs.log', deps: [o1], outs: [o2]}\n";

  it("of Pawl wait for each other, and no work is done twice", async () => {
    const { ours } = twinsOf(slow);
    const first = start(ours, 1);
    await until(() => existsSync(join(ours, "o1")));
    const log = createMemoryLog();
    const second = await reproduce({}, await openPipeline(ours, log));
    expect(await first.ended).toBe(0);
    expect(second.changed).toBe(false);
    expect(log.lines.join("\n")).toMatch(/Waiting: another run \(process \d+: pawl.*\) is at work/);
    expect(takeRuns(ours)).toEqual(["a", "b"]);
  });

  it("of Pawl take turns too when all find what a killed one left", async () => {
    const { ours } = twinsOf(slow);
    const left = { owner: { pid: 4_194_303, started: "1", cmd: "pawl" }, run: "none" };
    writeFiles(ours, { ".dvc/tmp/pawl-run.json": JSON.stringify(left) });
    const runs = Array.from({ length: 4 }, () => start(ours, 1).ended);
    expect(await Promise.all(runs)).toEqual([0, 0, 0, 0]);
    expect(takeRuns(ours)).toEqual(["a", "b"]);
  });

  it("of dvc are waited for: Pawl takes over what it made", async () => {
    const { ours } = twinsOf(slow);
    const running = background(ours, ["repro", "a"]);
    await until(() => existsSync(join(ours, "o1")));
    const log = createMemoryLog();
    const result = await reproduce({}, await openPipeline(ours, log));
    expect(await running).toBe(0);
    expect(result.stages.map((one) => `${one.stage} ${one.state}`)).toEqual(["a unchanged", "b ran"]);
    expect(log.lines.join("\n")).toMatch(/Waiting: process \d+ \(.*repro a\) works on .*\/(in|o1)/);
    expect(takeRuns(ours)).toEqual(["a", "b"]);
    expect(JSON.parse(dvc(ours, ["status", "--json"]).stdout)).toEqual({});
  });

  it("of dvc find what Pawl works on taken, and see its results afterwards", async () => {
    const { ours } = twinsOf(slow);
    const run = start(ours, 1);
    await until(() => existsSync(join(ours, "o1")));
    const refused = dvc(ours, ["repro", "a"]);
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toMatch(/is busy, it is being blocked by:\s+\(PID \d+\): pawl/);
    expect(await run.ended).toBe(0);
    expect(dvc(ours, ["repro"]).stdout).toContain("Data and pipelines are up to date.");
    expect(takeRuns(ours)).toEqual(["a", "b"]);
  });

  it("give up after the time that they were given, with the name of the holder", async () => {
    const { ours } = twinsOf(slow);
    const first = start(ours, 1);
    await until(() => existsSync(join(ours, "o1")));
    const second = pawl(ours, ["repro", "--lock-timeout", "1"]);
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(/After 1 s still: another run \(process \d+: pawl.*\(pipeline\.busy\)/s);
    expect(await first.ended).toBe(0);
  });
});

function background(directory: string, args: readonly string[]): Promise<number | null> {
  const env = {
    ...process.env,
    DVC_NO_ANALYTICS: "1",
    DVC_SITE_CACHE_DIR: join(directory, "../site"),
  };
  const child = spawn(resolve(".cache/interop/dvc/bin/dvc"), args, { cwd: directory, env, stdio: "ignore" });
  return once(child, "exit").then(([status]: (number | null)[]) => status ?? null);
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 2000 && !condition(); attempt += 1) await sleep(10);
}
