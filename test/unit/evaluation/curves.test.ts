import { array, assert as assertProperty, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCurves } from "../../../src/evaluation/curves.ts";
import { curvesSchema } from "../../../src/evaluation/report-sections-schema.ts";
import type { BinarySample, RegressionSample } from "../../../src/evaluation/sample.ts";
import { thinLine } from "../../../src/evaluation/thin-line.ts";
import { createRandom } from "../../../src/math/random.ts";

function binary(target: readonly number[], score: readonly number[]): BinarySample {
  return {
    task: "binary-classification",
    target: Float64Array.from(target),
    score: Float64Array.from(score),
    threshold: 0.5,
  };
}

function regression(target: readonly number[], prediction: readonly number[]): RegressionSample {
  return { task: "regression", target: Float64Array.from(target), prediction: Float64Array.from(prediction) };
}

function randomSample(rows: number, seed: number): BinarySample {
  const random = createRandom(seed);
  const score = Array.from({ length: rows }, () => random.nextFloat());
  return binary(
    score.map((value) => (random.nextFloat() < value ? 1 : 0)),
    score,
  );
}

describe("thinning a line", () => {
  it("drops points on straight parts only, while few are left", () => {
    expect(thinLine({ x: [0, 0, 0, 0.5, 1], y: [0, 0.5, 1, 1, 1] }, 10)).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(thinLine({ x: [0, 1, 0.5], y: [0, 0, 0] }, 10)).toHaveLength(3);
  });

  it("keeps ends and corners of a long line", () => {
    const rows = 10_000;
    const x = Array.from({ length: rows }, (_, index) => index / rows);
    const y = x.map((value, index) => (value < 0.37 ? 0 : 0.9) + (index % 2) * 1e-6);
    const kept = thinLine({ x, y }, 50);
    const jump = Math.round(0.37 * rows);
    expect(kept.length).toBeLessThanOrEqual(50);
    expect(kept[0]).toEqual([0, y[0]]);
    expect(kept.at(-1)).toEqual([x[rows - 1], y[rows - 1]]);
    expect(kept.some(([at, height]) => Math.abs(at - (x[jump] ?? 0)) < 0.02 && height > 0.8)).toBe(true);
    expect(kept.some(([at, height]) => Math.abs(at - (x[jump] ?? 0)) < 0.04 && height < 0.1)).toBe(true);
  });

  it("never passes the limit, invents no point and leaves none far out", () => {
    const step = integer({ min: 0, max: 3 });
    assertProperty(
      property(array(tuple(step, step), { minLength: 1, maxLength: 300 }), (steps) => {
        const x: number[] = [];
        const y: number[] = [];
        let [atX, atY] = [0, 0];
        for (const [dx, dy] of steps) {
          x.push((atX += dx));
          y.push((atY += dy));
        }
        const kept = thinLine({ x, y }, 20);
        expect(kept.length).toBeLessThanOrEqual(20);
        const all = new Set(x.map((value, index) => `${value},${y[index]}`));
        expect(kept.every(([a, b]) => all.has(`${a},${b}`))).toBe(true);
        const stretch = (atX + atY) / 18;
        // Every point that bends is near a kept one; what does not bend lies between two that do.
        const bends = thinLine({ x, y }, 1000);
        for (const [a, b] of bends) {
          const near = Math.min(...kept.map(([c, d]) => Math.abs(a - c) + Math.abs(b - d)));
          expect(near).toBeLessThanOrEqual(stretch + 1e-9);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("gives nothing for an empty line", () => {
    expect(thinLine({ x: [], y: [] }, 10)).toEqual([]);
  });
});

describe("the curves of a report", () => {
  it("fit the schema for many rows and both models", () => {
    const challenger = randomSample(20_000, 1);
    const curves = drawCurves({
      challenger,
      champion: { ...challenger, score: randomSample(20_000, 2).score },
    });
    expect(curvesSchema.safeParse(curves).success).toBe(true);
    expect(curves.roc?.challenger.length).toBeGreaterThan(100);
    expect(curves.roc?.challenger[0]).toEqual([0, 0]);
    expect(curves.roc?.challenger.at(-1)).toEqual([1, 1]);
    const total = curves.scores?.champion?.reduce((sum, value) => sum + value, 0);
    expect(total).toBe(20_000);
  });

  it("enclose nearly the same area after thinning", () => {
    const challenger = randomSample(20_000, 3);
    const area = (points: readonly (readonly [number, number])[]): number =>
      points.reduce((sum, [x, y], index) => {
        const [beforeX, beforeY] = points[index - 1] ?? [x, y];
        return sum + ((x - beforeX) * (y + beforeY)) / 2;
      }, 0);
    const positives = challenger.score.filter((_, row) => challenger.target[row] === 1).toSorted();
    const negatives = challenger.score.filter((_, row) => challenger.target[row] === 0).toSorted();
    let [wins, below] = [0, 0];
    for (const score of positives) {
      while (below < negatives.length && (negatives[below] ?? 0) < score) below += 1;
      wins += below;
    }
    const exact = wins / positives.length / negatives.length;
    const { roc } = drawCurves({ challenger, champion: undefined });
    expect(Math.abs(area(roc?.challenger ?? []) - exact)).toBeLessThan(0.003);
  });

  it("are null where rows leave them undefined", () => {
    const ones = drawCurves({ challenger: binary([1, 1], [0.2, 0.7]), champion: undefined });
    expect(ones).toMatchObject({ roc: null, precisionRecall: { champion: null } });
    const zeros = drawCurves({ challenger: binary([0, 0], [0.2, 0.7]), champion: undefined });
    expect(zeros).toMatchObject({ roc: null, precisionRecall: null });
    const wide = drawCurves({ challenger: binary([0, 1], [-3, 7]), champion: undefined });
    expect(wide).toMatchObject({
      calibration: null,
      roc: {
        challenger: [
          [0, 0],
          [0, 1],
          [1, 1],
        ],
      },
    });
  });

  it("show residuals of a regression, outliers in the outermost bins", () => {
    const target = Array.from({ length: 1000 }, (_, row) => row);
    const prediction = target.map((value, row) => (row === 0 ? 1e12 : value + (row % 10)));
    const curves = drawCurves({
      challenger: regression(target, prediction),
      champion: regression(target, target),
    });
    expect(curvesSchema.safeParse(curves).success).toBe(true);
    expect(curves).toMatchObject({ roc: null, confusion: null });
    expect(curves.residuals?.edges.at(-1)).toBe(9);
    expect(curves.residuals?.challenger.reduce((sum, value) => sum + value, 0)).toBe(1000);
    expect(curves.residuals?.champion?.[0]).toBe(1000);
  });

  it("put equal values into one bin, and give no histogram where the width has no number", () => {
    const flat = drawCurves({ challenger: regression([1, 2], [5, 5]), champion: undefined });
    expect(flat.scores).toEqual({ edges: [5, 5], challenger: [2], champion: null });
    const endless = drawCurves({ challenger: regression([0, 0], [-1.7e308, 1.7e308]), champion: undefined });
    expect(endless.scores).toBeNull();
  });

  it("have no confusion matrix beyond thirty classes, and cut names", () => {
    const sample = (classes: number) =>
      ({
        task: "multiclass-classification",
        target: Float64Array.of(0),
        probabilities: new Float64Array(classes).fill(1 / classes),
        classes,
      }) as const;
    expect(drawCurves({ challenger: sample(31), champion: undefined }).confusion).toBeNull();
    const named = drawCurves({
      challenger: sample(3),
      champion: undefined,
      labels: ["x".repeat(9999), "b", "c"],
    });
    expect(curvesSchema.safeParse(named).success).toBe(true);
    expect(named.confusion?.challenger[0]).toEqual([1, 0, 0]);
  });
});
