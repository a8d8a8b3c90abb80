import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Gt as isValueMap, Ht as isNumberValue, Jt as isOverlap, Kt as toPlainData, Nt as renderProblems, Pt as lockFileOf, Sn as openDataStore, Tn as openGitRepository, Wt as isValueList, Xt as joinPath, Y as lockedEntry, an as createClock, jn as openRevisions, on as createFileSystem, qt as isBelow, sn as createGitHub, un as createModelRuntime, vn as createSql, yn as createWorkspaceView, zt as floatOf } from "./pipeline-DJgoMtB1.js";
import { d as lastPart, t as parsePolicy } from "./parse-policy-CiPne4bg.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { i as readArtifactState, n as readReleasedManifest, s as parseTag } from "./released-manifest-CM4I6NaU.js";
import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { n as toJsonNumber } from "./json-number-BmYEwRty.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { n as onnxAsset } from "./asset-name-BvugZzhA.js";
import { t as workflowPlace } from "./workflow-repository-xL-ccSYK.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
import { t as addUsage } from "./add-usage-CLfDm6J4.js";
import { a as evaluate, i as toReleasedChampion, m as keepLargestTriangles, r as readReleasedTable } from "./released-predictions-B9fx67tZ.js";
import { i as pathPattern, t as findFormat } from "./table-source-DQryy1Rr.js";
import { n as readReleasedProfile } from "./live-version-BbYFFdXj.js";
import { n as flattenValues } from "./compare-values-CgKSewGL.js";
import { n as readMetrics } from "./metrics-CmEQUy0O.js";
import { a as expandPath, i as tryRevision, o as readFileAt } from "./read-values-at-Cvjb2Mwx.js";
import { n as openSnapshot, r as workspaceName } from "./snapshot-DNTG50TN.js";
import { a as gatherPoints, n as readPlotFile, o as plotFiles, r as listPlots, s as textOf, t as isImagePath } from "./plot-files-BzxHOK3X.js";
import { t as diffParams } from "./params-diff-BE52HpIU.js";
import { t as dataDiff } from "./data-diff-CsgpzPPj.js";
import { t as openTables } from "./open-tables-qH7C5zf8.js";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
//#region src/config/select-models.ts
function selectModels(policy, model) {
	return model === void 0 ? policy.models : { [model]: selectModel(policy, model) };
}
function selectModel(policy, model) {
	const found = Object.hasOwn(policy.models, model) ? policy.models[model] : void 0;
	if (found !== void 0) return found;
	throw new PawlError("input.invalid", { message: `model: ${model} is no model of the policy; there are ${Object.keys(policy.models).join(", ")}.` });
}
//#endregion
//#region src/app/evaluation/champion.ts
const championEnvironment = "production";
function planChampion(state) {
	const live = state.environments.get(championEnvironment)?.current?.version;
	return state.versions.find((entry) => entry.version === live) ?? state.versions[0];
}
async function readChampion(request, ports) {
	return await readReleased(request.model, ports) ?? await readBase$1(request, ports);
}
async function readReleased(model, { github }) {
	if (github === void 0) return void 0;
	const planned = planChampion(readArtifactState(await github.gitData.listTags(model), model));
	if (planned === void 0) return void 0;
	const asset = (await github.releases.findByTag(planned.tag))?.assets.find((entry) => entry.name === "model.onnx" && entry.state === "uploaded");
	if (asset === void 0) return void 0;
	const bytes = await github.releases.downloadAsset(asset.id);
	if (asset.digest !== null && asset.digest !== `sha256:${await sha256(bytes)}`) throw new PawlError("file.unreadable", { message: `${onnxAsset} of the Release ${planned.tag} has another digest than GitHub names` });
	return {
		bytes,
		source: "release",
		version: planned.version,
		commit: planned.commitSha
	};
}
async function readBase$1(request, { readBaseArtifact }) {
	const { artifact, baseSha } = request;
	if (baseSha === null || readBaseArtifact === void 0) return null;
	const bytes = await readBaseArtifact(artifact, baseSha);
	return bytes === void 0 ? null : {
		bytes,
		source: "base",
		version: null,
		commit: baseSha
	};
}
//#endregion
//#region src/app/evaluation/predictions-champion.ts
async function findPredictionsChampion(request, ports) {
	const released = await findReleased(request, ports);
	if (released !== void 0 && "champion" in released) return released;
	const champion = await readBase(request, ports);
	if (released === void 0) return { champion };
	return {
		champion,
		note: `${champion === null ? "there is no other champion" : "the champion is the base"}: ${released.note}`
	};
}
async function findReleased({ model, policy }, ports) {
	const { github } = ports;
	if (github === void 0) return void 0;
	const planned = planChampion(readArtifactState(await github.gitData.listTags(model), model));
	if (planned === void 0) return void 0;
	const release = await github.releases.findByTag(planned.tag);
	const manifest = release === void 0 || release.draft ? void 0 : await readReleasedManifest(release, github.releases);
	if (release === void 0 || manifest === void 0) return { note: `the Release ${planned.tag} is not published` };
	const found = await readReleasedTable({
		release,
		manifest
	}, policy, {
		...ports,
		releases: github.releases
	});
	return "note" in found ? found : { champion: toReleasedChampion(manifest, found.table) };
}
async function readBase({ policy, path, baseSha }, { readBaseArtifact }) {
	if (baseSha === null || readBaseArtifact === void 0) return null;
	const predictions = await readBaseArtifact(path, baseSha);
	if (predictions === void 0) return null;
	return {
		bytes: await readBaseArtifact(policy.artifact, baseSha) ?? predictions,
		predictions,
		source: "base",
		version: null,
		commit: baseSha
	};
}
//#endregion
//#region src/app/evaluation/cost-evidence.ts
const nothing = {
	peakMemoryBytes: null,
	gpu: null,
	gpuSeconds: null,
	energyWattHours: null
};
function planCost({ stages, prices, queueSeconds }) {
	const ran = stages.filter((stage) => stage.state === "ran");
	if (ran.length === 0) return void 0;
	const wallSeconds = sum(ran.map((stage) => stage.durationMs)) / 1e3;
	const { gpuSeconds, ...used } = ran.flatMap((stage) => stage.usage ?? []).reduce(addUsage, nothing);
	return {
		wallSeconds,
		queueSeconds,
		...used,
		gpuSeconds,
		price: prices === void 0 ? null : priceOf(prices, wallSeconds, gpuSeconds ?? 0)
	};
}
function priceOf(prices, wallSeconds, gpuSeconds) {
	return {
		amount: (prices.runner_hour * wallSeconds + prices.gpu_hour * gpuSeconds) / 3600,
		currency: prices.currency
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
//#endregion
//#region src/app/evaluation/metric-runs.ts
async function readRuns(request, ports) {
	const { path, artifact, from, limit } = request;
	const start = await openSnapshot(from, ports);
	const changing = [...new Set([path, ...lockFiles(start, [path, artifact])])];
	const commits = await ports.revisions.commits({
		revision: from,
		limit,
		changing
	});
	const runs = [];
	for (const commit of commits.toReversed()) {
		const value = await readValue(commit, request, ports);
		if (value === void 0) continue;
		const model = await readModel(commit, artifact, ports);
		const before = runs.at(-1);
		if (before !== void 0 && Object.is(before.value, value) && before.model === model) continue;
		runs.push({
			commit,
			value,
			model
		});
	}
	return runs.map(({ commit, value }) => ({
		commit,
		value
	}));
}
function lockFiles({ loaded }, paths) {
	return loaded.pipeline.filter((stage) => stage.outs.some((out) => paths.some((path) => isOverlap(out.path, path)))).map((stage) => lockFileOf(stage.file));
}
async function readValue(commit, { path, key }, ports) {
	const { files } = await readMetrics(commit, [path], ports);
	const value = flattenValues(files?.get(path)?.values).get(key);
	return isNumberValue(value) ? floatOf(value.text) : void 0;
}
async function readModel(commit, artifact, ports) {
	const { snapshot } = await tryRevision(commit, ports);
	return snapshot?.data.get(artifact)?.item.md5;
}
//#endregion
//#region src/app/evaluation/history-evidence.ts
const [maxRuns, maxVersions] = [20, 8];
async function readHistory(request, ports) {
	const { first, others } = chooseMetrics(request);
	for (const metric of first) {
		const found = await historyInGit(metric, request, ports);
		if (found !== void 0) return found;
	}
	const released = await historyInReleases(request, ports);
	if (released !== void 0) return released;
	for (const metric of others) {
		const found = await historyInGit(metric, request, ports);
		if (found !== void 0) return found;
	}
}
function chooseMetrics({ policy, metricsFiles }) {
	const primary = primaryMetric(policy);
	const all = metricsFiles.flatMap(({ path, head }) => [...head?.keys() ?? []].map((key) => ({
		path,
		key
	})));
	const isGated = ({ path, key }) => policy.gates.some((gate) => gate.metric === `${path}:${key}`);
	const gatedFirst = [...all.filter(isGated), ...all.filter((one) => !isGated(one))];
	const isPrimary = ({ key }) => primary !== void 0 && findMetric(lastPart(key))?.id === primary;
	const others = primary === void 0 ? gatedFirst : gatedFirst.filter(isGated);
	return {
		first: gatedFirst.filter(isPrimary).slice(0, 1),
		others: others.slice(0, 1)
	};
}
function primaryMetric({ evaluation }) {
	const [first] = evaluation?.metrics ?? [];
	return first === void 0 ? void 0 : findMetric(first)?.id;
}
async function historyInGit(metric, { model, policy, baseSha }, ports) {
	if (baseSha === null) return void 0;
	const runs = await readRuns({
		...metric,
		artifact: policy.artifact,
		from: baseSha,
		limit: maxRuns
	}, ports);
	if (runs.length === 0) return void 0;
	const versions = await versionsByCommit(model, ports);
	return {
		metric: `${metric.path}:${metric.key}`,
		runs: runs.map(({ commit, value }) => ({
			label: versions.get(commit) ?? commit.slice(0, 7),
			commit,
			value: toJsonNumber(value)
		}))
	};
}
async function versionsByCommit(model, { revisions }) {
	const versions = new Map();
	for (const { name, commit } of await revisions.tags()) {
		const tag = parseTag(name);
		if (tag?.kind === "register" && tag.artifact === model) versions.set(commit, tag.version);
	}
	return versions;
}
async function historyInReleases({ model, policy }, { github }) {
	const metric = primaryMetric(policy);
	if (github === void 0 || metric === void 0) return void 0;
	const { versions } = readArtifactState(await github.gitData.listTags(model), model);
	const last = versions.toSorted((a, b) => Date.parse(a.registeredAt) - Date.parse(b.registeredAt));
	const runs = [];
	for (const { version, commitSha } of last.slice(-maxVersions)) {
		const value = (await readReleasedProfile({
			model,
			version
		}, github.releases))?.evaluation?.metrics[metric]?.value;
		if (value !== void 0) runs.push({
			label: version,
			commit: commitSha,
			value
		});
	}
	return runs.length === 0 ? void 0 : {
		metric,
		runs
	};
}
//#endregion
//#region src/evaluation/thin-curve.ts
function thinCurve(points, most) {
	if (points.length <= most) return points;
	const every = (points.length - 2) / (most - 2);
	const startOf = (run) => 1 + Math.floor(run * every);
	const runs = Array.from({ length: most - 2 }, (_, run) => Array.from({ length: startOf(run + 1) - startOf(run) }, (_gap, at) => startOf(run) + at));
	return keepLargestTriangles({
		x: points.map(([x]) => x),
		y: points.map(([, y]) => y)
	}, runs, [0, points.length - 1]).flatMap((index) => {
		const point = points[index];
		return point === void 0 ? [] : [point];
	});
}
//#endregion
//#region src/app/evaluation/model-scope.ts
async function openModelScope(request, ports) {
	const { artifact, baseSha } = request;
	const head = await openSnapshot(workspaceName, ports);
	return {
		head,
		base: baseSha === null ? void 0 : await openBase(baseSha, ports),
		stages: stagesOf(artifact, head)
	};
}
function ownStages({ stages }) {
	return stages === void 0 ? [] : [
		...stages.feature,
		stages.train,
		...stages.evaluate
	];
}
async function openBase(baseSha, ports) {
	try {
		return await openSnapshot(baseSha, ports);
	} catch (error) {
		if (error instanceof PawlError && error.code !== "revision.unknown") return void 0;
		throw error;
	}
}
function stagesOf(artifact, { loaded }) {
	try {
		return findModelStages(artifact, loaded.pipeline);
	} catch (error) {
		if (error instanceof PawlError && error.code === "config.invalid") return void 0;
		throw error;
	}
}
//#endregion
//#region src/app/evaluation/list-series.ts
const lineTemplates = new Set([
	"linear",
	"simple",
	"smooth"
]);
const dvcLiveFile = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;
async function listSeries(snapshot, scope, objects) {
	const declared = await listPlots(snapshot, {
		targets: [],
		properties: new Map()
	}, objects);
	const named = new Set(declared.map((plot) => plot.id));
	const others = (await listDvcLive(snapshot, objects)).filter((id) => !named.has(id));
	const all = [...declared, ...others.map((id) => ({
		id,
		config: "",
		properties: new Map()
	}))];
	const own = new Set(ownStages(scope).map((stage) => stage.address));
	return all.filter((plot) => isLine(plot) && isOwn(plot, own, snapshot)).map((plot) => ({
		...plot,
		key: `${plot.config}::${plot.id}`
	}));
}
function nameSeries(plots) {
	const shortOf = ({ id }) => dvcLiveFile.exec(id)?.[1] ?? id;
	const times = new Map();
	for (const plot of plots) times.set(shortOf(plot), (times.get(shortOf(plot)) ?? 0) + 1);
	return new Map(plots.map((plot) => [plot, times.get(shortOf(plot)) === 1 ? shortOf(plot) : plot.id]));
}
function isDvcLiveFile(id) {
	return dvcLiveFile.test(id);
}
function isLine({ id, properties }) {
	return !isImagePath(id) && lineTemplates.has(textOf(properties, "template") ?? "linear");
}
function isOwn({ id, properties }, own, { loaded }) {
	if (own.size === 0) return true;
	const files = plotFiles(id, properties);
	const makers = loaded.pipeline.filter((stage) => stage.outs.some((out) => files.some((file) => isOverlap(out.path, file))));
	return makers.length === 0 || makers.some((stage) => own.has(stage.address));
}
async function listDvcLive(snapshot, objects) {
	const { definitions, pipeline } = snapshot.loaded;
	const beside = [...["", ...[...definitions.keys()].map((file) => joinPath(file, "..") ?? "")], ...pipeline.map((stage) => stage.wdir)].map((folder) => folder === "" ? "dvclive" : `${folder}/dvclive`);
	const made = pipeline.flatMap((stage) => stage.outs.map((out) => out.path)).filter((path) => path.split("/").includes("dvclive"));
	const expanded = await Promise.all([...new Set([...beside, ...made])].map((path) => expandPath(snapshot, path, objects)));
	return [...new Set(expanded.flat())].filter(isDvcLiveFile).sort();
}
//#endregion
//#region src/app/evaluation/learning-curve-evidence.ts
const [maxCurves, maxPoints] = [30, 400];
const maxFileBytes = 8 * 1024 * 1024;
const maxNameLength = 200;
async function readLearningCurves(scope, ports) {
	const { head, base } = scope;
	const plots = await listSeries(head, scope, ports.objects);
	const before = base === void 0 ? [] : await listSeries(base, scope, ports.objects);
	const names = nameSeries(plots);
	const curves = [];
	const notes = [];
	for (const plot of plots) {
		if (curves.length >= maxCurves) {
			notes.push(`Learning curves: there are more plots; the first ${maxCurves} curves are here.`);
			break;
		}
		const name = (names.get(plot) ?? plot.id).slice(0, maxNameLength);
		const now = await readSeries(head, plot, {
			name,
			ports,
			notes
		});
		const hadIt = before.some((one) => one.key === plot.key);
		const then = base !== void 0 && hadIt ? await readSeries(base, plot, {
			name,
			ports,
			notes
		}) : [];
		curves.push(...pairSeries(now, then, notes));
	}
	return {
		curves: curves.slice(0, maxCurves),
		notes
	};
}
function pairSeries(now, then, notes) {
	return now.flatMap(({ name, points, left }) => {
		const base = then.find((one) => one.name === name);
		if (points.length === 0) {
			if ((base?.points.length ?? 0) > 0) notes.push(`Learning curve ${name}: it has no numbers any more.`);
			return [];
		}
		if (left > 0) notes.push(`Learning curve ${name}: ${left} of its points are no finite numbers.`);
		return [{
			name,
			base: base === void 0 ? null : thin(base.points),
			head: thin(points)
		}];
	});
}
function thin(points) {
	return thinCurve(points, maxPoints).map(([x, y]) => [x, y]);
}
async function readSeries(snapshot, plot, { name, ports, notes }) {
	try {
		const contents = new Map();
		for (const file of plotFiles(plot.id, plot.properties)) {
			const { values } = await readBounded(snapshot, file, ports);
			if (values !== void 0) contents.set(file, values);
		}
		const properties = withStep(plot, contents.get(plot.id));
		const gathered = gatherPoints({
			id: plot.id,
			properties,
			files: contents,
			revision: snapshot.name
		});
		return gathered === void 0 ? [] : splitSeries(name, gathered);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		notes.push(`Learning curve ${name}: ${error.message.slice(0, 200)}`);
		return [];
	}
}
async function readBounded(snapshot, file, ports) {
	const { objects, files } = ports;
	const known = snapshot.data.get(file);
	const here = snapshot.name === "workspace" ? (await files.stat(file))?.sizeBytes : void 0;
	const stored = here === void 0 && known !== void 0 ? await objects.sizeOf(known.item) : void 0;
	const size = here ?? stored ?? (await readFileAt(snapshot, file, objects)).length;
	if (size <= maxFileBytes) return readPlotFile(snapshot, file, {
		objects,
		over: new Map()
	});
	throw new PawlError("file.too-large", { message: `${file} has ${size} bytes; curves are read from at most ${maxFileBytes}.` });
}
function withStep({ id, properties }, content) {
	const [row] = isValueList(content) ? content : [];
	return isDvcLiveFile(id) && isValueMap(row) && row.has("step") && !properties.has("x") ? new Map([...properties, ["x", "step"]]) : properties;
}
function splitSeries(name, { points, x, y, ySources }) {
	if (y === void 0) return [];
	const isOneFile = new Set(ySources.map((source) => source.file)).size === 1;
	return ySources.map(({ file, field }) => {
		const pairs = points.filter((row) => row.get("filename") === file && row.get("field") === field).map((row) => [numberOf(row.get(x)), numberOf(row.get(y))]);
		const kept = pairs.filter((pair) => pair.every(Number.isFinite));
		const source = isOneFile ? field : `${file}: ${field}`;
		return {
			name: (ySources.length === 1 ? name : `${name} (${source})`).slice(0, 500),
			points: kept,
			left: pairs.length - kept.length
		};
	});
}
function numberOf(value) {
	if (isNumberValue(value)) return floatOf(value.text);
	return typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
}
//#endregion
//#region src/app/evaluation/lineage-evidence.ts
const [maxStages, maxPaths] = [100, 50];
const maxPathLength = 300;
function readLineageGraph(scope) {
	const { stages } = scope;
	if (stages === void 0) return void 0;
	const roleOf = (stage) => stage === stages.train ? "train" : stages.feature.includes(stage) ? "feature" : "evaluate";
	return { stages: ownStages(scope).slice(0, maxStages).map((stage) => describeStage(stage, roleOf(stage), scope)) };
}
function describeStage(stage, role, { head, base }) {
	const now = lockedEntry(head.loaded, stage);
	const before = base === void 0 ? void 0 : entryAt(base, stage);
	const describe = (side) => ({ path, lockPath }) => {
		const digest = digestOf(now?.[side], lockPath);
		const isKnown = base !== void 0 && digest !== null;
		return {
			path: path.slice(0, maxPathLength),
			digest,
			isChanged: isKnown ? digestOf(before?.[side], lockPath) !== digest : null
		};
	};
	return {
		stage: stage.address.slice(0, maxPathLength),
		role,
		inputs: stage.deps.slice(0, maxPaths).map(describe("deps")),
		outputs: stage.outs.slice(0, maxPaths).map(describe("outs"))
	};
}
function entryAt({ loaded }, { address }) {
	const same = loaded.pipeline.find((stage) => stage.address === address);
	return same && lockedEntry(loaded, same);
}
function digestOf(items, lockPath) {
	return items?.find((item) => item.path === lockPath)?.md5 ?? null;
}
//#endregion
//#region src/app/evaluation/repository-evidence.ts
const maxValueLength = 300;
const [maxNotes$1, maxNoteLength$1] = [10, 300];
async function readRepositoryEvidence(request, ports) {
	const { baseSha } = request;
	const gated = [...new Set(request.gates.flatMap((gate) => gateFile(gate.metric) ?? []))];
	const head = await readSide(workspaceName, gated, ports);
	const base = baseSha === null ? emptySide : await readSide(baseSha, gated, ports);
	const params = baseSha === null ? void 0 : await diffParamsSince(baseSha, ports);
	const notes = [
		...head.notes,
		...base.notes,
		...params?.warnings ?? []
	];
	return {
		metricsFiles: [...new Set([...head.files.keys(), ...base.files.keys()])].map((path) => ({
			path,
			base: base.files.get(path),
			head: head.files.get(path)
		})),
		params: params?.changes ?? [],
		notes: notes.slice(0, maxNotes$1).map((note) => note.slice(0, maxNoteLength$1))
	};
}
function gateFile(metric) {
	if (findMetric(metric) !== void 0) return void 0;
	return /^([^:]+\.[a-z]+):./.exec(metric)?.[1];
}
const emptySide = {
	files: new Map(),
	notes: []
};
async function readSide(revision, gated, ports) {
	const declared = await readMetrics(revision, [], ports);
	const others = gated.filter((path) => declared.files?.has(path) !== true);
	const named = others.length === 0 ? void 0 : await readMetrics(revision, others, ports);
	const files = [...declared.files ?? [], ...named?.files ?? []];
	return {
		files: new Map(files.map(([path, file]) => [path, numbersOf(file)])),
		notes: [...failuresOf(declared, revision, true), ...failuresOf(named, revision, false)]
	};
}
function failuresOf(values, revision, withMissing) {
	if (values === void 0) return [];
	const name = revision === "workspace" ? "this work tree" : revision.slice(0, 7);
	if (values.failure !== void 0) return withMissing ? [`DVC metrics of ${name}: ${values.failure.message}`] : [];
	return [...values.files.values()].flatMap(({ failure }) => {
		return failure !== void 0 && (withMissing || failure.type !== "FileNotFoundError") ? [`DVC metrics of ${name}: ${failure.message}`] : [];
	});
}
function numbersOf({ values }) {
	if (values === void 0) return void 0;
	const flat = isNumberValue(values) ? new Map([["", values]]) : flattenValues(values);
	return new Map([...flat].flatMap(([key, value]) => {
		if (typeof value === "boolean") return [[key, value ? 1 : 0]];
		return isNumberValue(value) ? [[key, floatOf(value.text)]] : [];
	}));
}
async function diffParamsSince(baseSha, ports) {
	const { files, warnings } = await diffParams({
		a: baseSha,
		b: workspaceName,
		targets: [],
		all: false,
		deps: false
	}, ports);
	return {
		changes: [...files].flatMap(([file, values]) => [...values].map(([key, change]) => ({
			file,
			key,
			old: shown(change.old),
			new: shown(change.new)
		}))),
		warnings: warnings.map((warning) => `Params: ${warning}`)
	};
}
function shown(value) {
	const plain = isNumberValue(value) && value.kind === "integer" && !Number.isSafeInteger(Number(value.text)) ? value.text : toPlainData(value);
	return typeof plain === "string" && plain.length > maxValueLength ? `${plain.slice(0, maxValueLength)}…` : plain;
}
//#endregion
//#region src/app/evaluation/list-changed-tables.ts
const maxGitFiles = 50;
async function listChangedTables(paths, sides, ports) {
	const changed = new Map();
	const [added, removed] = [new Set(), new Set()];
	const problems = [];
	for (const path of paths.filter((one) => !isSameData(one, sides))) {
		const read = await readSides(path, sides, ports).catch((error) => {
			if (!(error instanceof PawlError)) throw error;
			problems.push(`${path}: ${error.message}`);
		});
		if (read === void 0) continue;
		for (const [file, table] of read.after) {
			const old = read.before.get(file);
			if (old === void 0) added.add(file);
			else if (old.digest !== table.digest) changed.set(file, {
				path: file,
				sizeBytes: () => greaterSize(old, table)
			});
		}
		for (const file of read.before.keys()) if (!read.after.has(file)) removed.add(file);
	}
	return {
		changed: [...changed.values()],
		added: [...added],
		removed: [...removed],
		problems
	};
}
async function readSides(path, { base, head, maxBytes }, ports) {
	return {
		before: await readTables(path, {
			snapshot: base,
			maxBytes
		}, ports),
		after: await readTables(path, {
			snapshot: head,
			maxBytes
		}, ports)
	};
}
async function greaterSize(a, b) {
	const [left, right] = [await a.sizeBytes(), await b.sizeBytes()];
	return left === void 0 || right === void 0 ? void 0 : Math.max(left, right);
}
function isSameData(path, { base, head }) {
	const [before, after] = [knownAt(path, base), knownAt(path, head)];
	return before !== void 0 && before.path === after?.path && before.item.md5 === after.item.md5;
}
function knownAt(path, { data }) {
	return data.get(path) ?? [...data.values()].find((known) => isBelow(path, known.path));
}
async function readTables(path, { snapshot, maxBytes }, ports) {
	const known = knownAt(path, snapshot);
	if (known === void 0) return readGitTables(path, {
		snapshot,
		maxBytes
	}, ports);
	const { md5, hash } = known.item;
	const sizeOf = (item) => async () => item.sizeBytes ?? await ports.objects.sizeOf(item);
	if (!md5.endsWith(".dir")) {
		const isTable = findFormat(path) !== void 0;
		return new Map(isTable ? [[path, {
			digest: md5,
			sizeBytes: sizeOf(known.item)
		}]] : []);
	}
	const inside = (await ports.objects.readTree(known.item, "anywhere") ?? []).map((file) => ({
		path: `${known.path}/${file.path}`,
		md5: file.md5
	})).filter((file) => file.path === path || isBelow(file.path, path));
	return new Map(inside.filter((file) => findFormat(file.path) !== void 0).map((file) => [file.path, {
		digest: file.md5,
		sizeBytes: sizeOf({
			md5: file.md5,
			hash
		})
	}]));
}
async function readGitTables(path, { snapshot, maxBytes }, { objects, files }) {
	const paths = await expandPath(snapshot, path, objects);
	const tables = new Map();
	for (const file of paths.filter((one) => findFormat(one) !== void 0).slice(0, maxGitFiles)) {
		const here = snapshot.name === "workspace" ? (await files.stat(file))?.sizeBytes : void 0;
		if (here !== void 0 && here > maxBytes) {
			tables.set(file, {
				digest: `${here} bytes`,
				sizeBytes: async () => here
			});
			continue;
		}
		const bytes = await snapshot.view.readBytes(file);
		if (bytes === void 0) continue;
		tables.set(file, {
			digest: await sha256(bytes),
			sizeBytes: async () => bytes.length
		});
	}
	return tables;
}
//#endregion
//#region src/app/evaluation/table-evidence.ts
const tableLimits = {
	tables: 10,
	bytes: 128 * 1024 * 1024,
	gzipBytes: 16 * 1024 * 1024,
	rows: 5e6,
	cells: 5e7,
	milliseconds: 12e4,
	columns: 200
};
const maxNoteLength = 300;
async function readTableEvidence(request, scope, ports) {
	const { head, base } = scope;
	if (base === void 0) return {
		diffs: [],
		notes: []
	};
	const found = await listChangedTables(tablePaths(request.evaluation, scope), {
		base,
		head,
		maxBytes: tableLimits.bytes
	}, ports);
	const notes = [
		...listNames("new", found.added),
		...listNames("gone", found.removed),
		...found.problems.slice(0, 5).map(note)
	];
	if (found.changed.length > tableLimits.tables) notes.push(note(`${found.changed.length} tables changed; the first ${tableLimits.tables} are compared`));
	const small = [];
	for (const table of found.changed.slice(0, tableLimits.tables)) if (await isSmall(table, notes)) small.push(table.path);
	if (small.length === 0) return {
		diffs: [],
		notes
	};
	const tables = await ports.openDiffTables();
	try {
		return {
			diffs: await compareAll(small, {
				request,
				tables,
				notes
			}, ports),
			notes
		};
	} finally {
		await tables.close();
	}
}
function tablePaths(evaluation, { stages }) {
	const reads = (stages === void 0 ? [] : [stages.train, ...stages.feature]).flatMap(({ deps }) => deps.map((dep) => dep.path));
	const writes = (stages?.feature ?? []).flatMap((stage) => stage.outs.filter((out) => out.kind === "out").map((out) => out.path));
	return [...new Set([
		...evaluation?.data === void 0 ? [] : [evaluation.data],
		...reads,
		...writes
	])];
}
function listNames(what, paths) {
	if (paths.length === 0) return [];
	const [verb, noun] = paths.length === 1 ? ["is", "table"] : ["are", "tables"];
	const rest = paths.length > 5 ? " …" : "";
	return [note(`${paths.length} ${noun} of the model's data ${verb} ${what}: ${paths.slice(0, 5).join(", ")}${rest}`)];
}
function note(text) {
	return `Data diff: ${text}`.slice(0, maxNoteLength);
}
async function isSmall({ path, sizeBytes }, notes) {
	const most = path.endsWith(".gz") ? tableLimits.gzipBytes : tableLimits.bytes;
	const size = await sizeBytes();
	if (size !== void 0 && size <= most) return true;
	const why = size === void 0 ? "its bytes are nowhere" : `${size} bytes, more than ${most}`;
	notes.push(note(`${path} is not compared: ${why}`));
	return false;
}
async function compareAll(changed, comparison, ports) {
	const started = ports.clock.now().getTime();
	const diffs = [];
	for (const path of changed) {
		if (ports.clock.now().getTime() - started > tableLimits.milliseconds) {
			comparison.notes.push(note(`${path} and what follows is not compared: the time is up`));
			break;
		}
		try {
			diffs.push(limitColumns(await compareOne(path, comparison, ports)));
		} catch (error) {
			if (!(error instanceof PawlError)) throw error;
			const reason = error.message.replaceAll("\n", " ");
			comparison.notes.push(note(`${path} is not compared: ${reason}`));
		}
	}
	return diffs;
}
async function compareOne(path, { request, tables, notes }, { files }) {
	const { baseSha, headSha, evaluation } = request;
	const isHere = (await files.stat(path))?.kind === "file";
	const before = (await tables.resolve(baseSha, path)).file;
	const after = (await tables.resolve(isHere ? void 0 : headSha, path)).file;
	try {
		for (const file of [before, after]) await refuseLarge(file, path, tables.sql);
		return await compareByKey({
			before,
			after,
			names: {
				before: `${baseSha.slice(0, 7)}:${path}`,
				after: path
			}
		}, {
			path,
			id: evaluation?.id,
			notes
		}, tables);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		const message = error.message.replaceAll(before, path).replaceAll(after, path);
		throw new PawlError(error.code, {
			message,
			cause: error
		});
	}
}
async function compareByKey(pair, { path, id, notes }, tables) {
	if (id === void 0) return dataDiff(pair, tables);
	try {
		return await dataDiff({
			...pair,
			key: [id]
		}, tables);
	} catch (error) {
		const code = error instanceof PawlError ? error.code : void 0;
		if (code !== "table.duplicate-key" && code !== "usage.invalid") throw error;
		if (code === "table.duplicate-key") notes.push(note(`${path}: ${id} is not unique, so rows are not paired`));
		return dataDiff(pair, tables);
	}
}
const parquetSizeSql = `SELECT coalesce(sum(num_rows), 0)::DOUBLE AS rows,
    (SELECT count(*) FROM parquet_schema($1) WHERE num_children IS NULL OR num_children = 0)::DOUBLE AS columns
  FROM parquet_file_metadata($1)`;
const arrowSizeSql = `SELECT (SELECT count(*) FROM (SELECT 1 FROM read_arrow($1) LIMIT ${tableLimits.rows + 1}))::DOUBLE AS rows,
    (SELECT count(*) FROM (DESCRIBE SELECT * FROM read_arrow($1)))::DOUBLE AS columns`;
async function refuseLarge(file, path, sql) {
	const format = findFormat(path);
	if (format !== "parquet" && format !== "arrow") return;
	const [found] = await sql.query(format === "arrow" ? arrowSizeSql : parquetSizeSql, [pathPattern(file)]);
	const [rows, columns] = [Number(found?.["rows"]), Number(found?.["columns"])];
	if (rows <= tableLimits.rows && rows * columns <= tableLimits.cells) return;
	throw new PawlError("file.too-large", { message: `it has ${format === "arrow" ? "at least " : ""}${rows} rows of ${columns} columns; at most ${tableLimits.rows} rows and ${tableLimits.cells} cells are compared` });
}
function limitColumns(diff) {
	if (diff.columns.length <= tableLimits.columns) return diff;
	const isNews = (column) => column.state !== "shared" || column.typeChange !== "none" || column.distribution?.verdict === "drift" || (column.cellsChanged ?? 0) > 0;
	const kept = new Set([...diff.columns.filter(isNews), ...diff.columns.filter((column) => !isNews(column))].slice(0, tableLimits.columns));
	return {
		...diff,
		columns: diff.columns.filter((column) => kept.has(column))
	};
}
//#endregion
//#region src/app/evaluation/model-evidence.ts
const maxNotes = 30;
async function readModelEvidence(request, ports) {
	const { policy, baseSha } = request;
	const scope = await openModelScope({
		artifact: policy.artifact,
		baseSha
	}, ports);
	const { metricsFiles, params, notes } = await readRepositoryEvidence({
		baseSha,
		gates: policy.gates
	}, ports);
	const read = request.isUnchanged ? {
		sections: {},
		notes: []
	} : await readSections({
		...request,
		metricsFiles
	}, scope, ports);
	return {
		metricsFiles,
		params,
		sections: {
			...read.sections,
			notes: [...notes, ...read.notes].slice(0, maxNotes)
		}
	};
}
async function readSections(request, scope, ports) {
	const notes = [];
	const { policy, baseSha, headSha } = request;
	const curves = await attempt("Learning curves", notes, () => readLearningCurves(scope, ports));
	const tables = baseSha === null ? void 0 : await attempt("Data diff", notes, () => readTableEvidence({
		evaluation: policy.evaluation,
		baseSha,
		headSha
	}, scope, ports));
	const history = await attempt("History", notes, () => readHistory(request, ports));
	const cost = planCost({
		...request,
		stages: ownResults(request.stages, scope)
	});
	const lineage = readLineageGraph(scope);
	notes.push(...curves?.notes ?? [], ...tables?.notes ?? []);
	return {
		sections: {
			...curves === void 0 || curves.curves.length === 0 ? {} : { learningCurves: curves.curves },
			...tables === void 0 || tables.diffs.length === 0 ? {} : { dataDiffs: tables.diffs },
			...history === void 0 ? {} : { history },
			...cost === void 0 ? {} : { cost },
			...lineage === void 0 ? {} : { lineage }
		},
		notes
	};
}
async function attempt(what, notes, read) {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		notes.push(`${what}: ${error.message.slice(0, 300)}`);
		return;
	}
}
function ownResults(stages, scope) {
	const own = new Set(ownStages(scope).map((stage) => stage.address));
	return own.size === 0 ? stages : stages.filter(({ stage }) => own.has(stage));
}
//#endregion
//#region src/app/evaluate-repository.ts
async function evaluateRepository(request, ports) {
	const results = [];
	for (const model of Object.keys(request.models).sort()) {
		const policy = request.models[model];
		if (policy !== void 0) results.push(await evaluateOne({
			...request,
			model,
			policy
		}, ports));
	}
	return results;
}
async function evaluateOne(request, ports) {
	const { model, policy, baseSha, headSha, prices, queueSeconds = null } = request;
	const isUnchanged = request.isUnchanged(model);
	const evidence = await readModelEvidence({
		...request,
		prices,
		queueSeconds,
		isUnchanged
	}, ports);
	const challenger = isUnchanged ? null : await readChallenger(policy, headSha, ports);
	const { champion, note } = isUnchanged ? { champion: null } : await findChampion(request, ports);
	const stages = request.stages.map(({ stage, state, reason, durationMs }) => ({
		stage,
		state,
		reason,
		durationMs
	}));
	const { notes = [] } = evidence.sections;
	const sections = {
		...evidence.sections,
		notes: note === void 0 ? notes : [note, ...notes]
	};
	return evaluate({
		model,
		policy,
		headSha,
		baseSha,
		challenger,
		champion,
		stages,
		isUnchanged,
		...evidence,
		sections
	}, ports);
}
async function findChampion(request, ports) {
	const { model, policy, baseSha } = request;
	const { artifact, evaluation } = policy;
	const path = evaluation?.predictions;
	if (evaluation === void 0 || path === void 0) return { champion: await readChampion({
		model,
		artifact,
		baseSha
	}, ports) };
	return await findPredictionsChampion({
		model,
		policy: {
			...policy,
			evaluation
		},
		path,
		baseSha
	}, ports);
}
async function readChallenger({ artifact, evaluation }, headSha, { files }) {
	for (const path of [artifact, evaluation?.predictions]) {
		if (path === void 0 || (await files.stat(path))?.kind !== "file") continue;
		return {
			bytes: await files.readBytes(path),
			source: "workspace",
			version: null,
			commit: headSha
		};
	}
	return null;
}
//#endregion
//#region src/app/evaluation/queue-evidence.ts
async function readQueueSeconds({ runId, runnerName }, workflows) {
	try {
		const here = (await workflows.listJobs(runId)).filter((job) => job.status === "in_progress" && job.runnerName === runnerName);
		const [job] = here;
		if (job?.startedAt === void 0 || job.startedAt === null || here.length > 1) return null;
		const seconds = (Date.parse(job.startedAt) - Date.parse(job.createdAt)) / 1e3;
		return Number.isNaN(seconds) ? null : Math.max(0, seconds);
	} catch (error) {
		if (error instanceof PawlError) return null;
		throw error;
	}
}
//#endregion
//#region src/app/evaluation/base-artifact.ts
function createReadBaseArtifact(ports) {
	return async (path, baseSha) => {
		try {
			return await ports.readBytes((await ports.resolve(baseSha, path)).file);
		} catch (error) {
			if (error instanceof PawlError && (error.code === "data.missing" || error.code === "file.missing")) return void 0;
			throw error;
		}
	};
}
//#endregion
//#region src/runtime/open-evidence.ts
const [memoryBytes, spill] = [700 * 2 ** 20, "8GiB"];
async function openEvidence(files) {
	const [workspace, revisions, store] = await Promise.all([
		createWorkspaceView(files),
		openRevisions(files.root),
		openDataStore(files)
	]);
	let opened;
	const resolve = async (revision, path) => (await (opened ??= openTables(files.root))).resolve(revision, path);
	return {
		workspace,
		revisions,
		objects: store.objects(),
		openDiffTables: async () => ({
			...await openEngine(),
			resolve
		}),
		readBaseArtifact: createReadBaseArtifact({
			resolve,
			readBytes: (file) => readFile(file)
		}),
		close: async () => (await opened)?.close()
	};
}
async function openEngine() {
	const folder = await mkdtemp(join(tmpdir(), "pawl-data-diff-"));
	const sql = await createSql({
		memoryLimitBytes: memoryBytes,
		temporaryDirectory: folder
	});
	await sql.query(`SET max_temp_directory_size = '${spill}'`);
	return {
		sql,
		close: async () => {
			await sql.close();
			await rm(folder, {
				recursive: true,
				force: true
			});
		}
	};
}
//#endregion
//#region src/runtime/run-evaluate.ts
async function runEvaluate(options) {
	const files = await createFileSystem(options.directory);
	const git = await openGitRepository(options.directory);
	const headSha = await requireCommit(git, "HEAD");
	const base = options.base === void 0 ? void 0 : await requireCommit(git, options.base);
	const policy = await readBasePolicy({
		base,
		config: options.config
	}, {
		git,
		files
	});
	const baseSha = base === void 0 ? null : await git.mergeBase(base, headSha) ?? base;
	const github = await openGitHub(options);
	const place = workflowPlace();
	const queueSeconds = github === void 0 || place === void 0 ? null : await readQueueSeconds(place, github.workflows);
	const [sql, evidence] = await Promise.all([createSql(), openEvidence(files)]);
	try {
		return await evaluateRepository({
			models: selectModels(policy, options.model),
			headSha,
			baseSha,
			stages: options.stages ?? [],
			prices: policy.prices,
			queueSeconds,
			isUnchanged: options.isUnchanged ?? (() => false)
		}, {
			...evidence,
			sql,
			files,
			clock: createClock(),
			modelRuntime: await createModelRuntime(),
			github
		});
	} finally {
		await evidence.close();
		await sql.close();
	}
}
async function openGitHub({ github }) {
	if (github === void 0) return void 0;
	return createGitHub({
		apiUrl: github.apiUrl,
		repository: github.repository,
		auth: { token: github.token }
	});
}
async function requireCommit(git, revision) {
	const commit = await git.resolve(revision);
	if (commit !== void 0) return commit;
	throw new PawlError("git.failed", {
		message: `${revision} is no commit of ${git.root}`,
		hint: revision === "HEAD" ? "Run this in a git repository with a commit: a report says which commit its numbers belong to." : "Check the name, and check out the whole history (fetch-depth: 0)."
	});
}
async function readBasePolicy(place, { git, files }) {
	const { base, config } = place;
	return (base === void 0 ? void 0 : await readPolicyAt(base, config, git)) ?? readPolicyFile(files, config);
}
async function readPolicyAt(commit, config, git) {
	const bytes = await git.readFile(commit, config);
	if (bytes === void 0) return void 0;
	const parsed = parsePolicy(new TextDecoder().decode(bytes), config);
	if (parsed.problems === void 0) return parsed.policy;
	throw new PawlError("config.invalid", { message: renderProblems(parsed.problems) });
}
//#endregion
export { openEvidence as a, planChampion as c, runEvaluate as i, selectModel as l, readPolicyAt as n, evaluateRepository as o, requireCommit as r, readRepositoryEvidence as s, readBasePolicy as t, selectModels as u };
