import { toJsonNumber } from "../../math/json-number.ts";
import type { ResolvedMetric } from "../../evaluation/metric-table.ts";
import type { Importance } from "../../evaluation/report-sections-schema.ts";
import { take } from "../../evaluation/sample.ts";
import { createRandom } from "../../math/random.ts";
import { buildSample } from "./build-sample.ts";
import type { EvaluationTable } from "./evaluation-table.ts";
import { plannedColumns } from "./input-plan.ts";
import type { Scorer } from "./read-answers.ts";
import { type InputColumn, type InputColumns, readInputs, scoreColumns } from "./score-table.ts";
import type { Truth } from "./truth.ts";

const mostColumns = 200;
/** Rows × columns × repeats × models that are scored anew at most; more columns are left out with a note. */
const mostScoredRows = 4_000_000;

/** Models to look into. */
export interface ImportanceRequest {
  /** Higher or lower must be better. */
  readonly metric: ResolvedMetric;
  readonly challenger: Scorer;
  readonly champion: Scorer | undefined;
  readonly truth: Truth;
  /** Most rows to score anew. */
  readonly rows: number;
  /** Shuffles a column, 1 to 50. */
  readonly repeats: number;
  readonly seed: number;
}

/**
 * How much worse a metric gets when the values of one column are shuffled: the mean over repeats, positive when the model
 * needs the column. Both models are scored on the same rows with the same shuffles. Columns that belong together (a
 * number and its logarithm) are shuffled one by one, so each may look unimportant.
 *
 * Source: A. Fisher, C. Rudin, F. Dominici, "All models are wrong, but many are useful", JMLR 20 (2019), section 3;
 * scikit-learn 1.9.1 permutation_importance.
 *
 * @returns `undefined` for a metric without a direction, or one that is undefined on these rows.
 */
export async function permutationImportance(
  request: ImportanceRequest,
  table: EvaluationTable,
): Promise<{ readonly importance: Importance | undefined; readonly notes: readonly string[] }> {
  const { metric, challenger, champion, repeats } = request;
  if (metric.direction === "none") return { importance: undefined, notes: [] };
  const size = Math.min(request.rows, table.rows);
  const chosen = shuffledRows(table.rows, request.seed).slice(0, size).sort();
  const truth = takeTruth(request.truth, chosen);
  const now = await startShuffling(challenger, { request, truth, table, chosen });
  const before = champion && (await startShuffling(champion, { request, truth, table, chosen }));
  if (Number.isNaN(now.value)) return { importance: undefined, notes: [] };
  const all = plannedColumns(challenger.plan);
  const models = before === undefined ? 1 : 2;
  const room = Math.max(1, Math.floor(mostScoredRows / (size * repeats * models)));
  const columns = all.slice(0, Math.min(mostColumns, room));
  const found: Importance["columns"] = [];
  for (const column of columns) {
    const losses = (await now.shuffle(column)) ?? [];
    const other = await before?.shuffle(column);
    found.push({
      column: column.slice(0, 500),
      champion: other === undefined ? null : toJsonNumber(meanOf(other)),
      challenger: toJsonNumber(meanOf(losses)),
      deviation: toJsonNumber(deviationOf(losses)),
    });
  }
  const notes =
    columns.length < all.length
      ? [`importance of the first ${columns.length} of ${all.length} columns is computed`]
      : [];
  return { importance: { metric: metric.id, repeats, rows: size, columns: found }, notes };
}

interface Shuffled {
  /** The metric on the rows as they are. */
  readonly value: number;
  /** How much worse it gets, once a repeat; `undefined` for a column that the model does not take. */
  shuffle(column: string): Promise<readonly number[] | undefined>;
}

async function startShuffling(
  scorer: Scorer,
  context: {
    readonly request: ImportanceRequest;
    readonly truth: Truth;
    readonly table: EvaluationTable;
    readonly chosen: Uint32Array;
  },
): Promise<Shuffled> {
  const { request, truth, table, chosen } = context;
  const columns = await readInputs(table, scorer.plan, { chosen });
  const measure = async (inputs: InputColumns): Promise<number> => {
    const scores = await scoreColumns(scorer, inputs, chosen.length);
    return request.metric.prepare(buildSample(truth.task, truth.target, scores, truth.options))(
      truth.weights,
    );
  };
  const value = await measure(columns);
  const known = new Set(plannedColumns(scorer.plan));
  const sign = request.metric.direction === "higher" ? 1 : -1;
  return {
    value,
    shuffle: async (column) => {
      if (!known.has(column)) return undefined;
      const losses: number[] = [];
      for (let repeat = 0; repeat < request.repeats; repeat += 1) {
        const order = shuffledRows(chosen.length, request.seed + 1 + repeat);
        losses.push(sign * (value - (await measure(shuffleColumn(scorer, columns, { column, order })))));
      }
      return losses;
    },
  };
}

function shuffleColumn(
  { plan }: Scorer,
  columns: InputColumns,
  { column, order }: { readonly column: string; readonly order: Uint32Array },
): InputColumns {
  return columns.map((values, input) =>
    values.map((list, position): InputColumn => {
      if (plan.inputs[input]?.columns[position] !== column) return list;
      if (list instanceof Float64Array) return take(list, order);
      return Array.from(order, (row) => list[row] ?? null);
    }),
  );
}

/** Fisher and Yates' shuffle. */
function shuffledRows(rows: number, seed: number): Uint32Array {
  const random = createRandom(seed);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = random.nextBelow(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

function takeTruth({ task, target, weights, options }: Truth, rows: Uint32Array): Truth {
  const { groups } = options;
  const taken = groups === undefined ? {} : { groups: rows.map((row) => groups[row] ?? 0) };
  return {
    task,
    target: take(target, rows),
    weights: take(weights, rows),
    options: { ...options, ...taken },
    ids: [],
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With the divisor n, as NumPy's `std`. */
function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
