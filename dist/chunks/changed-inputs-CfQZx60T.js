import { i as subsetsOf } from "./attribute-metrics-CxM2im3z.js";
//#region src/evaluation/changed-inputs.ts
const codeEnding = /\.(?:py|ipynb|r|R|jl|sh|ts|js|mjs|sql|scala|java|go|rs|c|cc|cpp)$/;
function findChangedInputs(report) {
	const stages = report.lineage?.stages ?? [];
	const fed = stages.filter((stage) => stage.inputs.length > 0);
	const made = new Set(fed.flatMap((stage) => stage.outputs.map(({ path }) => path)));
	const found = new Map();
	for (const { file, key } of report.params) found.set(`params ${file} ${key}`, {
		kind: "params",
		name: `${file}: ${key}`,
		stage: null
	});
	for (const { stage, inputs } of stages) for (const { path, isChanged } of inputs) {
		if (isChanged !== true || made.has(path) || found.has(path)) continue;
		found.set(path, {
			kind: isCodePath(path) ? "code" : "data",
			name: path,
			stage
		});
	}
	return [...found.values()];
}
function isCodePath(path) {
	return codeEnding.test(path);
}
function planAttribution(kinds) {
	return subsetsOf(kinds).slice(1, -1);
}
//#endregion
export { isCodePath as n, planAttribution as r, findChangedInputs as t };
