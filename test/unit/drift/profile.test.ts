import { describe, expect, it } from "vitest";
import { compareColumns } from "../../../src/drift/compare-columns.ts";
import { buildProfile } from "../../../src/drift/profile.ts";
import { profileSchema } from "../../../src/drift/profile-schema.ts";
import { columnPsi } from "../../../src/drift/psi.ts";
import { countValues, type ColumnValue } from "../../../src/drift/value-counts.ts";

function profileOf(values: readonly ColumnValue[]) {
  const column = buildProfile({ columns: new Map([["x", values]]) }).columns["x"];
  if (column === undefined) throw new Error("no column");
  return column;
}

const thousand = Array.from({ length: 1000 }, (_, index) => index);

describe("a reference profile", () => {
  it("survives JSON and its schema, whatever the columns hold", () => {
    const profile = buildProfile({
      columns: new Map<string, readonly ColumnValue[]>([
        ["distance", [120, 640, Number.NaN, Infinity, null]],
        ["carrier", ["AA", "UA", "AA", null, ""]],
        ["weekend", [true, false, true, true, null]],
        ["at", [new Date("2001-03-01T00:00:00Z"), null, null, null, new Date("nonsense")]],
        ["count", [1n, 2n, 3n, null, 5n]],
        ["blank", [null, null, null, null, null]],
      ]),
      scores: [0.1, 0.2, 0.3, Number.NaN, 0.5],
      targets: [0, 1, null, 1, 1],
      metrics: { roc_auc: { value: 0.7, interval: [0.6, 0.8] }, log_loss: { value: "nan" } },
    });
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    expect(Object.values(profile.columns).map((column) => column.type)).toEqual([
      "numeric",
      "categorical",
      "boolean",
      "timestamp",
      "numeric",
      "categorical",
    ]);
    expect(profile.columns["distance"]).toMatchObject({ missing: 3, distinct: 2 });
    expect(profile.evaluation).toMatchObject({ rows: 3, meanTarget: 2 / 3 });
    expect(profile.evaluation?.meanPrediction).toBeCloseTo(0.8 / 3);
  });

  it("of no rows is a profile too", () => {
    const profile = buildProfile({ columns: new Map([["x", []]]), scores: [], targets: [] });
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    expect(profile.evaluation).toMatchObject({ rows: 0, meanTarget: "nan" });
  });

  it("fills ten bins evenly, whatever an outlier does", () => {
    const column = profileOf([...thousand, 1e12]);
    expect(column.bins).toMatchObject({
      by: "edges",
      counts: [101, 100, 100, 100, 100, 100, 100, 100, 100, 100],
    });
    const halved = countValues([...thousand.filter((value) => value >= 500), 1e15]);
    expect(columnPsi(column, halved)).toBeGreaterThan(1);
  });

  it("sees new values of a constant column and of a category", () => {
    expect(columnPsi(profileOf([5, 5, 5]), countValues([6, 6, 6]))).toBeGreaterThan(5);
    expect(columnPsi(profileOf(["a", "b"]), countValues(["zz", "zz"]))).toBeGreaterThan(5);
    expect(columnPsi(profileOf(["a", "b"]), countValues(["b", "a"]))).toBe(0);
  });

  it("sees a column that goes blank, and reads values as its own type", () => {
    const column = profileOf(thousand);
    const blank = countValues(
      thousand.map(() => null),
      { type: column.type },
    );
    expect(columnPsi(column, blank)).toBeGreaterThan(1);
    expect(countValues(["3", "x", true, ""], { type: "numeric" })).toMatchObject({
      missing: 2,
      unreadable: 2,
    });
    expect(countValues([1, 0, "true"], { type: "boolean" })).toMatchObject({
      values: ["false", "true"],
      counts: [1, 2],
    });
  });
});

describe("comparing two columns", () => {
  it("judges by PSI and says why", () => {
    const shifted = thousand.map((value) => value + 400);
    expect(compareColumns(thousand, shifted, { minRows: 100 })).toMatchObject({
      type: "numeric",
      verdict: "drift",
    });
    expect(compareColumns(thousand, thousand, { minRows: 100 }).verdict).toBe("ok");
    expect(compareColumns(thousand, shifted, { minRows: 2000 })).toMatchObject({
      verdict: "not enough data",
      reason: "1000 rows, at least 2000 needed",
    });
    expect(Object.keys(compareColumns(["a"], ["b"], { minRows: 1 }).statistics)).toEqual([
      "psi",
      "js_distance_base2",
    ]);
  });
});
