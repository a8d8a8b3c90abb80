import type { ModelPolicy } from "../config/schema.ts";
import { buildProfile } from "../drift/profile.ts";
import type { Profile } from "../drift/profile-schema.ts";
import type { ColumnValue } from "../drift/value-counts.ts";
import type { EvaluationReport } from "../evaluation/report-schema.ts";
import { readTarget } from "./evaluation/build-sample.ts";
import { answerColumns, readPaired } from "./evaluation/prediction-table.ts";
import {
  type AnsweredRows,
  keepPredictions,
  openAnsweredRows,
  type ReleasedPredictions,
  type ReleasedPredictionsPorts,
} from "./evaluation/released-predictions.ts";
import { reservedColumns } from "./evaluation/truth.ts";

/** What a table of predictions tells of the model that wrote it. */
export interface DescribedPredictions {
  readonly profile: Profile;
  readonly kept: ReleasedPredictions | undefined;
  /** With a note when the answers are too large to keep. */
  readonly report: EvaluationReport;
}

/**
 * Describes a model by its answers: the reference profile of the table's columns and of the answers, and the answers
 * themselves for the Release. Id, target, timestamp, weight and group are not profiled, nor are texts with more distinct values
 * than half the rows, such as names: they identify rows, a Release may be public, and drift has no meaning for them.
 *
 * @throws PawlError `file.missing`, `file.unreadable`, `evaluation.*`
 */
export async function describePredictions(
  source: { readonly policy: ModelPolicy; readonly report: EvaluationReport },
  ports: ReleasedPredictionsPorts,
): Promise<DescribedPredictions> {
  const { policy, report } = source;
  const { evaluation } = policy;
  if (evaluation?.predictions === undefined) {
    return { profile: buildProfile({ columns: new Map() }), kept: undefined, report };
  }
  const tables = await openAnsweredRows(evaluation, evaluation.predictions, ports);
  const profile = await profileAnswers({ policy, evaluation, report, tables }, ports);
  const kept = await keepPredictions(tables, policy, ports);
  if (kept !== undefined) return { profile, kept, report };
  const note = "the predictions take more than 50 MiB: the Release does not hold them";
  return { profile, kept, report: { ...report, notes: [note, ...report.notes].slice(0, 50) } };
}

async function profileAnswers(
  source: {
    readonly policy: ModelPolicy;
    readonly evaluation: NonNullable<ModelPolicy["evaluation"]>;
    readonly report: EvaluationReport;
    readonly tables: AnsweredRows;
  },
  { sql }: ReleasedPredictionsPorts,
): Promise<Profile> {
  const { policy, evaluation, report, tables } = source;
  const { rows, predictions } = tables;
  const answers = answerColumns(policy.task, predictions);
  const left = new Set([...reservedColumns(evaluation), ...answers]);
  const columns = new Map<string, readonly ColumnValue[]>();
  for (const name of rows.columns) if (!left.has(name)) columns.set(name, await rows.read(name));
  const [scores] =
    answers.length === 1 && policy.task !== "multiclass-classification"
      ? await readPaired(answers, tables, sql)
      : [];
  const measured = report.metrics.flatMap(({ metric, challenger }) =>
    challenger === null ? [] : [[metric, challenger] as const],
  );
  const profile = buildProfile({
    columns,
    ...(scores === undefined ? {} : { scores: Array.from(scores) }),
    targets: Array.from(await readTarget(rows, evaluation.target, policy.task)),
    metrics: Object.fromEntries(measured),
  });
  const shown = Object.entries(profile.columns).filter(
    ([, { type, distinct, rows: count }]) => type !== "categorical" || distinct * 2 <= count,
  );
  return { ...profile, columns: Object.fromEntries(shown) };
}
