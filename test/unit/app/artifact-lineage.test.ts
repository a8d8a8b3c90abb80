import { describe, expect, it } from "vitest";
import { readLineage } from "../../../src/app/artifact-lineage.ts";
import { createMemoryView } from "../../support/memory-view.ts";

const md5 = (digit: string) => digit.repeat(32);
const pipeline = `stages:
  ingest:
    cmd: node ingest.mjs
    frozen: true
    outs: [data/raw]
  train:
    cmd: node train.mjs
    deps: [data/raw, data/extra/a.csv, src/train.mjs]
    params: [rate]
    outs: [model.onnx]
`;
const lock = (rate: string, raw = "a") => `schema: '2.0'
stages:
  ingest:
    cmd: node ingest.mjs
    outs:
    - path: data/raw
      hash: md5
      md5: ${md5(raw)}.dir
  train:
    cmd: node train.mjs
    deps:
    - path: data/raw
      hash: md5
      md5: ${md5(raw)}.dir
    - path: data/extra/a.csv
      hash: md5
      md5: ${md5("b")}
    - path: src/train.mjs
      hash: md5
      md5: ${md5("c")}
    params:
      params.yaml:
        rate: ${rate}
    outs:
    - path: model.onnx
      hash: md5
      md5: ${md5("d")}
`;

describe("the lineage of an artifact", () => {
  const files = {
    "dvc.yaml": pipeline,
    "dvc.lock": lock("0.1"),
    "data/extra.dvc": `outs:\n- md5: ${md5("9")}.dir\n  hash: md5\n  path: extra\n`,
  };

  it("comes from dvc.yaml and dvc.lock of the commit", async () => {
    const lineage = await readLineage(createMemoryView(files), "model.onnx");
    expect(lineage).toEqual({
      md5: md5("d"),
      material: {
        code: [{ name: "train", cmd: "node train.mjs", deps: { "src/train.mjs": md5("c") } }],
        params: [{ name: "train", params: { "params.yaml": { rate: { number: "0.1" } } } }],
        data: [
          { name: "train", deps: { "data/raw": `${md5("a")}.dir`, "data/extra/a.csv": md5("b") } },
          { name: "ingest", outs: { "data/raw": `${md5("a")}.dir` } },
        ],
      },
      stages: [
        { name: "ingest", isFrozen: true, deps: [], outs: [{ path: "data/raw", md5: `${md5("a")}.dir` }] },
        {
          name: "train",
          isFrozen: false,
          deps: [
            { path: "data/raw", md5: `${md5("a")}.dir`, kind: "made" },
            { path: "data/extra/a.csv", md5: md5("b"), kind: "data" },
            { path: "src/train.mjs", md5: md5("c"), kind: "code" },
          ],
          outs: [{ path: "model.onnx", md5: md5("d") }],
        },
      ],
    });
  });

  it("tells new data from new parameters, and 1 from 1.0", async () => {
    const of = async (text: string) =>
      (await readLineage(createMemoryView({ ...files, "dvc.lock": text }), "model.onnx"))?.material;
    const [one, float, data] = [await of(lock("1")), await of(lock("1.0")), await of(lock("1", "e"))];
    expect(one?.params).not.toEqual(float?.params);
    expect([one?.code, one?.data]).toEqual([float?.code, float?.data]);
    expect(one?.params).toEqual(data?.params);
    expect(one?.data).not.toEqual(data?.data);
  });

  it("is not there without a lock file, or for a path that no stage makes", async () => {
    expect(await readLineage(createMemoryView({ "dvc.yaml": pipeline }), "model.onnx")).toBeUndefined();
    expect(await readLineage(createMemoryView(files), "other.onnx")).toBeUndefined();
  });
});
