import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { o as countValues } from "./bins-CzO9WME7.js";
import { i as tableFunction, n as describeTableSql, t as countColumnSql } from "./profile-sql-9jqIMGGy.js";
import { t as buildColumnProfile } from "./column-profile-Dy-bmZ3E.js";
//#region src/app/profile.ts
async function profileTable(request, { sql }) {
	const table = tableFunctionOf(request.path);
	const names = await listColumns(request.path, { sql });
	const wanted = request.columns ?? names;
	const unknown = wanted.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new PawlError("usage.invalid", { message: `${request.path} has no column ${unknown.join(", ")}; it has ${names.join(", ")}.` });
	const columns = [];
	for (const name of wanted) {
		const counted = await sql.columns(countColumnSql(table, name), [request.path]);
		const values = counted.get("value") ?? [];
		const counts = (counted.get("rows") ?? []).map(Number);
		columns.push([name, buildColumnProfile(countValues(values, { counts }))]);
	}
	return {
		schema: "pawl.profile/1",
		rows: columns[0]?.[1].rows ?? 0,
		columns: Object.fromEntries(columns),
		score: null,
		evaluation: null
	};
}
async function listColumns(path, { sql }) {
	return (await sql.query(describeTableSql(tableFunctionOf(path)), [path])).map((row) => String(row["column_name"]));
}
function tableFunctionOf(path) {
	const table = tableFunction(path);
	if (table !== void 0) return table;
	throw new PawlError("file.unreadable", { message: `${path}: a table ends with .parquet, .csv, .tsv, .jsonl or .ndjson.` });
}
//#endregion
export { profileTable as n, listColumns as t };
