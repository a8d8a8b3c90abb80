import { describe, expect, it } from "vitest";
import type { DeployResult } from "../../../src/app/deploy.ts";
import type { EvaluateResult } from "../../../src/app/evaluate.ts";
import { recordsOfDeployment } from "../../../src/app/ledger/records-of-deployment.ts";
import { recordsOfPipeline } from "../../../src/app/ledger/records-of-pipeline.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";
import { makeReport } from "../../support/bot-world.ts";

const head = "c".repeat(40);
const place = {
  ...describeRunPlace(new Date("2026-03-01T12:00:00Z"), new Date("2026-03-01T12:01:00Z"), head),
  id: "17.2",
  attemptBefore: "17.1",
};
const lineage = {
  md5: "2".repeat(32),
  stages: [],
  material: {
    code: [{ name: "train", cmd: "node train.mjs", deps: { "train.mjs": "3".repeat(32) } }],
    params: [{ name: "train", params: { "params.yaml": { depth: { number: "6" } } } }],
    data: [{ name: "train", deps: { "data/a.parquet": "4".repeat(32) } }],
  },
};

describe("the records of a pipeline", () => {
  const report = makeReport({ model: "m", headSha: head });
  const evaluation: EvaluateResult = { decision: "negative", reasonCode: "gate.failed", reason: "", report };
  const model = { evaluation, artifact: "models/m.onnx", lineage };

  it("are a training and the evaluation of what it made, with digests that link them", () => {
    const records = recordsOfPipeline([model], true, place);
    for (const record of records) renderRecord(record);
    const digest = `md5:${"2".repeat(32)}`;
    expect(records).toMatchObject([
      {
        id: "17.2/train/m",
        verb: "train",
        state: "done",
        commit: head,
        params: { "params.yaml:depth": 6 },
        inputs: [
          { path: "data/a.parquet", kind: "data" },
          { path: "train.mjs", kind: "code" },
        ],
        outputs: [{ path: "models/m.onnx", digest, kind: "model" }],
        retryOf: "17.1/train/m",
      },
      {
        id: "17.2/evaluate/m",
        verb: "evaluate",
        state: "negative",
        reasonCode: "gate.failed",
        inputs: [{ path: "models/m.onnx", digest }],
        parents: ["17.2/train/m"],
      },
    ]);
  });

  it("have no training when no stage ran, and hold what is known without a lock file", () => {
    const records = recordsOfPipeline([{ ...model, lineage: undefined }], false, place);
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([{ verb: "evaluate", parents: [], params: {}, model: { digest: null } }]);
    expect(recordsOfPipeline([], true, place)).toEqual([]);
  });
});

describe("the records of a Deployment", () => {
  const live: DeployResult = {
    decision: "live",
    reasonCode: "live",
    reason: "m v1.0.0 is live",
    model: "m",
    environment: "staging",
    version: "v1.0.0",
    url: "http://127.0.0.1:1",
  };

  it("are the run, and the decision once it stands", () => {
    const records = recordsOfDeployment(live, 5, place);
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([
      { id: "17.2/deploy/5", state: "done", model: { status: "deployed" }, retryOf: "17.1/deploy/5" },
      { key: "deploy/5", action: "deploy", environment: "staging", version: "v1.0.0", deploymentId: 5 },
    ]);
  });

  it("are a failed run alone when it failed, and nothing when nothing was to do", () => {
    const failed = { decision: "failed", reasonCode: "failed.smoke-test", reason: "no" } as const;
    const records = recordsOfDeployment(failed, 5, place);
    for (const record of records) renderRecord(record);
    expect(records).toMatchObject([{ state: "failed", model: null, reasonCode: "failed.smoke-test" }]);
    const nothing = { decision: "nothing", reasonCode: "superseded", reason: "" } as const;
    expect(recordsOfDeployment(nothing, 5, place)).toEqual([]);
  });
});
