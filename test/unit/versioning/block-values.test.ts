import {
  array,
  assert,
  boolean,
  constantFrom,
  dictionary,
  letrec,
  oneof,
  property,
  string,
  stringMatching,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlockValues } from "../../../src/versioning/read-block-values.ts";
import { readAllYaml } from "../../../src/versioning/read-values.ts";
import { isValueMap, type Value } from "../../../src/versioning/value.ts";
import { writeValues } from "../../../src/versioning/write-values.ts";

const options = { file: "x", maxLength: 1_000_000 };

/** What the reader of all YAML says: problems are `undefined`. */
function readAll(text: string): Value | undefined {
  return readAllYaml(text, options).value;
}

function readFast(text: string): Value | undefined {
  return readBlockValues(text)?.value;
}

/** Paths of all keys that are in no list. */
function keyPaths(value: Value): readonly (readonly string[])[] {
  if (!isValueMap(value)) return [];
  return [...value].flatMap(([key, item]) => [[key], ...keyPaths(item).map((path) => [key, ...path])]);
}

/** The fast reader may leave a text to the other one; what it reads is the same. */
function expectSame(text: string): void {
  const fast = readBlockValues(text);
  if (fast === undefined) return;
  const all = readAllYaml(text, options);
  if (all.problems !== undefined) throw new Error(`Only one of the readers reads ${JSON.stringify(text)}`);
  expect(fast.value, JSON.stringify(text)).toEqual(all.value);
  for (const path of keyPaths(fast.value))
    expect(fast.placeOfKey(path), `${path.join(".")} in ${JSON.stringify(text)}`).toEqual(
      all.document.locate(path, "key"),
    );
}

function toValue(data: unknown): Value {
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === "object" && data !== null)
    return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item)]));
  return typeof data === "string" || typeof data === "boolean" ? data : null;
}

const pieces = constantFrom(
  ..."a b1 key: - -- --- ... ' \" 'q' \"d\" ''  # : , [ ] { } [a,b] [1] {} & * ! | > | >- % @ ` ? ~ null true 1 -1 1.0 1e3 .5 0x1f 0o7 2020-01-01 2020-02-30 << = == é \u00a0 \u2028 \t \r \\ $ ${x} s3://x x:y __proto__ constructor".split(
    " ",
  ),
  " ",
  "  ",
  "\n",
  "\n  ",
  "\n    ",
  "\n- ",
  "\n  - ",
  "\nk: ",
  "\n  m: ",
  "k:\n",
  "- ",
  ": ",
);

describe("the reader of block YAML", () => {
  it("reads what DVC writes", () => {
    const text =
      "schema: '2.0'\nstages:\n  s@0:\n    cmd:\n    - cat a > b\n    - echo --x\n    deps:\n    - path: a/b.txt\n      md5: 0cc175b9c0f1b6a831c399e269772661\n      size: 1\n      isexec: true\n    params:\n      params.yaml:\n        lr: 0.1\n        none:\n        list:\n        - 1\n        - 1.0\n";
    expect(readFast(text)).toEqual(readAll(text));
    expect(readBlockValues(text)).toBeDefined();
  });

  it("reads a command that DVC breaks at 80 columns", () => {
    const cmd = "python train.py --learning-rate 0.1 ".repeat(6).trim();
    const text = writeValues(new Map<string, Value>([["stages", new Map([["s", new Map([["cmd", cmd]])]])]]));
    expect(text.split("\n").length).toBeGreaterThan(4);
    expect(readFast(text)).toEqual(readAll(text));
    expect(readBlockValues(text)).toBeDefined();
  });

  it("reads the comments and lists in brackets of a dvc.yaml", () => {
    const text =
      "# what runs\nstages:\n  s0:\n    cmd: cat in.txt > out.txt # no\n    deps: [in.txt]\n".replace(
        " # no",
        "",
      ) + "\n    # more\n    params: [p, a.b]\n    outs: []\n";
    expect(readFast(text)).toEqual(readAll(text));
    expect(readBlockValues(text)).toBeDefined();
  });

  it("gives the value that the reader of all YAML gives for any lock that Pawl writes", () => {
    const key = stringMatching(/^[a-z_./@0-9-]{1,8}$/);
    const node = letrec((tie) => ({
      node: oneof(
        { depthSize: "small" },
        boolean(),
        constantFrom("x", "1", "0.5", "2.0", "null"),
        string({ maxLength: 100 }),
        array(tie("node"), { maxLength: 3 }),
        dictionary(key, tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    assert(
      property(dictionary(key, node, { maxKeys: 6 }), (data) => expectSame(writeValues(toValue(data)))),
      { numRuns: 1000 },
    );
  });

  it("gives no other value than the reader of all YAML for hostile text", () => {
    assert(
      property(array(pieces, { maxLength: 14 }), (parts) => expectSame(parts.join(""))),
      { numRuns: 5000 },
    );
    assert(
      property(array(pieces, { maxLength: 8 }), (parts) => expectSame(`k:\n  m: a${parts.join("")}`)),
      { numRuns: 5000 },
    );
  });

  it("leaves what it does not surely know to the reader of all YAML", () => {
    for (const text of [
      "",
      "a",
      "a: b: c",
      "a: &x 1",
      "a: |\n  b",
      "a: 1\na: 2",
      "a: 2020-02-30",
      "1: a",
      "<<: {}",
    ])
      expect(readBlockValues(text), text).toBeUndefined();
  });
});
