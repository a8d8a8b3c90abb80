import { readFileSync } from "node:fs";
import { array, assert, double, integer, pre, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsDistance } from "../../../src/drift/js-distance.ts";
import { ksStatistic } from "../../../src/drift/ks-statistic.ts";
import { psi } from "../../../src/drift/psi.ts";
import { countValues } from "../../../src/drift/value-counts.ts";
import { normalizedWasserstein, wassersteinDistance } from "../../../src/drift/wasserstein-distance.ts";
import { weightedQuantiles } from "../../../src/drift/weighted-quantiles.ts";
import { buildColumnProfile } from "../../../src/drift/column-profile.ts";

const numbers = z.array(z.number());
const golden = z
  .object({
    samples: z.array(
      z.object({
        name: z.string(),
        reference: numbers,
        current: numbers,
        ks: z.number(),
        wasserstein: z.number(),
        std: z.number(),
        quantiles: numbers,
      }),
    ),
    counts: z.array(
      z.object({
        name: z.string(),
        reference: numbers,
        current: numbers,
        js_distance_base2: z.number(),
        psi: z.number(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync("test/golden/drift/scipy.json", "utf8")));
const byHand = z
  .object({
    cases: z.array(z.object({ name: z.string(), reference: numbers, current: numbers, psi: z.number() })),
  })
  .parse(JSON.parse(readFileSync("test/golden/drift/psi-by-hand.json", "utf8")));

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

describe("drift methods against SciPy", () => {
  it.each(golden.samples)("agree on $name", (sample) => {
    const reference = countValues(sample.reference);
    const current = countValues(sample.current);
    expectNear(ksStatistic(reference, current), sample.ks);
    const distance = wassersteinDistance(reference, current);
    // Walking the number line at 1e9 loses digits of the position, so the tolerance is relative to the greatest value.
    const scale = Math.max(...sample.reference.map(Math.abs));
    expect(Math.abs(distance - sample.wasserstein)).toBeLessThanOrEqual(
      1e-15 * scale + 1e-12 * sample.wasserstein,
    );
    const std = buildColumnProfile(reference).numbers?.std ?? Number.NaN;
    expect(std).toBeCloseTo(sample.std, 9);
    const quantiles = weightedQuantiles(
      reference.values.map(Number),
      reference.counts,
      [0, 0.1, 0.25, 0.5, 0.9, 0.99, 1],
    );
    for (const [index, value] of quantiles.entries())
      expectNear(value, sample.quantiles[index] ?? Number.NaN);
  });

  it.each(golden.counts)("agree on counts: $name", (entry) => {
    expectNear(jsDistance(entry.reference, entry.current), entry.js_distance_base2);
    expectNear(psi(entry.reference, entry.current), entry.psi);
  });

  it.each(byHand.cases)("PSI agrees with the sum by hand: $name", (entry) => {
    expect(psi(entry.reference, entry.current)).toBeCloseTo(entry.psi, 7);
  });
});

const counts = array(integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 12 });
const values = array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("drift methods", () => {
  it("are symmetric, not negative, and zero for equal counts", () => {
    assert(
      property(counts, counts, (a, b) => {
        const current = a.map((_, index) => b[index] ?? 0);
        for (const method of [psi, jsDistance]) {
          const there = method(a, current);
          pre(!Number.isNaN(there));
          expect(there).toBeGreaterThanOrEqual(0);
          expect(there).toBeCloseTo(method(current, a), 10);
          expect(method(a, a)).toBeCloseTo(0, 12);
        }
      }),
    );
  });

  it("do not depend on the order of the rows", () => {
    assert(
      property(values, values, (a, b) => {
        const forth = [countValues(a), countValues(b)] as const;
        const back = [countValues(a.toReversed()), countValues(b.toReversed())] as const;
        expect(ksStatistic(...back)).toBe(ksStatistic(...forth));
        expect(wassersteinDistance(...back)).toBe(wassersteinDistance(...forth));
      }),
    );
  });

  it("give NaN without rows", () => {
    const none = countValues([]);
    expect(psi([0, 0], [1, 2])).toBeNaN();
    expect(jsDistance([], [])).toBeNaN();
    expect(ksStatistic(none, countValues([1]))).toBeNaN();
    expect(wassersteinDistance(none, none)).toBeNaN();
  });

  it("see a shift of one deviation in values near 1e-9 that a floor on the deviation would hide", () => {
    const reference = countValues([1e-9, 2e-9, 3e-9]);
    const current = countValues([2e-9, 3e-9, 4e-9]);
    expect(normalizedWasserstein(reference, current, 8.2e-10)).toBeGreaterThan(1);
    expect(normalizedWasserstein(countValues([5]), countValues([5]), 0)).toBe(0);
    expect(normalizedWasserstein(countValues([5]), countValues([6]), 0)).toBe(Infinity);
  });
});
