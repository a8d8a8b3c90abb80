import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { drawCurves } from "../../../src/evaluation/curves.ts";
import { delongTest } from "../../../src/evaluation/delong.ts";
import { holm } from "../../../src/evaluation/holm.ts";
import { mcnemarTest } from "../../../src/evaluation/mcnemar.ts";
import type { BinarySample } from "../../../src/evaluation/sample.ts";

const numbers = z.array(z.number());
const golden = z
  .object({
    tolerance: z.object({ relative: z.number() }),
    delong: z.array(
      z.object({
        name: z.string(),
        target: numbers,
        challenger: numbers,
        champion: numbers,
        pValue: z.number(),
        interval: numbers,
      }),
    ),
    mcnemar: z.array(
      z.object({ fixed: z.number(), broken: z.number(), name: z.string(), pValue: z.number() }),
    ),
    holm: z.array(z.object({ p: numbers, adjusted: numbers })),
    curves: z.array(
      z.object({
        name: z.string(),
        target: numbers,
        score: numbers,
        weights: numbers.nullable(),
        roc: z.array(numbers),
        precisionRecall: z.array(numbers),
        calibration: z.array(numbers).nullable(),
        confusion: z.array(numbers),
      }),
    ),
    multiclass: z.object({ target: numbers, probabilities: z.array(numbers), confusion: z.array(numbers) }),
  })
  .parse(
    JSON.parse(readFileSync(new URL("../../golden/comparison/comparison.json", import.meta.url), "utf8")),
  );

function expectClose(actual: unknown, expected: number): void {
  const allowed = golden.tolerance.relative * Math.abs(expected);
  expect(Math.abs(Number(actual) - expected)).toBeLessThanOrEqual(allowed);
}

function binary(target: readonly number[], score: readonly number[]): BinarySample {
  return {
    task: "binary-classification",
    target: Float64Array.from(target),
    score: Float64Array.from(score),
    threshold: 0.5,
  };
}

describe("DeLong's test", () => {
  it.each(golden.delong)("of $name is that of all pairs of rows", (entry) => {
    const test = delongTest(
      binary(entry.target, entry.challenger),
      binary(entry.target, entry.champion),
      0.95,
    );
    expectClose(test.pValue, entry.pValue);
    entry.interval.forEach((end, index) => expectClose(test.interval?.[index], end));
  });
});

describe("McNemar's test", () => {
  it.each(golden.mcnemar)(
    "of $fixed fixed and $broken broken is SciPy's",
    ({ fixed, broken, name, pValue }) => {
      const test = mcnemarTest(fixed, broken);
      expect(test.name).toBe(name);
      expectClose(test.pValue, pValue);
    },
  );
});

describe("Holm's correction", () => {
  it.each(golden.holm)("of $p is that of its definition", ({ p, adjusted }) => {
    const actual = holm(p);
    expect(actual).toHaveLength(adjusted.length);
    adjusted.forEach((value, index) => expectClose(actual[index], value));
  });
});

/** Whether a point lies on the broken line through all points of the reference. */
function distanceToLine([x, y]: readonly [number, number], [xs = [], ys = []]: readonly number[][]): number {
  return Math.min(
    ...xs.map((_, index) => {
      const [ax, ay, bx, by] = [
        xs[index],
        ys[index],
        xs[index + 1] ?? xs[index],
        ys[index + 1] ?? ys[index],
      ].map(Number);
      const length = ((bx ?? 0) - (ax ?? 0)) ** 2 + ((by ?? 0) - (ay ?? 0)) ** 2;
      const along = (x - (ax ?? 0)) * ((bx ?? 0) - (ax ?? 0)) + (y - (ay ?? 0)) * ((by ?? 0) - (ay ?? 0));
      const share = length === 0 ? 0 : Math.min(1, Math.max(0, along / length));
      return Math.hypot(
        x - (ax ?? 0) - share * ((bx ?? 0) - (ax ?? 0)),
        y - (ay ?? 0) - share * ((by ?? 0) - (ay ?? 0)),
      );
    }),
  );
}

describe("the curves", () => {
  it.each(golden.curves)("of $name are scikit-learn's, without the points on straight parts", (entry) => {
    const challenger = binary(entry.target, entry.score);
    const weights = entry.weights === null ? undefined : Float64Array.from(entry.weights);
    const curves = drawCurves({ challenger, champion: undefined, weights });
    for (const [line, reference] of [
      [curves.roc, entry.roc],
      [curves.precisionRecall, entry.precisionRecall],
    ] as const) {
      const points = line?.challenger ?? [];
      points.forEach((point) => expect(distanceToLine(point, reference)).toBeLessThan(1e-12));
      const drawn = [points.map(([x]) => x), points.map(([, y]) => y)];
      reference[0]?.forEach((x, index) =>
        expect(distanceToLine([x, reference[1]?.[index] ?? 0], drawn)).toBeLessThan(0.005),
      );
    }
    expect(curves.confusion?.challenger).toEqual(entry.confusion);
    if (entry.calibration === null) return;
    const [mean = [], share = []] = entry.calibration;
    curves.calibration?.challenger.forEach(([x, y], index) => {
      expectClose(x, mean[index] ?? 0);
      expectClose(y, share[index] ?? 0);
    });
    expect(curves.calibration?.challenger).toHaveLength(mean.length);
  });

  it("of iris have scikit-learn's confusion matrix", () => {
    const { target, probabilities, confusion } = golden.multiclass;
    const challenger = {
      task: "multiclass-classification",
      target: Float64Array.from(target),
      probabilities: Float64Array.from(probabilities.flat()),
      classes: 3,
    } as const;
    expect(drawCurves({ challenger, champion: undefined }).confusion?.challenger).toEqual(confusion);
  });
});
