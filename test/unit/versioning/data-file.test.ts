import { describe, expect, it } from "vitest";
import { readDataFile } from "../../../src/versioning/data-file.ts";
import { updateDataFile } from "../../../src/versioning/update-data-file.ts";

const md5 = "5bbf5a52328e7439ae6e719dfe712200";
const other = "c193497a1a06b2c72230e6146ff47080";

describe("a .dvc file", () => {
  it("of an import names its source", () => {
    const text = `md5: abc\nfrozen: true\ndeps:\n- path: data\n  repo:\n    url: u\n    rev: main\n    rev_lock: def\nouts:\n- md5: ${md5}\n  path: x\n  cache: false\n  push: false\n  remote: r\n`;
    expect(readDataFile(text, "sub/x.dvc")).toMatchObject({
      isFrozen: true,
      sources: [{ path: "data", repo: { url: "u", rev: "main", revLock: "def" } }],
      outs: [{ target: "sub/x", hash: "legacy", isCached: false, isPushed: false, remote: "r" }],
    });
  });

  it("of import-url has the hash of what was there, or its etag", () => {
    const text = `deps:\n- path: https://h/x\n  etag: '"1"'\n- path: y\n  md5: ${md5}\n  hash: md5\nouts: []\nwdir: ..\n`;
    expect(readDataFile(text, "sub/x.dvc").sources).toMatchObject([
      { path: "https://h/x", etag: '"1"' },
      { path: "y", item: { md5 } },
    ]);
  });

  it("is refused with keys that DVC does not know, and paths that leave the repository", () => {
    expect(() => readDataFile("outs: []\nfoo: 1\n", "x.dvc")).toThrow("x.dvc:2:1: foo: is not a known key");
    expect(() => readDataFile(`outs: [{md5: ${md5}, path: ../../x}]\n`, "a/x.dvc")).toThrow(
      "outside the repository",
    );
  });

  it("keeps what a person wrote when its data changes", () => {
    const text = `# head\nouts:\n# in\n- path: f # p\n  md5: ${md5} # tail\n  desc: it's\n  cache: false\n\nmeta: {a: [1, 2]}\n`;
    const item = { path: "f", md5: other, hash: "md5", sizeBytes: 4, isExecutable: true } as const;
    expect(updateDataFile(text, "f.dvc", item)).toBe(
      `# head\nouts:\n# in\n- path: f # p\n  md5: ${other} # tail\n  desc: it's\n  cache: false\n\n  size: 4\n  isexec: true\n  hash: md5\nmeta: {a: [1, 2]}\n`,
    );
  });
});
