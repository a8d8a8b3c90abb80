import { asList, asObject, type Json, type JsonObject, jsonText } from "./json.ts";
import { WorkflowError } from "./workflow-error.ts";

/** The most jobs that one matrix may make, as on GitHub. */
export const maxMatrixJobs = 256;

/** Combinations that are looked at before `exclude` takes some away. */
const maxCombinations = 100_000;

function isSubset(part: Json, whole: Json | undefined): boolean {
  if (typeof part !== "object" || part === null) return jsonText(part) === jsonText(whole);
  return Object.entries(part).every(([key, value]) => isSubset(value, asObject(whole)[key]));
}

/** The combinations of the axes that `exclude` leaves, one after the other: a hostile matrix is never built whole. */
function* combinations(
  axes: readonly (readonly [string, readonly Json[]])[],
  excludes: readonly Json[],
): Generator<JsonObject> {
  const total = axes.reduce((count, [, values]) => count * values.length, 1);
  if (total > maxCombinations) throw tooMany(total);
  for (let index = 0; index < total; index++) {
    let rest = index;
    const row: Record<string, Json> = {};
    for (const [key, values] of axes.toReversed()) {
      row[key] = values[rest % values.length] ?? null;
      rest = Math.floor(rest / values.length);
    }
    const ordered = Object.fromEntries(axes.map(([key]) => [key, row[key] ?? null]));
    if (!excludes.some((entry) => isSubset(entry, ordered))) yield ordered;
  }
}

function tooMany(count: number): WorkflowError {
  return new WorkflowError(`strategy.matrix makes ${count} jobs, at most ${maxMatrixJobs} are allowed`);
}

function leftCombinations(
  axes: readonly (readonly [string, readonly Json[]])[],
  excludes: readonly Json[],
): readonly JsonObject[] {
  if (axes.length === 0) return [];
  const kept: JsonObject[] = [];
  for (const row of combinations(axes, excludes)) {
    kept.push(row);
    if (kept.length > maxMatrixJobs)
      throw tooMany(axes.reduce((count, [, values]) => count * values.length, 1));
  }
  return kept;
}

function include(
  rows: readonly JsonObject[],
  entries: readonly JsonObject[],
  axisNames: ReadonlySet<string>,
): JsonObject[] {
  const extended: JsonObject[] = [...rows];
  const added: JsonObject[] = [];
  for (const entry of entries) {
    const axisPart = Object.fromEntries(Object.entries(entry).filter(([key]) => axisNames.has(key)));
    const matching = rows.flatMap((row, index) => (isSubset(axisPart, row) ? [index] : []));
    for (const index of matching) extended[index] = { ...extended[index], ...entry };
    if (matching.length === 0) added.push(entry);
  }
  return [...extended, ...added];
}

/**
 * Expands a `strategy.matrix` whose expressions are already evaluated.
 *
 * `exclude` takes away combinations that hold all the entry's values; `include` then adds its values to each
 * combination whose own axis values it does not change, or makes a new one. No axis and no `include` gives `[{}]`.
 *
 * @throws WorkflowError when an axis is no list, or more than {@link maxMatrixJobs} jobs come out
 */
export function expandMatrix(matrix: Json | undefined): readonly JsonObject[] {
  if (matrix === undefined || matrix === null) return [{}];
  const { include: includes, exclude: excludes, ...axes } = asObject(matrix);
  const entries = Object.entries(axes).map(([key, values]): [string, readonly Json[]] => {
    if (!Array.isArray(values)) throw new WorkflowError(`strategy.matrix.${key} must be a list`);
    return [key, values as readonly Json[]];
  });
  const kept = leftCombinations(entries, asList(excludes));
  const names = new Set(entries.map(([key]) => key));
  const jobs = include(kept, asList(includes).map(asObject), names);
  if (jobs.length === 0) throw new WorkflowError("strategy.matrix has no combination");
  if (jobs.length > maxMatrixJobs) throw tooMany(jobs.length);
  return jobs;
}

/** The text in brackets behind a matrix job's name: its scalar values, in order; "" when there are none. */
export function matrixLabel(row: JsonObject): string {
  const values = Object.values(row).flatMap((value): readonly Json[] => asList(value));
  return values.filter((value) => typeof value !== "object").join(", ");
}
