import { n as fragmentsOf } from "./plain-text-B3nEYAFD.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
//#region src/report/markdown-blocks.ts
function renderBlocks(blocks, limit) {
	return blocks.map((block) => renderBlock(block, limit)).filter((text) => text !== "").join("\n\n");
}
function renderBlock(block, limit) {
	switch (block.kind) {
		case "text": return renderCell(block.text);
		case "list": return block.items.map((item) => `- ${renderCell(item)}`).join("\n");
		case "table": return renderFold(renderLimited(block.table, limit), block.fold);
		case "code": return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
		case "diagram": return block.markdown;
		default: return block;
	}
}
function renderCell(cell) {
	return fragmentsOf(cell).map(renderFragment).join("");
}
function renderFragment(fragment) {
	if (typeof fragment === "string") return fragment;
	if ("strong" in fragment) return `**${escapeText(fragment.strong)}**`;
	if ("code" in fragment) return `\`${fragment.code.slice(0, 80).replaceAll(/[^\w./:-]/g, "?")}\``;
	return escapeText(fragment.text, fragment.most);
}
function renderLimited({ columns, rows }, limit) {
	const table = renderTable(columns, rows.slice(0, limit).map((row) => row.map(renderCell)));
	const left = rows.length - limit;
	return left > 0 && limit > 0 ? `${table}\n\n… and ${left} more, in the report` : table;
}
function renderFold(text, fold) {
	if (fold === void 0 || text === "") return text;
	return `<details><summary>${fold}</summary>\n\n${text}\n\n</details>`;
}
//#endregion
//#region src/report/blocks.ts
function untrusted(text, most) {
	return most === void 0 ? { text } : {
		text,
		most
	};
}
function tableBlock(table, fold) {
	if (table.rows.length === 0) return [];
	return [fold === void 0 ? {
		kind: "table",
		table
	} : {
		kind: "table",
		table,
		fold
	}];
}
//#endregion
export { renderCell as i, untrusted as n, renderBlocks as r, tableBlock as t };
