import { describe, expect, it } from "vitest";
import { delongTest } from "../../../src/evaluation/delong.ts";
import { resolveMetric } from "../../../src/evaluation/metric-table.ts";
import type { BinarySample } from "../../../src/evaluation/sample.ts";
import { createRandom } from "../../../src/math/random.ts";

function binary(target: readonly number[], score: readonly number[]): BinarySample {
  return {
    task: "binary-classification",
    target: Float64Array.from(target),
    score: Float64Array.from(score),
    threshold: 0.5,
  };
}

describe("DeLong's test", () => {
  it("is sure of nothing between a model and a copy of its ranking", () => {
    const model = binary([0, 1, 0, 1], [0.1, 0.3, 0.4, 0.8]);
    const same = { ...model, score: model.score.map((score) => score * 100 - 3) };
    expect(delongTest(model, same, 0.95)).toEqual({ name: "delong", pValue: 1, interval: [0, 0] });
  });

  it.each([
    ["one positive", [0, 0, 1]],
    ["no positive", [0, 0, 0]],
    ["no negative", [1, 1, 1]],
    ["no rows", []],
  ])("has no answer with %s", (_, target) => {
    const scores = target.map((_value, row) => row);
    const back = scores.toReversed();
    expect(delongTest(binary(target, scores), binary(target, back), 0.95)).toEqual({
      name: "delong",
      pValue: "nan",
      interval: null,
    });
  });

  it("has no answer when perfect meets perfectly wrong: there is no variance", () => {
    const target = [0, 0, 1, 1];
    const test = delongTest(binary(target, [1, 2, 3, 4]), binary(target, [4, 3, 2, 1]), 0.95);
    expect(test).toMatchObject({ pValue: "nan", interval: null });
  });

  it("centres its interval on the difference of the AUCs and mirrors when the models change places", () => {
    const random = createRandom(11);
    const target = Array.from({ length: 300 }, () => (random.nextFloat() < 0.3 ? 1 : 0));
    const [a, b] = [0.3, 1].map((noise) =>
      binary(
        target,
        target.map((value) => Math.round((value + noise * random.nextFloat()) * 20)),
      ),
    );
    if (a === undefined || b === undefined) throw new TypeError("two samples were made");
    const [low = Number.NaN, high = Number.NaN] = (delongTest(a, b, 0.95).interval ?? []).map(Number);
    const weights = new Float64Array(300).fill(1);
    const auc = resolveMetric("roc_auc");
    expect((low + high) / 2).toBeCloseTo(auc.prepare(a)(weights) - auc.prepare(b)(weights), 12);
    const back = delongTest(b, a, 0.95);
    expect(back.pValue).toBe(delongTest(a, b, 0.95).pValue);
    expect(Number(back.interval?.[0])).toBeCloseTo(-high, 12);
  });
});
