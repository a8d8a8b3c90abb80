import { a as shareCell, i as renderExplanation, n as nameOf, o as stateOf, r as planLine, s as valueCells, t as kindTitles } from "./explanation-a8NwqqRh.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
import { t as createProgressDisplay } from "./progress-display-BT10AzFu.js";
//#region src/cli/compare-explain.ts
async function explainComparison(base, head, options) {
	const { json, md, run, ...rest } = options;
	const { runExplain } = await import("./run-explain--dxBmo1_.js");
	const { abortOnTermination } = await import("./open-pipeline-Cm0G2jd9.js");
	using termination = abortOnTermination();
	const display = await createProgressDisplay({ isQuiet: json === true });
	try {
		const explanations = await runExplain({
			...rest,
			base,
			head,
			directory: process.cwd(),
			mode: run === true ? "run" : "plan",
			signal: termination.signal,
			progress: display.progress,
			log: display.log
		});
		display.stop();
		if (json === true) console.log(JSON.stringify({
			schema: "pawl.explanations/1",
			explanations
		}));
		else console.log(explanations.map(md === true ? renderExplanation : renderText).join("\n\n"));
		const isNegative = explanations.some(({ outcome }) => outcome === "not attributable");
		process.exitCode = isNegative ? 3 : 0;
	} finally {
		display.stop();
	}
}
function renderText(explanation) {
	const { model, outcome, reason, kinds, changed, metrics, notes } = explanation;
	const shares = metrics.map((metric) => [
		metric.metric,
		...valueCells(metric),
		...kinds.map((_kind, at) => shareCell(metric, at)),
		metric.reason ?? ""
	]);
	const headings = [
		"Metric",
		"Base",
		"Head",
		"Change",
		...kinds.map((kind) => kindTitles[kind]),
		"Why not"
	];
	return [
		`${model}: ${outcome}${reason === null ? "" : ` (${reason})`}`,
		...kinds.map((kind) => `${kindTitles[kind]}: ${namesOf(changed, kind)}`),
		...metrics.length === 0 ? [] : [renderTextTable(headings, shares, "plain")],
		...renderCombinations(explanation),
		...notes
	].join("\n");
}
function namesOf(changed, kind) {
	return changed.flatMap((input) => input.kind === kind ? [input.name] : []).join(", ");
}
function renderCombinations({ combinations, outcome, runCache }) {
	if (combinations.length === 0) return [];
	const table = renderTextTable([
		"Combination",
		"State",
		"Why"
	], combinations.map((combination, at) => [
		nameOf(combination, combinations.length, at),
		stateOf(combination),
		combination.reason ?? ""
	]), "plain");
	if (outcome !== "planned") return [table];
	return [table, `${planLine({ runCache })}; nothing ran. Add --run to train them.`];
}
//#endregion
export { explainComparison };
