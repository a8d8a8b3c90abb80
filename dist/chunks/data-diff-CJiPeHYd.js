import { n as untrusted, r as renderBlocks, t as tableBlock } from "./blocks-DooAdYup.js";
//#region src/report/data-diff.ts
const maxColumns = 50;
const maxCellLength = 40;
function renderDataDiff(diff) {
	return `${renderBlocks(dataDiffBlocks(diff), Number.MAX_SAFE_INTEGER)}\n`;
}
function dataDiffBlocks(diff) {
	const sign = diff.verdict === "identical" ? "🟢" : "🔵";
	const lines = schemaLines(diff);
	return [
		{
			kind: "text",
			text: [
				`${sign} `,
				{ strong: diff.after.name },
				": ",
				untrusted(verdictText(diff), 300)
			]
		},
		...lines.length > 0 ? [{
			kind: "list",
			items: lines.map((line) => untrusted(line, 300))
		}] : [],
		...columnBlocks(diff),
		...tableBlock(exampleTable(diff), "Examples")
	];
}
function renderDataDiffLines(diff) {
	const changed = changedColumns(diff).slice(0, maxColumns);
	const more = changedColumns(diff).length - changed.length;
	return [
		verdictText(diff),
		...schemaLines(diff).map((line) => `  ${line}`),
		...changed.map((column) => {
			const cells = column.cellsChanged === null ? "" : `${column.cellsChanged} ${column.cellsChanged === 1 ? "cell" : "cells"} changed; `;
			return `  ${quoted(column.name)}: ${cells}${distributionText(column)}`;
		}),
		...more > 0 ? [`  … and ${more} more columns`] : [],
		...diff.examples.changed.map((row) => {
			const cells = row.cells.map((cell) => `${quoted(cell.column)}: ${shown(cell.before)} → ${shown(cell.after)}`);
			const rest = row.moreCells > 0 ? [`… and ${row.moreCells} more`] : [];
			return `  ~ ${keyText(row.key)}  ${[...cells, ...rest].join(", ")}`;
		}),
		...diff.examples.removed.map((row) => `  - ${keyText(row)}`),
		...diff.examples.added.map((row) => `  + ${keyText(row)}`)
	];
}
function verdictText({ verdict, rows, before, after, key }) {
	const counts = [
		`${rows.added} added`,
		`${rows.removed} removed`,
		...rows.changed === null ? [] : [`${rows.changed} changed`],
		`${rows.unchanged} unchanged`
	];
	const how = key === null ? "without a key" : `by ${key.map((name) => quoted(name)).join(", ")}`;
	return `${verdict}; rows: ${counts.join(", ")} (${before.rows} → ${after.rows}, ${how})`;
}
function schemaLines(diff) {
	const added = diff.columns.filter((column) => column.state === "added");
	const removed = diff.columns.filter((column) => column.state === "removed");
	const types = diff.columns.filter((column) => column.typeChange !== "none");
	const names = (columns) => bounded(columns.map(({ name }) => quoted(name)));
	return [
		...added.length > 0 ? [`columns added: ${names(added)}`] : [],
		...removed.length > 0 ? [`columns removed: ${names(removed)}`] : [],
		...diff.renamed.length > 0 ? [`renamed? ${bounded(diff.renamed.map(({ from, to }) => `${quoted(from)} → ${quoted(to)}`))}: the same values`] : [],
		...types.length > 0 ? [`types: ${bounded(types.map((one) => `${quoted(one.name)} ${one.typeBefore ?? ""} → ${one.typeAfter ?? ""}`))}`] : []
	];
}
function changedColumns(diff) {
	return diff.columns.filter((column) => (column.cellsChanged ?? 0) > 0 || column.distribution?.verdict === "drift" || column.notCompared !== null);
}
function columnBlocks(diff) {
	const all = changedColumns(diff);
	const rows = all.slice(0, maxColumns).map((column) => [
		untrusted(column.name, maxCellLength),
		column.cellsChanged === null ? "–" : String(column.cellsChanged),
		untrusted(distributionText(column))
	]);
	const columns = [
		{ heading: "Column" },
		{
			heading: "Cells changed",
			align: "right"
		},
		{ heading: "Distribution" }
	];
	const left = all.length - maxColumns;
	return [...tableBlock({
		columns,
		rows
	}), ...left > 0 ? [{
		kind: "text",
		text: `… and ${left} more columns.`
	}] : []];
}
function distributionText(column) {
	if (column.notCompared !== null) return `not compared: ${column.notCompared}`;
	const { distribution } = column;
	return distribution === null ? "unchanged" : `${distribution.verdict} (${distribution.reason})`;
}
function exampleTable({ examples }) {
	const changed = examples.changed.flatMap((row) => row.cells.map((cell) => [
		"changed",
		untrusted(keyText(row.key), maxCellLength),
		untrusted(cell.column, maxCellLength),
		untrusted(shown(cell.before), maxCellLength),
		untrusted(shown(cell.after), maxCellLength)
	]));
	const whole = (state, rows) => rows.map((row) => [
		state,
		untrusted(keyText(row)),
		"",
		"",
		""
	]);
	return {
		columns: [
			"",
			"Row",
			"Column",
			"Before",
			"After"
		].map((heading) => ({ heading })),
		rows: [
			...changed,
			...whole("removed", examples.removed),
			...whole("added", examples.added)
		]
	};
}
function keyText(cells) {
	return cells.map((cell) => `${quoted(cell.column)} = ${shown(cell.value)}`).join(", ");
}
function shown(value) {
	return value === null ? "null" : quoted(value, value === "" || value === "null");
}
function quoted(text, isForced = false) {
	return isForced || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"]|^\s|\s$/u.test(text) ? JSON.stringify(text) : text;
}
function bounded(items) {
	const most = 20;
	return items.length > most ? `${items.slice(0, most).join(", ")} and ${items.length - most} more` : items.join(", ");
}
//#endregion
export { renderDataDiff as n, renderDataDiffLines as r, dataDiffBlocks as t };
