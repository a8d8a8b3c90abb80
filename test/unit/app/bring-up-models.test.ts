import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bringUpModels, findLost, type JudgedModel } from "../../../src/app/bring-up-models.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { commitAll, git, writeFiles } from "../../support/git-world.ts";
import {
  cloneWork,
  createTrainedWorld,
  model,
  openPorts,
  pipelineFiles,
  type PipelineWorld,
} from "../../support/pipeline-repository.ts";

const judged: JudgedModel = { ...model, evaluation: { data: "data/sorted.txt" } };
const pipeline = pipelineFiles["dvc.yaml"] ?? "";

/** Somebody runs the pipeline with other files and commits dvc.lock, but pushes no data; a fresh clone of that. */
async function afterForgottenPush(
  world: PipelineWorld,
  files: Readonly<Record<string, string>>,
): Promise<PipelineWorld> {
  writeFiles(world.work, files);
  await reproduce({}, world.ports);
  commitAll(world.work, "train elsewhere");
  git(world.work, "push", "--quiet", "origin", "main");
  const work = cloneWork(world, "runner");
  return { ...world, work, ports: await openPorts(work, world.directory, world.log) };
}

async function bringUp({ ports }: PipelineWorld, models: Readonly<Record<string, JudgedModel>>) {
  const request = { models: [model], listJudged: () => Promise.resolve(models) };
  const { stages } = await bringUpModels(request, ports);
  return stages.map(({ stage, state }) => `${stage} ${state}`);
}

function runs({ work }: PipelineWorld): string {
  const path = join(work, "runs.log");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

describe("a model that dvc.lock names and nobody has", () => {
  it("is made by its stage from what the remote has, and dvc.lock stays as it is", async () => {
    const runner = await afterForgottenPush(await createTrainedWorld(), {
      "params.yaml": "rounds: 11\nother: 1\n",
    });
    expect(await bringUp(runner, { m: judged })).toEqual([
      "ingest unchanged",
      "prepare unchanged",
      "train ran",
      "evaluate unchanged",
    ]);
    expect(runs(runner)).toBe("train\n");
    expect(git(runner.work, "status", "--porcelain", "--untracked-files=no")).toBe("");
    expect(readFileSync(join(runner.work, "models/model.onnx"), "utf8")).toContain("rounds: 11");
  });

  it("is made after the features that nobody has either", async () => {
    const runner = await afterForgottenPush(await createTrainedWorld(), {
      "dvc.yaml": pipeline.replace("sort data", "sed s/^/x/ data"),
    });
    expect(await findLost({ m: judged }, runner.ports)).toEqual(["prepare", "train"]);
    expect(await bringUp(runner, { m: judged })).toEqual([
      "ingest unchanged",
      "prepare ran",
      "train ran",
      "evaluate unchanged",
    ]);
    expect(runs(runner)).toBe("prepare\ntrain\n");
  });

  it("is not made when the pull request does not change it", async () => {
    const runner = await afterForgottenPush(await createTrainedWorld(), {
      "params.yaml": "rounds: 11\nother: 1\n",
    });
    expect(await bringUp(runner, {})).toEqual([
      "ingest unchanged",
      "prepare unchanged",
      "train unchanged",
      "evaluate unchanged",
    ]);
    expect(runs(runner)).toBe("");
    expect(existsSync(join(runner.work, "models"))).toBe(false);
  });

  it("brings the stages below it up to date when it came out otherwise", async () => {
    const runner = await afterForgottenPush(await createTrainedWorld(), {
      "dvc.yaml": pipeline.replace("echo train >>", "date +%s%N >> models/model.onnx && echo train >>"),
    });
    expect(await bringUp(runner, { m: judged })).toEqual([
      "ingest unchanged",
      "prepare unchanged",
      "train ran",
      "evaluate ran",
    ]);
    expect(git(runner.work, "diff", "--name-only")).toContain("dvc.lock");
  });

  it("is an error that names the data when that is nowhere and no stage may make it", async () => {
    const world = await createTrainedWorld();
    const runner = await afterForgottenPush(world, {
      "dvc.yaml": pipeline.replace("sort data", "sed s/^/x/ data"),
    });
    rmSync(join(world.store, "files"), { recursive: true });
    await expect(bringUp(runner, { m: judged })).rejects.toMatchObject({
      code: "data.missing",
      message: "The outputs of the frozen stage ingest are in neither cache nor remote.",
    });
    expect(runs(runner)).toBe("");
  });
});

describe("a model that the remote has", () => {
  it("is left there: nothing runs and nothing is fetched", async () => {
    const world = await createTrainedWorld();
    const work = cloneWork(world, "runner");
    const runner = { ...world, work, ports: await openPorts(work, world.directory, world.log) };
    expect(await findLost({ m: judged }, runner.ports)).toEqual([]);
    await bringUp(runner, { m: judged });
    expect(runs(runner)).toBe("");
    expect(existsSync(join(work, "models"))).toBe(false);
  });
});
