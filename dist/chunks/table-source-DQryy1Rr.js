import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/tables/table-source.ts
const endings = [
	[/\.(parquet|pq)$/i, "parquet"],
	[/\.(csv|tsv)(\.gz)?$/i, "csv"],
	[/\.(jsonl|ndjson)(\.gz)?$/i, "jsonl"],
	[/\.(arrow|feather|ipc)$/i, "arrow"]
];
function findFormat(path) {
	return endings.find(([pattern]) => pattern.test(path))?.[1];
}
function formatOf(path) {
	const format = findFormat(path);
	if (format !== void 0) return format;
	throw new PawlError("file.unreadable", {
		message: `${path} is no table that can be compared.`,
		hint: "Tables end with .parquet, .arrow, .feather, .ipc, .csv, .tsv, .jsonl or .ndjson; CSV and JSON lines also with .gz behind it."
	});
}
function readFunction(format, sample) {
	const size = sample === "all rows" ? ", sample_size = -1" : "";
	if (format === "parquet") return "read_parquet($1)";
	if (format === "arrow") return "read_arrow($1)";
	if (format === "csv") return `read_csv($1, header = true${size})`;
	return `read_json($1, format = 'newline_delimited'${size})`;
}
function hasTypes(format) {
	return format === "parquet" || format === "arrow";
}
function pathPattern(path) {
	return path.replaceAll(/[*?[]/g, "[$&]");
}
//#endregion
export { readFunction as a, pathPattern as i, formatOf as n, hasTypes as r, findFormat as t };
