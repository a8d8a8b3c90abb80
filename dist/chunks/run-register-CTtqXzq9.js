import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { C as openRevisions, f as createSql, g as openDataStore, i as createGitHub, n as createClock, o as createModelRuntime, r as createFileSystem, v as openGitRepository } from "./compose-DIOF2qOa.js";
import { t as escapeText } from "./escape-DS2gUXDj.js";
import { t as require_semver } from "./semver-dw4NS0nu.js";
import { i as tagMessage, r as formatTag, t as nextTaggerDate } from "./registry-state-BXq9lAc-.js";
import { c as manifestAsset, l as readReleasedManifest, s as readModelState } from "./promotion-facts-BGKlXEmy.js";
import { t as isBelow } from "./repository-path-Cg730VSm.js";
import { l as isValueList, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
import { t as formatNumber } from "./plain-number-BgmI7XNe.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { i as outputRows, t as exampleRequest } from "./smoke-test-CB5WwNgf.js";
import { t as readPolicyFile } from "./read-policy-DkzWw7W8.js";
import { i as loadPipeline, o as lockedEntry } from "./load-pipeline-CStH2RTx.js";
import { a as openEvaluationTable, h as restorePath, i as readTarget, n as missingInputs, o as requireColumns, r as scoreTable, t as evaluate } from "./evaluate-B_AJxwXy.js";
import { o as countValues } from "./bins-CzO9WME7.js";
import { t as buildColumnProfile } from "./column-profile-Dy-bmZ3E.js";
import { t as checkRequest } from "./feeds-BBPY3QTB.js";
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
//#region src/app/describe-model.ts
const exampleRows = 5;
const searchedRows = 500;
async function describeModel(candidate, ports) {
	const model = await ports.modelRuntime.load(candidate.bytes);
	try {
		const signature = toSignature(model);
		const { evaluation } = candidate.request.policy;
		if (evaluation?.data === void 0) return {
			signature,
			examples: {
				inputs: [],
				outputs: []
			},
			profile: buildProfile({ columns: new Map() }),
			report: void 0
		};
		const report = await compare(candidate, ports);
		const table = await openEvaluationTable({
			path: evaluation.data,
			id: evaluation.id
		}, ports);
		requireColumns(missingInputs(model, table.columns), table.columns, table.path);
		return {
			signature,
			examples: await makeExamples(model, signature, table),
			profile: await profileOf(candidate, {
				model,
				table,
				report
			}),
			report
		};
	} finally {
		await model.release();
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
async function compare(candidate, ports) {
	const { request, bytes, previous } = candidate;
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
		champion: previous === void 0 ? null : await readPreviousModel(previous, ports),
		metricsFiles: [],
		params: [],
		stages: [],
		isUnchanged: false
	}, ports);
	return report;
}
async function readPreviousModel(manifest, { releases }) {
	const { model, version, commit, artifact } = manifest;
	const asset = (await releases.findByTag(`${model.replace(":", "=")}@${version}`))?.assets.find((entry) => entry.name === artifact.asset && entry.state === "uploaded");
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
async function makeExamples(model, signature, table) {
	const inputs = await readExampleRows(signature.inputs, table);
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
async function readExampleRows(specs, table) {
	const columns = new Map();
	for (const spec of specs) {
		const type = sqlTypeOf(spec.datatype);
		const range = {
			from: 0,
			to: searchedRows,
			...type === void 0 ? {} : { type }
		};
		columns.set(spec.name, await table.read(spec.name, range));
	}
	const rows = [];
	for (let row = 0; row < Math.min(table.rows, searchedRows) && rows.length < exampleRows; row += 1) {
		const values = specs.map((spec) => [spec.name, toExampleValue(columns.get(spec.name)?.[row])]);
		if (!values.some(([, value], index) => value === null && !isFloat(specs[index]?.datatype))) rows.push(Object.fromEntries(values));
	}
	return rows;
}
function isFloat(datatype) {
	return datatype?.startsWith("FP") === true;
}
function sqlTypeOf(datatype) {
	if (isFloat(datatype)) return "DOUBLE";
	if (datatype === "BYTES") return "VARCHAR";
	return datatype === "BOOL" ? void 0 : "BIGINT";
}
function toExampleValue(value) {
	if (typeof value === "bigint") return Number(value);
	if (typeof value === "number") return Number.isFinite(value) ? value : null;
	return typeof value === "string" || typeof value === "boolean" ? value : null;
}
async function profileOf(candidate, evidence) {
	const { model, table, report } = evidence;
	const { policy } = candidate.request;
	const columns = new Map();
	for (const { name } of model.signature.inputs) columns.set(name, await table.read(name));
	const measured = report.metrics.flatMap(({ metric, challenger }) => challenger === null ? [] : [[metric, challenger]]);
	const scores = await scoreTable(model, table, policy.task);
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
var import_semver = require_semver();
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
//#region src/report/lineage-graph.ts
function renderLineage(manifest) {
	const { digests, artifact, commit, model, version } = manifest;
	return [
		"```mermaid",
		"flowchart LR",
		`  data["data ${digests.data.slice(0, 12)}"] --> train`,
		`  code["code ${digests.code.slice(0, 12)}"] --> train`,
		`  params["params ${digests.params.slice(0, 12)}"] --> train`,
		`  train["commit ${commit.slice(0, 7)}"] --> model["${label(artifact.path)}"]`,
		`  model --> version["${label(model)} ${label(version)}"]`,
		"```"
	].join("\n");
}
function label(text) {
	return text.replace(/[^A-Za-z0-9 ._/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
//#endregion
//#region src/report/release-notes.ts
function renderReleaseNotes({ manifest, report }) {
	const { bump, artifact, digests } = manifest;
	const since = bump.previous === null ? "" : ` after ${escapeText(bump.previous)}`;
	return [
		`**${escapeText(manifest.model)} ${escapeText(manifest.version)}**${since}: ${escapeText(bump.reason)}`,
		renderMetrics(report),
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
	].filter((part) => part !== "").join("\n\n").concat("\n");
}
function renderMetrics(report) {
	if (report === void 0 || report.metrics.length === 0) return "";
	const confidence = formatNumber(report.confidence * 100);
	const rows = report.data?.rows;
	return [
		"### Metrics",
		"",
		`| metric | this version | previous | difference | verdict |`,
		"| --- | --- | --- | --- | --- |",
		...report.metrics.map((metric) => `| ${escapeText(metric.metric)} | ${renderEstimate(metric.challenger)} | ${renderEstimate(metric.champion)} | ${renderEstimate(metric.difference)} | ${metric.verdict} |`),
		"",
		`<sub>${rows ?? "?"} rows, ${confidence} % intervals by ${report.resamples} paired resamples, seed ${report.seed}</sub>`
	].join("\n");
}
function renderEstimate(estimate) {
	if (estimate === null) return "–";
	if (estimate.interval === null) return renderNumber(estimate.value);
	const [low, high] = estimate.interval;
	return `${renderNumber(estimate.value)} [${renderNumber(low)}, ${renderNumber(high)}]`;
}
function renderNumber(value) {
	return typeof value === "number" ? formatNumber(value) : value;
}
//#endregion
//#region src/report/model-card.ts
function renderModelCard({ manifest, policy, report }) {
	return `${[
		renderFrontMatter(manifest),
		`# ${escapeText(manifest.model)} ${escapeText(manifest.version)}`,
		escapeText(policy.description ?? "No description was given in the policy.", 2e3),
		`- Task: ${manifest.task}\n- Owner: ${escapeText(policy.owner ?? "not named")}\n- Commit: ${manifest.commit}`,
		"## Inputs and outputs",
		renderSignature(manifest),
		renderMetrics(report).replace("### Metrics", "## Metrics"),
		renderSlices(report),
		"## How to use it",
		"Any ONNX runtime loads `model.onnx`; `pawl serve --model model.onnx` answers the Open Inference Protocol v2."
	].filter((part) => part !== "").join("\n\n")}\n`;
}
function renderFrontMatter(manifest) {
	return [
		"---",
		...[
			"library_name: onnx",
			`pipeline_tag: ${manifest.task === "regression" ? "tabular-regression" : "tabular-classification"}`,
			`model_name: ${JSON.stringify(manifest.model)}`
		],
		`version: ${JSON.stringify(manifest.version)}`,
		"---"
	].join("\n");
}
function renderSignature({ signature }) {
	const line = (kind) => (spec) => `| ${kind} | ${escapeText(spec.name)} | ${escapeText(spec.datatype)} | ${spec.shape.join(" × ")} |`;
	return [
		"| | name | type | shape |",
		"| --- | --- | --- | --- |",
		...signature.inputs.map(line("input")),
		...signature.outputs.map(line("output"))
	].join("\n");
}
const shownSlices = 20;
function renderSlices(report) {
	if (report === void 0 || report.slices.length === 0) return "";
	const lines = report.slices.slice(0, shownSlices).map(({ slice, rows, metrics }) => {
		const value = metrics[0]?.challenger?.value;
		const text = typeof value === "number" ? value.toFixed(4) : value ?? "–";
		return `| ${escapeText(slice)} | ${rows} | ${text} |`;
	});
	return [
		"## Slices",
		"",
		`| slice | rows | ${escapeText(report.metrics[0]?.metric ?? "metric")} |`,
		"| --- | --- | --- |",
		...lines
	].join("\n");
}
//#endregion
//#region src/app/release-files.ts
async function buildRelease(material) {
	const { request, version, description, bytes } = material;
	const draft = await buildManifest(material);
	const content = {
		manifest: draft,
		policy: request.policy,
		report: description.report
	};
	const files = [
		{
			name: "model.onnx",
			contentType: "application/octet-stream",
			bytes
		},
		toTextFile("profile.json", "application/json", toJson(description.profile)),
		toTextFile("MODEL_CARD.md", "text/markdown; charset=utf-8", renderModelCard(content))
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
			asset: "model.onnx",
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
	const models = [];
	const sql = await createSql();
	try {
		const ports = await createPorts({
			files,
			github,
			sql
		});
		for (const model of names) {
			const modelPolicy = policy.models[model];
			if (modelPolicy !== void 0) models.push(await register({
				model,
				policy: modelPolicy,
				commit
			}, ports));
		}
	} finally {
		await sql.close();
	}
	return {
		schema: "pawl.register/1",
		commit,
		models
	};
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
	const restore = async (commit, path) => restorePath(await viewOf(commit), path, {
		data: store.data,
		remote
	});
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
		readArtifact: async (commit, path) => {
			await restore(commit, path);
			return await files.readBytes(path);
		},
		describe: async (candidate) => {
			const data = candidate.request.policy.evaluation?.data;
			if (data !== void 0) await restore(candidate.request.commit, data);
			return await describeModel(candidate, evaluation);
		}
	};
}
//#endregion
export { runRegister as t };
