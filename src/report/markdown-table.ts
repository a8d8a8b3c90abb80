/** A column: its heading and alignment. */
export interface TableColumn {
  readonly heading: string;
  readonly align?: "right";
}

/**
 * A table of GitHub's Markdown; `""` without rows.
 *
 * @param rows cells in the order of the columns; untrusted text in them is escaped already.
 */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map((column) => column.heading)),
    `|${columns.map((column) => (column.align === "right" ? "--:" : "---")).join("|")}|`,
    ...rows.map(line),
  ].join("\n");
}
