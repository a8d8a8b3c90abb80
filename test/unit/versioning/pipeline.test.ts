import { describe, expect, it } from "vitest";
import { findModelStages } from "../../../src/versioning/model-stages.ts";

import { orderStages } from "../../../src/versioning/stage-graph.ts";
import type { Stage } from "../../../src/versioning/stage.ts";
import {
  describeChanges,
  findChanges,
  type OutputState,
  type StageFacts,
} from "../../../src/versioning/staleness.ts";
import { integer, type Value, type ValueMap } from "../../../src/versioning/value.ts";
import { renderProblems } from "../../../src/yaml/problem.ts";
import { createMemoryView, pipelineOf } from "../../support/memory-view.ts";
import { checkPipeline } from "../../../src/app/pipeline/load-pipeline.ts";

const flights = `stages:
  evaluate:
    cmd: node evaluate.mjs
    deps: [data/test.parquet, models/model.onnx, labels]
    metrics:
      - metrics.json: {cache: false}
  labels: {cmd: get labels, outs: [labels]}
  ingest: {cmd: ingest, frozen: true, outs: [data/raw]}
  prepare:
    cmd: prepare
    deps: [data/raw/2001.csv]
    params: [window, {conf.json: [a.b]}, {other.yaml: null}]
    outs: [data/test.parquet, data/train.parquet]
  train:
    cmd: [train a, train b]
    deps: [data/train.parquet]
    outs: [{models/model.onnx: {persist: true}}]
`;

async function problemsOf(text: string): Promise<string> {
  const view = createMemoryView({ "dvc.yaml": text });
  return renderProblems((await checkPipeline(["dvc.yaml"], view)).problems);
}

async function stageNamed(name: string): Promise<Stage> {
  const stage = (await pipelineOf(flights)).find((one) => one.name === name);
  if (stage === undefined) throw new TypeError(name);
  return stage;
}

describe("dvc.yaml", () => {
  it("is read with its options", async () => {
    expect((await stageNamed("evaluate")).outs).toEqual([
      {
        path: "metrics.json",
        lockPath: "metrics.json",
        kind: "metric",
        isCached: false,
        isPersistent: false,
        isPushed: true,
      },
    ]);
    expect((await stageNamed("prepare")).params).toEqual([
      { path: "params.yaml", lockPath: "params.yaml", keys: ["window"] },
      { path: "conf.json", lockPath: "conf.json", keys: ["a.b"] },
      { path: "other.yaml", lockPath: "other.yaml", keys: "all" },
    ]);
    expect((await stageNamed("ingest")).isFrozen).toBe(true);
  });

  it("resolves paths against the working directory of the stage", async () => {
    const [stage] = await pipelineOf("stages:\n  a: {cmd: x, wdir: src/a, deps: [../b], outs: [o]}\n");
    expect(stage).toMatchObject({
      wdir: "src/a",
      deps: [{ path: "src/b", lockPath: "../b" }],
      outs: [{ path: "src/a/o" }],
    });
  });

  it("reports all its errors at once, with lines and suggestions", async () => {
    const text = `stages:
  a:
    cmd: true
    outs: [x, ../y]
  b:
    cmmd: x
    outs:
      - z: {cach: false}
live: {}
`;
    expect((await problemsOf(text)).split("\n")).toEqual([
      expect.stringMatching(
        /^dvc\.yaml:3:10: stages\.a\.cmd: is not allowed; found true; allowed: text \(quote it\)/,
      ),
      expect.stringMatching(/^dvc\.yaml:6:5: stages\.b\.cmd: is missing/),
      expect.stringMatching(/^dvc\.yaml:6:5: stages\.b\.cmmd: is not a known key; .*did you mean cmd\?$/),
      expect.stringMatching(
        /^dvc\.yaml:8:13: stages\.b\.outs\[0\]\.z\.cach: is not a known key; .*did you mean cache\?$/,
      ),
      expect.stringMatching(/^dvc\.yaml:9:1: live: is not a known key/),
    ]);
  });

  it.each([
    [
      "a path outside",
      "stages:\n  a: {cmd: x, outs: [../y]}\n",
      '2:22: stages.a.outs[0]: must be a path inside the repository; found "../y"',
    ],
    [
      "the same output twice",
      "stages:\n  a: {cmd: x, outs: [o]}\n  b: {cmd: x, outs: [o]}\n",
      "3:3: stages.b: output o is also made by stage a",
    ],
    [
      "outputs that overlap",
      "stages:\n  a: {cmd: x, outs: [d]}\n  b: {cmd: x, outs: [d/x]}\n",
      "output d/x overlaps d, which is also made by stage a",
    ],
    [
      "a cycle",
      "stages:\n  a: {cmd: x, deps: [q], outs: [p]}\n  b: {cmd: x, deps: [p], outs: [q]}\n",
      "2:3: stages.a: makes a cycle: a → b → a",
    ],
    ["a stage that needs itself", "stages:\n  a: {cmd: x, deps: [p/x], outs: [p]}\n", "makes a cycle: a → a"],
    ["a duplicate key", "stages:\n  a: {cmd: x}\n  a: {cmd: y}\n", "3:3: a: this key is there twice"],
  ])("is refused with %s", async (_, text, message) => {
    expect(await problemsOf(text)).toContain(message);
  });

  it("reads an escaped ${ as the shell's", async () => {
    expect((await pipelineOf("stages:\n  a: {cmd: 'echo \\${HOME}'}\n"))[0]?.cmd).toBe("echo ${HOME}");
  });
});

