import { h as PawlError } from "./copy-CSK34uCP.js";
import { Q as readPipeline, jt as renderProblems } from "./pipeline-ex9HlBJS.js";
import { t as findModelStages } from "./model-stages-CpofSCUd.js";
import { n as summarize, t as reproduce } from "./reproduce-_fYbyOVY.js";
import { t as validate } from "./validate-BTs79bPv.js";
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
//#region src/runtime/require-valid-configuration.ts
async function requireValidConfiguration(config, { files, workspace, log }) {
	const { problems } = await validate({ config }, {
		files,
		workspace
	});
	if (problems.length === 0) return;
	for (const problem of problems) log.error(renderProblems([problem]), {
		file: problem.file,
		line: problem.line,
		column: problem.column
	});
	throw new PawlError("config.invalid", { message: `${`${problems.length} ${problems.length === 1 ? "problem" : "problems"}; nothing was run:`}\n${renderProblems(problems)}` });
}
//#endregion
export { runStages as i, train as n, feature as r, requireValidConfiguration as t };
