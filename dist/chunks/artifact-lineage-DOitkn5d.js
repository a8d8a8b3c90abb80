import { Gt as isValueMap, Ht as isNumberValue, Jt as isOverlap, K as loadPipeline, Wt as isValueList, Y as lockedEntry, qt as isBelow } from "./pipeline-DJgoMtB1.js";
import { t as canonicalJson } from "./canonical-json-CAzE6tei.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
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
function recordStages(stages, isData) {
	const made = stages.flatMap((stage) => stage.outs.map((out) => out.path));
	const isMade = (path) => made.some((out) => contains(out, path) || contains(path, out));
	return stages.map(({ name, isFrozen, deps, outs }) => ({
		name,
		isFrozen,
		outs,
		deps: deps.map((dep) => ({
			...dep,
			kind: isMade(dep.path) ? "made" : isData(dep.path) ? "data" : "code"
		}))
	}));
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
		material: collectDigestMaterial(made, tracked),
		stages: recordStages(made, tracked)
	};
}
async function readStageFacts(view, addresses) {
	const loaded = await loadPipeline(view);
	const own = loaded.pipeline.flatMap((stage) => toLockedStage(stage, loaded)).filter(({ name }) => addresses.includes(name));
	const made = loaded.pipeline.flatMap((stage) => stage.outs.map(({ path }) => path));
	const isMade = (path) => made.some((out) => isOverlap(out, path));
	const isTracked = (path) => loaded.tracked.some((data) => data.target === path || isBelow(path, data.target));
	return {
		material: collectDigestMaterial(own, (path) => isMade(path) || isTracked(path)),
		outs: own.flatMap(({ outs }) => outs)
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
export { readStageFacts as n, digestMaterial as r, readLineage as t };
