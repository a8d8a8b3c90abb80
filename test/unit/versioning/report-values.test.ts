import { assert, json as jsonText, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { compareValues } from "../../../src/versioning/compare-values.ts";
import { exactJson } from "../../../src/versioning/exact-json.ts";
import { extractMetrics } from "../../../src/versioning/metric-values.ts";
import { pythonRepr } from "../../../src/versioning/python-text.ts";
import { parseJson } from "../../../src/versioning/parse-json.ts";
import { readReportValues } from "../../../src/versioning/read-report-values.ts";
import { roundFloat } from "../../../src/versioning/round-float.ts";
import type { Value } from "../../../src/versioning/value.ts";

const json = (text: string): Value => parseJson(text, "m.json");
const plain = (value: Value): unknown => JSON.parse(exactJson(value));

describe("JSON with exact numbers", () => {
  it("keeps the kind and all digits of numbers", () => {
    expect(exactJson(json("[1, 1.0, 1e5, -0, 123456789012345678901234567890, 0.1, 1E-7]"))).toBe(
      "[\n  1,\n  1.0,\n  100000.0,\n  0,\n  123456789012345678901234567890,\n  0.1,\n  1e-07\n]",
    );
  });

  it("reads NaN and infinities, and writes them as text that every JSON reader takes", () => {
    expect(plain(json("[NaN, Infinity, -Infinity]"))).toEqual(["nan", "inf", "-inf"]);
  });

  it("reads whatever JSON.stringify writes", () => {
    assert(
      property(jsonText({ stringUnit: "binary", maxDepth: 3 }), (text) => {
        const wanted: unknown = JSON.parse(text);
        expect(JSON.parse(JSON.stringify(plain(json(text))))).toEqual(JSON.parse(JSON.stringify(wanted)));
      }),
      { numRuns: 100 },
    );
  });

  it("takes the last of keys that are there twice, and __proto__ as a key like any other", () => {
    const value = json('{"a": 1, "a": 2, "__proto__": {"polluted": 3}, "constructor": 4}');
    expect(value).toEqual(
      new Map<string, Value>([
        ["a", { kind: "integer", text: "2" }],
        ["__proto__", new Map([["polluted", { kind: "integer", text: "3" }]])],
        ["constructor", { kind: "integer", text: "4" }],
      ]),
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["an empty text", ""],
    ["half a list", "[1, 2"],
    ["a comma too many", "[1,]"],
    ["a key without quotes", "{a: 1}"],
    ["something behind", "1 2"],
    ["a number that begins with 0", "[01]"],
    ["a word", "[nope]"],
    ["a string that does not end", '["a'],
    ["a line end in a string", '["a\nb"]'],
    ["single quotes", "['a']"],
    ["a name of every object", "[constructor]"],
  ])("refuses %s and says where", (_, text) => {
    expect(() => json(text)).toThrow(/^m\.json:\d+:\d+: no valid JSON: /);
  });

  it("refuses lists nested a million deep", () => {
    expect(() => json("[".repeat(1_000_000))).toThrow("nested more than 200 levels");
  });
});

describe("metrics files", () => {
  it("are TOML with exact integers, or YAML", async () => {
    const toml = await readReportValues("a = 12345678901234567890\nb = 1.0\n[c]\nd = 2020-01-01\n", "m.toml");
    expect(exactJson(toml)).toContain('"a": 12345678901234567890,\n  "b": 1.0');
    expect(plain(await readReportValues("a: 1e-5\nb: yes", "m.yaml"))).toEqual({ a: 1e-5, b: "yes" });
    await expect(readReportValues("a = ", "m.toml")).rejects.toThrow("m.toml");
  });

  it("refuse YAML bombs", async () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `b${index + 1}: &b${index + 1} [*b${index}, *b${index}]`,
    );
    await expect(readReportValues(`b0: &b0 [x, x]\n${lines.join("\n")}`, "m.yaml")).rejects.toThrow(
      "aliases stand for more than",
    );
  });

  it("hold numbers, truth values and text; lists, nulls and empty mappings are dropped", () => {
    const value = json(
      '{"a": 1, "b": [1], "c": null, "d": {"e": {}, "f": null}, "g": {"h": "x", "i": true}}',
    );
    expect(plain(extractMetrics(value))).toEqual({ a: 1, g: { h: "x", i: true } });
    expect(plain(extractMetrics(json("[1]")))).toEqual({});
  });
});

describe("values of two revisions", () => {
  const changes = (old: string | undefined, after: string | undefined, isComplete = false): unknown =>
    Object.fromEntries(
      [
        ...compareValues(
          old === undefined ? undefined : json(old),
          after === undefined ? undefined : json(after),
          {
            isComplete,
          },
        ),
      ].map(([key, change]) => [
        key,
        { old: plain(change.old), new: plain(change.new), ...(change.diff && { diff: change.diff.text }) },
      ]),
    );

  it("differ by dotted key, with the difference of numbers and truth values", () => {
    expect(changes('{"a": {"b": 1, "c": 2}, "t": true}', '{"a": {"b": 1.5, "c": 2.0}, "t": 3}')).toEqual({
      "a.b": { old: 1, new: 1.5, diff: "0.5" },
      t: { old: true, new: 3, diff: "2" },
    });
  });

  it("have exact differences of integers of any size", () => {
    const [old, after] = ["100000000000000000000000", "100000000000000000000001"];
    expect(changes(`{"n": ${old}}`, `{"n": ${after}}`)).toMatchObject({ n: { diff: "1" } });
  });

  it("are compared as Python does: 1, 1.0 and true are equal, NaN is unlike itself", () => {
    expect(changes('{"a": 1, "b": true}', '{"a": 1.0, "b": 1}')).toEqual({});
    expect(changes('{"a": NaN}', '{"a": NaN}')).toEqual({ a: { old: "nan", new: "nan", diff: "nan" } });
  });

  it("are null where a key is missing, and everything when all are asked for", () => {
    expect(changes(undefined, '{"a": "x"}')).toEqual({ a: { old: null, new: "x" } });
    expect(changes('{"a": 1, "b": 2}', '{"a": 1}', true)).toEqual({
      a: { old: 1, new: 1, diff: "0" },
      b: { old: 2, new: null },
    });
  });

  it("are one value without a key when the file is one number", () => {
    expect(changes("1", "2.5")).toEqual({ "": { old: 1, new: 2.5, diff: "1.5" } });
    expect(changes("1", '{"a": 2}')).toEqual({ a: { old: "unable to parse", new: 2 } });
    expect(changes(undefined, "1")).toEqual({});
  });

  it("show lists as Python does", () => {
    expect(pythonRepr(json(`[1, 1.0, "it's", "a\\"b'", null, true, {"k": [NaN, "\\n\\u0007ü"]}]`))).toBe(
      `[1, 1.0, "it's", 'a"b\\'', None, True, {'k': [nan, '\\n\\x07ü']}]`,
    );
  });
});

describe("rounding", () => {
  it.each([
    ["0.015625", 5, "0.01562"],
    ["0.5", 0, "0.0"],
    ["1.5", 0, "2.0"],
    ["2.5", 0, "2.0"],
    ["-2.5", 0, "-2.0"],
    ["0.037659999999999916", 5, "0.03766"],
    ["1e-05", 5, "1e-05"],
    ["1e+22", 5, "1e+22"],
    ["nan", 5, "nan"],
    ["2.675", 2, "2.67"],
    ["1e-300", 5, "0.0"],
  ])("takes %s to %i decimals as Python's round", (text, decimals, rounded) => {
    expect(roundFloat(text, decimals)).toBe(rounded);
  });
});
