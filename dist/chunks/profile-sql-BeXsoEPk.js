//#region src/drift/profile-sql.ts
function quoteIdentifier(name) {
	return `"${name.replaceAll("\"", "\"\"")}"`;
}
function tableFunction(path) {
	const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
	if (ending === "parquet") return "read_parquet($1)";
	if ([
		"arrow",
		"feather",
		"ipc"
	].includes(ending)) return "read_arrow($1)";
	if (ending === "csv" || ending === "tsv") return "read_csv($1)";
	if (ending === "jsonl" || ending === "ndjson") return "read_json($1, format = 'newline_delimited')";
}
function describeTableSql(table) {
	return `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${table})`;
}
function countColumnSql(table, column) {
	return `SELECT ${quoteIdentifier(column)} AS value, count(*) AS rows FROM ${table} GROUP BY ALL`;
}
//#endregion
export { tableFunction as i, describeTableSql as n, quoteIdentifier as r, countColumnSql as t };
