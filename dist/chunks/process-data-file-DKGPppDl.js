import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { t as nearestMatch } from "./nearest-match-uEGqkHHS.js";
import { i as joinPath, n as isOverlap, t as isBelow } from "./repository-path-Cg730VSm.js";
import { o as isEqualValue } from "./value-VM4t6jbx.js";
import { n as readParams, o as isCallback } from "./parse-dvc-yaml-BCj2XOCk.js";
import { o as lockedEntry, r as listKnownData } from "./load-pipeline-CStH2RTx.js";
import { t as addressIn } from "./pipeline-node-DF-d9xb9.js";
import { n as globPattern, t as selectParams } from "./params-B-IIy1Rm.js";
import { n as updateDataFile, t as ignorePath } from "./ignore-path-tUGzswOt.js";
import { n as restoreData } from "./restore-data-DcY3ICWy.js";
//#region src/app/pipeline/observe.ts
const limit = 8;
function observe(ports) {
	const items = new Map();
	const cached = new Map();
	const values = new Map();
	const inTurn = limitConcurrency(limit);
	return {
		inspect: (path, hash = "md5") => {
			const key = `${hash} ${path}`;
			const found = items.get(key)?.found ?? inTurn(() => ports.data.inspect(path, hash));
			items.set(key, {
				path,
				found
			});
			return found;
		},
		has: (item) => remember(cached, `${item.hash} ${item.md5}`, () => inTurn(() => ports.data.has(item))),
		values: (path) => remember(values, path, () => readFile(path, ports)),
		forget: (paths) => {
			const isStale = (path) => paths === "all" || paths.some((one) => isOverlap(one, path));
			for (const [key, { path }] of items) if (isStale(path)) items.delete(key);
			for (const path of values.keys()) if (isStale(path)) values.delete(path);
			cached.clear();
		}
	};
}
function remember(known, key, look) {
	const found = known.get(key) ?? look();
	known.set(key, found);
	return found;
}
async function readFile(path, ports) {
	if (await ports.files.stat(path) === void 0) return void 0;
	return readParams(await ports.files.readText(path), path);
}
function limitConcurrency(most) {
	let busy = 0;
	const waiting = [];
	return async (work) => {
		if (busy >= most) await new Promise((resolve) => waiting.push(resolve));
		else busy += 1;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === void 0) busy -= 1;
			else next();
		}
	};
}
//#endregion
//#region src/versioning/pipeline-graph.ts
function buildGraph(nodes, isFrozenCut = true) {
	const root = { inside: new Map() };
	for (const node of nodes) for (const path of node.makes) plant(root, path, node);
	return {
		nodes,
		upstream: new Map(nodes.map((node) => {
			const above = new Set(node.needs.flatMap((path) => makersOf(root, path)));
			above.delete(node);
			return [node, isFrozenCut && node.isFrozen ? [] : [...above]];
		}))
	};
}
function plant(root, path, maker) {
	let folder = root;
	for (const step of path.split("/")) {
		const next = folder.inside.get(step) ?? { inside: new Map() };
		folder.inside.set(step, next);
		folder = next;
	}
	folder.maker = maker;
}
function makersOf(root, path) {
	const found = [];
	let folder = root;
	for (const step of path.split("/")) {
		const next = folder.inside.get(step);
		if (next === void 0) return found;
		folder = next;
		if (folder.maker !== void 0) found.push(folder.maker);
	}
	return [...found, ...[...folder.inside.values()].flatMap(makersIn)];
}
function makersIn(folder) {
	return [...folder.maker === void 0 ? [] : [folder.maker], ...[...folder.inside.values()].flatMap(makersIn)];
}
function turnGraph(graph) {
	const upstream = new Map(graph.nodes.map((node) => [node, []]));
	for (const [node, above] of graph.upstream) for (const one of above) upstream.get(one)?.push(node);
	return {
		nodes: graph.nodes,
		upstream
	};
}
function reach(graph, starts) {
	const seen = new Set();
	const ordered = [];
	for (const start of starts) {
		const stack = seen.has(start) ? [] : [enter(start)];
		for (let top = stack.at(-1); top !== void 0; top = stack.at(-1)) {
			const next = top.rest.next();
			if (next.done === true) {
				ordered.push(top.node);
				stack.pop();
			} else if (!seen.has(next.value)) stack.push(enter(next.value));
		}
	}
	return ordered;
	function enter(node) {
		seen.add(node);
		return {
			node,
			rest: (graph.upstream.get(node) ?? []).values()
		};
	}
}
//#endregion
//#region src/versioning/resolve-target.ts
function resolveTarget(target, nodes, options) {
	const found = find(target, nodes, options);
	if (found.length > 0) return found;
	const nearest = nearestMatch(target, nodes.flatMap((node) => [addressIn(options.folder, node), ...node.makes]));
	const hint = nearest === void 0 ? "" : ` Did you mean ${nearest}?`;
	const where = options.folder === "" ? "dvc.yaml" : `${options.folder}/dvc.yaml`;
	if (/(^|\/)dvc\.yaml$/.test(target)) throw new PawlError("stage.unknown", {
		message: `There is no ${target} with stages in ${options.folder === "" ? "the repository" : options.folder}.`,
		hint: "Name a stage, or take all of them with --all-pipelines."
	});
	throw new PawlError("stage.unknown", { message: target.endsWith("dvc.lock") ? `${target} is a lock file. Did you mean ${target.replace(/lock$/, "yaml")}?` : `${where} has no stage or output ${target}.${hint}` });
}
function find(target, nodes, options) {
	const path = joinPath(options.folder, target);
	if (options.isRecursive === true && path !== void 0) {
		const inside = nodes.filter((node) => isBelow(node.file, path));
		if (inside.length > 0) return inside;
	}
	const { file, name } = splitTarget(target);
	const full = joinPath(options.folder, file);
	const stages = nodes.filter((node) => node.file === full && node.stage !== void 0);
	if (name === void 0) return nodes.filter((node) => node.file === full);
	const named = stages.filter((node) => isNamed(node, name, options.isGlob ?? false));
	if (named.length > 0 || path === void 0 || path === "") return named;
	return nodes.filter((node) => node.file === path || node.makes.some((out) => isOverlap(out, path)));
}
function splitTarget(target) {
	const at = target.indexOf("@");
	const head = at === -1 ? target : target.slice(0, at);
	const colon = head.lastIndexOf(":");
	if (colon >= 0) return {
		file: head.slice(0, colon) || "dvc.yaml",
		name: target.slice(colon + 1)
	};
	return /(^|\/)dvc\.yaml$|\.dvc$/.test(target) ? {
		file: target,
		name: void 0
	} : {
		file: "dvc.yaml",
		name: target
	};
}
function isNamed(node, name, isGlob) {
	if (node.stage === void 0) return false;
	if (node.stage.name === name || node.stage.group === name) return true;
	return isGlob && globPattern(name).test(node.stage.name);
}
//#endregion
//#region src/versioning/staleness.ts
function findChanges(stage, facts, options) {
	const { entry } = facts;
	return [
		...stage.isFrozen ? [] : [...changedDeps(stage, facts), ...changedParams(stage, facts)],
		...changedOuts(stage, facts, options),
		...stage.isAlwaysChanged || isCallback(stage) ? [{ what: "always changed" }] : [],
		...entry !== void 0 && !isSameCommand(entry.cmd, stage.cmd) ? [{ what: "command" }] : []
	];
}
function reasonsToRun(stage, changes) {
	return stage.isFrozen ? changes.filter((change) => change.what !== "always changed") : changes;
}
function isInputUnchanged(changes) {
	return changes.every((change) => change.what === "output");
}
function isSameCommand(a, b) {
	if (typeof a === "string" || typeof b === "string") return a === b;
	return a.length === b.length && a.every((line, index) => line === b[index]);
}
function changedDeps(stage, facts) {
	const locked = new Map(facts.entry?.deps.map((item) => [item.path, item]));
	return stage.deps.flatMap(({ path, lockPath }) => {
		const now = facts.deps.get(lockPath);
		if (now === void 0) return [{
			what: "dependency",
			path,
			kind: "deleted"
		}];
		return now.md5 === locked.get(lockPath)?.md5 ? [] : [{
			what: "dependency",
			path,
			kind: "modified"
		}];
	});
}
function changedParams(stage, facts) {
	return stage.params.flatMap((wanted) => {
		const now = facts.params.get(wanted.lockPath);
		const before = facts.entry?.params.get(wanted.lockPath);
		const { path } = wanted;
		if (now === void 0) return [{
			what: "parameter file",
			path,
			kind: "deleted"
		}];
		if (before === void 0) return [{
			what: "parameter file",
			path,
			kind: "new"
		}];
		return changedKeys(wanted, before, now);
	});
}
function changedKeys({ keys, path }, before, now) {
	return [...keys === "all" ? new Set([...now.keys(), ...before.keys()]) : new Set(keys)].flatMap((key) => {
		if (now.has(key) && isEqualValue(before.get(key), now.get(key))) return [];
		return [{
			what: "parameter",
			path,
			key,
			kind: now.has(key) ? before.has(key) ? "modified" : "new" : "deleted"
		}];
	});
}
function changedOuts(stage, facts, options) {
	const locked = new Map(facts.entry?.outs.map((item) => [item.path, item]));
	return stage.outs.flatMap((out) => {
		const kind = changeOfOutput(facts.outs.get(out.lockPath) ?? {
			item: void 0,
			isInCache: false
		}, {
			before: locked.get(out.lockPath),
			isCached: out.isCached
		}, options);
		return kind === void 0 ? [] : [{
			what: "output",
			path: out.path,
			kind
		}];
	});
}
function changeOfOutput(now, known, options) {
	if (known.before !== void 0 && known.isCached && !now.isInCache && !options.allowsMissing) return "not in cache";
	if (now.item !== void 0) return now.item.md5 === known.before?.md5 ? void 0 : "modified";
	return options.allowsMissing && known.before !== void 0 ? void 0 : "deleted";
}
function describeChanges(changes) {
	if (changes.length === 0) return "nothing changed";
	const shown = changes.slice(0, 5).map(describe);
	const rest = changes.length > 5 ? [`${changes.length - 5} more`] : [];
	return [...shown, ...rest].join("; ");
}
function describe(change) {
	if (change.what === "command") return "command changed";
	if (change.what === "always changed") return change.what;
	if (change.what === "parameter") return `${change.path}: ${change.key} ${change.kind}`;
	return `${change.what === "output" ? "output " : ""}${change.path} ${change.kind}`;
}
//#endregion
//#region src/app/pipeline/gather-facts.ts
async function gatherFacts(stage, loaded, ports, options) {
	const entry = lockedEntry(loaded, stage);
	const locked = new Map(entry?.deps.map((item) => [item.path, item]));
	const known = new Map(entry?.outs.map((item) => [item.path, item]));
	const [deps, params, outs] = await Promise.all([
		Promise.all((stage.isFrozen ? [] : stage.deps).map(async ({ path, lockPath }) => {
			const present = await ports.seen.inspect(path, locked.get(lockPath)?.hash);
			const absent = options.allowsMissing ? () => absentItem(path, loaded, ports) : () => void 0;
			return [lockPath, present ?? await absent()];
		})),
		Promise.all(stage.params.map(async (wanted) => {
			const values = await ports.seen.values(wanted.path);
			return [wanted.lockPath, values === void 0 ? void 0 : selectParams(values, wanted.keys, wanted.path)];
		})),
		Promise.all(stage.outs.map(async (out) => [out.lockPath, await lookAt(out, known.get(out.lockPath), ports, options)]))
	]);
	return {
		entry,
		deps: new Map(deps),
		params: new Map(params),
		outs: new Map(outs)
	};
}
async function lookAt(out, locked, { seen }, options) {
	const isChecked = locked !== void 0 && out.isCached && !options.allowsMissing;
	const [item, isInCache] = await Promise.all([seen.inspect(out.path, locked?.hash), isChecked ? seen.has(locked) : true]);
	return {
		item,
		isInCache
	};
}
async function absentItem(path, loaded, ports) {
	const known = listKnownData(loaded).filter((data) => isOverlap(data.path, path));
	const same = known.find((data) => data.path === path);
	if (same !== void 0) return same.item;
	for (const data of known) await restoreData(data.path, data.item, ports);
	ports.seen.forget([path]);
	return known.length === 0 ? void 0 : ports.seen.inspect(path);
}
function requireParams(stage, facts) {
	for (const wanted of stage.params) {
		const values = facts.params.get(wanted.lockPath);
		const missing = wanted.keys === "all" ? [] : wanted.keys.filter((key) => values?.has(key) !== true);
		if (missing.length === 0 && values !== void 0) continue;
		const what = missing.length === 0 ? "" : `${missing.join(", ")} of `;
		throw new PawlError("dvc.param-missing", { message: `Stage ${stage.name} needs ${what}${wanted.path}; it is not there.` });
	}
}
//#endregion
//#region src/app/pipeline/process-data-file.ts
async function findDataChanges(tracked, ports, options) {
	return (await Promise.all(tracked.map(async (data) => {
		const kind = changeOfOutput(await lookAt({
			path: data.target,
			isCached: data.isCached
		}, data, ports, options), {
			before: data,
			isCached: data.isCached
		}, options);
		return kind === void 0 ? [] : [{
			data,
			kind
		}];
	}))).flat();
}
async function processDataFile(node, ports, options) {
	await ports.turn.settled(node.makes);
	const looked = await findDataChanges(node.tracked, ports, options);
	if (looked.length === 0) return {
		state: "unchanged",
		reason: "nothing changed"
	};
	const reason = looked.map(({ data, kind }) => `${data.target} ${kind}`).join("; ");
	return ports.turn.claim({
		name: node.address,
		reads: [],
		writes: node.makes
	}, async () => {
		const gone = [];
		for (const { data } of looked) if (await ports.seen.inspect(data.target) === void 0) gone.push(data);
		for (const data of gone) await bringBack(data, ports);
		ports.seen.forget(node.makes);
		if (gone.length === looked.length) return {
			state: "restored",
			reason
		};
		await record(node, ports, options);
		return {
			state: "ran",
			reason
		};
	});
}
async function bringBack(data, ports) {
	if (await restoreData(data.target, data, ports)) return;
	throw new PawlError("data.missing", { message: `${data.target} of ${data.file} does not exist, and it is in neither cache nor remote.` });
}
async function record(node, ports, { isUncommitted }) {
	const after = [];
	for (const data of node.tracked) {
		const item = data.isCached && !isUncommitted ? await ports.data.save(data.target) : await ports.data.inspect(data.target);
		after.push(item === void 0 ? data : {
			...item,
			path: data.path
		});
	}
	await ports.turn.exclusively(async () => {
		const text = await ports.files.readText(node.file);
		const changed = after.reduce((so, item) => updateDataFile(so, node.file, item), text);
		if (changed !== text) await ports.files.write(node.file, changed);
		for (const data of node.tracked) if (data.isCached) await ignorePath(data.target, ports);
	});
}
//#endregion
export { describeChanges as a, reasonsToRun as c, reach as d, turnGraph as f, requireParams as i, resolveTarget as l, processDataFile as n, findChanges as o, observe as p, gatherFacts as r, isInputUnchanged as s, findDataChanges as t, buildGraph as u };
