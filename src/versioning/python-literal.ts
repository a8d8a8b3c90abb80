import type { SyntaxNode } from "@lezer/common";
import { plainText } from "./compose-values.ts";
import { pythonFloat } from "./python-float.ts";
import { readPythonString } from "./read-python-string.ts";
import { isNumberValue, PlainKeyMap, TupleList, type Value } from "./value.ts";

/** Reads expressions of one Python file. */
export interface LiteralSource {
  readonly text: string;
  /** Reports what Python would not parse. */
  readonly refuse: (node: SyntaxNode, reason: string) => void;
}

/**
 * The value of an expression as Python's `ast.literal_eval` gives it.
 *
 * @returns `undefined` when it is no literal, which DVC skips.
 */
export function pythonLiteral(node: SyntaxNode, source: LiteralSource): Value | undefined {
  const number = numberOf(node, source);
  if (number !== undefined) return numberLiteral(number, node, source);
  switch (node.name) {
    case "String":
    case "ContinuedString":
      return stringLiteral(node, source);
    case "Boolean":
      return textOf(node, source) === "True";
    case "None":
      return null;
    case "Ellipsis":
      return { kind: "opaque", text: "an ellipsis" };
    case "ParenthesizedExpression":
      return inner(node, source);
    case "UnaryExpression":
      return signedLiteral(node, source);
    case "TupleExpression":
      return tupleLiteral(partsOf(node), source);
    case "ArrayExpression":
      return itemsOf(partsOf(node), source);
    case "SetExpression":
      return opaque(
        itemsOf(partsOf(node), source) === undefined ? undefined : `the set ${textOf(node, source)}`,
      );
    case "CallExpression":
      return opaque(textOf(node, source) === "set()" ? "an empty set" : undefined);
    case "BinaryExpression":
      return opaque(isComplex(node, source) ? `the complex number ${textOf(node, source)}` : undefined);
    case "DictionaryExpression":
      return dictionaryLiteral(node, source);
    default:
      return undefined;
  }
}

/** A tuple of expressions; `undefined` when one is no literal. */
export function tupleLiteral(parts: readonly SyntaxNode[], source: LiteralSource): Value | undefined {
  const items = itemsOf(parts, source);
  return items === undefined ? undefined : TupleList.from(items);
}

/** The expressions of a node: neither brackets, commas nor comments. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!/^([()[\]{},]|Comment)$/.test(child.name)) parts.push(child);
  }
  return parts;
}

/** The source of a node. */
export function textOf(node: SyntaxNode, source: LiteralSource): string {
  return source.text.slice(node.from, node.to);
}

function inner(node: SyntaxNode, source: LiteralSource): Value | undefined {
  const [part] = partsOf(node);
  return part === undefined ? undefined : pythonLiteral(part, source);
}

function itemsOf(parts: readonly SyntaxNode[], source: LiteralSource): readonly Value[] | undefined {
  const items: Value[] = [];
  for (const part of parts) {
    const value = pythonLiteral(part, source);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

function opaque(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : { kind: "opaque", text };
}

const validNumber =
  /^(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*|(?=.*[.eEjJ])(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?)$/;

/** The text of a number; the library takes `5.` and `5.e3` for an attribute and `5.e-3` for a difference. */
export function numberOf(node: SyntaxNode, source: LiteralSource): string | undefined {
  if (node.name === "Number") return textOf(node, source);
  if (node.name !== "MemberExpression" && node.name !== "BinaryExpression") return undefined;
  const whole = textOf(node, source);
  const [text = ""] = whole.split(/\s|#/, 1);
  const rest = whole.slice(text.length).trimStart();
  if (rest !== "" && !rest.startsWith("#")) return undefined;
  return /^[0-9][0-9_]*\.(?:[eE]|[jJ]?$)/.test(text) && validNumber.test(text) ? text : undefined;
}

function numberLiteral(text: string, node: SyntaxNode, source: LiteralSource): Value {
  if (!validNumber.test(text)) source.refuse(node, `${text} is no number`);
  const clean = text.replaceAll("_", "").toLowerCase();
  if (/^[0-9]+$/.test(clean)) return { kind: "integer", text: clean.replace(/^0+(?=\d)/, "") };
  if (/^0[xob]/.test(clean)) return { kind: "integer", text: String(BigInt(clean)) };
  if (clean.endsWith("j")) return { kind: "opaque", text: `the complex number ${text}` };
  return { kind: "float", text: pythonFloat(Number(clean)) };
}

function signedLiteral(node: SyntaxNode, source: LiteralSource): Value | undefined {
  const [sign, operand] = partsOf(node);
  const bare = operand === undefined ? undefined : unwrap(operand);
  if (sign === undefined || bare === undefined || numberOf(bare, source) === undefined) return undefined;
  const operator = textOf(sign, source);
  const value = pythonLiteral(bare, source);
  if (operator !== "-" && operator !== "+") return undefined;
  if (!isNumberValue(value)) return opaque(`the complex number ${textOf(node, source)}`);
  if (operator === "+" || value.text === "nan" || (value.kind === "integer" && value.text === "0"))
    return value;
  return { kind: value.kind, text: `-${value.text}` };
}

function unwrap(node: SyntaxNode): SyntaxNode {
  const [part] = node.name === "ParenthesizedExpression" ? partsOf(node) : [];
  return part === undefined ? node : unwrap(part);
}

/** `1 + 2j`: the only sum that is a literal. */
function isComplex(node: SyntaxNode, source: LiteralSource): boolean {
  const [left, operator, right] = partsOf(node).map((part) =>
    part.name === "ArithOp" ? part : unwrap(part),
  );
  if (left === undefined || operator === undefined || right === undefined) return false;
  const isSum = /^[-+]$/.test(textOf(operator, source));
  const isNumber =
    numberOf(left, source) !== undefined ||
    (left.name === "UnaryExpression" && signedLiteral(left, source) !== undefined);
  return isSum && isNumber && /[jJ]$/.test(numberOf(right, source) ?? "");
}

function stringLiteral(node: SyntaxNode, source: LiteralSource): Value | undefined {
  const parts = node.name === "String" ? [node] : partsOf(node);
  if (parts.some((part) => part.name !== "String")) return undefined; // a format string
  const texts: string[] = [];
  const kinds = new Set<boolean>();
  for (const part of parts) {
    const read = readPythonString(textOf(part, source));
    if (read.problem !== undefined) source.refuse(part, read.problem);
    texts.push(read.text ?? "");
    kinds.add(read.isBytes === true);
  }
  if (kinds.size > 1) source.refuse(node, "text and bytes do not mix");
  return kinds.has(true) ? opaque(`the bytes ${textOf(node, source)}`) : texts.join("");
}

function dictionaryLiteral(node: SyntaxNode, source: LiteralSource): Value | undefined {
  const parts = partsOf(node);
  const entries: [string, Value][] = [];
  const plain = new Set<string>();
  for (let index = 0; index < parts.length; index += 3) {
    const [keyNode, colon, valueNode] = parts.slice(index, index + 3);
    if (keyNode === undefined || colon?.name !== ":" || valueNode === undefined) return undefined; // `**other`
    const key = pythonLiteral(keyNode, source);
    const value = pythonLiteral(valueNode, source);
    if (key === undefined || value === undefined) return undefined;
    const name = typeof key === "string" ? key : plainText(key);
    if (name === "" && typeof key !== "string") return opaque("a mapping with a list for a key");
    entries.push([name, value]);
    if (typeof key !== "string") plain.add(name);
  }
  return plain.size === 0 ? new Map(entries) : new PlainKeyMap(entries, plain);
}
