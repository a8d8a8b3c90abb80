import { PawlError } from "../errors.ts";
import { pythonFloat } from "./python-float.ts";
import type { Value } from "./value.ts";

/** Lists and mappings inside each other. */
const maxDepth = 200;

/**
 * Reads JSON as Python's `json.loads`: exact numbers, `NaN` and `Infinity`, the last of doubled keys, keys in their order.
 *
 * @throws PawlError `file.unreadable` with the line and column of the first thing that is wrong.
 */
export function parseJson(text: string, file: string): Value {
  return new JsonReader(text, file).document();
}

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const blank = /[ \t\n\r]*/y;
const word = /true|false|null|NaN|-?Infinity/y;
const words: Readonly<Record<string, Value>> = {
  true: true,
  false: false,
  null: null,
  NaN: { kind: "float", text: "nan" },
  Infinity: { kind: "float", text: "inf" },
  "-Infinity": { kind: "float", text: "-inf" },
};

class JsonReader {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): Value {
    const value = this.#value(1);
    if (this.#at < this.#text.length) this.#refuse("nothing more may follow here");
    return value;
  }

  #value(depth: number): Value {
    if (depth > maxDepth) this.#refuse(`nested more than ${maxDepth} levels deep`);
    this.#take(blank);
    const value = this.#bare(depth);
    this.#take(blank);
    return value;
  }

  #bare(depth: number): Value {
    if (this.#skip("{")) return this.#map(depth);
    if (this.#skip("[")) return this.#list(depth);
    if (this.#text[this.#at] === '"') return this.#string();
    const found = this.#take(word)?.[0];
    return found === undefined ? this.#number() : (words[found] ?? null);
  }

  #map(depth: number): Value {
    const map = new Map<string, Value>();
    this.#take(blank);
    if (this.#skip("}")) return map;
    do {
      this.#take(blank);
      const key = this.#string();
      this.#take(blank);
      if (!this.#skip(":")) this.#refuse("a colon is missing");
      map.set(key, this.#value(depth + 1));
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#refuse("a comma or } is missing");
    return map;
  }

  #list(depth: number): Value {
    this.#take(blank);
    if (this.#skip("]")) return [];
    const items: Value[] = [];
    do items.push(this.#value(depth + 1));
    while (this.#skip(","));
    if (!this.#skip("]")) this.#refuse("a comma or ] is missing");
    return items;
  }

  #string(): string {
    const start = this.#at;
    if (!this.#skip('"')) this.#refuse("text in double quotes is missing");
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    }
    this.#at += 1;
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      this.#at = start;
      return this.#refuse("a character or escape in this text is not allowed, or its quote is missing");
    }
  }

  #number(): Value {
    const match = this.#take(number);
    if (match === undefined) this.#refuse("a value is missing");
    const [found, fraction, exponent] = match;
    const isFloat = fraction !== undefined || exponent !== undefined;
    if (isFloat) return { kind: "float", text: pythonFloat(Number(found)) };
    return { kind: "integer", text: found === "-0" ? "0" : found };
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match === null) return undefined;
    this.#at = expression.lastIndex;
    return match;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #refuse(reason: string): never {
    const before = this.#text.slice(0, this.#at).split("\n");
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
    throw new PawlError("file.unreadable", {
      message: `${this.#file}:${line}:${column}: no valid JSON: ${reason}`,
    });
  }
}
