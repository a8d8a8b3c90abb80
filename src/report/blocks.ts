import type { TableColumn } from "./markdown-table.ts";

/** A piece of a line: text of ours, which is shown as it is, or text from elsewhere, which every form escapes. */
export type Fragment = string | UntrustedText | { readonly strong: string } | { readonly code: string };

/** Text from a report, a file or a person. */
export interface UntrustedText {
  readonly text: string;
  /** Characters that are kept; default 120. */
  readonly most?: number;
}

/** A cell or a line. */
export type Cell = Fragment | readonly Fragment[];

/** A table before it has a form. */
export interface ReportTable {
  readonly columns: readonly TableColumn[];
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A part of a report, the same for Markdown and HTML. */
export type Block =
  | { readonly kind: "text"; readonly text: Cell }
  | { readonly kind: "list"; readonly items: readonly Cell[] }
  | {
      readonly kind: "table";
      readonly table: ReportTable;
      /** What to click on; absent: the table is open. */
      readonly fold?: string;
    }
  | { readonly kind: "code"; readonly language: "sh"; readonly text: string }
  /** A Mermaid block, for Markdown only: pages have plots. */
  | { readonly kind: "diagram"; readonly markdown: string };

/** Several blocks under one heading. */
export interface ReportSection {
  /** Unique in a report; plots of the same name belong to it. */
  readonly id: string;
  /** Plain text of ours. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Marks text from elsewhere. */
export function untrusted(text: string, most?: number): UntrustedText {
  return most === undefined ? { text } : { text, most };
}

/** A block of a table; nothing when it has no rows. */
export function tableBlock(table: ReportTable, fold?: string): readonly Block[] {
  if (table.rows.length === 0) return [];
  return [fold === undefined ? { kind: "table", table } : { kind: "table", table, fold }];
}
