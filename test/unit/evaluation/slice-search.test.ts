import { describe, expect, it } from "vitest";
import { excessLosses, rowLosses } from "../../../src/evaluation/row-loss.ts";
import type { BinarySample } from "../../../src/evaluation/sample.ts";
import { codeColumn, type CodedColumn } from "../../../src/evaluation/slice-columns.ts";
import { searchSlices, type SliceSearchRequest } from "../../../src/evaluation/slice-search.ts";
import type { SliceValue } from "../../../src/evaluation/slices.ts";
import { createRandom } from "../../../src/math/random.ts";

interface World {
  readonly columns: readonly CodedColumn[];
  readonly excess: Float64Array;
}

/** Rows with a carrier, a distance and three columns of noise; `harm` is added to the excess of a row. */
function drawWorld(
  rows: number,
  seed: number,
  harm: (row: { readonly carrier: string; readonly distance: number }) => number = () => 0,
): World {
  const random = createRandom(seed);
  const carrier = Array.from({ length: rows }, () => "ABCDE"[random.nextBelow(5)] ?? "");
  const distance = Array.from({ length: rows }, () => Math.round(random.nextFloat() * 2000));
  const noise = [1, 2, 3].map((index) => ({
    name: `noise ${index}`,
    values: Array.from({ length: rows }, () => random.nextFloat()),
  }));
  const table: { readonly name: string; readonly values: readonly SliceValue[] }[] = [
    { name: "carrier", values: carrier },
    { name: "distance", values: distance },
    ...noise,
  ];
  return {
    columns: table.flatMap(({ name, values }) => codeColumn(name, values, 100) ?? []),
    excess: Float64Array.from(
      carrier,
      (name, row) => random.nextFloat() - 0.5 + harm({ carrier: name, distance: distance[row] ?? 0 }),
    ),
  };
}

function search({ columns, excess }: World, changes: Partial<SliceSearchRequest> = {}) {
  const weights = new Float64Array(excess.length).fill(1);
  return searchSlices({
    columns,
    excess,
    weights,
    minRows: 100,
    depth: 2,
    show: 5,
    level: 0.05,
    ...changes,
  });
}

const namesOf = (result: ReturnType<typeof searchSlices>): readonly string[] =>
  result.slices.map(({ name }) => name);

