//#region src/report/plain-number.ts
const leastPlaces = 4;
const mostPlaces = 12;
function formatNumber(value) {
	const places = Math.min(mostPlaces, Math.max(leastPlaces, 1 - (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))))));
	const text = value.toFixed(places).replace(/(?:\.|(?<![.0]))0+$/, "");
	return text === "-0" ? "0" : text;
}
//#endregion
//#region src/report/mermaid.ts
const greatestValue = 0xe8d4a51000;
function renderBarChart(chart) {
	const numbers = chart.line === void 0 ? chart.values : [...chart.values, chart.line];
	const isPlain = numbers.every((value) => Number.isFinite(value) && Math.abs(value) < greatestValue);
	if (chart.values.length === 0 || chart.labels.length !== chart.values.length || !isPlain) return "";
	const [bottom, top] = chart.isFromZero === true ? axisFromZero(numbers) : axisAround(numbers);
	const { line } = chart;
	return [
		"```mermaid",
		...configLines(chart.heightPx),
		"xychart-beta",
		`    title "${plainText(chart.title)}"`,
		`    x-axis [${chart.labels.map((label) => `"${plainText(label)}"`).join(", ")}]`,
		`    y-axis "${plainText(chart.unit)}" ${formatNumber(bottom)} --> ${formatNumber(top)}`,
		`    bar [${chart.values.map(formatNumber).join(", ")}]`,
		...line === void 0 ? [] : [`    line [${chart.values.map(() => formatNumber(line)).join(", ")}]`],
		"```"
	].join("\n");
}
function renderLineChart(chart) {
	const numbers = chart.lines.flat();
	const isPlain = numbers.every((value) => Number.isFinite(value) && Math.abs(value) < greatestValue);
	const isWhole = chart.lines.every((line) => line.length === chart.labels.length);
	if (chart.labels.length < 2 || chart.lines.length === 0 || !isPlain || !isWhole) return "";
	const [bottom, top] = axisAround(numbers);
	return [
		"```mermaid",
		...configLines(),
		"xychart-beta",
		`    title "${plainText(chart.title)}"`,
		`    x-axis ${axisLabel(chart.xLabel)}[${chart.labels.map((label) => `"${plainText(label)}"`).join(", ")}]`,
		`    y-axis ${axisLabel(chart.yLabel)}${formatNumber(bottom)} --> ${formatNumber(top)}`,
		...chart.lines.map((line) => `    line [${line.map(formatNumber).join(", ")}]`),
		"```"
	].join("\n");
}
const palette = [
	"#0072B2",
	"#D55E00",
	"#009E73",
	"#CC79A7"
];
function configLines(heightPx) {
	return [
		"---",
		`config: { ${heightPx === void 0 ? "" : `xyChart: { height: ${heightPx} }, `}${`themeVariables: { xyChart: { plotColorPalette: "${palette.join(", ")}" } }`} }`,
		"---"
	];
}
function axisFromZero(values) {
	const bottom = Math.min(0, ...values) * 1.2;
	const top = Math.max(0, ...values) * 1.2;
	return top > bottom ? [bottom, top] : [0, 1];
}
function axisAround(values) {
	const low = Math.min(...values);
	const high = Math.max(...values);
	const room = high > low ? (high - low) / 2 : Math.max(Math.abs(high) * .1, .1);
	return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}
function axisLabel(text) {
	return text === "" ? "" : `"${plainText(text)}" `;
}
function plainText(text) {
	const plain = text.replaceAll(/[^\p{L}\p{N} _.,:()=≥≤+/-]/gu, "?").slice(0, 100).trim();
	return plain === "" ? "?" : plain;
}
//#endregion
export { renderLineChart as n, formatNumber as r, renderBarChart as t };
