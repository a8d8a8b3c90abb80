import { describe, expect, it } from "vitest";
import { selectParams } from "../../../src/versioning/params.ts";
import { readParams } from "../../../src/versioning/read-params.ts";
import { readValues } from "../../../src/versioning/read-values.ts";
import { toPlainData, type Value } from "../../../src/versioning/value.ts";
import { writeValues } from "../../../src/versioning/write-values.ts";

async function yamlOf(file: string, text: string): Promise<string> {
  return writeValues(await readParams(text, file));
}

describe("a parameter file", () => {
  it("in JSON keeps numbers, order and the last of doubled keys", async () => {
    expect(
      await yamlOf("p.json", '{"b": 1.0, "2": 1, "a": [NaN, -0, 1e400], "b": 1e-7, "__proto__": {}}'),
    ).toBe("b: 1e-07\n'2': 1\na:\n- .nan\n- 0\n- .inf\n__proto__: {}\n");
  });

  it("in TOML keeps 1 and 1.0 apart, dates and times", async () => {
    expect(
      await yamlOf("p.toml", "a = 1\nb = 1.0\nc = 1979-05-27\nd = 1979-05-27T07:32:00Z\n[e]\nf = inf\n"),
    ).toBe("a: 1\nb: 1.0\nc: 1979-05-27\nd: 1979-05-27 07:32:00+00:00\ne:\n  f: .inf\n");
  });

  it("in Python has constants, classes and what __init__ sets on self", async () => {
    const text = `import os
LR: float = 1e-3
SIZE = -1_000
NAME = 'a' "b"  # joined
SHAPE = 1, (2, 3)
COMPUTED = 2 * 3
HALF = 5.
path = os.path.join("x")
class Train:
    """doc"""
    epochs = 0x10
    class Deep:
        on = True
    def __init__(self):
        self.batch = {"k": [None]}
        other = 1
    def run(self):
        self.no = 1
if True:
    HIDDEN = 1
`;
    expect(toPlainData(await readParams(text, "p.py"))).toEqual({
      LR: 0.001,
      SIZE: -1000,
      NAME: "ab",
      SHAPE: [1, [2, 3]],
      HALF: 5,
      Train: { epochs: 16, Deep: { on: true }, batch: { k: [null] } },
    });
  });

  it.each([
    ["p.json", '{"a": 1,\n "b": }', "p.json:2:7: no valid JSON: a value is missing"],
    ["p.json", '{"a": 1} x', "p.json:1:10: no valid JSON: nothing more may follow here"],
    ["p.json", "[".repeat(300), "no valid JSON: nested more than 200 levels deep"],
    ["p.toml", "a = 1\na = 2\n", "p.toml is no valid TOML: "],
    ["p.py", "a = 1\nb = (\n", "p.py:3:1: no valid Python: "],
    ["p.py", "a = 0123\n", "p.py:1:5: no valid Python: 0123 is no number"],
    ["p.py", "  a = 1\n", "p.py:1:3: no valid Python: the line is not indented as those around it"],
    [
      "p.yaml",
      "a: 1\nb: 2\na: 3\n",
      "p.yaml:3:1: a: this key is there twice in the same mapping; first on line 1",
    ],
    ["p.yaml", "a: !!python/name:os.system x\n", "p.yaml:1:28: the tag !!python/name:os.system is not read"],
    ["p.yaml", "a: 1\nb: &x [*x]\n", "p.yaml:2:8: *x is inside &x"],
    ["p.yaml", "a: *x\n", "p.yaml:1:4: there is no anchor &x above"],
    ["p.yaml", "a: x\u0000\n", "p.yaml:1:5: a control character is not allowed"],
    ["p.yaml", "a:\tx\n", "p.yaml:1:3: a tab is not allowed here; use blanks"],
    ["p.yaml", "a: 2020-02-30\n", "2020-02-30 looks like a number or a date and is none; quote it"],
    ["p.yaml", "a: 1\n---\nb: 1\n", "the file holds several documents; one is allowed"],
    ["p.yaml", "m: {<<: 3}\n", "only mappings can be merged"],
    ["p.yaml", "m: {1: a, 1.0: b}\n", "this key is there twice"],
  ])("%s with %j is refused", async (file, text, message) => {
    await expect(readParams(text, file)).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringContaining(message) as string,
    });
  });

  it("in YAML has aliases, merge keys in DVC's order, dates and keys that are no text", async () => {
    const text =
      "b: &b {x: 1, y: 2}\nm: {z: 0, y: 3, <<: *b}\nl: [*b]\nd: 2020-01-01T10:20:30.5+02:00\n1: q\n'2': r\n";
    expect(await yamlOf("p.yaml", text)).toBe(
      "b:\n  x: 1\n  y: 2\nm:\n  x: 1\n  y: 3\n  z: 0\nl:\n- x: 1\n  y: 2\nd: 2020-01-01 10:20:30.500000+02:00\n1: q\n'2': r\n",
    );
  });

  it("that stands for more than can be held is refused, without writing it out", () => {
    const bomb = Array.from({ length: 30 }, (_, index) =>
      index === 0 ? "a0: &a0 [x, x]" : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
    ).join("\n");
    expect(() => readValues(bomb, "p.yaml")).toThrow("aliases stand for more than 1000000 values");
    const deep = Array.from({ length: 150 }, (_, index) =>
      index === 0 ? "a0: &a0 [[x]]" : `a${index}: &a${index} [[*a${index - 1}]]`,
    ).join("\n");
    expect(() => readValues(deep, "p.yaml")).toThrow("nested more than 200 levels deep");
  });

  it("with a hundred thousand keys is read, doubled keys included", () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}: ${index}\n`).join("");
    expect((readValues(keys, "p.yaml") as ReadonlyMap<string, Value>).size).toBe(100_000);
    expect(() => readValues(`${keys}k0: 1\n`, "p.yaml")).toThrow(
      "p.yaml:100001:1: k0: this key is there twice",
    );
  });
});

describe("a parameter", () => {
  const content = readValues("a: {b: [1, {c: 2}], d1: 3}\n", "p.yaml");

  it("is found by a dotted key, an index, or a pattern that fits one", () => {
    const keys = ["a.b.1.c", "a.d?", "a.[!b]*", "a.nope"];
    expect([...selectParams(content, keys).keys()]).toEqual(["a.b.1.c", "a.d?", "a.[!b]*"]);
  });

  it("is refused when its pattern fits several", () => {
    expect(() => selectParams(content, ["a.*"], "p.yaml")).toThrow(
      "a.* fits 2 parameters of p.yaml; it may fit one.",
    );
  });
});
