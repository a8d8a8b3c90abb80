import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurvePoint } from "../../../src/evaluation/largest-triangles.ts";
import { thinCurve } from "../../../src/evaluation/thin-curve.ts";

const anyPoints = fc.array(
  fc.tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  { maxLength: 300 },
);

describe("a thinned line", () => {
  it("has at most so many points, each once and in order, with the first and the last", () => {
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 3, max: 50 }), (points, most) => {
        const thinned = thinCurve(points, most);
        expect(thinned).toHaveLength(Math.min(points.length, most));
        const places = thinned.map((point) => points.indexOf(point as [number, number]));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        if (points.length > 0) expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
      }),
    );
  });

  it("keeps what stands out", () => {
    const flat = Array.from({ length: 1000 }, (_, index): CurvePoint => [index, index === 617 ? 5 : 1]);
    expect(thinCurve(flat, 20)).toContainEqual([617, 5]);
  });

  it("gives an empty line for an empty one", () => {
    expect(thinCurve([], 3)).toEqual([]);
  });
});
