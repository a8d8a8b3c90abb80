//#region src/report/text-table.ts
function renderTextTable(headings, rows, format) {
	const clean = (cells) => cells.map((cell) => cleanCell(cell, format));
	const [head, body] = [clean(headings), rows.map(clean)];
	const widths = head.map((heading, index) => body.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? "")), lengthOf(heading) + 2));
	const pad = (cells) => widths.map((width, index) => {
		const cell = cells[index] ?? "";
		return cell + " ".repeat(width - lengthOf(cell));
	});
	if (format === "plain") return [head, ...body].map((cells) => pad(cells).join("  ").trimEnd()).join("\n");
	const line = (cells) => `| ${pad(cells).join(" | ")} |`;
	const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
	return [
		line(head),
		rule,
		...body.map(line)
	].join("\n");
}
function cleanCell(text, format) {
	const flat = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
	if (format === "plain") return flat;
	return flat.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("|", "\\|");
}
function lengthOf(text) {
	return Array.from(text).length;
}
//#endregion
export { renderTextTable as t };
