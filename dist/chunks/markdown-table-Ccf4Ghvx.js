//#region src/report/markdown-table.ts
function renderTable(columns, rows) {
	if (rows.length === 0) return "";
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(columns.map((column) => column.heading)),
		`|${columns.map((column) => column.align === "right" ? "--:" : "---").join("|")}|`,
		...rows.map(line)
	].join("\n");
}
//#endregion
export { renderTable as t };
