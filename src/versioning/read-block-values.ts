import type { Path, Place } from "../yaml/read-document.ts";
import { resolveScalar } from "./resolve-scalar.ts";
import { isValueMap, type Value, type ValueMap } from "./value.ts";

/** What a text in block style holds. */
export interface BlockValues {
  readonly value: Value;
  /** Where the key begins that is the last step of a path; `undefined` when there is a list on the way, or no such key. */
  placeOfKey(path: Path): Place | undefined;
}

/**
 * Reads the YAML that DVC, Pawl and most people write: mappings and lists in block style with blanks, one value a line
 * or a plain text that goes on over lines, lists of words in brackets. It takes a tenth of the time that all of YAML takes.
 *
 * @returns the value that `readValues` gives for the whole of YAML; `undefined` for any text that is not surely of this
 *   form, right or wrong: that is for the reader of all YAML.
 */
export function readBlockValues(text: string): BlockValues | undefined {
  if (!simpleText.test(text)) return undefined;
  const lines = splitLines(text);
  const first = lines[0];
  if (first === undefined || first.indent !== 0) return undefined;
  const reader = new BlockReader(lines);
  const value = reader.node(0, 0);
  if (value === undefined || !reader.isAtEnd) return undefined;
  return { value, placeOfKey: (path) => placeOfKey(value, path, reader.places) };
}

type Places = ReadonlyMap<ValueMap, ReadonlyMap<string, Place>>;

function placeOfKey(root: Value, path: Path, places: Places): Place | undefined {
  let [value, place]: [Value | undefined, Place | undefined] = [root, undefined];
  for (const step of path) {
    if (!isValueMap(value) || typeof step === "number") return undefined;
    place = places.get(value)?.get(step);
    value = value.get(step);
  }
  return place;
}

/** Printable characters and line feeds: no tabs, carriage returns, other line ends, marks of byte order or surrogates. */
const simpleText = /^[\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe]*$/;
const maxDepth = 50;

/** A line with content. `indent` counts the blanks and the dashes before `text`. */
interface Line {
  indent: number;
  text: string;
  /** From 1. */
  readonly number: number;
  /** Whether an empty line or a comment stands before it. */
  readonly isApart: boolean;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let isApart = false;
  for (const [index, whole] of text.split("\n").entries()) {
    const content = whole.replace(/^ +/, "");
    if (content === "" || content.startsWith("#")) isApart = true;
    else {
      // Before a line of a text goes on, DVC may leave a blank at its end.
      const kept = /: +$/.test(content) || content === "- " ? content : withoutLastBlanks(content);
      lines.push({ indent: whole.length - content.length, text: kept, number: index + 1, isApart });
      isApart = false;
    }
  }
  return lines;
}

const key = /^([A-Za-z_][A-Za-z0-9_./@-]{0,999}):(?: (?! )|$)/;

class BlockReader {
  readonly #lines: readonly Line[];
  readonly places = new Map<ValueMap, ReadonlyMap<string, Place>>();
  #index = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  get isAtEnd(): boolean {
    return this.#index === this.#lines.length;
  }

  /** The mapping or list that begins at the line; `undefined` when it is neither. */
  node(indent: number, depth: number): Value | undefined {
    const line = this.#lines[this.#index];
    if (line === undefined || line.indent !== indent || depth > maxDepth) return undefined;
    return line.text.startsWith("- ") ? this.#list(indent, depth) : this.#map(indent, depth);
  }

  #map(indent: number, depth: number): Value | undefined {
    const entries = new Map<string, Value>();
    const places = new Map<string, Place>();
    this.places.set(entries, places);
    for (;;) {
      const line = this.#lines[this.#index];
      if (line === undefined || line.indent < indent) return entries;
      const match = line.indent === indent ? key.exec(line.text) : null;
      const name = match?.[1];
      if (match === null || name === undefined || entries.has(name)) return undefined;
      if (resolveScalar(name) !== name) return undefined;
      places.set(name, { line: line.number, column: indent + 1 });
      const rest = line.text.slice(match[0].length);
      this.#index += 1;
      const value = rest === "" ? this.#below(indent, depth) : this.#inline(rest, indent);
      if (value === undefined) return undefined;
      entries.set(name, value);
    }
  }

  /** What stands below a key: deeper, or a list in the key's own column. */
  #below(indent: number, depth: number): Value | undefined {
    const next = this.#lines[this.#index];
    if (next === undefined || next.indent < indent) return null;
    if (next.indent > indent) return this.node(next.indent, depth + 1);
    return next.text.startsWith("- ") ? this.#list(indent, depth + 1) : null;
  }

  #list(indent: number, depth: number): Value | undefined {
    const items: Value[] = [];
    for (;;) {
      const line = this.#lines[this.#index];
      if (line === undefined || line.indent < indent) return items;
      // Of a list in the column of its key, the next key is the end.
      if (line.indent > indent) return undefined;
      if (!line.text.startsWith("- ")) return items;
      const item = this.#item(line, indent, depth);
      if (item === undefined) return undefined;
      items.push(item);
    }
  }

  #item(line: Line, indent: number, depth: number): Value | undefined {
    const rest = line.text.slice(2);
    if (rest.startsWith("- ") || key.test(rest)) {
      line.indent = indent + 2;
      line.text = rest;
      return this.node(indent + 2, depth + 1);
    }
    this.#index += 1;
    return this.#inline(rest, indent);
  }

  /** A value on the line of its key or dash. */
  #inline(text: string, indent: number): Value | undefined {
    const start = text[0] ?? " ";
    if (start === "'" || start === '"') return this.#alone(indent, quoted(text));
    if (start === "[" || start === "{") return this.#alone(indent, collection(text));
    const plain = isPlain(text) && !/^(?:$|[ !&*?|>%@`#\]},:]|-(?: |$))/.test(text);
    const whole = plain ? this.#continued(text, indent) : undefined;
    return whole === undefined || whole === "=" || whole === "<<" ? undefined : resolveScalar(whole);
  }

  /** A value that must not go on below. */
  #alone(indent: number, value: Value | undefined): Value | undefined {
    return (this.#lines[this.#index]?.indent ?? 0) > indent ? undefined : value;
  }

  #continued(text: string, indent: number): string | undefined {
    let whole = text;
    for (;;) {
      const next = this.#lines[this.#index];
      if (next === undefined || next.indent <= indent) return whole;
      if (next.isApart || !isPlain(next.text) || /^-(?: |$)/.test(next.text)) return undefined;
      whole += ` ${next.text}`;
      this.#index += 1;
    }
  }
}

/** Whether a line can be of a plain text as it is: nothing in it that ends one. */
function isPlain(text: string): boolean {
  return !/: |:$| #|\s$/.test(text);
}

function quoted(text: string): Value | undefined {
  return /^(?:'([^']*)'|"([^"\\]*)")$/
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
}

const word = /^[A-Za-z0-9_./][A-Za-z0-9_./@+-]*$/;

function collection(text: string): Value | undefined {
  if (text === "{}") return new Map();
  if (text === "[]") return [];
  if (!text.startsWith("[") || !text.endsWith("]")) return undefined;
  const items: Value[] = [];
  for (const part of text.slice(1, -1).split(",")) {
    const item = word.test(part.trim()) ? resolveScalar(part.trim()) : undefined;
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** An expression for it takes time in the square of the blanks. */
function withoutLastBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}
