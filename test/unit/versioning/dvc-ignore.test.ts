import { describe, expect, it } from "vitest";
import { noDvcIgnore } from "../../../src/versioning/dvc-ignore.ts";

/** Whether a file is left out, by itself or with a folder above it. */
function isOut(rules: ReturnType<typeof noDvcIgnore.enter>, path: string): boolean {
  const parts = path.split("/");
  return parts.some((_, index) =>
    rules.isIgnored(parts.slice(0, index + 1).join("/"), index < parts.length - 1),
  );
}

describe(".dvcignore", () => {
  it("always leaves out what git and DVC keep of their own", () => {
    for (const path of [".git/config", ".dvc/config", "a/.git", "a/.hg/x"])
      expect(isOut(noDvcIgnore, path)).toBe(true);
    expect(isOut(noDvcIgnore, ".dvcignore")).toBe(false);
    expect(isOut(noDvcIgnore, "x.dvc")).toBe(false);
  });

  it("reads comments, blanks, negation, anchors and folders", () => {
    const rules = noDvcIgnore.enter("", "# no\n\n  *.log  \n!keep.log\n/top\nfolder/\n");
    expect(["a.log", "s/a.log", "top", "folder/x"].every((path) => isOut(rules, path))).toBe(true);
    expect(["keep.log", "s/top", "folder", "no"].some((path) => isOut(rules, path))).toBe(false);
  });

  it("adds the rules of a folder to those above it, for that folder only", () => {
    const top = noDvcIgnore.enter("", "*.tmp\n");
    const inner = top.enter("a/b", "!keep.tmp\n/only\n");
    expect(isOut(inner, "a/b/x.tmp")).toBe(true);
    expect(isOut(inner, "a/b/keep.tmp")).toBe(false);
    expect(isOut(inner, "a/b/only")).toBe(true);
    expect(isOut(inner, "a/b/c/only")).toBe(false);
    expect(isOut(top, "a/keep.tmp")).toBe(true);
  });

  it("takes the name of a folder as it is", () => {
    const rules = noDvcIgnore.enter("a[1]*", "x\n");
    expect(isOut(rules, "a[1]*/x")).toBe(true);
    expect(isOut(rules, "a1b/x")).toBe(false);
  });
});
