import { toJsonNumber } from "../math/json-number.ts";
import { mcnemarTest } from "./mcnemar.ts";
import { predictedClasses } from "./predicted-class.ts";
import type { Flips } from "./report-sections-schema.ts";
import { type BinarySample, type MulticlassSample, rowsOf, type Sample } from "./sample.ts";
import type { Slice } from "./slices.ts";

const mostExamples = 10;
const mostSlices = 100;
const longestText = 200;

/** Two models on the same rows. */
export interface FlipsRequest {
  readonly challenger: Sample;
  /** The same rows in the same order. */
  readonly champion: Sample;
  /** The identifier of a row, from 0. */
  readonly idOf: (row: number) => string;
  readonly slices: readonly Slice[];
}

type Classified = BinarySample | MulticlassSample;

/** What became of a row. */
const bothWrong = 0;
const broken = 1;
const fixed = 2;
const bothRight = 3;

/**
 * Counts rows that changed between right and wrong, on the whole and in slices (the first 100), each row once whatever
 * its weight. Examples are the ten rows of each kind whose score (binary) or probability of the true class (multi-class)
 * changed most, ties by identifier in code units; identifiers are cut to 200 characters.
 *
 * @returns `undefined` for a regression.
 */
export function countFlips(request: FlipsRequest): Flips | undefined {
  const { challenger, champion } = request;
  if (challenger.task === "regression" || champion.task === "regression") return undefined;
  const kinds = kindsOf(challenger, champion);
  const counts = new Uint32Array(4);
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  const [nFixed, nBroken] = [counts[fixed] ?? 0, counts[broken] ?? 0];
  const context = { challenger, champion, idOf: request.idOf, kinds };
  return {
    bothRight: counts[bothRight] ?? 0,
    bothWrong: counts[bothWrong] ?? 0,
    fixed: nFixed,
    broken: nBroken,
    test: mcnemarTest(nFixed, nBroken),
    slices: request.slices.slice(0, mostSlices).map((slice) => countSlice(slice, kinds)),
    examples: { fixed: examplesOf(context, fixed), broken: examplesOf(context, broken) },
  };
}

function kindsOf(challenger: Classified, champion: Classified): Uint8Array {
  const [now, before] = [predictedClasses(challenger), predictedClasses(champion)];
  return Uint8Array.from(
    challenger.target,
    (target, row) => (now[row] === target ? fixed : 0) + (before[row] === target ? broken : 0),
  );
}

function countSlice(slice: Slice, kinds: Uint8Array): Flips["slices"][number] {
  let [nFixed, nBroken] = [0, 0];
  for (const row of slice.rows) {
    if (kinds[row] === fixed) nFixed += 1;
    else if (kinds[row] === broken) nBroken += 1;
  }
  return { slice: cut(slice.name), fixed: nFixed, broken: nBroken };
}

interface ExampleContext {
  readonly challenger: Classified;
  readonly champion: Classified;
  readonly idOf: (row: number) => string;
  readonly kinds: Uint8Array;
}

interface Candidate {
  readonly row: number;
  readonly change: number;
}

function examplesOf(context: ExampleContext, kind: number): Flips["examples"]["fixed"] {
  const chosen: Candidate[] = [];
  for (let row = 0; row < rowsOf(context.challenger); row += 1) {
    if (context.kinds[row] !== kind) continue;
    const change = Math.abs(shown(context.challenger, row) - shown(context.champion, row));
    insert(chosen, { row, change }, context.idOf);
  }
  return chosen.map(({ row }) => ({
    id: cut(context.idOf(row)),
    target: toJsonNumber(context.challenger.target[row] ?? Number.NaN),
    champion: toJsonNumber(shown(context.champion, row)),
    challenger: toJsonNumber(shown(context.challenger, row)),
  }));
}

/** Keeps the list sorted and bounded. */
function insert(chosen: Candidate[], candidate: Candidate, idOf: (row: number) => string): void {
  const isBefore = (other: Candidate): boolean =>
    candidate.change > other.change ||
    (candidate.change === other.change && idOf(candidate.row) < idOf(other.row));
  const last = chosen.at(-1);
  if (chosen.length === mostExamples && last !== undefined && !isBefore(last)) return;
  const position = chosen.findIndex(isBefore);
  chosen.splice(position < 0 ? chosen.length : position, 0, candidate);
  if (chosen.length > mostExamples) chosen.pop();
}

function shown(sample: Classified, row: number): number {
  if (sample.task === "binary-classification") return sample.score[row] ?? Number.NaN;
  return sample.probabilities[row * sample.classes + (sample.target[row] ?? 0)] ?? Number.NaN;
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1).toWellFormed()}…`;
}
