import { Gt as isValueMap, Ht as isNumberValue, Vt as isEqualValue } from "./pipeline-DJgoMtB1.js";
import { n as listRevisionGroups, t as hasChoice } from "./revision-groups-DQlR9IuY.js";
import { a as expandPath, i as tryRevision, n as readValuesAt } from "./read-values-at-Cvjb2Mwx.js";
import { r as workspaceName } from "./snapshot-DNTG50TN.js";
import { t as diffRevisions } from "./compare-revisions-8BaFE5S2.js";
//#region src/versioning/metric-values.ts
function extractMetrics(content) {
	return extract(content) ?? new Map();
}
function extract(value) {
	if (typeof value === "string" || typeof value === "boolean" || isNumberValue(value)) return value;
	if (!isValueMap(value)) return void 0;
	const kept = new Map();
	for (const [key, item] of value) {
		const found = extract(item);
		if (found !== void 0 && !(isValueMap(found) && found.size === 0)) kept.set(key, found);
	}
	return kept;
}
//#endregion
//#region src/app/metrics.ts
async function showMetrics(request, ports) {
	if (!hasChoice(request)) return [{
		...await readMetrics(workspaceName, request.targets, ports),
		name: ""
	}];
	const [groups, branch] = await Promise.all([listRevisionGroups(request, ports.revisions), ports.git.branch()]);
	const shown = [await readMetrics(workspaceName, request.targets, ports)];
	for (const { name, commit } of groups) shown.push({
		...await readMetrics(commit, request.targets, ports),
		name
	});
	const [workspace, ...others] = shown;
	const active = others.find((one) => one.name === branch);
	return workspace !== void 0 && active !== void 0 && isEqual(workspace, active) ? others : shown;
}
async function diffMetrics(request, ports) {
	return diffRevisions(request, ports, (revision) => readMetrics(revision, request.targets, ports));
}
async function readMetrics(revision, targets, ports) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) return {
		name: revision,
		failure
	};
	const files = new Map();
	for (const path of await listMetricFiles(snapshot, targets, ports)) {
		const read = await readValuesAt(snapshot, path, ports.objects);
		files.set(path, read.failure === void 0 ? { values: extractMetrics(read.values) } : read);
	}
	return {
		name: revision,
		files
	};
}
async function listMetricFiles(snapshot, targets, ports) {
	const named = [...snapshot.loaded.pipeline.flatMap((stage) => stage.outs.filter((out) => out.kind === "metric").map((out) => out.path)), ...[...snapshot.loaded.definitions.values()].flatMap((file) => file.metrics.map((one) => one.path))];
	const paths = targets.length > 0 ? targets : named;
	const expanded = await Promise.all(paths.map((path) => expandPath(snapshot, path, ports.objects)));
	return new Set(expanded.flat());
}
function isEqual(a, b) {
	if (a.files === void 0 || b.files === void 0 || a.files.size !== b.files.size) return false;
	return [...a.files].every(([path, file]) => {
		const other = b.files.get(path);
		return file.values !== void 0 && isEqualValue(file.values, other?.values);
	});
}
//#endregion
export { readMetrics as n, showMetrics as r, diffMetrics as t };
