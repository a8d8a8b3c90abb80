import { describe, expect, it } from "vitest";
import { renderDagDot, renderDagMermaid, renderDagTree } from "../../../src/report/dag-text.ts";
import { renderDiff } from "../../../src/report/tracked-diff.ts";
import { type DataEntry, type DataIndex, diffData } from "../../../src/versioning/diff-data.ts";
import { buildDag, type DagRequest } from "../../../src/versioning/stage-dag.ts";
import { pipelineOf } from "../../support/memory-view.ts";

const index = (
  entries: Readonly<Record<string, string | undefined>>,
  unknown: readonly string[] = [],
): DataIndex => ({
  entries: new Map(
    Object.entries(entries).map(([path, md5]): [string, DataEntry] => [
      path,
      { path, md5, hash: "md5", isDirectory: md5?.endsWith(".dir") === true },
    ]),
  ),
  unknown,
});

const kinds = (old: DataIndex, after: DataIndex, isHashOnly = false): readonly string[] =>
  diffData(old, after, { isHashOnly }).map(
    (change) =>
      `${change.kind} ${[change.old?.path, change.new?.path].filter((path) => path !== undefined).join(" → ")}`,
  );

describe("data of two moments", () => {
  it("is added, deleted, modified or unchanged, a directory before its files", () => {
    const old = index({ d: "1.dir", "d/a": "a", "d/b": "b", "d-x": "x" });
    const after = index({ d: "2.dir", "d/a": "a", "d/b": "c", "d/n": "n" });
    expect(kinds(old, after)).toEqual([
      "modified d → d",
      "unchanged d/a → d/a",
      "modified d/b → d/b",
      "added d/n",
      "deleted d-x",
    ]);
  });

  it("is renamed when the same content went and came, paired in the order of paths", () => {
    const old = index({ a: "same", b: "same", c: "same" });
    expect(kinds(old, index({ x: "same", y: "same", z: "other" }))).toEqual([
      "deleted c",
      "renamed a → x",
      "renamed b → y",
      "added z",
    ]);
  });

  it("is unknown below a directory whose files nobody knows", () => {
    expect(kinds(index({ d: "1.dir" }, ["d"]), index({ d: "2.dir", "d/a": "a" }))).toEqual([
      "modified d → d",
      "unknown d/a",
    ]);
  });

  it("counts an output without a hash as absent when only hashes count", () => {
    expect(kinds(index({ a: undefined }), index({ a: "1" }), true)).toEqual(["added a → a"]);
    expect(kinds(index({ a: undefined }), index({ a: "1" }))).toEqual(["modified a → a"]);
  });

  it("takes __proto__ for a path like any other", () => {
    expect(kinds(index({}), index({ ["__proto__/x"]: "1", constructor: "2" }))).toHaveLength(2);
  });

  it("is nothing to say when nothing differs", () => {
    expect(renderDiff(undefined, { hasHash: false, hidesMissing: false })).toBe("");
  });
});

const dvcYaml = `stages:
  prep: {cmd: a, deps: [raw], outs: [clean]}
  fit:
    foreach: [1, 2]
    do: {cmd: a, deps: [clean], outs: ["m\${item}"]}
  join: {cmd: a, deps: [m1, m2], outs: [end]}
  alone: {cmd: a, outs: [other]}
`;

async function dagOf(request: Partial<DagRequest> = {}) {
  const tracked = [{ file: "raw.dvc", target: "raw" }];
  const options = { isFull: false, isOutputs: false, isCollapsed: false, ...request };
  return buildDag({ pipeline: await pipelineOf(dvcYaml), tracked }, options);
}

describe("the graph", () => {
  it("is drawn as trees; branches are drawn once", async () => {
    expect(renderDagTree(await dagOf())).toBe(
      [
        "alone",
        "raw.dvc",
        "└── prep",
        "    ├── fit@1",
        "    │   └── join",
        "    └── fit@2",
        "        └── join",
      ].join("\n"),
    );
  });

  it("holds what a target needs, or everything that is connected with it", async () => {
    expect((await dagOf({ target: "fit@1" })).nodes).toEqual(["prep", "fit@1", "raw.dvc"]);
    expect((await dagOf({ target: "m1" })).nodes).toEqual(["prep", "fit@1", "raw.dvc"]);
    expect((await dagOf({ target: "fit@1", isFull: true })).nodes).not.toContain("alone");
    expect((await dagOf({ target: "fit" })).nodes).toContain("fit@2");
    await expect(dagOf({ target: "nope" })).rejects.toThrow("nope is no stage");
  });

  it("shows outputs, and a group as one node", async () => {
    expect((await dagOf({ isOutputs: true, target: "m2" })).nodes).toEqual(["clean", "m2", "raw"]);
    expect(await dagOf({ isCollapsed: true, target: "join" })).toEqual({
      nodes: ["prep", "fit", "join", "raw.dvc"],
      edges: [
        { from: "raw.dvc", to: "prep" },
        { from: "prep", to: "fit" },
        { from: "fit", to: "join" },
      ],
    });
  });

  it("is Mermaid and DOT that names cannot break out of", () => {
    const dag = { nodes: ['a"]; click x'], edges: [] };
    expect(renderDagMermaid(dag)).toBe('flowchart TD\n\tnode1["a#quot;]; click x"]');
    expect(renderDagDot(dag)).toBe('strict digraph {\n"a\\"]; click x";\n}\n');
  });
});
