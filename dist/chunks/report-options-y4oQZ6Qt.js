import { a as integer, i as floatOf, l as isValueList, o as isEqualValue, r as compareCodePoints, s as isNumberValue, u as isValueMap } from "./value-VM4t6jbx.js";
import { a as pythonText, i as pythonRepr } from "./parse-dvc-yaml-BCj2XOCk.js";
import { t as pythonFloat } from "./python-float-D1fu7Wmg.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
//#region src/versioning/compare-values.ts
function compareValues(old, after, { isComplete = false } = {}) {
	if (!isMapping(old) && !isMapping(after)) {
		const change = compareOne(old ?? null, after ?? null, isComplete);
		return new Map(change === void 0 ? [] : [["", change]]);
	}
	const [left, right] = [flattenValues(old), flattenValues(after)];
	const keys = [...new Set([...left.keys(), ...right.keys()])].sort(compareCodePoints);
	const changes = new Map();
	for (const key of keys) {
		const change = compareOne(valueOf(key, left, old), valueOf(key, right, after), isComplete);
		if (change !== void 0) changes.set(key, change);
	}
	return changes;
}
function flattenValues(content) {
	const flat = new Map();
	const walk = (value, key) => {
		if (isValueMap(value)) for (const [step, item] of value) walk(item, key === "" ? step : `${key}.${step}`);
		else flat.set(key, isValueList(value) ? pythonRepr(value) : value);
	};
	if (isValueMap(content)) for (const [key, item] of content) walk(item, key);
	return flat;
}
function isMapping(content) {
	return content === void 0 || isValueMap(content);
}
function valueOf(key, flat, content) {
	return flat.get(key) ?? (isMapping(content) || content === null ? null : "unable to parse");
}
function compareOne(old, after, isComplete) {
	if (!isComplete && isEqualValue(old, after)) return void 0;
	const diff = subtract(after, old);
	return {
		old,
		new: after,
		...diff === void 0 ? {} : { diff }
	};
}
function subtract(a, b) {
	const [left, right] = [numberOf(a), numberOf(b)];
	if (left === void 0 || right === void 0) return void 0;
	if (left.kind === "integer" && right.kind === "integer") return {
		kind: "integer",
		text: String(BigInt(left.text) - BigInt(right.text))
	};
	return {
		kind: "float",
		text: pythonFloat(floatOf(left.text) - floatOf(right.text))
	};
}
function numberOf(value) {
	if (typeof value === "boolean") return integer(value ? 1 : 0);
	return isNumberValue(value) ? value : void 0;
}
//#endregion
//#region src/versioning/round-float.ts
function roundFloat(text, decimals) {
	const value = floatOf(text);
	if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return text;
	const exact = value.toFixed(100);
	const end = exact.length - 100 + decimals;
	const isHalf = /^50*$/.test(exact.slice(end));
	const down = exact.slice(0, end);
	const isEven = /[02468]\.?$/.test(down);
	return pythonFloat(Number(isHalf && isEven ? down : value.toFixed(decimals)));
}
//#endregion
//#region src/report/value-tables.ts
const absent = "-";
function renderChanges(files, layout) {
	const { title, a, b, format, precision } = layout;
	const rows = [...files].flatMap(([path, changes]) => [...changes].map(([key, change]) => [
		...layout.hasPath ? [path] : [],
		key,
		cellOf(change.old, precision),
		cellOf(change.new, precision),
		...layout.hasChange ? [cellOf(change.diff ?? null, precision)] : []
	]));
	const headings = [
		...layout.hasPath ? ["Path"] : [],
		title,
		a,
		b,
		...layout.hasChange ? ["Change"] : []
	];
	return rows.length === 0 && format === "plain" ? "" : renderTextTable(headings, rows, format);
}
function renderMetrics(revisions, layout) {
	const flat = revisions.flatMap(({ name, files }) => [...files].map(([path, values]) => ({
		name,
		path,
		values: flatMetrics(values)
	})));
	if (flat.length === 0) return "";
	const keys = [...new Set(flat.flatMap((row) => [...row.values.keys()]))].sort(compareCodePoints);
	const rows = flat.map(({ name, path, values }) => [
		...layout.hasRevision ? [name] : [],
		path,
		...keys.map((key) => cellOf(values.get(key) ?? null, layout.precision))
	]);
	return renderTextTable([
		...layout.hasRevision ? ["Revision"] : [],
		"Path",
		...keys
	], rows, layout.format);
}
function flatMetrics(values) {
	if (values === void 0 || isValueMap(values)) return flattenValues(values);
	return new Map([["", values]]);
}
function cellOf(value, precision) {
	if (value === null) return absent;
	return precision !== void 0 && isNumberValue(value) && value.kind === "float" ? roundFloat(value.text, precision) : pythonText(value);
}
//#endregion
//#region src/report/report-values.ts
function changesAsValues(files) {
	return mapValues(files, (changes) => mapValues(changes, (change) => new Map([
		["old", change.old],
		["new", change.new],
		...change.diff === void 0 ? [] : [["diff", change.diff]]
	])));
}
function metricsAsValues(revisions) {
	return new Map(revisions.map(({ name, files, failure }) => [name, dataOrError(files && mapValues(files, (file) => dataOrError(file.values, file.failure)), failure)]));
}
function dataOrError(data, failure) {
	if (failure === void 0) return new Map([["data", data ?? null]]);
	const error = new Map([["type", failure.type], ["msg", failure.message]]);
	return new Map([["error", error]]);
}
function mapValues(map, change) {
	return new Map([...map].map(([key, value]) => [key, change(value)]));
}
//#endregion
//#region src/versioning/exact-json.ts
const notFinite = new Set([
	"nan",
	"inf",
	"-inf"
]);
function exactJson(value, indent = "") {
	const inner = `${indent}  `;
	if (isValueList(value)) {
		if (value.length === 0) return "[]";
		return `[\n${value.map((item) => inner + exactJson(item, inner)).join(",\n")}\n${indent}]`;
	}
	if (isValueMap(value)) {
		if (value.size === 0) return "{}";
		return `{\n${[...value].map(([key, item]) => `${inner}${JSON.stringify(key)}: ${exactJson(item, inner)}`).join(",\n")}\n${indent}}`;
	}
	if (isNumberValue(value)) return notFinite.has(value.text) ? `"${value.text}"` : value.text;
	return JSON.stringify(value);
}
//#endregion
//#region src/cli/report-options.ts
function parsePrecision(text) {
	if (/^\d{1,2}$/.test(text) && Number(text) <= 40) return Number(text);
	throw new InvalidArgumentError("It is a whole number from 0 to 40.");
}
function printChanges(changes, options, layout) {
	warn(changes.warnings);
	if (options.json === true) {
		console.log(exactJson(changesAsValues(changes.files)));
		return;
	}
	const format = options.md === true ? "markdown" : "plain";
	const table = renderChanges(changes.files, {
		...layout,
		format,
		hasPath: options.path
	});
	if (table !== "") console.log(table);
}
function warn(warnings) {
	for (const line of warnings) console.error(`pawl: ${line}`);
}
function choiceOption(flags, description, words) {
	return new Option(flags, description).choices(words);
}
//#endregion
export { exactJson as a, compareValues as c, warn as i, parsePrecision as n, metricsAsValues as o, printChanges as r, renderMetrics as s, choiceOption as t };
