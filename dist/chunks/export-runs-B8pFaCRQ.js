import { D as string, E as strictObject, S as number, b as literal, m as array, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { l as string$1 } from "./provenance-DkknPRya.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { H as writeAtomically, on as createFileSystem, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { a as readRegistry } from "./released-manifest-CM4I6NaU.js";
import { S as genesis, a as nodeDigest, h as readEntries, i as defaultLedgerBranch, r as readLedgerLines, t as readHead, x as followChain, y as boundProblems } from "./read-ledger-BOzKXy_l.js";
import { t as openRegistry } from "./open-registry-CgxxShHC.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { t as expandEnvironment } from "./expand-environment-D6mcx6oj.js";
import { n as runGit } from "./run-git-Byg91ZIW.js";
import { n as gitEnvironment } from "./git-environment-BcU4ekBg.js";
import { n as checkPath, t as checkBranch } from "./git-arguments-SQcToZ9n.js";
import { mkdtemp, open, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
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
		value: toNumber$1(number),
		timestamp,
		step: 0
	});
	const ends = interval === null ? [] : [one(".low", interval[0]), one(".high", interval[1])];
	return [one("", value), ...ends];
}
function toNumber$1(value) {
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
		"pawl.failed_stage": record.failedStage ?? null,
		"pawl.duration_seconds": record.durationSeconds,
		"pawl.event": trigger.event,
		"pawl.pull_request": trigger.pullRequest,
		"pawl.request": trigger.request,
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
		throw new PawlError("mlflow.malformed-response", { message: `${where} answered what MLflow does not: ${describe(text)}` });
	}
	const refused = refusal.safeParse(document).data;
	if (refused !== void 0 && status < 500 && status !== 401 && status !== 403) return {
		refused: refused.error_code,
		message: `${where} answered ${status} ${refused.error_code}: ${describe(refused.message)}`
	};
	throw new PawlError("mlflow.refused", { message: `${where} answered ${status}: ${describe(refused?.message ?? text)}` });
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
function describe(text) {
	return JSON.stringify(text.slice(0, 300).toWellFormed());
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
async function exportRuns(entries, experiment, tracking) {
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
		await fill$1(serverId, run, tracking);
	}
	return {
		...counts,
		doublesDeleted: doubles.length,
		serverIds
	};
}
async function fill$1(serverId, run, tracking) {
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
	const { serverIds, ...runs } = await exportRuns(entries, await tracking.experiment(experiment), tracking);
	const makers = new Map(entries.filter(({ record }) => record.verb === "register" && record.state === "done").map(({ record }) => [`${record.model?.name ?? ""}@${record.model?.version ?? ""}`, record.id]).toReversed());
	const links = {
		serverUrl: variables["GITHUB_SERVER_URL"] ?? "https://github.com",
		repository,
		runOf: (model, version) => serverIds.get(makers.get(`${model}@${version}`) ?? "")
	};
	const tags = options.tags ?? (await openRegistry({
		...options,
		remote: void 0
	})).tags;
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
//#region src/adapters/file-system/scratch-folder.ts
async function openScratchFolder() {
	const root = await mkdtemp(join(tmpdir(), "pawl-"));
	return {
		root,
		read: (name) => readFile(join(root, name)),
		pieces: (name, lengths) => readPieces(join(root, name), lengths),
		write: (name, content) => writeFile(join(root, name), content),
		remove: (name) => rm(join(root, name), { force: true }),
		close: () => rm(root, {
			recursive: true,
			force: true
		})
	};
}
async function* readPieces(path, lengths) {
	const memory = Buffer.allocUnsafe(Math.max(0, ...lengths));
	const file = await open(path);
	try {
		for (const length of lengths) yield memory.subarray(0, await fill(file, memory, length));
	} finally {
		await file.close();
	}
}
async function fill(file, memory, length) {
	let at = 0;
	while (at < length) {
		const { bytesRead } = await file.read(memory, at, length - at);
		if (bytesRead === 0) break;
		at += bytesRead;
	}
	return at;
}
//#endregion
//#region src/adapters/git/ledger-cache.ts
const largest = 64 * 2 ** 20;
const longestHead = 1e3;
const youngMs = 36e5;
const link$1 = strictObject({
	sequence: number().int().nonnegative(),
	digest: string().regex(/^[0-9a-f]{64}$/)
});
const headSchema = strictObject({
	schema: literal("pawl.ledger-block/1"),
	key: string(),
	from: link$1,
	last: link$1,
	sha256: string()
});
function openLedgerCache(root, options) {
	const { branch, warn } = options;
	const opened = findFolder(resolve(root), branch);
	opened.catch(() => void 0);
	return {
		find: async (key) => {
			const bytes = await readSmall(join(await opened, nameOf(key)));
			return bytes === void 0 ? void 0 : parseBlock(bytes, key);
		},
		keep: async (key, block) => {
			const content = renderBlock(key, block);
			if (content.length > largest) return;
			const path = join(await opened, nameOf(key));
			await writeAtomically(path, content, {
				mode: 384,
				isDurable: false
			}).catch((cause) => {
				const reason = cause instanceof Error ? cause.message : String(cause);
				warn(`${path} could not be written; the next read of the ledger takes as long as this one. ${reason}`);
			});
		},
		retain: async (keys) => {
			await removeOthers(await opened, new Set(keys.map(nameOf)));
		}
	};
}
async function findFolder(top, branch) {
	return join(resolve(top, (await runGit(top, ["rev-parse", "--git-common-dir"])).replace(/\n$/, "")), "pawl", "ledger", digestOf(branch).slice(0, 16));
}
function nameOf(key) {
	return `${digestOf(key)}.block`;
}
function digestOf(content) {
	return createHash("sha256").update(content).digest("hex");
}
function renderBlock(key, { from, last, rows }) {
	const head = {
		schema: "pawl.ledger-block/1",
		key,
		from,
		last,
		sha256: digestOf(rows)
	};
	return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), rows]);
}
function parseBlock(bytes, key) {
	const end = bytes.subarray(0, longestHead).indexOf(10);
	const head = headSchema.safeParse(parseJson(bytes.toString("utf8", 0, Math.max(0, end)))).data;
	const rows = bytes.subarray(end + 1);
	if (head?.key !== key || head.sha256 !== digestOf(rows)) return void 0;
	return {
		from: head.from,
		last: head.last,
		rows
	};
}
async function readSmall(path) {
	try {
		const found = await stat(path);
		return found.isFile() && found.size <= largest ? await readFile(path) : void 0;
	} catch {
		return;
	}
}
async function removeOthers(folder, names) {
	const found = await readdir(folder).catch(() => []);
	for (const name of found.filter((each) => !names.has(each))) {
		const path = join(folder, name);
		const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
		if (Date.now() - mtimeMs > youngMs) await rm(path, {
			recursive: true,
			force: true
		});
	}
}
//#endregion
//#region src/runs/saved-segments.ts
const newline$1 = 10;
const pieceLength = 8;
function cutPieces(segments) {
	return [...Array.from({ length: Math.ceil(segments.length / pieceLength) }, (_, index) => {
		const own = segments.slice(index * pieceLength, (index + 1) * pieceLength);
		return {
			segments: own,
			length: own.reduce((sum, { sizeBytes }) => sum + sizeBytes + 2, 0)
		};
	}), {
		segments: [],
		length: 1
	}];
}
function cutSegments(bytes, segments) {
	let at = 0;
	const found = segments.map(({ path, sizeBytes }) => {
		const [from, to] = [at + 1, at + 1 + sizeBytes];
		if (bytes[at] !== newline$1 || bytes[to] !== newline$1) throw wrong(path);
		at = to + 1;
		return bytes.subarray(from, to);
	});
	if (at !== bytes.length) throw wrong(`what follows ${segments.at(-1)?.path ?? "nothing"}`);
	return found;
}
function wrong(what) {
	return new PawlError("git.failed", { message: `git cat-file did not give ${what.slice(0, 200)} in the ledger.` });
}
//#endregion
//#region src/adapters/git/ledger-blobs.ts
async function readBlobs(top, files) {
	if (files.length === 0) return [];
	const chunks = [];
	await catBlobs(top, files, chunks);
	return cutSegments(Buffer.concat(chunks), files);
}
async function saveBlobs(top, files, path) {
	const file = await open(path, "wx", 384);
	try {
		if (files.length > 0) await catBlobs(top, files, file.fd);
	} finally {
		await file.close();
	}
}
function catBlobs(top, files, to) {
	const child = spawn("git", ["cat-file", "--batch="], {
		cwd: top,
		env: gitEnvironment(process.env),
		stdio: [
			"pipe",
			typeof to === "number" ? to : "pipe",
			"ignore"
		]
	});
	if (typeof to !== "number") child.stdout?.on("data", (chunk) => to.push(chunk));
	writeNames(child.stdin, files);
	return new Promise((done, fail) => {
		child.once("error", (cause) => {
			fail(new PawlError("git.failed", {
				message: `git cat-file could not be started in ${top}.`,
				cause
			}));
		});
		child.once("close", () => {
			done();
		});
	});
}
function writeNames(input, files) {
	input?.on("error", () => void 0);
	input?.end(files.map(({ sha }) => `${sha}\n`).join(""));
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
		save: (files, path) => saveBlobs(top, files, path),
		read: async (files) => (await readBlobs(top, files)).map((bytes) => Buffer.from(bytes).toString("utf8")),
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
	const name = `refs/heads/${branch}`;
	const listing = runGit(top, [
		"ls-remote",
		"--end-of-options",
		"origin",
		name
	]);
	const [listed, here] = await Promise.all([listing, findRef(top, tracking)]);
	if (listed.trim() === "") {
		await runGit(top, [
			"update-ref",
			"--no-deref",
			"-d",
			tracking
		]);
		return;
	}
	if (here !== void 0 && listed.split("\n").includes(`${here}\t${name}`)) return;
	await runGit(top, [
		"fetch",
		"--no-tags",
		"--no-write-fetch-head",
		"origin",
		`+${name}:${tracking}`
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
	])).split("\0").flatMap((line) => parseFile(top, line)).sort((a, b) => a.path < b.path ? -1 : 1);
}
function parseFile(top, line) {
	const [, sha, size, path] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\S+)\t(.+)$/s.exec(line) ?? [];
	if (sha === void 0 || path === void 0) return [];
	if (/^\d+$/.test(size ?? "")) return [{
		path,
		sha,
		sizeBytes: Number(size)
	}];
	throw new PawlError("git.failed", { message: `git has no ${path.slice(0, 200)} of the ledger in ${top}.` });
}
//#endregion
//#region src/runs/ledger-sql.ts
const recordColumns = {
	schema: "VARCHAR",
	key: "VARCHAR",
	model: "JSON",
	actor: "STRUCT(id BIGINT, login VARCHAR, type VARCHAR, role VARCHAR)",
	id: "VARCHAR",
	verb: "VARCHAR",
	trigger: "STRUCT(event VARCHAR, workflow VARCHAR, \"runId\" BIGINT, attempt BIGINT, job VARCHAR, \"pullRequest\" BIGINT, url VARCHAR, request VARCHAR)",
	startedAt: "TIMESTAMP",
	endedAt: "TIMESTAMP",
	durationSeconds: "DOUBLE",
	state: "VARCHAR",
	reasonCode: "VARCHAR",
	failedStage: "VARCHAR",
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
function toNumber(value) {
	const text = `json_extract_string(${value}, '$')`;
	return `CASE ${text} WHEN 'nan' THEN 'nan'::DOUBLE WHEN 'inf' THEN 'inf'::DOUBLE WHEN '-inf' THEN '-inf'::DOUBLE ELSE TRY_CAST(${text} AS DOUBLE) END`;
}
function convertSql(hasFlags) {
	const members = Object.entries(recordColumns).map(([name, type]) => `"${name}" ${type}`);
	const lines = `read_ndjson($1, columns = ${`{sequence: 'BIGINT', digest: 'VARCHAR', ${hasFlags ? "intact: 'BOOLEAN', " : ""}record: 'STRUCT(${members.join(", ")})'}`}, ignore_errors = true, maximum_object_size = 16777216, auto_detect = false)`;
	return `COPY (SELECT sequence, digest, ${hasFlags ? "intact" : "true AS intact"}, record.* FROM ${lines}) TO $2 (FORMAT parquet)`;
}
function countReadableSql(path) {
	return `SELECT count("schema") AS readable FROM read_parquet('${quoted(path)}')`;
}
function entriesSql(folder) {
	return `CREATE VIEW entries AS SELECT * FROM read_parquet('${quoted(folder)}/*.parquet')`;
}
const dropDuplicatesSql = ["CREATE TABLE first_entries AS SELECT * FROM entries QUALIFY \"key\" IS NULL OR row_number() OVER (PARTITION BY \"key\" ORDER BY sequence) = 1", "CREATE OR REPLACE VIEW entries AS SELECT * FROM first_entries"];
const countDuplicatesSql = "SELECT count(\"key\") - count(DISTINCT \"key\") AS duplicates FROM entries";
const runs = "FROM entries e WHERE e.schema = 'pawl.run/1'";
const modelName = "json_extract_string(e.model, '$.name')";
const viewsSql = [
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
    FROM entries e WHERE e.schema = 'pawl.audit/1'`
];
function lockSql(folder) {
	return [
		`SET allowed_directories = ['${quoted(folder)}/']`,
		"SET enable_external_access = false",
		"SET lock_configuration = true"
	];
}
function quoted(text) {
	return text.replaceAll("'", "''");
}
function renderSqlLine(line) {
	const { sequence, digest, isIntact, recordText } = line;
	return `{"sequence":${sequence},"digest":"${digest}","intact":${isIntact},"record":${recordText}}\n`;
}
function cutBlocks(segments, sha256) {
	const full = Math.floor(Math.max(0, segments.length - 1) / 64);
	return [...Array.from({ length: full }, (_, index) => {
		const own = segments.slice(index * 64, (index + 1) * 64);
		return {
			segments: own,
			key: keyOf(own, sha256)
		};
	}), {
		segments: segments.slice(full * 64),
		key: void 0
	}];
}
function keyOf(segments, sha256) {
	const lines = segments.map(({ path, sha }) => `${sha} ${path}`);
	return sha256([convertSql(false), ...lines].join("\n"));
}
//#endregion
//#region src/runs/sound-segment.ts
const newline = 10;
const opening = "{\"digest\":\"";
const digestEnd = 75;
function followSoundSegments(segments, from, sha256) {
	const content = { bytes: new Uint8Array(0) };
	let last = from;
	let lines = 0;
	for (const bytes of segments) {
		let at = 0;
		while (at < bytes.length) {
			const next = bytes.indexOf(newline, at);
			const end = next === -1 ? bytes.length : next;
			const link = followLine({
				bytes,
				at,
				end
			}, last, content, sha256);
			if (link === void 0) return void 0;
			last = link;
			lines += 1;
			at = end + 1;
		}
	}
	return {
		last,
		lines
	};
}
function followLine({ bytes, at, end }, before, content, sha256) {
	const sequence = before.sequence + 1;
	const middle = `","previous":"${before.digest}","sequence":${sequence},"record":`;
	const start = at + digestEnd + middle.length;
	if (!(holds(bytes, opening, at) && holds(bytes, middle, at + digestEnd) && holds(bytes, "{", start) && holds(bytes, "}}", end - 2))) return void 0;
	const prefix = `${sequence}\n${before.digest}\n`;
	const length = prefix.length + end - 1 - start;
	if (content.bytes.length < length) content.bytes = new Uint8Array(2 * length);
	for (let index = 0; index < prefix.length; index += 1) content.bytes[index] = prefix.charCodeAt(index);
	content.bytes.set(bytes.subarray(start, end - 1), prefix.length);
	const digest = sha256(content.bytes.subarray(0, length));
	return holds(bytes, digest, at + 11) ? {
		sequence,
		digest
	} : void 0;
}
function holds(bytes, text, at) {
	for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text.charCodeAt(index)) return false;
	return true;
}
//#endregion
//#region src/app/ledger/check-block.ts
async function checkBlock(block, ports) {
	const sound = await followPieces(block, ports);
	if (sound !== void 0) return {
		...sound,
		problems: []
	};
	const { name, segments, from } = block;
	const bytes = cutSegments(await ports.folder.read(name), segments);
	const decoder = new TextDecoder();
	const { lines, problems, last } = followChain(segments.map(({ path }, index) => ({
		path,
		text: decoder.decode(bytes[index])
	})), ports.sha256, from);
	return {
		content: lines.map(renderSqlLine).join(""),
		lines: lines.length,
		last,
		problems
	};
}
async function followPieces({ name, segments, from }, { folder, sha256 }) {
	const pieces = cutPieces(segments);
	const lengths = pieces.map(({ length }) => length);
	let found = {
		last: from,
		lines: 0
	};
	let count = 0;
	for await (const bytes of folder.pieces(name, lengths)) {
		const next = followSoundSegments(cutSegments(bytes, pieces[count]?.segments ?? []), found.last, sha256);
		if (next === void 0) return void 0;
		found = {
			last: next.last,
			lines: found.lines + next.lines
		};
		count += 1;
	}
	return found;
}
//#endregion
//#region src/app/ledger/conversions.ts
function startConversions(engines) {
	const lanes = [];
	let count = 0;
	return {
		add: (work) => {
			const lane = lanes[count % engines.most] ??= openLane(engines.open());
			count += 1;
			const done = lane.last.then(async () => work(await lane.sql));
			lane.last = done.catch(() => void 0);
			return done;
		},
		close: async () => {
			for (const { last, sql } of lanes) {
				await last;
				await (await sql.catch(() => void 0))?.close();
			}
		}
	};
}
function openLane(sql) {
	sql.catch(() => void 0);
	return {
		sql,
		last: Promise.resolve()
	};
}
//#endregion
//#region src/app/ledger/load-blocks.ts
async function loadBlocks(segments, ports) {
	const blocks = cutBlocks(segments, ports.sha256);
	const conversions = startConversions(ports.engines);
	const counts = [];
	try {
		const problems = await load(blocks, {
			...ports,
			conversions
		}, counts);
		const unreadable = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
		await ports.cache?.retain(blocks.flatMap(({ key }) => key ?? []));
		return {
			problems: boundProblems(problems),
			unreadable
		};
	} finally {
		await Promise.allSettled(counts);
		await conversions.close();
	}
}
async function load(blocks, loading, counts) {
	const problems = [];
	let from = genesis;
	let ahead = guarded(bring(blocks[0], 0, loading));
	try {
		for (const [index, block] of blocks.entries()) {
			const source = await ahead;
			ahead = guarded(bring(blocks[index + 1], index + 1, loading));
			await counts.at(-4);
			const loaded = await loadBlock({
				index,
				from,
				block
			}, source, loading);
			problems.push(...loaded.problems);
			counts.push(loaded.unreadable);
			from = loaded.last;
		}
	} finally {
		await ahead.catch(() => void 0);
	}
	return problems;
}
async function loadBlock(place, source, loading) {
	const { index, from, block } = place;
	if (source !== "saved" && isSame(source.from, from)) {
		await loading.folder.write(tableOf(index), [source.rows]);
		return {
			problems: [],
			last: source.last,
			unreadable: Promise.resolve(0)
		};
	}
	if (source !== "saved") await save(block, index, loading);
	const readable = guarded(loading.conversions.add((sql) => convert(index, false, {
		...loading,
		sql
	})));
	const checked = await checkBlock({
		name: linesOf(index),
		segments: block.segments,
		from
	}, loading);
	const unreadable = guarded(finish(place, checked, readable, loading));
	return {
		problems: checked.problems,
		last: checked.last,
		unreadable
	};
}
async function bring(block, index, loading) {
	if (block === void 0) return "saved";
	const cached = block.key === void 0 ? void 0 : await loading.cache?.find(block.key);
	if (cached === void 0) await save(block, index, loading);
	return cached ?? "saved";
}
function save({ segments }, index, { files, folder }) {
	return files.save(segments, `${folder.root}/${linesOf(index)}`);
}
function linesOf(index) {
	return `${index}.jsonl`;
}
function tableOf(index) {
	return `${index}.parquet`;
}
function guarded(promise) {
	promise.catch(() => void 0);
	return promise;
}
function isSame(one, other) {
	return one.sequence === other.sequence && one.digest === other.digest;
}
async function convert(index, hasFlags, { sql, folder }) {
	const table = `${folder.root}/${tableOf(index)}`;
	await sql.query(convertSql(hasFlags), [`${folder.root}/${linesOf(index)}`, table]);
	const [count] = await sql.query(countReadableSql(table));
	return Number(count?.["readable"]);
}
async function finish({ index, from, block }, { content, lines, last }, asItIs, loading) {
	const { folder, cache } = loading;
	const readable = content === void 0 ? await asItIs : await convertFlagged({
		index,
		content
	}, asItIs, loading);
	await folder.remove(linesOf(index));
	const unreadable = lines - readable;
	if (cache !== void 0 && block.key !== void 0 && content === void 0 && unreadable === 0) await cache.keep(block.key, {
		from,
		last,
		rows: await folder.read(tableOf(index))
	});
	return unreadable;
}
async function convertFlagged({ index, content }, asItIs, { folder, conversions }) {
	await asItIs.catch(() => void 0);
	await folder.write(linesOf(index), content);
	return await conversions.add((sql) => convert(index, true, {
		folder,
		sql
	}));
}
//#endregion
//#region src/app/ledger/ledger-database.ts
async function openLedgerDatabase(ports) {
	const { files, sql, folder, sha256 } = ports;
	let unreadable = 0;
	const { head, problems, remembered } = await readHead(files, sha256, async (segments) => {
		const loaded = await loadBlocks(segments, ports);
		await sql.query(entriesSql(folder.root));
		unreadable = loaded.unreadable;
		return {
			problems: loaded.problems,
			digestOf: (sequence) => findDigest(sql, sequence)
		};
	});
	const odd = await findOdd(sql, {
		where: head ?? "",
		unreadable
	});
	for (const statement of [...viewsSql, ...lockSql(folder.root)]) await sql.query(statement);
	await remembered;
	return {
		head,
		problems: [...problems, ...odd],
		query: (statement, parameters) => sql.query(statement, parameters)
	};
}
async function findDigest(sql, sequence) {
	const [row] = await sql.query("SELECT digest FROM entries WHERE sequence = $1 LIMIT 1", [sequence]);
	return row === void 0 ? void 0 : String(row["digest"]);
}
async function findOdd(sql, { where, unreadable }) {
	const problems = [];
	if (unreadable > 0) {
		const message = `${unreadable} entries have records that cannot be read and are in no view.`;
		problems.push({
			kind: "unreadable",
			where,
			message
		});
	}
	const later = await sql.query("SELECT e.schema AS name, count(*) AS n FROM entries e WHERE e.schema NOT IN ('pawl.run/1', 'pawl.audit/1') GROUP BY 1 ORDER BY 1 LIMIT 10");
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
		for (const statement of dropDuplicatesSql) await sql.query(statement);
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
//#region src/runtime/open-ledger-database.ts
async function readCloneLedger(options) {
	const branch = options.branch ?? await configuredBranch(options);
	return await readLedgerLines(openLedgerFiles(options.directory, {
		branch,
		warn: options.warn
	}), sha256);
}
function sha256(content) {
	return nodeDigest.sha256(content);
}
async function withLedgerDatabase(options, use) {
	const clone = {
		branch: options.branch ?? await configuredBranch(options),
		warn: options.warn
	};
	const files = openLedgerFiles(options.directory, clone);
	const cache = options.isAnew === true ? void 0 : openLedgerCache(options.directory, clone);
	const folder = await openScratchFolder();
	const head = files.head();
	head.catch(() => void 0);
	const temporaryDirectory = folder.root;
	const engines = {
		most: availableParallelism(),
		open: () => createSql({
			temporaryDirectory,
			threads: 1
		})
	};
	const sql = await createSql({ temporaryDirectory });
	try {
		return await use(await openLedgerDatabase({
			files: {
				...files,
				head: () => head
			},
			sql,
			engines,
			folder,
			cache,
			sha256
		}));
	} finally {
		await sql.close();
		await folder.close();
	}
}
async function configuredBranch({ directory, config }) {
	const files = await createFileSystem(directory);
	if (await files.stat(config) === void 0) return defaultLedgerBranch;
	return (await readPolicyFile(files, config)).runs?.branch ?? "pawl/ledger";
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
export { exportToMlflow as i, withLedgerDatabase as n, findRun as r, readExportableRuns as t };
