import { type CurvePoint, keepLargestTriangles } from "./largest-triangles.ts";

/**
 * Thins a series to what a screen can show: its first and last point, and one of each of the equal runs of points between
 * them, chosen so that spikes stay. A series that is short enough comes back as it is.
 *
 * @param points finite, in the order in which the line goes.
 * @param most of the result, 3 or more.
 */
export function thinCurve(points: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  if (points.length <= most) return points;
  const every = (points.length - 2) / (most - 2);
  const startOf = (run: number): number => 1 + Math.floor(run * every);
  const runs = Array.from({ length: most - 2 }, (_, run) =>
    Array.from({ length: startOf(run + 1) - startOf(run) }, (_gap, at) => startOf(run) + at),
  );
  const line = { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
  return keepLargestTriangles(line, runs, [0, points.length - 1]).flatMap((index) => {
    const point = points[index];
    return point === undefined ? [] : [point];
  });
}
