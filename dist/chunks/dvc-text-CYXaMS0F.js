//#region src/cli/dvc-text.ts
function renderStatus(result) {
	if (result.isEmpty) return ["There are no data or pipelines tracked in this project yet."];
	const lines = Object.entries(result.dvc).flatMap(([name, changes]) => [`${name}:`, ...changes.flatMap(renderChange)]);
	return lines.length > 0 ? lines : ["Data and pipelines are up to date."];
}
function renderChange(change) {
	return typeof change === "string" ? [`\t${change}`] : renderTree(change, 1);
}
function renderTree(tree, depth) {
	const indent = "	".repeat(depth);
	return Object.entries(tree).flatMap(([key, value]) => {
		if (typeof value === "string") return [`${indent}${`${value}:`.padEnd(20)}${key}`];
		const inside = typeof value === "object" && value !== null ? Object.entries(value) : [];
		return [`${indent}${key}:`, ...renderTree(Object.fromEntries(inside), depth + 1)];
	});
}
function renderExplanation({ reasons, below }) {
	const lines = [...reasons, ...below].flatMap(({ name, details }) => [`${name}:`, ...details.map((line) => `\t${line}`)]);
	return lines.length > 0 ? lines : ["Data and pipelines are up to date."];
}
function renderPreview(stages) {
	let isAfterRun = false;
	return stages.flatMap((one) => {
		const gap = isAfterRun ? [""] : [];
		isAfterRun = one.state !== "unchanged";
		return [...gap, ...previewLines(one)];
	});
}
function previewLines({ stage, state, commands }) {
	if (state === "restore") return [`Stage '${stage}' is cached - skipping run, checking out outputs`];
	const isData = stage.endsWith(".dvc");
	if (state === "unchanged") return [isData ? `'${stage}' didn't change, skipping` : `Stage '${stage}' didn't change, skipping`];
	if (commands.length > 0) return [`Running stage '${stage}':`, ...commands.map((line) => `> ${line}`)];
	return [isData ? `Verifying data sources in stage: '${stage}'` : `Verifying outputs in frozen stage: '${stage}'`];
}
//#endregion
export { renderPreview as n, renderStatus as r, renderExplanation as t };
