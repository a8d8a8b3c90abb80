import { f as PawlError } from "./copy-W2n1VAGm.js";
import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { n as policyPath } from "./parse-policy-CiPne4bg.js";
import { t as flattenText } from "./plain-text-B3nEYAFD.js";
import { a as nodeDigest } from "./read-ledger-BOzKXy_l.js";
import { i as exportToMlflow, n as withLedgerDatabase, r as findRun, t as readExportableRuns } from "./export-runs-B8pFaCRQ.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { rename, rm } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
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
async function traceLineage(database, text) {
	const [promotion] = await database.query("SELECT key FROM audit WHERE key = $1", [text]);
	const run = promotion === void 0 ? await findRun(database, text) : text;
	return {
		run,
		edges: await database.query(`WITH RECURSIVE ${linksSql},
     up AS (SELECT run, "from", via, 1 AS depth FROM links WHERE run = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN up ON l.run = up."from" WHERE depth < ${deepest}),
     down AS (SELECT run, "from", via, 1 AS depth FROM links WHERE "from" = $1
       UNION SELECT l.run, l."from", l.via, depth + 1 FROM links l JOIN down ON l."from" = down.run WHERE depth < ${deepest})
     SELECT DISTINCT run, "from", via FROM (SELECT * FROM up UNION ALL SELECT * FROM down) ORDER BY run, "from", via`, [run])
	};
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
	const stage = record.failedStage === void 0 ? "" : ` in the stage ${record.failedStage}`;
	const message = `${jobName(record)} ended as ${record.state}${stage}: ${record.reasonCode ?? "no reason code"}`;
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
		isAnew: isVerify,
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
