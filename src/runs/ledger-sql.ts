/** Name → type of the members of a record that views use; what both schemas have under one name has one type. */
const recordColumns = {
  schema: "VARCHAR",
  key: "VARCHAR",
  model: "JSON",
  actor: "STRUCT(id BIGINT, login VARCHAR, type VARCHAR, role VARCHAR)",
  id: "VARCHAR",
  verb: "VARCHAR",
  trigger:
    'STRUCT(event VARCHAR, workflow VARCHAR, "runId" BIGINT, attempt BIGINT, job VARCHAR, "pullRequest" BIGINT, url VARCHAR, request VARCHAR)',
  startedAt: "TIMESTAMP",
  endedAt: "TIMESTAMP",
  durationSeconds: "DOUBLE",
  state: "VARCHAR",
  reasonCode: "VARCHAR",
  failedStage: "VARCHAR",
  commit: "VARCHAR",
  ref: "VARCHAR",
  params: "MAP(VARCHAR, JSON)",
  inputs: 'STRUCT(path VARCHAR, digest VARCHAR, "sizeBytes" BIGINT, kind VARCHAR)[]',
  outputs: 'STRUCT(path VARCHAR, digest VARCHAR, "sizeBytes" BIGINT, kind VARCHAR)[]',
  environment: "JSON",
  hardware: 'STRUCT(cpus BIGINT, "memoryBytes" BIGINT, gpus VARCHAR[])',
  metrics: "STRUCT(name VARCHAR, value JSON, slice VARCHAR, interval JSON[])[]",
  artifacts: 'STRUCT(name VARCHAR, uri VARCHAR, digest VARCHAR, "sizeBytes" BIGINT)[]',
  parents: "VARCHAR[]",
  retryOf: "VARCHAR",
  at: "TIMESTAMP",
  action: "VARCHAR",
  outcome: "VARCHAR",
  reason: "VARCHAR",
  source: "VARCHAR",
  version: "VARCHAR",
  previousVersion: "VARCHAR",
  modelDigest: "VARCHAR",
  shas: "STRUCT(commit VARCHAR, head VARCHAR, base VARCHAR, policy VARCHAR)",
  gates: "JSON",
  approvals: "JSON",
  pullRequest: "BIGINT",
  request: "VARCHAR",
  tag: "VARCHAR",
  deploymentId: "BIGINT",
  runId: "BIGINT",
} as const;

/** JSON writes these numbers as words. */
function toNumber(value: string): string {
  const text = `json_extract_string(${value}, '$')`;
  return `CASE ${text} WHEN 'nan' THEN 'nan'::DOUBLE WHEN 'inf' THEN 'inf'::DOUBLE WHEN '-inf' THEN '-inf'::DOUBLE ELSE TRY_CAST(${text} AS DOUBLE) END`;
}

/**
 * Reads a file of JSON lines (`$1`), empty ones between them, and writes it as a Parquet file (`$2`), one row a line, the members of its record as columns.
 * Lines of a segment have `intact` true; with `hasFlags` the lines are those of {@link renderSqlLine}. A line that is no JSON is left out, and
 * a member of another type is null: compare {@link countReadableSql} with the number of lines.
 */
export function convertSql(hasFlags: boolean): string {
  const members = Object.entries(recordColumns).map(([name, type]) => `"${name}" ${type}`);
  const flag = hasFlags ? "intact: 'BOOLEAN', " : "";
  const columns = `{sequence: 'BIGINT', digest: 'VARCHAR', ${flag}record: 'STRUCT(${members.join(", ")})'}`;
  const lines = `read_ndjson($1, columns = ${columns}, ignore_errors = true, maximum_object_size = 16777216, auto_detect = false)`;
  return `COPY (SELECT sequence, digest, ${hasFlags ? "intact" : "true AS intact"}, record.* FROM ${lines}) TO $2 (FORMAT parquet)`;
}

/** How many lines of a file that {@link convertSql} wrote have a record. */
export function countReadableSql(path: string): string {
  return `SELECT count("schema") AS readable FROM read_parquet('${quoted(path)}')`;
}

/** The view `entries` over all files of a folder that {@link convertSql} wrote; there must be one. */
export function entriesSql(folder: string): string {
  return `CREATE VIEW entries AS SELECT * FROM read_parquet('${quoted(folder)}/*.parquet')`;
}

/** Takes later records of a key out of `entries`, by reading all of them: the first of each key counts. */
export const dropDuplicatesSql: readonly string[] = [
  'CREATE TABLE first_entries AS SELECT * FROM entries QUALIFY "key" IS NULL OR row_number() OVER (PARTITION BY "key" ORDER BY sequence) = 1',
  "CREATE OR REPLACE VIEW entries AS SELECT * FROM first_entries",
];

