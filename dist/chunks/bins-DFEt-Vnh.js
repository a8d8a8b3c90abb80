import { D as string, E as strictObject, S as number, T as record, b as literal, f as _enum, k as tuple, m as array, v as discriminatedUnion } from "./schemas-CFgJ4ov0.js";
import { n as jsonNumber } from "./json-number-schema-BIV5Gqnk.js";
//#region src/drift/value-counts.ts
const columnTypes = [
	"numeric",
	"categorical",
	"boolean",
	"timestamp"
];
function inferColumnType(values) {
	const seen = new Set();
	for (const value of values) {
		if (value !== null && value !== void 0) seen.add(typeOfValue(value));
		if (seen.size > 1) return "categorical";
	}
	const [only = "categorical"] = seen;
	return only;
}
function typeOfValue(value) {
	if (typeof value === "number" || typeof value === "bigint") return "numeric";
	if (typeof value === "boolean") return "boolean";
	return value instanceof Date ? "timestamp" : "categorical";
}
function readValue(value, type) {
	if (value === null || value === void 0) return null;
	if (type === "boolean") return booleanText(value);
	if (type === "categorical") return value instanceof Date ? isoText(value) : String(value);
	const number = type === "timestamp" && typeof value === "string" ? Date.parse(value) : numberOf(value);
	return Number.isFinite(number) ? number + 0 : null;
}
function numberOf(value) {
	if (value instanceof Date) return value.getTime();
	if (typeof value === "string" && value.trim() === "") return NaN;
	return Number(value);
}
function booleanText(value) {
	const text = String(value).toLowerCase();
	if (text === "true" || text === "1") return "true";
	return text === "false" || text === "0" ? "false" : null;
}
function isoText(value) {
	return Number.isNaN(value.getTime()) ? null : value.toISOString();
}
function countValues(values, options = {}) {
	const type = options.type ?? inferColumnType(values);
	const found = new Map();
	let rows = 0;
	let missing = 0;
	let unreadable = 0;
	for (const [index, value] of values.entries()) {
		const count = options.counts?.[index] ?? 1;
		rows += count;
		const read = readValue(value, type);
		if (read !== null) found.set(read, (found.get(read) ?? 0) + count);
		else {
			missing += count;
			if (!isAbsent(value)) unreadable += count;
		}
	}
	const entries = [...found].sort(([a], [b]) => a < b ? -1 : 1);
	return {
		type,
		rows,
		missing,
		unreadable,
		values: entries.map(([value]) => value),
		counts: entries.map(([, count]) => count)
	};
}
function isAbsent(value) {
	return value === null || value === void 0 || typeof value === "number" && !Number.isFinite(value);
}
//#endregion
//#region src/drift/profile-schema.ts
const count = number().int().nonnegative();
const binsSchema = discriminatedUnion("by", [strictObject({
	by: literal("edges"),
	edges: array(number()),
	counts: array(count)
}), strictObject({
	by: literal("values"),
	values: array(string()),
	counts: array(count),
	other: count
})]);
const columnProfileSchema = strictObject({
	type: _enum(columnTypes),
	rows: count,
	missing: count,
	distinct: count,
	bins: binsSchema,
	top: array(strictObject({
		value: string(),
		count
	})).max(10).optional(),
	estimated: array(_enum(["quantiles"])).optional(),
	numbers: strictObject({
		mean: number(),
		std: number().nonnegative(),
		quantiles: array(number()).length(101),
		histogram: strictObject({
			edges: array(number()),
			counts: array(count)
		})
	}).nullable()
});
const profileSchema = strictObject({
	schema: literal("pawl.profile/1"),
	rows: count,
	columns: record(string(), columnProfileSchema),
	score: columnProfileSchema.nullable(),
	evaluation: strictObject({
		rows: count,
		meanTarget: jsonNumber,
		meanPrediction: jsonNumber,
		metrics: record(string(), strictObject({
			value: jsonNumber,
			interval: tuple([jsonNumber, jsonNumber]).nullable()
		}))
	}).nullable()
});
//#endregion
//#region src/drift/weighted-quantiles.ts
function weightedQuantiles(values, counts, probabilities) {
	const rows = counts.reduce((sum, count) => sum + count, 0);
	let index = 0;
	let before = 0;
	return probabilities.map((probability) => {
		const position = (rows - 1) * probability;
		const rank = Math.floor(position);
		while (index < values.length - 1 && before + (counts[index] ?? 0) <= rank) {
			before += counts[index] ?? 0;
			index += 1;
		}
		const low = values[index] ?? NaN;
		const high = rank + 1 >= before + (counts[index] ?? 0) ? values[index + 1] ?? low : low;
		const part = position - rank;
		return part === 0 ? low : low + (high - low) * part;
	});
}
const deciles = [
	.1,
	.2,
	.3,
	.4,
	.5,
	.6,
	.7,
	.8,
	.9
];
function chooseBins(column) {
	if (!(column.type === "numeric" || column.type === "timestamp") || column.values.length <= 20) return valueBins(column);
	const values = column.values.map(Number);
	const last = values.at(-1) ?? NaN;
	const empty = {
		by: "edges",
		edges: [...new Set(weightedQuantiles(values, column.counts, deciles))].filter((edge) => edge < last),
		counts: []
	};
	return {
		...empty,
		counts: [...countIntoBins(column, empty)]
	};
}
function valueBins(column) {
	const ranked = column.values.map((value, index) => ({
		value: String(value),
		count: column.counts[index] ?? 0
	})).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
	const top = ranked.slice(0, 20);
	return {
		by: "values",
		values: top.map((entry) => entry.value),
		counts: top.map((entry) => entry.count),
		other: ranked.slice(20).reduce((sum, entry) => sum + entry.count, 0)
	};
}
function countIntoBins(column, bins) {
	return bins.by === "edges" ? countByEdges(column, bins.edges) : countByValues(column, bins.values);
}
function countByEdges(column, edges) {
	const counts = Array.from({ length: edges.length + 1 }, () => 0);
	let bin = 0;
	for (const [index, value] of column.values.entries()) {
		while (bin < edges.length && Number(value) > (edges[bin] ?? Number.POSITIVE_INFINITY)) bin += 1;
		counts[bin] = (counts[bin] ?? 0) + (column.counts[index] ?? 0);
	}
	return counts;
}
function countByValues(column, values) {
	const places = new Map(values.map((value, index) => [value, index]));
	const counts = Array.from({ length: values.length + 1 }, () => 0);
	for (const [index, value] of column.values.entries()) {
		const place = places.get(String(value)) ?? values.length;
		counts[place] = (counts[place] ?? 0) + (column.counts[index] ?? 0);
	}
	return counts;
}
function referenceCounts(bins) {
	return bins.by === "edges" ? bins.counts : [...bins.counts, bins.other];
}
//#endregion
export { profileSchema as a, weightedQuantiles as i, countIntoBins as n, countValues as o, referenceCounts as r, inferColumnType as s, chooseBins as t };