describe("the search for slices", () => {
  it("finds the one value that is worse, once", () => {
    const world = drawWorld(5000, 1, ({ carrier }) => (carrier === "C" ? 0.15 : 0));
    const result = search(world);
    expect(namesOf(result)).toEqual(["carrier=C"]);
    expect(result.slices[0]).toMatchObject({ origin: "found", test: { looks: result.looks } });
    expect(result.slices[0]?.test.pValue).toBeLessThan(1e-6);
    expect(result.slices[0]?.meanExcess).toBeCloseTo(0.15, 1);
  });

  it("finds a cross that is worse rather than its parents", () => {
    const isHarmed = (row: { carrier: string; distance: number }): boolean =>
      row.carrier === "B" && row.distance < 350;
    const world = drawWorld(20_000, 2, (row) => (isHarmed(row) ? 0.4 : 0));
    const [worst, ...others] = search(world).slices;
    expect(worst?.name).toMatch(/^carrier=B and distance < \d+$/);
    expect(others).toEqual([]);
  });

  it("finds two separate causes", () => {
    const harm = (row: { carrier: string; distance: number }): number =>
      Math.max(row.carrier === "A" ? 0.2 : 0, row.distance > 1700 ? 0.3 : 0);
    const names = namesOf(search(drawWorld(10_000, 3, harm)));
    expect(names).toEqual([expect.stringMatching(/^distance ≥ 1\d{3}$/), "carrier=A"]);
  });

  it("finds causes that add up together with where they meet", () => {
    const harm = (row: { carrier: string; distance: number }): number =>
      (row.carrier === "A" ? 0.2 : 0) + (row.distance > 1700 ? 0.3 : 0);
    const far = expect.stringMatching(/^distance ≥ 1\d{3}$/);
    const both = expect.stringMatching(/^carrier=A and distance ≥ 1\d{3}$/);
    expect(namesOf(search(drawWorld(10_000, 3, harm)))).toEqual([both, far, "carrier=A"]);
  });

  it("gives the rows of a slice, ascending", () => {
    const world = drawWorld(3000, 4, ({ carrier }) => (carrier === "D" ? 0.3 : 0));
    const column = world.columns.find(({ name }) => name === "carrier");
    const code = (column?.labels.indexOf("carrier=D") ?? 0) + 1;
    const expected = [...(column?.codes ?? [])].flatMap((value, row) => (value === code ? [row] : []));
    expect([...(search(world).slices[0]?.rows ?? [])]).toEqual(expected);
  });

  it("finds nothing where nothing is: in forty worlds of noise at most four times", () => {
    const found = Array.from({ length: 40 }, (_, seed) => search(drawWorld(2000, 100 + seed)).slices.length);
    expect(found.filter((count) => count > 0).length).toBeLessThanOrEqual(4);
  });

  it("is not fooled by slices that missed the rare rows in which the champion fails", () => {
    const found = Array.from({ length: 20 }, (_, seed) => {
      const world = drawWorld(2000, 200 + seed);
      const random = createRandom(seed);
      const excess = world.excess.map(() =>
        random.nextFloat() < 0.01 ? -3 : 0.03 / 0.99 + random.nextFloat() / 1e3,
      );
      return search({ ...world, excess }).slices.length;
    });
    expect(found.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
  });

  it("takes weights as how often a row counts", () => {
    const world = drawWorld(4000, 5, ({ carrier }) => (carrier === "E" ? 0.3 : 0));
    const column = world.columns.find(({ name }) => name === "carrier");
    const code = (column?.labels.indexOf("carrier=E") ?? 0) + 1;
    const weights = Float64Array.from(world.excess, (_, row) => (column?.codes[row] === code ? 0 : 1));
    expect(namesOf(search(world))).toEqual(["carrier=E"]);
    expect(namesOf(search(world, { weights }))).toEqual([]);
  });

  it("shows as many as asked, looks at crosses when asked, and repeats itself", () => {
    const world = drawWorld(
      10_000,
      6,
      (row) => (row.carrier === "A" ? 0.2 : 0) + (row.distance > 1700 ? 0.3 : 0),
    );
    expect(search(world, { show: 1 }).slices).toHaveLength(1);
    const flat = search(world, { depth: 1 });
    expect(flat.looks).toBe(world.columns.reduce((sum, { labels }) => sum + labels.length, 0));
    expect(search(world)).toEqual(search(world));
  });

  it("looks at no slice that is too small or leaves too few rows out", () => {
    const world = drawWorld(1000, 7, () => 1);
    expect(search(world, { minRows: 501 })).toEqual({ slices: [], looks: 0, notes: [] });
    expect(search({ columns: [], excess: world.excess }).looks).toBe(0);
    expect(search({ columns: [], excess: new Float64Array() })).toEqual({ slices: [], looks: 0, notes: [] });
  });

  it("stops after fifty columns and ten thousand looks, and says so", () => {
    const random = createRandom(8);
    const rows = 4000;
    const columns = Array.from({ length: 60 }, (_, index) =>
      codeColumn(
        `c${index}`,
        Array.from({ length: rows }, () => `v${random.nextBelow(10)}`),
        10,
      ),
    ).filter((column) => column !== undefined);
    const excess = Float64Array.from({ length: rows }, () => random.nextFloat() - 0.5);
    const result = search({ columns, excess }, { minRows: 10 });
    expect(result.looks).toBe(10_000);
    expect(result.notes).toEqual([
      "the search for slices took the first 50 of 60 columns",
      "the search for slices stopped after 10000 slices",
    ]);
  });
});

describe("coding a column", () => {
  const labels = (values: readonly SliceValue[], minRows = 1) => codeColumn("c", values, minRows)?.labels;

  it("takes the most frequent values, ties by name, missing last", () => {
    expect(codeColumn("c", ["b", "a", null, "a", "b", "z"], 1)).toEqual({
      name: "c",
      labels: ["c=a", "c=b", "c=z", "c is missing"],
      codes: Uint8Array.of(2, 1, 4, 1, 2, 3),
    });
  });

  it("drops values of too few rows", () => {
    expect(codeColumn("c", ["a", "a", "b", null], 2)).toMatchObject({
      labels: ["c=a"],
      codes: Uint8Array.of(1, 1, 0, 0),
    });
  });

  it("cuts numbers into five bins, an edge into the upper one", () => {
    const column = codeColumn("c", [...Array.from({ length: 100 }, (_, index) => index), Number.NaN], 1);
    expect(column?.labels.toSorted()).toEqual(
      [
        "c 19.8 to 39.6",
        "c 39.6 to 59.4",
        "c 59.4 to 79.2",
        "c < 19.8",
        "c is missing",
        "c ≥ 79.2",
      ].toSorted(),
    );
  });

  it("keeps few different numbers, booleans and big integers as values", () => {
    expect(labels([1, 2, 2])).toEqual(["c=2", "c=1"]);
    expect(labels([true, false, false])).toEqual(["c=false", "c=true"]);
    expect(labels([10n, 10n])).toEqual(["c=10"]);
  });

  it("cuts times into bins named by their edges", () => {
    const times = Array.from({ length: 100 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)));
    expect(labels(times)?.some((label) => /^c < 2026-01-\d\dT/.test(label))).toBe(true);
  });

  it("makes fewer bins where quantiles coincide", () => {
    const values = Array.from({ length: 100 }, (_, index) => (index < 85 ? 0 : index));
    expect(labels(values)?.length).toBeLessThanOrEqual(2);
  });

  it("leaves identifiers out", () => {
    expect(
      codeColumn(
        "c",
        Array.from({ length: 20_000 }, (_, row) => `id-${row}`),
        1,
      ),
    ).toBeUndefined();
  });

  it("survives hostile names and values", () => {
    const values = ["__proto__", "constructor", "x".repeat(100_000), "</td>", Number.POSITIVE_INFINITY, null];
    expect(labels(values)?.every((label) => label.length < 100)).toBe(true);
    const numbers = [...Array.from({ length: 20 }, (_, index) => index * 1e307), -Infinity, Infinity];
    expect(labels(numbers)?.length).toBeGreaterThan(1);
    expect(labels([])).toEqual([]);
  });
});

