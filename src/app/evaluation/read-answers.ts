import type { EvaluationPolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { checkSample, type Sample } from "../../evaluation/sample.ts";
import type { Comparability } from "../../evaluation/report-sections-schema.ts";
import type { ModelRuntime } from "../../ports/model-runtime.ts";
import type { Sql } from "../../ports/sql.ts";
import { buildSample } from "./build-sample.ts";
import { type EvaluationTable, type EvaluationTablePorts, openEvaluationTable } from "./evaluation-table.ts";
import { planInputs } from "./input-plan.ts";
import { chooseOutput, type Scores } from "./model-output.ts";
import { compareIds, readPaired, readPredictions } from "./prediction-table.ts";
import { checkInputValues, type ScoringRequest, scoreTable } from "./score-table.ts";
import { reservedColumns, type Truth } from "./truth.ts";

/** Where a model's answers come from: an ONNX file, or a table of predictions in the file system. */
export type AnswerSource =
  | { readonly kind: "model"; readonly bytes: Uint8Array }
  | { readonly kind: "predictions"; readonly path: string };

/** A model that can be asked again, and the size of its file. */
export interface Scorer extends ScoringRequest {
  readonly sizeBytes: number;
}

/** A model's answers for all rows. */
export interface Answers {
  readonly sample: Sample;
  /** To be released by the caller; `undefined` for a table of predictions. */
  readonly scorer: Scorer | undefined;
  readonly notes: readonly string[];
}

/** The champion's answers, or why it has none. */
export interface ChampionAnswers extends Partial<Answers> {
  readonly changes: Comparability["changes"];
  readonly notes: readonly string[];
}

/** The rows to answer for. */
export interface AnswerContext {
  readonly rows: EvaluationTable;
  readonly truth: Truth;
  readonly evaluation: EvaluationPolicy;
}

/** What reading answers reaches. */
export interface AnswerPorts extends EvaluationTablePorts {
  readonly sql: Sql;
  readonly modelRuntime: ModelRuntime;
}

/**
 * Reads the challenger's answers.
 *
 * @throws PawlError `model.*`, `evaluation.*`, `file.*`; `evaluation.value-invalid` when a table of predictions leaves out
 * rows or has others; `metric.input-invalid` for an answer that is no finite number.
 */
export async function readAnswers(
  source: AnswerSource,
  context: AnswerContext,
  ports: AnswerPorts,
): Promise<Answers> {
  if (source.kind === "model") return scoreModel(source.bytes, context, ports);
  const predictions = await openPredictions(source.path, "pawl_challenger", context, ports);
  const { missing, extra, example } = await compareIds(context.rows, predictions, ports.sql);
  if (missing > 0 || extra > 0) {
    throw new PawlError("evaluation.value-invalid", {
      message: `${source.path} has no prediction for ${missing} of ${context.rows.rows} rows of ${context.rows.path} and ${extra} for rows that are not there, for instance ${context.rows.id} ${example}`,
      hint: "Write one prediction for each row of the evaluation data, with its id.",
    });
  }
  const scores = await pairPredictions(predictions, context, ports.sql);
  return { sample: checked(context.truth, scores, source.path), scorer: undefined, notes: [] };
}

/**
 * Reads the champion's answers. One that cannot answer for these rows is no error: `changes` then says why.
 */
export async function readChampionAnswers(
  source: AnswerSource,
  context: AnswerContext,
  ports: AnswerPorts,
): Promise<ChampionAnswers> {
  try {
    if (source.kind === "model") return { ...(await scoreModel(source.bytes, context, ports)), changes: [] };
    return await readOldPredictions(source.path, context, ports);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const note = `the champion is not comparable: ${error.message}`;
    return { changes: [{ what: "answers", detail: error.message.slice(0, 500) }], notes: [note] };
  }
}

async function readOldPredictions(
  path: string,
  context: AnswerContext,
  ports: AnswerPorts,
): Promise<ChampionAnswers> {
  const predictions = await openPredictions(path, "pawl_champion", context, ports);
  const { rows, truth } = context;
  const { missing, extra, example } = await compareIds(rows, predictions, ports.sql);
  if (missing > 0 || extra > 0) {
    const detail = `the champion's predictions lack ${missing} of ${rows.rows} rows and have ${extra} others, for instance ${rows.id} ${example}`;
    return { changes: [{ what: "rows", detail }], notes: [`the champion is not comparable: ${detail}`] };
  }
  const sample = checked(truth, await pairPredictions(predictions, context, ports.sql), "the champion");
  const detail = await compareTargets(predictions, context, ports.sql);
  if (detail === undefined) return { sample, changes: [], notes: [] };
  return {
    sample,
    changes: [{ what: "target", detail }],
    notes: [`the champion is not comparable: ${detail}`],
  };
}

/** Where the old table holds true values too: whether they are today's. */
async function compareTargets(
  predictions: EvaluationTable,
  { rows, truth, evaluation }: AnswerContext,
  sql: Sql,
): Promise<string | undefined> {
  if (!predictions.columns.has(evaluation.target)) return undefined;
  const [before] = await readPaired([evaluation.target], { rows, predictions }, sql);
  const differing = truth.target.findIndex((value, row) => value !== before?.[row]);
  if (differing < 0) return undefined;
  const count = truth.target.filter((value, row) => value !== before?.[row]).length;
  return `${evaluation.target} differs in ${count} of ${rows.rows} rows, for instance ${evaluation.id} ${truth.ids[differing]?.slice(0, 60)}: was ${before?.[differing]}, is ${truth.target[differing]}`;
}

function openPredictions(
  path: string,
  name: string,
  { rows, evaluation }: AnswerContext,
  ports: AnswerPorts,
): Promise<EvaluationTable> {
  if (path === rows.path) return Promise.resolve(rows);
  return openEvaluationTable({ path, id: evaluation.id, name }, ports);
}

/**
 * Answers of a table of predictions for the rows of a context.
 *
 * @throws PawlError `evaluation.*`
 */
export function pairPredictions(
  predictions: EvaluationTable,
  { rows, truth }: AnswerContext,
  sql: Sql,
): Promise<Scores> {
  const classes = truth.target.reduce((most, value) => Math.max(most, value + 1), 2);
  return readPredictions(truth.task, { rows, predictions }, { sql, classes });
}

async function scoreModel(
  bytes: Uint8Array,
  { rows, truth, evaluation }: AnswerContext,
  { modelRuntime, sql }: AnswerPorts,
): Promise<Answers> {
  const model = await modelRuntime.load(bytes);
  try {
    const plan = planInputs(model, { table: rows, reserved: reservedColumns(evaluation) });
    await checkInputValues(plan, rows, sql);
    const request = { model, plan, task: truth.task };
    const sample = checked(truth, await scoreTable(request, rows), "the model");
    const { provider, note } = model.execution;
    const notes = [
      ...plan.notes,
      ...chooseOutput(model.signature, truth.task).notes,
      ...(provider === "cuda" ? ["scored with CUDA"] : []),
      ...(note === undefined ? [] : [note]),
    ];
    return { sample, scorer: { ...request, sizeBytes: bytes.length }, notes };
  } catch (error) {
    await model.release();
    throw error;
  }
}

/** @throws PawlError `metric.input-invalid`, naming the row by its id. */
function checked(truth: Truth, scores: Scores, who: string): Sample {
  const wrong = scores.values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const count = scores.values.filter((value) => !Number.isFinite(value)).length;
    const id = truth.ids[Math.floor(wrong / scores.width)]?.slice(0, 60);
    throw new PawlError("metric.input-invalid", {
      message: `${count} answers of ${who} are no finite numbers, for instance ${scores.values[wrong]} for the row ${id}`,
    });
  }
  const sample = buildSample(truth.task, truth.target, scores, truth.options);
  checkSample(sample);
  return sample;
}
