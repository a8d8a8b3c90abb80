import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Gt as isValueMap, Jt as isOverlap, K as loadPipeline, Nn as openWorktrees, Pt as lockFileOf, Rt as compareCodePoints, Tt as readParams, Wt as isValueList, Xt as joinPath, Y as lockedEntry, _t as withLockEntry, an as createClock, kt as readValues, m as openPipeline, on as createFileSystem, q as lockOf, un as createModelRuntime, vn as createSql, vt as writeLock } from "./pipeline-DJgoMtB1.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { i as resolveMetric, t as findMetric } from "./metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { i as subsetsOf, t as attributeMetrics } from "./attribute-metrics-CxM2im3z.js";
import { n as isCodePath } from "./changed-inputs-CfQZx60T.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
import { r as keepRun } from "./reproduce-DoRFsxZF.js";
import { s as isRunCacheable } from "./run-stage-C-H5PyC1.js";
import { i as judgedPaths, o as train, r as findLost, s as feature, t as bringUpModels } from "./bring-up-models-D6SLPyfG.js";
import { a as openEvidence, s as readRepositoryEvidence } from "./run-evaluate-CN3C1tvW.js";
import { t as restorePath } from "./restore-output-TxJ9mcd7.js";
import { a as evaluate } from "./released-predictions-B9fx67tZ.js";
import { t as openComparison } from "./open-comparison-Bvit7De1.js";
import { join } from "node:path";
//#region src/app/explanation/bring-up-combination.ts
const ownFailures = /^(stage\.(failed|oversized|unknown)|data\.missing|dvc\.|config\.invalid|file\.(missing|unreadable|too-large)|path\.refused|evaluation\.|model\.|metric\.)/;
function reasonOf(error) {
	if (!(error instanceof PawlError) || !ownFailures.test(error.code)) throw error;
	return `${error.message.split("\n", 1)[0]?.slice(0, 400) ?? ""} (${error.code})`;
}
async function bringUpCombination(model, policy, request, ports) {
	const stages = {
		...request,
		models: [policy]
	};
	try {
		if (request.isRestoreOnly === true) return await look({ [model]: policy }, stages, ports);
		return {
			state: "done",
			stages: (await bringUpModels({
				...stages,
				listJudged: async () => ({ [model]: policy })
			}, ports)).stages
		};
	} catch (error) {
		if (error instanceof PawlError && error.code === "stage.not-restorable") return {
			state: "to run",
			reason: error.message.split("\n", 1)[0]?.slice(0, 400) ?? ""
		};
		return {
			state: "failed",
			reason: reasonOf(error)
		};
	}
}
async function look(models, request, ports) {
	const features = await feature(request, ports);
	const trained = await train(request, ports);
	const lost = await findLost(models, ports);
	if (lost.length > 0) return {
		state: "to run",
		reason: `nobody has the results of ${lost.join(", ")}`
	};
	return {
		state: "done",
		stages: [...features.stages, ...trained.stages]
	};
}
async function rememberRuns(side, ports) {
	for (const stage of side.stages) {
		const entry = lockedEntry(side.loaded, stage);
		if (entry === void 0 || !isRunCacheable(stage) || stage.isFrozen) continue;
		const isWhole = stage.outs.every((out) => entry.outs.some(({ path }) => path === out.lockPath));
		const isPlain = [...entry.deps, ...entry.outs].every(({ hash }) => hash === "md5");
		if (isWhole && isPlain) await keepRun(entry, ports);
	}
}
//#endregion
//#region src/versioning/mix-params.ts
var import_dist = __toESM(require_dist(), 1);
async function mixParams({ structure, values, path }) {
	const [own, other] = await Promise.all([readParams(structure, path), readParams(values, path)]);
	if (!isValueMap(own) || !isValueMap(other)) return void 0;
	if (/\.(?:toml|py)$/i.test(path)) return void 0;
	const changed = listChanges(own, other, []);
	if (changed === void 0) return void 0;
	if (changed.length === 0) return structure;
	const text = setNodes(structure, values, changed);
	const mixed = text === void 0 ? void 0 : await readParams(text, path).catch(() => void 0);
	return mixed !== void 0 && isSame(mixed, expected(own, other)) ? text : void 0;
}
function compareParams(before, after) {
	const [shared, single] = [[], []];
	const walk = (a, b, path) => {
		if (isValueMap(a) && isValueMap(b)) for (const key of new Set([...a.keys(), ...b.keys()])) walk(a.get(key), b.get(key), [...path, key]);
		else if (a === void 0 || b === void 0) {
			if (a !== b) single.push(path.join("."));
		} else if (!isSame(a, b)) shared.push(path.join("."));
	};
	walk(before, after, []);
	return {
		shared,
		single
	};
}
function listChanges(own, other, path) {
	const found = [];
	for (const [key, value] of own) {
		const theirs = other.get(key);
		if (theirs === void 0) continue;
		const at = [...path, key];
		if (isValueMap(value) !== isValueMap(theirs)) return void 0;
		const below = isValueMap(value) && isValueMap(theirs) ? listChanges(value, theirs, at) : isSame(value, theirs) ? [] : [at];
		if (below === void 0) return void 0;
		found.push(...below);
	}
	return found;
}
function expected(own, other) {
	return new Map([...own].map(([key, value]) => {
		const theirs = other.get(key);
		if (theirs === void 0) return [key, value];
		return [key, isValueMap(value) && isValueMap(theirs) ? expected(value, theirs) : theirs];
	}));
}
function setNodes(structure, values, changed) {
	const [target, source] = [structure, values].map((text) => (0, import_dist.parseDocument)(text, { intAsBigInt: true }));
	if (target === void 0 || source === void 0) return void 0;
	if (target.errors.length > 0 || source.errors.length > 0) return void 0;
	for (const path of changed) {
		const node = source.getIn(path, true);
		const before = target.getIn(path, true);
		if (!(0, import_dist.isNode)(node) || !(0, import_dist.isNode)(before) || hasReference(node) || hasReference(before)) return void 0;
		node.comment = ((0, import_dist.isScalar)(before) ? before.comment : node.comment) ?? null;
		node.commentBefore = before.commentBefore ?? null;
		target.setIn(path, node);
	}
	return target.toString({
		lineWidth: 0,
		flowCollectionPadding: true
	});
}
function hasReference(node) {
	let found = false;
	(0, import_dist.visit)(node, { Node: (_, inner) => {
		found ||= (0, import_dist.isAlias)(inner) || inner.anchor !== void 0;
	} });
	return found || (0, import_dist.isAlias)(node);
}
function isSame(a, b) {
	if (isValueMap(a) && isValueMap(b)) return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key)));
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
	return "kind" in a && "kind" in b && a.kind === b.kind && a.text === b.text;
}
//#endregion
//#region src/app/explanation/param-files.ts
async function listParamFiles(stages, view) {
	const found = new Set(stages.flatMap((stage) => stage.params.map(({ path }) => path)));
	for (const file of new Set(stages.map((stage) => stage.file))) {
		const folder = joinPath(file, "..") ?? "";
		const text = await view.readText(file);
		const named = ["params.yaml", ...text === void 0 ? [] : varsOf(readValues(text, file))];
		for (const name of named) {
			const path = joinPath(folder, name);
			if (path !== void 0 && await view.readText(path) !== void 0) found.add(path);
		}
	}
	return [...found];
}
function varsOf(value) {
	if (!isValueMap(value)) return [];
	const stages = value.get("stages");
	const inner = (isValueMap(stages) ? [...stages.values()] : []).flatMap((stage) => {
		if (!isValueMap(stage)) return [];
		const folder = stage.get("wdir");
		return namesOf(stage.get("vars")).map((name) => typeof folder === "string" ? `${folder}/${name}` : name);
	});
	return [...namesOf(value.get("vars")), ...inner];
}
function namesOf(vars) {
	if (!isValueList(vars)) return [];
	return vars.flatMap((item) => typeof item === "string" ? [item.split(":")[0] ?? item] : []);
}
//#endregion
//#region src/app/explanation/compare-inputs.ts
async function readInputSide(revision, artifact, view) {
	const loaded = await loadPipeline(view);
	const { feature, train, evaluate } = findModelStages(artifact, loaded.pipeline);
	return {
		...revision,
		view,
		loaded,
		stages: [
			...feature,
			train,
			...evaluate
		]
	};
}
async function compareInputs(base, head) {
	const sides = [base, head];
	const made = sides.flatMap(({ stages }) => stages.flatMap((stage) => stage.outs.map(({ path }) => path)));
	const isMade = (path) => made.some((out) => isOverlap(out, path));
	const params = await findParams(sides);
	const differing = await findDiffering([...(await listDeps(sides, isMade)).filter((path) => !params.files.has(path)), ...pipelineFiles(sides)], sides);
	const code = differing.filter(({ path }) => isCodeFile(path));
	const hasCode = code.length > 0;
	const tracked = await findDiffering(listTracked(sides), sides);
	const sources = listSources(sides);
	const counts = ({ isShared }) => isShared || !hasCode;
	const data = [...differing.filter(({ path }) => !isCodeFile(path)), ...tracked].filter(counts);
	const values = params.changes.filter(counts);
	const named = (kind, names) => names.map((name) => ({
		kind,
		name
	}));
	const changed = [
		...named("code", code.map(pathOf)),
		...named("params", values.map(({ name }) => name)),
		...named("data", [...data.map(pathOf), ...sources.filter(counts).map(({ name }) => name)])
	];
	return {
		kinds: [
			"code",
			"params",
			"data"
		].filter((kind) => changed.some((one) => one.kind === kind)),
		changed,
		paramFiles: [...new Set(values.map(({ file }) => file))],
		dataFiles: data.map(pathOf),
		sources: sources.filter(counts).map(({ address }) => address)
	};
}
function pathOf({ path }) {
	return path;
}
function pipelineFiles(sides) {
	return sides.flatMap(({ stages }) => stages.map(({ file }) => file));
}
function isCodeFile(path) {
	return isCodePath(path) || path === "dvc.yaml" || path.endsWith("/dvc.yaml");
}
async function listDeps(sides, isMade) {
	const found = new Set();
	for (const { stages, view } of sides) for (const { path } of stages.flatMap((stage) => stage.isFrozen ? [] : stage.deps)) {
		if (isMade(path)) continue;
		(await view.readBytes(path) !== void 0 ? [path] : (await view.listFiles(path)).filter((file) => !file.endsWith(".dvc"))).forEach((file) => found.add(file));
	}
	return [...found];
}
function listTracked(sides) {
	return sides.flatMap(({ stages, loaded }) => {
		const deps = stages.flatMap((stage) => stage.isFrozen ? [] : stage.deps.map(pathOf));
		return loaded.tracked.filter((data) => deps.some((path) => isOverlap(path, data.target))).map(({ file }) => file);
	});
}
async function findDiffering(paths, [base, head]) {
	const found = [];
	for (const path of [...new Set(paths)].sort(compareCodePoints)) {
		const [before, after] = [await base.view.readBytes(path), await head.view.readBytes(path)];
		if (isSameBytes(before, after)) continue;
		found.push({
			path,
			isShared: before !== void 0 && after !== void 0
		});
	}
	return found;
}
function isSameBytes(a, b) {
	if (a === void 0 || b === void 0) return a === b;
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
async function findParams(sides) {
	const files = new Set();
	for (const side of sides) for (const file of await listParamFiles(side.stages, side.view)) files.add(file);
	const changes = [];
	for (const file of [...files].sort(compareCodePoints)) {
		const [before, after] = await Promise.all(sides.map(async ({ view }) => {
			const text = await view.readText(file);
			return text === void 0 ? void 0 : readParams(text, file);
		}));
		const { shared, single } = compareParams(before, after);
		const name = (key) => key === "" ? file : `${file}: ${key}`;
		changes.push(...shared.map((key) => ({
			file,
			name: name(key),
			isShared: true
		})), ...single.map((key) => ({
			file,
			name: name(key),
			isShared: false
		})));
	}
	return {
		files,
		changes
	};
}
function listSources([base, head]) {
	return [...new Set([base, head].flatMap(({ stages }) => stages.filter(isSource).map((one) => one.address)))].flatMap((address) => {
		const [before, after] = [outsOf(base, address), outsOf(head, address)];
		const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
		if (paths.length === 0) return [];
		const isShared = paths.some((path) => before.has(path) && after.has(path));
		return [{
			address,
			name: `${address}: ${paths.join(", ")}`,
			isShared
		}];
	});
}
function isSource({ isFrozen, deps, params }) {
	return isFrozen || deps.length === 0 && params.length === 0;
}
function outsOf({ loaded, stages }, address) {
	const stage = stages.find((one) => one.address === address);
	const entry = stage && lockedEntry(loaded, stage);
	return new Map(entry?.outs.map(({ path, md5 }) => [path, md5]));
}
//#endregion
//#region src/app/explanation/compose-tree.ts
function chooseSides(combination, { kinds }, { base, head }) {
	if (combination.length === kinds.length && kinds.length > 0) return {
		code: head,
		params: head,
		data: head
	};
	const sideOf = (kind) => combination.includes(kind) ? head : base;
	return {
		code: sideOf("code"),
		params: sideOf("params"),
		data: sideOf("data")
	};
}
async function composeTree(sides, changes, files) {
	const hasCode = changes.kinds.includes("code");
	const notes = [];
	if (sides.params !== sides.code) for (const path of changes.paramFiles) notes.push(...await layParams(path, sides, {
		hasCode,
		files
	}));
	if (sides.data !== sides.code) {
		for (const path of changes.dataFiles) await layFile(path, sides, {
			hasCode,
			files
		});
		for (const [path, lock] of mixLocks(sides, changes, hasCode)) await files.write(path, writeLock(lock));
	}
	return notes;
}
async function layFile(path, { code, data }, { hasCode, files }) {
	const [own, other] = [await code.view.readBytes(path), await data.view.readBytes(path)];
	if (hasCode && (own === void 0 || other === void 0)) return;
	if (other === void 0) await files.remove(path);
	else await files.write(path, other);
}
async function layParams(path, { code, params }, { hasCode, files }) {
	if (!hasCode) {
		await layFile(path, {
			code,
			data: params
		}, {
			hasCode,
			files
		});
		return [];
	}
	const [structure, values] = [await code.view.readText(path), await params.view.readText(path)];
	if (structure === void 0 || values === void 0) return [];
	const mixed = await mixParams({
		structure,
		values,
		path
	});
	await files.write(path, mixed ?? values);
	return mixed === void 0 ? [`${path} went with the parameters as a whole: its values cannot be set alone`] : [];
}
function mixLocks({ code, data }, { sources }, hasCode) {
	const locks = new Map();
	for (const address of sources) {
		const stage = code.stages.find((one) => one.address === address);
		const theirs = data.stages.find((one) => one.address === address);
		const other = theirs && lockedEntry(data.loaded, theirs);
		if (stage === void 0 || other === void 0) continue;
		const own = lockedEntry(code.loaded, stage);
		if (own === void 0 && hasCode) continue;
		const file = lockFileOf(stage.file);
		const entry = own === void 0 ? other : withOuts(own, other);
		locks.set(file, withLockEntry(locks.get(file) ?? lockOf(code.loaded, stage), stage.name, entry));
	}
	return locks;
}
function withOuts(own, other) {
	return {
		...own,
		outs: own.outs.map((out) => other.outs.find(({ path }) => path === out.path) ?? out)
	};
}
//#endregion
//#region src/app/explanation/score-combination.ts
async function scoreCombination(request, ports) {
	const { model, tree, commit } = request;
	const policy = withoutDetails(request.policy);
	for (const path of judgedPaths({
		...policy,
		evaluation: { predictions: policy.evaluation?.predictions }
	})) if (await tree.files.stat(path) === void 0) await restorePath(tree.workspace, path, tree);
	const evidence = await readRepositoryEvidence({
		baseSha: null,
		gates: policy.gates
	}, {
		workspace: tree.workspace,
		revisions: ports.revisions,
		objects: ports.objects
	});
	const rows = policy.evaluation?.predictions === void 0 ? ports.files : tree.files;
	const { report } = await evaluate({
		model,
		policy,
		headSha: commit,
		baseSha: null,
		challenger: await readModel(policy, commit, tree),
		champion: null,
		stages: [],
		isUnchanged: false,
		metricsFiles: evidence.metricsFiles,
		params: []
	}, {
		...ports,
		files: rows
	});
	const { comparability } = report;
	return {
		data: report.data,
		basis: comparability && `${comparability.rowsDigest} ${comparability.targetDigest}`,
		metrics: report.metrics.flatMap(({ metric, direction, challenger }) => challenger === null ? [] : [{
			metric,
			direction,
			value: fromJsonNumber(challenger.value)
		}])
	};
}
async function readModel({ artifact, evaluation }, commit, { files }) {
	for (const path of [artifact, evaluation?.predictions]) {
		if (path === void 0 || (await files.stat(path))?.kind !== "file") continue;
		return {
			bytes: await files.readBytes(path),
			source: "workspace",
			version: null,
			commit
		};
	}
	return null;
}
function withoutDetails(policy) {
	const isMeasured = (name) => findMetric(name)?.isMeasured === true;
	const gates = policy.gates.filter(({ metric }) => !isMeasured(metric));
	if (policy.evaluation === void 0) return {
		...policy,
		gates
	};
	const { seeds: _, ...evaluation } = policy.evaluation;
	const metrics = evaluation.metrics.filter((metric) => !resolveMetric(metric).isMeasured);
	const plain = {
		slices: [],
		slice_search: false,
		importance: false,
		resamples: 0
	};
	return {
		...policy,
		gates,
		evaluation: {
			...evaluation,
			...plain,
			slices: [],
			metrics
		}
	};
}
//#endregion
//#region src/app/explain.ts
async function explain(request, ports) {
	const base = await readEnd(request.base, request, ports);
	const head = await readEnd(request.head, request, ports);
	const changes = await compareInputs(base, head);
	const empty = startExplanation(request, changes, ports);
	if (changes.kinds.length === 0) return {
		...empty,
		outcome: "unchanged",
		reason: "nothing that dvc.yaml declares differs"
	};
	const kept = [base, head].flatMap(({ stages }) => stages).find(({ outs }) => outs.some((out) => out.isPersistent));
	if (kept !== void 0) {
		const reason = `stage ${kept.address} goes on from its last outputs (persist), so its inputs alone do not make them`;
		return {
			...empty,
			outcome: "not attributable",
			reason
		};
	}
	const found = [];
	for (const combination of subsetsOf(changes.kinds)) found.push(await work(combination, {
		request,
		changes,
		base,
		head
	}, ports));
	return conclude(request, empty, found);
}
async function readEnd(revision, { policy }, { revisions }) {
	const view = await revisions.view(revision.commit);
	if (view === void 0) throw new RangeError(`${revision.commit} was resolved before`);
	return readInputSide(revision, policy.artifact, view);
}
function startExplanation({ model, base, head }, { kinds, changed }, { clock }) {
	const shown = changed.slice(0, 200);
	const end = ({ name, commit }) => ({
		name: name.slice(0, 200),
		commit
	});
	return {
		schema: "pawl.explanation/1",
		model,
		base: end(base),
		head: end(head),
		outcome: "planned",
		reason: null,
		kinds: [...kinds],
		changed: shown.map(({ kind, name }) => ({
			kind,
			name: name.slice(0, 300)
		})),
		combinations: [],
		data: null,
		metrics: [],
		runCache: {
			combinations: 0,
			held: 0,
			stagesRun: 0,
			stagesRestored: 0
		},
		notes: changed.length > shown.length ? [`${changed.length - shown.length} more inputs differ`] : [],
		createdAt: clock.now().toISOString()
	};
}
async function work(kinds, { request, changes, base, head }, ports) {
	const sides = chooseSides(kinds, changes, {
		base,
		head
	});
	const tree = await ports.openTree(sides.code.commit);
	try {
		for (const side of kinds.length === 0 ? [base, head] : []) await rememberRuns(side, tree.ports);
		const notes = await composeTree(sides, changes, tree.ports.files).catch((error) => reasonOf(error));
		if (typeof notes === "string") return failed(kinds, notes, []);
		return await runTree(kinds, {
			request,
			tree,
			notes,
			commit: sides.code.commit
		}, ports);
	} finally {
		await tree.remove();
	}
}
async function runTree(kinds, { request, tree, notes, commit }, ports) {
	const { model, policy, mode, progress, signal } = request;
	const isPlan = mode === "plan";
	const brought = await bringUpCombination(model, policy, {
		...progress === void 0 ? {} : { progress },
		...signal === void 0 ? {} : { signal },
		isRestoreOnly: isPlan
	}, tree.ports);
	if (brought.state === "failed") return failed(kinds, brought.reason, notes);
	const named = {
		kinds: [...kinds],
		stages: []
	};
	if (brought.state === "to run") return {
		combination: {
			...named,
			state: "to run",
			reason: brought.reason
		},
		score: void 0,
		notes
	};
	if (isPlan) return {
		combination: {
			...named,
			state: "held",
			reason: null
		},
		score: void 0,
		notes
	};
	const stages = brought.stages.slice(0, 200).map(({ stage, state }) => ({
		stage: stage.slice(0, 300),
		state
	}));
	const didRun = brought.stages.some(({ state }) => state === "ran");
	const ended = {
		kinds: [...kinds],
		stages,
		state: didRun ? "ran" : "restored"
	};
	try {
		const score = await scoreCombination({
			model,
			policy,
			commit,
			tree: tree.ports
		}, ports);
		return {
			combination: {
				...ended,
				reason: null
			},
			score,
			notes
		};
	} catch (error) {
		return {
			combination: {
				...ended,
				reason: reasonOf(error)
			},
			score: void 0,
			notes
		};
	}
}
function failed(kinds, reason, notes) {
	return {
		combination: {
			kinds: [...kinds],
			state: "failed",
			stages: [],
			reason
		},
		score: void 0,
		notes
	};
}
function conclude({ mode }, empty, found) {
	const combinations = found.map(({ combination }) => combination);
	const stages = combinations.flatMap((combination) => combination.stages);
	const between = combinations.slice(1, -1);
	const explanation = {
		...empty,
		combinations,
		runCache: {
			combinations: between.length,
			held: between.filter(({ state }) => state === "held" || state === "restored").length,
			stagesRun: stages.filter(({ state }) => state === "ran").length,
			stagesRestored: stages.filter(({ state }) => state !== "ran").length
		},
		notes: [...new Set([...empty.notes, ...found.flatMap(({ notes }) => notes)])].slice(0, 48)
	};
	if (mode === "plan") return explanation;
	const metrics = attributeMetrics(empty.kinds, scoredOf(found));
	const reason = metrics.find((metric) => metric.reason !== null)?.reason ?? null;
	const isAttributed = metrics.some(({ shares }) => shares !== null);
	return {
		...explanation,
		outcome: isAttributed ? "attributed" : "not attributable",
		reason: isAttributed ? null : reason ?? "neither champion nor challenger has a metric",
		data: found.at(-1)?.score?.data ?? null,
		metrics: [...metrics],
		notes: [
			...explanation.notes,
			...metrics.some(({ metric }) => metric.includes(":") && findMetric(metric) === void 0) ? [ofFiles] : [],
			"each combination was trained once: what another seed of training would change is in the shares"
		]
	};
}
const ofFiles = "numbers of metrics files are those that each combination wrote itself, on rows of its own where it makes them";
function scoredOf(found) {
	const basis = found.at(-1)?.score?.basis;
	return found.map(({ combination, score }) => {
		if (score === void 0) return {
			metrics: void 0,
			reason: combination.reason ?? "it has no scores"
		};
		if (score.basis === basis) return { metrics: score.metrics };
		return {
			metrics: void 0,
			reason: "its predictions are for other rows than the challenger's"
		};
	});
}
//#endregion
//#region src/runtime/run-explain.ts
async function runExplain(options) {
	const { base, head, models } = await openComparison(options);
	await using opened = await openExplainPorts(options.directory, options.log);
	const explanations = [];
	for (const [model, policy] of Object.entries(models)) explanations.push(await explain({
		...options,
		model,
		policy,
		base,
		head
	}, opened.ports));
	return explanations;
}
async function openExplainPorts(directory, log) {
	const files = await createFileSystem(directory);
	const [sql, evidence, worktrees] = await Promise.all([
		createSql(),
		openEvidence(files),
		openWorktrees(directory)
	]);
	return {
		ports: {
			sql,
			files,
			revisions: evidence.revisions,
			objects: evidence.objects,
			clock: createClock(),
			modelRuntime: await createModelRuntime(),
			openTree: async (commit) => {
				const tree = await worktrees.add(commit);
				return {
					ports: await openPipeline(tree.root, log, { home: join(directory, ".dvc") }).catch(async (error) => {
						await tree.remove();
						throw error;
					}),
					remove: () => tree.remove()
				};
			}
		},
		[Symbol.asyncDispose]: async () => {
			await evidence.close();
			await sql.close();
		}
	};
}
//#endregion
export { runExplain as n, explain as r, openExplainPorts as t };
