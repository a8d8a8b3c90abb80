import { areaOf, type CurvePoint, keepLargestTriangles, type Line, pointOf } from "./largest-triangles.ts";
import type { CurvePoints } from "./report-sections-schema.ts";

/**
 * Thins a line to what a plot can show. First points on a straight part go (with few points that is all: nothing is
 * lost). If too many are left the line is cut into stretches of equal |Δx| + |Δy| and each keeps the point that bends it
 * most: corners stay, and no point left out is farther from a kept one than a stretch is long. First and last point stay.
 *
 * @param most points to keep, 3 or more.
 * @returns at most `most` points; none for an empty line.
 */
export function thinLine(line: Line, most: number): CurvePoints {
  const bends = keepBends(line);
  const ends = [bends[0] ?? 0, bends.at(-1) ?? 0] as const;
  const kept =
    bends.length <= most ? bends : keepLargestTriangles(line, toStretches(line, bends, most - 2), ends);
  return kept.map((index) => [...pointOf(line, index)]);
}

function distanceOf([ax, ay]: CurvePoint, [bx, by]: CurvePoint): number {
  return Math.abs(ax - bx) + Math.abs(ay - by);
}

/** Leaves out points that lie on the way from the point before to the point after. */
function keepBends(line: Line): readonly number[] {
  const last = line.x.length - 1;
  const kept: number[] = [];
  for (let index = 0; index <= last; index += 1) {
    const before = kept.at(-1);
    if (before === undefined || index === last || !isOnTheWay(line, before, index)) kept.push(index);
  }
  return kept;
}

function isOnTheWay(line: Line, before: number, index: number): boolean {
  const [a, b, c] = [pointOf(line, before), pointOf(line, index), pointOf(line, index + 1)];
  return areaOf(a, b, c) === 0 && distanceOf(a, b) + distanceOf(b, c) <= distanceOf(a, c);
}

/** Inner points in groups of equal length of the line; empty groups are left out. */
function toStretches(line: Line, bends: readonly number[], count: number): readonly (readonly number[])[] {
  const steps = bends.map((index, position) =>
    position === 0 ? 0 : distanceOf(pointOf(line, bends[position - 1] ?? 0), pointOf(line, index)),
  );
  const total = steps.reduce((sum, step) => sum + step, 0);
  const groups = Array.from({ length: count }, (): number[] => []);
  let passed = 0;
  bends.forEach((index, position) => {
    passed += steps[position] ?? 0;
    if (position === 0 || position === bends.length - 1) return;
    groups[Math.min(count - 1, Math.floor((passed / total) * count))]?.push(index);
  });
  return groups.filter((group) => group.length > 0);
}
