import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { feature } from "../../../src/app/feature.ts";
import { needsTraining } from "../../../src/app/needs-training.ts";
import { push } from "../../../src/app/push.ts";
import { train } from "../../../src/app/train.ts";
import { git, writeFiles } from "../../support/git-world.ts";
import {
  cloneWork,
  createTrainedWorld,
  model,
  openPorts,
  type PipelineWorld,
} from "../../support/pipeline-repository.ts";

const request = { models: [model] };
const restoring = { ...request, isRestoreOnly: true };

/** A fresh clone at the same commit, with its own cache. */
async function nextRunner(world: PipelineWorld, name: string, files: Readonly<Record<string, string>> = {}) {
  const work = cloneWork(world, name);
  writeFiles(work, files);
  return { ...world, work, ports: await openPorts(work, world.directory, world.log) };
}

const runs = ({ work }: Pick<PipelineWorld, "work">): string => {
  const path = join(work, "runs.log");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

describe("whether training is needed", () => {
  it("is no when nothing changed, and nothing is fetched to find out", async () => {
    const cpu = await nextRunner(await createTrainedWorld(), "cpu", { "README.md": "new words\n" });
    await feature(request, cpu.ports);
    expect(await needsTraining(request, cpu.ports)).toBe(false);
    expect(existsSync(join(cpu.work, "models"))).toBe(false);
  });

  it("is yes for another parameter, and no once any runner has trained with it", async () => {
    const world = await createTrainedWorld();
    const changed = { "params.yaml": "rounds: 11\nother: 1\n" };
    const cpu = await nextRunner(world, "cpu", changed);
    await feature(request, cpu.ports);
    expect(await needsTraining(request, cpu.ports)).toBe(true);
    expect(runs(cpu)).toBe("");

    const gpu = await nextRunner(world, "gpu", changed);
    await feature(request, gpu.ports);
    await train(request, gpu.ports);
    await push({ runCache: true }, gpu.ports);
    expect(runs(gpu)).toBe("train\nevaluate\n");

    const last = await nextRunner(world, "last", changed);
    await feature(restoring, last.ports);
    const restored = await train(restoring, last.ports);
    expect(restored.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      "train restored",
      "evaluate restored",
    ]);
    expect(runs(last)).toBe("");
    expect(git(last.work, "diff", "--name-only").split("\n")).toContain("dvc.lock");
  });
});

describe("restoring only", () => {
  it("stops at the first stage that would have to run, and says which and why", async () => {
    const world = await createTrainedWorld();
    const runner = await nextRunner(world, "cpu", { "params.yaml": "rounds: 12\nother: 1\n" });
    await expect(train(restoring, runner.ports)).rejects.toMatchObject({
      code: "stage.not-restorable",
      message:
        "Stage train is stale (params.yaml: rounds modified) and its results are in neither cache nor remote.",
    });
    expect(runs(runner)).toBe("");
  });
});
