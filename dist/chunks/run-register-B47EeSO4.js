import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { h as PawlError } from "./copy-CSK34uCP.js";
import { Bt as isNumberValue, G as listKnownData, Gt as isBelow, Ht as isValueList, J as lockedEntry, K as loadPipeline, Ut as isValueMap, an as createModelRuntime, bn as openRevisions, gn as openGitRepository, mn as openDataStore, nn as createFileSystem, p as writeTree, rn as createGitHub, tn as createClock, un as createSql } from "./pipeline-ex9HlBJS.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { n as flattenText, t as escapeText } from "./escape-BTBGfFtq.js";
import { n as require_semver } from "./manifest-schema-DjRrucpR.js";
import { a as formatTag, n as readReleasedManifest, r as nextTaggerDate, s as tagMessage, t as manifestAsset } from "./released-manifest-CeOeWJRt.js";
import { s as readModelState } from "./promotion-facts-Dy47ur3l.js";
import { p as findMetric } from "./parse-policy-DlZZnKvD.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { b as metricLabel, g as formatPValue, h as formatLevel, m as formatEstimate, p as formatDifference, s as slicesFoundWorse, t as renderLineage, u as plural, x as metricName, y as formatValue } from "./lineage-graph-BqZjBlXe.js";
import { i as untrusted, r as tableBlock, t as renderBlocks } from "./markdown-blocks-4lg8a-Gb.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { i as outputRows, t as exampleRequest } from "./smoke-test-Bt9q29cZ.js";
import { t as readPolicyFile } from "./read-policy-CM5x9BZE.js";
import { t as restorePath } from "./restore-output-uGkHlyyy.js";
import { a as modelAssetName, c as evaluate, d as readPaired, h as readTarget, i as toReleasedChampion, l as reservedColumns, n as openAnsweredRows, r as readReleasedTable, s as predictionsAsset, t as keepPredictions, u as answerColumns } from "./released-predictions-D9WNAd2v.js";
import { n as plannedColumns, s as scoreTable, t as planInputs, u as openEvaluationTable } from "./input-plan--ZtrzEHp.js";
import { o as countValues } from "./bins-DzA-D_k-.js";
import { t as buildColumnProfile } from "./column-profile-D0HaDQOK.js";
import { t as checkRequest } from "./feeds--2Lv1FWA.js";
//#region src/app/register-models.ts
var import_dist = __toESM(require_dist(), 1);
var import_semver = require_semver();
async function registerModels(requests, register) {
	const results = [];
	const defects = [];
	for (const request of requests) try {
		results.push(await register(request));
	} catch (error) {
		if (error instanceof PawlError) results.push(toFailed(request.model, error));
		else defects.push(error);
	}
	if (defects.length > 0) throw defects[0];
	return results;
}
function failedRegistrations(models) {
	return models.filter((result) => result.decision === "failed");
}
function describeFailures(failures) {
	return failures.map(({ model, reason, hint }) => `${model}: ${reason} ${hint}`).join("\n");
}
function toFailed(model, error) {
	const { code: reasonCode, message: reason, hint, exitStatus } = error;
	return {
		decision: "failed",
		reasonCode,
		reason,
		hint,
		exitStatus,
		model,
		version: null
	};
}
//#endregion
//#region src/registry/canonical-json.ts
function canonicalJson(value) {
	return JSON.stringify(sortKeys(value)) ?? "null";
}
function sortKeys(value) {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
	return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
//#endregion
//#region src/registry/digests.ts
function findArtifactStages(stages, artifact) {
	const makerOf = (path) => stages.find((stage) => stage.outs.some((out) => contains(out.path, path) || contains(path, out.path)));
	const found = new Set();
	const open = [makerOf(artifact)];
	while (open.length > 0) {
		const stage = open.pop();
		if (stage === void 0 || found.has(stage)) continue;
		found.add(stage);
		open.push(...stage.deps.map((dep) => makerOf(dep.path)));
	}
	return [...found].sort((a, b) => a.name < b.name ? -1 : 1);
}
function contains(directory, path) {
	return path === directory || path.startsWith(`${directory}/`);
}
function collectDigestMaterial(stages, isData) {
	const made = stages.flatMap((stage) => stage.outs.map((out) => out.path));
	const isMade = (path) => made.some((out) => contains(out, path) || contains(path, out));
	const active = stages.filter((stage) => !stage.isFrozen);
	const isCode = (dep) => !isMade(dep.path) && !isData(dep.path);
	const record = (deps) => Object.fromEntries(deps.map((dep) => [dep.path, dep.md5]));
	return {
		code: active.map(({ name, cmd, deps }) => ({
			name,
			cmd,
			deps: record(deps.filter(isCode))
		})),
		params: active.map(({ name, params }) => ({
			name,
			params
		})),
		data: [...active.map(({ name, deps }) => ({
			name,
			deps: record(deps.filter((dep) => !isCode(dep)))
		})), ...stages.filter((stage) => stage.isFrozen).map(({ name, outs }) => ({
			name,
			outs: record(outs)
		}))]
	};
}
async function digestMaterial(material) {
	return {
		code: await sha256(canonicalJson(material.code)),
		params: await sha256(canonicalJson(material.params)),
		data: await sha256(canonicalJson(material.data))
	};
}
//#endregion
//#region src/app/artifact-lineage.ts
async function readLineage(view, artifact) {
	const loaded = await loadPipeline(view);
	const made = findArtifactStages(loaded.pipeline.flatMap((stage) => toLockedStage(stage, loaded)), artifact);
	const md5 = made.flatMap((stage) => stage.outs).find((out) => out.path === artifact)?.md5;
	if (md5 === void 0 || md5 === null) return void 0;
	const tracked = (path) => loaded.tracked.some((data) => data.target === path || isBelow(path, data.target));
	return {
		md5,
		material: collectDigestMaterial(made, tracked)
	};
}
function toLockedStage(stage, loaded) {
	const entry = lockedEntry(loaded, stage);
	if (entry === void 0) return [];
	const { address: name, isFrozen } = stage;
	return [{
		name,
		isFrozen,
		cmd: entry.cmd,
		deps: toPaths(stage.deps, entry.deps),
		outs: toPaths(stage.outs, entry.outs),
		params: toParams(entry.params)
	}];
}
function toPaths(declared, locked) {
	return declared.map(({ path, lockPath }) => ({
		path,
		md5: locked.find((item) => item.path === lockPath)?.md5 ?? null
	}));
}
function toParams(params) {
	return Object.fromEntries([...params].map(([file, values]) => [file, Object.fromEntries([...values].map(([key, value]) => [key, toPlain(value)]))]));
}
function toPlain(value) {
	if (isNumberValue(value)) return { number: value.text };
	if (isValueList(value)) return value.map(toPlain);
	if (isValueMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
	return value;
}
//#endregion
//#region src/drift/profile.ts
function buildProfile(input) {
	const columns = [...input.columns].map(([name, values]) => {
		const type = input.types?.[name];
		return [name, buildColumnProfile(countValues(values, type === void 0 ? {} : { type }))];
	});
	return {
		schema: "pawl.profile/1",
		rows: columns[0]?.[1].rows ?? input.scores?.length ?? 0,
		columns: Object.fromEntries(columns),
		score: input.scores === void 0 ? null : buildColumnProfile(countValues(input.scores, { type: "numeric" })),
		evaluation: input.targets === void 0 ? null : evaluationOf(input, input.targets)
	};
}
function evaluationOf(input, targets) {
	let rows = 0;
	let target = 0;
	let score = 0;
	for (const [index, value] of targets.entries()) {
		const truth = finite(value);
		const prediction = finite(input.scores?.[index]);
		if (truth === void 0 || prediction === void 0) continue;
		rows += 1;
		target += truth;
		score += prediction;
	}
	const metrics = Object.entries(input.metrics ?? {}).map(([name, { value, interval }]) => [name, {
		value,
		interval: interval ? [interval[0], interval[1]] : null
	}]);
	return {
		rows,
		meanTarget: rows === 0 ? "nan" : target / rows,
		meanPrediction: rows === 0 ? "nan" : score / rows,
		metrics: Object.fromEntries(metrics)
	};
}
function finite(value) {
	if (value === null || value === void 0 || value === "") return void 0;
	const number = Number(value);
	return Number.isFinite(number) ? number : void 0;
}
//#endregion
//#region src/app/describe-predictions.ts
async function describePredictions(source, ports) {
	const { policy, report } = source;
	const { evaluation } = policy;
	if (evaluation?.predictions === void 0) return {
		profile: buildProfile({ columns: new Map() }),
		kept: void 0,
		report
	};
	const tables = await openAnsweredRows(evaluation, evaluation.predictions, ports);
	const profile = await profileAnswers({
		policy,
		evaluation,
		report,
		tables
	}, ports);
	const kept = await keepPredictions(tables, policy, ports);
	if (kept !== void 0) return {
		profile,
		kept,
		report
	};
	const note = "the predictions take more than 50 MiB: the Release does not hold them";
	return {
		profile,
		kept,
		report: {
			...report,
			notes: [note, ...report.notes].slice(0, 50)
		}
	};
}
async function profileAnswers(source, { sql }) {
	const { policy, evaluation, report, tables } = source;
	const { rows, predictions } = tables;
	const answers = answerColumns(policy.task, predictions);
	const left = new Set([...reservedColumns(evaluation), ...answers]);
	const columns = new Map();
	for (const name of rows.columns) if (!left.has(name)) columns.set(name, await rows.read(name));
	const [scores] = answers.length === 1 && policy.task !== "multiclass-classification" ? await readPaired(answers, tables, sql) : [];
	const measured = report.metrics.flatMap(({ metric, challenger }) => challenger === null ? [] : [[metric, challenger]]);
	const profile = buildProfile({
		columns,
		...scores === void 0 ? {} : { scores: Array.from(scores) },
		targets: Array.from(await readTarget(rows, evaluation.target, policy.task)),
		metrics: Object.fromEntries(measured)
	});
	const shown = Object.entries(profile.columns).filter(([, { type, distinct, rows: count }]) => type !== "categorical" || distinct * 2 <= count);
	return {
		...profile,
		columns: Object.fromEntries(shown)
	};
}
//#endregion
//#region src/app/previous-version.ts
async function findPreviousVersion(policy, previous, ports) {
	if (previous === void 0) return {
		champion: null,
		notes: []
	};
	const { evaluation } = policy;
	const named = `the version before, ${previous.version},`;
	if (evaluation?.predictions !== void 0) return await findPreviousAnswers({
		...policy,
		evaluation
	}, previous, ports);
	if (previous.signature === null) return {
		champion: null,
		notes: [`${named} is no ONNX: it cannot answer for these rows`]
	};
	return {
		champion: await readPreviousModel(previous, ports),
		notes: []
	};
}
async function findPreviousAnswers(policy, previous, ports) {
	const release = await ports.releases.findByTag(tagOf(previous));
	if (release === void 0) return {
		champion: null,
		notes: []
	};
	const found = await readReleasedTable({
		release,
		manifest: previous
	}, policy, ports);
	if ("note" in found) return {
		champion: null,
		notes: [`nothing to compare with: ${found.note}`]
	};
	return {
		champion: toReleasedChampion(previous, found.table),
		notes: []
	};
}
function tagOf({ model, version }) {
	return `${model.replace(":", "=")}@${version}`;
}
async function readPreviousModel(manifest, { releases }) {
	const { model, version, commit, artifact } = manifest;
	const asset = (await releases.findByTag(tagOf(manifest)))?.assets.find((entry) => entry.name === artifact.asset && entry.state === "uploaded");
	if (asset === void 0) return null;
	const bytes = await releases.downloadAsset(asset.id);
	if (await sha256(bytes) !== artifact.sha256) throw new PawlError("registry.artifact-changed", { message: `${artifact.asset} of the Release of ${model} ${version} is not the file that its manifest names.` });
	return {
		bytes,
		source: "release",
		version,
		commit
	};
}
//#endregion
//#region src/app/describe-model.ts
const exampleRows = 5;
const searchedRows = 500;
const noExamples = {
	inputs: [],
	outputs: []
};
async function describeModel(candidate, ports) {
	const { evaluation } = candidate.request.policy;
	const model = await loadModel(candidate, ports);
	try {
		const signature = model === void 0 ? null : toSignature(model);
		if (evaluation === void 0) {
			const profile = buildProfile({ columns: new Map() });
			return {
				signature,
				examples: noExamples,
				profile,
				report: void 0,
				predictions: void 0
			};
		}
		const report = await compare(candidate, ports);
		const answered = evaluation.predictions === void 0 ? void 0 : await describePredictions({
			policy: candidate.request.policy,
			report
		}, ports);
		const scored = model === void 0 || evaluation.data === void 0 ? void 0 : await describeByScoring({
			model,
			report,
			candidate,
			path: evaluation.data
		}, ports);
		const profile = scored?.profile ?? answered?.profile ?? buildProfile({ columns: new Map() });
		const { examples = noExamples } = scored ?? {};
		return {
			signature,
			examples,
			profile,
			report: answered?.report ?? report,
			predictions: answered?.kept
		};
	} finally {
		await model?.release();
	}
}
async function loadModel({ request, bytes, isDirectory }, { modelRuntime }) {
	const { artifact, evaluation } = request.policy;
	const isScored = evaluation?.data !== void 0 && evaluation.predictions === void 0;
	if (isDirectory) {
		if (!isScored) return void 0;
		throw new PawlError("model.unreadable", {
			message: `${artifact} is a folder: the rows of evaluation.data are scored with one ONNX file.`,
			hint: "Export the model as ONNX, or write its answers and name them as evaluation.predictions."
		});
	}
	try {
		return await modelRuntime.load(bytes);
	} catch (error) {
		if (error instanceof PawlError && (error.code === "model.unreadable" || error.code === "model.unsupported") && !isScored && !artifact.endsWith(".onnx")) return void 0;
		throw error;
	}
}
function toSignature({ signature }) {
	const copy = (spec) => ({
		...spec,
		shape: [...spec.shape]
	});
	return {
		inputs: signature.inputs.map(copy),
		outputs: signature.outputs.map(copy)
	};
}
async function describeByScoring(source, ports) {
	const { model, report, candidate, path } = source;
	const { evaluation } = candidate.request.policy;
	const table = await openEvaluationTable({
		path,
		id: evaluation?.id
	}, ports);
	const plan = planInputs(model, {
		table,
		reserved: evaluation === void 0 ? new Set() : reservedColumns(evaluation)
	});
	return {
		examples: await makeExamples(model, {
			signature: toSignature(model),
			table,
			plan
		}),
		profile: await profileOf(candidate, {
			model,
			plan,
			table,
			report
		})
	};
}
async function compare(candidate, ports) {
	const { request, bytes, previous } = candidate;
	const { champion, notes } = await findPreviousVersion(request.policy, previous, ports);
	const { report } = await evaluate({
		model: request.model,
		policy: request.policy,
		headSha: request.commit,
		baseSha: previous?.commit ?? null,
		challenger: {
			bytes,
			source: "workspace",
			version: null,
			commit: request.commit
		},
		champion,
		metricsFiles: [],
		params: [],
		stages: [],
		isUnchanged: false,
		sections: { notes: [...notes] }
	}, ports);
	return report;
}
async function makeExamples(model, source) {
	const { signature, table, plan } = source;
	const inputs = signature.inputs.every(({ shape, datatype }) => shape.slice(1).every((size) => size >= 0) && datatype !== "FP16") && plan.fixedRows === void 0 ? await readExampleRows(plan, table) : [];
	const request = exampleRequest({
		signature,
		examples: {
			inputs,
			outputs: []
		}
	});
	if (request === void 0) return {
		inputs: [],
		outputs: []
	};
	const checked = checkRequest(request, {
		signature,
		columns: {
			id: null,
			timestamp: null
		}
	});
	if (!checked.ok) throw new PawlError("model.input-invalid", { message: `${table.path}: ${checked.error}` });
	return {
		inputs,
		outputs: [...outputRows(await model.run(checked.value.feeds), checked.value.rows)]
	};
}
async function readExampleRows(plan, table) {
	const wanted = plan.inputs.flatMap(({ columns, type }) => columns.map((name) => ({
		name,
		type
	})));
	const values = await table.readAll(wanted, {
		from: 0,
		to: searchedRows
	});
	const rows = [];
	for (let row = 0; row < Math.min(table.rows, searchedRows) && rows.length < exampleRows; row += 1) {
		const found = values.map((column) => toExampleValue(column[row]));
		if (!found.some((value, index) => value === null && wanted[index]?.type !== "DOUBLE")) rows.push(toExample(plan, found));
	}
	return rows;
}
function toExample(plan, values) {
	let position = 0;
	return Object.fromEntries(plan.inputs.map(({ spec, columns }) => {
		const own = values.slice(position, position += columns.length);
		return [spec.name, own.length === 1 ? own[0] : own];
	}));
}
function toExampleValue(value) {
	if (typeof value === "bigint") return Number(value);
	if (typeof value === "number") return Number.isFinite(value) ? value : null;
	return typeof value === "string" || typeof value === "boolean" ? value : null;
}
async function profileOf(candidate, evidence) {
	const { model, plan, table, report } = evidence;
	const { policy } = candidate.request;
	const columns = new Map();
	for (const name of plannedColumns(plan)) columns.set(name, await table.read(name));
	const measured = report.metrics.flatMap(({ metric, challenger }) => challenger === null ? [] : [[metric, challenger]]);
	const scores = await scoreTable({
		model,
		plan,
		task: policy.task
	}, table);
	const target = policy.evaluation?.target;
	return buildProfile({
		columns,
		...scores.width === 1 ? { scores: Array.from(scores.values) } : {},
		...target === void 0 ? {} : { targets: Array.from(await readTarget(table, target, policy.task)) },
		metrics: Object.fromEntries(measured)
	});
}
//#endregion
//#region src/registry/version-rule.ts
const firstVersion = "v1.0.0";
const labelPrefix = "ml/bump:";
function decideVersion(question) {
	const { greatest, label } = question;
	if (greatest === void 0) return {
		version: firstVersion,
		level: "first",
		reason: "first",
		previous: null
	};
	const ruled = judge(question.previous, question.candidate);
	const { level, reason } = label === void 0 ? ruled : {
		level: label,
		reason: `label: ${labelPrefix}${label} (${ruled.reason})`
	};
	return {
		version: bump(greatest, level),
		level,
		reason,
		previous: greatest
	};
}
function readBumpLabel(labels) {
	return [
		"major",
		"minor",
		"patch"
	].find((level) => labels.includes(`${labelPrefix}${level}`));
}
function judge(previous, candidate) {
	if (previous === void 0) return {
		level: "major",
		reason: "signature-changed: the previous version has no manifest to compare with"
	};
	const breaks = findSignatureBreaks(previous.signature, candidate.signature);
	if (breaks.length > 0) return {
		level: "major",
		reason: `signature-changed: ${breaks.join(", ")}`
	};
	const changed = ["code", "params"].filter((part) => previous.digests[part] !== candidate.digests[part]);
	if (changed.length > 0) return {
		level: "minor",
		reason: `code-or-params-changed: ${changed.join(", ")}`
	};
	if (previous.digests.data !== candidate.digests.data) return {
		level: "patch",
		reason: "data-changed"
	};
	return {
		level: "patch",
		reason: "data-changed: same digests, trained again"
	};
}
function findSignatureBreaks(previous, candidate) {
	if (previous === null && candidate === null) return [];
	if (candidate === null) return ["the model is no ONNX any more"];
	if (previous === null) return ["the model is ONNX now"];
	return [...findTensorBreaks("input", previous.inputs, candidate.inputs), ...findTensorBreaks("output", previous.outputs, candidate.outputs)];
}
function findTensorBreaks(kind, previous, candidate) {
	const before = new Map(previous.map((tensor) => [tensor.name, tensor]));
	const after = new Map(candidate.map((tensor) => [tensor.name, tensor]));
	const removed = previous.filter((tensor) => !after.has(tensor.name));
	const added = candidate.filter((tensor) => !before.has(tensor.name));
	const retyped = candidate.filter((tensor) => {
		const old = before.get(tensor.name);
		return old !== void 0 && describeType(old) !== describeType(tensor);
	});
	return [
		...removed.map((tensor) => `${kind} ${tensor.name} was removed`),
		...added.map((tensor) => `${kind} ${tensor.name} was added`),
		...retyped.map((tensor) => `${kind} ${tensor.name} is now ${describeType(tensor)}`)
	];
}
function describeType(tensor) {
	return `${tensor.datatype} [${tensor.shape.join(", ")}]`;
}
function bump(version, level) {
	const parsed = (0, import_semver.parse)(version);
	if (parsed === null) return firstVersion;
	const { major, minor, patch } = parsed;
	if (level === "major") return `v${major + 1}.0.0`;
	if (level === "minor") return `v${major}.${minor + 1}.0`;
	return `v${major}.${minor}.${patch + 1}`;
}
//#endregion
//#region src/app/model-candidate.ts
function isDirectory({ md5 }) {
	return md5.endsWith(".dir");
}
//#endregion
//#region src/app/publish-release.ts
const attempts$1 = 4;
async function publishRelease(wanted, releases) {
	await ensureDraft(wanted, releases);
	for (const asset of wanted.assets) await ensureAsset(wanted.tag, asset, releases);
	const complete = await requireRelease(wanted.tag, releases);
	if (!complete.draft) return complete;
	const own = new Set(wanted.assets.map((asset) => asset.name));
	for (const asset of complete.assets.filter(({ name }) => !own.has(name))) await releases.removeAsset(asset.id);
	return await releases.update(complete.id, {
		name: wanted.name,
		body: wanted.body,
		draft: false
	});
}
async function ensureDraft(wanted, releases) {
	const { tag, name, body } = wanted;
	if (await releases.findByTag(tag) !== void 0) return;
	const created = await releases.create(tag, {
		name,
		body,
		draft: true
	});
	const rivals = (await releases.list()).filter((release) => release.tag === tag);
	if ((rivals.find((release) => !release.draft) ?? leastId(rivals) ?? created).id !== created.id) await releases.remove(created.id);
}
function leastId(releases) {
	return [...releases].sort((a, b) => a.id - b.id)[0];
}
async function requireRelease(tag, releases) {
	const found = await releases.findByTag(tag);
	if (found !== void 0) return found;
	throw new PawlError("registry.contended", { message: `The draft Release of ${tag} was removed meanwhile.` });
}
async function ensureAsset(tag, file, releases) {
	const digest = await sha256(file.bytes);
	let cause;
	for (let attempt = 0; attempt < attempts$1; attempt += 1) {
		const release = await requireRelease(tag, releases);
		const held = release.assets.find((asset) => asset.name === file.name);
		if (held !== void 0 && (!release.draft || await isComplete(held, {
			file,
			digest
		}, releases))) return;
		try {
			if (held !== void 0) await releases.removeAsset(held.id);
			await releases.uploadAsset(release.id, file);
		} catch (error) {
			if (attempt === attempts$1 - 1 || !isRejected(error)) throw error;
			cause = error;
		}
	}
	throw new PawlError("registry.contended", {
		message: `The asset ${file.name} of the Release ${tag} is not complete.`,
		cause
	});
}
function isRejected(error) {
	return error instanceof PawlError && error.code === "github.request-failed";
}
async function isComplete(held, wanted, releases) {
	if (held.state !== "uploaded" || held.sizeBytes !== wanted.file.bytes.byteLength) return false;
	if (held.digest !== null) return held.digest === `sha256:${wanted.digest}`;
	return await sha256(await releases.downloadAsset(held.id)) === wanted.digest;
}
//#endregion
//#region src/report/version-metrics.ts
function versionMetricBlocks(report) {
	const { metrics, data, resamples, seed } = report;
	if (metrics.length === 0) return [];
	const how = `${data === null ? "" : `${plural(data.rows, "row")}; `}${formatLevel(report.confidence)} intervals by ${plural(resamples, "paired resample")}, seed ${seed}.`;
	return [...tableBlock(metricTable(report)), {
		kind: "text",
		text: how
	}];
}
function metricTable({ metrics }) {
	return {
		columns: [
			{ heading: "Metric" },
			...numberColumns,
			{ heading: "Verdict" }
		],
		rows: metrics.map((metric) => [
			metricLabel(metric),
			...numberCells(metric),
			metric.verdict
		])
	};
}
const numberColumns = [
	"This version",
	"Version before",
	"Difference"
].map((heading) => ({
	heading,
	align: "right"
}));
function numberCells(metric) {
	return [
		formatEstimate(metric, "challenger"),
		formatEstimate(metric, "champion"),
		formatDifference(metric)
	];
}
function versionSliceTable({ slices }) {
	const rows = slices.flatMap(({ slice, rows: count, metrics, origin }) => {
		const [primary] = metrics;
		if (primary === void 0) return [];
		const found = origin === "found" ? "found by search" : "declared";
		return [[
			untrusted(slice, 80),
			found,
			count.toLocaleString("en-US"),
			metricLabel(primary),
			...numberCells(primary)
		]];
	});
	return {
		columns: [
			...[
				{ heading: "Slice" },
				{ heading: "Origin" },
				{
					heading: "Rows",
					align: "right"
				}
			],
			{ heading: "Metric" },
			...numberColumns
		],
		rows
	};
}
//#endregion
//#region src/report/model-card-sections.ts
const say = (text) => ({
	kind: "text",
	text
});
const list = (items) => items.length === 0 ? [] : [{
	kind: "list",
	items
}];
const notEvaluated = say("Not given: this version was registered without an evaluation.");
function detailBlocks({ manifest, policy }) {
	const { bump, artifact } = manifest;
	const before = bump.previous === null ? ["the first"] : ["after ", untrusted(bump.previous, 40)];
	const size = plural(artifact.sizeBytes, "byte");
	return list([
		`Task: ${manifest.task}`,
		["Owner: ", policy.owner === void 0 ? "not given" : untrusted(policy.owner, 80)],
		[
			"Version: ",
			untrusted(manifest.version, 40),
			", ",
			...before,
			": ",
			untrusted(bump.reason)
		],
		["Commit: ", { code: manifest.commit }],
		[
			artifact.md5.endsWith(".dir") ? "List of the files of the folder " : "File: ",
			untrusted(artifact.path, 120),
			`, ${size}, sha256 `,
			{ code: artifact.sha256 }
		],
		["Registered: ", untrusted(manifest.createdAt, 40)],
		"Licence: not given"
	]);
}
function signatureBlocks({ signature }) {
	if (signature === null) return [say("Not known: the model is no ONNX, and Pawl does not read its format.")];
	const rowOf = (kind) => (spec) => [
		kind,
		untrusted(spec.name),
		untrusted(spec.datatype),
		spec.shape.join(" × ")
	];
	return tableBlock({
		columns: [
			"",
			"Name",
			"Type",
			"Shape"
		].map((heading) => ({ heading })),
		rows: [...signature.inputs.map(rowOf("input")), ...signature.outputs.map(rowOf("output"))]
	});
}
function dataBlocks({ manifest, policy, report }) {
	const { digests, columns } = manifest;
	const evaluated = report?.data == null ? "Evaluation data: not given" : [
		"Evaluation data: ",
		untrusted(report.data.path, 120),
		`, ${plural(report.data.rows, "row")}, `,
		{ code: report.data.digest }
	];
	const target = columns.target ?? policy.evaluation?.target;
	return list([
		[
			"Training data: what the stages read, sha256 ",
			{ code: digests.data },
			"; a description: not given"
		],
		[
			"Code and params that made it: sha256 ",
			{ code: digests.code },
			" and ",
			{ code: digests.params }
		],
		evaluated,
		["Target: ", target == null ? "not given" : untrusted(target, 80)],
		"How the data was collected, and who is in it: not given"
	]);
}
function metricBlocks({ report }) {
	const blocks = report === void 0 ? [] : versionMetricBlocks(report);
	return blocks.length === 0 ? [notEvaluated] : blocks;
}
function sliceBlocks({ report }) {
	const blocks = report === void 0 ? [] : tableBlock(versionSliceTable(report));
	return blocks.length === 0 ? [say("Not given: the policy declares no slices.")] : blocks;
}
function fairnessBlocks({ policy, report }) {
	const gaps = metricsNamed(report, /^(?:demographic_parity|equalized_odds)_/);
	const group = policy.evaluation?.group;
	if (gaps.length === 0) return [say("Not measured: the policy names no group column, or no fairness metric was asked for.")];
	return [...group === void 0 ? [] : [say([
		"By ",
		untrusted(group, 80),
		"."
	])], ...list(gaps.map(estimateLine))];
}
function calibrationBlocks({ manifest, report }) {
	if (manifest.task === "regression") return [say("Does not apply to regression.")];
	const metrics = metricsNamed(report, /^(?:ece|mce|brier|log_loss)(?::|$)/);
	const rows = (report?.curves?.calibration?.challenger ?? []).map(([predicted, share]) => [formatValue(predicted, 3), formatValue(share, 3)]);
	const columns = ["Mean predicted probability", "Share of positives"].map((heading) => ({
		heading,
		align: "right"
	}));
	const blocks = [...list(metrics.map(estimateLine)), ...tableBlock({
		columns,
		rows
	})];
	return blocks.length === 0 ? [say("Not measured.")] : blocks;
}
function metricsNamed(report, name) {
	return (report?.metrics ?? []).filter(({ metric, challenger }) => challenger !== null && name.test(metric));
}
function estimateLine(metric) {
	return [...metricLabel(metric), `: ${formatEstimate(metric, "challenger")}`];
}
const mostColumns = 10;
function importanceBlocks({ report }) {
	const importance = report?.importance;
	if (importance === void 0 || importance.columns.length === 0) return [say("Not measured.")];
	const rows = [...importance.columns].filter(({ challenger }) => !Number.isNaN(fromJsonNumber(challenger))).sort((a, b) => fromJsonNumber(b.challenger) - fromJsonNumber(a.challenger)).slice(0, mostColumns).map((column) => [untrusted(column.column, 60), `${formatValue(column.challenger, 4)} ± ${formatValue(column.deviation, 4)}`]);
	const how = ` lost when the column is shuffled, mean ± deviation of ${plural(importance.repeats, "shuffle")}:`;
	return [say([metricName(importance.metric), how]), ...tableBlock({
		columns: [{ heading: "Column" }, {
			heading: "Lost",
			align: "right"
		}],
		rows
	})];
}
function limitBlocks({ report }) {
	if (report === void 0) return [notEvaluated];
	const found = slicesFoundWorse(report).map(({ slice, rows, metrics, test }) => {
		const [metric] = metrics;
		const change = metric === void 0 ? [] : [
			", ",
			metricName(metric.metric),
			` ${formatDifference(metric)}`
		];
		const corrected = test === void 0 ? "" : `, corrected ${formatPValue(test.pValue)}`;
		return [
			"Worse than the version before where ",
			untrusted(slice, 80),
			` (${plural(rows, "row")}`,
			...change,
			`${corrected})`
		];
	});
	const open = report.gates.flatMap((gate) => gate.status === "pass" ? [] : [[
		gate.status === "fail" ? "Gate failed: " : "Not enough evidence: ",
		untrusted(gate.gate, 160),
		gate.slice === null ? "" : " in ",
		untrusted(gate.slice ?? "", 80),
		": ",
		untrusted(gate.reason, 160)
	]]);
	const notes = report.notes.map((note) => untrusted(note, 300));
	return list([
		...found,
		...open,
		...notes,
		"Limits that no evaluation shows: not given"
	]);
}
//#endregion
//#region src/report/model-card.ts
const mostRows = 50;
function renderModelCard(view) {
	const { manifest, policy } = view;
	const sections = [
		["Model details", detailBlocks(view)],
		["Inputs and outputs", signatureBlocks(manifest)],
		["Training and evaluation data", dataBlocks(view)],
		["Metrics", metricBlocks(view)],
		["Slices", sliceBlocks(view)],
		["Fairness", fairnessBlocks(view)],
		["Calibration", calibrationBlocks(view)],
		["What the model relies on", importanceBlocks(view)],
		["Limits", limitBlocks(view)]
	];
	return `${[
		renderFrontMatter(view),
		`# ${escapeText(manifest.model)} ${escapeText(manifest.version)}`,
		"## Intended use",
		escapeText(policy.description ?? "Not given: the policy has no description of this model.", 2e3),
		"Uses that it was not made for: not given.",
		...sections.flatMap(([title, blocks]) => [`## ${title}`, renderBlocks(blocks, mostRows)]),
		"## How to use it",
		howToUse(manifest)
	].filter((part) => part !== "").join("\n\n")}\n`;
}
function howToUse(manifest) {
	const { model, version, artifact } = manifest;
	const release = /^[\w-]+$/.test(model) && /^v[\w.-]+$/.test(version) ? `${model}@${version}` : void 0;
	if (manifest.signature === null) return howToUseOther(artifact, release);
	return [
		"Any ONNX runtime loads `model.onnx`. Over HTTP (Open Inference Protocol v2):",
		[
			"```sh",
			...release === void 0 ? [] : [`gh release download '${release}' --pattern model.onnx`],
			"npx pawl serve --model model.onnx --port 8080",
			"```"
		].join("\n"),
		"`manifest.json` beside it has a few rows and the answers that the model must give for them."
	].join("\n\n");
}
function howToUseOther({ asset, path, md5 }, release) {
	const isFolder = md5.endsWith(".dir");
	const isPlain = /^[\w./-]+$/.test(path) && !path.startsWith("-");
	const commands = release === void 0 || !isPlain ? [] : isFolder ? [`git checkout '${release}'`, `dvc pull ${path}`] : [`gh release download '${release}' --pattern '${asset}'`];
	return [isFolder ? `The model is a folder. \`${asset}\` lists its files and their digests; the DVC remote keeps them.` : `\`${asset}\` is read by the framework that wrote it. It is no ONNX: Pawl compares it by its predictions and does not serve it.`, ...commands.length === 0 ? [] : [[
		"```sh",
		...commands,
		"```"
	].join("\n")]].join("\n\n");
}
function renderFrontMatter({ manifest, report }) {
	const tag = manifest.task === "regression" ? "tabular-regression" : "tabular-classification";
	const isOnnx = manifest.signature !== null;
	const metrics = (report?.metrics ?? []).flatMap(({ metric, challenger }) => {
		const value = fromJsonNumber(challenger?.value ?? "nan");
		const name = findMetric(metric)?.title ?? flattenText(metric);
		return Number.isFinite(value) ? [{
			type: flattenText(metric),
			name,
			value
		}] : [];
	});
	const dataset = report?.data == null ? {
		type: "other",
		name: "not given"
	} : {
		type: "other",
		name: flattenText(report.data.path),
		revision: flattenText(report.data.digest)
	};
	const results = metrics.length === 0 ? [] : [{
		task: {
			type: tag,
			name: manifest.task
		},
		dataset,
		metrics
	}];
	return `---\n${(0, import_dist.stringify)({
		...isOnnx ? { library_name: "onnx" } : {},
		pipeline_tag: tag,
		tags: [...isOnnx ? ["onnx"] : [], manifest.task],
		model_name: flattenText(manifest.model),
		version: flattenText(manifest.version),
		...results.length === 0 ? {} : { "model-index": [{
			name: flattenText(manifest.model),
			results
		}] }
	}, { lineWidth: 0 })}---`;
}
//#endregion
//#region src/report/release-notes.ts
const mostMetrics = 100;
function renderReleaseNotes({ manifest, report }) {
	const { bump, artifact, digests } = manifest;
	const since = bump.previous === null ? "" : ` after ${escapeText(bump.previous)}`;
	const metrics = report === void 0 ? [] : versionMetricBlocks(report);
	return [
		`**${escapeText(manifest.model)} ${escapeText(manifest.version)}**${since}: ${escapeText(bump.reason)}`,
		...metrics.length === 0 ? [] : ["### Metrics", renderBlocks(metrics, mostMetrics)],
		"### Lineage",
		renderLineage(manifest),
		"### Digests",
		[
			"| part | sha256 |",
			"| --- | --- |",
			`| model (${artifact.sizeBytes} bytes) | \`${artifact.sha256}\` |`,
			`| code | \`${digests.code}\` |`,
			`| params | \`${digests.params}\` |`,
			`| data | \`${digests.data}\` |`
		].join("\n"),
		`<sub>Commit ${manifest.commit}</sub>`
	].join("\n\n").concat("\n");
}
//#endregion
//#region src/app/release-files.ts
const octets = "application/octet-stream";
async function buildRelease(material) {
	const { request, version, description, bytes } = material;
	const draft = await buildManifest(material);
	const kept = description.predictions;
	const content = {
		manifest: draft,
		policy: request.policy,
		report: description.report
	};
	const files = [
		{
			name: draft.artifact.asset,
			contentType: octets,
			bytes
		},
		toTextFile("profile.json", "application/json", toJson(description.profile)),
		toTextFile("MODEL_CARD.md", "text/markdown; charset=utf-8", renderModelCard(content)),
		...kept === void 0 ? [] : [{
			name: predictionsAsset,
			contentType: octets,
			bytes: kept.bytes
		}]
	];
	const manifest = {
		...draft,
		assets: await Promise.all(files.map(describeFile))
	};
	return {
		tag: version.tag,
		name: `${request.model} ${version.version}`,
		body: renderReleaseNotes({
			...content,
			manifest
		}),
		assets: [...files, toTextFile(manifestAsset, "application/json", toJson(manifest))]
	};
}
async function buildManifest(material) {
	const { request, lineage, bytes, digests, description, decision, version } = material;
	const evaluation = request.policy.evaluation;
	return {
		schema: "pawl.manifest/1",
		model: request.model,
		version: version.version,
		commit: version.commitSha,
		task: request.policy.task,
		artifact: {
			path: request.policy.artifact,
			asset: modelAssetName({
				path: request.policy.artifact,
				isOnnx: description.signature !== null,
				isDirectory: isDirectory(lineage)
			}),
			sizeBytes: bytes.byteLength,
			sha256: await sha256(bytes),
			md5: lineage.md5
		},
		signature: description.signature,
		columns: {
			id: evaluation?.id ?? null,
			timestamp: evaluation?.timestamp ?? null,
			target: evaluation?.target ?? null
		},
		digests,
		bump: {
			level: decision.level,
			reason: decision.reason,
			previous: decision.previous
		},
		examples: description.examples,
		...description.predictions === void 0 ? {} : { predictions: description.predictions.basis },
		assets: [],
		createdAt: version.registeredAt
	};
}
function toTextFile(name, contentType, text) {
	return {
		name,
		contentType,
		bytes: new TextEncoder().encode(text)
	};
}
function toJson(value) {
	return `${JSON.stringify(value, null, 2)}\n`;
}
async function describeFile(file) {
	return {
		name: file.name,
		sizeBytes: file.bytes.byteLength,
		sha256: await sha256(file.bytes)
	};
}
//#endregion
//#region src/app/register.ts
const attempts = 5;
async function register(request, ports) {
	const { model, commit, policy } = request;
	const lineage = await ports.readLineage(commit, policy.artifact);
	if (lineage === void 0) return {
		decision: "unchanged",
		reasonCode: "not-built",
		reason: `dvc.lock at ${commit.slice(0, 7)} has no output ${policy.artifact}`,
		model,
		version: null
	};
	let taken = "";
	for (let attempt = 0; attempt < attempts; attempt += 1) {
		const state = await readModelState(model, ports);
		const standing = await findStanding(state, request, lineage, ports);
		if (standing?.isComplete === true) return toUnchanged(model, standing.version);
		const candidate = await describeCandidate(request, lineage, {
			state,
			standing: standing?.version
		}, ports);
		if (standing !== void 0) return await publish(candidate, standing.version, "resumed", ports);
		const version = await writeTag(candidate, state, ports);
		if (version !== "exists") return await publish(candidate, version, "registered", ports);
		taken = formatTag({
			kind: "register",
			artifact: model,
			version: candidate.decision.version,
			counter: null
		});
	}
	throw new PawlError("registry.contended", {
		message: `${model} at ${commit.slice(0, 7)} cannot be registered: the tag ${taken} was taken in each of ${attempts} attempts.`,
		hint: `If ${taken} is no annotated tag, somebody made it by hand: remove it with \`git push --delete origin '${taken}'\`, then run again.`
	});
}
function toUnchanged(model, { version }) {
	return {
		decision: "unchanged",
		reasonCode: "unchanged",
		reason: `${model} ${version} has this artifact already`,
		model,
		version
	};
}
async function findStanding(state, request, lineage, ports) {
	const onCommit = state.versions.find((entry) => entry.commitSha === request.commit);
	const version = onCommit ?? state.versions[0];
	if (version === void 0) return void 0;
	const release = await ports.releases.findByTag(version.tag);
	const manifest = release && await readReleasedManifest(release, ports.releases);
	const isComplete = release !== void 0 && manifest !== void 0 && isPublished(release, manifest);
	if (onCommit !== void 0) return {
		version,
		isComplete
	};
	return (manifest?.artifact.md5 ?? (await ports.readLineage(version.commitSha, request.policy.artifact))?.md5) === lineage.md5 ? {
		version,
		isComplete
	} : void 0;
}
function isPublished(release, manifest) {
	const uploaded = release.assets.filter((asset) => asset.state === "uploaded").map((asset) => asset.name);
	return !release.draft && manifest.assets.every((asset) => uploaded.includes(asset.name));
}
async function describeCandidate(request, current, place, ports) {
	const { state, standing } = place;
	const commit = standing?.commitSha ?? request.commit;
	const lineage = await ports.readLineage(commit, request.policy.artifact) ?? current;
	const older = standing === void 0 ? state.versions : state.versions.slice(state.versions.indexOf(standing) + 1);
	const previous = await readNewestManifest(older, ports);
	const bytes = await ports.readArtifact(commit, request.policy.artifact);
	const description = await ports.describe({
		request: {
			...request,
			commit
		},
		bytes,
		isDirectory: isDirectory(lineage),
		previous
	});
	const digests = await digestMaterial(lineage.material);
	const merged = (await ports.pullRequests.findByCommit(commit)).filter((entry) => entry.merged);
	return {
		request,
		lineage,
		bytes,
		digests,
		description,
		decision: decideVersion({
			greatest: older[0]?.version,
			previous,
			candidate: {
				signature: description.signature,
				digests
			},
			label: readBumpLabel(merged.flatMap((entry) => entry.labels))
		})
	};
}
async function readNewestManifest(greatestFirst, ports) {
	for (const version of greatestFirst) {
		const release = await ports.releases.findByTag(version.tag);
		const manifest = release && await readReleasedManifest(release, ports.releases);
		if (manifest !== void 0) return manifest;
	}
}
async function writeTag({ request, decision }, state, ports) {
	const { version } = decision;
	const event = {
		kind: "register",
		artifact: request.model,
		version,
		counter: null
	};
	const name = formatTag(event);
	const taggedAt = nextTaggerDate(state.lastTaggedAt, ports.clock.now());
	const commitSha = request.commit;
	return await ports.gitData.createTag({
		name,
		message: tagMessage(event),
		commitSha,
		taggedAt
	}) === "exists" ? "exists" : {
		version,
		tag: name,
		commitSha,
		registeredAt: taggedAt
	};
}
async function publish(candidate, version, reasonCode, ports) {
	const { request, decision } = candidate;
	const release = await publishRelease(await buildRelease({
		...candidate,
		version
	}), ports.releases);
	return {
		decision: "registered",
		reasonCode,
		reason: `${request.model} ${version.version}: ${decision.reason}`,
		model: request.model,
		version: version.version,
		tag: version.tag,
		level: decision.level,
		releaseUrl: release.url
	};
}
//#endregion
//#region src/app/artifact-file.ts
const mostBytes = 2 ** 31 - 1;
async function readArtifactFile(view, path, ports) {
	const known = listKnownData(await loadPipeline(view)).find((data) => data.path === path);
	if (known?.isCached === true && known.item.md5.endsWith(".dir")) return await listFolder(path, known.item, ports);
	refuseLarge(path, known?.item.sizeBytes ?? 0);
	await restorePath(view, path, ports);
	await checkFile(path, ports);
	if (known !== void 0 && !known.isCached) await checkDigest(path, known.item, ports);
	return await ports.files.readBytes(path);
}
async function listFolder(path, item, { objects }) {
	const tree = await objects.readTree(item, "anywhere");
	if (tree !== void 0) return new TextEncoder().encode(writeTree(tree));
	throw new PawlError("data.missing", { message: `The list of the folder ${path} (md5 ${item.md5}) is in neither cache nor remote.` });
}
async function checkFile(path, { files }) {
	const found = await files.stat(path);
	if (found === void 0) throw new PawlError("file.missing", { message: `${path} does not exist.` });
	if (found.kind === "directory") throw new PawlError("file.unreadable", {
		message: `${path} is a folder that DVC does not keep: nothing says which files a version of it has.`,
		hint: "Let DVC cache the output: remove `cache: false` from it in dvc.yaml."
	});
	if (found.sizeBytes === 0) throw new PawlError("file.unreadable", {
		message: `${path} is empty: 0 bytes.`,
		hint: "Check the stage that writes the model."
	});
	refuseLarge(path, found.sizeBytes);
}
function refuseLarge(path, sizeBytes) {
	if (sizeBytes <= mostBytes) return;
	throw new PawlError("file.too-large", {
		message: `${path} has ${sizeBytes} bytes; a Release holds files of less than 2 GiB.`,
		hint: "Let the stage write the model into a folder of its own and name that as artifact: the Release then lists its files, and the DVC remote keeps them."
	});
}
async function checkDigest(path, item, { objects }) {
	const found = await objects.inspect(path, item.hash);
	if (found?.item.md5 === item.md5) return;
	throw new PawlError("registry.artifact-changed", {
		message: `${path} has the md5 ${found?.item.md5 ?? "of nothing"}; dvc.lock names ${item.md5}.`,
		hint: "Commit the file together with the dvc.lock that `pawl repro` wrote."
	});
}
//#endregion
//#region src/runtime/run-register.ts
async function runRegister(options) {
	const { directory, token, repository, apiUrl, model: only } = options;
	const files = await createFileSystem(directory);
	const policy = await readPolicyFile(files, options.config);
	const commit = await (await openGitRepository(directory)).resolve("HEAD") ?? "";
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const names = Object.keys(policy.models).filter((name) => only === void 0 || name === only);
	if (names.length === 0) throw new PawlError("usage.invalid", { message: `The policy has no model ${only ?? ""}.` });
	const requests = names.flatMap((model) => {
		const modelPolicy = policy.models[model];
		return modelPolicy === void 0 ? [] : [{
			model,
			policy: modelPolicy,
			commit
		}];
	});
	const sql = await createSql();
	try {
		const ports = await createPorts({
			files,
			github,
			sql
		});
		return {
			schema: "pawl.register/1",
			commit,
			models: await registerModels(requests, (request) => register(request, ports))
		};
	} finally {
		await sql.close();
	}
}
async function createPorts(parts) {
	const { files, github, sql } = parts;
	const store = await openDataStore(files);
	const revisions = await openRevisions(files.root);
	const viewOf = async (commit) => {
		const view = await revisions.view(commit);
		if (view !== void 0) return view;
		throw new PawlError("git.failed", { message: `${commit} is no commit of ${files.root}` });
	};
	const remote = store.defaultRemote !== void 0 ? store.remote() : void 0;
	const places = {
		data: store.data,
		remote
	};
	const objects = store.objects();
	const clock = createClock();
	const evaluation = {
		sql,
		files,
		clock,
		releases: github.releases,
		modelRuntime: await createModelRuntime()
	};
	return {
		...github,
		clock,
		readLineage: async (commit, artifact) => readLineage(await viewOf(commit), artifact),
		readArtifact: async (commit, path) => readArtifactFile(await viewOf(commit), path, {
			...places,
			files,
			objects
		}),
		describe: async (candidate) => {
			const { commit, policy } = candidate.request;
			const { data, predictions } = policy.evaluation ?? {};
			for (const path of [data, predictions]) if (path !== void 0) await restorePath(await viewOf(commit), path, places);
			return await describeModel(candidate, evaluation);
		}
	};
}
//#endregion
export { describeFailures as n, failedRegistrations as r, runRegister as t };
