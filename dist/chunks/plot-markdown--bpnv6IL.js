import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Bt as integer, Gt as isValueMap, Ht as isNumberValue, Ot as pythonText, Wt as isValueList, zt as floatOf } from "./pipeline-DJgoMtB1.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { n as untrusted, r as renderBlocks, t as tableBlock } from "./blocks-DooAdYup.js";
import { n as renderLineChart, r as formatNumber } from "./mermaid-G-1h-Jaz.js";
//#region src/report/plots/fill-template.ts
const revisionColors = [
	"#0072B2",
	"#D55E00",
	"#009E73",
	"#CC79A7",
	"#E69F00",
	"#56B4E9",
	"#999999"
];
const dashes = [
	[1, 0],
	[8, 8],
	[8, 4],
	[4, 4],
	[4, 2],
	[2, 1],
	[1, 1]
].map((pair) => pair.map(integer));
const shapes = [
	"circle",
	"square",
	"triangle",
	"diamond"
];
const separator = "::";
const sizePx = integer(300);
function fillTemplate(template, plot, name) {
	if (!hasAnchor(template, "DATA")) throw new PawlError("plot.invalid", { message: `The template ${name} has no anchor "<DVC_METRIC_DATA>".` });
	const filled = replaceAnchors(template, anchorValues(plot, !optional.some((anchor) => hasAnchor(template, anchor))));
	return isValueMap(filled) ? filled : template;
}
const optional = [
	"COLOR",
	"COLUMN",
	"GROUP_BY_X",
	"GROUP_BY_Y",
	"GROUP_BY",
	"PIVOT_FIELD",
	"PLOT_HEIGHT",
	"PLOT_WIDTH",
	"ROW",
	"SHAPE",
	"STROKE_DASH",
	"TOOLTIP",
	"ZOOM_AND_PAN"
];
function anchorValues(plot, isPlain) {
	const { x, y, ySources } = plot;
	const varied = variedKeys(ySources);
	const series = varied.join(separator);
	const groupBy = series === "" ? ["rev"] : ["rev", series];
	const facet = series === "" ? new Map() : new Map([["field", series], ["sort", []]]);
	const domain = seriesDomain(ySources, varied);
	const tooltips = [
		"rev",
		x,
		...y === void 0 ? [] : [y],
		...series === "" ? [] : [series]
	];
	const values = [
		["COLOR", encoding("rev", plot.revisions, [...revisionColors])],
		["ZOOM_AND_PAN", new Map([
			["name", "grid"],
			["select", "interval"],
			["bind", "scales"]
		])],
		["PLOT_HEIGHT", sizePx],
		["PLOT_WIDTH", sizePx],
		["GROUP_BY", groupBy],
		["GROUP_BY_X", [...groupBy, x]],
		["GROUP_BY_Y", [...groupBy, ...y === void 0 ? [] : [y]]],
		["PIVOT_FIELD", ["rev", ...varied].map((key) => `datum.${key}`).join(` + '${separator}' + `)],
		["ROW", facet],
		["COLUMN", facet],
		["STROKE_DASH", series === "" ? new Map() : encoding(series, domain, dashes, dashLook)],
		["SHAPE", series === "" ? new Map() : encoding(series, domain, shapes, shapeLook)],
		["TOOLTIP", tooltips.map((field) => new Map([["field", field]]))],
		["TITLE", plot.title],
		["X", escapeField(x)],
		["Y", y === void 0 ? void 0 : escapeField(y)],
		["X_LABEL", plot.xLabel],
		["Y_LABEL", plot.yLabel],
		["DATA", isPlain ? plot.points : plot.points.map((point) => tidyPoint(point, varied))]
	];
	return new Map(values.flatMap(([name, value]) => value === void 0 ? [] : [[`<DVC_METRIC_${name}>`, value]]));
}
function variedKeys(sources) {
	const [files, fields] = [new Set(sources.map((one) => one.file)), new Set(sources.map((one) => one.field))];
	return [...files.size > 1 ? ["filename"] : [], ...fields.size > 1 ? ["field"] : []];
}
function seriesDomain(sources, varied) {
	const names = sources.map(({ file, field }) => [...varied.includes("filename") ? [file] : [], ...varied.includes("field") ? [field] : []].join(separator));
	return [...new Set(names)].sort();
}
function tidyPoint(point, varied) {
	const tidy = new Map(point);
	if (varied.length === 2) tidy.set(varied.join(separator), varied.map((key) => pythonText(point.get(key) ?? "")).join(separator));
	for (const key of ["filename", "field"]) if (varied.length === 2 || !varied.includes(key)) tidy.delete(key);
	return tidy;
}
function encoding(field, domain, range, look = []) {
	const used = domain.map((_, index) => range[index % range.length] ?? null);
	return new Map([
		["field", field],
		["scale", new Map([["domain", domain], ["range", used]])],
		...look
	]);
}
const greyLegend = [["symbolFillColor", "transparent"], ["symbolStrokeColor", "grey"]];
const shapeLook = [["legend", new Map(greyLegend)]];
const dashLook = [["legend", new Map([...greyLegend, ["symbolType", "stroke"]])]];
function escapeField(field) {
	return field.replaceAll(/[.[\]]/g, "\\$&");
}
function hasAnchor(value, name) {
	const anchor = `<DVC_METRIC_${name}>`;
	if (isValueMap(value)) return [...value.values()].some((item) => hasAnchor(item, name));
	return isValueList(value) ? value.some((item) => hasAnchor(item, name)) : value === anchor;
}
function replaceAnchors(value, anchors) {
	if (isValueMap(value)) return new Map([...value].map(([key, item]) => [key, replaceAnchors(item, anchors)]));
	if (isValueList(value)) return value.map((item) => replaceAnchors(item, anchors));
	if (typeof value !== "string" || !value.includes("<DVC_METRIC_")) return value;
	const whole = anchors.get(value);
	if (whole !== void 0) return whole;
	return value.replaceAll(/<DVC_METRIC_[A-Z_]+>/g, (anchor) => {
		const inside = anchors.get(anchor);
		return typeof inside === "string" ? inside : anchor;
	});
}
//#endregion
//#region src/report/plots/plot-markdown.ts
const mostPoints = 40;
const lineTemplates = new Set([
	"simple",
	"linear",
	"smooth"
]);
function renderPlotMarkdown({ template, data: plot }) {
	if (plot === void 0 || !lineTemplates.has(template?.name ?? "")) return "";
	const { title, xLabel, yLabel = "" } = plot;
	return renderBlocks(lineBlocks({
		title,
		xLabel,
		yLabel,
		lines: seriesOf(plot)
	}), Number.MAX_SAFE_INTEGER);
}
function lineBlocks(plot) {
	const all = plot.lines;
	const [first] = all;
	if (first === void 0) return [];
	const drawn = all.filter((one) => one.x.join("\n") === first.x.join("\n"));
	const at = spread(first.y.length);
	const skipped = at.length < first.y.length ? ` (${at.length} of ${first.y.length} points)` : "";
	const chart = renderLineChart({
		title: `${plot.title}${skipped}: ${drawn.map((one) => one.name).join(", ")}`,
		labels: at.map((index) => first.x[index] ?? ""),
		lines: drawn.map((one) => at.map((index) => one.y[index] ?? 0)),
		xLabel: plot.xLabel,
		yLabel: plot.yLabel
	});
	const rows = all.map(({ name, y }) => [
		untrusted(name),
		String(y.length),
		...[
			y[0],
			y.at(-1),
			Math.min(...y),
			Math.max(...y)
		].map((value) => formatNumber(value ?? 0))
	]);
	const columns = [{ heading: escapeText(plot.yLabel) || "Line" }, ...[
		"Points",
		"First",
		"Last",
		"Least",
		"Greatest"
	].map((heading) => ({
		heading,
		align: "right"
	}))];
	return [...chart === "" ? [] : [{
		kind: "diagram",
		markdown: chart
	}], ...tableBlock({
		columns,
		rows
	})];
}
function seriesOf(plot) {
	const { x, y, ySources } = plot;
	if (y === void 0) return [];
	const series = new Map();
	for (const point of plot.points) {
		const value = numberOf(point.get(y));
		if (value === void 0) continue;
		const name = ["rev", ...variedKeys(ySources)].map((key) => labelOf(point.get(key))).join(" ");
		const found = series.get(name) ?? {
			x: [],
			y: []
		};
		found.x.push(labelOf(point.get(x)));
		found.y.push(value);
		series.set(name, found);
	}
	return [...series].map(([name, values]) => ({
		name,
		...values
	}));
}
function numberOf(value) {
	const text = isNumberValue(value) ? value.text : value;
	if (typeof text !== "string" || text.trim() === "") return void 0;
	const number = floatOf(text);
	return Number.isFinite(number) ? number : void 0;
}
function labelOf(value) {
	return isNumberValue(value) ? value.text : typeof value === "string" ? value : "";
}
function spread(count) {
	if (count <= mostPoints) return Array.from({ length: count }, (_, index) => index);
	return Array.from({ length: mostPoints }, (_, index) => Math.round(index * (count - 1) / (mostPoints - 1)));
}
//#endregion
export { renderPlotMarkdown as n, fillTemplate as r, lineBlocks as t };
