import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordsOfDeployment } from "../../../src/app/ledger/records-of-deployment.ts";
import { recordsOfPipeline, recordsOfRetraining } from "../../../src/app/ledger/records-of-pipeline.ts";
import { recordsOfRegistration } from "../../../src/app/ledger/records-of-registration.ts";
import { recordsOfStages } from "../../../src/app/ledger/records-of-stages.ts";
import type { RunPlace } from "../../../src/app/ledger/run-place.ts";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { describeRunPlace } from "../../../src/runtime/run-place.ts";
import { makeReport } from "../../support/bot-world.ts";
import { type LedgerClone, makeLedgerClone } from "../../support/ledger/ledger-clone.ts";
import { auditRecord } from "../../support/ledger/records.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const head = "c".repeat(40);
const model = "2".repeat(32);
const features = "5".repeat(32);

/** An attempt of a workflow run. */
function placeOf(runId: number, attempt = 1): RunPlace {
  const place = describeRunPlace(new Date("2026-03-01T12:00:00Z"), new Date("2026-03-01T12:01:00Z"), head);
  return {
    ...place,
    id: `${runId}.${attempt}`,
    attemptBefore: attempt === 1 ? null : `${runId}.${attempt - 1}`,
    trigger: { ...place.trigger, runId, attempt },
  };
}

const lineage = {
  md5: model,
  stages: [],
  material: { code: [], params: [], data: [{ name: "train", deps: { "features.parquet": features } }] },
};
const outs = [{ path: "features.parquet", md5: features }] as const;
const facts = { outs, material: { code: [], params: [], data: [] } };

/** A training whose first attempt failed, its evaluation, registration of two versions, a promotion and its Deployment. */
function history(): readonly LedgerRecord[] {
  const evaluation = {
    decision: "positive",
    reasonCode: "gate.pass",
    reason: "",
    report: makeReport({ model: "m", headSha: head }),
  } as const;
  const artifact = "models/m.onnx";
  const trained = (place: RunPlace) => recordsOfPipeline([{ evaluation, artifact, lineage }], true, place);
  const registered = (runId: number, version: string) =>
    recordsOfRegistration(
      {
        result: {
          model: "m",
          decision: "registered",
          version,
          tag: `m@${version}`,
          releaseUrl: "https://github.test/r",
          reasonCode: "registered",
          reason: "",
        } as unknown as Parameters<typeof recordsOfRegistration>[0]["result"],
        artifact,
        lineage,
        report: undefined,
      },
      placeOf(runId),
    );
  const live = { model: "m", environment: "production", version: "v1.1.0", url: "http://127.0.0.1:1" };
  const deployed = { ...live, decision: "live", reasonCode: "live", reason: "" } as const;
  const promoted = { model: "m", version: "v1.1.0", environment: "production", tag: "m#production#2" };
  const retraining = { model: "m", reasonCode: "opened", url: "https://github.test/pull/9" };
  return [
    ...recordsOfStages("feature", [{ model: "m", artifact, facts }], placeOf(16)),
    ...recordsOfRetraining(retraining, trained(placeOf(17, 2)), placeOf(17, 2)),
    ...registered(18, "v1.1.0"),
    ...registered(19, "v1.2.0"),
    auditRecord("promote/m#production#2", promoted),
    auditRecord("promote/m#staging#1", { ...promoted, environment: "staging", tag: "m#staging#1" }),
    ...recordsOfDeployment(deployed, 5, placeOf(20)),
  ];
}

let clone: LedgerClone;
let output: string[];
let before: string;
beforeEach(() => {
  clone = makeLedgerClone(temporaryDirectory());
  clone.commit(history());
  before = process.cwd();
  process.chdir(clone.root);
  output = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void output.push(text));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  process.chdir(before);
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

/** `<run> < <from>: <via>` of each edge. */
async function trace(text: string): Promise<readonly string[]> {
  output = [];
  expect(await runCommandLine(["--json", "runs", "lineage", text])).toBe(0);
  const { edges } = JSON.parse(output.join("\n")) as { edges: Record<"run" | "from" | "via", string>[] };
  return edges.map(({ run, from, via }) => `${run} < ${from}: ${via}`);
}

/** From the Deployment back to the features, and the attempt before each. */
const chain = [
  "17.2/retrain/m < 17.1/retrain/m: retry",
  `17.2/train/m < 16.1/feature/m: md5:${features}`,
  "17.2/train/m < 17.1/train/m: retry",
  "17.2/train/m < 17.2/retrain/m: parent",
  `18.1/register/m < 16.1/feature/m: md5:${features}`,
  `18.1/register/m < 17.2/train/m: md5:${model}`,
];

describe("the lineage of what is live", () => {
  it("goes from the Deployment over promotion and registration to training, retraining, features and attempts", async () => {
    expect(await trace("20.1/deploy/5")).toEqual([
      ...chain,
      "20.1/deploy/5 < promote/m#production#2: m#production#2",
      "promote/m#production#2 < 18.1/register/m: v1.1.0",
    ]);
  });

  it("begins at a promotion, too, and goes both ways", async () => {
    expect(await trace("promote/m#production#2")).toEqual([
      ...chain,
      "20.1/deploy/5 < promote/m#production#2: m#production#2",
      "promote/m#production#2 < 18.1/register/m: v1.1.0",
    ]);
    expect(await trace("promote/m#staging#1")).toEqual([
      ...chain,
      "promote/m#staging#1 < 18.1/register/m: v1.1.0",
    ]);
  });

  it("goes from the training to all that was made of it", async () => {
    const after = (await trace("17.2/train/m")).filter((edge) => !/retry|feature|retrain/.test(edge));
    expect(after).toEqual([
      `17.2/evaluate/m < 17.2/train/m: md5:${model}`,
      "17.2/evaluate/m < 17.2/train/m: parent",
      `18.1/register/m < 17.2/train/m: md5:${model}`,
      `19.1/register/m < 17.2/train/m: md5:${model}`,
      "20.1/deploy/5 < promote/m#production#2: m#production#2",
      "promote/m#production#2 < 18.1/register/m: v1.1.0",
      "promote/m#staging#1 < 18.1/register/m: v1.1.0",
    ]);
  });

  it("is unknown for the beginning of a promotion's key alone", async () => {
    expect(await runCommandLine(["--json", "runs", "lineage", "promote/m"])).not.toBe(0);
  });
});
