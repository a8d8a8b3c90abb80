import { describe, expect, it } from "vitest";
import { countFlips } from "../../../src/evaluation/flips.ts";
import { flipsSchema } from "../../../src/evaluation/report-sections-schema.ts";
import type { BinarySample, MulticlassSample } from "../../../src/evaluation/sample.ts";

function binary(target: readonly number[], score: readonly number[]): BinarySample {
  return {
    task: "binary-classification",
    target: Float64Array.from(target),
    score: Float64Array.from(score),
    threshold: 0.5,
  };
}

function multiclass(target: readonly number[], probabilities: readonly number[][]): MulticlassSample {
  return {
    task: "multiclass-classification",
    target: Float64Array.from(target),
    probabilities: Float64Array.from(probabilities.flat()),
    classes: probabilities[0]?.length ?? 0,
  };
}

const idOf = (row: number): string => `r${row}`;

describe("flips", () => {
  const target = [1, 1, 0, 0, 1];
  const challenger = binary(target, [0.9, 0.5, 0.4, 0.7, 0.1]);
  const champion = binary(target, [0.8, 0.2, 0.9, 0.3, 0.2]);

  it("count what was fixed and broken, on the whole and in slices", () => {
    const slices = [{ name: "carrier=AA", rows: Uint32Array.of(1, 3, 4) }];
    expect(countFlips({ challenger, champion, idOf, slices })).toEqual({
      bothRight: 1,
      bothWrong: 1,
      fixed: 2,
      broken: 1,
      test: { name: "mcnemar exact", pValue: 1 },
      slices: [{ slice: "carrier=AA", fixed: 1, broken: 1 }],
      examples: {
        fixed: [
          { id: "r2", target: 0, champion: 0.9, challenger: 0.4 },
          { id: "r1", target: 1, champion: 0.2, challenger: 0.5 },
        ],
        broken: [{ id: "r3", target: 0, champion: 0.3, challenger: 0.7 }],
      },
    });
  });

  it("change places when the models do", () => {
    const there = countFlips({ challenger, champion, idOf, slices: [] });
    const back = countFlips({ challenger: champion, champion: challenger, idOf, slices: [] });
    expect([back?.fixed, back?.broken]).toEqual([there?.broken, there?.fixed]);
  });

  it("show the largest changes first, ties by id, ten at most", () => {
    const rows = 40;
    const ones = Array.from({ length: rows }, () => 1);
    const request = {
      challenger: binary(
        ones,
        ones.map((_, row) => (row < 30 ? 0.75 : 1)),
      ),
      champion: binary(
        ones,
        ones.map(() => 0.25),
      ),
      idOf: (row: number) => `id ${String(rows - row).padStart(2, "0")}`,
      slices: [],
    };
    const ids = countFlips(request)?.examples.fixed.map(({ id }) => id);
    const numbers = Array.from({ length: 10 }, (_, index) => `id ${String(index + 1).padStart(2, "0")}`);
    expect(ids).toEqual(numbers);
  });

  it("take the first of equal probabilities, and show the probability of the true class", () => {
    const flips = countFlips({
      challenger: multiclass(
        [1, 2],
        [
          [0.2, 0.4, 0.4],
          [0.4, 0.2, 0.4],
        ],
      ),
      champion: multiclass(
        [1, 2],
        [
          [0.5, 0.3, 0.2],
          [0.1, 0.1, 0.8],
        ],
      ),
      idOf,
      slices: [],
    });
    expect(flips).toMatchObject({ fixed: 1, broken: 1 });
    expect(flips?.examples.broken).toEqual([{ id: "r1", target: 2, champion: 0.8, challenger: 0.4 }]);
  });

  it("use each model's own threshold", () => {
    const strict = { ...challenger, threshold: 0.95 };
    expect(countFlips({ challenger: strict, champion, idOf, slices: [] })).toMatchObject({
      broken: 1,
      fixed: 1,
    });
  });

  it("are nothing that a regression has", () => {
    const regression = {
      task: "regression",
      target: Float64Array.of(1),
      prediction: Float64Array.of(1),
    } as const;
    expect(countFlips({ challenger: regression, champion: regression, idOf, slices: [] })).toBeUndefined();
  });

  it("fit the report with hostile identifiers and hundreds of slices", () => {
    const flips = countFlips({
      challenger,
      champion,
      idOf: (row) => `${"😀".repeat(5000)}${row}`,
      slices: Array.from({ length: 300 }, (_, index) => ({
        name: "x".repeat(9000) + index,
        rows: Uint32Array.of(0),
      })),
    });
    expect(flipsSchema.safeParse(flips).success).toBe(true);
    expect(flips?.slices).toHaveLength(100);
    expect(flips?.examples.fixed[0]?.id.isWellFormed()).toBe(true);
  });

  it("count nothing without rows", () => {
    const none = binary([], []);
    expect(countFlips({ challenger: none, champion: none, idOf, slices: [] })).toMatchObject({
      fixed: 0,
      test: { pValue: 1 },
      examples: { fixed: [], broken: [] },
    });
  });
});
