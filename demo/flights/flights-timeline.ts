import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Timeline } from "../timeline.ts";

/**
 * The days of 2001 that the demo plays. Three-day windows that begin with `ordinary.from` coincide with the monitor's, which are
 * aligned to 1970. Measured by measure-timeline.ts; the figures are in examples/flights/README.md.
 */
export const flightsTimeline: Timeline = {
  firstUntil: "2001-04-14",
  ordinary: { from: "2001-04-15", to: "2001-04-23" },
  drifted: { from: "2001-04-24", to: "2001-04-29" },
  mended: { from: "2001-04-30", to: "2001-05-05" },
  harmful: {
    branch: "without-hour",
    title: "feat: predict without the hour of departure",
    body: "Travellers ask the day before, when the hour of the new connection is not chosen yet.",
    edit: dropHour,
  },
};

function dropHour(clone: string): void {
  const file = path.join(clone, "params.yaml");
  const before = readFileSync(file, "utf8");
  const after = before.replace("columns: [hour, weekday, distance]", "columns: [weekday, distance]");
  if (after === before) throw new RangeError(`${file} does not list the hour among features.columns`);
  writeFileSync(file, after);
}
