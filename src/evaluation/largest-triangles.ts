/** x and y. */
export type CurvePoint = readonly [number, number];

/** Points of a line. */
export interface Line {
  /** Shape (points,), finite. */
  readonly x: ArrayLike<number>;
  /** Shape (points,), finite. */
  readonly y: ArrayLike<number>;
}

/** A point of a line; 0, 0 where there is none. */
export function pointOf({ x, y }: Line, index: number): [number, number] {
  return [x[index] ?? 0, y[index] ?? 0];
}

/** Twice the area of a triangle. */
export function areaOf([ax, ay]: CurvePoint, [bx, by]: CurvePoint, [cx, cy]: CurvePoint): number {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay));
}

/**
 * Keeps of each group of points the one that makes the largest triangle with the point kept before it and the mean of the
 * group after it: corners and spikes stay. Of equal triangles the first counts.
 *
 * Source: largest triangle three buckets, S. Steinarsson, "Downsampling time series for visual representation" (University of
 * Iceland, 2013), section 4.2.
 *
 * @param groups places in the line, none empty, without the ends.
 * @param ends places of the first and the last point.
 * @returns the first point, one of each group, the last point.
 */
export function keepLargestTriangles(
  line: Line,
  groups: readonly (readonly number[])[],
  [first, last]: readonly [number, number],
): readonly number[] {
  const kept = [first];
  groups.forEach((group, position) => {
    const before = pointOf(line, kept.at(-1) ?? first);
    const after = middleOf(line, groups[position + 1] ?? [last]);
    let best = group[0] ?? first;
    let greatest = -1;
    for (const index of group) {
      const area = areaOf(before, pointOf(line, index), after);
      // NaN, which areas of the greatest numbers may be, is never larger.
      if (!(area > greatest)) continue;
      [best, greatest] = [index, area];
    }
    kept.push(best);
  });
  return [...kept, last];
}

function middleOf(line: Line, indices: readonly number[]): CurvePoint {
  const meanOf = (values: ArrayLike<number>): number =>
    indices.reduce((sum, index) => sum + (values[index] ?? 0) / indices.length, 0);
  return [meanOf(line.x), meanOf(line.y)];
}
