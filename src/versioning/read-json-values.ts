import { PawlError } from "../errors.ts";
import { pythonFloat } from "./python-float.ts";
import type { NumberValue, Value } from "./value.ts";

/** Deeper ones are refused before the stack ends. */
const maxDepth = 200;

const token = /[\t\n\r ]*(?:([[\]{},:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?[A-Za-z0-9.+-]+))/y;
const number = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const words: Readonly<Record<string, Value>> = {
  null: null,
  true: true,
  false: false,
  NaN: { kind: "float", text: "nan" },
  Infinity: { kind: "float", text: "inf" },
  "-Infinity": { kind: "float", text: "-inf" },
};

/**
 * Reads JSON as Python does: numbers keep their kind and all their digits, `NaN` and `Infinity` are numbers, and of a key that
 * is there twice the last one counts.
 *
 * @param file for messages.
 * @throws PawlError `file.unreadable`
 */
export function readJsonValues(text: string, file: string): Value {
  const reader = new JsonReader(text.replace(/^\uFEFF/, ""), file);
  return reader.document();
}

class JsonReader {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): Value {
    const value = this.#value(this.#next(), 0);
    if (/^[\t\n\r ]*$/.test(this.#text.slice(this.#at))) return value;
    throw this.#problem("something follows the value");
  }

  #value(first: string, depth: number): Value {
    if (depth > maxDepth) throw this.#problem(`it is nested deeper than ${maxDepth}`);
    if (first === "[") return this.#list(depth);
    if (first === "{") return this.#mapping(depth);
    if (first.startsWith('"')) return this.#string(first);
    const word = Object.hasOwn(words, first) ? words[first] : undefined;
    return word ?? (first === "null" ? null : this.#number(first));
  }

  #list(depth: number): readonly Value[] {
    const items: Value[] = [];
    let next = this.#next();
    if (next === "]") return items;
    for (;;) {
      items.push(this.#value(next, depth + 1));
      const separator = this.#next();
      if (separator === "]") return items;
      if (separator !== ",") throw this.#problem("a comma is missing");
      next = this.#next();
    }
  }

  #mapping(depth: number): Value {
    const entries = new Map<string, Value>();
    let key = this.#next();
    if (key === "}") return entries;
    for (;;) {
      if (!key.startsWith('"')) throw this.#problem("a key has no quotes");
      if (this.#next() !== ":") throw this.#problem("a colon is missing");
      entries.set(this.#string(key), this.#value(this.#next(), depth + 1));
      const separator = this.#next();
      if (separator === "}") return entries;
      if (separator !== ",") throw this.#problem("a comma is missing");
      key = this.#next();
    }
  }

  #number(text: string): NumberValue {
    const [, fraction, exponent] = number.exec(text) ?? [];
    if (!number.test(text)) throw this.#problem(`${JSON.stringify(text.slice(0, 40))} is no value`);
    if (fraction !== undefined || exponent !== undefined)
      return { kind: "float", text: pythonFloat(Number(text)) };
    return { kind: "integer", text: text === "-0" ? "0" : text };
  }

  #string(quoted: string): string {
    try {
      return String(JSON.parse(quoted));
    } catch {
      throw this.#problem("a string is not valid");
    }
  }

  #next(): string {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match === null) throw this.#problem("it ends too early or is not JSON");
    this.#at = token.lastIndex;
    return match[1] ?? match[2] ?? match[3] ?? "";
  }

  #problem(reason: string): PawlError {
    const before = this.#text.slice(0, this.#at).split("\n");
    const place = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
    return new PawlError("file.unreadable", { message: `${this.#file}:${place}: not JSON: ${reason}` });
  }
}
