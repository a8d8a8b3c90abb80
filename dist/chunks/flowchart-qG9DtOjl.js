import { a as describeGate, d as toleranceOf, f as findMetric, l as isSliceScope, o as gateDirection, s as gateMetricId } from "./parse-policy-DTObQY3t.js";
import { n as toJsonNumber, t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { i as renderCell, n as untrusted, t as tableBlock } from "./blocks-DooAdYup.js";
//#region src/report/format-metric.ts
const mostDecimals = 8;
const arrows = {
	higher: " ↑",
	lower: " ↓",
	none: ""
};
function metricName(id) {
	return findMetric(id)?.title ?? untrusted(id, 80);
}
function metricLabel({ metric, direction }) {
	return [metricName(metric), arrows[direction]];
}
function decimalsOf({ challenger, champion, difference }) {
	const [low, high] = difference?.interval ?? challenger?.interval ?? champion?.interval ?? [0, 0];
	const half = Math.abs(fromJsonNumber(high) - fromJsonNumber(low)) / 2;
	if (Number.isFinite(half) && half > 0) return clampDecimals(1 - Math.floor(Math.log10(half)));
	const values = [challenger, champion].flatMap((side) => side === null ? [] : [fromJsonNumber(side.value)]);
	const value = Math.abs(values[0] ?? 0);
	if (value >= 10 && values.every(Number.isInteger)) return 0;
	return value > 0 && Number.isFinite(value) ? Math.max(clampDecimals(3 - Math.floor(Math.log10(value))), 2) : 4;
}
function clampDecimals(decimals) {
	return Math.min(Math.max(decimals, 0), mostDecimals);
}
function formatValue(value, decimals) {
	const number = fromJsonNumber(value);
	if (Number.isNaN(number)) return "undefined";
	if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
	const text = Math.abs(number) >= 0x38d7ea4c68000 ? number.toPrecision(4) : toFixed(number, decimals);
	return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", "−");
}
function toFixed(value, decimals) {
	return decimals === 0 ? Math.round(value).toLocaleString("en-US") : value.toFixed(decimals);
}
function formatChange(value, decimals) {
	const text = formatValue(value, decimals);
	return fromJsonNumber(value) > 0 && !/^0(\.0*)?$/.test(text) ? `+${text}` : text;
}
function formatDifference(metric) {
	const { difference } = metric;
	if (difference === null) return "–";
	const decimals = decimalsOf(metric);
	const change = formatChange(difference.value, decimals);
	if (difference.interval === null) return change;
	const [low, high] = difference.interval.map((end) => formatChange(end, decimals));
	return `${change} [${low}, ${high}]`;
}
function formatSide(metric, side) {
	const estimate = metric[side];
	return estimate === null ? "–" : formatValue(estimate.value, decimalsOf(metric));
}
function formatEstimate(metric, side) {
	const interval = metric[side]?.interval ?? null;
	const value = formatSide(metric, side);
	if (interval === null) return value;
	const [low, high] = interval.map((end) => formatValue(end, decimalsOf(metric)));
	return `${value} [${low}, ${high}]`;
}
function formatPValue(value) {
	const number = fromJsonNumber(value);
	if (Number.isNaN(number)) return "p undefined";
	return number < .001 ? "p < 0.001" : `p = ${number.toPrecision(2)}`;
}
const testNames = {
	delong: "DeLong",
	mcnemar: "McNemar",
	"mcnemar exact": "exact McNemar",
	"paired bootstrap": "paired bootstrap"
};
function formatTest(test) {
	return test === void 0 ? "–" : `${testNames[test.name]}, ${formatPValue(test.pValue)}`;
}
function formatLevel(confidence) {
	return `${Number((confidence * 100).toFixed(2))} %`;
}
//#endregion
//#region src/evaluation/gate-judgement.ts
function passed(reasonCode, reason) {
	return {
		status: "pass",
		reasonCode,
		reason
	};
}
function failed(reasonCode, reason) {
	return {
		status: "fail",
		reasonCode,
		reason
	};
}
function doubtful({ isStrict }, reason) {
	return {
		status: isStrict ? "fail" : "warn",
		reasonCode: "gate.not-enough-evidence",
		reason
	};
}
function shownNumber(value) {
	return String(Number(value.toPrecision(4)));
}
//#endregion
//#region src/math/student-t.ts
const most = 1e4;
const tiny = 1e-300;
function studentUpperTail(t, freedom) {
	if (Number.isNaN(t) || !(freedom > 0)) return NaN;
	if (t < 0) return 1 - studentUpperTail(-t, freedom);
	if (t === Number.POSITIVE_INFINITY) return 0;
	const a = freedom / 2;
	const ratio = t * t / freedom;
	const x = 1 / (1 + ratio);
	const rest = ratio / (1 + ratio);
	const scale = Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(rest / Math.PI) * gammaRatio(a);
	if (x < (a + 1) / (a + 2.5)) return scale * betaFraction(x, a, .5) / (2 * a);
	return .5 - scale * betaFraction(rest, .5, a);
}
function studentQuantile(probability, freedom) {
	if (!(probability >= 0 && probability <= 1 && freedom > 0)) return NaN;
	if (probability === .5) return 0;
	const tail = Math.min(probability, 1 - probability);
	const size = tail === 0 ? Number.POSITIVE_INFINITY : invertTail(tail, freedom);
	return probability < .5 ? -size : size;
}
function invertTail(tail, freedom) {
	let high = 1;
	while (studentUpperTail(high, freedom) > tail && high < 1e300) high *= 2;
	let low = 0;
	for (let step = 0; step < 200; step += 1) {
		const middle = (low + high) / 2;
		if (middle === low || middle === high) break;
		if (studentUpperTail(middle, freedom) > tail) low = middle;
		else high = middle;
	}
	return high;
}
function gammaRatio(a) {
	let factor = 1;
	let shifted = a;
	for (; shifted < 30; shifted += 1) factor *= shifted / (shifted + .5);
	const inverse = 1 / shifted;
	const square = inverse * inverse;
	const series = inverse * (-1 / 8 + square * (1 / 192 + square * (-1 / 640 + square * (17 / 14336))));
	return factor * Math.sqrt(shifted) * Math.exp(series);
}
function betaFraction(x, a, b) {
	let numerator = 1;
	let denominator = 1 / guarded(1 - (a + b) * x / (a + 1));
	let value = denominator;
	for (let m = 1; m < most; m += 1) {
		const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		denominator = 1 / guarded(1 + even * denominator);
		numerator = guarded(1 + even / numerator);
		value *= denominator * numerator;
		const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		denominator = 1 / guarded(1 + odd * denominator);
		numerator = guarded(1 + odd / numerator);
		const change = denominator * numerator;
		value *= change;
		if (Math.abs(change - 1) < 1e-15) break;
	}
	return value;
}
function guarded(value) {
	return Math.abs(value) < tiny ? tiny : value;
}
//#endregion
//#region src/evaluation/verdict.ts
function verdictOf(difference, direction) {
	const [low, high] = difference.interval ?? [difference.value, difference.value];
	if (Number.isNaN(difference.value) || Number.isNaN(low) || Number.isNaN(high)) return "not comparable";
	if (low <= 0 && high >= 0) return "within noise";
	if (direction === "none") return "changed";
	return low > 0 === (direction === "higher") ? "better" : "worse";
}
//#endregion
//#region src/evaluation/seed-noise.ts
const mostRuns = 100;
function seedNoiseOf(metric, values) {
	const runs = values.slice(0, mostRuns);
	const mean = runs.reduce((sum, value) => sum + value, 0) / runs.length;
	const squares = runs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const deviation = runs.length < 2 ? NaN : Math.sqrt(squares / (runs.length - 1));
	return {
		metric,
		values: runs.map(toJsonNumber),
		deviation: toJsonNumber(deviation)
	};
}
function seedHalfWidth(noise, confidence) {
	const freedom = noise.values.length - 1;
	return studentQuantile((1 + confidence) / 2, freedom) * Math.SQRT2 * fromJsonNumber(noise.deviation);
}
function seedVerdict({ difference, direction, verdict }, noise, confidence) {
	const half = seedHalfWidth(noise, confidence);
	if (difference?.interval === void 0 || difference.interval === null || Number.isNaN(half)) return verdict;
	const value = fromJsonNumber(difference.value);
	const [low, high] = difference.interval.map(fromJsonNumber);
	return verdictOf({
		value,
		interval: [value - Math.hypot(value - (low ?? NaN), half), value + Math.hypot((high ?? NaN) - value, half)]
	}, direction);
}
//#endregion
//#region src/evaluation/judge-regression.ts
function judgeRegression(gate, metric, place) {
	if (gate.max_regression === void 0) return void 0;
	const direction = gateDirection(gate);
	if (direction === "none") return failed("gate.direction-unknown", `which way ${metric.metric} is better is not known; give a direction`);
	if (place.evidence.isFirst(metric)) return passed("gate.first-model", "there is no champion to compare with");
	if (metric.champion === null || metric.difference === null) return failed("gate.not-comparable", "the champion has no value on these rows");
	const tolerance = toleranceOf(gate, fromJsonNumber(metric.champion.value)) ?? 0;
	const difference = fromJsonNumber(metric.difference.value);
	if (Number.isNaN(difference)) return failed("gate.not-comparable", "the difference is undefined");
	if (Number.isNaN(tolerance)) return failed("gate.relative-to-zero", "a relative tolerance has no meaning: the champion's value is 0");
	return judgeGain({
		gain: direction === "higher" ? difference : -difference,
		best: bestGain(metric, direction),
		tolerance,
		metric: metric.metric
	}, place);
}
function judgeGain({ gain, best, tolerance, metric }, place) {
	const { evidence, slice } = place;
	if (Number.isNaN(best)) return doubtful(evidence, "too few resamples are defined for an interval");
	if (gain >= -tolerance) return passed("gate.passed", gain < 0 ? `worse by ${shownNumber(-gain)}, within the tolerance` : "not worse");
	const beyond = `worse by ${shownNumber(-gain)}, beyond ${shownNumber(tolerance)}`;
	if (best >= 0) return doubtful(evidence, `${beyond}, but the interval includes no change`);
	if (slice === void 0) return judgeSeedNoise({
		gain,
		best,
		metric,
		beyond
	}, evidence);
	if (slice.origin === "found" && !isBeyondChance(slice.test, evidence.confidence ?? .95)) return doubtful(evidence, `${beyond}, which one${(slice.test === void 0 ? "" : ` of ${slice.test.looks} slices that were looked at`) || " found by search"} may be by chance`);
	return failed("gate.regression", beyond);
}
function judgeSeedNoise(loss, evidence) {
	const noise = evidence.seedNoise?.find((entry) => entry.metric === loss.metric);
	const half = noise === void 0 ? NaN : seedHalfWidth(noise, evidence.confidence ?? .95);
	const width = Number.isNaN(half) ? 0 : half;
	if (loss.gain + Math.hypot(loss.best - loss.gain, width) < 0) return failed("gate.regression", loss.beyond);
	const why = `training again with other seeds moves it by up to ${shownNumber(width)}`;
	return doubtful(evidence, `${loss.beyond}, but ${why}`);
}
function isBeyondChance(test, confidence) {
	return typeof test?.pValue === "number" && test.pValue < 1 - confidence;
}
function bestGain(metric, direction) {
	const { difference } = metric;
	if (difference === null) return NaN;
	const [low, high] = difference.interval ?? [difference.value, difference.value];
	return direction === "higher" ? fromJsonNumber(high) : -fromJsonNumber(low);
}
//#endregion
//#region src/evaluation/gates.ts
function judgeGates(gates, evidence) {
	return gates.flatMap((gate) => {
		if (gate.slices === void 0) return [toResult(gate, null, judge(gate, evidence.metrics, { evidence }))];
		return isSliceScope(gate.slices) ? judgeSlices(gate, gate.slices, evidence) : [judgeOneSlice(gate, gate.slices, evidence)];
	});
}
function overallVerdict(gates) {
	if (gates.some((gate) => gate.status === "fail")) return "fail";
	return gates.some((gate) => gate.status === "warn") ? "warn" : "pass";
}
function judgeSlices(gate, scope, evidence) {
	const slices = evidence.slices.filter((slice) => scope === "any" || scope === "found" === (slice.origin === "found"));
	if (slices.length === 0) return [toResult(gate, null, scope === "found" ? passed("gate.passed", "the search found no slice") : failed("gate.no-slices", "the evaluation has no slices"))];
	const leastRows = gate.min_rows ?? 1;
	const judged = slices.filter((slice) => slice.rows >= leastRows);
	if (judged.length === 0) return [toResult(gate, null, doubtful(evidence, `no slice has ${leastRows} rows or more`))];
	return judged.map((slice) => toResult(gate, slice.slice, judge(gate, slice.metrics, {
		evidence,
		slice
	})));
}
function judgeOneSlice(gate, name, evidence) {
	const slice = evidence.slices.find((candidate) => candidate.slice === name);
	if (slice === void 0) {
		const known = evidence.slices.slice(0, 5).map((candidate) => candidate.slice);
		return toResult(gate, name, failed("gate.slice-missing", `no row is in ${name}; ${known.length === 0 ? "the evaluation has no slices" : `there are ${known.join(", ")}${evidence.slices.length > 5 ? " …" : ""}`}`));
	}
	const leastRows = gate.min_rows ?? 1;
	if (slice.rows < leastRows) return toResult(gate, name, doubtful(evidence, `it has ${slice.rows} rows, fewer than ${leastRows}`));
	return toResult(gate, name, judge(gate, slice.metrics, {
		evidence,
		slice
	}));
}
function toResult(gate, slice, judgement) {
	return {
		gate: describeGate(gate),
		metric: gateMetricId(gate),
		slice,
		...judgement
	};
}
function judge(gate, metrics, place) {
	const id = gateMetricId(gate);
	const metric = metrics.find((entry) => entry.metric === id);
	if (metric === void 0 || metric.challenger === null) return failed("gate.metric-missing", `${id} was not computed`);
	const value = fromJsonNumber(metric.challenger.value);
	if (Number.isNaN(value)) return failed("gate.metric-undefined", `${id} is undefined on these rows`);
	const judgements = [judgeLevel(gate, value), judgeRegression(gate, metric, place)].filter((judgement) => judgement !== void 0);
	const order = [
		"fail",
		"warn",
		"pass"
	];
	const [worst] = judgements.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
	return worst ?? failed("gate.without-rule", "the gate has no min, max or max_regression");
}
function judgeLevel(gate, value) {
	if (gate.min === void 0 && gate.max === void 0) return void 0;
	if (gate.min !== void 0 && value < gate.min) return failed("gate.below-min", `${shownNumber(value)} is below ${gate.min}`);
	if (gate.max !== void 0 && value > gate.max) return failed("gate.above-max", `${shownNumber(value)} is above ${gate.max}`);
	return passed("gate.passed", `${shownNumber(value)} is within its limits`);
}
//#endregion
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
export { metricLabel as A, formatDifference as C, formatSide as D, formatPValue as E, formatTest as O, decimalsOf as S, formatLevel as T, seedVerdict as _, slicesFoundWorse as a, studentUpperTail as b, plural as c, applyOverrides as d, isOverridden as f, seedNoiseOf as g, seedHalfWidth as h, sliceSections as i, metricName as j, formatValue as k, renderHeadline as l, overallVerdict as m, renderFlowchart as n, countGates as o, judgeGates as p, metricSection as r, planHeadline as s, flowchartLabel as t, shownVerdict as u, verdictOf as v, formatEstimate as w, failed as x, studentQuantile as y };
