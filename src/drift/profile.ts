import type { JsonNumber } from "../math/json-number-schema.ts";
import { buildColumnProfile } from "./column-profile.ts";
import type { Profile } from "./profile-schema.ts";
import { countValues, type ColumnType, type ColumnValue } from "./value-counts.ts";

type Metric = NonNullable<Profile["evaluation"]>["metrics"][string];

/** What a reference profile is made from: the rows that the released model is judged by, column by column. */
export interface ProfileInput {
  /** The model's input columns by name (not id, target or timestamp), each with one value a row. */
  readonly columns: ReadonlyMap<string, readonly ColumnValue[]>;
  /** Types that are known better than from the values; a boolean stored as 0 and 1, for instance. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** The model's score of each row: P(positive), or the value for regression. Left out when it was not scored. */
  readonly scores?: readonly ColumnValue[];
  /** The true value of each row: 0 or 1 (or booleans) for classification, a number for regression; `null` when unknown. */
  readonly targets?: readonly ColumnValue[];
  /** Metrics measured on these rows, by identifier such as `roc_auc`; the challenger's values of the evaluation report fit. */
  readonly metrics?: Readonly<
    Record<
      string,
      { readonly value: JsonNumber; readonly interval?: readonly [JsonNumber, JsonNumber] | null }
    >
  >;
}

/**
 * Builds `pawl.profile/1` from in-memory columns. Works on empty columns (zero rows, no numbers); NaN and infinite values
 * count as missing. Means are taken over the rows that have both a score and a target.
 *
 * @example
 * buildProfile({ columns: new Map([["distance", [120, 640, 310]]]), scores: [0.1, 0.4, 0.2], targets: [0, 1, 0] });
 */
export function buildProfile(input: ProfileInput): Profile {
  const columns = [...input.columns].map(([name, values]) => {
    const type = input.types?.[name];
    return [name, buildColumnProfile(countValues(values, type === undefined ? {} : { type }))] as const;
  });
  return {
    schema: "pawl.profile/1",
    rows: columns[0]?.[1].rows ?? input.scores?.length ?? 0,
    columns: Object.fromEntries(columns),
    score:
      input.scores === undefined ? null : buildColumnProfile(countValues(input.scores, { type: "numeric" })),
    evaluation: input.targets === undefined ? null : evaluationOf(input, input.targets),
  };
}

function evaluationOf(
  input: ProfileInput,
  targets: readonly ColumnValue[],
): NonNullable<Profile["evaluation"]> {
  let rows = 0;
  let target = 0;
  let score = 0;
  for (const [index, value] of targets.entries()) {
    const truth = finite(value);
    const prediction = finite(input.scores?.[index]);
    if (truth === undefined || prediction === undefined) continue;
    rows += 1;
    target += truth;
    score += prediction;
  }
  const metrics = Object.entries(input.metrics ?? {}).map(([name, { value, interval }]): [string, Metric] => [
    name,
    { value, interval: interval ? [interval[0], interval[1]] : null },
  ]);
  return {
    rows,
    meanTarget: rows === 0 ? "nan" : target / rows,
    meanPrediction: rows === 0 ? "nan" : score / rows,
    metrics: Object.fromEntries(metrics),
  };
}

function finite(value: ColumnValue): number | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
