import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planCost } from "../../../src/app/evaluation/cost-evidence.ts";
import { readQueueSeconds } from "../../../src/app/evaluation/queue-evidence.ts";
import { reproduce } from "../../../src/app/reproduce.ts";
import { PawlError } from "../../../src/errors.ts";
import type { WorkflowJob } from "../../../src/ports/github/workflows.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { createPipelineWorld } from "../../support/pipeline-repository.ts";
import { evaluationReportSchema } from "../../../src/evaluation/report-schema.ts";
import { createEvidenceRepository, evidencePolicy } from "../../support/evidence-repository.ts";

const prices = { currency: "EUR", runner_hour: 0.36, gpu_hour: 3.6 };
const usage = { peakMemoryBytes: 100, gpu: "NVIDIA T4", gpuSeconds: 1000, energyWattHours: 5 };
const ran = (stage: string, durationMs: number) => ({ stage, state: "ran", reason: "", durationMs }) as const;

describe("lineage", () => {
  it("has the model's stages with the digests that went in and came out, and what is not as at base", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    await repository.change({ "params.yaml": "rounds: 6\nother: [1]\n" });
    const { lineage } = (await repository.read({ baseSha })).sections;
    const digest = expect.stringMatching(/^[0-9a-f]{32}(\.dir)?$/);
    const same = (path: string) => ({ path, digest, isChanged: false });
    const changed = (path: string) => ({ path, digest, isChanged: true });
    expect(lineage?.stages).toEqual([
      {
        stage: "prepare",
        role: "feature",
        inputs: [same("data/raw.csv")],
        outputs: [same("data/clean.csv")],
      },
      {
        stage: "train",
        role: "train",
        inputs: [same("data/clean.csv"), same("train.sh")],
        outputs: [changed("models/model.onnx"), changed("dvclive")],
      },
      {
        stage: "evaluate",
        role: "evaluate",
        inputs: [changed("models/model.onnx")],
        outputs: [changed("out/scores.json")],
      },
    ]);
    expect(evaluationReportSchema.shape.lineage.safeParse(lineage).success).toBe(true);
  });

  it("says what never ran, and is absent for a model that no stage makes", async () => {
    const repository = await createEvidenceRepository();
    const { lineage } = (await repository.read({ baseSha: null })).sections;
    expect(lineage?.stages[0]?.outputs).toEqual([{ path: "data/clean.csv", digest: null, isChanged: null }]);
    const policy = { ...evidencePolicy(), artifact: "elsewhere.onnx" };
    expect((await repository.read({ baseSha: null, policy })).sections).not.toHaveProperty("lineage");
  });
});

describe("the wait for a runner", () => {
  const job = {
    id: 1,
    name: "train (gpu)",
    status: "in_progress",
    createdAt: "2026-01-01T00:00:00Z",
    startedAt: "2026-01-01T00:01:30Z",
    runnerName: "gpu-1",
  };
  const wait = async (...jobs: readonly WorkflowJob[]) => {
    const { github, state } = createGitHubFake();
    state.jobs.set(7, jobs);
    return readQueueSeconds({ runId: 7, runnerName: "gpu-1" }, github.workflows);
  };

  it("is from when the job of this runner was queued to when the runner began", async () => {
    expect(await wait({ ...job, id: 2, runnerName: "gpu-2" }, { ...job, status: "completed" }, job)).toBe(90);
    expect(await wait({ ...job, startedAt: "2025-12-31T23:59:59Z" })).toBe(0);
  });

  it("is not known when no job, or more than one, is this one, or GitHub does not tell", async () => {
    expect(await wait()).toBeNull();
    expect(await wait(job, job)).toBeNull();
    expect(await wait({ ...job, startedAt: null })).toBeNull();
    expect(await wait({ ...job, createdAt: "yesterday" })).toBeNull();
    const listJobs = async (): Promise<never> => {
      throw new PawlError("github.request-failed", { message: "403" });
    };
    expect(await readQueueSeconds({ runId: 7, runnerName: "gpu-1" }, { listJobs })).toBeNull();
  });
});

describe("cost", () => {
  it("is of the model's own stages that ran", async () => {
    const repository = await createEvidenceRepository();
    const stages = [
      { ...ran("prepare", 1000) },
      { ...ran("train", 2500), usage },
      { ...ran("other", 9000), usage },
      { ...ran("evaluate", 500), state: "restored" as const, usage },
    ];
    const { cost } = (await repository.read({ baseSha: null, stages, prices, queueSeconds: 12 })).sections;
    expect(cost).toEqual({
      wallSeconds: 3.5,
      queueSeconds: 12,
      gpuSeconds: 1000,
      gpu: "NVIDIA T4",
      peakMemoryBytes: 100,
      energyWattHours: 5,
      price: { amount: (0.36 * 3.5 + 3.6 * 1000) / 3600, currency: "EUR" },
    });
    expect(evaluationReportSchema.shape.cost.safeParse(cost).success).toBe(true);
  });

  it("is null where nothing was measured, adds stages up, and is absent when none ran", () => {
    const nothing = { peakMemoryBytes: null, gpu: null, gpuSeconds: null, energyWattHours: null };
    const request = { prices: undefined, queueSeconds: null };
    expect(planCost({ ...request, stages: [{ ...ran("a", 1), usage: nothing }, ran("b", 1)] })).toEqual({
      ...nothing,
      wallSeconds: 0.002,
      queueSeconds: null,
      price: null,
    });
    const two = [
      { ...ran("a", 1), usage },
      { ...ran("b", 1), usage: { ...usage, peakMemoryBytes: 7 } },
    ];
    expect(planCost({ ...request, stages: two })).toMatchObject({
      gpuSeconds: 2000,
      peakMemoryBytes: 100,
      energyWattHours: 10,
    });
    const restored = [{ stage: "a", state: "restored" as const, reason: "", durationMs: 5 }];
    expect(planCost({ ...request, stages: restored })).toBeUndefined();
  });

  it("is measured of each stage that ran, and of no other", async () => {
    const { work, ports } = await createPipelineWorld();
    writeFileSync(join(work, "../landing.txt"), "b\na\n");
    const first = await reproduce({}, ports);
    expect(first.stages.map(({ state, usage: used }) => [state, used === undefined])).toEqual(
      Array.from({ length: 4 }, () => ["ran", false]),
    );
    const second = await reproduce({}, ports);
    expect(second.stages.map(({ usage: used }) => used)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
