import { PawlError } from "../errors.ts";

/** The value of an option: text, or a list that was written with commas outside quotes. */
export type ConfigValue = string | readonly string[];

/** Options of a section by their lower-case names, in the order of the file. */
export type ConfigSection = ReadonlyMap<string, ConfigValue>;

/** One configuration file: its sections by their lower-case names, in the order of the file. */
export type ConfigSections = ReadonlyMap<string, ConfigSection>;

interface Place {
  readonly lines: readonly string[];
  readonly file: string;
}

interface Read<T> {
  readonly value: T;
  /** What follows on the line. */
  readonly rest: string;
}

/**
 * Reads the dialect of ConfigObj in which DVC's configuration is written: values with or without quotes, lists, texts
 * over several lines in triple quotes, comments behind `#`.
 *
 * @param file for the messages.
 * @throws PawlError `dvc.invalid` with the line: no such syntax, a section or option that is there twice, a section
 * inside a section, an option before the first section, a byte order mark.
 */
export function parseConfigText(text: string, file: string): ConfigSections {
  // As in DVC; trimming would take it for a blank.
  if (text.startsWith("\uFEFF")) throw invalid({ lines: [], file }, 0, "a byte order mark");
  const place = { lines: text.split(/\r\n|\n|\r/), file };
  const sections = new Map<string, Map<string, ConfigValue>>();
  const seen = new Set<string>();
  let current: { readonly name: string; readonly options: Map<string, ConfigValue> } | undefined;
  for (let index = 0; index < place.lines.length; index += 1) {
    const line = (place.lines[index] ?? "").trim();
    if (line === "" || line.startsWith("#")) continue;
    const name = readHeader(line, place, index);
    if (name !== undefined) {
      addOnce(seen, `[${name}]`, place, index);
      current = { name, options: new Map() };
      sections.set(name.toLowerCase(), current.options);
      continue;
    }
    const option = readKey(line);
    if (option === undefined) throw invalid(place, index, `neither a section nor an option: ${line}`);
    if (current === undefined) throw invalid(place, index, `${option.value} stands before the first section`);
    const { value, last } = readValue(option.rest, place, index);
    addOnce(seen, `${current.name}.${option.value}`, place, index);
    current.options.set(option.value.toLowerCase(), value);
    index = last;
  }
  return sections;
}

