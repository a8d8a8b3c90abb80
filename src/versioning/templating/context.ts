import { PawlError } from "../../errors.ts";
import { nearestMatch } from "../../yaml/nearest-match.ts";
import { isSpecialValue, isValueList, isValueMap, TupleList, type Value, type ValueMap } from "../value.ts";
import { pathSteps } from "./expression.ts";

/** Where values of a context came from. */
interface Layer {
  /** A file, or `vars[0]`. */
  readonly source: string;
  readonly values: ValueMap;
}

/** The values that `${}` finds. */
export interface Context {
  readonly values: ValueMap;
  /** What was merged, in order. */
  readonly layers: readonly Layer[];
  /** Files that were loaded: whole, or some of their keys. */
  readonly loaded: ReadonlyMap<string, "all" | readonly string[]>;
  /** `item` and `key` of a group; they hide values of the same name and cannot be redefined. */
  readonly scope: ValueMap;
  /** What templates have made so far, of all stages of a file. */
  readonly made: { characters: number };
}

/** Characters and values that the templates of one file may make; a file that makes more is a bomb. */
const maxMade = 32 * 1024 * 1024;

/** A context that knows nothing; one for each file. */
export function createContext(): Context {
  return { values: new Map(), layers: [], loaded: new Map(), scope: new Map(), made: { characters: 0 } };
}

/** Counts what a template makes. @throws PawlError `dvc.invalid` when that is more than a file may make. */
export function countMade(context: Context, characters: number): void {
  context.made.characters += characters + 1;
  if (context.made.characters <= maxMade) return;
  throw new PawlError("dvc.invalid", { message: `templates make more than ${maxMade} characters` });
}

/**
 * The context with more values: mappings are merged at every depth.
 *
 * @throws PawlError `dvc.invalid` when a value that is already there would be defined again, or is of a kind that
 * templates cannot hold.
 */
export function withLayer(context: Context, source: string, values: ValueMap): Context {
  const layer = { source, values: toMap(values, source, []) };
  const reserved = [...context.scope.keys()].filter((name) => layer.values.has(name));
  if (reserved.length > 0) {
    throw new PawlError("dvc.invalid", {
      message: `${reserved.join(" and ")} cannot be redefined in ${source}: foreach and matrix set it`,
    });
  }
  const merged = merge(context.values, layer.values, { context, source, path: [] });
  return { ...context, values: merged, layers: [...context.layers, layer] };
}

/** The context inside a group, with its `item` and, of mappings and matrices, its `key`. */
export function withScope(context: Context, scope: ValueMap, source: string): Context {
  return { ...context, scope: toMap(scope, source, []) };
}

/**
 * The value at a path such as `train.layers[0]`.
 *
 * @throws PawlError `dvc.invalid` that names the nearest path when there is none.
 */
export function selectValue(context: Context, path: string): Value {
  const steps = pathSteps(path);
  let value: Value = context.scope.has(steps[0] ?? "") ? context.scope : context.values;
  for (const [index, step] of steps.entries()) {
    const next = child(value, step);
    if (next === undefined) throw unknown(context, { steps, index, value });
    value = next;
  }
  return value;
}

function child(value: Value, step: string): Value | undefined {
  if (isValueMap(value)) return value.get(step);
  if (!isValueList(value) || !/^[-+]?\d+(_\d+)*$/.test(step)) return undefined;
  return value.at(Number(step.replaceAll("_", "")));
}

function unknown(
  context: Context,
  at: { readonly steps: readonly string[]; readonly index: number; readonly value: Value },
): PawlError {
  const before = at.steps.slice(0, at.index);
  const names = isValueMap(at.value) ? [...at.value.keys()] : [];
  const known = at.index === 0 ? [...names, ...context.values.keys(), ...context.scope.keys()] : names;
  const nearest = nearestMatch(at.steps[at.index] ?? "", known);
  const hint = nearest === undefined ? "" : `; did you mean ${[...before, nearest].join(".")}?`;
  return new PawlError("dvc.invalid", { message: `there is no value for \${${at.steps.join(".")}}${hint}` });
}

interface MergeSite {
  readonly context: Context;
  readonly source: string;
  readonly path: readonly string[];
}

function merge(into: ValueMap, update: ValueMap, site: MergeSite): ValueMap {
  const merged = new Map(into);
  for (const [key, value] of update) {
    const before = into.get(key);
    const path = [...site.path, key];
    if (before === undefined) merged.set(key, value);
    else if (isValueMap(before) && isValueMap(value))
      merged.set(key, merge(before, value, { ...site, path }));
    else throw redefinition({ ...site, path });
  }
  return merged;
}

function redefinition({ context, source, path }: MergeSite): PawlError {
  const first = context.layers.find((layer) => {
    let value: Value | undefined = layer.values;
    for (const step of path) value = isValueMap(value) ? value.get(step) : undefined;
    return value !== undefined;
  });
  const message = `cannot redefine ${path.join(".")} from ${source}: it is already in ${first?.source ?? "vars"}`;
  return new PawlError("dvc.invalid", { message });
}

/** A mapping as templates see it: keys that are not text are not there. */
function toMap(map: ValueMap, source: string, path: readonly string[]): ValueMap {
  const entries = [...map].filter(([key]) => map.plainKeys?.has(key) !== true);
  return new Map(entries.map(([key, value]) => [key, toContextValue(value, source, [...path, key])]));
}

/** Values that were converted, so that those of many stages are converted once. */
const converted = new WeakMap<object, Value>();

function toContextValue(value: Value, source: string, path: readonly string[]): Value {
  if (typeof value !== "object" || value === null) return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const result = convert(value, source, path);
  converted.set(value, result);
  return result;
}

function convert(value: Value, source: string, path: readonly string[]): Value {
  if (isValueMap(value)) return toMap(value, source, path);
  if (isSpecialValue(value) || value instanceof TupleList) {
    const what = isSpecialValue(value)
      ? value.kind === "date"
        ? `the date ${value.text}`
        : value.text
      : "a tuple";
    const message = `${path.join(".")} of ${source} is ${what}, which templates cannot hold; write text or a list`;
    throw new PawlError("dvc.invalid", { message });
  }
  if (!isValueList(value)) return value;
  return value.map((item, index) => toContextValue(item, source, [...path, String(index)]));
}
