import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "./flights/flights-database.ts";

/** Days, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Which days of 2001 play which part. Three-day windows that begin with `ordinary.from` coincide with the monitor's, which are
 * aligned to 1970. Measured by demo/flights/measure-timeline.ts; the figures are in examples/flights/README.md.
 */
export interface Timeline {
  /** Last day in the landing zone when the first model is trained. */
  readonly firstUntil: Day;
  /** Live days whose windows are within the limit. */
  readonly ordinary: Period;
  /** The calm days at the end of April: one flight in ten is late, the model expects one in six. */
  readonly drifted: Period;
  /** The days after the retraining. */
  readonly mended: Period;
}

/** The demo's days. */
export const timeline: Timeline = {
  firstUntil: "2001-04-14",
  ordinary: { from: "2001-04-15", to: "2001-04-23" },
  drifted: { from: "2001-04-24", to: "2001-04-29" },
  mended: { from: "2001-04-30", to: "2001-05-05" },
};

/** A change to propose as a pull request. */
export interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** Edits files of the clone. */
  edit(clone: string): void;
}

/** Replaces text in a file of the clone; the text has to be there. */
function replaceIn(file: string, from: RegExp, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!from.test(text)) throw new Error(`${file} does not contain ${String(from)}.`);
  writeFileSync(file, text.replace(from, to));
}

/** Only words: nothing to train. */
export const wordsOnly: Proposal = {
  branch: "readme",
  title: "docs: say who answers questions",
  body: "Only words.",
  edit: (clone) => {
    const file = join(clone, "README.md");
    writeFileSync(file, `${readFileSync(file, "utf8")}\nQuestions go to the owners of the model.\n`);
  },
};

/** Adds the day before's delay rates, by airport and route: AUC +0.05 when measured. */
export const helpful: Proposal = {
  branch: "delay-rates",
  title: "feat: delay rates of the day before, by airport and route",
  body: "Airports that were late yesterday tend to be late today.",
  edit: (clone) => replaceIn(join(clone, "params.yaml"), /rates: false/, "rates: true"),
};

/** Learns half again as fast: AUC +0.0002 when measured, which is noise. Proposed by Eve, from a fork. */
export const fromFork: Proposal = {
  branch: "learn-faster",
  title: "feat: a learning rate of 0.3",
  body: "I may not push to your repository, so this comes from my fork. The model is in our storage, dvc.lock names it.",
  edit: (clone) => replaceIn(join(clone, "params.yaml"), /learning_rate: 0\.2/, "learning_rate: 0.3"),
};

/** Leaves the hour of departure out: AUC −0.05 when measured. */
export const harmful: Proposal = {
  branch: "without-hour",
  title: "feat: predict without the hour of departure",
  body: "Travellers ask the day before, when the hour of the new connection is not chosen yet.",
  edit: (clone) =>
    replaceIn(
      join(clone, "params.yaml"),
      /columns: \[hour, weekday, distance\]/,
      "columns: [weekday, distance]",
    ),
};
