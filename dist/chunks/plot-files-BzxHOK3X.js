import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Bt as integer, Gt as isValueMap, Wt as isValueList, Xt as joinPath } from "./pipeline-DJgoMtB1.js";
import { a as expandPath, c as readReportValues, o as readFileAt, s as readTextAt } from "./read-values-at-Cvjb2Mwx.js";
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
export { gatherPoints as a, imageTypeOf as i, readPlotFile as n, plotFiles as o, listPlots as r, textOf as s, isImagePath as t };
