import { describe, expect, it } from "vitest";
import { globPattern } from "../../../src/versioning/glob-pattern.ts";
import { addressIn, listNodes } from "../../../src/versioning/pipeline-node.ts";
import { relativePath } from "../../../src/versioning/relative-path.ts";
import { resolveTarget } from "../../../src/versioning/resolve-target.ts";
import { readPipeline } from "../../../src/app/pipeline/load-pipeline.ts";
import { createMemoryView } from "../../support/memory-view.ts";

const stages = await readPipeline(
  createMemoryView({
    "dvc.yaml":
      "stages:\n  train@us: {cmd: x, outs: [models/us]}\n  train@a:b: {cmd: x, outs: [models/ab]}\n  check: {cmd: x}\n",
    "sub/dvc.yaml": "stages:\n  check: {cmd: x, outs: [o]}\n  build: {cmd: x}\n",
  }),
);
const grouped = stages.map((stage) =>
  stage.name.startsWith("train@") ? { ...stage, group: "train" } : stage,
);
const data = {
  path: "d",
  md5: "0".repeat(32),
  hash: "md5" as const,
  target: "sub/d",
  file: "sub/d.dvc",
  isCached: true,
  isPushed: true,
};
const nodes = listNodes(grouped, [data]);

describe("a target", () => {
  it.each([
    ["check", "", "check"],
    [":check", "", "check"],
    ["train", "", "train@us train@a:b"],
    ["train@a:b", "", "train@a:b"],
    ["dvc.yaml:train", "", "train@us train@a:b"],
    ["sub/dvc.yaml:check", "", "sub/dvc.yaml:check"],
    ["sub/dvc.yaml", "", "sub/dvc.yaml:check sub/dvc.yaml:build"],
    ["sub/d.dvc", "", "sub/d.dvc"],
    ["models/us", "", "train@us"],
    ["models/", "", "train@us train@a:b"],
    ["check", "sub", "sub/dvc.yaml:check"],
    ["../dvc.yaml:check", "sub", "check"],
    ["d.dvc", "sub", "sub/d.dvc"],
    ["o", "sub", "sub/dvc.yaml:check"],
  ])("%s in '%s' means %s", (target, folder, expected) => {
    const found = resolveTarget(target, nodes, { folder });
    expect(found.map((node) => node.address).join(" ")).toBe(expected);
  });

  it("may be a pattern, or a folder, when that is asked for", () => {
    const addresses = (target: string, options: object): readonly string[] =>
      resolveTarget(target, nodes, { folder: "", ...options }).map((node) => node.address);
    expect(addresses("sub/dvc.yaml:*l*", { isGlob: true })).toEqual(["sub/dvc.yaml:build"]);
    expect(addresses("sub", { isRecursive: true })).toEqual([
      "sub/d.dvc",
      "sub/dvc.yaml:check",
      "sub/dvc.yaml:build",
    ]);
    expect(() => addresses("*l*", {})).toThrow(/no stage or output/);
  });

  it.each([
    ["chek", /Did you mean check\?/],
    ["sub/dvc.lock", /Did you mean sub\/dvc.yaml\?/],
    ["nowhere/dvc.yaml", /There is no nowhere\/dvc.yaml/],
    ["../out", /no stage or output/],
    ["__proto__", /no stage or output/],
  ])("%s is refused", (target, message) => {
    expect(() => resolveTarget(target, nodes, { folder: "" })).toThrow(message);
  });

  it("is named as from the folder where it is used", () => {
    expect(nodes.map((node) => addressIn("sub", node))).toEqual([
      "../dvc.yaml:train@us",
      "../dvc.yaml:train@a:b",
      "../dvc.yaml:check",
      "d.dvc",
      "check",
      "build",
    ]);
    expect(relativePath("a/b", "a/b/c")).toBe("..");
    expect(relativePath("", "a")).toBe("..");
  });
});

describe("a shell pattern", () => {
  it.each([
    ["*", "a/b", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["[ab]x", "bx", true],
    ["[!ab]x", "bx", false],
    ["[a-c]x", "bx", true],
    ["a.b", "axb", false],
    ["[", "[", true],
    ["a(b", "a(b", true],
  ])("%s on %s: %s", (pattern, text, expected) => {
    expect(globPattern(pattern).test(text)).toBe(expected);
  });
});