describe("the loss of a row", () => {
  const sample: BinarySample = {
    task: "binary-classification",
    target: Float64Array.of(1, 0, 1),
    score: Float64Array.of(0.5, 0.5, 0),
    threshold: 0.5,
  };

  it("is log loss, bounded where a model was sure and wrong", () => {
    expect([...rowLosses(sample)]).toEqual([Math.LN2, Math.LN2, -Math.log(1e-4)]);
  });

  it("is right or wrong where scores are no probabilities", () => {
    expect([...rowLosses({ ...sample, score: Float64Array.of(3, 3, -1), threshold: 1 })]).toEqual([0, 1, 1]);
  });

  it("is the squared error of a regression and the log loss of the true class", () => {
    const regression = {
      task: "regression",
      target: Float64Array.of(1),
      prediction: Float64Array.of(3),
    } as const;
    expect([...rowLosses(regression)]).toEqual([4]);
    const task = "multiclass-classification";
    const multiclass = {
      task,
      target: Float64Array.of(2),
      probabilities: Float64Array.of(0.25, 0.25, 0.5),
      classes: 3,
    } as const;
    expect([...rowLosses(multiclass)]).toEqual([Math.LN2]);
  });

  it("is compared with the champion's, else with the mean of all rows", () => {
    const weights = Float64Array.of(1, 1, 0);
    expect([...excessLosses(sample, sample, weights)]).toEqual([0, 0, 0]);
    const [first, , last] = excessLosses(sample, undefined, weights);
    expect([first, last]).toEqual([0, -Math.log(1e-4) - Math.LN2]);
  });
});
