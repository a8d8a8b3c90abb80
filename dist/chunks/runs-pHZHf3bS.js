import { D as string, m as array, x as looseObject } from "./schemas-D12ORNH4.js";
import { l as string$1 } from "./provenance-BQwh1Dbi.js";
import { f as PawlError } from "./copy-B5uvovW0.js";
import { pn as createSql, r as printResult, rn as createFileSystem } from "./pipeline-C0vlmzvk.js";
import { n as policyPath } from "./parse-policy-DTObQY3t.js";
import { r as readRegistry } from "./registry-state-Y_4efw6G.js";
import { t as flattenText } from "./plain-text-B3nEYAFD.js";
import { n as readLedgerLines, r as readEntries, v as defaultLedgerBranch, y as nodeDigest } from "./read-ledger-Wytu_bIT.js";
import { t as readPolicyFile } from "./read-policy-CE69O8fa.js";
import { t as expandEnvironment } from "./expand-environment-1lA-OK19.js";
import { n as gitEnvironment } from "./git-environment-BcU4ekBg.js";
import { n as runGit } from "./run-git-8uwUDZeK.js";
import { n as checkPath, t as checkBranch } from "./git-arguments-D1ZZ70Jt.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { t as openRegistry } from "./open-registry-Iy06yoH8.js";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
//#region src/runs/ledger-sql.ts
const recordColumns = {
	schema: "VARCHAR",
	key: "VARCHAR",
	model: "JSON",
	actor: "STRUCT(id BIGINT, login VARCHAR, type VARCHAR, role VARCHAR)",
	id: "VARCHAR",
	verb: "VARCHAR",
	trigger: "STRUCT(event VARCHAR, workflow VARCHAR, \"runId\" BIGINT, attempt BIGINT, job VARCHAR, \"pullRequest\" BIGINT, url VARCHAR)",
	startedAt: "TIMESTAMP",
	endedAt: "TIMESTAMP",
	durationSeconds: "DOUBLE",
	state: "VARCHAR",
	reasonCode: "VARCHAR",
	commit: "VARCHAR",
	ref: "VARCHAR",
	params: "MAP(VARCHAR, JSON)",
	inputs: "STRUCT(path VARCHAR, digest VARCHAR, \"sizeBytes\" BIGINT, kind VARCHAR)[]",
	outputs: "STRUCT(path VARCHAR, digest VARCHAR, \"sizeBytes\" BIGINT, kind VARCHAR)[]",
	environment: "JSON",
	hardware: "STRUCT(cpus BIGINT, \"memoryBytes\" BIGINT, gpus VARCHAR[])",
	metrics: "STRUCT(name VARCHAR, value JSON, slice VARCHAR, interval JSON[])[]",
	artifacts: "STRUCT(name VARCHAR, uri VARCHAR, digest VARCHAR, \"sizeBytes\" BIGINT)[]",
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
	runId: "BIGINT"
};
function toNumber$1(value) {
	const text = `json_extract_string(${value}, '$')`;
	return `CASE ${text} WHEN 'nan' THEN 'nan'::DOUBLE WHEN 'inf' THEN 'inf'::DOUBLE WHEN '-inf' THEN '-inf'::DOUBLE ELSE TRY_CAST(${text} AS DOUBLE) END`;
}
function loadEntriesSql() {
	return `CREATE TABLE entries AS SELECT * FROM read_ndjson($1, columns = ${`{sequence: 'BIGINT', digest: 'VARCHAR', segment: 'VARCHAR', intact: 'BOOLEAN', record: 'STRUCT(${Object.entries(recordColumns).map(([name, type]) => `"${name}" ${type}`).join(", ")})'}`}, ignore_errors = true, maximum_object_size = 16777216, auto_detect = false)`;
}
const dropDuplicatesSql = "DELETE FROM entries WHERE sequence IN (SELECT sequence FROM (SELECT sequence, row_number() OVER (PARTITION BY record.key ORDER BY sequence) AS place FROM entries WHERE record.key IN (SELECT record.key FROM entries GROUP BY record.key HAVING count(*) > 1)) WHERE place > 1)";
const countDuplicatesSql = "SELECT count(*) - count(DISTINCT record.key) AS duplicates FROM entries WHERE record.key IS NOT NULL";
const runs = "FROM entries WHERE record.schema = 'pawl.run/1'";
const modelName = "json_extract_string(record.model, '$.name')";
const viewsSql = [
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
	`CREATE VIEW metrics AS SELECT run, model, m.name AS name, ${toNumber$1("m.value")} AS value, m.slice AS slice,
    ${toNumber$1("m.interval[1]")} AS low, ${toNumber$1("m.interval[2]")} AS high
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
    FROM entries WHERE record.schema = 'pawl.audit/1'`
];
const lockSql = ["SET enable_external_access = false", "SET lock_configuration = true"];
function renderSqlLine(line) {
	const { sequence, digest, segment, isIntact, recordText } = line;
	return `{"sequence":${sequence},"digest":"${digest}","segment":"${segment}","intact":${isIntact},"record":${recordText}}\n`;
}
//#endregion
//#region src/app/ledger/ledger-database.ts
const linesAFile = 5e4;
async function openLedgerDatabase({ head, lines, problems }, { sql, files }) {
	for (let at = 0; at === 0 || at < lines.length; at += linesAFile) {
		const text = lines.slice(at, at + linesAFile).map(renderSqlLine).join("");
		await files.write(`entries-${at}.jsonl`, text);
	}
	await sql.query(loadEntriesSql(), [`${files.root}/entries-*.jsonl`]);
	const odd = await findOdd(sql, head ?? "");
	for (const statement of [...viewsSql, ...lockSql]) await sql.query(statement);
	return {
		head,
		problems: [...problems, ...odd],
		query: (statement, parameters) => sql.query(statement, parameters)
	};
}
async function findOdd(sql, where) {
	const problems = [];
	const [bad] = await sql.query("SELECT count(*) AS n FROM entries WHERE record.schema IS NULL");
	if (Number(bad?.["n"]) > 0) {
		const message = `${String(bad?.["n"])} entries have records that cannot be read and are in no view.`;
		problems.push({
			kind: "unreadable",
			where,
			message
		});
	}
	const later = await sql.query("SELECT record.schema AS name, count(*) AS n FROM entries WHERE record.schema NOT IN ('pawl.run/1', 'pawl.audit/1') GROUP BY 1 ORDER BY 1 LIMIT 10");
	for (const { name, n } of later) {
		const message = `${String(n)} entries are of ${JSON.stringify(String(name).slice(0, 60))}, which this version does not read.`;
		problems.push({
			kind: "unknown-schema",
			where,
			message
		});
	}
	const [doubled] = await sql.query(countDuplicatesSql);
	if (Number(doubled?.["duplicates"]) > 0) {
		await sql.query(dropDuplicatesSql);
		const message = `${String(doubled?.["duplicates"])} entries have a key that an earlier one has; the first counts.`;
		problems.push({
			kind: "duplicate-key",
			where,
			message
		});
	}
	return problems;
}
async function findRun(database, text) {
	const ids = (await database.query("SELECT id FROM runs WHERE id = $1 OR starts_with(id, $1) ORDER BY id <> $1, sequence DESC LIMIT 6", [text])).map(({ id }) => String(id));
	const [first] = ids;
	if (first !== void 0 && (first === text || ids.length === 1)) return first;
	const shown = text.slice(0, 100);
	throw new PawlError("ledger.run-unknown", { message: first === void 0 ? `The ledger has no run ${shown}.` : `${shown} is the beginning of several runs: ${ids.join(", ")}.` });
}
//#endregion
//#region src/app/ledger/inspect-runs.ts
function listRuns(database, { model, verb, limit }) {
	return database.query(`SELECT id, verb, model, version, state, reason_code, actor, event, started_at, duration_seconds, commit, intact FROM runs
     WHERE ($1 IS NULL OR model = $1) AND ($2 IS NULL OR verb = $2) ORDER BY sequence DESC LIMIT $3`, [
		model ?? null,
		verb ?? null,
		limit
	]);
}
async function showRun(database, text) {
	const id = await findRun(database, text);
	const read = (view, order) => database.query(`SELECT * EXCLUDE (run) FROM ${view} WHERE run = $1 ORDER BY ${order}`, [id]);
	const [run = {}] = await database.query("SELECT * FROM runs WHERE id = $1", [id]);
	return {
		run,
		params: await read("params", "name"),
		metrics: await read("metrics", "name, slice NULLS FIRST"),
		data: await read("data", "direction, path"),
		artifacts: await read("artifacts", "name")
	};
}
async function diffRuns(database, one, other) {
	const [a, b] = [await findRun(database, one), await findRun(database, other)];
	const facts = (parameter) => `SELECT 'param' AS kind, name, value FROM params WHERE run = ${parameter}
     UNION ALL SELECT 'metric', name, CAST(value AS VARCHAR) FROM metrics WHERE run = ${parameter} AND slice IS NULL
     UNION ALL SELECT 'data ' || direction, path, digest FROM data WHERE run = ${parameter}
     UNION ALL SELECT 'code', 'commit', commit FROM runs WHERE id = ${parameter}`;
	return {
		a,
		b,
		differences: await database.query(`SELECT kind, name, x.value AS a, y.value AS b FROM (${facts("$1")}) x FULL JOIN (${facts("$2")}) y USING (kind, name)
     WHERE x.value IS DISTINCT FROM y.value ORDER BY kind, name`, [a, b])
	};
}
const deepest = 50;
async function traceLineage(database, text) {
	const run = await findRun(database, text);
	return {
		run,
		edges: await database.query(`WITH RECURSIVE links AS (
       SELECT DISTINCT r.id AS run, o.run AS "from", r.digest AS via FROM (SELECT run AS id, digest FROM data WHERE direction = 'in') r
         JOIN data o ON o.direction = 'out' AND o.digest = r.digest AND o.run <> r.id
       UNION SELECT id, unnest(parents), 'parent' FROM runs
       UNION SELECT id, retry_of, 'retry' FROM runs WHERE retry_of IS NOT NULL),
     up AS (SELECT run, "from", via, 1 AS depth FROM links WHERE run = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN up ON l.run = up."from" WHERE depth < ${deepest}),
     down AS (SELECT run, "from", via, 1 AS depth FROM links WHERE "from" = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN down ON l."from" = down.run WHERE depth < ${deepest})
     SELECT DISTINCT run, "from", via FROM (SELECT * FROM up UNION ALL SELECT * FROM down) ORDER BY run, "from", via`, [run])
	};
}
//#endregion
//#region src/adapters/git/ledger-files.ts
function openLedgerFiles(root, { branch, warn }) {
	const top = resolve(root);
	const tracking = `refs/remotes/origin/${checkBranch(branch)}`;
	const seen = `refs/pawl/ledger-seen/${branch}`;
	return {
		head: async () => {
			await fetchBranch(top, branch, tracking).catch((error) => {
				if (!(error instanceof PawlError)) throw error;
				warn(`origin was not reached; what this clone has of ${branch} is shown. ${error.message}`);
			});
			return findRef(top, tracking);
		},
		list: (commit) => listFiles(top, commit),
		read: (files) => readBlobs(top, files),
		originOf: async (commit, path, line) => {
			const blame = [
				"blame",
				"--porcelain",
				"-L",
				`${line},${line}`,
				commit,
				"--",
				checkPath(path)
			];
			const text = await runGit(top, blame).catch(() => "");
			return /^[0-9a-f]{40}(?= )/.exec(text)?.[0];
		},
		lastSeen: () => findRef(top, seen),
		remember: async (commit) => {
			await runGit(top, [
				"update-ref",
				"--no-deref",
				seen,
				commit
			]);
		}
	};
}
async function fetchBranch(top, branch, tracking) {
	if ((await runGit(top, [
		"ls-remote",
		"--end-of-options",
		"origin",
		`refs/heads/${branch}`
	])).trim() === "") {
		await runGit(top, [
			"update-ref",
			"--no-deref",
			"-d",
			tracking
		]);
		return;
	}
	await runGit(top, [
		"fetch",
		"--quiet",
		"--no-tags",
		"--no-write-fetch-head",
		"origin",
		`+refs/heads/${branch}:${tracking}`
	]);
}
async function findRef(top, ref) {
	const found = await runGit(top, [
		"for-each-ref",
		"--format=%(objectname)",
		ref
	]);
	return found.trim() === "" ? void 0 : found.trim();
}
async function listFiles(top, commit) {
	return (await runGit(top, [
		"ls-tree",
		"-r",
		"-l",
		"-z",
		"--end-of-options",
		commit
	])).split("\0").flatMap((line) => {
		const [, sha, size, path] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(line) ?? [];
		return sha === void 0 || path === void 0 ? [] : [{
			path,
			sha,
			sizeBytes: Number(size)
		}];
	}).sort((a, b) => a.path < b.path ? -1 : 1);
}
async function readBlobs(top, files) {
	if (files.length === 0) return [];
	const bytes = await catFiles(top, files);
	const texts = [];
	let at = 0;
	for (const { path } of files) {
		const end = bytes.indexOf(10, at);
		const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(bytes.toString("latin1", at, end)) ?? [];
		if (size === void 0) throw new PawlError("git.failed", { message: `git cat-file did not give ${path} of the ledger in ${top}.` });
		texts.push(bytes.toString("utf8", end + 1, end + 1 + Number(size)));
		at = end + 2 + Number(size);
	}
	return texts;
}
function catFiles(top, files) {
	const child = spawn("git", ["cat-file", "--batch"], {
		cwd: top,
		env: gitEnvironment(process.env),
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	const chunks = [];
	child.stdout.on("data", (chunk) => chunks.push(chunk));
	child.stdin.on("error", () => void 0);
	child.stdin.end(files.map(({ sha }) => `${sha}\n`).join(""));
	return new Promise((done, fail) => {
		child.once("error", (cause) => {
			fail(new PawlError("git.failed", {
				message: `git cat-file could not be started in ${top}.`,
				cause
			}));
		});
		child.once("close", () => {
			done(Buffer.concat(chunks));
		});
	});
}
//#endregion
//#region src/runtime/open-ledger-database.ts
async function readCloneLedger(options) {
	const branch = options.branch ?? await configuredBranch(options);
	return await readLedgerLines(openLedgerFiles(options.directory, {
		branch,
		warn: options.warn
	}), (text) => nodeDigest.sha256(text));
}
async function withLedgerDatabase(options, use) {
	const lines = await readCloneLedger(options);
	const folder = await mkdtemp(join(tmpdir(), "pawl-ledger-"));
	const sql = await createSql({ temporaryDirectory: folder });
	try {
		return await use(await openLedgerDatabase(lines, {
			sql,
			files: await createFileSystem(folder)
		}));
	} finally {
		await sql.close();
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
async function configuredBranch({ directory, config }) {
	const files = await createFileSystem(directory);
	if (await files.stat(config) === void 0) return defaultLedgerBranch;
	return (await readPolicyFile(files, config)).runs?.branch ?? "pawl/ledger";
}
//#endregion
//#region src/runs/tracked-names.ts
const longestKey = 250;
const longestValue = 6e3;
function cleanName(name) {
	return name.replace(/[^\p{L}\p{N}_.\-: /]/gu, "_").split("/").map((part) => part === "" || part === "." || part === ".." ? "_" : part).join("/").slice(0, longestKey - 10).replace(/\/$/, "_");
}
function cleanValue(value) {
	return value.toWellFormed().replace(/(?![\t\n])\p{Cc}/gu, "�").slice(0, longestValue);
}
function uniqueNames(pairs) {
	const taken = new Set();
	return pairs.map((pair) => {
		const clean = cleanName(pair.key);
		let key = clean;
		for (let count = 2; taken.has(key); count += 1) key = `${clean}_${count}`;
		taken.add(key);
		const { value } = pair;
		return {
			...pair,
			key,
			value: typeof value === "string" ? cleanValue(value) : value
		};
	});
}
function cleanModelName(name) {
	return name.replace(/[/:]/g, ".");
}
function environmentAlias(environment) {
	const alias = environment.replace(/[^A-Za-z0-9_-]/g, "-");
	return /^(?:latest|v\d+)$/i.test(alias) ? `env-${alias}` : alias;
}
//#endregion
//#region src/runs/tracked-run.ts
const runTag = "pawl.run";
const statuses = {
	done: "FINISHED",
	negative: "FINISHED",
	failed: "FAILED",
	cancelled: "KILLED"
};
const longestDigest = 36;
const longestDatasetName = 500;
function toTrackedRun({ record, digest }) {
	const endTime = Date.parse(record.endedAt);
	const params = Object.entries(record.params).map(([key, value]) => ({
		key,
		value: String(value)
	}));
	return {
		id: record.id,
		startTime: Date.parse(record.startedAt),
		endTime,
		status: statuses[record.state],
		params: uniqueNames(params),
		metrics: uniqueNames(record.metrics.flatMap((metric) => toMetrics(metric, endTime))),
		tags: uniqueNames([...identityTags(record, digest), ...fileTags(record)]),
		datasets: toDatasets(record)
	};
}
function toDatasets({ inputs, commit }) {
	const datasets = new Map();
	for (const { kind, path, digest } of inputs) {
		if (kind !== "data" || digest === null) continue;
		const name = cleanValue(path).slice(0, longestDatasetName);
		const cut = digest.slice(0, longestDigest);
		const source = JSON.stringify({
			path,
			digest,
			commit
		});
		datasets.set(`${cut} ${name}`, {
			name,
			digest: cut,
			source_type: "dvc",
			source
		});
	}
	return [...datasets.values()];
}
function toMetrics({ name, slice, value, interval }, timestamp) {
	const key = slice === null ? name : `${name}/${slice}`;
	const one = (suffix, number) => ({
		key: `${key}${suffix}`,
		value: toNumber(number),
		timestamp,
		step: 0
	});
	const ends = interval === null ? [] : [one(".low", interval[0]), one(".high", interval[1])];
	return [one("", value), ...ends];
}
function toNumber(value) {
	if (typeof value === "number") return value;
	return {
		nan: "NaN",
		inf: "Infinity",
		"-inf": "-Infinity"
	}[value];
}
function identityTags(record, digest) {
	const { trigger, model, environment, actor } = record;
	const known = {
		[runTag]: record.id,
		"pawl.entry": digest,
		"mlflow.user": actor.login,
		"mlflow.source.type": "JOB",
		"mlflow.source.name": trigger.workflow,
		"mlflow.source.git.commit": record.commit,
		"mlflow.source.git.branch": record.ref,
		"pawl.verb": record.verb,
		"pawl.state": record.state,
		"pawl.reason_code": record.reasonCode,
		"pawl.duration_seconds": record.durationSeconds,
		"pawl.event": trigger.event,
		"pawl.pull_request": trigger.pullRequest,
		"pawl.url": trigger.url,
		"pawl.attempt": trigger.attempt,
		"pawl.runner": environment.runner,
		"pawl.model": model?.name,
		"pawl.version": model?.version,
		"pawl.model_status": model?.status,
		"pawl.model_digest": model?.digest,
		"pawl.retry_of": record.retryOf,
		"pawl.parents": record.parents.length === 0 ? null : record.parents.join(" ")
	};
	return Object.entries(known).flatMap(([key, value]) => value === null || value === void 0 ? [] : [{
		key,
		value: String(value)
	}]);
}
function fileTags(record) {
	const digests = (direction, data) => data.map(({ path, digest }) => ({
		key: `pawl.${direction}.${path}`,
		value: digest ?? "unknown"
	}));
	const links = record.artifacts.map(({ name, uri }) => ({
		key: `pawl.artifact.${name}`,
		value: uri
	}));
	return [
		...digests("input", record.inputs),
		...digests("output", record.outputs),
		...links
	];
}
//#endregion
//#region src/adapters/mlflow/call-server.ts
const refusal = looseObject({
	error_code: string(),
	message: string().default("")
});
const defaultTimeoutMs = 3e4;
function mlflowServer(uri, variables) {
	const url = URL.parse(uri);
	if (!(url !== null && url.username === "" && url.password === "" && url.search + url.hash === "") || !/^https?:$/.test(url.protocol)) throw new PawlError("usage.invalid", {
		message: "The address of the MLflow server is no plain http or https address.",
		hint: "Write https://host:port; give credentials by MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and _PASSWORD."
	});
	const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: user } = variables;
	const password = variables["MLFLOW_TRACKING_PASSWORD"] ?? "";
	const basic = user === void 0 || user === "" ? void 0 : `Basic ${btoa(`${user}:${password}`)}`;
	const authorization = token === void 0 || token === "" ? basic : `Bearer ${token}`;
	return {
		url: url.href.replace(/\/$/, ""),
		authorization
	};
}
async function callServer(server, [method, path], given, schema) {
	const url = new URL(`${server.url}/api/2.0/mlflow/${path}`);
	if (method === "GET") for (const [name, value] of Object.entries(given)) url.searchParams.set(name, String(value));
	const { status, text } = await send(server, {
		method,
		url,
		body: method === "GET" ? void 0 : given
	});
	const document = parseJson(text);
	const where = `${method} ${path} of ${server.url}`;
	if (status === 200) {
		const parsed = schema.safeParse(document);
		if (parsed.success) return { body: parsed.data };
		throw new PawlError("mlflow.malformed-response", { message: `${where} answered what MLflow does not: ${describe$2(text)}` });
	}
	const refused = refusal.safeParse(document).data;
	if (refused !== void 0 && status < 500 && status !== 401 && status !== 403) return {
		refused: refused.error_code,
		message: `${where} answered ${status} ${refused.error_code}: ${describe$2(refused.message)}`
	};
	throw new PawlError("mlflow.refused", { message: `${where} answered ${status}: ${describe$2(refused?.message ?? text)}` });
}
function required(answer) {
	if ("body" in answer) return answer.body;
	throw new PawlError("mlflow.refused", { message: answer.message });
}
async function send({ authorization, timeoutMs = defaultTimeoutMs, url: base }, { method, url, body }) {
	const init = {
		method,
		redirect: "manual",
		headers: {
			...body === void 0 ? {} : { "content-type": "application/json" },
			...authorization === void 0 ? {} : { authorization }
		},
		...body === void 0 ? {} : { body: JSON.stringify(body) },
		signal: AbortSignal.timeout(timeoutMs)
	};
	try {
		const response = await fetch(url, init);
		return {
			status: response.status,
			text: await response.text()
		};
	} catch (cause) {
		throw new PawlError("mlflow.unreachable", {
			message: `${base} did not answer ${method} ${url.pathname} within ${timeoutMs / 1e3} s, or was cut off.`,
			cause
		});
	}
}
function describe$2(text) {
	return JSON.stringify(text.slice(0, 300).toWellFormed());
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
//#endregion
//#region src/adapters/mlflow/experiment-tracking.ts
const nothing$1 = looseObject({});
const experimentSchema = looseObject({ experiment: looseObject({
	experiment_id: string(),
	lifecycle_stage: string().default("active")
}) });
const runSchema = looseObject({
	info: looseObject({
		run_id: string(),
		status: string(),
		lifecycle_stage: string().default("active")
	}),
	data: looseObject({ tags: array(looseObject({
		key: string(),
		value: string()
	})).default([]) }).default({ tags: [] })
});
const pageSchema$1 = looseObject({
	runs: array(runSchema).default([]),
	next_page_token: string().optional()
});
const runsAPage = 1e3;
function createExperimentTracking(server) {
	const post = async (path, given, schema) => required(await callServer(server, ["POST", path], { ...given }, schema));
	return {
		experiment: (name) => findExperiment(server, name),
		listRuns: async (experiment) => {
			const found = [];
			for (let page_token, isFirst = true; isFirst || page_token; isFirst = false) {
				const page = await post("runs/search", {
					experiment_ids: [experiment],
					max_results: runsAPage,
					run_view_type: "ALL",
					page_token
				}, pageSchema$1);
				found.push(...page.runs.map(toFound));
				page_token = page.next_page_token;
			}
			return found;
		},
		createRun: async (experiment, { id, startTime }) => {
			return (await post("runs/create", {
				experiment_id: experiment,
				run_name: id,
				start_time: startTime,
				tags: [{
					key: runTag,
					value: id
				}]
			}, looseObject({ run: runSchema }))).run.info.run_id;
		},
		logBatch: async (run_id, batch) => void await post("runs/log-batch", {
			run_id,
			...batch
		}, nothing$1),
		logDatasets: async (run_id, datasets) => {
			const given = {
				run_id,
				datasets: datasets.map((dataset) => ({ dataset }))
			};
			await post("runs/log-inputs", given, nothing$1);
		},
		finishRun: async (run_id, { status, endTime: end_time }) => void await post("runs/update", {
			run_id,
			status,
			end_time
		}, nothing$1),
		deleteRun: async (run_id) => void await post("runs/delete", { run_id }, nothing$1)
	};
}
async function findExperiment(server, name) {
	const find = () => callServer(server, ["GET", "experiments/get-by-name"], { experiment_name: name }, experimentSchema);
	let answer = await find();
	if ("refused" in answer && answer.refused === "RESOURCE_DOES_NOT_EXIST") {
		const made = await callServer(server, ["POST", "experiments/create"], { name }, nothing$1);
		if ("body" in made || made.refused === "RESOURCE_ALREADY_EXISTS") answer = await find();
		else answer = made;
	}
	const { experiment } = required(answer);
	if (experiment.lifecycle_stage === "active") return experiment.experiment_id;
	throw new PawlError("mlflow.refused", {
		message: `The experiment ${JSON.stringify(name)} of ${server.url} is deleted.`,
		hint: "Restore it with `mlflow experiments restore`, or give --experiment another name."
	});
}
function toFound({ info, data }) {
	return {
		serverId: info.run_id,
		id: data.tags.find(({ key }) => key === runTag)?.value,
		isComplete: info.status !== "RUNNING" && info.status !== "SCHEDULED",
		isDeleted: info.lifecycle_stage === "deleted"
	};
}
//#endregion
//#region src/adapters/mlflow/model-mirror.ts
const nothing = looseObject({});
const tagList = array(looseObject({
	key: string(),
	value: string().default("")
})).default([]);
const modelSchema = looseObject({ registered_model: looseObject({
	tags: tagList,
	aliases: array(looseObject({
		alias: string(),
		version: string$1()
	})).default([])
}) });
const versionSchema = looseObject({
	version: string$1(),
	tags: tagList
});
const pageSchema = looseObject({
	model_versions: array(versionSchema).default([]),
	next_page_token: string().optional()
});
const versionsAPage = 1e3;
function createModelMirror(server) {
	const call = async (method, path, given, schema) => required(await callServer(server, [method, path], { ...given }, schema));
	return {
		findModel: async (name) => {
			const answer = await callServer(server, ["GET", "registered-models/get"], { name }, modelSchema);
			if ("refused" in answer && answer.refused === "RESOURCE_DOES_NOT_EXIST") return void 0;
			const { tags, aliases } = required(answer).registered_model;
			const numbers = aliases.map(({ alias, version }) => [alias, version]);
			return {
				tags: toMap(tags),
				aliases: new Map(numbers)
			};
		},
		createModel: async (name, tags) => void await call("POST", "registered-models/create", {
			name,
			tags
		}, nothing),
		listVersions: (name) => listVersions(server, name),
		createVersion: async (name, { source, description, runId: run_id, tags }) => {
			const given = {
				name,
				source,
				description,
				run_id,
				tags
			};
			const made = looseObject({ model_version: versionSchema });
			return (await call("POST", "model-versions/create", given, made)).model_version.version;
		},
		setModelTag: async (name, tag) => void await call("POST", "registered-models/set-tag", {
			name,
			...tag
		}, nothing),
		setVersionTag: async (name, version, tag) => void await call("POST", "model-versions/set-tag", {
			name,
			version,
			...tag
		}, nothing),
		setAlias: async (name, alias, version) => void await call("POST", "registered-models/alias", {
			name,
			alias,
			version
		}, nothing),
		removeAlias: async (name, alias) => void await call("DELETE", "registered-models/alias", {
			name,
			alias
		}, nothing)
	};
}
async function listVersions(server, name) {
	const found = [];
	const filter = `name='${name.replaceAll("'", "")}'`;
	for (let page_token, isFirst = true; isFirst || page_token; isFirst = false) {
		const page = required(await callServer(server, ["GET", "model-versions/search"], {
			filter,
			max_results: versionsAPage,
			...page_token ? { page_token } : {}
		}, pageSchema));
		found.push(...page.model_versions.map(({ version, tags }) => ({
			number: version,
			tags: toMap(tags)
		})));
		page_token = page.next_page_token;
	}
	return found;
}
function toMap(tags) {
	return new Map(tags.map(({ key, value }) => [key, value]));
}
//#endregion
//#region src/runs/tracked-batches.ts
const most = {
	metrics: 1e3,
	params: 100,
	tags: 100
};
const mostTogether = 1e3;
const mostCharacters = 9e5;
function toBatches(run) {
	const batches = [];
	const put = (kind, item) => {
		const characters = JSON.stringify(item).length + 1;
		let batch = batches.find((filling) => hasRoom(filling, kind, characters));
		if (batch === void 0) {
			batch = {
				metrics: [],
				params: [],
				tags: [],
				characters: 0
			};
			batches.push(batch);
		}
		batch[kind].push(item);
		batch.characters += characters;
	};
	for (const metric of run.metrics) put("metrics", metric);
	for (const param of run.params) put("params", param);
	for (const tag of run.tags) put("tags", tag);
	return batches.map(({ metrics, params, tags }) => ({
		metrics,
		params,
		tags
	}));
}
function hasRoom(filling, kind, characters) {
	const { metrics, params, tags } = filling;
	const together = metrics.length + params.length + tags.length;
	return filling[kind].length < most[kind] && together < mostTogether && filling.characters + characters <= mostCharacters;
}
//#endregion
//#region src/app/ledger/export-runs.ts
async function exportRuns$1(entries, experiment, tracking) {
	const found = groupById(await tracking.listRuns(experiment));
	const doubles = [...found.values()].flatMap(({ doubled }) => doubled);
	for (const { serverId } of doubles) await tracking.deleteRun(serverId);
	const serverIds = new Map([...found].map(([id, { first }]) => [id, first.serverId]));
	const counts = {
		created: 0,
		completed: 0,
		present: 0
	};
	for (const entry of entries) {
		const known = found.get(entry.record.id)?.first;
		const isThere = known !== void 0 && (known.isComplete || known.isDeleted);
		counts[isThere ? "present" : known === void 0 ? "created" : "completed"] += 1;
		if (isThere) continue;
		const run = toTrackedRun(entry);
		const serverId = known?.serverId ?? await tracking.createRun(experiment, run);
		serverIds.set(run.id, serverId);
		await fill(serverId, run, tracking);
	}
	return {
		...counts,
		doublesDeleted: doubles.length,
		serverIds
	};
}
async function fill(serverId, run, tracking) {
	for (const batch of toBatches(run)) await tracking.logBatch(serverId, batch);
	if (run.datasets.length > 0) await tracking.logDatasets(serverId, run.datasets);
	await tracking.finishRun(serverId, run);
}
function groupById(runs) {
	const rank = ({ isDeleted, isComplete, serverId }) => `${isDeleted ? 1 : 0}${isComplete ? 0 : 1}${serverId}`;
	const groups = new Map();
	for (const run of [...runs].sort((a, b) => rank(a) < rank(b) ? -1 : 1)) {
		if (run.id === void 0) continue;
		const group = groups.get(run.id);
		if (group === void 0) groups.set(run.id, {
			first: run,
			doubled: []
		});
		else if (!run.isDeleted) groups.set(run.id, {
			...group,
			doubled: [...group.doubled, run]
		});
	}
	return groups;
}
//#endregion
//#region src/app/ledger/export-versions.ts
const modelTag = "pawl.model";
const versionTag = "pawl.version";
const deregisteredTag = "pawl.deregistered";
async function exportVersions(state, links, mirror) {
	const name = cleanModelName(state.artifact);
	const model = await openModel(name, state.artifact, mirror);
	const numbers = new Map();
	let deregistered = 0;
	const registered = new Set(state.versions.map(({ version }) => version));
	for (const { number, tags } of await mirror.listVersions(name)) {
		const version = tags.get(versionTag);
		if (version === void 0) continue;
		numbers.set(version, number);
		const isGone = !registered.has(version);
		if (isGone === (tags.get(deregisteredTag) === "true")) continue;
		await mirror.setVersionTag(name, number, {
			key: deregisteredTag,
			value: String(isGone)
		});
		if (isGone) deregistered += 1;
	}
	const missing = state.versions.filter(({ version }) => !numbers.has(version)).toReversed();
	for (const version of missing) {
		const made = await mirror.createVersion(name, describeVersion(state.artifact, version, links));
		numbers.set(version.version, made);
	}
	await markDeprecation(name, model, state, mirror);
	const aliases = await setAliases({
		name,
		model,
		state,
		numbers
	}, mirror);
	const present = state.versions.length - missing.length;
	return {
		created: missing.length,
		present,
		deregistered,
		...aliases
	};
}
async function openModel(name, artifact, mirror) {
	const found = await mirror.findModel(name);
	if (found === void 0) {
		await mirror.createModel(name, [{
			key: modelTag,
			value: artifact
		}]);
		return {
			tags: new Map(),
			aliases: new Map()
		};
	}
	if (found.tags.get(modelTag) === artifact) return found;
	throw new PawlError("mlflow.name-taken", { message: `The server has a registered model ${name} that is not Pawl's ${artifact}: its tag ${modelTag} is ${JSON.stringify(found.tags.get(modelTag) ?? null)}.` });
}
function describeVersion(artifact, { version, tag, commitSha }, { serverUrl, repository, runOf }) {
	const release = `${serverUrl}/${repository}/releases/tag/${encodeURIComponent(tag)}`;
	const tags = [
		{
			key: versionTag,
			value: version
		},
		{
			key: "pawl.tag",
			value: tag
		},
		{
			key: "pawl.commit",
			value: commitSha
		},
		{
			key: "pawl.release",
			value: release
		}
	];
	return {
		source: `github-release://${repository}/${encodeURIComponent(tag)}`,
		description: release,
		runId: runOf(artifact, version),
		tags
	};
}
async function markDeprecation(name, model, { isDeprecated }, mirror) {
	const key = "pawl.deprecated";
	if (model.tags.get(key) === "true" === isDeprecated) return;
	await mirror.setModelTag(name, {
		key,
		value: String(isDeprecated)
	});
}
async function setAliases({ name, model, state, numbers }, mirror) {
	const counts = {
		aliasesSet: 0,
		aliasesRemoved: 0
	};
	for (const [environment, { current }] of state.environments) {
		const alias = environmentAlias(environment);
		const before = model.aliases.get(alias);
		const wanted = numbers.get(current?.version ?? "");
		if (wanted === before) continue;
		if (wanted === void 0) {
			await mirror.removeAlias(name, alias);
			counts.aliasesRemoved += 1;
			continue;
		}
		await mirror.setAlias(name, alias, wanted);
		counts.aliasesSet += 1;
	}
	return counts;
}
//#endregion
//#region src/runtime/export-mlflow.ts
async function exportToMlflow(entries, options) {
	const { repository, variables, experiment = repository } = options;
	const server = mlflowServer(options.uri ?? await configuredUri(options), variables);
	const tracking = createExperimentTracking(server);
	const { serverIds, ...runs } = await exportRuns$1(entries, await tracking.experiment(experiment), tracking);
	const makers = new Map(entries.filter(({ record }) => record.verb === "register" && record.state === "done").map(({ record }) => [`${record.model?.name ?? ""}@${record.model?.version ?? ""}`, record.id]).toReversed());
	const links = {
		serverUrl: variables["GITHUB_SERVER_URL"] ?? "https://github.com",
		repository,
		runOf: (model, version) => serverIds.get(makers.get(`${model}@${version}`) ?? "")
	};
	const { tags } = await openRegistry({
		...options,
		remote: void 0
	});
	const mirror = createModelMirror(server);
	const models = [];
	for (const state of readRegistry((await tags.read()).annotated).values()) models.push({
		model: state.artifact,
		...await exportVersions(state, links, mirror)
	});
	return {
		experiment,
		runs,
		models
	};
}
async function configuredUri({ directory, config, variables }) {
	const files = await createFileSystem(directory);
	const uri = (await files.stat(config) === void 0 ? void 0 : await readPolicyFile(files, config))?.runs?.mlflow?.tracking_uri;
	if (uri !== void 0) return expandEnvironment(uri, variables);
	throw new PawlError("usage.invalid", {
		message: "No MLflow server is named.",
		hint: "Write `pawl runs export --mlflow http://host:5000`, or runs.mlflow.tracking_uri in the policy."
	});
}
//#endregion
//#region src/runs/lineage-events.ts
const spec = "https://openlineage.io/spec";
const facetSchemas = {
	parent: `${spec}/facets/1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet`,
	errorMessage: `${spec}/facets/1-0-0/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet`,
	jobType: `${spec}/facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`,
	sourceCodeLocation: `${spec}/facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet`,
	version: `${spec}/facets/1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet`,
	pawl_run: `${spec}/2-0-2/OpenLineage.json#/$defs/RunFacet`,
	pawl_file: `${spec}/2-0-2/OpenLineage.json#/$defs/DatasetFacet`
};
const eventSchema = `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`;
const endings = {
	done: "COMPLETE",
	negative: "COMPLETE",
	failed: "FAIL",
	cancelled: "ABORT"
};
function toLineageEvents(record, context) {
	const job = describeJob(record, context);
	const inputs = record.inputs.map((datum) => describeFile(datum, context));
	const base = {
		producer: context.producer,
		schemaURL: eventSchema
	};
	const runId = lineageRunId(record, context.sha256);
	return [{
		eventType: "START",
		eventTime: record.startedAt,
		...base,
		run: {
			runId,
			facets: { ...describeParent(record, context) }
		},
		job,
		inputs,
		outputs: []
	}, {
		eventType: endings[record.state],
		eventTime: record.endedAt,
		...base,
		run: {
			runId,
			facets: {
				...describeParent(record, context),
				...describeRun(record, context)
			}
		},
		job,
		inputs,
		outputs: record.outputs.map((datum) => describeFile(datum, context))
	}];
}
function lineageRunId({ id, startedAt }, sha256) {
	const time = Math.max(0, Date.parse(startedAt)).toString(16).padStart(12, "0").slice(-12);
	const bits = sha256(id);
	const variant = (Number.parseInt(bits.slice(3, 4), 16) & 3 | 8).toString(16);
	return [
		time.slice(0, 8),
		time.slice(8),
		`7${bits.slice(0, 3)}`,
		`${variant}${bits.slice(4, 7)}`,
		bits.slice(7, 19)
	].join("-");
}
function facet(key, { producer }, members) {
	return { [key]: {
		_producer: producer,
		_schemaURL: facetSchemas[key],
		...members
	} };
}
function jobName({ verb, model }) {
	return model === null ? verb : `${verb}/${model.name}`;
}
function describeJob(record, context) {
	const { repositoryUrl } = context;
	const { commit, ref } = record;
	const source = commit === null ? {} : facet("sourceCodeLocation", context, {
		type: "git",
		url: `${repositoryUrl}/tree/${commit}`,
		repoUrl: `${repositoryUrl}.git`,
		version: commit,
		...ref === null ? {} : { branch: ref.replace(/^refs\/heads\//, "") }
	});
	const facets = {
		...facet("jobType", context, {
			processingType: "BATCH",
			integration: "PAWL",
			jobType: record.verb.toUpperCase()
		}),
		...source
	};
	return {
		namespace: repositoryUrl,
		name: jobName(record),
		facets
	};
}
function describeParent(record, context) {
	const parent = record.parents.map(context.find).find((found) => found !== void 0);
	if (parent === void 0) return {};
	return facet("parent", context, {
		run: { runId: lineageRunId(parent, context.sha256) },
		job: {
			namespace: context.repositoryUrl,
			name: jobName(parent)
		}
	});
}
function describeRun(record, context) {
	const { schema: _, key: _key, inputs: _inputs, outputs: _outputs, ...own } = record;
	const message = `${jobName(record)} ended as ${record.state}: ${record.reasonCode ?? "no reason code"}`;
	const error = record.state === "failed" || record.state === "cancelled" ? facet("errorMessage", context, {
		message,
		programmingLanguage: "JAVASCRIPT"
	}) : {};
	return {
		...facet("pawl_run", context, own),
		...error
	};
}
function describeFile({ path, digest, sizeBytes, kind }, context) {
	const facets = {
		...digest === null ? {} : facet("version", context, { datasetVersion: digest }),
		...facet("pawl_file", context, {
			kind,
			sizeBytes
		})
	};
	return {
		namespace: context.repositoryUrl,
		name: path,
		facets
	};
}
//#endregion
//#region src/runtime/export-openlineage.ts
const producer = "https://github.com/pawl-ml/pawl";
async function exportToOpenLineage(entries, { file, repositoryUrl }) {
	const runs = new Map(entries.map(({ record }) => [record.id, record]));
	const find = (id) => runs.get(id);
	const context = {
		repositoryUrl,
		producer,
		sha256: (text) => nodeDigest.sha256(text),
		find
	};
	function* lines() {
		for (const { record } of entries) for (const event of toLineageEvents(record, context)) yield `${JSON.stringify(event)}\n`;
	}
	const partial = `${file}.${process.pid}.partial`;
	try {
		await pipeline(Readable.from(lines()), createWriteStream(partial, {
			flags: "wx",
			flush: true
		}));
		await rename(partial, file);
	} catch (cause) {
		await rm(partial, { force: true });
		throw new PawlError("file.write-failed", {
			message: `${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause
		});
	}
	return 2 * entries.length;
}
//#endregion
//#region src/runtime/export-runs.ts
async function readExportableRuns(options) {
	const { head, lines, problems } = await readCloneLedger(options);
	const read = readEntries(lines);
	const runs = read.entries.filter((entry) => entry.record.schema === "pawl.run/1");
	const entries = runs.filter(({ isIntact }) => isIntact);
	return {
		head,
		entries,
		changed: runs.length - entries.length,
		problems: [...problems, ...read.problems]
	};
}
//#endregion
//#region src/cli/runs-export.ts
function addRunsExportCommand(runs) {
	runs.command("export").description("send runs to an MLflow server with versions and environments, or write OpenLineage events").option("--mlflow [uri]", "to this MLflow server; without a value to runs.mlflow.tracking_uri of the policy").option("--openlineage <file>", "events of OpenLineage into this file, one a line").option("--experiment <name>", "MLflow's experiment; default: the repository").option("--repository <owner/name>", "the repository; default: GITHUB_REPOSITORY").option("--branch <name>", "the ledger's branch; default: runs.branch of the policy").option("--config <path>", "the policy file", policyPath).action(async (_, command) => {
		await exportRuns(command.optsWithGlobals());
	});
}
async function exportRuns(options) {
	if (options.mlflow === void 0 && options.openlineage === void 0) throw new PawlError("usage.invalid", {
		message: "pawl runs export was not told where to.",
		hint: "Give --mlflow, --openlineage or both."
	});
	const repository = readRepository(options);
	const runs = await readExportableRuns({
		...options,
		directory: process.cwd(),
		warn
	});
	const { head, changed, problems } = runs;
	if (changed > 0) warn(`${changed} runs were changed in the ledger and are left out; \`pawl runs verify\` names them.`);
	for (const { where, message } of problems) warn(`${flattenText(where, 200)}: ${flattenText(message, 400)}`);
	const openlineage = await toOpenLineage(runs, options, repository);
	const mlflow = await toMlflow(runs, options, repository);
	const lines = [...openlineage === void 0 ? [] : [`${openlineage.events} events in ${openlineage.file}`], ...mlflow === void 0 ? [] : describe$1(mlflow)];
	printResult(options.json, {
		schema: "pawl.runs-export/1",
		head,
		changed,
		openlineage,
		mlflow
	}, lines);
}
function warn(message) {
	console.error(`pawl: ${message}`);
}
async function toOpenLineage({ entries }, { openlineage: file }, repository) {
	if (file === void 0) return void 0;
	const repositoryUrl = `${process.env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${repository}`;
	return {
		file,
		events: await exportToOpenLineage(entries, {
			file: resolve(file),
			repositoryUrl
		})
	};
}
async function toMlflow({ entries }, { mlflow, config, experiment }, repository) {
	if (mlflow === void 0) return void 0;
	const uri = mlflow === true ? void 0 : mlflow;
	return await exportToMlflow(entries, {
		directory: process.cwd(),
		config,
		repository,
		experiment,
		variables: process.env,
		uri
	});
}
function readRepository({ repository = process.env["GITHUB_REPOSITORY"] }) {
	if (/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) return repository ?? "";
	throw new PawlError("usage.invalid", {
		message: "pawl runs export does not know the repository.",
		hint: "Give --repository owner/name, or set GITHUB_REPOSITORY."
	});
}
function describe$1({ experiment, runs, models }) {
	const begun = runs.completed === 0 ? "" : `, ${runs.completed} gone on with`;
	const doubled = runs.doublesDeleted === 0 ? "" : `, ${runs.doublesDeleted} doubled ones deleted`;
	return [`experiment ${experiment}: ${runs.created} runs sent${begun}, ${runs.present} were there${doubled}`, ...models.map(({ model, created, present, aliasesSet, aliasesRemoved }) => `model ${flattenText(model, 200)}: ${created} versions registered, ${present} were there, ${aliasesSet} aliases set, ${aliasesRemoved} removed`)];
}
//#endregion
//#region src/cli/runs.ts
function addRunsCommand(program) {
	const runs = program.command("runs").description("look at the ledger of runs and decisions");
	const add = (usage, description, inspect) => runs.command(usage).description(description).option("--branch <name>", "the ledger's branch; default: runs.branch of the policy").option("--config <path>", "the policy file", policyPath).action(async (...given) => {
		const command = given.at(-1);
		const options = command.optsWithGlobals();
		await answer(options, (database) => inspect(database, options, command.args), usage === "verify");
	});
	add("list", "the newest runs", list).option("--model <name>", "runs of this model only").option("--verb <verb>", "runs of this verb only, for instance train").option("--limit <count>", "most runs", wholeNumber, 20);
	add("show <run>", "everything about a run: its id, or how it begins", show);
	add("diff <a> <b>", "what differs between two runs", diff);
	add("lineage <run>", "which runs a run builds on, and which build on it", lineage);
	add("verify", "check the chain of the ledger", verify);
	add("query <sql>", "SQL (DuckDB) over runs, metrics, params, artifacts, data and audit", query);
	addRunsExportCommand(runs);
}
async function answer(options, inspect, isVerify) {
	const warn = (message) => {
		console.error(`pawl: ${message}`);
	};
	await withLedgerDatabase({
		...options,
		directory: process.cwd(),
		warn
	}, async (database) => {
		const { schema, document, lines } = await inspect(database);
		const { head, problems } = database;
		if (options.json === true) console.log(JSON.stringify({
			schema,
			head,
			problems,
			...document
		}, null, 2));
		else if (lines !== "") console.log(lines);
		if (!isVerify && options.json !== true) for (const problem of problems) warn(describe(problem));
		if (isVerify && problems.length > 0) process.exitCode = 3;
	});
}
function describe({ kind, where, message }) {
	return `${kind} at ${flattenText(where, 200)}: ${flattenText(message, 400)}`;
}
async function list(database, options) {
	const runs = await listRuns(database, options);
	return {
		schema: "pawl.runs-list/1",
		document: { runs },
		lines: table(runs)
	};
}
async function show(database, _, [id = ""]) {
	const details = await showRun(database, id);
	const own = Object.entries(details.run).map(([name, value]) => ({
		name,
		value
	}));
	const more = [
		["params", details.params],
		["metrics", details.metrics],
		["data", details.data],
		["artifacts", details.artifacts]
	].filter(([, rows]) => rows.length > 0).map(([title, rows]) => `\n${title}\n${table(rows)}`);
	return {
		schema: "pawl.runs-show/1",
		document: details,
		lines: [table(own), ...more].join("\n")
	};
}
async function diff(database, _, [a = "", b = ""]) {
	const found = await diffRuns(database, a, b);
	return {
		schema: "pawl.runs-diff/1",
		document: found,
		lines: found.differences.length === 0 ? "no differences" : table(found.differences)
	};
}
async function lineage(database, _, [id = ""]) {
	const found = await traceLineage(database, id);
	return {
		schema: "pawl.runs-lineage/1",
		document: found,
		lines: found.edges.length === 0 ? `${found.run} has no lineage` : table(found.edges)
	};
}
async function verify(database) {
	const [count] = await database.query("SELECT count(*) AS entries FROM entries");
	const entries = Number(count?.["entries"]);
	const { head, problems } = database;
	const lines = problems.length === 0 ? `${entries} entries, the chain is whole at ${head ?? "no commit: there is no ledger"}` : problems.map(describe).join("\n");
	return {
		schema: "pawl.runs-verify/1",
		document: { entries },
		lines
	};
}
async function query(database, _, [sql = ""]) {
	const rows = await database.query(sql);
	return {
		schema: "pawl.runs-query/1",
		document: { rows: rows.map(plainRow) },
		lines: table(rows)
	};
}
function plainRow(row) {
	const plain = (value) => {
		if (typeof value === "bigint") return String(value);
		if (typeof value !== "number" || Number.isFinite(value)) return value;
		return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
	};
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}
function table(rows) {
	const [first] = rows;
	if (first === void 0) return "no rows";
	const names = Object.keys(first);
	const cell = (value) => {
		if (value === null || value === void 0) return "";
		return flattenText(value instanceof Date ? value.toISOString() : String(value));
	};
	return renderTextTable(names, rows.map((row) => names.map((name) => cell(row[name]))), "plain");
}
function wholeNumber(text) {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value > 0) return value;
	throw new InvalidArgumentError("a whole number of at least 1 is expected");
}
//#endregion
export { addRunsCommand };
