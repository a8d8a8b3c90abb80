import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { i as renderCell } from "./blocks-DooAdYup.js";
import { d as metricName, l as formatValue, n as formatChange } from "./format-metric-CisidVRA.js";
import { r as nameCombination } from "./attribute-metrics-CxM2im3z.js";
import { t as renderBarChart } from "./mermaid-G-1h-Jaz.js";
//#region src/report/explanation.ts
const kindTitles = {
	code: "Code",
	params: "Parameters",
	data: "Data"
};
const maxNames = 15;
const mostDecimals = 8;
const [maxMetrics, maxNotes] = [40, 10];
const arrows = {
	higher: " ↑",
	lower: " ↓",
	none: ""
};
function renderExplanation(explanation) {
	const { model, base, head, metrics } = explanation;
	const ends = `champion \`${base.commit.slice(0, 7)}\`, challenger \`${head.commit.slice(0, 7)}\``;
	return [
		`### ${escapeText(model)}: ${verdictOf(explanation)}`,
		`Of ${ends}${rowsOf(explanation)}. ${costOf(explanation)}`.trim(),
		renderShares(explanation),
		renderPlot(metrics.find(({ shares }) => shares !== null)?.metric ?? "", explanation),
		renderChanged(explanation),
		renderCombinations(explanation),
		explanation.notes.slice(0, maxNotes).map((note) => `- ${escapeText(note, 300)}`).join("\n")
	].filter((part) => part !== "").join("\n\n");
}
function verdictOf({ outcome, reason, kinds, metrics, runCache }) {
	const why = reason === null ? "" : `: ${escapeText(reason, 300)}`;
	if (outcome === "unchanged") return "✅ no input differs";
	if (outcome === "not attributable") return `⚠️ not attributable${why}`;
	if (outcome === "planned") return planLine({ runCache });
	const first = metrics.find(({ shares }) => shares !== null);
	if (first?.shares === null || first === void 0) return "attributed";
	const parts = first.shares.map((share, at) => `${kindName(kinds[at])} ${formatChange(share, decimalsOf(first))}`);
	return `${renderCell(metricName(first.metric))} ${formatChange(first.difference, decimalsOf(first))} = ${parts.join(", ")}`;
}
function planLine({ runCache }) {
	const { combinations, held } = runCache;
	if (combinations === 0) return "one kind of input differs, so the whole difference is its own";
	return `${combinations} combinations: ${held} held by the run-cache, ${combinations - held} to train`;
}
function kindName(kind) {
	return kind === void 0 ? "?" : kindTitles[kind].toLowerCase();
}
function costOf({ outcome, combinations, runCache }) {
	if (combinations.length === 0 || outcome === "planned") return "";
	const { stagesRun, stagesRestored, held } = runCache;
	const total = stagesRun + stagesRestored;
	return `${held} of ${runCache.combinations} combinations came out of the run-cache; ${stagesRun} of ${total} stages ran.`;
}
function rowsOf({ data }) {
	return data === null ? "" : `, on ${data.rows.toLocaleString("en-US")} rows of ${escapeText(data.path, 120)}`;
}
function renderShares({ kinds, metrics }) {
	const right = (heading) => ({
		heading,
		align: "right"
	});
	const columns = [{ heading: "Metric" }, ...[
		"Champion",
		"Challenger",
		"Δ",
		...kinds.map((kind) => kindTitles[kind])
	].map(right)];
	const rows = metrics.slice(0, maxMetrics).map((metric) => [
		`${renderCell(metricName(metric.metric))}${arrows[metric.direction]}`,
		...valueCells(metric),
		...kinds.map((_kind, at) => shareCell(metric, at))
	]);
	const lines = metrics.flatMap(({ metric, reason }) => reason === null ? [] : [{
		metric,
		reason
	}]).slice(0, 20).map(({ metric, reason }) => `- ${escapeText(metric, 80)} has no shares: ${escapeText(reason, 300)}`);
	const left = metrics.length - rows.length;
	const more = left > 0 ? `… and ${left} more metrics` : "";
	return [
		renderTable(columns, rows),
		more,
		lines.join("\n")
	].filter((part) => part !== "").join("\n\n");
}
function valueCells(metric) {
	const decimals = decimalsOf(metric);
	const show = (value) => value === null || value === void 0 ? "–" : formatValue(value, decimals);
	return [
		show(metric.values[0]),
		show(metric.values.at(-1)),
		formatChange(metric.difference, decimals)
	];
}
function shareCell(metric, at) {
	const share = metric.shares?.[at];
	return share === void 0 ? "–" : formatChange(share, decimalsOf(metric));
}
function decimalsOf({ difference, shares, values }) {
	const changes = [difference, ...shares ?? []].map((value) => Math.abs(fromJsonNumber(value)));
	const greatest = Math.max(...changes.filter(Number.isFinite), 0);
	const isWhole = values.every((value) => value !== null && Number.isInteger(fromJsonNumber(value)));
	if (greatest === 0) return isWhole ? 0 : 4;
	return Math.min(Math.max(2 - Math.floor(Math.log10(greatest)), 0), mostDecimals);
}
function renderPlot(id, { kinds, metrics }) {
	const metric = metrics.find((one) => one.metric === id);
	if (metric === void 0 || metric.shares === null || kinds.length < 2) return "";
	return renderBarChart({
		title: `Share of each kind in the change of ${id}`,
		labels: kinds.map((kind) => kindTitles[kind]),
		values: metric.shares.map(fromJsonNumber),
		unit: "share",
		heightPx: 250,
		isFromZero: true
	});
}
function renderChanged({ kinds, changed }) {
	return kinds.map((kind) => `- **${kindTitles[kind]}**: ${listNames(changed, kind)}`).join("\n");
}
function listNames(changed, kind) {
	const ofKind = changed.filter((input) => input.kind === kind);
	const rest = ofKind.length - maxNames;
	return [...ofKind.slice(0, maxNames).map(({ name }) => escapeText(name, 120)), ...rest > 0 ? [`and ${rest} more`] : []].join(", ");
}
function renderCombinations({ combinations, metrics }) {
	if (combinations.length === 0) return "";
	const [primary] = metrics;
	return `<details><summary>Combinations</summary>\n\n${renderTable([
		{ heading: "Combination" },
		{ heading: "State" },
		...primary === void 0 ? [] : [{
			heading: renderCell(metricName(primary.metric)),
			align: "right"
		}],
		{ heading: "Why" }
	], combinations.map((combination, at) => [
		nameOf(combination, combinations.length, at),
		stateOf(combination),
		...primary === void 0 ? [] : [valueOf(primary, at)],
		combination.reason === null ? "" : escapeText(combination.reason, 200)
	]))}\n\n</details>`;
}
function nameOf({ kinds }, count, at) {
	return at === count - 1 ? "challenger" : at === 0 ? "champion" : nameCombination(kinds);
}
function stateOf({ state, stages }) {
	const ran = stages.filter((stage) => stage.state === "ran").length;
	if (state === "held") return "held by the run-cache";
	if (state === "restored") return isCurrent(stages) ? "current in its dvc.lock" : "out of the run-cache";
	return state === "ran" ? `trained (${ran} of ${stages.length} stages ran)` : state;
}
function isCurrent(stages) {
	return stages.every((stage) => stage.state === "unchanged");
}
function valueOf(metric, at) {
	const value = metric.values[at];
	return value === null || value === void 0 ? "–" : formatValue(value, decimalsOf(metric));
}
//#endregion
export { shareCell as a, renderExplanation as i, nameOf as n, stateOf as o, planLine as r, valueCells as s, kindTitles as t };
