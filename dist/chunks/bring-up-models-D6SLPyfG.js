import { $ as readPipeline, G as listKnownData, Jt as isOverlap, K as loadPipeline } from "./pipeline-DJgoMtB1.js";
import { t as findModelStages } from "./model-stages-D_ZaVd_s.js";
import { n as summarize, t as reproduce } from "./reproduce-DoRFsxZF.js";
//#region src/app/feature.ts
async function feature(request, ports) {
	const pipeline = await readPipeline(ports.workspace);
	return runStages(request.models.flatMap(({ artifact }) => findModelStages(artifact, pipeline).feature).map((stage) => stage.address), request, ports);
}
async function runStages(names, request, ports) {
	if (names.length === 0) return summarize([]);
	return reproduce({
		targets: names,
		extent: "single",
		allowsMissing: true,
		isRestoreOnly: request.isRestoreOnly ?? false,
		force: (request.force ?? []).filter((name) => names.includes(name)),
		...request.progress === void 0 ? {} : { progress: request.progress },
		...request.signal === void 0 ? {} : { signal: request.signal }
	}, ports);
}
//#endregion
//#region src/app/train.ts
async function train(request, ports) {
	const pipeline = await readPipeline(ports.workspace);
	const all = request.models.map(({ artifact }) => findModelStages(artifact, pipeline));
	const features = new Set(all.flatMap((stages) => stages.feature.map((stage) => stage.address)));
	const names = all.flatMap(({ train: own, evaluate }) => [own, ...evaluate].map((stage) => stage.address));
	return runStages([...new Set(names)].filter((name) => !features.has(name)), request, ports);
}
//#endregion
//#region src/app/bring-up-models.ts
async function bringUpModels(request, ports) {
	const first = await runOnce(request, ports);
	const lost = await findLost(await request.listJudged(), ports);
	if (lost.length === 0) return summarize(first);
	const { stages } = await buildLost(lost, request, ports);
	return summarize(latestOf(first, stages, await runOnce(request, ports)));
}
async function runOnce(request, ports) {
	const features = await feature(request, ports);
	const trained = await train(request, ports);
	return [...features.stages, ...trained.stages];
}
async function findLost(models, ports) {
	const loaded = await loadPipeline(ports.workspace);
	const known = listKnownData(loaded);
	const stages = new Map(loaded.pipeline.map((stage) => [stage.address, stage]));
	const looked = new Set();
	const lost = [];
	const visit = async (path) => {
		for (const data of known.filter((one) => isOverlap(one.path, path))) {
			const maker = stages.get(data.owner);
			if (maker === void 0 || looked.has(data.path)) continue;
			looked.add(data.path);
			if (await isAvailable(data, ports)) continue;
			for (const dep of maker.deps) await visit(dep.path);
			if (!lost.includes(maker.address)) lost.push(maker.address);
		}
	};
	for (const path of Object.values(models).flatMap(judgedPaths)) await visit(path);
	return lost;
}
async function buildLost(lost, { signal, progress }, ports) {
	ports.log.info(`In neither cache nor remote, so made here: the results of ${lost.join(", ")}.`);
	return reproduce({
		targets: lost,
		extent: "single",
		...signal === void 0 ? {} : { signal },
		...progress === void 0 ? {} : { progress }
	}, ports);
}
function judgedPaths({ artifact, evaluation }) {
	return [
		artifact,
		evaluation?.data,
		evaluation?.predictions
	].filter((path) => path !== void 0);
}
async function isAvailable({ path, item, isCached }, { files, data, remote }) {
	if (await files.stat(path) !== void 0) return true;
	if (!isCached) return false;
	if (await data.has(item)) return true;
	return remote !== void 0 && (await remote.findMissing([item])).length === 0;
}
function latestOf(...rounds) {
	const latest = new Map();
	for (const result of rounds.flat()) if (result.state !== "unchanged" || !latest.has(result.stage)) latest.set(result.stage, result);
	return [...latest.values()];
}
//#endregion
export { latestOf as a, runStages as c, judgedPaths as i, buildLost as n, train as o, findLost as r, feature as s, bringUpModels as t };
