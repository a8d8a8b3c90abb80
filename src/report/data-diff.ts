import type { DataDiff, DataDiffColumn } from "../tables/data-diff-schema.ts";
import { type Block, type ReportTable, tableBlock, untrusted } from "./blocks.ts";
import { renderBlocks } from "./markdown-blocks.ts";

/** Most rows of the table of columns; a wide table has more. */
const maxColumns = 50;
const maxCellLength = 40;

/**
 * A data diff as Markdown for a comment or a summary: the verdict, the columns that changed, then examples folded. Text of the
 * table is escaped; at most 50 columns are shown.
 */
export function renderDataDiff(diff: DataDiff): string {
  return `${renderBlocks(dataDiffBlocks(diff), Number.MAX_SAFE_INTEGER)}\n`;
}

/** A data diff as blocks of a report; at most 50 columns are shown. */
export function dataDiffBlocks(diff: DataDiff): readonly Block[] {
  const sign = diff.verdict === "identical" ? "🟢" : "🔵";
  const lines = schemaLines(diff);
  return [
    {
      kind: "text",
      text: [`${sign} `, { strong: diff.after.name }, ": ", untrusted(verdictText(diff), 300)],
    },
    ...(lines.length > 0
      ? [{ kind: "list", items: lines.map((line) => untrusted(line, 300)) } satisfies Block]
      : []),
    ...columnBlocks(diff),
    ...tableBlock(exampleTable(diff), "Examples"),
  ];
}

/** A data diff as lines for a terminal; control characters in names and values are shown as JSON shows them. */
export function renderDataDiffLines(diff: DataDiff): readonly string[] {
  const changed = changedColumns(diff).slice(0, maxColumns);
  const more = changedColumns(diff).length - changed.length;
  return [
    verdictText(diff),
    ...schemaLines(diff).map((line) => `  ${line}`),
    ...changed.map((column) => {
      const cells =
        column.cellsChanged === null
          ? ""
          : `${column.cellsChanged} ${column.cellsChanged === 1 ? "cell" : "cells"} changed; `;
      return `  ${quoted(column.name)}: ${cells}${distributionText(column)}`;
    }),
    ...(more > 0 ? [`  … and ${more} more columns`] : []),
    ...diff.examples.changed.map((row) => {
      const cells = row.cells.map(
        (cell) => `${quoted(cell.column)}: ${shown(cell.before)} → ${shown(cell.after)}`,
      );
      const rest = row.moreCells > 0 ? [`… and ${row.moreCells} more`] : [];
      return `  ~ ${keyText(row.key)}  ${[...cells, ...rest].join(", ")}`;
    }),
    ...diff.examples.removed.map((row) => `  - ${keyText(row)}`),
    ...diff.examples.added.map((row) => `  + ${keyText(row)}`),
  ];
}

function verdictText({ verdict, rows, before, after, key }: DataDiff): string {
  const counts = [
    `${rows.added} added`,
    `${rows.removed} removed`,
    ...(rows.changed === null ? [] : [`${rows.changed} changed`]),
    `${rows.unchanged} unchanged`,
  ];
  const how = key === null ? "without a key" : `by ${key.map((name) => quoted(name)).join(", ")}`;
  return `${verdict}; rows: ${counts.join(", ")} (${before.rows} → ${after.rows}, ${how})`;
}

function schemaLines(diff: DataDiff): readonly string[] {
  const added = diff.columns.filter((column) => column.state === "added");
  const removed = diff.columns.filter((column) => column.state === "removed");
  const types = diff.columns.filter((column) => column.typeChange !== "none");
  const names = (columns: readonly DataDiffColumn[]): string =>
    bounded(columns.map(({ name }) => quoted(name)));
  return [
    ...(added.length > 0 ? [`columns added: ${names(added)}`] : []),
    ...(removed.length > 0 ? [`columns removed: ${names(removed)}`] : []),
    ...(diff.renamed.length > 0
      ? [
          `renamed? ${bounded(diff.renamed.map(({ from, to }) => `${quoted(from)} → ${quoted(to)}`))}: the same values`,
        ]
      : []),
    ...(types.length > 0
      ? [
          `types: ${bounded(types.map((one) => `${quoted(one.name)} ${one.typeBefore ?? ""} → ${one.typeAfter ?? ""}`))}`,
        ]
      : []),
  ];
}

function changedColumns(diff: DataDiff): readonly DataDiffColumn[] {
  return diff.columns.filter(
    (column) =>
      (column.cellsChanged ?? 0) > 0 ||
      column.distribution?.verdict === "drift" ||
      column.notCompared !== null,
  );
}

function columnBlocks(diff: DataDiff): readonly Block[] {
  const all = changedColumns(diff);
  const rows = all
    .slice(0, maxColumns)
    .map((column) => [
      untrusted(column.name, maxCellLength),
      column.cellsChanged === null ? "–" : String(column.cellsChanged),
      untrusted(distributionText(column)),
    ]);
  const columns = [
    { heading: "Column" },
    { heading: "Cells changed", align: "right" as const },
    { heading: "Distribution" },
  ];
  const left = all.length - maxColumns;
  return [
    ...tableBlock({ columns, rows }),
    ...(left > 0 ? [{ kind: "text", text: `… and ${left} more columns.` } satisfies Block] : []),
  ];
}

function distributionText(column: DataDiffColumn): string {
  if (column.notCompared !== null) return `not compared: ${column.notCompared}`;
  const { distribution } = column;
  return distribution === null ? "unchanged" : `${distribution.verdict} (${distribution.reason})`;
}

function exampleTable({ examples }: DataDiff): ReportTable {
  const changed = examples.changed.flatMap((row) =>
    row.cells.map((cell) => [
      "changed",
      untrusted(keyText(row.key), maxCellLength),
      untrusted(cell.column, maxCellLength),
      untrusted(shown(cell.before), maxCellLength),
      untrusted(shown(cell.after), maxCellLength),
    ]),
  );
  const whole = (state: string, rows: DataDiff["examples"]["added"]) =>
    rows.map((row) => [state, untrusted(keyText(row)), "", "", ""]);
  const columns = ["", "Row", "Column", "Before", "After"].map((heading) => ({ heading }));
  return {
    columns,
    rows: [...changed, ...whole("removed", examples.removed), ...whole("added", examples.added)],
  };
}

function keyText(cells: DataDiff["examples"]["added"][number]): string {
  return cells.map((cell) => `${quoted(cell.column)} = ${shown(cell.value)}`).join(", ");
}

/** A value; null is `null`, and text that is not plain is quoted. */
function shown(value: string | null): string {
  return value === null ? "null" : quoted(value, value === "" || value === "null");
}

function quoted(text: string, isForced = false): string {
  return isForced || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"]|^\s|\s$/u.test(text) ? JSON.stringify(text) : text;
}

function bounded(items: readonly string[]): string {
  const most = 20;
  return items.length > most
    ? `${items.slice(0, most).join(", ")} and ${items.length - most} more`
    : items.join(", ");
}
