import { describe, expect, it } from "vitest";
import { readNeededItems } from "../../../src/versioning/needed-items.ts";

const id = (digit: string): string => `${digit.repeat(31)}f`;
const lock = (stages: string): string => `schema: '2.0'\nstages:${stages}`;

describe("the items that a file needs", () => {
  it("are all outputs of a dvc.lock, and of a .dvc file with the files of a versioned one", () => {
    const text = lock(`
  a:
    cmd: x
    deps:
    - path: d
      hash: md5
      md5: ${id("d")}
    outs:
    - path: o
      hash: md5
      md5: ${id("1")}.dir
    - path: old
      md5: ${id("2")}
  never:
    cmd: y
`);
    expect(readNeededItems(text, "sub/dvc.lock")).toEqual([
      { md5: `${id("1")}.dir`, hash: "md5" },
      { md5: id("2"), hash: "legacy" },
    ]);
    const versioned = `outs:\n- path: v\n  hash: md5\n  files:\n  - relpath: a\n    md5: ${id("3")}\n`;
    expect(readNeededItems(versioned, "v.dvc")).toEqual([{ md5: id("3"), hash: "md5" }]);
    expect([readNeededItems("", "dvc.lock"), readNeededItems("", "x.dvc")]).toEqual([[], []]);
  });

  it.each([
    ["dvc.lock", "schema: '1.0'\n"],
    ["dvc.lock", lock(" [1]\n")],
    ["dvc.lock", lock("\n  a: 1\n")],
    ["dvc.lock", lock("\n  a:\n    cmd: x\n    outs: {}\n")],
    ["dvc.lock", lock("\n  a:\n    cmd: x\n    outs: [o]\n")],
    ["dvc.lock", lock(`\n  a:\n    outs:\n    - path: o\n      md5: ${id("1").slice(1)}\n`)],
    ["x.dvc", "outs: 1\n"],
    ["x.dvc", "outs:\n- path: x\n  md5: 12\n"],
    ["x.dvc", "outs:\n- path: x\n  files:\n  - md5: short\n"],
  ])("are not guessed: %s with %j is an error", (file, text) => {
    expect(() => readNeededItems(text, file)).toThrow(expect.objectContaining({ code: "file.unreadable" }));
  });
});
