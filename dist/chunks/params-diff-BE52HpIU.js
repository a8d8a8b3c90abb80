import { D as selectParams } from "./pipeline-DJgoMtB1.js";
import { a as expandPath, i as tryRevision, n as readValuesAt } from "./read-values-at-Cvjb2Mwx.js";
import "./snapshot-DNTG50TN.js";
import { t as diffRevisions } from "./compare-revisions-8BaFE5S2.js";
//#region src/app/params-diff.ts
async function diffParams(request, ports) {
	return diffRevisions(request, ports, (revision) => readParams(revision, request, ports));
}
async function readParams(revision, request, ports) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) return {
		name: revision,
		failure
	};
	const files = new Map();
	for (const [path, keys] of await listParams(snapshot, request, ports)) {
		const read = await readValuesAt(snapshot, path, ports.objects);
		const isPart = read.failure === void 0 && keys !== "all";
		files.set(path, isPart ? { values: selectParams(read.values, keys) } : read);
	}
	return {
		name: revision,
		files
	};
}
async function listParams(snapshot, { targets, deps }, ports) {
	const keys = new Map();
	if (targets.length > 0) {
		for (const target of targets) for (const path of await expandPath(snapshot, target, ports.objects)) keys.set(path, "all");
		return keys;
	}
	for (const params of snapshot.loaded.pipeline.flatMap((stage) => stage.params)) {
		const before = keys.get(params.path) ?? [];
		const isWhole = before === "all" || params.keys === "all";
		keys.set(params.path, isWhole ? "all" : [...before, ...params.keys]);
	}
	if (deps) return keys;
	for (const path of [...snapshot.loaded.definitions.values()].flatMap((file) => file.params.map((one) => one.path))) keys.set(path, "all");
	if (await snapshot.view.readBytes("params.yaml") !== void 0) keys.set("params.yaml", "all");
	return keys;
}
//#endregion
export { diffParams as t };
