import type { Block, Cell, Fragment, ReportTable } from "../blocks.ts";
import { escapeHtml } from "../escape-html.ts";
import { flattenText, fragmentsOf } from "../plain-text.ts";

/** Blocks as HTML. Mermaid diagrams are left out: a page has plots. */
export function renderHtmlBlocks(blocks: readonly Block[]): string {
  return blocks.map(renderBlock).join("\n");
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "text":
      return `<p>${renderHtmlCell(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${renderHtmlCell(item)}</li>`).join("")}</ul>`;
    case "table":
      return renderFold(renderHtmlTable(block.table), block.fold);
    case "code":
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case "diagram":
      return "";
    default:
      return block satisfies never;
  }
}

function renderFold(html: string, fold: string | undefined): string {
  return fold === undefined ? html : `<details><summary>${escapeHtml(fold)}</summary>${html}</details>`;
}

/** A cell or a line of HTML; text from elsewhere is cut and escaped. */
export function renderHtmlCell(cell: Cell): string {
  return fragmentsOf(cell).map(renderFragment).join("");
}

function renderFragment(fragment: Fragment): string {
  if (typeof fragment === "string") return escapeHtml(fragment);
  if ("strong" in fragment) return `<strong>${escapeHtml(flattenText(fragment.strong))}</strong>`;
  if ("code" in fragment) return `<code>${escapeHtml(flattenText(fragment.code, 80))}</code>`;
  return escapeHtml(flattenText(fragment.text, fragment.most));
}

const leastCardColumns = 5;
const mostCardRows = 12;

/**
 * A table in a box of its own, which scrolls sideways when the screen is narrow. A short table of many columns becomes one
 * card a row there, so that the last column, the verdict, is in sight.
 */
export function renderHtmlTable({ columns, rows }: ReportTable): string {
  const names = columns.map(({ heading }) => escapeHtml(heading));
  const classOf = (index: number): string => (columns[index]?.align === "right" ? ' class="number"' : "");
  const isCards = columns.length >= leastCardColumns && rows.length <= mostCardRows;
  const head = names.map((name, index) => `<th scope="col"${classOf(index)}>${name}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const label = isCards ? ` data-label="${names[index] ?? ""}"` : "";
      return `<td${classOf(index)}${label}>${renderHtmlCell(cell)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const table = `<table${isCards ? ' class="cards"' : ""}><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
  return `<div class="wide">${table}</div>`;
}
