import { PawlError } from "../../errors.ts";
import { plainText } from "../compose-values.ts";
import { pythonText } from "../python-text.ts";
import { isValueList, isValueMap, PlainKeyMap, type Value, type ValueMap } from "../value.ts";
import { commandArguments, type ParsingOptions } from "./command-arguments.ts";
import { type Context, countMade, selectValue } from "./context.ts";
import { findExpressions, isPath, isWholeExpression, unescapeExpressions } from "./expression.ts";

/** Where a template stands. */
export interface InterpolationSite {
  readonly context: Context;
  /** The field of a stage; undefined elsewhere, where lists and mappings may be put in. */
  readonly field?: string;
  readonly parsing?: ParsingOptions;
}

/**
 * A value with every `${}` in its texts and keys resolved.
 *
 * @throws PawlError `dvc.invalid` for an unknown name, a malformed expression, a list or mapping where only one value fits.
 */
export function interpolate(value: Value, site: InterpolationSite): Value {
  if (typeof value === "string") return interpolateText(value, site);
  countMade(site.context, 0);
  if (isValueList(value)) return value.map((item) => interpolate(item, site));
  return isValueMap(value) ? interpolateMap(value, site) : value;
}

/** One text with its `${}` resolved: the typed value when it is one expression, else text. */
export function interpolateText(text: string, site: InterpolationSite): Value {
  const expressions = findExpressions(text);
  if (isWholeExpression(text, expressions)) return valueOf(expressions[0]?.inner ?? "", site);
  let resolved = "";
  let end = 0;
  for (const expression of expressions) {
    const value = valueOf(expression.inner, site);
    const words = valueText(value, site.parsing ?? {});
    countMade(site.context, words.length);
    resolved += text.slice(end, expression.start) + words;
    end = expression.end;
  }
  countMade(site.context, text.length);
  return unescapeExpressions(resolved + text.slice(end));
}

/** A value inside a text: `true`, `None`, numbers as Python prints them, mappings as arguments. */
export function valueText(value: Value, parsing: ParsingOptions): string {
  if (typeof value === "boolean") return String(value);
  return isValueMap(value) ? commandArguments(value, parsing) : pythonText(value);
}

/** Refuses malformed expressions anywhere in a value. @throws PawlError `dvc.invalid` */
export function checkExpressions(value: Value): void {
  if (typeof value === "string") {
    for (const { inner } of findExpressions(value)) checkPath(inner);
  } else if (isValueList(value)) {
    for (const item of value) checkExpressions(item);
  } else if (isValueMap(value)) {
    for (const [key, item] of value) {
      checkExpressions(key);
      checkExpressions(item);
    }
  }
}

/** Whether there is an expression anywhere in a value. */
export function hasExpression(value: Value): boolean {
  if (typeof value === "string") return findExpressions(value).length > 0;
  if (isValueList(value)) return value.some(hasExpression);
  return isValueMap(value) && [...value].some(([key, item]) => hasExpression(key) || hasExpression(item));
}

function checkPath(inner: string): void {
  if (isPath(inner)) return;
  const message = `\${${inner}} is no expression; write names with dots and indexes in brackets: \${train.layers[0]}`;
  throw new PawlError("dvc.invalid", { message });
}

function valueOf(inner: string, site: InterpolationSite): Value {
  checkPath(inner);
  const value = selectValue(site.context, inner);
  const isCollection = isValueList(value) || isValueMap(value);
  if (!isCollection || site.field === undefined) return value;
  if (isValueMap(value) && site.field === "cmd") return value;
  const what = isValueList(value) ? "list" : "mapping";
  throw new PawlError("dvc.invalid", {
    message: `\${${inner}} is a ${what}, which cannot stand in ${site.field}`,
  });
}

function interpolateMap(map: ValueMap, site: InterpolationSite): ValueMap {
  const resolved = new Map<string, Value>();
  const plain = new Set<string>();
  for (const [key, value] of map) {
    const isPlain = map.plainKeys?.has(key) === true;
    const name = isPlain ? key : interpolateText(key, site);
    const text = typeof name === "string" ? name : plainKey(name);
    if (isPlain || typeof name !== "string") plain.add(text);
    resolved.set(text, interpolate(value, site));
  }
  return plain.size === 0 ? resolved : new PlainKeyMap(resolved, plain);
}

function plainKey(name: Exclude<Value, string>): string {
  const text = plainText(name);
  if (text !== "") return text;
  throw new PawlError("dvc.invalid", { message: "a list or a mapping cannot be a key" });
}
