import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "../../scripts/build.ts";
import { dvcProgram, pawlProgram, type Program, type Run } from "./programs.ts";
import { addPipeline, createScene, makeLargeFile, makeManyFiles, type Scene } from "./scenes.ts";

/**
 * Pawl beside dvc in one run: `npm exec -- node bench/dvc/run.ts [--quick] [--only TEXT]`. Each repeat runs both programs,
 * one after the other, in repositories of their own. Cold: a fresh repository, no cache, no state of earlier runs. Warm:
 * the same repository again, dvc with the state that it keeps in DVC_SITE_CACHE_DIR.
 */
const isQuick = process.argv.includes("--quick");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;
const repeats = isQuick ? 3 : 7;

/** What the least possible does: hash the file or not, and copy it so many times. */
interface Floor {
  readonly isHashed: boolean;
  readonly copies: number;
}

/** One line of the table. */
interface Measured {
  readonly name: string;
  readonly target: number;
  readonly dvc: readonly Run[];
  readonly pawl: readonly Run[];
  /** Seconds that the least possible takes without either program. */
  readonly floor?: readonly number[];
  readonly maxSeconds?: number;
}

interface Case {
  readonly name: string;
  /** How many times faster than dvc. */
  readonly target: number;
  readonly args: readonly string[];
  /** Builds the repository; called before each repeat when cold, else once. */
  readonly prepare: (program: Program, directory: string) => Promise<Scene>;
  readonly isCold: boolean;
  readonly floor?: Floor;
  /** What Pawl may take, whatever dvc takes. */
  readonly maxSeconds?: number;
}

let count = 0;
const home = mkdtempSync(join(tmpdir(), "pawl-bench-dvc-"));
process.once("exit", () => rmSync(home, { recursive: true, force: true }));
const bundles = join(home, "bundles");
await build(bundles);
// As dist/, whose files are below a package.json that says so: without it Node looks into each file for its kind.
writeFileSync(join(bundles, "package.json"), '{ "type": "module" }\n');
const pawl = pawlProgram(join(bundles, "pawl.js"));
const [many, large] = [join(home, "many"), join(home, "large")];
const wanted = (text: string): boolean => only === undefined || text.includes(only);

async function added(program: Program, directory: string, data: string): Promise<Scene> {
  const scene = createScene(directory, data);
  await program.run(scene.directory, ["add", "data"]);
  return scene;
}

const remotes = new Map<string, Scene>();

/** A fresh clone, with a remote that dvc filled once for both: nothing is deleted before a pull, which would slow file systems down. */
async function cloned(directory: string, data: string): Promise<Scene> {
  const source =
    remotes.get(data) ?? (await added(dvcProgram(join(home, "site-source")), `${data}-source`, data));
  if (!remotes.has(data)) await dvcProgram(join(home, "site-source")).run(source.directory, ["push"]);
  remotes.set(data, source);
  const scene = createScene(directory);
  copyFileSync(join(source.directory, "data.dvc"), join(scene.directory, "data.dvc"));
  await dvcProgram(join(home, "site-source")).run(scene.directory, [
    "remote",
    "modify",
    "r",
    "url",
    source.remote,
  ]);
  return scene;
}

/** Both programs read the same configuration. */
async function withVerify(value: "true" | "false", directory: string, data: string): Promise<Scene> {
  const scene = await cloned(directory, data);
  await dvcProgram(join(home, "site-source")).run(scene.directory, [
    "remote",
    "modify",
    "r",
    "verify",
    value,
  ]);
  return scene;
}

async function reproduced(program: Program, directory: string): Promise<Scene> {
  const scene = createScene(directory);
  addPipeline(scene.directory);
  await program.run(scene.directory, ["repro"]);
  await program.run(scene.directory, ["status"]);
  return scene;
}

async function warmed(program: Program, directory: string): Promise<Scene> {
  const scene = await added(program, directory, many);
  await program.run(scene.directory, ["status"]);
  return scene;
}

