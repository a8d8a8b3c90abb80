import { describe, expect, it } from "vitest";
import { decideVersion, readBumpLabel, type VersionBasis } from "../../../src/registry/version-rule.ts";
import {
  collectDigestMaterial,
  findArtifactStages,
  type LockedStage,
} from "../../../src/registry/digests.ts";

const x1 = { name: "x1", datatype: "FP32", shape: [-1, 1] };
const x2 = { name: "x2", datatype: "FP32", shape: [-1, 1] };
const probability = { name: "probability", datatype: "FP32", shape: [-1, 1] };
const basis: VersionBasis = {
  signature: { inputs: [x1, x2], outputs: [probability] },
  digests: { code: "c", params: "p", data: "d" },
};
const next = (candidate: Partial<VersionBasis>, label?: "major" | "minor" | "patch") =>
  decideVersion({ greatest: "v1.2.3", previous: basis, candidate: { ...basis, ...candidate }, label });

describe("the version rule", () => {
  it("begins with v1.0.0", () => {
    const first = decideVersion({ greatest: undefined, previous: undefined, candidate: basis });
    expect(first).toEqual({ version: "v1.0.0", level: "first", reason: "first", previous: null });
  });

  it.each([
    [
      "an input is added",
      { inputs: [x1, x2, { ...x1, name: "x3" }], outputs: [probability] },
      "input x3 was added",
    ],
    ["an input is removed", { inputs: [x1], outputs: [probability] }, "input x2 was removed"],
    [
      "an input is retyped",
      { inputs: [x1, { ...x2, datatype: "INT64" }], outputs: [probability] },
      "input x2 is now INT64 [-1, 1]",
    ],
    [
      "an output changes its shape",
      { inputs: [x1, x2], outputs: [{ ...probability, shape: [-1, 2] }] },
      "output probability is now FP32 [-1, 2]",
    ],
  ])("goes major when %s", (_, signature, reason) => {
    expect(next({ signature })).toMatchObject({
      version: "v2.0.0",
      level: "major",
      reason: `signature-changed: ${reason}`,
    });
  });

  it("does not count the order of inputs", () => {
    expect(next({ signature: { inputs: [x2, x1], outputs: [probability] } }).level).toBe("patch");
  });

  it("goes minor for code or parameters, patch for data", () => {
    expect(next({ digests: { code: "c2", params: "p", data: "d2" } })).toMatchObject({
      version: "v1.3.0",
      reason: "code-or-params-changed: code",
    });
    expect(next({ digests: { code: "c", params: "p2", data: "d" } }).version).toBe("v1.3.0");
    expect(next({ digests: { code: "c", params: "p", data: "d2" } })).toMatchObject({
      version: "v1.2.4",
      reason: "data-changed",
    });
  });

  it("goes major when there is no manifest to compare with", () => {
    expect(decideVersion({ greatest: "v1.2.3", previous: undefined, candidate: basis }).version).toBe(
      "v2.0.0",
    );
  });

  it("sees no break between models without a signature: code, parameters and data decide", () => {
    const other = (digests: VersionBasis["digests"], label?: "major") =>
      decideVersion({
        greatest: "v1.2.3",
        previous: { ...basis, signature: null },
        candidate: { signature: null, digests },
        label,
      });
    expect(other({ code: "c2", params: "p", data: "d" }).version).toBe("v1.3.0");
    expect(other({ code: "c", params: "p", data: "d2" }).version).toBe("v1.2.4");
    expect(other({ code: "c", params: "p", data: "d2" }, "major").version).toBe("v2.0.0");
  });

  it("goes major when a model becomes ONNX, or ceases to be it", () => {
    expect(next({ signature: null }).reason).toBe("signature-changed: the model is no ONNX any more");
    const onnx = decideVersion({
      greatest: "v1.2.3",
      previous: { ...basis, signature: null },
      candidate: basis,
    });
    expect(onnx).toMatchObject({ version: "v2.0.0", reason: "signature-changed: the model is ONNX now" });
  });

  it("obeys the label and says so", () => {
    expect(next({}, "major")).toMatchObject({ version: "v2.0.0", level: "major" });
    expect(next({}, "major").reason).toContain("ml/bump:major");
    expect(readBumpLabel(["ml/bump:patch", "ml/bump:minor"])).toBe("minor");
    expect(readBumpLabel(["bug"])).toBeUndefined();
  });
});

describe("digest material", () => {
  const stage = (name: string, deps: string[], outs: string[], isFrozen = false): LockedStage => ({
    name,
    cmd: `run ${name}`,
    deps: deps.map((path) => ({ path, md5: `md5 of ${path}` })),
    outs: outs.map((path) => ({ path, md5: `md5 of ${path}` })),
    params: { "params.yaml": { [`${name}.x`]: 1 } },
    isFrozen,
  });
  const stages = [
    stage("fetch", ["/landing"], ["data/raw"], true),
    stage("prepare", ["src/prepare.mjs", "data/raw/a.csv", "data/extra.csv"], ["data/prepared.csv"]),
    stage("train", ["src/train.mjs", "data/prepared.csv"], ["models/model.onnx"]),
    stage("other", ["src/other.mjs"], ["other.txt"]),
  ];
  const closure = findArtifactStages(stages, "models/model.onnx");

  it("follows the artifact upstream only", () => {
    expect(closure.map((entry) => entry.name)).toEqual(["fetch", "prepare", "train"]);
    expect(findArtifactStages(stages, "missing.onnx")).toEqual([]);
  });

  it("sorts sources into code, parameters apart, everything else into data", () => {
    const material = collectDigestMaterial(closure, (path) => path === "data/extra.csv");
    expect(material).toEqual({
      code: [
        { name: "prepare", cmd: "run prepare", deps: { "src/prepare.mjs": "md5 of src/prepare.mjs" } },
        { name: "train", cmd: "run train", deps: { "src/train.mjs": "md5 of src/train.mjs" } },
      ],
      params: [
        { name: "prepare", params: { "params.yaml": { "prepare.x": 1 } } },
        { name: "train", params: { "params.yaml": { "train.x": 1 } } },
      ],
      data: [
        {
          name: "prepare",
          deps: { "data/raw/a.csv": "md5 of data/raw/a.csv", "data/extra.csv": "md5 of data/extra.csv" },
        },
        { name: "train", deps: { "data/prepared.csv": "md5 of data/prepared.csv" } },
        { name: "fetch", outs: { "data/raw": "md5 of data/raw" } },
      ],
    });
  });
});
