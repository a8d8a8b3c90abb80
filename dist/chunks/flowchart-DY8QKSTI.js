import { i as renderCell, n as untrusted, t as tableBlock } from "./blocks-DooAdYup.js";
import { a as formatLevel, c as formatTest, d as metricName, l as formatValue, n as formatChange, o as formatPValue, r as formatDifference, s as formatSide, t as decimalsOf, u as metricLabel } from "./format-metric-CisidVRA.js";
import { n as overallVerdict } from "./gates-fIOE3WIQ.js";
//#region src/evaluation/gate-override.ts
const overriddenCode = "gate.overridden";
const neverOverridden = new Set(["gate.not-judged", "gate.metric-missing"]);
function applyOverrides(report, overrides) {
	const live = overrides.filter((override) => isLive(override, report));
	if (live.length === 0) return report;
	const gates = report.gates.map((result) => {
		const override = live.find(({ gate }) => gate === result.gate || gate === result.metric);
		return override === void 0 ? result : overridden(result, override);
	});
	return {
		...report,
		gates,
		verdict: overallVerdict(gates)
	};
}
function isOverridden({ status, reasonCode }) {
	return status === "pass" && reasonCode === overriddenCode;
}
function isLive(override, { model, headSha, baseSha }) {
	if (override.model !== model || override.headSha !== headSha) return false;
	return override.reason.trim() !== "" && (override.isSticky || override.baseSha === baseSha);
}
function overridden(result, { by, reason, isSticky }) {
	if (result.status === "pass" || neverOverridden.has(result.reasonCode)) return result;
	const end = isSticky ? "the next push" : "the next push or move of the base";
	return {
		...result,
		status: "pass",
		reasonCode: overriddenCode,
		reason: `overridden by @${by} until ${end}: ${reason}; it was ${result.reasonCode}: ${result.reason}`
	};
}
//#endregion
//#region src/report/evaluation-headline.ts
const icons = {
	pass: "✅",
	warn: "⚠️",
	fail: "❌"
};
function renderHeadline(report) {
	return renderCell(planHeadline(report));
}
function planHeadline(report) {
	const metrics = headlineMetrics(report).flatMap((metric) => [" · ", ...describeMetric(metric)]);
	return [
		`${iconOf(report)} `,
		untrusted(report.model, 64),
		`: ${describeVerdict(report)}`,
		...metrics
	];
}
function iconOf(report) {
	if (report.outcome === "unchanged") return "➖";
	return report.gates.length === 0 && report.verdict === "pass" ? "ℹ️" : icons[shownVerdict(report)];
}
function shownVerdict({ verdict, gates }) {
	const all = [verdict, ...gates.map((gate) => gate.status)];
	return ["fail", "warn"].find((worst) => all.includes(worst)) ?? "pass";
}
function describeVerdict({ outcome, gates }) {
	if (outcome === "unchanged") return "model unchanged, nothing to compare";
	const total = plural(countGates(gates), "gate");
	const failed = countGates(gates, "fail");
	const doubtful = countGates(gates, "warn");
	if (failed > 0) return `${failed} of ${total} failed`;
	if (doubtful > 0) return `not enough evidence for ${doubtful} of ${total}`;
	const first = outcome === "first" ? "first model, " : "";
	if (gates.length === 0) return `${first}no gates`;
	const overridden = countDistinct(gates.filter(isOverridden));
	return `${first}${total} passed${overridden === 0 ? "" : `, ${overridden} by override`}`;
}
function countGates(gates, status) {
	return countDistinct(status === void 0 ? gates : gates.filter((gate) => gate.status === status));
}
function countDistinct(gates) {
	return new Set(gates.map((gate) => gate.gate)).size;
}
function headlineMetrics({ metrics, gates }) {
	const failed = new Set(gates.flatMap((gate) => gate.status === "fail" && gate.slice === null ? [gate.metric] : []));
	return metrics.filter((metric, index) => index === 0 || failed.has(metric.metric)).slice(0, 3);
}
function describeMetric(metric) {
	const name = metricName(metric.metric);
	if (metric.difference === null) return [name, ` ${metric.challenger === null ? metric.verdict : formatSide(metric, "challenger")}`];
	const change = formatChange(metric.difference.value, decimalsOf(metric));
	return [name, metric.verdict === "within noise" ? ` ${change}, within noise` : ` ${change}`];
}
function plural(count, noun) {
	return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
//#endregion
//#region src/report/sections/metric-sections.ts
function metricSection(report) {
	const hasTests = report.metrics.some((metric) => metric.test !== void 0);
	const rows = report.metrics.map((metric) => [metricLabel(metric), ...comparisonCells(metric, hasTests ? [formatTest(metric.test)] : [])]);
	return {
		id: "metrics",
		title: plural(report.metrics.length, "metric"),
		blocks: [
			...tableBlock({
				columns: [{ heading: "Metric" }, ...comparisonColumns(report, hasTests ? ["Test"] : [])],
				rows
			}),
			...noiseBlocks(report),
			...comparabilityBlocks(report)
		]
	};
}
function comparisonColumns({ confidence }, extra = []) {
	return [
		...[
			"Champion",
			"This PR",
			`Δ [${formatLevel(confidence)} interval]`
		].map((heading) => ({
			heading,
			align: "right"
		})),
		...extra.map((heading) => ({ heading })),
		{ heading: "Verdict" }
	];
}
function comparisonCells(metric, extra = []) {
	const hasNone = metric.champion === null && metric.verdict === "not comparable";
	return [
		formatSide(metric, "champion"),
		formatSide(metric, "challenger"),
		formatDifference(metric),
		...extra,
		hasNone ? "no champion" : metric.verdict
	];
}
function noiseBlocks({ seedNoise = [], metrics }) {
	const items = seedNoise.map((noise) => {
		const metric = metrics.find((one) => one.metric === noise.metric);
		const decimals = (metric === void 0 ? 4 : decimalsOf(metric)) + 1;
		const values = noise.values.map((value) => formatValue(value, decimals)).join(", ");
		const deviation = formatValue(noise.deviation, decimals);
		return [metricName(noise.metric), `: standard deviation ${deviation} over ${plural(noise.values.length, "training seed")} (${values})`];
	});
	if (items.length === 0) return [];
	return [{
		kind: "text",
		text: "Noise of training, the same rows and another seed:"
	}, {
		kind: "list",
		items
	}];
}
function comparabilityBlocks({ comparability }) {
	if (comparability === void 0 || comparability.changes.length > 0) return [];
	return [{
		kind: "text",
		text: [
			"Champion and challenger answered for the same rows and targets, by the same definitions (",
			{ code: comparability.metricCode },
			")."
		]
	}];
}
function sliceSections(report) {
	const declared = report.slices.filter(({ origin }) => origin !== "found");
	const found = report.slices.filter(({ origin }) => origin === "found");
	return [{
		id: "slices",
		title: plural(declared.length, "slice"),
		blocks: [...tableBlock(sliceTable(report, declared, {
			from: 0,
			to: 1
		})), ...tableBlock(sliceTable(report, declared, {
			from: 1,
			to: 100
		}), "Other metrics of these slices")]
	}, foundSection(report, found)].filter(({ blocks }) => blocks.length > 0);
}
function foundSection(report, found) {
	const worse = slicesFoundWorse(report);
	const how = `Found by search, the worst of ${plural(Math.max(0, ...found.map(({ test }) => test?.looks ?? 0)), "slice")} that were looked at; p is one-sided (the loss of its rows is worse) and Holm-corrected for all of them.`;
	return {
		id: "found-slices",
		title: worse.length === 0 ? "no worse slice found" : `${plural(worse.length, "slice")} found worse`,
		blocks: found.length === 0 ? [] : [{
			kind: "text",
			text: how
		}, ...tableBlock(sliceTable(report, found, {
			from: 0,
			to: 100,
			hasTest: true
		}))]
	};
}
function slicesFoundWorse({ slices, confidence }) {
	return slices.filter(({ origin, test }) => origin === "found" && typeof test?.pValue === "number" && test.pValue < 1 - confidence);
}
function sliceTable(report, slices, { from, to, hasTest = false }) {
	const rows = slices.flatMap(({ slice, rows: count, metrics, test }) => metrics.slice(from, to).map((metric, index) => [
		index === 0 ? untrusted(slice, 80) : "",
		index === 0 ? count.toLocaleString("en-US") : "",
		...hasTest ? [index > 0 ? "" : test === void 0 ? "–" : formatPValue(test.pValue)] : [],
		metricLabel(metric),
		...comparisonCells(metric)
	]));
	return {
		columns: [
			{ heading: "Slice" },
			{
				heading: "Rows",
				align: "right"
			},
			...hasTest ? [{ heading: "Corrected p" }] : [],
			{ heading: "Metric" },
			...comparisonColumns(report)
		],
		rows
	};
}
//#endregion
//#region src/report/flowchart.ts
function renderFlowchart(lines) {
	return [
		"```mermaid",
		"flowchart LR",
		...lines.map((line) => `  ${line}`),
		"```"
	].join("\n");
}
function flowchartLabel(text, most = 60) {
	const flat = Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")).slice(0, most).join("").trim();
	return (flat === "" ? "?" : flat).replaceAll(/[^A-Za-z0-9 ,._/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
//#endregion
export { slicesFoundWorse as a, plural as c, applyOverrides as d, isOverridden as f, sliceSections as i, renderHeadline as l, renderFlowchart as n, countGates as o, metricSection as r, planHeadline as s, flowchartLabel as t, shownVerdict as u };
