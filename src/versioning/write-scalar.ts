import { needsQuotes } from "./resolve-scalar.ts";

/** Where a scalar is written. */
export interface Position {
  /** Column of the next character, from 0: after the key's colon or the dash. */
  readonly column: number;
  /** Columns that continuation lines are indented. */
  readonly indent: number;
  /** Keys are never folded. */
  readonly isKey: boolean;
}

const width = 80;
const breaks = "\n\u0085\u2028\u2029";

/**
 * Text as ruamel.yaml 0.19 writes it in a block, width 80, unicode kept. Begins with the blank that separates it from the
 * indicator before it, unless it is a key. A blank before a fold stays when the line had room for it, as there.
 */
export function writeScalar(text: string, position: Position): string {
  const allowed = analyze(text);
  if (allowed.plain && !needsQuotes(text)) return new Writer(position).plain(text);
  const isDouble = text.includes("'") || text.includes("\n") || !allowed.single;
  return isDouble ? new Writer(position).double(text) : new Writer(position).single(text);
}

function isSpecial(character: string): boolean {
  const isText = character >= " " && character <= "~";
  const point = character.codePointAt(0) ?? 0;
  const isUnicode =
    point === 0x85 ||
    (point >= 0xa0 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd && point !== 0xfeff) ||
    point >= 0x10000;
  return !(isText || isUnicode || character === "\n");
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || `\0 \t\r${breaks}`.includes(character);
}

function analyze(text: string): { readonly plain: boolean; readonly single: boolean } {
  const characters = Array.from(text);
  const has = (test: (character: string, index: number) => boolean): boolean => characters.some(test);
  const special = has(isSpecial);
  const spaceBeforeBreak = has((one, at) => breaks.includes(one) && characters[at - 1] === " ");
  const spaceAfterBreak = has(
    (one, at) => one === " " && at > 0 && breaks.includes(characters[at - 1] ?? "x"),
  );
  const single = !special && !spaceBeforeBreak && !spaceAfterBreak;
  const first = characters[0] ?? "";
  const indicator =
    /^(---|\.\.\.)/.test(text) ||
    "#,[]{}&*!|>'\"%@`".includes(first) ||
    ("?:-".includes(first) && isBlank(characters[1])) ||
    has((one, at) => at > 0 && one === ":" && isBlank(characters[at + 1])) ||
    has((one, at) => at > 0 && one === "#" && isBlank(characters[at - 1]));
  const edge = ` ${breaks}`;
  const hasEdge = edge.includes(first) || edge.includes(characters.at(-1) ?? "x");
  return { single, plain: single && !indicator && !hasEdge && !has((one) => breaks.includes(one)) };
}

const escapes: Readonly<Record<string, string>> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\u000b": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u2028": "L",
  "\u2029": "P",
};

class Writer {
  readonly #indent: number;
  readonly #fold: boolean;
  #out = "";
  #column: number;

  constructor(position: Position) {
    this.#indent = position.indent;
    this.#fold = !position.isKey;
    this.#column = position.column;
    if (!position.isKey) this.#write(" ");
  }

  plain(text: string): string {
    for (const run of text.match(/ +|[^ ]+/g) ?? []) {
      const size = Array.from(run).length;
      if (run.startsWith(" ")) {
        if (size === 1 && this.#column >= width && this.#fold) this.#break();
        else this.#write(run);
      } else {
        // Also a key is broken here when it is too long, but never before its first word.
        if (size + this.#column > width && this.#column > this.#indent && this.#fold) this.#break();
        this.#write(run);
      }
    }
    return this.#out;
  }

  single(text: string): string {
    this.#write("'");
    const runs = text.match(/ +|[^ ]+/g) ?? [];
    for (const [index, run] of runs.entries()) {
      const isInner = index > 0 && index < runs.length - 1;
      if (run === " " && isInner && this.#column > width && this.#fold) this.#break();
      else this.#write(run.replaceAll("'", "''"));
    }
    this.#write("'");
    return this.#out;
  }

  double(text: string): string {
    const characters = Array.from(text);
    this.#write('"');
    let start = 0;
    for (let end = 0; end <= characters.length; end += 1) {
      const one = characters[end];
      if (one === undefined || one === "\ufeff" || one in escapes || isSpecial(one)) {
        this.#write(characters.slice(start, end).join(""));
        start = end;
        if (one !== undefined) {
          this.#write(escapeOf(one));
          start = end + 1;
        }
      }
      const isInner = end > 0 && end < characters.length - 1;
      const isOver = this.#column + (end - start) > width;
      if (isInner && (one === " " || start >= end) && isOver && this.#fold)
        start = this.#foldDouble(characters, start, end);
    }
    this.#write('"');
    return this.#out;
  }

  #foldDouble(characters: readonly string[], from: number, end: number): number {
    const needsBackslash = !canFoldPlainly(characters, from, end);
    this.#write(characters.slice(from, Math.max(from, end)).join("") + (needsBackslash ? "\\" : ""));
    const start = Math.max(from, end);
    this.#break();
    if (characters[start] !== " ") return start;
    if (needsBackslash) this.#write("\\");
    return needsBackslash ? start : start + 1;
  }

  #write(text: string): void {
    this.#out += text;
    this.#column += Array.from(text).length;
  }

  #break(): void {
    this.#out += `\n${" ".repeat(this.#indent)}`;
    this.#column = this.#indent;
  }
}

/** Whether a reader turns a line break here back into the one blank that stood here. */
function canFoldPlainly(characters: readonly string[], start: number, end: number): boolean {
  const space = characters.indexOf(" ", end);
  if (space < 0) return false;
  const newline = characters.indexOf("\n", end);
  const at = newline >= 0 && newline < space ? newline : space;
  const next = characters[at + 1];
  if (next === undefined || (characters[at] === "\n" && next !== " ")) return false;
  const between = characters.slice(end, at);
  const isQuoted = between.includes('"') || between.includes("'");
  const isDoubleBlank = characters[end - 1] === " " && characters[end] === " ";
  return !isQuoted && next !== " " && next !== "\n" && !isDoubleBlank && start !== end;
}

function escapeOf(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return `\\${short}`;
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16).toUpperCase();
  if (point <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return point <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
