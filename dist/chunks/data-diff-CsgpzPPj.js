import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as toJsonNumber } from "./json-number-BmYEwRty.js";
import { t as methodNames } from "./methods-gkxnieoy.js";
import { a as readFunction, i as pathPattern, n as formatOf, r as hasTypes } from "./table-source-DQryy1Rr.js";
import { o as countValues } from "./bins-DFEt-Vnh.js";
import { r as quoteIdentifier } from "./profile-sql-BeXsoEPk.js";
import { n as compareCounts } from "./compare-columns-bu2mwluW.js";
//#region src/tables/column-kind.ts
const kinds = [
	[/(\]$)|^(STRUCT|MAP|UNION|VARIANT)\b/, "nested"],
	[/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/, "integer"],
	[/^DECIMAL\(\d+,\d+\)$/, "decimal"],
	[/^(FLOAT|DOUBLE)$/, "float"],
	[/^BOOLEAN$/, "boolean"],
	[/^(VARCHAR|UUID|JSON|ENUM\(.*\))$/s, "text"],
	[/^(DATE|TIMESTAMP( WITH TIME ZONE|_S|_MS|_NS)?)$/, "time"],
	[/^"NULL"$/, "nothing"]
];
function kindOfType(type) {
	return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "other";
}
function isNumeric(kind) {
	return kind === "integer" || kind === "decimal" || kind === "float";
}
function isKindChange(before, after) {
	const [a, b] = [kindOfType(before), kindOfType(after)];
	if (a === "nothing" || b === "nothing" || isNumeric(a) && isNumeric(b)) return false;
	return a !== b || a === "other" && before !== after;
}
//#endregion
//#region src/tables/compare-expression.ts
function comparePair(before, after) {
	const kinds = [kindOfType(before.type), kindOfType(after.type)];
	if (kinds.includes("nested")) return compareNested(before, after, kinds);
	const common = before.type === after.type && before.type !== "JSON" ? before.type : commonType(before, after, kinds);
	if (common !== void 0) {
		const isBoth = kinds.every(isNumeric);
		return pair([castTo(before, common), castTo(after, common)], isBoth);
	}
	return pair([textOf(before, kinds[0], kinds[1]), textOf(after, kinds[1], kinds[0])], false);
}
function pair([before, after], isNumber) {
	return {
		isComparable: true,
		before,
		after,
		isNumeric: isNumber
	};
}
function castTo(side, type) {
	return side.type === type ? side.sql : `CAST(${side.sql} AS ${type})`;
}
function commonType(before, after, kinds) {
	const [a, b] = kinds;
	const isNumber = (kind) => isNumeric(kind) || kind === "boolean";
	if (isNumber(a) && isNumber(b)) return commonNumber(before, after, kinds);
	if (a === "time" && b === "time") return before.type === "TIMESTAMP_NS" || after.type === "TIMESTAMP_NS" ? void 0 : "TIMESTAMP";
	return a === "text" && b === "text" ? "VARCHAR" : void 0;
}
function commonNumber(before, after, kinds) {
	if (kinds.includes("float")) return commonFloat(before, after);
	const [a, b] = [digitsOf(before.type), digitsOf(after.type)];
	const [whole, scale] = [Math.max(a.whole, b.whole), Math.max(a.scale, b.scale)];
	if (!kinds.includes("decimal") && whole <= 19) return "BIGINT";
	return whole + scale <= 38 ? `DECIMAL(38,${scale})` : "DOUBLE";
}
function commonFloat(before, after) {
	const isShort = (one, other) => one.type === "FLOAT" && !hasTypes(other.format);
	return isShort(before, after) || isShort(after, before) ? "FLOAT" : "DOUBLE";
}
function digitsOf(type) {
	const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
	if (precision !== void 0) return {
		whole: Number(precision) - Number(scale),
		scale: Number(scale)
	};
	if (type.endsWith("HUGEINT")) return {
		whole: 39,
		scale: 0
	};
	return {
		whole: type === "UBIGINT" ? 20 : 19,
		scale: 0
	};
}
const numberPattern = String.raw`^\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|nan|inf|infinity)\s*$`;
function textOf(side, kind, other) {
	if (isNumeric(kind)) return kind === "integer" ? `CAST(${side.sql} AS VARCHAR)` : numberText(side.sql);
	if (kind === "time") return `CAST(${side.type === "TIMESTAMP_NS" ? side.sql : `CAST(${side.sql} AS TIMESTAMP)`} AS VARCHAR)`;
	const text = `CAST(${side.sql} AS VARCHAR)`;
	if (kind !== "text") return text;
	if (isNumeric(other)) return numberTextOfText(text);
	if (other === "boolean") return `CASE WHEN lower(${text}) IN ('true', 'false') THEN lower(${text}) ELSE ${text} END`;
	return other === "time" ? timeTextOfText(text) : text;
}
function numberText(sql) {
	const value = `CAST(${sql} AS DOUBLE)`;
	return `CASE WHEN ${`isfinite(${value}) AND ${value} = trunc(${value}) AND abs(${value}) < 1e15`} THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`;
}
function numberTextOfText(text) {
	const isNumber = `regexp_matches(${text}, '${numberPattern}', 'i')`;
	return `CASE WHEN ${`regexp_matches(${text}, '^[+-]?[0-9]{1,18}$')`} THEN ${`CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR)`} WHEN ${isNumber} THEN coalesce(${numberText(`TRY_CAST(${text} AS DOUBLE)`)}, ${text}) ELSE ${text} END`;
}
function timeTextOfText(text) {
	return `CASE WHEN ${`regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}')`} THEN coalesce(${`CAST(CAST(TRY_CAST(${text} AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP) AS VARCHAR)`}, ${text}) ELSE ${text} END`;
}
function compareNested(before, after, kinds) {
	if (before.type === after.type) return pair([before.sql, after.sql], false);
	if (kinds.includes("nothing")) return pair([`CAST(${before.sql} AS VARCHAR)`, `CAST(${after.sql} AS VARCHAR)`], false);
	const [a, b] = [withWideNumbers(before.type), withWideNumbers(after.type)];
	if (a === b) return pair([castTo(before, a), castTo(after, a)], false);
	return {
		isComparable: false,
		reason: `${before.type} and ${after.type} cannot be compared by value`
	};
}
function withWideNumbers(type) {
	return type.replaceAll(/"(?:[^"]|"")*"|\b(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))/g, (word) => word.startsWith("\"") ? word : "DOUBLE");
}
//#endregion
//#region src/tables/data-diff-sql.ts
const tableNames = {
	before: "pawl_before",
	after: "pawl_after",
	rows: "pawl_rows"
};
const letters = {
	before: "b",
	after: "a"
};
function place(column, side) {
	return column.pair[side];
}
function duplicateKeysSql(key, side) {
	const values = key.map((column, index) => `${place(column, side)} AS k${index}`).join(", ");
	const texts = key.map((_, index) => `CAST(k${index} AS VARCHAR) AS t${index}`).join(", ");
	const order = key.map((_, index) => `k${index} NULLS FIRST`).join(", ");
	return `WITH repeated AS (
  SELECT ${values}, count(*) AS n FROM ${tableNames[side]} ${letters[side]} GROUP BY ALL HAVING count(*) > 1
) SELECT ${texts}, n, (SELECT count(*) FROM repeated) AS keys FROM repeated ORDER BY ${order} LIMIT 5`;
}
function keyedRowsSql(key, compared, tolerance) {
	const on = key.map((column) => `${place(column, "before")} IS NOT DISTINCT FROM ${place(column, "after")}`);
	const differs = compared.map((column, index) => `${differsSql(column, tolerance)} AS d${index}`);
	const any = compared.map((_, index) => `d${index}`).join(" OR ");
	return `CREATE TEMP TABLE ${tableNames.rows} AS SELECT * FROM (
  SELECT CASE WHEN b.rowid IS NULL THEN 'added' WHEN a.rowid IS NULL THEN 'removed' ELSE 'changed' END AS state,
    b.rowid AS b, a.rowid AS a${differs.map((sql) => `,\n    ${sql}`).join("")}
  FROM ${tableNames.before} b FULL OUTER JOIN ${tableNames.after} a ON ${on.join(" AND ")}
) WHERE state <> 'changed'${any === "" ? "" : ` OR ${any}`}`;
}
function differsSql(column, tolerance) {
	const { before, after, isNumeric } = column.pair;
	const differs = `${before} IS DISTINCT FROM ${after}`;
	if (tolerance === void 0 || !isNumeric) return `(${differs})`;
	const [x, y] = [`CAST(${before} AS DOUBLE)`, `CAST(${after} AS DOUBLE)`];
	const limit = `${tolerance.absolute} + ${tolerance.relative} * greatest(abs(${x}), abs(${y}))`;
	return `(${differs} AND NOT coalesce(${`isfinite(${x}) AND isfinite(${y})`} AND abs(${x} - ${y}) <= ${limit}, false))`;
}
function unkeyedRowsSql(compared) {
	const values = (side) => compared.map((column, index) => `${place(column, side)} AS v${index}, `).join("");
	const grouped = compared.map((_, index) => `v${index}`).join(", ");
	return `CREATE TEMP TABLE ${tableNames.rows} AS
SELECT CASE WHEN nb > na THEN 'removed' ELSE 'added' END AS state, b, a, abs(nb - na) AS n FROM (
  SELECT min(b) AS b, min(a) AS a, count(b) AS nb, count(a) AS na FROM (
    SELECT ${values("before")}b.rowid AS b, NULL::BIGINT AS a FROM ${tableNames.before} b
    UNION ALL SELECT ${values("after")}NULL::BIGINT AS b, a.rowid AS a FROM ${tableNames.after} a
  )${grouped === "" ? "" : ` GROUP BY ${grouped}`}
) WHERE nb <> na`;
}
function keyedCountsSql(compared) {
	const states = [
		"added",
		"removed",
		"changed"
	].map((state) => `(SELECT count(*) FROM ${tableNames.rows} WHERE state = '${state}') AS ${state}`);
	const cells = compared.map((_, index) => `count_if(d${index}) AS d${index}`);
	return `SELECT ${[...states, ...cells].join(", ")} FROM ${tableNames.rows} WHERE state = 'changed'`;
}
function unkeyedCountsSql() {
	const sum = (state) => `coalesce(sum(n) FILTER (state = '${state}'), 0) AS ${state}`;
	return `SELECT ${sum("added")}, ${sum("removed")} FROM ${tableNames.rows}`;
}
const maxValueLength = 200;
function examplePlacesSql(state, limit) {
	const order = state === "added" ? "a" : "b";
	return `SELECT * FROM ${tableNames.rows} WHERE state = '${state}' ORDER BY ${order} LIMIT ${limit}`;
}
function exampleValuesSql(columns, side, places) {
	return `SELECT rowid AS place${columns.map((column, index) => {
		return `, left(CAST(c${side === "before" ? column.beforeIndex : column.afterIndex} AS VARCHAR), ${maxValueLength}) AS v${index}`;
	}).join("")} FROM ${tableNames[side]} WHERE rowid IN (${places.join(", ")})`;
}
//#endregion
//#region src/tables/distribution-sql.ts
const maxCountedValues = 5e3;
const gridSteps = 2e3;
function driftTypeOf(column) {
	const kinds = [kindOfType(column.beforeType), kindOfType(column.afterType)];
	if (kinds.every(isNumeric)) return "numeric";
	if (kinds.every((kind) => kind === "boolean")) return "boolean";
	if (kinds.every((kind) => kind === "time")) return "timestamp";
	return kinds.some((kind) => [
		"nested",
		"other",
		"nothing"
	].includes(kind)) ? void 0 : "categorical";
}
function valueSql(column, side) {
	const value = column.pair[side];
	return driftTypeOf(column) === "numeric" ? `CAST(${value} AS DOUBLE)` : value;
}
function tableSql(side) {
	return `${tableNames[side]} ${side === "before" ? "b" : "a"}`;
}
function distinctSql(columns, side) {
	return `SELECT ${columns.map((column, index) => {
		const value = valueSql(column, side);
		return `approx_count_distinct(${value}) AS n${index}, count(${value}) AS f${index}`;
	}).join(", ")} FROM ${tableSql(side)}`;
}
function valueCountsSql(column, side) {
	return `SELECT ${valueSql(column, side)} AS value, count(*) AS rows FROM ${tableSql(side)} GROUP BY ALL`;
}
const gridSample = 1e5;
function gridSql(column, filled) {
	const value = valueSql(column, "before");
	const every = Math.ceil(filled / gridSample);
	return `WITH sample AS (
  SELECT ${value} AS v FROM ${tableSql("before")} WHERE hash(b.rowid) % ${Math.max(1, every)} = 0 AND isfinite(${value})
), ranked AS (SELECT v, row_number() OVER (ORDER BY v) - 1 AS place FROM sample)
SELECT DISTINCT max(v) AS value FROM ranked
GROUP BY place * ${gridSteps} // (SELECT count(*) FROM sample) ORDER BY value`;
}
function gridCountsSql(column, side, grid) {
	const value = valueSql(column, side);
	const from = `FROM ${tableSql(side)}`;
	return `WITH counted AS (
  SELECT unnest(map_entries(histogram(${value}, ${`[${grid.map((end) => `${end}::DOUBLE`).join(", ")}]`}))) AS bin ${from} WHERE isfinite(${value})
), top AS (SELECT max(${value}) AS most ${from} WHERE isfinite(${value}))
SELECT least(bin.key, (SELECT most FROM top)) AS value, bin.value AS rows FROM counted WHERE bin.value > 0
UNION ALL SELECT NULL, count(*) ${from} WHERE NOT coalesce(isfinite(${value}), false)`;
}
function fingerprintSql(column, side) {
	const hashed = `hash(${column.pair[side]})`;
	return `SELECT count(${column.pair[side]}) AS filled,
  CAST(bit_xor(${hashed}) AS VARCHAR) || ' ' || CAST(sum(CAST(${hashed} AS HUGEINT)) AS VARCHAR) AS print
FROM ${tableSql(side)}`;
}
//#endregion
//#region src/tables/table-schema-diff.ts
function pairColumns(before, after) {
	const places = new Map(after.columns.map((column, index) => [column.name, index]));
	const shared = before.columns.flatMap((column, beforeIndex) => {
		const afterIndex = places.get(column.name);
		const afterType = afterIndex === void 0 ? void 0 : after.columns[afterIndex]?.type;
		if (afterIndex === void 0 || afterType === void 0) return [];
		const pair = comparePair({
			type: column.type,
			format: before.format,
			sql: `b.c${beforeIndex}`
		}, {
			type: afterType,
			format: after.format,
			sql: `a.c${afterIndex}`
		});
		return [{
			name: column.name,
			beforeType: column.type,
			afterType,
			beforeIndex,
			afterIndex,
			pair
		}];
	});
	const names = new Set(shared.map((column) => column.name));
	const others = (table) => table.columns.filter((column) => !names.has(column.name));
	return {
		shared,
		added: others(after),
		removed: others(before)
	};
}
function isComparable(column) {
	return column.pair.isComparable;
}
function keyColumns(pairing, key) {
	return [...new Set(key)].map((name) => {
		const column = pairing.shared.find((one) => one.name === name);
		if (column !== void 0 && isComparable(column)) return column;
		const known = pairing.shared.map((one) => one.name).join(", ");
		throw new PawlError("usage.invalid", {
			message: column === void 0 ? `The key column ${JSON.stringify(name)} is not in both tables.` : `The key column ${JSON.stringify(name)} cannot be compared: ${column.beforeType} and ${column.afterType}.`,
			hint: `Columns of both tables: ${known === "" ? "none" : known.slice(0, 500)}.`
		});
	});
}
//#endregion
//#region src/app/tables/load-table.ts
async function loadTable(path, side, sql) {
	const format = formatOf(path);
	const [file] = await sql.query("SELECT size FROM read_blob($1)", [pathPattern(path)]);
	if (file === void 0) throw new PawlError("file.missing", { message: `${path} is not a file.` });
	if (!hasTypes(format)) {
		if (file["size"] === 0) return loadNothing(format, side, sql);
		await refuseParquet(path, format, sql);
	}
	try {
		return await load({
			path,
			format,
			side,
			sample: "first rows"
		}, sql);
	} catch (error) {
		if (hasTypes(format) || !(error instanceof PawlError) || error.code !== "sql.failed") throw unreadable(path, format, error);
	}
	return load({
		path,
		format,
		side,
		sample: "all rows"
	}, sql).catch((error) => {
		throw unreadable(path, format, error);
	});
}
async function loadNothing(format, side, sql) {
	await sql.query(`CREATE TEMP TABLE ${tableNames[side]} AS SELECT 1 AS nothing WHERE false`);
	return {
		format,
		columns: [],
		rows: 0
	};
}
async function load({ path, format, side, sample }, sql) {
	const source = readFunction(format, sample);
	const pattern = pathPattern(path);
	const columns = (await sql.query(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${source})`, [pattern])).map((row) => ({
		name: String(row["name"]),
		type: String(row["type"])
	}));
	const [first] = columns;
	if (format === "csv" && first !== void 0 && /^\s*\[?\{"/.test(first.name)) throw new PawlError("file.unreadable", { message: `${path} holds JSON, not CSV.` });
	const list = columns.map((column, index) => `${quoteIdentifier(column.name)} AS c${index}`).join(", ");
	await sql.query(`CREATE OR REPLACE TEMP TABLE ${tableNames[side]} AS SELECT ${list} FROM ${source}`, [pattern]);
	const [counted] = await sql.query(`SELECT count(*) AS rows FROM ${tableNames[side]}`);
	return {
		format,
		columns,
		rows: Number(counted?.["rows"] ?? 0)
	};
}
async function refuseParquet(path, format, sql) {
	if (await sql.query("SELECT 1 AS yes FROM parquet_file_metadata($1)", [pathPattern(path)]).then(() => true, () => false)) throw new PawlError("file.unreadable", { message: `${path} holds Parquet, not ${format.toUpperCase()}.` });
}
function unreadable(path, format, cause) {
	if (!(cause instanceof PawlError) || cause.code !== "sql.failed") return cause;
	const said = cause.message.split("\n\n")[0] ?? "";
	return new PawlError("file.unreadable", {
		message: `${path} cannot be read as ${format.toUpperCase()}: ${said.slice(0, 500)}`,
		cause
	});
}
//#endregion
//#region src/app/tables/read-distributions.ts
const minRows = 100;
async function readDistributions(columns, tables, sql) {
	const found = new Map();
	const counted = columns.filter((column) => driftTypeOf(column) !== void 0);
	const rows = Math.min(tables.before.rows, tables.after.rows);
	if (rows < minRows) {
		const reason = `${rows} rows, at least ${minRows} needed`;
		return new Map(counted.map((column) => [column.name, withoutCounts("not enough data", reason)]));
	}
	if (counted.length === 0) return found;
	const [before] = await sql.query(distinctSql(counted, "before"));
	const [after] = await sql.query(distinctSql(counted, "after"));
	for (const [index, column] of counted.entries()) {
		const distinct = Math.max(Number(before?.[`n${index}`] ?? 0), Number(after?.[`n${index}`] ?? 0));
		const filled = Number(before?.[`f${index}`] ?? 0);
		found.set(column.name, await readDistribution(column, {
			distinct,
			filled
		}, sql));
	}
	return found;
}
async function readDistribution(column, size, sql) {
	const { distinct } = size;
	const type = driftTypeOf(column) ?? "categorical";
	const hasMany = distinct > maxCountedValues;
	if (type === "timestamp") return withoutCounts("not compared", "times are not judged: they always move");
	if (hasMany && type !== "numeric") return withoutCounts("not compared", `about ${distinct} distinct texts`);
	const read = hasMany ? await onGrid(column, size.filled, sql) : await byValue(column, type, sql);
	const drift = compareCounts(read.before, read.after, { minRows });
	const statistics = {};
	for (const name of methodNames) {
		const value = drift.statistics[name];
		if (value !== void 0) statistics[name] = toJsonNumber(value);
	}
	return {
		verdict: drift.verdict,
		reason: drift.reason,
		missingBefore: drift.referenceMissing,
		missingAfter: drift.currentMissing,
		statistics
	};
}
function withoutCounts(verdict, reason) {
	return {
		verdict,
		reason,
		missingBefore: null,
		missingAfter: null,
		statistics: {}
	};
}
async function byValue(column, type, sql) {
	const read = (side) => readCounts(valueCountsSql(column, side), type, sql);
	return {
		before: await read("before"),
		after: await read("after")
	};
}
async function onGrid(column, filled, sql) {
	const grid = ((await sql.columns(gridSql(column, filled))).get("value") ?? []).map(Number);
	const used = grid.length === 0 ? [0] : grid;
	const read = (side) => readCounts(gridCountsSql(column, side, used), "numeric", sql);
	return {
		before: await read("before"),
		after: await read("after")
	};
}
async function readCounts(statement, type, sql) {
	const counted = await sql.columns(statement);
	const counts = (counted.get("rows") ?? []).map(Number);
	return countValues(counted.get("value") ?? [], {
		type,
		counts
	});
}
//#endregion
//#region src/app/tables/read-examples.ts
const maxRows = 5;
const maxCells = 20;
async function readExamples(key, compared, sql) {
	const shown = [...key, ...compared].slice(0, maxCells);
	return {
		changed: key.length === 0 ? [] : await readChanged(key, compared, sql),
		added: await readWhole("added", shown, sql),
		removed: await readWhole("removed", shown, sql)
	};
}
async function readWhole(state, columns, sql) {
	const side = state === "added" ? "after" : "before";
	const places = (await sql.query(examplePlacesSql(state, maxRows))).map((row) => placeOf(row, side));
	const read = await readValues(columns, {
		side,
		places
	}, sql);
	return places.map((place) => columns.map((column) => ({
		column: column.name,
		value: read(place, column)
	})));
}
async function readChanged(key, compared, sql) {
	const rows = await sql.query(examplePlacesSql("changed", maxRows));
	const differing = rows.map((row) => compared.filter((_, index) => row[`d${index}`] === true));
	const columns = [...new Set([...key, ...differing.flatMap((cells) => cells.slice(0, maxCells))])];
	const readSide = (side) => readValues(columns, {
		side,
		places: rows.map((row) => placeOf(row, side))
	}, sql);
	const [before, after] = [await readSide("before"), await readSide("after")];
	return rows.map((row, index) => {
		const [from, to] = [placeOf(row, "before"), placeOf(row, "after")];
		const cells = differing[index] ?? [];
		return {
			key: key.map((column) => ({
				column: column.name,
				value: before(from, column)
			})),
			cells: cells.slice(0, maxCells).map((column) => ({
				column: column.name,
				before: before(from, column),
				after: after(to, column)
			})),
			moreCells: Math.max(0, cells.length - maxCells)
		};
	});
}
function placeOf(row, side) {
	return Number(row[side === "before" ? "b" : "a"]);
}
async function readValues(columns, { side, places }, sql) {
	const rows = places.length === 0 ? [] : await sql.query(exampleValuesSql(columns, side, places));
	const byPlace = new Map(rows.map((row) => [Number(row["place"]), row]));
	return (place, column) => {
		const value = byPlace.get(place)?.[`v${columns.indexOf(column)}`] ?? null;
		return value === null ? null : String(value);
	};
}
//#endregion
//#region src/app/data-diff.ts
const maxRenamePairs = 400;
async function dataDiff(request, { sql }) {
	const wanted = request.key ?? [];
	checkTolerance(request.tolerance, wanted);
	try {
		return await compareTables(request, {
			before: await loadTable(request.before, "before", sql),
			after: await loadTable(request.after, "after", sql),
			key: wanted
		}, sql);
	} finally {
		for (const table of Object.values(tableNames)) await sql.query(`DROP TABLE IF EXISTS ${table}`);
	}
}
function checkTolerance(tolerance, key) {
	if (tolerance === void 0) return;
	if (key.length === 0) throw new PawlError("usage.invalid", { message: "A tolerance needs a key: without one, rows are equal or not." });
	if (![tolerance.absolute, tolerance.relative].every((part) => part >= 0 && Number.isFinite(part))) throw new PawlError("usage.invalid", { message: "A tolerance is a number that is not negative." });
}
async function compareTables(request, tables, sql) {
	const pairing = pairColumns(tables.before, tables.after);
	const key = keyColumns(pairing, tables.key);
	const keyNames = new Set(key.map((column) => column.name));
	const compared = pairing.shared.filter(isComparable).filter((column) => !keyNames.has(column.name));
	const counts = key.length === 0 ? await compareUnkeyed(compared, tables, sql) : await compareKeyed({
		key,
		compared,
		tolerance: request.tolerance
	}, tables, sql);
	const distributions = await readDistributions(compared.filter((column) => counts.rows.added + counts.rows.removed > 0 || (counts.cells?.get(column.name) ?? 0) > 0), tables, sql);
	const columns = describeColumns(pairing, {
		keyNames,
		cells: counts.cells,
		distributions
	});
	const { added, removed, changed } = counts.rows;
	return {
		schema: "pawl.data-diff/1",
		verdict: added + removed + (changed ?? 0) > 0 || columns.some((column) => column.state !== "shared" || column.typeChange === "kind") ? "changed" : "identical",
		before: describe(tables.before, request.names?.before ?? request.before),
		after: describe(tables.after, request.names?.after ?? request.after),
		key: key.length === 0 ? null : key.map((column) => column.name),
		tolerance: request.tolerance === void 0 ? null : { ...request.tolerance },
		rows: counts.rows,
		columns,
		renamed: await findRenamed(pairing, tables, sql),
		examples: await readExamples(key, compared, sql)
	};
}
function describe(table, name) {
	return {
		name,
		rows: table.rows,
		columns: table.columns.length
	};
}
async function compareKeyed({ key, compared, tolerance }, tables, sql) {
	for (const side of ["before", "after"]) await refuseDuplicates(key, side, sql);
	await sql.query(keyedRowsSql(key, compared, tolerance));
	const [row = {}] = await sql.query(keyedCountsSql(compared));
	const [added, removed, changed] = [
		row["added"],
		row["removed"],
		row["changed"]
	].map(Number);
	const rows = {
		added: added ?? 0,
		removed: removed ?? 0,
		changed: changed ?? 0
	};
	const unchanged = tables.before.rows - rows.removed - rows.changed;
	return {
		rows: {
			...rows,
			unchanged
		},
		cells: new Map(compared.map((column, index) => [column.name, Number(row[`d${index}`])]))
	};
}
async function refuseDuplicates(key, side, sql) {
	const found = await sql.query(duplicateKeysSql(key, side));
	const [first] = found;
	if (first === void 0) return;
	const examples = found.map((row) => {
		return `  ${key.map((column, index) => {
			const value = row[`t${index}`] ?? null;
			return `${column.name} = ${value === null ? "null" : JSON.stringify(String(value).slice(0, 80))}`;
		}).join(", ")}: ${String(row["n"])} rows`;
	});
	throw new PawlError("table.duplicate-key", { message: `The key is not unique in the table ${side} the change: ${String(first["keys"])} keys repeat.\n${examples.join("\n")}` });
}
async function compareUnkeyed(compared, tables, sql) {
	await sql.query(unkeyedRowsSql(compared));
	const [row = {}] = await sql.query(unkeyedCountsSql());
	const [added, removed] = [Number(row["added"]), Number(row["removed"])];
	return {
		rows: {
			added,
			removed,
			changed: null,
			unchanged: tables.before.rows - removed
		},
		cells: void 0
	};
}
function describeColumns(pairing, found) {
	const none = {
		typeChange: "none",
		isKey: false,
		notCompared: null,
		cellsChanged: null,
		distribution: null
	};
	return [
		...pairing.shared.map(({ name, beforeType, afterType, pair }) => ({
			name,
			state: "shared",
			typeBefore: beforeType,
			typeAfter: afterType,
			typeChange: typeChangeOf(beforeType, afterType),
			isKey: found.keyNames.has(name),
			notCompared: pair.isComparable ? null : pair.reason,
			cellsChanged: found.cells?.get(name) ?? null,
			distribution: found.distributions.get(name) ?? null
		})),
		...pairing.removed.map(({ name, type }) => ({
			name,
			state: "removed",
			typeBefore: type,
			typeAfter: null,
			...none
		})),
		...pairing.added.map(({ name, type }) => ({
			name,
			state: "added",
			typeBefore: null,
			typeAfter: type,
			...none
		}))
	];
}
function typeChangeOf(before, after) {
	if (before === after) return "none";
	return isKindChange(before, after) ? "kind" : "storage";
}
async function findRenamed(pairing, tables, sql) {
	if (pairing.removed.length * pairing.added.length > maxRenamePairs) return [];
	const same = [];
	for (const from of pairing.removed) for (const to of pairing.added) if (await hasSameValues(from.name, to.name, tables, sql)) same.push({
		from: from.name,
		to: to.name
	});
	const isOnly = (one) => same.every((other) => other === one || other.from !== one.from && other.to !== one.to);
	return same.filter(isOnly);
}
async function hasSameValues(from, to, tables, sql) {
	const beforeIndex = tables.before.columns.findIndex((column) => column.name === from);
	const afterIndex = tables.after.columns.findIndex((column) => column.name === to);
	const [beforeType, afterType] = [tables.before.columns[beforeIndex]?.type, tables.after.columns[afterIndex]?.type];
	if (beforeType === void 0 || afterType === void 0 || isKindChange(beforeType, afterType)) return false;
	const column = {
		name: from,
		beforeType,
		afterType,
		beforeIndex,
		afterIndex,
		pair: comparePair({
			type: beforeType,
			format: tables.before.format,
			sql: `b.c${beforeIndex}`
		}, {
			type: afterType,
			format: tables.after.format,
			sql: `a.c${afterIndex}`
		})
	};
	if (!isComparable(column)) return false;
	const [left] = await sql.query(fingerprintSql(column, "before"));
	const [right] = await sql.query(fingerprintSql(column, "after"));
	return Number(left?.["filled"]) > 0 && left?.["filled"] === right?.["filled"] && left?.["print"] === right?.["print"];
}
//#endregion
export { dataDiff as t };
