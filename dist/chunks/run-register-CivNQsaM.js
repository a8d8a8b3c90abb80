import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { D as string, E as strictObject, S as number, T as record, b as literal, g as boolean, j as unknown, m as array, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { a as provenanceAsset, n as findSignedAbout } from "./provenance-DkknPRya.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { G as listKnownData, K as loadPipeline, Sn as openDataStore, Tn as openGitRepository, an as createClock, d as writeTree, gn as createSbomWriter, jn as openRevisions, on as createFileSystem, sn as createGitHub, un as createModelRuntime, vn as createSql } from "./pipeline-DJgoMtB1.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { l as readModelState } from "./promotion-facts-BGaQ6fup.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { t as require_semver } from "./semver-dw4NS0nu.js";
import { c as tagMessage, n as readReleasedManifest, o as formatTag, r as nextTaggerDate, t as manifestAsset } from "./released-manifest-CM4I6NaU.js";
import { t as flattenText } from "./plain-text-B3nEYAFD.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { n as untrusted, r as renderBlocks, t as tableBlock } from "./blocks-DooAdYup.js";
import { a as formatLevel, d as metricName, i as formatEstimate, l as formatValue, o as formatPValue, r as formatDifference, u as metricLabel } from "./format-metric-CisidVRA.js";
import { a as slicesFoundWorse, c as plural, n as renderFlowchart, t as flowchartLabel } from "./flowchart-DY8QKSTI.js";
import { n as appendBestEffort, t as openLedger } from "./open-ledger-CYPiaLwr.js";
import { n as digestNotes, r as releaseName } from "./check-release-CYTz8Xmg.js";
import { t as actionLog } from "./run-action-Dqp5Gw2y.js";
import { i as outputRows, t as exampleRequest } from "./smoke-test-Cu2xPKpZ.js";
import { n as mirrorModels } from "./open-registry-CgxxShHC.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { r as digestMaterial, t as readLineage } from "./artifact-lineage-DOitkn5d.js";
import { a as signatureAsset, i as sbomAsset, r as predictionsAsset, t as modelAssetName } from "./asset-name-BvugZzhA.js";
import { t as mirrorToMlflow } from "./mirror-to-mlflow-CKGqySua.js";
import { n as findRunGpus, t as describeRunPlace } from "./run-place-BPZJIcqB.js";
import { t as restorePath } from "./restore-output-TxJ9mcd7.js";
import { a as evaluate, c as readPaired, f as readTarget, i as toReleasedChampion, n as openAnsweredRows, o as reservedColumns, r as readReleasedTable, s as answerColumns, t as keepPredictions } from "./released-predictions-B9fx67tZ.js";
import { n as plannedColumns, s as scoreTable, t as planInputs, u as openEvaluationTable } from "./input-plan-CbmNBjsb.js";
import { o as countValues } from "./bins-DFEt-Vnh.js";
import { t as buildColumnProfile } from "./column-profile-C6JnzsWi.js";
import { i as recordsOfRegistration } from "./records-of-registration-djTrbDF4.js";
import { t as checkRequest } from "./feeds-BUR6721j.js";
import { r as parse$1 } from "./dist-XajIpX5C.js";
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
async function loadModel({ request, bytes, content }, { modelRuntime }) {
	const { artifact, evaluation } = request.policy;
	const isScored = evaluation?.data !== void 0 && evaluation.predictions === void 0;
	if (content !== "file") {
		if (!isScored) return void 0;
		throw new PawlError("model.unreadable", {
			message: `${artifact} ${content === "tree" ? "is a folder" : "has 2 GiB or more"}: the rows of evaluation.data are scored with one ONNX file.`,
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
//#region src/registry/training-packages.ts
const packageFiles = [
	"uv.lock",
	"poetry.lock",
	"pdm.lock",
	"Pipfile.lock",
	"requirements.txt",
	"package-lock.json"
];
const mostPackages = 5e3;
const tomlLockSchema = looseObject({ package: array(looseObject({
	name: string(),
	version: string().optional()
})).optional() });
const entrySchema = looseObject({ version: string().optional() });
const pipfileSchema = looseObject({ default: record(string(), entrySchema).optional() });
const npmLockSchema = looseObject({ packages: record(string(), looseObject({
	version: string().optional(),
	dev: boolean().optional()
})) });
function readPackages(file, text) {
	if (file === "requirements.txt") return readRequirements(file, text);
	try {
		const found = file === "Pipfile.lock" || file === "package-lock.json" ? readJson(file, text) : readToml(file, text);
		return {
			packages: found.slice(0, mostPackages),
			unread: Math.max(0, found.length - mostPackages)
		};
	} catch {
		return;
	}
}
const requirement = /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)(?:\[[A-Za-z0-9,._ -]{0,200}\])? ?([=<>!~][^;#]{0,200})?(?:;.{0,500})?$/;
function readRequirements(file, text) {
	const lines = text.replaceAll(/\\\r?\n/g, " ").split("\n").map((line) => line.replace(/(^|\s)#.*$/, "").replace(/ --hash=.*$/, "").trim()).filter((line) => line !== "");
	const kept = lines.flatMap((line) => {
		const [, name, range = ""] = requirement.exec(line) ?? [];
		if (name === void 0) return [];
		const [, exact] = /^={2,3} ?([A-Za-z0-9][A-Za-z0-9.!+_-]{0,80})$/.exec(range.trim()) ?? [];
		const written = exact === void 0 && range.trim() !== "" ? range.trim() : null;
		return [{
			ecosystem: "pypi",
			name,
			version: exact ?? null,
			requirement: written,
			file
		}];
	}).slice(0, mostPackages);
	return {
		packages: kept,
		unread: lines.length - kept.length
	};
}
function readToml(file, text) {
	const { package: packages = [] } = tomlLockSchema.parse(parse$1(text));
	return packages.map(({ name, version = null }) => ({
		ecosystem: "pypi",
		name,
		version,
		requirement: null,
		file
	}));
}
function readJson(file, text) {
	const data = JSON.parse(text);
	if (file === "Pipfile.lock") return Object.entries(pipfileSchema.parse(data).default ?? {}).map(([name, { version }]) => {
		const exact = version?.startsWith("==") === true ? version.slice(2) : null;
		return {
			ecosystem: "pypi",
			name,
			version: exact,
			requirement: exact === null ? version ?? null : null,
			file
		};
	});
	return Object.entries(npmLockSchema.parse(data).packages).flatMap(([path, { version, dev }]) => {
		const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
		if (name === void 0 || dev === true) return [];
		return [{
			ecosystem: "npm",
			name,
			version: version ?? null,
			requirement: null,
			file
		}];
	});
}
//#endregion
//#region src/app/declared-packages.ts
const mostCharacters = 8e6;
async function readDeclaredPackages(commit, readText) {
	const found = [];
	let unread = 0;
	let hasPython = false;
	for (const file of packageFiles) {
		const isPython = file !== "package-lock.json";
		if (isPython && hasPython) continue;
		const text = await readText(commit, file);
		if (text === void 0) continue;
		const read = text.length > mostCharacters ? void 0 : readPackages(file, text);
		unread += read?.unread ?? 1;
		hasPython ||= isPython && read !== void 0;
		found.push(...read?.packages ?? []);
	}
	return {
		packages: found,
		unread
	};
}
//#endregion
//#region src/app/publish-release.ts
const attempts$1 = 4;
async function publishRelease(wanted, releases) {
	await ensureDraft(wanted, releases);
	const fixed = await findImmutable(wanted, releases);
	if (fixed !== void 0) return fixed;
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
async function findImmutable(wanted, releases) {
	const found = await releases.findByTag(wanted.tag);
	if (found?.isImmutable !== true) return void 0;
	const whole = new Set(found.assets.filter(({ state }) => state === "uploaded").map(({ name }) => name));
	const missing = wanted.assets.map((asset) => asset.name).filter((name) => !whole.has(name));
	if (missing.length === 0) return found;
	throw new PawlError("registry.release-immutable", { message: `The immutable Release ${wanted.tag} lacks ${missing.join(", ")}.` });
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
	if (held.state !== "uploaded") return false;
	const { isSame } = wanted.file;
	if (isSame !== void 0) return isSame(await releases.downloadAsset(held.id));
	if (held.sizeBytes !== wanted.file.bytes.byteLength) return false;
	if (held.digest !== null) return held.digest === `sha256:${wanted.digest}`;
	return await sha256(await releases.downloadAsset(held.id)) === wanted.digest;
}
//#endregion
//#region src/app/sign-release.ts
async function signRelease(wanted, commit, ports) {
	const subjects = await Promise.all(wanted.assets.map(async ({ name, bytes }) => ({
		name,
		sha256: await sha256(bytes)
	})));
	const isSame = (bundle) => findSignedAbout(bundle, subjects) !== void 0;
	const asset = {
		name: provenanceAsset,
		contentType: "application/json",
		isSame
	};
	const withAsset = (bytes) => ({
		...wanted,
		assets: [...wanted.assets, {
			...asset,
			bytes
		}]
	});
	const held = await findHeld(wanted.tag, ports.releases);
	const how = held && findSignedAbout(held, subjects);
	if (held !== void 0 && how !== void 0) return {
		wanted: withAsset(held),
		provenance: { how }
	};
	const signed = await ports.provenance.sign(subjects, commit);
	if (signed.decision === "unavailable") return {
		wanted,
		provenance: {
			how: "none",
			reason: signed.reason
		}
	};
	return {
		wanted: withAsset(new TextEncoder().encode(signed.bundle)),
		provenance: { how: signed.how }
	};
}
async function findHeld(tag, releases) {
	const asset = (await releases.findByTag(tag))?.assets.find(({ name, state }) => name === "provenance.sigstore.json" && state === "uploaded");
	return asset && asset.sizeBytes <= 1048576 ? releases.downloadAsset(asset.id) : void 0;
}
//#endregion
//#region src/registry/signature-schema.ts
const rowSchema = record(string(), unknown());
const tensorSchema = strictObject({
	name: string(),
	datatype: string().describe("As in the Open Inference Protocol v2: FP32, INT64, BYTES."),
	shape: array(number().int()).describe("-1: any length; the first is the number of rows.")
});
strictObject({
	schema: literal("pawl.signature/1"),
	model: string(),
	version: string(),
	inputs: array(tensorSchema),
	outputs: array(tensorSchema),
	inputRow: rowSchema.describe("JSON Schema (2020-12) of one row of inputs, name to value."),
	outputRow: rowSchema.describe("JSON Schema (2020-12) of the answer for one row.")
});
function describeSignature({ model, version, signature }) {
	if (signature === null) return void 0;
	const { inputs, outputs } = signature;
	return {
		schema: "pawl.signature/1",
		model,
		version,
		inputs,
		outputs,
		inputRow: toRowSchema(inputs),
		outputRow: toRowSchema(outputs)
	};
}
function toRowSchema(tensors) {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		type: "object",
		properties: Object.fromEntries(tensors.map((tensor) => [tensor.name, toValueSchema(tensor)])),
		required: tensors.map((tensor) => tensor.name)
	};
}
function toValueSchema({ datatype, shape }) {
	const rest = shape.slice(1);
	return (rest.length === 1 && rest[0] === 1 ? [] : rest).reduceRight((items, length) => ({
		type: "array",
		items,
		...length < 0 ? {} : {
			minItems: length,
			maxItems: length
		}
	}), { type: typeOf(datatype) });
}
function typeOf(datatype) {
	if (datatype === "BOOL") return "boolean";
	if (datatype === "BYTES") return "string";
	return /^U?INT/.test(datatype) ? "integer" : "number";
}
//#endregion
//#region src/registry/bill-of-materials.ts
const plainMd5 = /^[0-9a-f]{32}$/;
async function createBill(material) {
	const { manifest, description, repositoryUrl, packages, unreadPackages, stages } = material;
	const { artifact, digests, model, version, commit, createdAt } = manifest;
	const files = [...new Set(packages.map((entry) => entry.file))].join(", ");
	const stated = files === "" ? "not known: the commit has no lock file or requirements.txt" : `declared in ${files}`;
	return {
		serialNumber: toUuid(await sha256(`${model}@${version} ${commit} ${artifact.sha256}`)),
		createdAt,
		model: {
			name: model,
			version,
			description: description ?? null,
			file: artifact.path,
			sha256: artifact.sha256,
			md5: plainMd5.test(artifact.md5) ? artifact.md5 : null,
			repositoryUrl,
			commit,
			properties: {
				"pawl:path": artifact.path,
				"pawl:asset": artifact.asset,
				"pawl:dvc-md5": artifact.md5,
				"pawl:task": manifest.task,
				"pawl:digest:code": digests.code,
				"pawl:digest:params": digests.params,
				"pawl:digest:data": digests.data,
				"pawl:packages": stated,
				...unreadPackages === 0 ? {} : { "pawl:packages-unread": String(unreadPackages) }
			}
		},
		components: [...listFiles(stages, artifact.path), ...packages.map(toLibrary)]
	};
}
function listFiles(stages, artifact) {
	const makers = new Map(stages.flatMap(({ name, outs }) => outs.map((out) => [out.path, name])));
	const found = new Map();
	const add = (kind, path, md5) => {
		if (path === artifact || found.has(path)) return;
		const maker = makers.get(path);
		found.set(path, {
			kind,
			ref: `${kind}:${path}`,
			name: path,
			version: null,
			md5: md5 !== null && plainMd5.test(md5) ? md5 : null,
			purl: null,
			properties: {
				...md5 === null ? {} : { "pawl:dvc-md5": md5 },
				...maker === void 0 ? {} : { "pawl:made-by-stage": maker }
			}
		});
	};
	for (const { deps, outs, isFrozen } of stages) {
		for (const { path, md5, kind } of deps) add(kind === "code" ? "file" : "data", path, md5);
		if (isFrozen) for (const { path, md5 } of outs) add("data", path, md5);
	}
	return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}
function toLibrary(entry, index) {
	const { ecosystem, name, version, requirement, file } = entry;
	const purl = `pkg:${ecosystem}/${(ecosystem === "pypi" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name).split("/").map(encodeURIComponent).join("/")}${version === null ? "" : `@${encodeURIComponent(version)}`}`;
	return {
		kind: "library",
		ref: `package:${index + 1}:${purl}`,
		name,
		version,
		md5: null,
		purl,
		properties: {
			"pawl:declared-in": file,
			...requirement === null ? {} : { "pawl:requirement": requirement }
		}
	};
}
function toUuid(digest) {
	const variant = "89ab"[Number.parseInt(digest[16] ?? "0", 16) % 4] ?? "8";
	return `urn:uuid:${[
		...[
			digest.slice(0, 8),
			digest.slice(8, 12),
			`8${digest.slice(13, 16)}`
		],
		`${variant}${digest.slice(17, 20)}`,
		digest.slice(20, 32)
	].join("-")}`;
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
//#region src/report/release-lineage.ts
const mostData = 12;
const mostStages = 24;
function renderReleaseLineage(lineage) {
	const facts = collectFacts(lineage);
	return `${renderGraph(lineage, facts)}\n\n${renderList(lineage, facts)}`;
}
function collectFacts({ manifest, stages }) {
	const train = stages.find(({ outs }) => outs.some((out) => isAt(manifest.artifact.path, out.path)));
	const active = stages.filter((stage) => !stage.isFrozen);
	const shown = active.filter((stage) => stage !== train).slice(0, mostStages);
	const listed = train === void 0 ? shown : [...shown, train];
	const ids = new Map(listed.map((stage, index) => [stage, `s${index}`]));
	const made = new Map(listed.flatMap((stage) => stage.outs.map((out) => [out.path, ids.get(stage) ?? ""])));
	const sources = new Map();
	const edges = [];
	let leftOut = active.length - listed.length;
	const skipped = new Set();
	for (const stage of listed) for (const { path, md5, kind } of stage.deps) {
		const to = ids.get(stage) ?? "";
		const maker = [...made].find(([out]) => isAt(path, out) || isAt(out, path))?.[1];
		if (maker !== void 0) edges.push({
			from: maker,
			to
		});
		else if (kind === "code") continue;
		else if (sources.has(path) || sources.size < mostData) {
			const source = sources.get(path) ?? {
				id: `d${sources.size}`,
				path,
				md5
			};
			sources.set(path, source);
			edges.push({
				from: source.id,
				to
			});
		} else skipped.add(path);
	}
	leftOut += skipped.size;
	const described = listed.map((stage) => ({
		id: ids.get(stage) ?? "",
		name: stage.name,
		isTrain: stage === train
	}));
	const unique = [...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
	return {
		data: [...sources.values()],
		stages: described,
		edges: unique,
		leftOut
	};
}
function isAt(path, place) {
	return path === place || path.startsWith(`${place}/`);
}
function renderGraph({ manifest, environments }, facts) {
	const { commit, model, version, artifact } = manifest;
	const short = commit.slice(0, 7);
	const run = facts.stages.find((stage) => stage.isTrain)?.id ?? "run";
	const nodes = facts.stages.map(({ id, name, isTrain }) => isTrain ? `${id}["run of ${flowchartLabel(name)} at ${short}"]` : `${id}["features: ${flowchartLabel(name)}"]`);
	const names = Object.entries(environments);
	return renderFlowchart([
		...facts.data.map(({ id, path, md5 }) => `${id}[("${flowchartLabel(path)} ${shortDigest(md5)}")]`),
		...nodes,
		...run === "run" ? [`run["run at ${short}"]`] : [],
		...facts.edges.map(({ from, to }) => `${from} --> ${to}`),
		`${run} --> model["${flowchartLabel(artifact.path)} ${artifact.sha256.slice(0, 12)}"]`,
		`model --> version["${flowchartLabel(model)} ${flowchartLabel(version)}"]`,
		...names.map(([name, rule], index) => `version -. ${rule.promote} .-> e${index}["${flowchartLabel(name)}${after(rule.after, flowchartLabel)}"]`)
	]);
}
function after(name, escape) {
	return name === void 0 ? "" : ` after ${escape(name)}`;
}
function shortDigest(md5) {
	return md5 === null ? "without digest" : flowchartLabel(md5.slice(0, 12));
}
function renderList({ manifest, environments }, facts) {
	const { commit, artifact } = manifest;
	const data = facts.data.map(({ path, md5 }) => `${escapeText(path)} (${md5 === null ? "without digest" : escapeText(md5.slice(0, 12))})`);
	const features = facts.stages.filter((stage) => !stage.isTrain).map(({ name }) => escapeText(name));
	const train = facts.stages.find((stage) => stage.isTrain);
	const run = train === void 0 ? "" : `${escapeText(train.name)} at `;
	const places = Object.entries(environments).map(([name, rule]) => `${escapeText(name)} (${rule.promote}${after(rule.after, escapeText)})`);
	return [
		`- Data: ${data.join(", ") || "none is recorded in dvc.lock"}`,
		`- Features: ${features.join(", ") || "no stage before the training"}`,
		`- Run: ${run}commit ${commit}`,
		`- Model: ${escapeText(artifact.path)} (sha256 ${artifact.sha256.slice(0, 12)})`,
		`- Environments: ${places.join(", ") || "none in the policy"}`,
		...facts.leftOut > 0 ? [`- ${facts.leftOut} more are not shown`] : []
	].join("\n");
}
//#endregion
//#region src/report/release-notes.ts
const mostMetrics = 100;
function renderReleaseNotes({ manifest, report, stages, environments }) {
	const { bump, artifact, digests } = manifest;
	const since = bump.previous === null ? "" : ` after ${escapeText(bump.previous)}`;
	const metrics = report === void 0 ? [] : versionMetricBlocks(report);
	return [
		`**${escapeText(manifest.model)} ${escapeText(manifest.version)}**${since}: ${escapeText(bump.reason)}`,
		...metrics.length === 0 ? [] : ["### Metrics", renderBlocks(metrics, mostMetrics)],
		"### Lineage",
		renderReleaseLineage({
			manifest,
			stages,
			environments
		}),
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
async function buildRelease(material, renderSbom) {
	const { request, version, description, bytes, lineage } = material;
	const draft = await buildManifest(material);
	const kept = description.predictions;
	const content = {
		manifest: draft,
		policy: request.policy,
		report: description.report,
		stages: lineage.stages,
		environments: request.policy.environments
	};
	const signature = describeSignature(draft);
	const files = [
		{
			name: draft.artifact.asset,
			contentType: octets,
			bytes
		},
		toTextFile("profile.json", "application/json", toJson(description.profile)),
		toTextFile("MODEL_CARD.md", "text/markdown; charset=utf-8", renderModelCard(content)),
		...signature === void 0 ? [] : [toTextFile(signatureAsset, "application/json", toJson(signature))],
		toTextFile(sbomAsset, "application/vnd.cyclonedx+json", renderSbom(await describeBill(material, draft))),
		...kept === void 0 ? [] : [{
			name: predictionsAsset,
			contentType: octets,
			bytes: kept.bytes
		}]
	];
	const body = renderReleaseNotes(content);
	const manifest = {
		...draft,
		notes: { sha256: await digestNotes(body) },
		assets: await Promise.all(files.map(describeFile))
	};
	return {
		tag: version.tag,
		name: releaseName(manifest),
		body,
		assets: [...files, toTextFile(manifestAsset, "application/json", toJson(manifest))]
	};
}
function describeBill(material, manifest) {
	const { request, lineage, packages, repositoryUrl } = material;
	return createBill({
		manifest,
		description: request.policy.description,
		stages: lineage.stages,
		packages: packages.packages,
		unreadPackages: packages.unread,
		repositoryUrl
	});
}
async function buildManifest(material) {
	const { request, lineage, bytes, content, digests, description, decision, version } = material;
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
				isDirectory: content === "tree",
				isPointer: content === "pointer"
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
	const { kind, bytes } = await ports.readArtifact(commit, request.policy.artifact);
	const description = await ports.describe({
		request: {
			...request,
			commit
		},
		bytes,
		content: kind,
		previous
	});
	const digests = await digestMaterial(lineage.material);
	const merged = (await ports.pullRequests.findByCommit(commit)).filter((entry) => entry.merged);
	return {
		request,
		lineage,
		bytes,
		content: kind,
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
		}),
		packages: await readDeclaredPackages(commit, ports.readText)
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
	const { renderSbom, repositoryUrl } = ports;
	const { wanted, provenance } = await signRelease(await buildRelease({
		...candidate,
		version,
		repositoryUrl
	}, renderSbom), version.commitSha, ports);
	const release = await publishRelease(wanted, ports.releases);
	return {
		decision: "registered",
		reasonCode,
		reason: `${request.model} ${version.version}: ${decision.reason}`,
		model: request.model,
		version: version.version,
		tag: version.tag,
		level: decision.level,
		releaseUrl: release.url,
		provenance
	};
}
//#endregion
//#region src/app/artifact-file.ts
const defaultMostBytes = 2 ** 31 - 1;
async function readArtifactFile(view, path, ports) {
	const known = listKnownData(await loadPipeline(view)).find((data) => data.path === path);
	if (known?.isCached === true && known.item.md5.endsWith(".dir")) return {
		kind: "tree",
		bytes: await listFolder(path, known.item, ports)
	};
	const { mostBytes = defaultMostBytes } = ports;
	const isPointed = known?.isCached === true && ports.remote !== void 0;
	if (isPointed && (known.item.sizeBytes ?? 0) > mostBytes) await requireInRemote(path, known.item, ports);
	await restorePath(view, path, ports);
	const sizeBytes = await checkFile(path, ports);
	if (sizeBytes > mostBytes && !isPointed) throw tooLarge(path, sizeBytes);
	if (known !== void 0) await checkDigest(path, known, ports);
	if (sizeBytes <= mostBytes || !isPointed) return {
		kind: "file",
		bytes: await ports.files.readBytes(path)
	};
	return {
		kind: "pointer",
		bytes: await writePointer({
			path,
			sizeBytes,
			item: known.item
		}, ports)
	};
}
async function requireInRemote(path, item, { objects }) {
	const [isThere] = await objects.inRemote([item]);
	if (isThere === true) return;
	throw new PawlError("data.missing", { message: `${path} (md5 ${item.md5}) is too large for a Release and not in the remote that it would point to.` });
}
async function writePointer(large, ports) {
	const { path, sizeBytes, item } = large;
	await requireInRemote(path, item, ports);
	const object = `${item.hash === "md5" ? "files/md5/" : ""}${item.md5.slice(0, 2)}/${item.md5.slice(2)}`;
	const sha256 = await ports.files.sha256(path);
	const pointer = {
		schema: "pawl.pointer/1",
		path,
		object,
		md5: item.md5,
		sha256,
		sizeBytes
	};
	return new TextEncoder().encode(`${JSON.stringify(pointer, null, 2)}\n`);
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
	return found.sizeBytes;
}
function tooLarge(path, sizeBytes) {
	return new PawlError("file.too-large", {
		message: `${path} has ${sizeBytes} bytes; a Release holds files of less than 2 GiB.`,
		hint: "Let DVC cache the output (no `cache: false`) and name a remote: the Release then points to the object there."
	});
}
async function checkDigest(path, { item, isCached }, { objects }) {
	const found = await objects.inspect(path, item.hash);
	if (found?.item.md5 === item.md5) return;
	throw new PawlError("registry.artifact-changed", {
		message: `${path} has the md5 ${found?.item.md5 ?? "of nothing"}; dvc.lock names ${item.md5}.`,
		hint: isCached ? "The remote has other bytes under this name: delete that object there, and run `pawl push` where the data is right." : "Commit the file together with the dvc.lock that `pawl repro` wrote."
	});
}
//#endregion
//#region src/runtime/provenance-signing.ts
async function createProvenanceSigning(place) {
	const { signingKey = "", token, variables } = place;
	if (signingKey.trim() !== "") {
		const { createKeySigning } = await import("./sign-with-key-CVlunPRp.js");
		return createKeySigning(signingKey, (commit) => describePlace(commit, place));
	}
	if (variables["ACTIONS_ID_TOKEN_REQUEST_URL"] !== void 0) {
		const { createAttesting } = await import("./attest-on-github-CAFg7BJe.js");
		return createAttesting(token);
	}
	const reason = "there is no signing key, and this job has no identity of GitHub's (permission id-token: write)";
	return { sign: async () => ({
		decision: "unavailable",
		reason
	}) };
}
async function describePlace(commit, { repository, github, variables }) {
	const serverUrl = variables["GITHUB_SERVER_URL"] ?? "https://github.com";
	const { id } = await github.members.repository();
	const [path, ref] = (variables["GITHUB_WORKFLOW_REF"] ?? "").replace(`${repository}/`, "").split("@");
	const runId = variables["GITHUB_RUN_ID"];
	return {
		serverUrl,
		repository,
		repositoryId: id,
		commit,
		workflow: path === void 0 || ref === void 0 || runId === void 0 ? void 0 : {
			path,
			ref,
			event: variables["GITHUB_EVENT_NAME"] ?? "",
			runUrl: `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${variables["GITHUB_RUN_ATTEMPT"] ?? "1"}`
		}
	};
}
//#endregion
//#region src/runtime/record-registrations.ts
function startRecording(run, ports) {
	const { policy, commit, github, log = actionLog } = run;
	const started = ports.clock.now();
	const reports = new Map();
	const gather = async (result) => {
		const artifact = policy.models[result.model]?.artifact ?? "";
		return {
			result,
			artifact,
			lineage: result.decision === "failed" ? void 0 : await ports.readLineage(commit, artifact),
			report: reports.get(result.model)
		};
	};
	return {
		ports: {
			...ports,
			describe: async (candidate) => {
				const description = await ports.describe(candidate);
				reports.set(candidate.request.model, description.report);
				return description;
			}
		},
		record: async (models) => {
			if (policy.runs === void 0) return;
			const ended = ports.clock.now();
			const place = describeRunPlace(started, ended, commit, await findRunGpus());
			await appendBestEffort((await Promise.all(models.map(gather))).flatMap((fact) => recordsOfRegistration(fact, place)), openLedger({
				github,
				log,
				branch: policy.runs.branch
			}), log);
		}
	};
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
		const provenance = await createProvenanceSigning({
			variables: {},
			...options,
			github
		});
		const ports = {
			...await createPorts({
				files,
				github,
				sql
			}),
			provenance
		};
		const recorder = startRecording({
			policy,
			commit,
			github,
			log: options.log
		}, ports);
		const models = await registerModels(requests, (request) => register(request, recorder.ports));
		await recorder.record(models);
		const { variables = {}, log = actionLog } = options;
		const place = {
			policy,
			directory,
			config: options.config,
			repository,
			github,
			variables,
			log
		};
		return {
			schema: "pawl.register/1",
			commit,
			models,
			mirrors: [...await mirrorModels({
				...place,
				models: names
			}), ...await mirrorToMlflow(place)]
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
		readText: async (commit, path) => (await viewOf(commit)).readText(path),
		renderSbom: (await createSbomWriter()).write,
		repositoryUrl: (await github.members.repository()).url,
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
