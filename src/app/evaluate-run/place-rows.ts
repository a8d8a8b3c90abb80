import { PawlError } from "../../errors.ts";
import type { EvaluationPolicy } from "../../config/schema.ts";
import { quoteName, tableFunction } from "../../evaluation/table-query.ts";
import type { Verification } from "../../evaluation/verification-schema.ts";
import type { Sql } from "../../ports/sql.ts";
import { pathPattern } from "../../tables/table-source.ts";
import { type Bench, type CommitFiles, placeFile } from "./bench.ts";

/** Where rows come from. */
export interface RowSources {
  readonly base: CommitFiles;
  readonly head: CommitFiles;
  /** What is scored. */
  readonly bench: Bench;
  /** Only to compare with: the base's rows. */
  readonly baseBench: Bench;
  readonly sql: Pick<Sql, "query">;
}

/**
 * Puts the rows to score onto the bench. The base's rows count: a pull request that changes which rows there are, or what is
 * true of them, is judged on the base's. Where it changes the features alone, its own rows are taken, as its model needs the
 * features that it was trained on.
 *
 * @returns whose rows they are; `none` without rows to score. `head` also when the base has none yet.
 */
export async function placeRows(
  evaluation: EvaluationPolicy | undefined,
  sources: RowSources,
): Promise<Verification["rows"]> {
  if (evaluation === undefined) return "none";
  const { base, head, bench, baseBench } = sources;
  if (evaluation.predictions !== undefined) {
    await placeFile(evaluation.predictions, head, bench);
    return "predictions";
  }
  const path = evaluation.data;
  if (path === undefined) return "none";
  const hasBase = await placeFile(path, base, baseBench);
  const hasHead = await placeFile(path, head, bench);
  if (!hasBase) return "head";
  if (hasHead && (await hasSameRows(path, evaluation, sources))) return "head";
  await bench.files.remove(path);
  await placeFile(path, base, bench);
  return "base";
}

/** Whether both tables have the same ids with the same true values, each as often. */
async function hasSameRows(
  path: string,
  { id, target }: EvaluationPolicy,
  { bench, baseBench, sql }: RowSources,
): Promise<boolean> {
  const select = (table: string): string =>
    `SELECT CAST(${quoteName(id)} AS VARCHAR) AS id, CAST(${quoteName(target)} AS VARCHAR) AS target FROM ${table}`;
  const one = select(tableFunction(path));
  const other = select(tableFunction(path).replace("$1", "$2"));
  const statement = `SELECT count(*) AS differing FROM (
    (${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one}))`;
  try {
    const places = [bench, baseBench].map(({ files }) => pathPattern(`${files.root}/${path}`));
    const [row] = await sql.query(statement, places);
    return Number(row?.["differing"]) === 0;
  } catch (error) {
    // A table of the pull request that cannot be read has other rows than the base's.
    if (error instanceof PawlError && error.code === "sql.failed") return false;
    throw error;
  }
}
