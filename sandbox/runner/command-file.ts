import { WorkflowError } from "./workflow-error.ts";

interface OpenValue {
  readonly key: string;
  readonly delimiter: string;
  readonly lines: string[];
}

function openHeredoc(line: string): OpenValue | undefined {
  const equals = line.indexOf("=");
  const heredoc = line.indexOf("<<");
  if (heredoc < 0 || (equals >= 0 && equals < heredoc)) return undefined;
  const key = line.slice(0, heredoc);
  const delimiter = line.slice(heredoc + 2);
  if (key === "" || delimiter === "") {
    throw new WorkflowError(`Invalid format '${line}'. Name and delimiter must not be empty`);
  }
  return { key, delimiter, lines: [] };
}

/**
 * Reads a `GITHUB_OUTPUT`, `GITHUB_ENV` or `GITHUB_STATE` file: lines `name=value`, or
 * `name<<DELIMITER`, the value's lines, `DELIMITER`. A later value replaces an earlier one.
 *
 * @throws WorkflowError for a line of another form, or a value whose delimiter does not come
 */
export function parseCommandFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let open: OpenValue | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (open !== undefined) {
      if (line !== open.delimiter) open.lines.push(line);
      else {
        values.set(open.key, open.lines.join("\n"));
        open = undefined;
      }
      continue;
    }
    if (line === "") continue;
    open = openHeredoc(line);
    if (open !== undefined) continue;
    const equals = line.indexOf("=");
    if (equals < 1) throw new WorkflowError(`Invalid format '${line}'`);
    values.set(line.slice(0, equals), line.slice(equals + 1));
  }
  if (open !== undefined) {
    throw new WorkflowError(`Invalid value. Matching delimiter not found '${open.delimiter}'`);
  }
  return values;
}