/** Texts of the dialect, four blanks before each option, quotes only where they are needed. An empty one is a line. */
export function renderConfigText(sections: ConfigSections): string {
  const lines = [...sections].flatMap(([name, options]) => [
    `[${quote(name)}]`,
    ...[...options].map(([key, value]) => `    ${quote(key)} = ${renderValue(value)}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function invalid(place: Place, index: number, what: string): PawlError {
  return new PawlError("dvc.invalid", {
    message: `${place.file}:${index + 1}: ${what}`,
    hint: "docs/guides/remotes.md shows the format.",
  });
}

function addOnce(seen: Set<string>, name: string, place: Place, index: number): void {
  if (seen.has(name)) throw invalid(place, index, `${name} is there twice`);
  seen.add(name);
}

/** The name in a section's line; `undefined` when the line is no such one. */
function readHeader(line: string, place: Place, index: number): string | undefined {
  if (!line.startsWith("[")) return undefined;
  const inner = line.slice(1).trimStart();
  if (inner.startsWith("[")) throw invalid(place, index, "a section inside a section");
  const ends = (rest: string): boolean => /^\]\s*(#|$)/.test(rest);
  const name =
    inner.startsWith('"') || inner.startsWith("'") ? readQuoted(inner, ends) : readUntil(inner, ends);
  return name === undefined || name.value === "" ? undefined : name.value;
}

/** The text in quotes up to the first closing one that what `ends` accepts follows. */
function readQuoted(text: string, ends: (rest: string) => boolean): Read<string> | undefined {
  const mark = text.charAt(0);
  for (let at = text.indexOf(mark, 1); at > 0; at = text.indexOf(mark, at + 1)) {
    const rest = text.slice(at + 1).trimStart();
    if (ends(rest)) return { value: text.slice(1, at), rest };
  }
  return undefined;
}

function readUntil(text: string, ends: (rest: string) => boolean): Read<string> | undefined {
  for (let at = 0; at < text.length; at += 1) {
    if (ends(text.slice(at))) return { value: text.slice(0, at).trimEnd(), rest: text.slice(at) };
  }
  return undefined;
}

function readKey(line: string): Read<string> | undefined {
  const isQuoted = line.startsWith('"') || line.startsWith("'");
  const equals = line.indexOf("=");
  const key = isQuoted
    ? readQuoted(line, (rest) => rest.startsWith("="))
    : equals < 1
      ? undefined
      : { value: line.slice(0, equals).trimEnd(), rest: line.slice(equals) };
  return key && { value: key.value, rest: key.rest.slice(1).trimStart() };
}

/** The value that begins at `text`, and the index of its last line. */
function readValue(
  text: string,
  place: Place,
  index: number,
): { readonly value: ConfigValue; readonly last: number } {
  const mark = text.slice(0, 3);
  if (mark === '"""' || mark === "'''") return readLines(text.slice(3), mark, place, index);
  const value = readItems(text);
  if (value === undefined) throw invalid(place, index, `quotes or commas that do not fit: ${text}`);
  if ([value].flat().some((item) => /%\([^)]*\)s/.test(item))) {
    throw invalid(place, index, "values in values, %(name)s, are not read");
  }
  return { value, last: index };
}

function readLines(
  first: string,
  mark: string,
  place: Place,
  index: number,
): { readonly value: string; readonly last: number } {
  const lines: string[] = [];
  for (let last = index; last < place.lines.length; last += 1) {
    const line = last === index ? first : (place.lines[last] ?? "");
    const end = line.indexOf(mark);
    if (end < 0) lines.push(line);
    else if (!/^\s*(#|$)/.test(line.slice(end + 3))) break;
    else return { value: [...lines, line.slice(0, end)].join("\n"), last };
  }
  throw invalid(place, index, `a text in ${mark} that does not end well`);
}

function readItems(text: string): ConfigValue | undefined {
  if (/^,\s*(#|$)/.test(text)) return [];
  const items: string[] = [];
  let rest = text.trim();
  let isList = false;
  for (;;) {
    if (rest === "" || rest.startsWith("#")) return isList ? items : "";
    if (rest.startsWith(",")) return undefined;
    const item = readItem(rest);
    if (item === undefined) return undefined;
    items.push(item.value);
    if (!item.rest.startsWith(",")) return isList ? items : item.value;
    isList = true;
    rest = item.rest.slice(1).trimStart();
  }
}

function readItem(text: string): Read<string> | undefined {
  const isQuoted = text.startsWith('"') || text.startsWith("'");
  if (isQuoted) return readQuoted(text, (rest) => /^([,#]|$)/.test(rest));
  const end = text.search(/[,#]/);
  return end < 0
    ? { value: text.trimEnd(), rest: "" }
    : { value: text.slice(0, end).trimEnd(), rest: text.slice(end) };
}

function renderValue(value: ConfigValue): string {
  if (typeof value !== "string") {
    if (value.length === 0) return ",";
    return value.length === 1 ? `${quote(value[0] ?? "")},` : value.map((item) => quote(item)).join(", ");
  }
  const isTriple = value.includes("\n") || (value.includes("'") && value.includes('"'));
  if (!isTriple) return quote(value);
  if (value.includes("'''") && value.includes('"""')) throw unquotable(value);
  return value.includes("'''") ? `"""${value}"""` : `'''${value}'''`;
}

function quote(text: string): string {
  if (text === "") return '""';
  const isPlain = !/^[ \r\n\v\t'"]|[ \r\n\v\t'"]$|[,#\n]/.test(text);
  if (isPlain) return text;
  if (text.includes("\n") || (text.includes("'") && text.includes('"'))) throw unquotable(text);
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

function unquotable(text: string): PawlError {
  return new PawlError("input.invalid", {
    message: `${JSON.stringify(text)} cannot be written into DVC's configuration: it has both kinds of quotes.`,
  });
}
