/** How a table is written: columns apart by blanks, or GitHub's Markdown. */
export type TableFormat = "plain" | "markdown";

/**
 * A table with padded columns, laid out as DVC does. Line ends and control characters in cells become blanks; in Markdown
 * what would end a cell or be HTML is escaped.
 *
 * @returns the headings alone when there are no rows; no line ends with a blank.
 */
export function renderTextTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  format: TableFormat,
): string {
  const clean = (cells: readonly string[]): readonly string[] => cells.map((cell) => cleanCell(cell, format));
  const [head, body] = [clean(headings), rows.map(clean)];
  const widths = head.map((heading, index) =>
    body.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? "")), lengthOf(heading) + 2),
  );
  const pad = (cells: readonly string[]): readonly string[] =>
    widths.map((width, index) => {
      const cell = cells[index] ?? "";
      return cell + " ".repeat(width - lengthOf(cell));
    });
  if (format === "plain") return [head, ...body].map((cells) => pad(cells).join("  ").trimEnd()).join("\n");
  const line = (cells: readonly string[]): string => `| ${pad(cells).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

function cleanCell(text: string, format: TableFormat): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  if (format === "plain") return flat;
  return flat.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("|", "\\|");
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
