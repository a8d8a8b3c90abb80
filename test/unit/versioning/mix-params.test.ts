import {
  assert,
  asyncProperty,
  dictionary,
  double,
  integer,
  type Arbitrary,
  letrec,
  stringMatching,
} from "fast-check";
import { stringify } from "yaml";
import { describe, expect, it } from "vitest";
import { compareParams, mixParams } from "../../../src/versioning/mix-params.ts";
import { readParams } from "../../../src/versioning/read-params.ts";

const path = "params.yaml";
const bomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(", ")}]`),
].join("\n");

describe("mixing parameter files", () => {
  it("takes keys, order and comments of one and values of the other, in their own form", async () => {
    const structure = "lr: 0.1 # rate\nnew: 1\ntree:\n  # deep\n  depth: 3\n  columns: [a, b]\n";
    const values = "old: 3\ntree: {columns: [c], depth: 4.0}\nlr: 1e-3\n";
    expect(await mixParams({ structure, values, path })).toBe(
      "lr: 1e-3 # rate\nnew: 1\ntree:\n  # deep\n  depth: 4.0\n  columns: [ c ]\n",
    );
  });

  it("leaves the text alone when no shared value differs", async () => {
    const structure = "a:   1\nb: {c:  2}\n";
    expect(await mixParams({ structure, values: "b: {c: 2, d: 4}\n", path })).toBe(structure);
  });

  it("keeps whole numbers of any size, and JSON as JSON", async () => {
    const values = '{"a": 12345678901234567890, "b": {"c": [1, 3.0]}}';
    const mixed = await mixParams({ structure: '{"a": 1, "b": {"c": []}}', values, path: "params.json" });
    expect(await readParams(mixed ?? "", "params.json")).toEqual(await readParams(values, "params.json"));
  });

  it.each([
    ["a mapping on one side only", "a: 1\n", "a: {b: 1}\n", path],
    ["an anchor that others need", "a: &x 1\nb: *x\n", "a: 2\nb: 1\n", path],
    ["an alias as the value", "a: 1\nb: 1\n", "a: &x 2\nb: *x\n", path],
    ["TOML", "a = 1\n", "a = 2\n", "params.toml"],
    ["Python", "a = 1\n", "a = 2\n", "params.py"],
    ["a list as the whole file", "- 1\n", "- 2\n", path],
  ])("says that it cannot: %s", async (_, structure, values, file) => {
    expect(await mixParams({ structure, values, path: file })).toBeUndefined();
  });

  it("takes keys of JavaScript's own for keys", async () => {
    const structure = "__proto__: 1\nconstructor: {a: 1}\n";
    const mixed = await mixParams({ structure, values: "__proto__: 2\nconstructor: {a: 3}\n", path });
    expect(mixed).toBe("__proto__: 2\nconstructor: { a: 3 }\n");
  });

  it.each([
    ["aliases that stand for millions of values", bomb],
    ["a file that is nested without end", "{a: ".repeat(5000)],
  ])("refuses %s", async (_, text) => {
    await expect(mixParams({ structure: text, values: text, path })).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });

  it("refuses a file that is none", async () => {
    await expect(mixParams({ structure: "a: [", values: "a: 1", path })).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });

  it("gives each file back when both are the same, and the other's values when keys are the same", async () => {
    const key = stringMatching(/^[a-z]{1,4}$/).filter(
      (text) => !["y", "n", "on", "off", "yes", "no", "null", "true"].includes(text),
    );
    const { tree } = letrec<{ tree: Record<string, unknown> }>((tie) => ({
      tree: dictionary(key, integerOrTree(tie("tree")), { maxKeys: 4 }),
    }));
    const plain = dictionary(key, double({ noNaN: true, noDefaultInfinity: true }), {
      minKeys: 1,
      maxKeys: 5,
    });
    await assert(
      asyncProperty(tree, plain, async (one, numbers) => {
        const text = stringify(one);
        expect(await mixParams({ structure: text, values: text, path })).toBe(text);
        const shifted = Object.fromEntries(Object.keys(numbers).map((name, at) => [name, at + 0.5]));
        const [structure, values] = [stringify(numbers), stringify(shifted)];
        const mixed = await mixParams({ structure, values, path });
        expect(await readParams(mixed ?? "", path)).toEqual(await readParams(values, path));
      }),
      { numRuns: 50 },
    );
  });
});

function integerOrTree(tree: Arbitrary<unknown>): Arbitrary<unknown> {
  return integer().chain((number) => (number % 3 === 0 ? tree : integer()));
}

describe("comparing parameter files", () => {
  it("tells keys that both have from keys that one has", async () => {
    const before = await readParams("a: 1\nb: {c: 1, d: [1]}\nz: 1\n", path);
    const after = await readParams("a: 1.0\nb: {c: 1, d: [2], e: 3}\n", path);
    expect(compareParams(before, after)).toEqual({ shared: ["a", "b.d"], single: ["b.e", "z"] });
    expect(compareParams(undefined, after).single).toEqual([""]);
  });
});