const cases: readonly Case[] = [
  {
    name: "command line: cold start (--help)",
    target: 1,
    maxSeconds: 0.12,
    args: ["--help"],
    isCold: false,
    prepare: async (_, directory) => createScene(directory),
  },
  {
    name: "10 stages: status, nothing changed (warm)",
    target: 5,
    args: ["status"],
    isCold: false,
    prepare: reproduced,
  },
  {
    name: "10 stages: repro, nothing to do (warm)",
    target: 5,
    args: ["repro"],
    isCold: false,
    prepare: reproduced,
  },
  {
    name: "10,000 × 4 KiB: add (cold)",
    target: 3,
    args: ["add", "data"],
    isCold: true,
    prepare: async (_, directory) => createScene(directory, many),
  },
  {
    name: "10,000 × 4 KiB: push (cold remote)",
    target: 3,
    args: ["push"],
    isCold: true,
    prepare: (program, directory) => added(program, directory, many),
  },
  { name: "10,000 × 4 KiB: status (warm)", target: 4, args: ["status"], isCold: false, prepare: warmed },
  {
    name: "10,000 × 4 KiB: pull (cold)",
    target: 10,
    args: ["pull"],
    isCold: true,
    prepare: (_, directory) => cloned(directory, many),
  },
  {
    name: "1 GiB: add (cold)",
    target: 1,
    args: ["add", "data"],
    isCold: true,
    floor: { isHashed: true, copies: 1 },
    prepare: async (_, directory) => createScene(directory, large),
  },
  {
    name: "1 GiB: pull (cold)",
    target: 1,
    args: ["pull"],
    isCold: true,
    floor: { isHashed: true, copies: 2 },
    prepare: (_, directory) => cloned(directory, large),
  },
  {
    // By default dvc takes what a remote has unseen; Pawl hashes every object before it gets its name.
    name: "1 GiB: pull (cold), verify = true for both",
    target: 1,
    args: ["pull"],
    isCold: true,
    floor: { isHashed: true, copies: 2 },
    prepare: (_, directory) => withVerify("true", directory, large),
  },
  {
    name: "1 GiB: pull (cold), verify = false for both",
    target: 1,
    args: ["pull"],
    isCold: true,
    floor: { isHashed: false, copies: 2 },
    prepare: (_, directory) => withVerify("false", directory, large),
  },
  {
    name: "10,000 × 4 KiB: pull (cold), verify = true for both",
    target: 10,
    args: ["pull"],
    isCold: true,
    prepare: (_, directory) => withVerify("true", directory, many),
  },
  {
    name: "10,000 × 4 KiB: pull (cold), verify = false for both",
    target: 10,
    args: ["pull"],
    isCold: true,
    prepare: (_, directory) => withVerify("false", directory, many),
  },
];

async function measure(one: Case): Promise<Measured> {
  const runs: { dvc: Run[]; pawl: Run[]; floor: number[] } = { dvc: [], pawl: [], floor: [] };
  const kept = new Map<string, Scene>();
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const name of ["dvc", "pawl"] as const) {
      count += 1;
      const directory = join(home, `${name}-${count}`);
      const program = name === "dvc" ? dvcProgram(join(home, "site")) : pawl;
      if (one.isCold || !kept.has(name)) kept.set(name, await prepareFresh(one, program, directory));
      if (one.isCold) touchMemory(one.floor === undefined ? 256 : 2048);
      runs[name].push(await program.run(kept.get(name)?.directory ?? "", one.args));
      if (one.floor !== undefined) rmSync(directory, { recursive: true });
    }
    if (one.floor !== undefined) runs.floor.push(floorSeconds(one.floor));
  }
  return {
    name: one.name,
    target: one.target,
    dvc: runs.dvc,
    pawl: runs.pawl,
    ...(one.maxSeconds === undefined ? {} : { maxSeconds: one.maxSeconds }),
    ...(one.floor === undefined ? {} : { floor: runs.floor }),
  };
}

/** dvc's state is fresh before, and after too when the case is cold. */
async function prepareFresh(one: Case, program: Program, directory: string): Promise<Scene> {
  const forget = (): void => {
    if (program.name === "dvc") rmSync(join(home, "site"), { recursive: true, force: true });
  };
  forget();
  const scene = await one.prepare(program, directory);
  if (one.isCold) forget();
  settleDisk();
  await sleep(200);
  return scene;
}