describe("the graph", () => {
  it("orders stages after what they need, also through parts of a directory", async () => {
    const pipeline = await pipelineOf(flights);
    expect(orderStages(pipeline).map((stage) => stage.name)).toEqual([
      "labels",
      "ingest",
      "prepare",
      "train",
      "evaluate",
    ]);
    expect(orderStages(pipeline, ["train"]).map((stage) => stage.name)).toEqual([
      "ingest",
      "prepare",
      "train",
    ]);
  });

  it("splits into feature, train and evaluate at the model", async () => {
    const stages = findModelStages("models/model.onnx", await pipelineOf(flights));
    expect(stages.feature.map((stage) => stage.name)).toEqual(["ingest", "prepare"]);
    expect(stages.train.name).toBe("train");
    expect(stages.evaluate.map((stage) => stage.name)).toEqual(["labels", "evaluate"]);
    const known = await pipelineOf(flights);
    expect(() => findModelStages("model/model.onnx", known)).toThrow(/Did you mean models\/model.onnx/);
  });
});

const item = (md5: string) => ({ md5: md5.repeat(32).slice(0, 32), hash: "md5" as const });
const present = (md5: string, isInCache = true): OutputState => ({ item: item(md5), isInCache });
const absent: OutputState = { item: undefined, isInCache: true };
const outputs = (state: OutputState): StageFacts["outs"] =>
  new Map(["data/test.parquet", "data/train.parquet"].map((path) => [path, state]));
const params = (other: Value, more: readonly [string, Value][] = []): Map<string, ValueMap> =>
  new Map<string, ValueMap>([
    ["params.yaml", lr],
    ["conf.json", new Map([["a.b", "x"]])],
    ["other.yaml", new Map<string, Value>([["k", other], ...more])],
  ]);
const lr = new Map([["window", integer(1)]]);

function factsOf(changes: Partial<StageFacts> = {}): StageFacts {
  const all = params(true);
  return {
    entry: {
      cmd: "prepare",
      deps: [{ path: "data/raw/2001.csv", ...item("a") }],
      params: all,
      outs: ["data/test.parquet", "data/train.parquet"].map((path) => ({ path, ...item("b") })),
    },
    deps: new Map([["data/raw/2001.csv", item("a")]]),
    params: all,
    outs: outputs(present("b")),
    ...changes,
  };
}

describe("staleness", async () => {
  const stage = await stageNamed("prepare");
  const reasons = (facts: StageFacts, allowsMissing = false): string =>
    describeChanges(findChanges(stage, facts, { allowsMissing }));

  it("finds nothing on a current stage", () => {
    expect(reasons(factsOf())).toBe("nothing changed");
  });

  it("names every reason in the order in which dvc looks", () => {
    const facts = factsOf({
      deps: new Map(),
      params: new Map<string, ValueMap>([
        ...params(integer(1), [["n", true]]),
        ["params.yaml", new Map([["window", integer(2)]])],
        ["conf.json", new Map()],
      ]),
      outs: new Map([
        ["data/test.parquet", present("c")],
        ["data/train.parquet", absent],
      ]),
    });
    expect(reasons(facts)).toBe(
      "data/raw/2001.csv deleted; params.yaml: window modified; conf.json: a.b deleted; other.yaml: n new; output data/test.parquet modified; 1 more",
    );
  });

  it("takes absent outputs for current when that is allowed, but not changed ones", async () => {
    const gone = factsOf({ outs: outputs(absent) });
    expect(reasons(gone)).toContain("output data/test.parquet deleted");
    expect(reasons(gone, true)).toBe("nothing changed");
    expect(reasons(factsOf({ outs: outputs(present("b", false)) }))).toContain("not in cache");
    const changed = factsOf({ outs: outputs(present("c")) });
    expect(reasons(changed, true)).toContain("output data/test.parquet modified");
  });

  it("ignores the dependencies of a frozen stage", async () => {
    const facts = factsOf({ deps: new Map(), params: new Map() });
    expect(findChanges({ ...stage, isFrozen: true }, facts, { allowsMissing: false })).toEqual([]);
  });
});
