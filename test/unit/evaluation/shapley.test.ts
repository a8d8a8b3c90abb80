import { array, assert, constantFrom, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attributeMetrics,
  isConsistent,
  nameCombination,
} from "../../../src/evaluation/attribute-metrics.ts";
import type { InputKind } from "../../../src/evaluation/changed-inputs.ts";
import { shapleyShares, subsetsOf } from "../../../src/evaluation/shapley.ts";

const finite = double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const kinds: readonly InputKind[] = ["code", "params", "data"];
const games = integer({ min: 0, max: 3 }).chain((count) =>
  array(finite, { minLength: 2 ** count, maxLength: 2 ** count }).map((values) => ({ count, values })),
);

/** The definition: the mean over all orders of what a player adds when it joins. */
function overAllOrders(count: number, values: readonly number[]): readonly number[] {
  const orders = permutations(Array.from({ length: count }, (_, player) => player));
  const sums = Array.from({ length: count }, () => 0);
  for (const order of orders) {
    let bits = 0;
    for (const player of order) {
      const next = bits | (1 << player);
      sums[player] = (sums[player] ?? 0) + (values[next] ?? 0) - (values[bits] ?? 0);
      bits = next;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

describe("Shapley shares", () => {
  it("are the mean over all orders of what a player adds, and sum to the whole difference", () => {
    assert(
      property(games, ({ count, values }) => {
        const shares = shapleyShares(kinds.slice(0, count), values);
        overAllOrders(count, values).forEach((share, player) => expect(shares[player]).toBeCloseTo(share, 6));
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo((values.at(-1) ?? 0) - (values[0] ?? 0), 6);
      }),
    );
  });

  it("are those of the glove game: one left glove and two right ones, a pair is worth 1", () => {
    const [left, first, second] = shapleyShares(["left", "first", "second"], [0, 0, 0, 1, 0, 1, 0, 1]);
    expect([left, first, second].map((share) => share?.toFixed(6))).toEqual([
      "0.666667",
      "0.166667",
      "0.166667",
    ]);
  });

  it("give a player that changes nothing 0, and equal players the same", () => {
    assert(
      property(finite, finite, finite, (none, one, both) => {
        const [a, b, idle] = shapleyShares(kinds, [none, one, one, both, none, one, one, both]);
        expect(idle).toBe(0);
        expect(a).toBeCloseTo(b ?? Number.NaN, 6);
      }),
    );
  });

  it("need one value a subset", () => {
    expect(() => shapleyShares(["code"], [1])).toThrow(RangeError);
    expect(subsetsOf(["a", "b", "a"])).toEqual([[], ["a"], ["b"], ["a", "b"]]);
  });
});

describe("attributed metrics", () => {
  const scored = (value: number) => ({
    metrics: [{ metric: "roc_auc", direction: "higher" as const, value }],
  });

  it("have shares in the order of the kinds that sum to the difference, whatever the numbers", () => {
    assert(
      property(games, ({ count, values }) => {
        const [metric] = attributeMetrics(kinds.slice(0, count), values.map(scored));
        expect(metric?.shares).toHaveLength(count);
        expect(metric && isConsistent(metric)).toBe(true);
      }),
    );
  });

  it("have a reason in place of shares when a combination failed, lacks the metric or has no finite number", () => {
    const broken = constantFrom(
      { metrics: undefined, reason: "stage train failed" },
      { metrics: [] },
      scored(Number.NaN),
      scored(Number.POSITIVE_INFINITY),
    );
    assert(
      property(broken, integer({ min: 1, max: 2 }), (bad, at) => {
        const all = [0.1, 0.2, 0.3, 0.4].map((value, index) => (index === at ? bad : scored(value)));
        const [metric] = attributeMetrics(["code", "data"], all);
        expect(metric).toMatchObject({
          shares: null,
          reason: expect.stringMatching(/^new (code|data): ./) as string,
        });
        expect(metric?.difference).toBeCloseTo(0.3, 12);
      }),
    );
  });

  it("say that the champion has no value where it has none", () => {
    const [metric] = attributeMetrics(["code"], [{ metrics: undefined, reason: "gone" }, scored(1)]);
    expect(metric).toMatchObject({
      values: [null, 1],
      difference: "nan",
      shares: null,
      reason: "the champion's inputs: gone",
    });
  });

  it("are inconsistent when the shares of an artifact do not sum to its difference", () => {
    const [metric] = attributeMetrics(["code", "data"], [0, 1, 2, 4].map(scored));
    if (metric === undefined) throw new Error("no metric");
    expect(isConsistent({ ...metric, shares: [1, 1] })).toBe(false);
    expect(isConsistent({ ...metric, difference: 9 })).toBe(false);
    expect(isConsistent({ ...metric, values: [null, null, null, null] })).toBe(false);
    expect(nameCombination(["code", "params", "data"])).toBe("new code, params and data");
  });
});
