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

/** The runs and promotions that a run builds on, and those that build on it. */
export interface RunLineage {
  /** Id of the run, or key of the promotion or rollback. */
  readonly run: string;
  /**
   * `run` was made from what `from` made: it names it as parent or attempt before, or `via` is the digest of a file, the version that
   * was promoted, or the tag that was deployed.
   */
  readonly edges: Rows;
}

/** Runs of a lineage that are followed at most, in each direction. */
const deepest = 50;

/**
 * What builds on what. A registration reads the model that it registers, though its record names that as what it made. A promotion
 * follows the run that registered the version; a Deployment's run the promotion to the environment that its decision names.
 */
const linksSql = `reads AS (SELECT run, digest FROM data WHERE direction = 'in'
    UNION SELECT d.run, d.digest FROM data d JOIN runs r ON r.id = d.run WHERE direction = 'out' AND r.verb = 'register'),
  writes AS (SELECT d.run, d.digest FROM data d JOIN runs r ON r.id = d.run WHERE direction = 'out' AND r.verb <> 'register'),
  promotions AS (SELECT * FROM audit WHERE action IN ('promote', 'rollback') AND outcome = 'done'),
  links AS (
    SELECT DISTINCT r.run AS run, w.run AS "from", r.digest AS via FROM reads r JOIN writes w ON w.digest = r.digest AND w.run <> r.run
    UNION SELECT id, unnest(parents), 'parent' FROM runs
    UNION SELECT id, retry_of, 'retry' FROM runs WHERE retry_of IS NOT NULL
    UNION SELECT p.key, r.id, p.version FROM promotions p
      JOIN audit d ON d.action = 'register' AND d.model = p.model AND d.version = p.version
      JOIN runs r ON r.verb = 'register' AND r.model = p.model AND r.workflow_run = d.workflow_run
    UNION SELECT r.id, p.key, p.tag FROM promotions p
      JOIN audit d ON d.action = 'deploy' AND d.model = p.model AND d.version = p.version AND d.environment = p.environment
      JOIN runs r ON r.verb = 'deploy' AND r.model = p.model AND r.version = p.version AND r.workflow_run = d.workflow_run)`;

/**
 * Follows parents, retries, the digests of files (a run that read what another wrote builds on it), and versions from their
 * registration over promotions to Deployments. Both directions, 50 steps at most.
 *
 * @param text the beginning of a run's id, or the whole key of a promotion or rollback, such as `promote/m#production#2`.
 * @throws PawlError `ledger.run-unknown`
 */
export async function traceLineage(database: LedgerDatabase, text: string): Promise<RunLineage> {
  const [promotion] = await database.query("SELECT key FROM audit WHERE key = $1", [text]);
  const run = promotion === undefined ? await findRun(database, text) : text;
  const edges = await database.query(
    `WITH RECURSIVE ${linksSql},
     up AS (SELECT run, "from", via, 1 AS depth FROM links WHERE run = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN up ON l.run = up."from" WHERE depth < ${deepest}),
     down AS (SELECT run, "from", via, 1 AS depth FROM links WHERE "from" = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN down ON l."from" = down.run WHERE depth < ${deepest})
     SELECT DISTINCT run, "from", via FROM (SELECT * FROM up UNION ALL SELECT * FROM down) ORDER BY run, "from", via`,
    [run],
  );
  return { run, edges };
}
