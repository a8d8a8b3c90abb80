import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelinePorts } from "../../src/app/pipeline/pipeline-ports.ts";
import { push } from "../../src/app/push.ts";
import { reproduce } from "../../src/app/reproduce.ts";
import type { Log } from "../../src/ports/log.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "./memory-log.ts";
import { commitAll, createOrigin, git } from "./git-world.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** A pipeline of three stages; each run of a stage adds a line to `runs.log`, which is not tracked. */
export const pipelineFiles: Readonly<Record<string, string>> = {
  "dvc.yaml": `stages:
  ingest:
    cmd: mkdir -p data/raw && cat "$LANDING" > data/raw/a.txt && echo ingest >> runs.log
    frozen: true
    outs: [data/raw]
  prepare:
    cmd: sort data/raw/a.txt > data/sorted.txt && echo prepare >> runs.log
    deps: [data/raw, prepare.cfg]
    outs: [data/sorted.txt]
  train:
    cmd:
      - echo "training $DVC_STAGE"
      - mkdir -p models && cat data/sorted.txt params.yaml > models/model.onnx && echo train >> runs.log
    deps: [data/sorted.txt]
    params: [rounds]
    outs: [models/model.onnx]
  evaluate:
    cmd: wc -c < models/model.onnx > metrics.txt && echo evaluate >> runs.log
    deps: [models/model.onnx]
    metrics: [{metrics.txt: {cache: false}}]
`,
  "params.yaml": "rounds: 10\nother: 1\n",
  "prepare.cfg": "v1\n",
  "README.md": "hello\n",
  ".dvc/config": "[core]\n    remote = store\n['remote \"store\"']\n    url = ../../store\n",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  ".gitignore": "/runs.log\n/data\n/models\n",
};

/** The model of {@link pipelineFiles}. */
export const model = { artifact: "models/model.onnx" };

/** A repository with a pipeline, its origin and its data remote, in a temporary directory. */
export interface PipelineWorld {
  readonly directory: string;
  readonly work: string;
  readonly origin: string;
  readonly store: string;
  readonly ports: PipelinePorts;
  readonly log: ReturnType<typeof createMemoryLog>;
}

/** Builds a {@link PipelineWorld}; `files` replace or add to {@link pipelineFiles}. */
export async function createPipelineWorld(
  files: Readonly<Record<string, string>> = {},
): Promise<PipelineWorld> {
  const directory = temporaryDirectory();
  const { origin, work } = createOrigin(directory, { ...pipelineFiles, ...files });
  mkdirSync(join(directory, "store"));
  const log = createMemoryLog();
  return {
    directory,
    work,
    origin,
    store: join(directory, "store"),
    log,
    ports: await openPorts(work, directory, log),
  };
}

/** The ports of a clone; the landing zone is `landing.txt` in `directory`. */
export async function openPorts(work: string, directory: string, log: Log): Promise<PipelinePorts> {
  const ports = await openPipeline(work, log);
  const environment = { PATH: process.env["PATH"] ?? "", LANDING: join(directory, "landing.txt") };
  return { ...ports, environment };
}

/** A fresh clone, as a runner has it: no data, no cache. */
export function cloneWork(world: Pick<PipelineWorld, "directory" | "origin">, name: string): string {
  git(world.directory, "clone", "--quiet", world.origin, name);
  return join(world.directory, name);
}

let template: Promise<string> | undefined;

/** A repository whose pipeline ran, with its data in the remote and its lock in origin. Built once a test file, then copied. */
export async function createTrainedWorld(): Promise<PipelineWorld> {
  template ??= buildTemplate();
  const directory = temporaryDirectory();
  cpSync(await template, directory, { recursive: true, preserveTimestamps: true });
  const [work, origin] = [join(directory, "work"), join(directory, "origin.git")];
  git(work, "remote", "set-url", "origin", origin);
  const log = createMemoryLog();
  const ports = await openPorts(work, directory, log);
  return { directory, work, origin, store: join(directory, "store"), log, ports };
}

async function buildTemplate(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-template-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const { work } = createOrigin(directory, pipelineFiles);
  mkdirSync(join(directory, "store"));
  writeFileSync(join(directory, "landing.txt"), "b\na\n");
  const ports = await openPorts(work, directory, createMemoryLog());
  await reproduce({}, ports);
  await push({ runCache: true }, ports);
  commitAll(work, "train");
  git(work, "push", "--quiet", "origin", "main");
  return directory;
}
