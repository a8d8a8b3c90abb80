/** Name → type of the members of a record that views use; what both schemas have under one name has one type. */
const recordColumns = {
  schema: "VARCHAR",
  key: "VARCHAR",
  model: "JSON",
  actor: "STRUCT(id BIGINT, login VARCHAR, type VARCHAR, role VARCHAR)",
  id: "VARCHAR",
  verb: "VARCHAR",
  trigger:
    'STRUCT(event VARCHAR, workflow VARCHAR, "runId" BIGINT, attempt BIGINT, job VARCHAR, "pullRequest" BIGINT, url VARCHAR)',
  startedAt: "TIMESTAMP",
  endedAt: "TIMESTAMP",
  durationSeconds: "DOUBLE",
  state: "VARCHAR",
  reasonCode: "VARCHAR",
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
 * Loads lines into the table `entries`. `$1` is a file of JSON lines, or a glob of several, as {@link renderSqlLine} makes them. A line whose
 * record does not fit is left out: compare the count with that of the file.
 */
export function loadEntriesSql(): string {
  const members = Object.entries(recordColumns).map(([name, type]) => `"${name}" ${type}`);
  const columns = `{sequence: 'BIGINT', digest: 'VARCHAR', segment: 'VARCHAR', intact: 'BOOLEAN', record: 'STRUCT(${members.join(", ")})'}`;
  return `CREATE TABLE entries AS SELECT * FROM read_ndjson($1, columns = ${columns}, ignore_errors = true, maximum_object_size = 16777216, auto_detect = false)`;
}

/** The first record of each key counts; later ones are taken out. Returns how many. */
export const dropDuplicatesSql =
  "DELETE FROM entries WHERE sequence IN (SELECT sequence FROM (SELECT sequence, row_number() OVER (PARTITION BY record.key ORDER BY sequence) AS place FROM entries WHERE record.key IN (SELECT record.key FROM entries GROUP BY record.key HAVING count(*) > 1)) WHERE place > 1)";

/** Whether there are such. */
export const countDuplicatesSql =
  "SELECT count(*) - count(DISTINCT record.key) AS duplicates FROM entries WHERE record.key IS NOT NULL";

const runs = "FROM entries WHERE record.schema = 'pawl.run/1'";
const modelName = "json_extract_string(record.model, '$.name')";

/** The views that a person queries. `run` in `metrics`, `params`, `artifacts`, `data` is `runs.id`. */
export const viewsSql: readonly string[] = [
  `CREATE VIEW runs AS SELECT record.id AS id, record.verb AS verb, ${modelName} AS model,
    json_extract_string(record.model, '$.version') AS version, json_extract_string(record.model, '$.status') AS status,
    json_extract_string(record.model, '$.digest') AS model_digest, record.actor.login AS actor, record.actor.id AS actor_id,
    record.trigger.event AS event, record.trigger.workflow AS workflow, record.trigger."runId" AS workflow_run,
    record.trigger.attempt AS attempt, record.trigger.job AS job, record.trigger."pullRequest" AS pull_request,
    record.trigger.url AS url, record."startedAt" AS started_at, record."endedAt" AS ended_at,
    record."durationSeconds" AS duration_seconds, record.state AS state, record."reasonCode" AS reason_code,
    record.commit AS commit, record.ref AS ref, json_extract_string(record.environment, '$.runner') AS runner,
    record.hardware.cpus AS cpus, record.hardware."memoryBytes" AS memory_bytes, record.hardware.gpus AS gpus,
    record.parents AS parents, record."retryOf" AS retry_of, sequence, digest, intact ${runs}`,
  `CREATE VIEW metrics AS SELECT run, model, m.name AS name, ${toNumber("m.value")} AS value, m.slice AS slice,
    ${toNumber("m.interval[1]")} AS low, ${toNumber("m.interval[2]")} AS high
    FROM (SELECT record.id AS run, ${modelName} AS model, unnest(record.metrics) AS m ${runs})`,
  `CREATE VIEW params AS SELECT run, model, p.key AS name, json_extract_string(p.value, '$') AS value
    FROM (SELECT record.id AS run, ${modelName} AS model, unnest(map_entries(record.params)) AS p ${runs})`,
  `CREATE VIEW artifacts AS SELECT run, model, a.name AS name, a.uri AS uri, a.digest AS digest, a."sizeBytes" AS size_bytes
    FROM (SELECT record.id AS run, ${modelName} AS model, unnest(record.artifacts) AS a ${runs})`,
  `CREATE VIEW data AS SELECT run, direction, d.path AS path, d.digest AS digest, d."sizeBytes" AS size_bytes, d.kind AS kind
    FROM (SELECT record.id AS run, 'in' AS direction, unnest(record.inputs) AS d ${runs}
    UNION ALL SELECT record.id AS run, 'out' AS direction, unnest(record.outputs) AS d ${runs})`,
  `CREATE VIEW audit AS SELECT record.key AS key, record.at AS at, record.action AS action, record.outcome AS outcome,
    record."reasonCode" AS reason_code, record.reason AS reason, record.source AS source, record.actor.login AS actor,
    record.actor.id AS actor_id, record.actor.role AS role, json_extract_string(record.model, '$') AS model,
    record.version AS version, record."previousVersion" AS previous_version,
    json_extract_string(record.environment, '$') AS environment, record."modelDigest" AS model_digest,
    record.shas.commit AS commit, record.shas.head AS head, record.shas.policy AS policy, record.gates AS gates,
    record.approvals AS approvals, record."pullRequest" AS pull_request, record.request AS request, record.tag AS tag,
    record."deploymentId" AS deployment_id, record."runId" AS workflow_run, sequence, digest, intact
    FROM entries WHERE record.schema = 'pawl.audit/1'`,
];

/** From here on no statement reaches a file, the network or these settings. */
export const lockSql: readonly string[] = [
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

/** A line of the file that {@link loadEntriesSql} reads. */
export function renderSqlLine(line: {
  readonly sequence: number;
  readonly digest: string;
  readonly segment: string;
  readonly isIntact: boolean;
  readonly recordText: string;
}): string {
  const { sequence, digest, segment, isIntact, recordText } = line;
  return `{"sequence":${sequence},"digest":"${digest}","segment":"${segment}","intact":${isIntact},"record":${recordText}}\n`;
}
