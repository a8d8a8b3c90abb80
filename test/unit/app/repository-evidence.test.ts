import { describe, expect, it } from "vitest";
import { readRepositoryEvidence } from "../../../src/app/evaluation/repository-evidence.ts";
import { createMemoryFileSystem } from "../../support/memory-file-system.ts";

const dvcYaml = `stages:
  train:
    cmd: run
    params: [train.rounds, {config/other.toml: [a]}]
  evaluate:
    cmd: run
    wdir: sub
    metrics: [scores.json, {more.yaml: {cache: false}}, "\${templated}.json"]
metrics: [top.json]
`;

function read(head: Record<string, string>, base: Record<string, string>, gate = "roc_auc") {
  const git = {
    readFile: async (_: string, path: string) =>
      base[path] === undefined ? undefined : new TextEncoder().encode(base[path]),
  };
  const files = createMemoryFileSystem(head);
  return readRepositoryEvidence({ baseSha: "b".repeat(40), gates: [{ metric: gate }] }, { files, git });
}

describe("the evidence in a repository", () => {
  it("has the metrics files that dvc.yaml and the gates name, numbers only", async () => {
    const head = {
      "dvc.yaml": dvcYaml,
      "sub/scores.json": '{"test":{"f1":0.8,"name":"x"}}',
      "out/m.yaml": "a: 1\n",
    };
    const { metricsFiles } = await read(head, { "sub/scores.json": '{"test":{"f1":0.7}}' }, "out/m.yaml:a");
    expect(metricsFiles).toEqual([
      { path: "sub/more.yaml", base: undefined, head: undefined },
      { path: "sub/scores.json", base: new Map([["test.f1", 0.7]]), head: new Map([["test.f1", 0.8]]) },
      { path: "top.json", base: undefined, head: undefined },
      { path: "out/m.yaml", base: undefined, head: new Map([["a", 1]]) },
    ]);
  });

  it("has the params that changed", async () => {
    const head = {
      "dvc.yaml": dvcYaml,
      "params.yaml": "train: {rounds: 40, new: [1]}\n",
      "config/other.toml": "a = 2\n",
    };
    const base = { "params.yaml": "train: {rounds: 20, gone: x}\n", "config/other.toml": "a = 2\n" };
    expect((await read(head, base)).params).toEqual([
      { file: "params.yaml", key: "train.gone", old: "x", new: null },
      { file: "params.yaml", key: "train.new", old: null, new: [1] },
      { file: "params.yaml", key: "train.rounds", old: 20, new: 40 },
    ]);
  });

  it("refuses a malformed file of the work tree and passes over one of the base", async () => {
    const head = { "dvc.yaml": "metrics: [m.json]\n", "m.json": '{"a":1}' };
    expect((await read(head, { "m.json": "{" })).metricsFiles[0]).toMatchObject({ base: undefined });
    await expect(read({ ...head, "m.json": "{" }, {})).rejects.toMatchObject({ code: "file.unreadable" });
  });
});
