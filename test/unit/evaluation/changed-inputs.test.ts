import { describe, expect, it } from "vitest";
import { findChangedInputs, planAttribution } from "../../../src/evaluation/changed-inputs.ts";
import { makeReport } from "../../support/bot-world.ts";

const locked = (path: string, isChanged: boolean) => ({ path, digest: "a", isChanged });

describe("what a report says that changed", () => {
  it("counts as data what a stage without inputs made, and leaves out what other stages make", () => {
    const stages = [
      { stage: "ingest", role: "feature" as const, inputs: [], outputs: [locked("data/raw", true)] },
      {
        stage: "prepare",
        role: "feature" as const,
        inputs: [locked("data/raw", true), locked("prepare.py", true)],
        outputs: [locked("data/prepared.csv", true)],
      },
      {
        stage: "train",
        role: "train" as const,
        inputs: [locked("data/prepared.csv", true), locked("train.py", false)],
        outputs: [locked("m.onnx", true)],
      },
    ];
    expect(findChangedInputs(makeReport({ lineage: { stages } }))).toEqual([
      { kind: "data", name: "data/raw", stage: "prepare" },
      { kind: "code", name: "prepare.py", stage: "prepare" },
    ]);
  });

  it("plans no combination for one kind, 2 for two, 6 for three", () => {
    expect(planAttribution(["code", "code"])).toEqual([]);
    expect(planAttribution(["code", "data"])).toEqual([["code"], ["data"]]);
    expect(planAttribution(["code", "params", "data"])).toHaveLength(6);
  });
});
