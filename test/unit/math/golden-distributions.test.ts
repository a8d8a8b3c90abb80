import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { erfc, normalQuantile, normalUpperTail } from "../../../src/math/normal.ts";
import { studentQuantile, studentUpperTail } from "../../../src/math/student-t.ts";

const pairs = z.array(z.tuple([z.number(), z.number()]));
const triples = z.array(z.tuple([z.number(), z.number(), z.number()]));
const golden = z
  .object({
    tolerance: z.object({ relative: z.number() }),
    erfc: pairs,
    normalQuantile: pairs,
    studentUpperTail: triples,
    studentQuantile: triples,
  })
  .parse(
    JSON.parse(readFileSync(new URL("../../golden/comparison/comparison.json", import.meta.url), "utf8")),
  );

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(golden.tolerance.relative * Math.abs(expected));
}

describe("the normal distribution", () => {
  it.each(golden.erfc)("has SciPy's erfc(%d)", (x, expected) => expectClose(erfc(x), expected));

  it.each(golden.normalQuantile)("has SciPy's quantile of %d", (probability, expected) =>
    expectClose(normalQuantile(probability), expected),
  );

  it("ends at the infinities and knows no NaN", () => {
    expect([erfc(Infinity), erfc(-Infinity), erfc(Number.NaN)]).toEqual([0, 2, Number.NaN]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([NaN, NaN, NaN]);
    expect(normalUpperTail(0)).toBe(0.5);
  });
});

describe("Student's distribution", () => {
  it.each(golden.studentUpperTail)("has SciPy's upper tail of %d with %d degrees", (t, freedom, expected) =>
    expectClose(studentUpperTail(t, freedom), expected),
  );

  it.each(golden.studentQuantile)(
    "has SciPy's quantile of %d with %d degrees",
    (probability, freedom, expected) => expectClose(studentQuantile(probability, freedom), expected),
  );

  it("ends at the infinities and needs degrees of freedom", () => {
    expect([studentUpperTail(Infinity, 3), studentUpperTail(-Infinity, 3)]).toEqual([0, 1]);
    expect([studentUpperTail(Number.NaN, 3), studentUpperTail(1, 0), studentQuantile(0.9, 0)]).toEqual([
      NaN,
      NaN,
      NaN,
    ]);
    expect([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
  });
});
