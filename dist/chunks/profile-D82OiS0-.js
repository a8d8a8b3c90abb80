import { f as PawlError } from "./copy-W2n1VAGm.js";
import { o as countValues } from "./bins-DFEt-Vnh.js";
import { i as tableFunction, n as describeTableSql, r as quoteIdentifier, t as countColumnSql } from "./profile-sql-BeXsoEPk.js";
import { n as percentiles, t as buildColumnProfile } from "./column-profile-C6JnzsWi.js";
//#region src/drift/sketch-sql.ts
function typeOfSql(sqlType) {
	const type = sqlType.toUpperCase();
	if (/^(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|REAL|DECIMAL)\b/.test(type)) return "numeric";
	return /^(DATE|TIMESTAMP)/.test(type) ? "timestamp" : "categorical";
}
function countDistinctSql(table, name) {
	return `SELECT approx_count_distinct(${quoteIdentifier(name)}) AS "distinct" FROM ${table}`;
}
function summarySql(column) {
	return `SELECT count(*) AS rows, count(v) AS present${column.type === "categorical" ? "" : ", avg(v) AS mean, stddev_pop(v) AS std, min(v) AS least, max(v) AS greatest"} FROM ${valuesOf(column)}`;
}
function exactDistinctSql(column) {
	return `SELECT count(*) AS "distinct" FROM (SELECT v FROM ${valuesOf(column)} WHERE v IS NOT NULL GROUP BY v)`;
}
function topValuesSql(column, most) {
	return `SELECT v AS value, count(*) AS rows FROM ${valuesOf(column)} WHERE v IS NOT NULL
    GROUP BY v ORDER BY rows DESC, CAST(v AS VARCHAR) LIMIT ${Math.trunc(most)}`;
}
function quantilesSql(column, probabilities) {
	return `SELECT unnest(approx_quantile(v, [${probabilities.map((probability) => probability.toFixed(4)).join(", ")}])) AS value FROM ${valuesOf(column)}`;
}
function histogramSql(column, bins) {
	return `SELECT least(${Math.trunc(bins) - 1}, CAST(floor((v - $2) / $3) AS BIGINT)) AS bin, count(*) AS rows
    FROM ${valuesOf(column)} WHERE v IS NOT NULL GROUP BY bin ORDER BY bin`;
}
function belowEdgesSql(column, edges) {
	return `SELECT ${Array.from({ length: edges }, (_, index) => `count(*) FILTER (WHERE v <= $${index + 2}) AS below${index}`).join(", ")} FROM ${valuesOf(column)}`;
}
function valuesOf({ table, name, type }) {
	const column = quoteIdentifier(name);
	return `(SELECT ${{
		numeric: `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(${column} AS DOUBLE) END`,
		timestamp: `CAST(epoch_ms(CAST(${column} AS TIMESTAMP)) AS DOUBLE)`,
		categorical: `CAST(${column} AS VARCHAR)`
	}[type]} AS v FROM ${table})`;
}
//#endregion
//#region src/app/sketch-column.ts
async function sketchColumn(column, path, sql) {
	const query = (statement, parameters = []) => sql.query(statement, [path, ...parameters]);
	const [summary = {}] = await query(summarySql(column));
	const [counted] = await query(exactDistinctSql(column));
	const top = (await query(topValuesSql(column, 20))).map(({ value, rows }) => ({
		value: String(value),
		count: Number(rows)
	}));
	const present = Number(summary["present"]);
	const base = {
		type: column.type,
		rows: Number(summary["rows"]),
		missing: Number(summary["rows"]) - present,
		distinct: Number(counted?.["distinct"]),
		top: top.slice(0, 10).map(({ value, count }) => ({
			value: value.slice(0, 200),
			count
		}))
	};
	if (column.type === "categorical" || present === 0) {
		const listed = top.reduce((sum, entry) => sum + entry.count, 0);
		const values = top.map(({ value }) => value);
		const counts = top.map(({ count }) => count);
		return {
			...base,
			bins: {
				by: "values",
				values,
				counts,
				other: present - listed
			},
			numbers: null
		};
	}
	const range = {
		least: Number(summary["least"]),
		greatest: Number(summary["greatest"]),
		present
	};
	const quantiles = await readQuantiles(column, range, query);
	return {
		...base,
		bins: await readBins(column, {
			...range,
			quantiles
		}, query),
		estimated: ["quantiles"],
		numbers: {
			mean: Number(summary["mean"]),
			std: Number(summary["std"]),
			quantiles,
			histogram: await readHistogram(column, range, query)
		}
	};
}
async function readQuantiles(column, { least, greatest }, query) {
	const rows = await query(quantilesSql(column, percentiles));
	let last = least;
	return rows.map(({ value }, index) => {
		if (index === 0) return least;
		if (index === rows.length - 1) return greatest;
		last = Math.min(greatest, Math.max(last, Number(value)));
		return last;
	});
}
async function readBins(column, { quantiles, greatest, present }, query) {
	const deciles = Array.from({ length: 9 }, (_, index) => quantiles[(index + 1) * 10] ?? greatest);
	const edges = [...new Set(deciles)].filter((edge) => edge < greatest);
	if (edges.length === 0) return {
		by: "edges",
		edges,
		counts: [present]
	};
	const [below = {}] = await query(belowEdgesSql(column, edges.length), edges);
	const cumulative = [...edges.map((_, index) => Number(below[`below${index}`])), present];
	const counts = cumulative.map((count, index) => count - (cumulative[index - 1] ?? 0));
	const filled = counts.map((count) => count > 0);
	return {
		by: "edges",
		edges: edges.filter((_, index) => filled[index] === true),
		counts: counts.filter((_, index) => filled[index] === true)
	};
}
async function readHistogram(column, { least, greatest, present }, query) {
	const width = (greatest - least) / 20;
	if (!(width > 0)) return {
		edges: [least, least],
		counts: [present]
	};
	const counts = Array.from({ length: 20 }, () => 0);
	for (const { bin, rows } of await query(histogramSql(column, 20), [least, width])) counts[Number(bin)] = Number(rows);
	return {
		edges: Array.from({ length: 21 }, (_, index) => least + width * index),
		counts
	};
}
//#endregion
//#region src/app/profile.ts
const defaultMostDistinct = 2e5;
async function profileTable(request, { sql }) {
	const { path, predictions } = request;
	const types = await describeColumns(path, { sql });
	const wanted = request.columns ?? [...types.keys()];
	const unknown = wanted.filter((name) => !types.has(name));
	if (unknown.length > 0) throw new PawlError("usage.invalid", { message: `${path} has no column ${unknown.join(", ")}; it has ${[...types.keys()].join(", ")}.` });
	const columns = [];
	for (const name of wanted) columns.push([name, await profileColumn(name, types.get(name) ?? "", request, sql)]);
	return {
		schema: "pawl.profile/1",
		rows: columns[0]?.[1].rows ?? predictions?.length ?? 0,
		columns: Object.fromEntries(columns),
		score: predictions === void 0 ? null : buildColumnProfile(countValues(predictions)),
		evaluation: null
	};
}
async function profileColumn(name, sqlType, { path, mostDistinct = defaultMostDistinct }, sql) {
	const table = tableFunctionOf(path);
	const [about] = await sql.query(countDistinctSql(table, name), [path]);
	if (Number(about?.["distinct"]) > mostDistinct) return sketchColumn({
		table,
		name,
		type: typeOfSql(sqlType)
	}, path, sql);
	const counted = await sql.columns(countColumnSql(table, name), [path]);
	return buildColumnProfile(countValues(counted.get("value") ?? [], { counts: (counted.get("rows") ?? []).map(Number) }));
}
async function listColumns(path, ports) {
	return [...(await describeColumns(path, ports)).keys()];
}
async function describeColumns(path, { sql }) {
	const described = await sql.query(describeTableSql(tableFunctionOf(path)), [path]);
	return new Map(described.map((row) => [String(row["column_name"]), String(row["column_type"])]));
}
function tableFunctionOf(path) {
	const table = tableFunction(path);
	if (table !== void 0) return table;
	throw new PawlError("file.unreadable", { message: `${path}: a table ends with .parquet, .arrow, .feather, .ipc, .csv, .tsv, .jsonl or .ndjson.` });
}
//#endregion
export { profileTable as n, listColumns as t };