/** What was written before must not be written out during a measurement. */
function settleDisk(): void {
  execFileSync("sync");
}

/**
 * A virtual machine gets memory from its host when it is first used, and gives it back when it is free for a while: whoever
 * writes much then pays for that. A file of as many MiB as a run writes is written and deleted before each one.
 */
function touchMemory(mebibytes: number): void {
  const path = join(home, "touched");
  makeLargeFile(path, mebibytes);
  rmSync(path);
}

/** Hashes the large file where that is asked for and copies it, once for the cache and once more for the work tree when it is pulled. */
function floorSeconds({ isHashed, copies }: Floor): number {
  settleDisk();
  touchMemory(1024 * copies);
  const start = performance.now();
  if (isHashed) execFileSync("md5sum", [large]);
  for (let copy = 0; copy < copies; copy += 1) copyFileSync(large, join(home, `floor-${copy}`));
  const seconds = (performance.now() - start) / 1000;
  for (let copy = 0; copy < copies; copy += 1) rmSync(join(home, `floor-${copy}`));
  return seconds;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const seconds = (runs: readonly Run[]): number => median(runs.map((run) => run.seconds));
const processorSeconds = (runs: readonly Run[]): number => median(runs.map((run) => run.processorSeconds));
const megabytes = (runs: readonly Run[]): number => Math.max(...runs.map((run) => run.peakBytes)) / 2 ** 20;

function renderRow(one: Measured): string {
  const ratio = seconds(one.dvc) / seconds(one.pawl);
  const floor = one.floor === undefined ? "" : `${(seconds(one.pawl) / median(one.floor)).toFixed(2)} ×`;
  const memory = megabytes(one.pawl) - megabytes(one.dvc);
  const isMet =
    ratio >= one.target &&
    memory <= 40 &&
    seconds(one.pawl) <= (one.maxSeconds ?? Number.POSITIVE_INFINITY) &&
    (one.floor === undefined || seconds(one.pawl) <= 1.3 * median(one.floor));
  const cells = [
    one.name,
    `${seconds(one.dvc).toFixed(3)} s`,
    `${seconds(one.pawl).toFixed(3)} s`,
    `${ratio.toFixed(1)} ×`,
    one.maxSeconds === undefined ? `≥ ${one.target} ×` : `≤ ${one.maxSeconds} s`,
    `${processorSeconds(one.dvc).toFixed(2)} s`,
    `${processorSeconds(one.pawl).toFixed(2)} s`,
    floor,
    `${megabytes(one.dvc).toFixed(0)} MiB`,
    `${megabytes(one.pawl).toFixed(0)} MiB`,
    isMet ? "met" : "missed",
  ];
  return `| ${cells.join(" | ")} |`;
}

const chosen = cases.filter(({ name }) => wanted(name));
if (chosen.some(({ name }) => name.includes("4 KiB"))) makeManyFiles(many, 10_000);
if (chosen.some(({ name }) => name.includes("GiB"))) makeLargeFile(large, 1024);
const table: Measured[] = [];
for (const one of chosen) {
  const measured = await measure(one);
  table.push(measured);
  console.log(renderRow(measured));
}
const model = cpus()[0]?.model ?? "unknown processor";
console.log(
  `\nMedians of ${repeats} runs, ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${nodeVersion()}, dvc 3.67.1.`,
);
console.log(
  "Cold: fresh repository, cache, and DVC_SITE_CACHE_DIR. Warm: all of them kept. Memory: the largest of all runs; target dvc + 40 MiB.",
);
console.log(
  "Floor: hashing the file once, but with verify = false, and copying it (add: once, pull: twice); target 1.3 ×.\n",
);
console.log(
  "| case | dvc | pawl | ratio | target | dvc CPU | pawl CPU | of floor | dvc memory | pawl memory | |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
);
for (const one of table) console.log(renderRow(one));

function nodeVersion(): string {
  return execFileSync("node_modules/node/bin/node", ["--version"], { encoding: "utf8" }).trim();
}
