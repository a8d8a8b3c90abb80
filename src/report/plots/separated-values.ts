import { PawlError } from "../../errors.ts";
import type { Value, ValueMap } from "../../versioning/value.ts";

/** How a table of separated values is written. */
export interface SeparatedOptions {
  readonly separator: "," | "\t";
  /** False: columns are named by their numbers, from 0. */
  readonly hasHeader: boolean;
  /** For messages. */
  readonly path: string;
}

/**
 * Reads CSV or TSV as Python's `csv.DictReader`: quotes with `""`, empty lines left out, all values text, a missing one null.
 *
 * @throws PawlError `file.unreadable` when a quote does not end.
 */
export function readSeparatedValues(text: string, options: SeparatedOptions): readonly ValueMap[] {
  const rows = splitRows(text.replace(/^\uFEFF/, ""), options);
  const [first = []] = rows;
  const header = options.hasHeader ? first : first.map((_, index) => String(index));
  return rows
    .slice(options.hasHeader ? 1 : 0)
    .filter((row) => row.length > 0)
    .map((row) => new Map(header.map((name, index): [string, Value] => [name, row[index] ?? null])));
}

function splitRows(text: string, { separator, path }: SeparatedOptions): readonly (readonly string[])[] {
  const field = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"([^${separator}\\r\\n]*)|([^${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`,
    "y",
  );
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length || row.length > 0) {
    field.lastIndex = at;
    const [whole, quoted, rest = "", plain = "", end = ""] = field.exec(text) ?? [""];
    if (quoted === undefined && plain.startsWith('"')) {
      const line = text.slice(0, at).split("\n").length;
      throw new PawlError("file.unreadable", { message: `${path}:${line}: a quote does not end.` });
    }
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"') + rest);
    at += whole.length;
    if (end === separator) continue;
    rows.push(row.length === 1 && row[0] === "" && quoted === undefined ? [] : row);
    row = [];
    if (end === "") break;
  }
  return rows;
}
