import { describe, expect, it } from "vitest";
import { readStageFacts } from "../../../src/app/artifact-lineage.ts";
import { recordsOfFailure } from "../../../src/app/ledger/records-of-failure.ts";
import { recordsOfRetraining } from "../../../src/app/ledger/records-of-pipeline.ts";
import { recordsOfStages } from "../../../src/app/ledger/records-of-stages.ts";
import { recordRun } from "../../../src/app/ledger/run-place.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { PawlError } from "../../../src/errors.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";
import { watchStages } from "../../../src/runtime/watch-stages.ts";
import { createMemoryView } from "../../support/memory-view.ts";

const ended = new Date("2026-03-01T12:01:00Z");
const place = {
  ...describeRunPlace(new Date("2026-03-01T12:00:00Z"), ended, "c".repeat(40)),
  id: "17.2",
  attemptBefore: "17.1",
};
const [rows, clean, model] = ["b1", "b2", "b3"].map((digits) => digits.repeat(16));
const view = createMemoryView({
  "dvc.yaml": `stages:
  clean:
    cmd: node clean.mjs
    deps: [clean.mjs, raw.csv]
    outs: [clean.csv]
  train:
    cmd: node train.mjs
    deps: [clean.csv]
    params: [train]
    outs: [models/m.onnx]
`,
  "raw.csv.dvc": `outs:\n- md5: ${rows}\n  size: 1\n  hash: md5\n  path: raw.csv\n`,
  "dvc.lock": `schema: '2.0'
stages:
  clean:
    cmd: node clean.mjs
    deps:
    - {path: clean.mjs, hash: md5, md5: ${"a".repeat(32)}, size: 1}
    - {path: raw.csv, hash: md5, md5: ${rows}, size: 1}
    outs:
    - {path: clean.csv, hash: md5, md5: ${clean}, size: 1}
  train:
    cmd: node train.mjs
    deps:
    - {path: clean.csv, hash: md5, md5: ${clean}, size: 1}
    params:
      params.yaml:
        train.depth: 6
    outs:
    - {path: models/m.onnx, hash: md5, md5: ${model}, size: 1}
`,
});

describe("the records of feature and train by themselves", () => {
  it("have the digests of what their own stages read and wrote, so that one leads to the other", async () => {
    const run = async (verb: "feature" | "train", address: string) => {
      const facts = await readStageFacts(view, [address]);
      return recordsOfStages(verb, [{ model: "m", artifact: "models/m.onnx", facts }], place);
    };
    const records = [...(await run("feature", "clean")), ...(await run("train", "train"))];
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([
      {
        id: "17.2/feature/m",
        retryOf: "17.1/feature/m",
        state: "done",
        model: { status: "none", digest: null },
        inputs: [
          { path: "raw.csv", digest: `md5:${rows}`, kind: "data" },
          { path: "clean.mjs", kind: "code" },
        ],
        outputs: [{ path: "clean.csv", digest: `md5:${clean}`, kind: "data" }],
      },
      {
        id: "17.2/train/m",
        model: { status: "candidate", digest: `md5:${model}` },
        params: { "params.yaml:train.depth": 6 },
        inputs: [{ path: "clean.csv", digest: `md5:${clean}`, kind: "data" }],
        outputs: [{ path: "models/m.onnx", digest: `md5:${model}`, kind: "model" }],
      },
    ]);
  });

  it("have nothing of a stage that the lock file does not name", async () => {
    const facts = await readStageFacts(view, ["other"]);
    const [record] = recordsOfStages("train", [{ model: "m", artifact: "models/m.onnx", facts }], place);
    expect(record && renderRecord(record).key).toBe("run/17.2/train/m");
    expect(record).toMatchObject({ inputs: [], outputs: [], params: {}, model: { digest: null } });
    expect(recordsOfStages("train", [], place)).toEqual([]);
  });
});

describe("the records of a run that failed", () => {
  const failed = { verb: "train", models: ["a", "b"], failedStage: "train@7" } as const;

  it("are one a model, with the code of the error, the stage, and none of what a command printed", () => {
    const error = new PawlError("stage.failed", { message: "train: token ghp_secret was refused" });
    const records = recordsOfFailure({ ...failed, error }, place);
    const texts = records.map((record) => renderRecord(record).text);
    expect(records).toMatchObject([
      { id: "17.2/train/a", state: "failed", reasonCode: "stage.failed", failedStage: "train@7" },
      { id: "17.2/train/b", retryOf: "17.1/train/b", model: { name: "b", status: "failed" } },
    ]);
    expect(texts.join("")).not.toContain("ghp_");
  });

  it("are cancelled when a stage was interrupted, and a defect when nobody knows the error", () => {
    const interrupted = new PawlError("stage.interrupted", { message: "" });
    const states = [interrupted, new TypeError("x is undefined"), "text"].map((error) => {
      const [record] = recordsOfFailure({ ...failed, models: ["a"], failedStage: undefined, error }, place);
      return record && [renderRecord(record).text.includes("failedStage"), record];
    });
    expect(states).toMatchObject([
      [false, { state: "cancelled", reasonCode: "stage.interrupted" }],
      [false, { state: "failed", reasonCode: "defect" }],
      [false, { state: "failed", reasonCode: "defect" }],
    ]);
  });

  it("name the first stage that failed, and neither what was skipped because of it nor what ended well", () => {
    const { progress, failedStage } = watchStages();
    const end = (stage: string, state: "ran" | "failed" | "skipped") =>
      progress.onEnd({ stage, state, reason: "", durationMs: 1 });
    end("clean", "ran");
    expect(failedStage()).toBeUndefined();
    end("train", "failed");
    end("evaluate", "skipped");
    end("other", "failed");
    expect(failedStage()).toBe("train");
  });
});

describe("the records of a retraining", () => {
  const facts = { model: null, state: "done", reasonCode: null } as const;
  const pipeline = (["train", "evaluate"] as const).map((verb) => recordRun(place, "m", { ...facts, verb }));

  it("are the retraining with its pull request, the training that builds on it, and the evaluation", () => {
    const url = "https://github.test/acme/flights/pull/7";
    const records = recordsOfRetraining({ model: "m", reasonCode: "retrain.opened", url }, pipeline, place);
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([
      { id: "17.2/retrain/m", state: "done", reasonCode: "retrain.opened", artifacts: [{ uri: url }] },
      { id: "17.2/train/m", parents: ["17.2/retrain/m"] },
      { id: "17.2/evaluate/m", parents: [] },
    ]);
  });

  it("are negative when new data gave the same model", () => {
    const records = recordsOfRetraining(
      { model: "m", reasonCode: "retrain.no-change", url: null },
      [],
      place,
    );
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([{ state: "negative", reasonCode: "retrain.no-change", artifacts: [] }]);
  });
});
