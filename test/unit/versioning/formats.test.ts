import { createHash } from "node:crypto";
import {
  array,
  assert as assertProperty,
  boolean as flag,
  constant as constantly,
  dictionary,
  letrec,
  oneof,
  property,
  string as text,
  stringMatching,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { writeTree } from "../../../src/versioning/data-tree.ts";
import { parseDataFile, writeDataFile } from "../../../src/versioning/data-file.ts";
import { parseDvcConfig } from "../../../src/versioning/dvc-config.ts";
import { addIgnoredName } from "../../../src/versioning/ignore-file.ts";
import {
  emptyLock,
  lockEntryOf,
  parseLock,
  withLockEntry,
  writeLock,
} from "../../../src/versioning/lock-file.ts";
import { pythonFloat } from "../../../src/versioning/python-float.ts";
import { pythonJson } from "../../../src/versioning/python-json.ts";
import { readValues } from "../../../src/versioning/read-values.ts";
import { runRecord } from "../../../src/versioning/run-cache.ts";
import { isEqualValue, isValueMap, type Value } from "../../../src/versioning/value.ts";
import { writeValues } from "../../../src/versioning/write-values.ts";

const digest = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest("hex");
const hey = "081ecc5e6dd6ba0d150fc4bc0e62ec50";

/** The worked example of the specification, verified against dvc 3.67.1. */
const lockText = `schema: '2.0'
stages:
  s:
    cmd: mkdir -p outd/sub && cp in.txt outd/sub/a && cp in.txt outd/é
    deps:
    - path: in.txt
      hash: md5
      md5: 081ecc5e6dd6ba0d150fc4bc0e62ec50
      size: 4
    params:
      params.yaml:
        lr: 0.1
    outs:
    - path: outd
      hash: md5
      md5: 6339c1a9c6ca4183206ab91d1e4a567a.dir
      size: 8
      nfiles: 2
`;

describe("the formats of DVC", () => {
  it("give a directory the object and the hash that dvc gives it", () => {
    const tree = writeTree([
      { md5: hey, path: "é" },
      { md5: hey, path: "sub/a" },
    ]);
    expect(tree).toHaveLength(131);
    expect(`${digest("md5")(tree)}.dir`).toBe("6339c1a9c6ca4183206ab91d1e4a567a.dir");
    expect(`${digest("md5")(writeTree([]))}.dir`).toBe("d751713988987e9331980363e24189ce.dir");
  });

  it("order a directory by code point, not by UTF-16 unit", () => {
    const tree = writeTree(["\u{1F600}", "\uFF01"].map((path) => ({ md5: hey, path })));
    expect(tree.indexOf("\\uff01")).toBeLessThan(tree.indexOf("\\ud83d\\ude00"));
  });

  it("write a lock with the bytes that dvc writes, and read it back", () => {
    const lock = parseLock(lockText);
    expect(writeLock(lock)).toBe(lockText);
    const entry = lockEntryOf(lock, "s");
    expect(entry && writeLock(withLockEntry(emptyLock, "s", entry))).toBe(lockText);
  });

  it("give a run the key and value of dvc's run cache", () => {
    const entry = lockEntryOf(parseLock(lockText), "s");
    const record = entry && runRecord(entry, digest("sha256"));
    expect(record?.key).toBe("dbca9be32f4e04c1290ea218b51fe02393bb567e3ce40c3afa47cc695b39bc06");
    expect(record?.value).toBe("1d72f9b26576419d48e8d8398b38189d7bf912b34c18c0bbe5a074d8b6f93ab2");
    expect(record?.text.startsWith("cmd: mkdir")).toBe(true);
  });

  it("keep what a lock has and Pawl does not know, and update a stage in place", () => {
    const text = lockText.replace("stages:\n", "stages:\n  old:\n    cmd: x\n").concat("datasets: []\n");
    const lock = parseLock(text);
    const entry = lockEntryOf(lock, "s");
    const changed = writeLock(
      withLockEntry(lock, "old", { cmd: "y", deps: [], params: new Map(), outs: [] }),
    );
    expect(entry?.outs[0]?.fileCount).toBe(2);
    expect(changed).toBe(text.replace("cmd: x", "cmd: y"));
  });

  it("read entries of DVC 2 as legacy, and never mistake them for today's", () => {
    const lock = parseLock(lockText.replace("      hash: md5\n      md5: 081", "      md5: 081"));
    expect(lockEntryOf(lock, "s")?.deps[0]).toMatchObject({ hash: "legacy", md5: hey });
  });

  it("refuse a lock of another schema, and one with a merge conflict", () => {
    expect(() => parseLock("schema: '1.0'\n")).toThrow(/schema/);
    expect(() => parseLock("<<<<<<< a\nschema: '2.0'\n=======\n")).toThrow(/dvc\.lock:/);
  });

  it("write a .dvc file with the bytes of `dvc add`", () => {
    const text =
      "outs:\n- md5: e0e9b8f56cd69119bc41c5f6da3dfef1.dir\n  size: 47\n  nfiles: 7\n  hash: md5\n  path: raw\n";
    const [data] = parseDataFile(text, "data/raw.dvc");
    expect(data).toMatchObject({ target: "data/raw", sizeBytes: 47, fileCount: 7 });
    expect(data && writeDataFile(data)).toBe(text);
    expect(() => parseDataFile(text.replace("path: raw", "path: ../../x"), "data/raw.dvc")).toThrow(
      /outside/,
    );
  });

  it("ignore an output once, with its special characters escaped", () => {
    expect(addIgnoredName(undefined, "sp ace[1].txt")).toBe("/sp ace\\[1\\].txt\n");
    expect(addIgnoredName("a", "b")).toBe("a\n/b\n");
    expect(addIgnoredName("/b\n", "b")).toBeUndefined();
  });

  it("read the configuration with its overrides", () => {
    const config = parseDvcConfig([
      '[core]\n    remote = a\n[\'remote "a"\']\n    url = x\n[cache]\n    type = "reflink,copy"\n',
      "[core]\n    remote = b\n['remote \"b\"']\n    url = y=z\n",
    ]);
    expect(config.remote).toBe("b");
    expect(config.remotes.get("a")?.get("url")).toBe("x");
    expect(config.remotes.get("b")?.get("url")).toBe("y=z");
    expect(config.options.get("cache.type")).toBe("reflink,copy");
  });
});

describe("numbers", () => {
  it.each([
    [0.1, "0.1"],
    [1, "1.0"],
    [-0, "-0.0"],
    [1e-5, "1e-05"],
    [0.0001, "0.0001"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [1.5e300, "1.5e+300"],
    [123456.789, "123456.789"],
    [Number.NaN, "nan"],
    [-Infinity, "-inf"],
  ])("%d is %s in Python", (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  it("keep their kind: 1.0, 1, 1e5, 0x1F, 010, 1_000 and big integers", () => {
    const text = "[1.0, 1, 1e5, 0x1F, 010, 0o10, 0b11, 1_000, 12345678901234567890, yes, ~, .inf]";
    expect(pythonJson(readValues(text, "params.yaml"))).toBe(
      '[1.0, 1, 100000.0, 31, 10, 8, 3, 1000, 12345678901234567890, "yes", null, Infinity]',
    );
  });

  it("compare as in Python: 1 == 1.0 == true, lists by order, mappings without", () => {
    const value = (text: string): Value => readValues(text, "x");
    expect(isEqualValue(value("[1, 1.0]"), value("[true, 1]"))).toBe(true);
    expect(isEqualValue(value("{a: 1, b: 2}"), value("{b: 2, a: 1}"))).toBe(true);
    expect(isEqualValue(value("[1, 2]"), value("[2, 1]"))).toBe(false);
    expect(isEqualValue(value("'1'"), value("1"))).toBe(false);
    expect(isEqualValue(value(".nan"), value(".nan"))).toBe(false);
    expect(isEqualValue(value("12345678901234567890"), value("12345678901234567891"))).toBe(false);
  });
});

describe("YAML as DVC writes it", () => {
  it.each([
    ["1.0", "'1.0'"],
    ["12", "'12'"],
    ["null", "'null'"],
    ["", "''"],
    ["2020-01-01", "'2020-01-01'"],
    ["=", "'='"],
    ["echo a: b", "'echo a: b'"],
    ["echo # x", "'echo # x'"],
    ["*.csv", "'*.csv'"],
    ["yes", "yes"],
    ["1:30", "1:30"],
    ["?x", "?x"],
    ["it's: x", '"it\'s: x"'],
    ["a\nb\t", '"a\\nb\\t"'],
  ])("quotes %j as %s", (text, expected) => {
    expect(writeValues(new Map([["cmd", text]]))).toBe(`cmd: ${expected}\n`);
  });

  it("folds long commands at column 80 and keeps the blank before the fold", () => {
    const cmd = `python train.py ${"--option value ".repeat(6).trim()}`;
    expect(writeValues(new Map([["stages", new Map([["cmd", cmd]])]]))).toBe(
      "stages:\n  cmd: python train.py --option value --option value --option value --option \n    value --option value --option value\n",
    );
  });

  it("reads back what it writes, whatever the text", () => {
    const leaf = oneof(text({ unit: "binary", maxLength: 120 }), flag(), constantly(null));
    const value = letrec((tie) => ({
      node: oneof(
        { depthSize: "small" },
        leaf,
        array(tie("node"), { maxLength: 4 }),
        dictionary(stringMatching(/^[a-z]{1,8}$/), tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    const toValue = (data: unknown): Value => {
      if (Array.isArray(data)) return data.map(toValue);
      if (typeof data === "object" && data !== null) {
        return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item)]));
      }
      return typeof data === "string" || typeof data === "boolean" ? data : null;
    };
    assertProperty(
      property(value, (data) => {
        const original = new Map([["x", toValue(data)]]);
        const back = readValues(writeValues(original), "x");
        expect(isValueMap(back) && isEqualValue(back, original)).toBe(true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
