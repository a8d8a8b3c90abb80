import { i as joinPath, n as isOverlap } from "./repository-path-Cg730VSm.js";
import { i as loadPipeline } from "./load-pipeline-CStH2RTx.js";
import { a as describeChanges, c as reasonsToRun, d as reach, l as resolveTarget, o as findChanges, p as observe, r as gatherFacts, t as findDataChanges, u as buildGraph } from "./process-data-file-DKGPppDl.js";
import { n as listNodes, r as relativePath, t as addressIn } from "./pipeline-node-DF-d9xb9.js";
import { t as pythonJson } from "./python-json-BHml0Z3V.js";
//#region src/versioning/explain-changes.ts
function explainChanges(stage, facts, changes) {
	return changes.map((change) => explain(change, stage, facts));
}
function explain(change, stage, facts) {
	if (change.what === "command") return `command changed: ${commandText(facts.entry?.cmd)} → ${commandText(stage.cmd)}`;
	if (change.what === "always changed" || change.what === "parameter file") return describeChanges([change]);
	const [before, now] = valuesOf(change, stage, facts);
	return `${describeChanges([change])}: ${before} → ${now}`;
}
function valuesOf(change, stage, facts) {
	const { entry } = facts;
	const keyIn = (list) => list.find((one) => one.path === change.path)?.lockPath ?? change.path;
	if (change.what === "parameter") {
		const file = keyIn(stage.params);
		const before = entry?.params.get(file)?.get(change.key);
		return [valueText(before), valueText(facts.params.get(file)?.get(change.key))];
	}
	const isOutput = change.what === "output";
	const key = keyIn(isOutput ? stage.outs : stage.deps);
	const before = (isOutput ? entry?.outs : entry?.deps)?.find((item) => item.path === key);
	const now = isOutput ? facts.outs.get(key)?.item : facts.deps.get(key);
	return [itemText(before), itemText(now)];
}
function commandText(cmd) {
	if (cmd === void 0) return "nothing";
	return JSON.stringify(cmd);
}
function valueText(value) {
	return value === void 0 ? "nothing" : pythonJson(value);
}
function itemText(item) {
	if (item === void 0) return "nothing";
	const files = item.fileCount === void 0 ? "" : `, ${item.fileCount} files`;
	const size = item.sizeBytes === void 0 ? "" : ` (${item.sizeBytes} bytes${files})`;
	return `${item.md5.slice(0, 8)}${size}`;
}
//#endregion
//#region src/app/status.ts
async function status(ports, request = {}) {
	const loaded = await loadPipeline(ports.workspace);
	const nodes = listNodes(loaded.pipeline, loaded.tracked);
	const folder = request.folder ?? "";
	const chosen = chooseNodes(nodes, request);
	const seen = observe(ports);
	const looked = await Promise.all(chosen.map((one) => lookAtNode(one, {
		loaded,
		folder,
		seen
	}, ports)));
	const changed = looked.filter((one) => one.dvc.length > 0);
	const isCurrent = changed.length === 0;
	return {
		decision: isCurrent ? "positive" : "negative",
		reasonCode: isCurrent ? "pipeline.current" : "pipeline.stale",
		dvc: Object.fromEntries(changed.map((one) => [one.name, one.dvc])),
		reasons: changed.map(({ name, reason, details }) => ({
			name,
			reason,
			details
		})),
		below: findBelow(nodes, chosen, {
			looked,
			folder
		}),
		frozen: chosen.filter(({ node }) => node.isFrozen).map(({ node }) => addressIn(folder, node)),
		isEmpty: nodes.length === 0
	};
}
function chooseNodes(nodes, request) {
	if (request.targets === void 0 || request.targets.length === 0) return nodes.map((node) => ({ node }));
	const options = {
		folder: "",
		...request
	};
	const graph = buildGraph(nodes, false);
	const chosen = request.targets.flatMap((target) => {
		const found = resolveTarget(target, nodes, options);
		if (request.withDependencies === true) return reach(graph, found).map((node) => ({ node }));
		const path = joinPath(options.folder, target);
		const isOutput = path !== void 0 && found.every((node) => node.file !== path && node.stage?.name !== target && node.makes.some((out) => isOverlap(out, path)));
		return found.map((node) => ({
			node,
			...isOutput ? { only: path } : {}
		}));
	});
	return [...new Map(chosen.map((one) => [one.node, one])).values()];
}
async function lookAtNode({ node, only }, at, ports) {
	const name = addressIn(at.folder, node);
	const options = { allowsMissing: false };
	const look = {
		...ports,
		remote: void 0,
		seen: at.seen
	};
	if (node.stage === void 0) {
		const asChanges = (await findDataChanges(node.tracked, look, options)).map(({ data, kind }) => ({
			what: "output",
			path: data.target,
			kind
		}));
		return {
			node,
			name,
			dvc: toDvcStatus(asChanges, at.folder),
			reason: describeChanges(asChanges),
			details: asChanges.map((one) => describeChanges([one])),
			isStale: asChanges.length > 0
		};
	}
	const facts = await gatherFacts(node.stage, at.loaded, look, options);
	const changes = findChanges(node.stage, facts, options).filter((change) => only === void 0 || change.what !== "output" || isOverlap(change.path, only));
	return {
		node,
		name,
		dvc: toDvcStatus(changes, at.folder),
		reason: describeChanges(changes),
		details: explainChanges(node.stage, facts, changes),
		isStale: reasonsToRun(node.stage, changes).length > 0
	};
}
function findBelow(nodes, chosen, at) {
	const running = new Map(at.looked.filter((one) => one.isStale).map((one) => [one.node, one.name]));
	const graph = buildGraph(nodes);
	const below = [];
	for (const node of reach(graph, nodes)) {
		if (running.has(node) || !chosen.some((one) => one.node === node)) continue;
		const causes = (graph.upstream.get(node) ?? []).flatMap((above) => running.get(above) ?? []);
		if (causes.length === 0) continue;
		const name = addressIn(at.folder, node);
		running.set(node, name);
		const reason = `would run because ${causes.join(" and ")} ${causes.length === 1 ? "runs" : "run"}`;
		below.push({
			name,
			reason,
			details: [reason]
		});
	}
	return below;
}
function toDvcStatus(changes, folder) {
	const deps = new Map();
	const outs = new Map();
	const rest = [];
	for (const change of changes) {
		if (change.what === "command" || change.what === "always changed") {
			rest.push(change.what === "command" ? "changed command" : "always changed");
			continue;
		}
		const path = relativePath(change.path, folder);
		if (change.what === "output") outs.set(path, change.kind);
		else if (change.what !== "parameter") deps.set(path, change.kind);
		else {
			const before = deps.get(path);
			const keys = before instanceof Map ? before : new Map();
			deps.set(path, keys.set(change.key, change.kind));
		}
	}
	return [
		...deps.size > 0 ? [{ "changed deps": plain(deps) }] : [],
		...outs.size > 0 ? [{ "changed outs": plain(outs) }] : [],
		...rest
	];
}
function plain(values) {
	return Object.fromEntries([...values].map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]));
}
//#endregion
export { status };
