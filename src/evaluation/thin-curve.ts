/** x and y. */
export type CurvePoint = readonly [number, number];

/**
 * Thins a line to what a screen can show: its first and last point, and of each of the equal runs of points between them the one
 * that makes the largest triangle with the point kept before it and the mean of the run after it, so that spikes stay.
 * Of equal triangles the first counts. A line that is short enough comes back as it is.
 *
 * Source: largest triangle three buckets, S. Steinarsson, Downsampling Time Series for Visual Representation, 2013, section 4.2.
 *
 * @param points finite, in the order in which the line goes.
 * @param most of the result, 3 or more.
 */
export function thinCurve(points: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || first === undefined || last === undefined) return points;
  const kept: CurvePoint[] = [first];
  const every = (points.length - 2) / (most - 2);
  const startOf = (bucket: number): number => 1 + Math.floor(bucket * every);
  let before = first;
  for (let bucket = 0; bucket < most - 2; bucket += 1) {
    const run = points.slice(startOf(bucket), startOf(bucket + 1));
    const after = bucket === most - 3 ? last : meanOf(points.slice(startOf(bucket + 1), startOf(bucket + 2)));
    before = largestTriangle(run, before, after) ?? before;
    kept.push(before);
  }
  return [...kept, last];
}

function meanOf(points: readonly CurvePoint[]): CurvePoint {
  const sum = (axis: 0 | 1): number =>
    points.reduce((total, point) => total + point[axis] / points.length, 0);
  return [sum(0), sum(1)];
}

function largestTriangle(
  run: readonly CurvePoint[],
  [x0, y0]: CurvePoint,
  [x2, y2]: CurvePoint,
): CurvePoint | undefined {
  let best = run[0];
  let bestArea = -1;
  for (const point of run) {
    const area = Math.abs((x0 - x2) * (point[1] - y0) - (x0 - point[0]) * (y2 - y0));
    if (area <= bestArea || Number.isNaN(area)) continue;
    [best, bestArea] = [point, area];
  }
  return best;
}
