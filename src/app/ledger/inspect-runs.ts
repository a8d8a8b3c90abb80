import { findRun, type LedgerDatabase, type Rows } from "./ledger-database.ts";

/** Which runs are listed. */
export interface RunFilter {
  readonly model?: string | undefined;
  readonly verb?: string | undefined;
  /** Most rows, 1 or more. */
  readonly limit: number;
}

/** The newest runs, newest first. */
export function listRuns(database: LedgerDatabase, { model, verb, limit }: RunFilter): Promise<Rows> {
  return database.query(
    `SELECT id, verb, model, version, state, reason_code, actor, event, started_at, duration_seconds, commit, intact FROM runs
     WHERE ($1 IS NULL OR model = $1) AND ($2 IS NULL OR verb = $2) ORDER BY sequence DESC LIMIT $3`,
    [model ?? null, verb ?? null, limit],
  );
}

/** Everything about one run. */
export interface RunDetails {
  readonly run: Rows[number];
  readonly params: Rows;
  readonly metrics: Rows;
  readonly data: Rows;
  readonly artifacts: Rows;
}

/** One run by its id or the beginning of it. @throws PawlError `ledger.run-unknown` */
export async function showRun(database: LedgerDatabase, text: string): Promise<RunDetails> {
  const id = await findRun(database, text);
  const read = (view: string, order: string): Promise<Rows> =>
    database.query(`SELECT * EXCLUDE (run) FROM ${view} WHERE run = $1 ORDER BY ${order}`, [id]);
  const [run = {}] = await database.query("SELECT * FROM runs WHERE id = $1", [id]);
  return {
    run,
    params: await read("params", "name"),
    metrics: await read("metrics", "name, slice NULLS FIRST"),
    data: await read("data", "direction, path"),
    artifacts: await read("artifacts", "name"),
  };
}

/** What differs between two runs: one row a param, metric, or file, sorted; `null` where a run has none. */
export interface RunDiff {
  readonly a: string;
  readonly b: string;
  readonly differences: Rows;
}

/** Compares two runs. Metrics are compared on all rows. @throws PawlError `ledger.run-unknown` */
export async function diffRuns(database: LedgerDatabase, one: string, other: string): Promise<RunDiff> {
  const [a, b] = [await findRun(database, one), await findRun(database, other)];
  const facts = (parameter: string): string =>
    `SELECT 'param' AS kind, name, value FROM params WHERE run = ${parameter}
     UNION ALL SELECT 'metric', name, CAST(value AS VARCHAR) FROM metrics WHERE run = ${parameter} AND slice IS NULL
     UNION ALL SELECT 'data ' || direction, path, digest FROM data WHERE run = ${parameter}
     UNION ALL SELECT 'code', 'commit', commit FROM runs WHERE id = ${parameter}`;
  const differences = await database.query(
    `SELECT kind, name, x.value AS a, y.value AS b FROM (${facts("$1")}) x FULL JOIN (${facts("$2")}) y USING (kind, name)
     WHERE x.value IS DISTINCT FROM y.value ORDER BY kind, name`,
    [a, b],
  );
  return { a, b, differences };
}

/** The runs that a run builds on, and those that build on it. */
export interface RunLineage {
  readonly run: string;
  /** `run` was made from what `from` made: it names it as parent or attempt before, or `via` is the digest of a file. */
  readonly edges: Rows;
}

/** Runs of a lineage that are followed at most, in each direction. */
const deepest = 50;

/**
 * Follows parents, retries and the digests of files: a run that read what another wrote builds on it. Both directions,
 * 50 steps at most.
 *
 * @throws PawlError `ledger.run-unknown`
 */
export async function traceLineage(database: LedgerDatabase, text: string): Promise<RunLineage> {
  const run = await findRun(database, text);
  const edges = await database.query(
    `WITH RECURSIVE links AS (
       SELECT DISTINCT r.id AS run, o.run AS "from", r.digest AS via FROM (SELECT run AS id, digest FROM data WHERE direction = 'in') r
         JOIN data o ON o.direction = 'out' AND o.digest = r.digest AND o.run <> r.id
       UNION SELECT id, unnest(parents), 'parent' FROM runs
       UNION SELECT id, retry_of, 'retry' FROM runs WHERE retry_of IS NOT NULL),
     up AS (SELECT run, "from", via, 1 AS depth FROM links WHERE run = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN up ON l.run = up."from" WHERE depth < ${deepest}),
     down AS (SELECT run, "from", via, 1 AS depth FROM links WHERE "from" = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN down ON l."from" = down.run WHERE depth < ${deepest})
     SELECT DISTINCT run, "from", via FROM (SELECT * FROM up UNION ALL SELECT * FROM down) ORDER BY run, "from", via`,
    [run],
  );
  return { run, edges };
}
