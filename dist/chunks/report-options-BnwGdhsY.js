import { Gt as isValueMap, Ht as isNumberValue, Ot as pythonText, Rt as compareCodePoints, Wt as isValueList, jt as pythonFloat, zt as floatOf } from "./pipeline-DJgoMtB1.js";
import { n as flattenValues } from "./compare-values-CgKSewGL.js";
import { i as InvalidArgumentError, n as Option } from "./commander-DFFLS3wq.js";
import { t as renderTextTable } from "./text-table-CFa9dZtW.js";
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
function addDiffOptions(diff, targets) {
	return diff.argument("[a]", "old revision", "HEAD").argument("[b]", "new revision", "workspace").option("--targets <paths...>", targets).option("--all", "with what did not change").option("--md", "a Markdown table").option("--no-path", "without the column of paths");
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
export { warn as a, renderMetrics as c, printChanges as i, choiceOption as n, exactJson as o, parsePrecision as r, metricsAsValues as s, addDiffOptions as t };