/** Whether there are such. */
export const countDuplicatesSql = 'SELECT count("key") - count(DISTINCT "key") AS duplicates FROM entries';

const runs = "FROM entries e WHERE e.schema = 'pawl.run/1'";
const modelName = "json_extract_string(e.model, '$.name')";

/** The views that a person queries. `run` in `metrics`, `params`, `artifacts`, `data` is `runs.id`. */
export const viewsSql: readonly string[] = [
  `CREATE VIEW runs AS SELECT e.id AS id, e.verb AS verb, ${modelName} AS model,
    json_extract_string(e.model, '$.version') AS version, json_extract_string(e.model, '$.status') AS status,
    json_extract_string(e.model, '$.digest') AS model_digest, e.actor.login AS actor, e.actor.id AS actor_id,
    e.trigger.event AS event, e.trigger.workflow AS workflow, e.trigger."runId" AS workflow_run,
    e.trigger.attempt AS attempt, e.trigger.job AS job, e.trigger."pullRequest" AS pull_request,
    e.trigger.url AS url, e.trigger.request AS request, e."startedAt" AS started_at, e."endedAt" AS ended_at,
    e."durationSeconds" AS duration_seconds, e.state AS state, e."reasonCode" AS reason_code,
    e."failedStage" AS failed_stage, e.commit AS commit, e.ref AS ref, json_extract_string(e.environment, '$.runner') AS runner,
    e.hardware.cpus AS cpus, e.hardware."memoryBytes" AS memory_bytes, e.hardware.gpus AS gpus,
    e.parents AS parents, e."retryOf" AS retry_of, sequence, digest, intact ${runs}`,
  `CREATE VIEW metrics AS SELECT run, model, m.name AS name, ${toNumber("m.value")} AS value, m.slice AS slice,
    ${toNumber("m.interval[1]")} AS low, ${toNumber("m.interval[2]")} AS high
    FROM (SELECT e.id AS run, ${modelName} AS model, unnest(e.metrics) AS m ${runs})`,
  `CREATE VIEW params AS SELECT run, model, p.key AS name, json_extract_string(p.value, '$') AS value
    FROM (SELECT e.id AS run, ${modelName} AS model, unnest(map_entries(e.params)) AS p ${runs})`,
  `CREATE VIEW artifacts AS SELECT run, model, a.name AS name, a.uri AS uri, a.digest AS digest, a."sizeBytes" AS size_bytes
    FROM (SELECT e.id AS run, ${modelName} AS model, unnest(e.artifacts) AS a ${runs})`,
  `CREATE VIEW data AS SELECT run, direction, d.path AS path, d.digest AS digest, d."sizeBytes" AS size_bytes, d.kind AS kind
    FROM (SELECT e.id AS run, 'in' AS direction, unnest(e.inputs) AS d ${runs}
    UNION ALL SELECT e.id AS run, 'out' AS direction, unnest(e.outputs) AS d ${runs})`,
  `CREATE VIEW audit AS SELECT e.key AS key, e.at AS at, e.action AS action, e.outcome AS outcome,
    e."reasonCode" AS reason_code, e.reason AS reason, e.source AS source, e.actor.login AS actor,
    e.actor.id AS actor_id, e.actor.role AS role, json_extract_string(e.model, '$') AS model,
    e.version AS version, e."previousVersion" AS previous_version,
    json_extract_string(e.environment, '$') AS environment, e."modelDigest" AS model_digest,
    e.shas.commit AS commit, e.shas.head AS head, e.shas.policy AS policy, e.gates AS gates,
    e.approvals AS approvals, e."pullRequest" AS pull_request, e.request AS request, e.tag AS tag,
    e."deploymentId" AS deployment_id, e."runId" AS workflow_run, sequence, digest, intact
    FROM entries e WHERE e.schema = 'pawl.audit/1'`,
];

/** From here on no statement reaches a file outside of `folder`, the network or these settings. */
export function lockSql(folder: string): readonly string[] {
  return [
    `SET allowed_directories = ['${quoted(folder)}/']`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

/** A line of a file that {@link convertSql} reads with `hasFlags`. */
export function renderSqlLine(line: {
  readonly sequence: number;
  readonly digest: string;
  readonly isIntact: boolean;
  readonly recordText: string;
}): string {
  const { sequence, digest, isIntact, recordText } = line;
  return `{"sequence":${sequence},"digest":"${digest}","intact":${isIntact},"record":${recordText}}\n`;
}
