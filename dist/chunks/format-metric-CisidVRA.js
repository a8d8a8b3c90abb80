import { t as findMetric } from "./metric-table-D7ATufM2.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { n as untrusted } from "./blocks-DooAdYup.js";
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
export { formatLevel as a, formatTest as c, metricName as d, formatEstimate as i, formatValue as l, formatChange as n, formatPValue as o, formatDifference as r, formatSide as s, decimalsOf as t, metricLabel as u };
