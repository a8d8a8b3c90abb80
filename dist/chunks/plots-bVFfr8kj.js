import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { c as createOutputDirectory, l as createPlotRenderer } from "./compose-DIOF2qOa.js";
import { t as escapeText } from "./escape-DS2gUXDj.js";
import { i as joinPath } from "./repository-path-Cg730VSm.js";
import { a as integer, i as floatOf, l as isValueList, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
import { a as pythonText, r as parseJson } from "./parse-dvc-yaml-BCj2XOCk.js";
import { t as pythonFloat } from "./python-float-D1fu7Wmg.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { t as formatNumber } from "./plain-number-BgmI7XNe.js";
import { n as renderLineChart } from "./mermaid-GEJXeajo.js";
import { r as workspaceName } from "./snapshot-CxIHn8tk.js";
import { t as openReports } from "./open-reports-BArsu4Sv.js";
import { a as exactJson, i as warn } from "./report-options-y4oQZ6Qt.js";
import { a as expandPath, c as readReportValues, i as tryRevision, o as readFileAt, r as toFailure, s as readTextAt } from "./read-values-at-BS2X8tJe.js";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";
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
//#region src/report/plots/plot-points.ts
const step = "step";
const gatheredX = "dvc_inferred_x_value";
const gatheredY = "dvc_inferred_y_value";
function gatherPoints(source) {
	const { id, files, properties } = source;
	const filled = [...files].filter(([, content]) => !isEmpty(content));
	const tables = new Map(filled.map(([file, content]) => [file, tableOf(content)]));
	const y = yFields(properties.get("y") ?? inferY(id, files.get(id)), id);
	const x = xFields(properties, id);
	for (const axis of [...x, ...y]) requireField(axis, tables);
	if (x.length > 1 && x.length !== y.length) throw new PawlError("plot.invalid", { message: `${id}: there are ${x.length} fields for x and ${y.length} for y; one x, or as many as y.` });
	const names = {
		x: unique(x.map((one) => one.field)),
		y: unique(y.map((one) => one.field))
	};
	const xField = names.x.length > 1 ? gatheredX : names.x[0] ?? step;
	const yField = names.y.length > 1 ? gatheredY : names.y[0];
	const prefix = commonFolder(unique(y.map((one) => one.file)));
	const points = y.flatMap((axis, index) => {
		return joinX(rowsOf(axis, yField, tables), {
			axis: x.length > 1 ? x[index] : x[0],
			field: xField,
			of: axis,
			tables
		}).map((row) => {
			const end = [
				["rev", source.revision],
				["filename", shorten(axis.file, prefix)],
				["field", axis.field]
			];
			return new Map([...row, ...end]);
		});
	});
	if (points.length === 0) return void 0;
	return {
		points,
		x: xField,
		y: yField,
		xLabel: textOf(properties, "x_label") ?? (names.x.length > 1 ? "x" : names.x[0] ?? step),
		yLabel: textOf(properties, "y_label") ?? (names.y.length > 1 ? "y" : names.y[0]),
		ySources: y.map((axis) => ({
			file: shorten(axis.file, prefix),
			field: axis.field
		}))
	};
}
function plotFiles(id, properties) {
	const [x, y] = [properties.get("x"), properties.get("y")];
	const [first] = isValueMap(x) ? x.keys() : [];
	return unique([...isValueMap(y) ? y.keys() : [id], ...first === void 0 ? [] : [first]]);
}
function textOf(properties, key) {
	const value = properties.get(key);
	return typeof value === "string" ? value : void 0;
}
function yFields(y, id) {
	return fieldsOf(isValueMap(y) ? y : new Map([[id, y ?? null]]));
}
function xFields(properties, id) {
	const [x, y] = [properties.get("x"), properties.get("y")];
	if (typeof x !== "string") return isValueMap(x) ? fieldsOf(x) : [];
	if (!isValueMap(y)) return [{
		file: id,
		field: x
	}];
	return fieldsOf(y).map(({ file }) => ({
		file,
		field: x
	}));
}
function fieldsOf(axis) {
	return [...axis].flatMap(([file, fields]) => (isValueList(fields) ? fields : [fields]).flatMap((field) => typeof field === "string" ? [{
		file,
		field
	}] : []));
}
function inferY(id, content) {
	const first = listsOf(content).find((list) => list.length > 0 && list.every(isValueMap))?.[0];
	const field = isValueMap(first) ? [...first.keys()].at(-1) : void 0;
	return field === void 0 ? void 0 : new Map([[id, field]]);
}
function isEmpty(content) {
	if (isValueList(content)) return content.length === 0;
	return isValueMap(content) ? content.size === 0 : !content;
}
function tableOf(content) {
	const table = [];
	for (const list of listsOf(content)) {
		const rows = list.filter(isValueMap);
		if (rows.length !== list.length || !hasSameKeys(rows)) continue;
		for (const [index, row] of rows.entries()) table[index] = new Map([...table[index] ?? [], ...row]);
	}
	return table;
}
function listsOf(content) {
	if (isValueList(content)) return [content];
	return isValueMap(content) ? [...content.values()].flatMap(listsOf) : [];
}
function hasSameKeys(rows) {
	const size = rows[0]?.size ?? 0;
	return new Set(rows.flatMap((row) => [...row.keys()])).size === size;
}
function requireField({ file, field }, tables) {
	const table = tables.get(file);
	const [row] = table ?? [];
	if (table === void 0 || row?.has(field) === true) return;
	if (row === void 0) throw new PawlError("plot.invalid", { message: `${file} has no rows that all have the same fields.` });
	throw new PawlError("plot.invalid", { message: `${file} has no field ${JSON.stringify(field)}; it has ${[...row.keys()].join(", ")}.` });
}
function rowsOf({ file, field }, yField, tables) {
	const rows = tables.get(file) ?? [];
	if (yField !== gatheredY) return rows;
	return rows.map((row) => new Map([...row, [gatheredY, row.get(field) ?? null]]));
}
function joinX(rows, join) {
	const { axis, field, of, tables } = join;
	if (axis === void 0) return rows.map((row, index) => new Map([...row, [step, integer(index)]]));
	const source = tables.get(axis.file) ?? [];
	if (source.length !== rows.length) throw new PawlError("plot.invalid", { message: `${axis.file} has ${source.length} rows for x and ${of.file} ${rows.length} for y; they must fit.` });
	return rows.map((row, index) => {
		const value = source[index]?.get(axis.field);
		return value === void 0 ? row : new Map([...row, [field, value]]);
	});
}
function commonFolder(files) {
	if (files.length < 2) return "";
	const split = files.map((file) => file.split("/"));
	const [first = []] = split;
	const length = first.findIndex((part, index) => split.some((parts) => parts[index] !== part));
	return first.slice(0, Math.max(0, length)).join("/");
}
function shorten(file, prefix) {
	return file.slice(prefix.length).replace(/^\/+|\/+$/g, "");
}
function unique(list) {
	return [...new Set(list)];
}
//#endregion
//#region src/app/reports/plot-definitions.ts
async function listPlots(snapshot, choice, objects) {
	const plots = new Map();
	const add = (plot) => {
		const key = `${plot.config}::${plot.id}`;
		const before = plots.get(key)?.properties ?? [];
		plots.set(key, {
			...plot,
			properties: new Map([
				...before,
				...plot.properties,
				...choice.properties
			])
		});
	};
	const expand = (path) => expandPath(snapshot, path, objects);
	for (const plot of await topLevelPlots(snapshot, expand)) if (isWanted(plot, choice.targets)) add(plot);
	for (const plot of await outputPlots(snapshot, expand)) if (isWanted(plot, choice.targets)) add(plot);
	for (const target of choice.targets) {
		const files = await expand(target);
		const isThere = files[0] !== target || await snapshot.view.readBytes(target) !== void 0;
		if (plots.size > 0 && !isThere && !snapshot.data.has(target)) continue;
		for (const id of files) add({
			id,
			config: "",
			properties: new Map()
		});
	}
	return [...plots.values()];
}
async function topLevelPlots(snapshot, expand) {
	const plots = [];
	for (const [config, { plots: definitions }] of snapshot.loaded.definitions) {
		const folder = joinPath(config, "..") ?? "";
		const parents = definitions.flatMap(({ path }) => path ?? []);
		for (const { id, path, options: properties } of definitions) {
			if (isValueMap(properties.get("y"))) {
				plots.push({
					id,
					config,
					properties: inFolder(properties, folder)
				});
				continue;
			}
			if (path === void 0) continue;
			const files = (await expand(path)).filter((one) => nearestParent(one, parents) === path);
			plots.push(...files.map((one) => ({
				id: one,
				config,
				properties
			})));
		}
	}
	return plots;
}
async function outputPlots(snapshot, expand) {
	const plots = [];
	for (const out of snapshot.loaded.pipeline.flatMap((stage) => stage.outs)) {
		if (out.kind !== "plot") continue;
		const properties = out.plot ?? new Map();
		plots.push(...(await expand(out.path)).map((id) => ({
			id,
			config: "",
			properties
		})));
	}
	return plots;
}
function stageProperties(snapshot, path) {
	return snapshot.loaded.pipeline.flatMap((stage) => stage.outs).find((out) => out.kind === "plot" && out.path === path)?.plot ?? new Map();
}
function isWanted({ id, config }, targets) {
	const full = config === "" ? id : `${config}::${id}`;
	return targets.length === 0 || targets.some((target) => id.startsWith(target) || full.startsWith(target));
}
function inFolder(properties, folder) {
	return new Map([...properties].map(([key, value]) => {
		if (key !== "x" && key !== "y" || !isValueMap(value)) return [key, value];
		return [key, new Map([...value].map(([file, fields]) => [joinPath(folder, file) ?? file, fields]))];
	}));
}
function nearestParent(path, parents) {
	return parents.filter((parent) => path === parent || path.startsWith(`${parent}/`)).reduce((best, one) => best !== void 0 && best.length >= one.length ? best : one, void 0);
}
//#endregion
//#region src/report/plots/image-type.ts
function imageTypeOf(bytes) {
	const starts = (...codes) => codes.every((code, index) => bytes[index] === code);
	if (starts(137, 80, 78, 71, 13, 10, 26, 10)) return "image/png";
	if (starts(255, 216, 255)) return "image/jpeg";
	if (starts(71, 73, 70, 56)) return "image/gif";
	const head = new TextDecoder().decode(bytes.subarray(0, 1024));
	return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/.test(head) ? "image/svg+xml" : void 0;
}
//#endregion
//#region src/report/plots/separated-values.ts
function readSeparatedValues(text, options) {
	const rows = splitRows(text.replace(/^\uFEFF/, ""), options);
	const [first = []] = rows;
	const header = options.hasHeader ? first : first.map((_, index) => String(index));
	return rows.slice(options.hasHeader ? 1 : 0).filter((row) => row.length > 0).map((row) => new Map(header.map((name, index) => [name, row[index] ?? null])));
}
function splitRows(text, { separator, path }) {
	const field = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"([^${separator}\\r\\n]*)|([^${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`, "y");
	const rows = [];
	let row = [];
	let at = 0;
	while (at < text.length || row.length > 0) {
		field.lastIndex = at;
		const [whole, quoted, rest = "", plain = "", end = ""] = field.exec(text) ?? [""];
		if (quoted === void 0 && plain.startsWith("\"")) {
			const line = text.slice(0, at).split("\n").length;
			throw new PawlError("file.unreadable", { message: `${path}:${line}: a quote does not end.` });
		}
		row.push(quoted === void 0 ? plain : quoted.replaceAll("\"\"", "\"") + rest);
		at += whole.length;
		if (end === separator) continue;
		rows.push(row.length === 1 && row[0] === "" && quoted === void 0 ? [] : row);
		row = [];
		if (end === "") break;
	}
	return rows;
}
//#endregion
//#region src/app/reports/plot-files.ts
function isImagePath(path) {
	return /\.(?:jpe?g|gif|png|svg)$/.test(path);
}
async function readPlotFile(snapshot, path, options) {
	if (isImagePath(path)) {
		const bytes = await readFileAt(snapshot, path, options.objects);
		if (imageTypeOf(bytes) !== void 0) return { bytes };
		throw new PawlError("file.unreadable", { message: `${path} is not an image (at ${snapshot.name}).` });
	}
	const [, suffix] = /\.(csv|tsv|json|ya?ml|toml)$/.exec(path) ?? [];
	if (suffix === void 0) throw new PawlError("plot.invalid", { message: `${path}: plots are drawn from CSV, TSV, JSON, YAML and TOML files and from images.` });
	const text = await readTextAt(snapshot, path, options.objects);
	if (suffix !== "csv" && suffix !== "tsv") return { values: await readReportValues(text, path) };
	const header = options.over.get("header") ?? stageProperties(snapshot, path).get("header");
	return { values: readSeparatedValues(text, {
		separator: suffix === "csv" ? "," : "	",
		hasHeader: header !== false,
		path
	}) };
}
//#endregion
//#region src/versioning/from-plain.ts
function fromPlain(data) {
	const value = toValue(data);
	return isValueMap(value) ? value : new Map();
}
function toValue(data) {
	if (data === null || typeof data === "boolean" || typeof data === "string") return data;
	if (typeof data === "number") return Number.isInteger(data) ? integer(data) : {
		kind: "float",
		text: pythonFloat(data)
	};
	if (Array.isArray(data)) return data.map(toValue);
	if (typeof data !== "object") return null;
	return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item)]));
}
//#endregion
//#region src/report/plots/confusion-template.ts
function confusion({ isNormalized, ...frame }) {
	const shown = isNormalized ? "share" : "count";
	const axis = (name) => ({
		field: `<DVC_METRIC_${name}>`,
		type: "nominal",
		sort: "ascending",
		title: `<DVC_METRIC_${name}_LABEL>`
	});
	return {
		...frame,
		facet: {
			column: {
				field: "rev",
				sort: [],
				title: null
			},
			row: "<DVC_METRIC_ROW>"
		},
		spec: {
			transform: [
				{
					aggregate: [{
						op: "count",
						as: "count"
					}],
					groupby: ["<DVC_METRIC_Y>", "<DVC_METRIC_X>"]
				},
				{
					impute: "count",
					groupby: "<DVC_METRIC_GROUP_BY_Y>",
					key: "<DVC_METRIC_X>",
					value: 0
				},
				{
					impute: "count",
					groupby: "<DVC_METRIC_GROUP_BY_X>",
					key: "<DVC_METRIC_Y>",
					value: 0
				},
				{
					joinaggregate: [{
						op: "sum",
						field: "count",
						as: "row_sum"
					}],
					groupby: ["<DVC_METRIC_Y>"]
				},
				{
					joinaggregate: [{
						op: "max",
						field: "count",
						as: "greatest"
					}],
					groupby: []
				},
				{
					calculate: "datum.row_sum == 0 ? 0 : datum.count / datum.row_sum",
					as: "share"
				},
				{
					calculate: isNormalized ? "datum.share" : "datum.count / datum.greatest",
					as: "depth"
				}
			],
			encoding: {
				x: {
					...axis("X"),
					axis: { labelAngle: -30 }
				},
				y: axis("Y")
			},
			layer: [{
				width: "<DVC_METRIC_PLOT_WIDTH>",
				height: "<DVC_METRIC_PLOT_HEIGHT>",
				mark: {
					type: "rect",
					tooltip: true
				},
				encoding: { color: {
					field: shown,
					type: "quantitative",
					title: shown,
					scale: {
						scheme: "blues",
						...isNormalized ? { domain: [0, 1] } : { domainMin: 0 }
					}
				} }
			}, {
				mark: { type: "text" },
				encoding: {
					text: {
						field: shown,
						type: "quantitative",
						...isNormalized ? { format: ".2f" } : {}
					},
					color: {
						condition: {
							test: "datum.depth > 0.5",
							value: "white"
						},
						value: "black"
					}
				}
			}]
		}
	};
}
//#endregion
//#region src/report/plots/templates.ts
const frame = {
	$schema: "https://vega.github.io/schema/vega-lite/v5.json",
	data: { values: "<DVC_METRIC_DATA>" },
	title: {
		text: "<DVC_METRIC_TITLE>",
		anchor: "middle"
	}
};
const size = {
	width: "<DVC_METRIC_PLOT_WIDTH>",
	height: "<DVC_METRIC_PLOT_HEIGHT>"
};
const zoom = { params: ["<DVC_METRIC_ZOOM_AND_PAN>"] };
const padding = 6;
const x = {
	field: "<DVC_METRIC_X>",
	type: "quantitative",
	title: "<DVC_METRIC_X_LABEL>",
	scale: {
		zero: false,
		padding
	}
};
const y = {
	field: "<DVC_METRIC_Y>",
	type: "quantitative",
	title: "<DVC_METRIC_Y_LABEL>",
	scale: {
		zero: false,
		padding
	}
};
const lineLook = {
	color: "<DVC_METRIC_COLOR>",
	strokeDash: "<DVC_METRIC_STROKE_DASH>"
};
const pointLook = {
	color: "<DVC_METRIC_COLOR>",
	shape: "<DVC_METRIC_SHAPE>",
	tooltip: "<DVC_METRIC_TOOLTIP>"
};
const simple = {
	...frame,
	...size,
	...zoom,
	mark: {
		type: "line",
		tooltip: true
	},
	encoding: {
		x,
		y,
		...lineLook,
		tooltip: "<DVC_METRIC_TOOLTIP>"
	}
};
const linear = {
	...frame,
	...size,
	encoding: {
		x,
		y,
		...lineLook
	},
	layer: [
		{
			...zoom,
			mark: {
				type: "line",
				strokeWidth: 2,
				opacity: .85
			}
		},
		{
			params: [{
				name: "hover",
				select: {
					type: "point",
					fields: ["<DVC_METRIC_X>"],
					nearest: true,
					on: "pointerover",
					clear: "pointerout"
				}
			}],
			mark: {
				type: "point",
				filled: true,
				size: 50
			},
			encoding: {
				tooltip: "<DVC_METRIC_TOOLTIP>",
				opacity: {
					condition: {
						param: "hover",
						empty: false,
						value: 1
					},
					value: 0
				}
			}
		},
		{
			mark: {
				type: "point",
				filled: true,
				size: 30
			},
			encoding: {
				x: {
					...x,
					aggregate: "max"
				},
				y: {
					...y,
					aggregate: { argmax: "<DVC_METRIC_X>" }
				}
			}
		}
	]
};
const smooth = {
	...frame,
	...size,
	params: [{
		name: "smooth",
		value: .3,
		bind: {
			input: "range",
			min: .05,
			max: 1,
			step: .05,
			name: "smoothing "
		}
	}],
	layer: [{
		...zoom,
		mark: {
			type: "line",
			opacity: .25
		},
		encoding: {
			x,
			y,
			...lineLook
		}
	}, {
		transform: [{
			loess: "<DVC_METRIC_Y>",
			on: "<DVC_METRIC_X>",
			groupby: "<DVC_METRIC_GROUP_BY>",
			bandwidth: { signal: "smooth" }
		}],
		mark: {
			type: "line",
			strokeWidth: 2
		},
		encoding: {
			x,
			y,
			...lineLook
		}
	}]
};
const scatter = {
	...frame,
	...size,
	...zoom,
	mark: {
		type: "point",
		tooltip: true
	},
	encoding: {
		x,
		y,
		...pointLook
	}
};
const scatterJitter = {
	...frame,
	...size,
	transform: [{
		calculate: "random()",
		as: "spread_x"
	}, {
		calculate: "random()",
		as: "spread_y"
	}],
	mark: {
		type: "point",
		tooltip: true
	},
	encoding: {
		x: {
			field: "<DVC_METRIC_X>",
			title: "<DVC_METRIC_X_LABEL>",
			axis: { labelAngle: -30 }
		},
		y: {
			field: "<DVC_METRIC_Y>",
			title: "<DVC_METRIC_Y_LABEL>"
		},
		xOffset: {
			field: "spread_x",
			type: "quantitative"
		},
		yOffset: {
			field: "spread_y",
			type: "quantitative"
		},
		...pointLook
	}
};
const bars = (sort) => ({
	...frame,
	...size,
	...zoom,
	mark: { type: "bar" },
	encoding: {
		x: {
			...x,
			scale: { zero: true }
		},
		y: {
			field: "<DVC_METRIC_Y>",
			type: "nominal",
			title: "<DVC_METRIC_Y_LABEL>",
			sort
		},
		yOffset: {
			field: "rev",
			sort: []
		},
		color: "<DVC_METRIC_COLOR>",
		column: "<DVC_METRIC_COLUMN>",
		tooltip: "<DVC_METRIC_TOOLTIP>"
	}
});
const plotTemplates = new Map(Object.entries({
	simple,
	linear,
	confusion: confusion({
		...frame,
		isNormalized: false
	}),
	confusion_normalized: confusion({
		...frame,
		isNormalized: true
	}),
	scatter,
	scatter_jitter: scatterJitter,
	smooth,
	bar_horizontal_sorted: bars("-x"),
	bar_horizontal: bars(null)
}).map(([name, template]) => [name, fromPlain(template)]));
const defaultTemplate = "linear";
//#endregion
//#region src/app/reports/plot-template.ts
const maxLength = 256 * 1024;
async function readTemplate(name = defaultTemplate, view) {
	for (const path of [
		`.dvc/plots/${name}`,
		`.dvc/plots/${name}.json`,
		name
	]) {
		const inside = joinPath(path);
		const text = inside === void 0 || inside === "" ? void 0 : await view.readText(inside);
		if (text !== void 0) return {
			name,
			content: parseTemplate(text, path),
			isBuiltIn: false
		};
	}
	const content = plotTemplates.get(name);
	if (content !== void 0) return {
		name,
		content,
		isBuiltIn: true
	};
	throw new PawlError("plot.invalid", { message: `There is no template ${JSON.stringify(name)}: neither .dvc/plots/${name}.json nor one of ${[...plotTemplates.keys()].join(", ")}.` });
}
function parseTemplate(text, path) {
	if (text.length > maxLength) throw new PawlError("file.too-large", { message: `The template ${path} has ${text.length} characters; at most ${maxLength} are read.` });
	const content = parseJson(text, path);
	if (isValueMap(content)) return content;
	throw new PawlError("file.unreadable", { message: `The template ${path} is not a JSON object.` });
}
//#endregion
//#region src/app/plots.ts
async function revisionsToDiff(named, { git, revisions }) {
	if (named.length > 1) return named;
	const hasHead = named.length === 0 && await git.isDirty() && await revisions.view("HEAD") !== void 0;
	return [
		...named,
		...hasHead ? ["HEAD"] : [],
		workspaceName
	];
}
async function plots(request, ports) {
	const errors = [];
	const found = [];
	for (const revision of workspaceFirst(request.revisions)) found.push(...await readRevision(revision, request, {
		ports,
		errors
	}));
	const shown = [];
	for (const [id, group] of groupById(found)) {
		const [first] = group;
		if (first === void 0) continue;
		shown.push(isImagePath(first.id) ? imagePlot(first.id, group) : await vegaPlot(id, group, {
			ports,
			errors
		}));
	}
	return {
		plots: shown,
		errors: inOrder(errors, shown)
	};
}
function inOrder(errors, shown) {
	const places = new Map(shown.map((plot, index) => [plot.id, index]));
	const placeOf = ({ name }) => places.get(name ?? "") ?? shown.length;
	return errors.toSorted((a, b) => placeOf(a) - placeOf(b));
}
function workspaceFirst(revisions) {
	const others = [...new Set(revisions)].filter((revision) => revision !== workspaceName);
	return revisions.includes("workspace") ? [workspaceName, ...others] : others;
}
async function readRevision(revision, request, { ports, errors }) {
	const { snapshot, failure } = await tryRevision(revision, ports);
	if (failure !== void 0) {
		errors.push({
			revision,
			...failure
		});
		return [];
	}
	const known = new Map();
	const defined = withIds(await listPlots(snapshot, request, ports.objects));
	const read = [];
	for (const plot of defined) {
		const files = new Map();
		for (const file of plotFiles(plot.id, plot.properties)) {
			const content = known.get(file) ?? await readOne(snapshot, file, {
				objects: ports.objects,
				over: request.properties
			});
			known.set(file, content);
			if ("message" in content) errors.push({
				name: plot.shown,
				...content
			});
			else files.set(file, content);
		}
		read.push({
			...plot,
			revision,
			files
		});
	}
	return read;
}
async function readOne(snapshot, file, options) {
	try {
		return await readPlotFile(snapshot, file, options);
	} catch (error) {
		return {
			revision: snapshot.name,
			source: file,
			...toFailure(error, isTable(file) ? file : "")
		};
	}
}
function isTable(file) {
	return /\.(?:json|toml|ya?ml)$/.test(file);
}
function withIds(plots) {
	return plots.map((plot) => {
		const isShared = plots.some((other) => other !== plot && other.id === plot.id);
		return {
			...plot,
			shown: isShared && plot.config !== "" ? `${plot.config}::${plot.id}` : plot.id
		};
	});
}
function groupById(found) {
	const groups = new Map();
	for (const plot of found) groups.set(plot.shown, [...groups.get(plot.shown) ?? [], plot]);
	return groups;
}
function imagePlot(id, group) {
	return {
		kind: "image",
		id,
		images: group.flatMap(({ revision, files }) => [...files].flatMap(([file, content]) => content.bytes === void 0 ? [] : [{
			revision,
			file,
			bytes: content.bytes
		}]))
	};
}
async function vegaPlot(id, group, { ports, errors }) {
	const properties = new Map([...group].reverse().flatMap((plot) => [...plot.properties]));
	const name = textOf(properties, "template");
	try {
		const data = gatherAll(id, group, {
			properties,
			errors
		});
		const template = await readTemplate(name, ports.workspace);
		return {
			kind: "vega",
			id,
			template,
			data,
			content: data && fillTemplate(template.content, data, template.name)
		};
	} catch (error) {
		errors.push({
			name: id,
			revision: group[0]?.revision ?? "",
			...toFailure(error)
		});
		return {
			kind: "vega",
			id
		};
	}
}
function gatherAll(id, group, { properties, errors }) {
	const points = [];
	const revisions = [];
	let first;
	for (const plot of group) try {
		const gathered = gatherPoints({
			...plot,
			properties,
			files: valuesOf(plot.files)
		});
		if (gathered === void 0) continue;
		first ??= gathered;
		points.push(...gathered.points);
		revisions.push(plot.revision);
	} catch (error) {
		errors.push({
			name: id,
			revision: plot.revision,
			...toFailure(error)
		});
	}
	if (first === void 0) return void 0;
	checkSize(id, points.length);
	return {
		...first,
		points,
		revisions,
		title: textOf(properties, "title") ?? id
	};
}
function valuesOf(files) {
	return new Map([...files].flatMap(([file, { values }]) => values === void 0 ? [] : [[file, values]]));
}
const maxPoints = 1e6;
function checkSize(id, count) {
	if (count <= maxPoints) return;
	throw new PawlError("file.too-large", { message: `The plot ${id} has ${count} points; at most ${maxPoints} are taken.` });
}
//#endregion
//#region src/report/plots/plot-drawing.ts
const [xName, yName] = ["x_value", "y_value"];
function planDrawing({ template, data, content }) {
	if (template === void 0 || data === void 0 || !template.isBuiltIn) return content;
	return fillTemplate(template.content, withSafeNames(data), template.name);
}
function withSafeNames(data) {
	const { x, y } = data;
	const points = data.points.map((point) => {
		const kept = [
			[xName, point.get(x)],
			[yName, y === void 0 ? void 0 : point.get(y)],
			...[
				"rev",
				"filename",
				"field"
			].map((key) => [key, point.get(key)])
		];
		return new Map(kept.flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
	});
	return {
		...data,
		points,
		x: xName,
		y: y === void 0 ? void 0 : yName
	};
}
//#endregion
//#region src/report/plots/plot-page.ts
const style = `
:root { color-scheme: light dark; }
body { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 1.5rem;
  background: #ffffff; color: #1f2328; }
main { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
section { border: 1px solid #d1d9e0; border-radius: 6px; padding: 1rem; max-width: 100%; overflow-x: auto; }
h1 { font-size: 1.25rem; } h2 { font-size: 0.85rem; margin: 0 0 0.75rem; font-weight: 600; opacity: 0.75; }
figure { display: inline-block; margin: 0 0.75rem 0 0; } figcaption { font-size: 0.85rem; opacity: 0.75; }
img { max-width: 28rem; height: auto; } .problem { color: #b35900; max-width: 28rem; }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #e6edf3; } section { border-color: #3d444d; } .problem { color: #f0a35e; }
}`;
function renderPlotPage(title, entries) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<main>
${entries.map(renderEntry).join("\n")}
</main>
</body>
</html>
`;
}
function renderEntry({ id, svg, images = [], problem }) {
	const figures = images.map(({ revision, address }) => `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(`${id} at ${revision}`)}"><figcaption>${escapeHtml(revision)}</figcaption></figure>`);
	const note = problem === void 0 ? [] : [`<p class="problem">${escapeHtml(problem)}</p>`];
	return `<section>\n${[
		`<h2>${escapeHtml(id)}</h2>`,
		...svg === void 0 ? [] : [svg],
		...figures,
		...note
	].join("\n")}\n</section>`;
}
function escapeHtml(text) {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;").replaceAll("'", "&#39;");
}
//#endregion
//#region src/app/write-plots.ts
const maxDrawnPoints = 5e4;
async function writePlots(report, form, ports) {
	const entries = [];
	for (const plot of report.plots) entries.push(await drawPlot(plot, ports.renderer));
	const problems = entries.flatMap(({ id, problem }) => problem === void 0 ? [] : [`${id}: ${problem}`]);
	if (form === "page") {
		const path = "index.html";
		await ports.files.write(path, renderPlotPage("Plots", entries));
		return {
			files: [path],
			problems
		};
	}
	const files = [];
	for (const entry of entries) {
		if (entry.svg === void 0) continue;
		const path = `${fileName(entry.id)}.svg`;
		await ports.files.write(path, entry.svg);
		files.push(path);
	}
	return {
		files: [...files, ...await writeImages(report, ports.files)],
		problems
	};
}
async function writeImages(report, files) {
	const images = report.plots.flatMap((plot) => plot.kind === "image" ? plot.images : []);
	const paths = [];
	for (const image of images) {
		const path = imageName(image);
		await files.write(path, image.bytes);
		paths.push(path);
	}
	return paths;
}
function imageName(image) {
	return `${image.revision}_${image.file}`.replaceAll(/[/\\]/g, "_");
}
async function drawPlot(plot, renderer) {
	return plot.kind === "image" ? showImages(plot) : drawVega(plot, renderer);
}
function showImages({ id, images }) {
	return {
		id,
		images: images.map(({ revision, bytes }) => ({
			revision,
			address: `data:${imageTypeOf(bytes) ?? "application/octet-stream"};base64,${Buffer.from(bytes).toString("base64")}`
		}))
	};
}
async function drawVega(plot, renderer) {
	const { id, data } = plot;
	if (data === void 0) return {
		id,
		problem: "There are no points."
	};
	if (data.points.length > maxDrawnPoints) return {
		id,
		problem: `There are ${data.points.length} points; at most ${maxDrawnPoints} are drawn.`
	};
	const drawing = planDrawing(plot);
	if (drawing === void 0) return {
		id,
		problem: "Its template cannot be read."
	};
	try {
		return {
			id,
			svg: await renderer.render(exactJson(drawing))
		};
	} catch (error) {
		if (error instanceof PawlError) return {
			id,
			problem: error.message
		};
		throw error;
	}
}
function fileName(id) {
	const plain = id.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^\.+/, "_");
	return plain === "" ? "plot" : plain.slice(0, 150);
}
//#endregion
//#region src/report/plots/plot-report.ts
function plotsAsValues(report, imageUrl) {
	const errors = report.errors.map((error) => toMap({
		name: error.name,
		rev: error.revision,
		source: error.source,
		type: error.type,
		msg: error.message
	}));
	const data = new Map(report.plots.map((plot) => [plot.id, plotEntries(plot, imageUrl)]));
	return new Map([...errors.length > 0 ? [["errors", errors]] : [], ...data.size > 0 ? [["data", data]] : []]);
}
function plotEntries(plot, imageUrl) {
	if (plot.kind === "image") return plot.images.map((image) => toMap({
		type: "image",
		revisions: [image.revision],
		url: imageUrl(image)
	}));
	if (plot.data === void 0 || plot.content === void 0) return [];
	return [toMap({
		type: "vega",
		revisions: plot.data.revisions,
		content: plot.content
	})];
}
function toMap(entries) {
	return new Map(Object.entries(entries).flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
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
	const all = plot === void 0 || !lineTemplates.has(template?.name ?? "") ? [] : seriesOf(plot);
	const [first] = all;
	if (plot === void 0 || first === void 0) return "";
	const drawn = all.filter((one) => one.x.join("\n") === first.x.join("\n"));
	const at = spread(first.y.length);
	const skipped = at.length < first.y.length ? ` (${at.length} of ${first.y.length} points)` : "";
	const chart = renderLineChart({
		title: `${plot.title}${skipped}: ${drawn.map((one) => one.name).join(", ")}`,
		labels: at.map((index) => first.x[index] ?? ""),
		lines: drawn.map((one) => at.map((index) => one.y[index] ?? 0)),
		xLabel: plot.xLabel,
		yLabel: plot.yLabel ?? ""
	});
	const rows = all.map(({ name, y }) => [
		escapeText(name),
		String(y.length),
		...[
			y[0],
			y.at(-1),
			Math.min(...y),
			Math.max(...y)
		].map((value) => formatNumber(value ?? 0))
	]);
	return [chart, renderTable([{ heading: escapeText(plot.yLabel ?? "") || "Line" }, ...[
		"Points",
		"First",
		"Last",
		"Least",
		"Greatest"
	].map((heading) => ({
		heading,
		align: "right"
	}))], rows)].filter((part) => part !== "").join("\n\n");
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
//#region src/cli/plots.ts
function addPlotsCommand(program) {
	const group = program.command("plots").description("draw and compare plots");
	withOptions(group.command("show")).description("draw the plots of the work tree").argument("[targets...]", "plots or files (default: those of dvc.yaml)").action(async (targets, _, command) => {
		const options = command.optsWithGlobals();
		await run({
			...options,
			targets: [...targets, ...options.targets ?? []]
		}, async () => options.revs === void 0 ? [workspaceName] : options.revs);
	});
	withOptions(group.command("diff")).description("draw plots of several revisions over each other").argument("[revisions...]", "revisions (default: the last commit and the work tree)").action(async (revisions, _, command) => {
		const options = command.optsWithGlobals();
		const named = [...revisions, ...options.revs ?? []];
		await run(options, (ports) => revisionsToDiff(named, ports));
	});
	group.command("templates").description("list the templates, or print one").argument("[name]").action((name) => printTemplates(name));
}
function withOptions(command) {
	return command.option("--targets <paths...>", "plots or files (default: those of dvc.yaml)").option("--revs <revisions...>", "revisions").option("-t, --template <name>", "a template of .dvc/plots or a built-in one").option("-x <field>", "field of the x axis").option("-y <field>", "field of the y axis").option("--title <text>", "title of the plots").option("--x-label <text>", "label of the x axis").option("--y-label <text>", "label of the y axis").option("--no-header", "CSV and TSV files have no header").option("-o, --out <dir>", "directory for what is written", "dvc_plots").option("--no-html", "an SVG file a plot in place of the page").option("--md", "Mermaid charts and tables on standard output");
}
async function run(options, choose) {
	const ports = await openReports(process.cwd());
	const properties = new Map(Object.entries({
		template: options.template,
		x: options.x,
		y: options.y,
		title: options.title,
		x_label: options.xLabel,
		y_label: options.yLabel,
		header: options.header ? void 0 : false
	}).flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]));
	const report = await plots({
		targets: options.targets ?? [],
		properties,
		revisions: await choose(ports)
	}, ports);
	if (options.json === true) {
		if (report.plots.some((plot) => plot.kind === "image" && plot.images.length > 0)) await writeImages(report, await createOutputDirectory(options.out));
		const urlOf = (image) => resolve(options.out, imageName(image));
		console.log(exactJson(plotsAsValues(report, urlOf)));
		return;
	}
	warn(report.errors.map((error) => `${error.name ?? "plots"} at ${error.revision}: ${error.message}`));
	if (options.md === true) printMarkdown(report);
	else await write(report, options);
}
function printMarkdown(report) {
	for (const plot of report.plots) {
		const text = plot.kind === "vega" ? renderPlotMarkdown(plot) : "";
		if (text !== "") console.log(`${text}\n`);
	}
}
async function write(report, options) {
	if (report.plots.length === 0) {
		console.error("pawl: There are no plots; nothing is written.");
		return;
	}
	const form = options.html ? "page" : "files";
	const [files, renderer] = await Promise.all([createOutputDirectory(options.out), createPlotRenderer()]);
	const written = await writePlots(report, form, {
		files,
		renderer
	});
	for (const problem of written.problems) console.error(`pawl: not drawn: ${problem}`);
	for (const file of written.files) console.log(pathToFileURL(join(files.root, file)).href);
}
function printTemplates(name) {
	if (name === void 0) {
		for (const known of plotTemplates.keys()) console.log(known);
		return;
	}
	const template = plotTemplates.get(name);
	if (template === void 0) throw new PawlError("plot.invalid", { message: `There is no built-in template ${JSON.stringify(name)}.` });
	console.log(exactJson(template));
}
//#endregion
export { addPlotsCommand };
