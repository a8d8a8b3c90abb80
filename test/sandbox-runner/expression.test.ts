import { describe, expect, it } from "vitest";
import { parseCommandFile } from "../../sandbox/runner/command-file.ts";
import {
  evaluateCondition,
  evaluateExpression,
  evaluateNode,
  interpolate,
  type ExpressionScope,
} from "../../sandbox/runner/expression.ts";
import { statusFunctions } from "../../sandbox/runner/status-functions.ts";

function scopeWith(status: "success" | "failure" = "success"): ExpressionScope {
  const github = { ref: "refs/heads/main", event: { labels: [{ name: "a" }, { name: "b" }] } };
  return { contexts: { github, matrix: { n: 2 }, inputs: {} }, functions: statusFunctions(() => status) };
}

describe("expressions", () => {
  it.each([
    ["github.ref == 'REFS/heads/MAIN'", true],
    ["join(github.event.labels.*.name, '+')", "a+b"],
    ["fromJSON('[1,2,3]')[1] == matrix.n", true],
    ["inputs.missing || 'default'", "default"],
    ["format('{0}-{1}', matrix.n, 'x')", "2-x"],
    ["contains(github.event.labels.*.name, 'b')", true],
  ])("evaluate %s", (text, value) => {
    expect(evaluateExpression(text, scopeWith())).toEqual(value);
  });

  it("do not end at a }} inside a string", () => {
    expect(interpolate("a ${{ '}}' }} b", scopeWith())).toBe("a }} b");
  });

  it("keep their type when they are the whole value", () => {
    expect(evaluateNode({ on: "${{ fromJSON('[1]') }}", text: "n${{ matrix.n }}" }, scopeWith())).toEqual({
      on: [1],
      text: "n2",
    });
  });

  it("name the expression that fails", () => {
    expect(() => evaluateExpression("githb.ref", scopeWith())).toThrow(
      /githb\.ref.*Unrecognized named-value/,
    );
  });

  it.each([
    [undefined, "failure", false],
    ["matrix.n == 2", "failure", false],
    ["failure() && matrix.n == 2", "failure", true],
    ["${{ always() }}", "failure", true],
    ["matrix.n == 2", "success", true],
    ["!cancelled()", "failure", true],
  ] as const)("if: %s after %s is %s", (condition, status, runs) => {
    expect(evaluateCondition(condition, scopeWith(status))).toBe(runs);
  });
});

describe("command files", () => {
  it("hold single lines and lines between delimiters", () => {
    const values = parseCommandFile("a=1\nb<<END\nx=1\n\ny<<2\nEND\na=2=3\n");
    expect(Object.fromEntries(values)).toEqual({ a: "2=3", b: "x=1\n\ny<<2" });
  });

  it("are refused when a delimiter is missing or a line has no name", () => {
    expect(() => parseCommandFile("a<<END\nx")).toThrow("Matching delimiter not found 'END'");
    expect(() => parseCommandFile("hello")).toThrow("Invalid format 'hello'");
  });
});
