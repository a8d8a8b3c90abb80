import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type TreeFile, writeTree } from "../../../src/versioning/data-tree.ts";
import { mergeDataFiles, type TreeReader } from "../../../src/versioning/merge-data-file.ts";

const hash = (text: string): string => createHash("md5").update(text).digest("hex");
const idOf = (files: readonly TreeFile[]): string => `${hash(writeTree(files))}.dir`;
const file = (path: string, content: string): TreeFile => ({ path, md5: hash(content) });
const text = (files: readonly TreeFile[]): string =>
  `# labels\nouts:\n- md5: ${idOf(files)}\n  size: ${files.length * 2}\n  nfiles: ${files.length}\n  hash: md5\n  path: raw # kept\n`;

const base = [file("a", "1"), file("b", "1"), file("sub/c", "1")];
const ours = [file("a", "2"), file("b", "1"), file("sub/c", "1"), file("new", "1")];
const theirs = [file("a", "1"), file("sub/c", "3")];

function reader(...trees: readonly (readonly TreeFile[])[]): TreeReader {
  const known = new Map(trees.map((tree) => [idOf(tree), tree]));
  return {
    readTree: async (md5) => known.get(md5),
    sizeOf: async () => 2,
    md5: async (content) => hash(content),
  };
}

describe("merging .dvc files", () => {
  it("takes the side that changed it, byte for byte", async () => {
    const texts = { base: text(base), ours: text(base), theirs: text(theirs) };
    expect(await mergeDataFiles(texts, "raw.dvc")).toEqual({ text: text(theirs) });
  });

  it("merges a directory file by file, and keeps the comments of ours", async () => {
    const expected = [file("a", "2"), file("sub/c", "3"), file("new", "1")];
    const texts = { base: text(base), ours: text(ours), theirs: text(theirs) };
    expect(await mergeDataFiles(texts, "raw.dvc", reader(base, ours, theirs))).toEqual({
      text: text(expected),
      tree: { md5: idOf(expected), text: writeTree(expected) },
    });
  });

  it("merges directories that both sides added", async () => {
    const texts = { base: "", ours: text([file("a", "1")]), theirs: text([file("b", "1")]) };
    const trees = reader([file("a", "1")], [file("b", "1")]);
    expect((await mergeDataFiles(texts, "raw.dvc", trees)).text).toBe(text([file("a", "1"), file("b", "1")]));
  });

  it.each([
    ["without the cache", undefined, theirs],
    ["without an object", reader(base, ours), theirs],
    ["of one file in it", reader(base, ours, [file("a", "9")]), [file("a", "9")]],
    [
      "of a file and a folder",
      reader(base, ours, [...base, file("new/x", "1")]),
      [...base, file("new/x", "1")],
    ],
  ])("leaves a change on both sides to people: %s", async (_, trees, other) => {
    const texts = { base: text(base), ours: text(ours), theirs: text(other) };
    await expect(mergeDataFiles(texts, "raw.dvc", trees)).rejects.toMatchObject({ code: "merge.conflict" });
  });

  it("leaves two versions of a file to people, and two paths", async () => {
    const single = (digit: string): string => `outs:\n- md5: ${digit.repeat(31)}f\n  hash: md5\n  path: x\n`;
    const texts = { base: single("1"), ours: single("2"), theirs: single("3") };
    await expect(mergeDataFiles(texts, "x.dvc", reader())).rejects.toMatchObject({ code: "merge.conflict" });
    const moved = { base: text(base), ours: text(ours), theirs: text(theirs).replace("raw", "cooked") };
    await expect(mergeDataFiles(moved, "x.dvc", reader(base, ours, theirs))).rejects.toMatchObject({
      code: "merge.conflict",
    });
  });

  it("refuses a side that is not a .dvc file", async () => {
    const texts = { base: "", ours: text(ours), theirs: "<<<<<<< HEAD\n" };
    await expect(mergeDataFiles(texts, "raw.dvc", reader())).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });
});
