import type { Block, Cell, Fragment, ReportTable } from "./blocks.ts";
import { escapeText } from "./escape.ts";
import { renderTable } from "./markdown-table.ts";
import { fragmentsOf } from "./plain-text.ts";

/**
 * Blocks as GitHub's Markdown.
 *
 * @param limit most rows a table; what is left out is counted below it.
 */
export function renderBlocks(blocks: readonly Block[], limit: number): string {
  return blocks
    .map((block) => renderBlock(block, limit))
    .filter((text) => text !== "")
    .join("\n\n");
}

function renderBlock(block: Block, limit: number): string {
  switch (block.kind) {
    case "text":
      return renderCell(block.text);
    case "list":
      return block.items.map((item) => `- ${renderCell(item)}`).join("\n");
    case "table":
      return renderFold(renderLimited(block.table, limit), block.fold);
    case "code":
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case "diagram":
      return block.markdown;
    default:
      return block satisfies never;
  }
}

/** A cell or a line of Markdown; text from elsewhere is escaped. */
export function renderCell(cell: Cell): string {
  return fragmentsOf(cell).map(renderFragment).join("");
}

function renderFragment(fragment: Fragment): string {
  if (typeof fragment === "string") return fragment;
  if ("strong" in fragment) return `**${escapeText(fragment.strong)}**`;
  // Digests, commits and codes have no other characters; nothing that is kept means anything in Markdown.
  if ("code" in fragment) return `\`${fragment.code.slice(0, 80).replaceAll(/[^\w./:-]/g, "?")}\``;
  return escapeText(fragment.text, fragment.most);
}

function renderLimited({ columns, rows }: ReportTable, limit: number): string {
  const cells = rows.slice(0, limit).map((row) => row.map(renderCell));
  const table = renderTable(columns, cells);
  const left = rows.length - limit;
  return left > 0 && limit > 0 ? `${table}\n\n… and ${left} more, in the report` : table;
}

function renderFold(text: string, fold: string | undefined): string {
  if (fold === undefined || text === "") return text;
  return `<details><summary>${fold}</summary>\n\n${text}\n\n</details>`;
}
