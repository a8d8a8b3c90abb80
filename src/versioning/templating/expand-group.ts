import { PawlError } from "../../errors.ts";
import { pythonText } from "../python-text.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "../value.ts";
import type { Context } from "./context.ts";
import { findExpressions, isWholeExpression } from "./expression.ts";
import { interpolate, valueText } from "./interpolate.ts";

/** Stages that one group may make. */
const maxStages = 100_000;

/** One stage of a group. */
export interface GroupMember {
  /** Behind the `@` of its name. */
  readonly key: string;
  /** `item`, and `key` where it is known. */
  readonly scope: ValueMap;
}

/** A value with its part in a name: values of the context are named as Python prints them. */
interface Named {
  readonly value: Value;
  readonly name: string;
}

/**
 * The stages of `foreach`, by their keys in order: the values of a list, their indexes when one is a list or a mapping,
 * the keys of a mapping. Of doubled keys the last value stands at the first place.
 *
 * @throws PawlError `dvc.invalid` when it is no list or mapping, or a `${}` in it cannot be resolved.
 */
export function expandForeach(data: Value, context: Context): readonly GroupMember[] {
  refuseWholeKeys(data);
  const isReference = typeof data === "string";
  const resolved = isReference ? interpolate(data, { context }) : data;
  if (isValueMap(resolved)) {
    const map = isReference ? resolved : (interpolate(resolved, { context }) as ValueMap); // a mapping stays one
    return members([...map].map(([key, item]) => scoped(key, item, new Map([["key", key]]))));
  }
  if (!isValueList(resolved)) {
    throw new PawlError("dvc.invalid", {
      message: `foreach needs a list or a mapping, not ${pythonText(resolved)}`,
    });
  }
  const items = isReference ? resolved.map(fromContext) : resolved.map((item) => inline(item, context));
  const isComposite = items.some(({ value }) => isValueList(value) || isValueMap(value));
  return members(items.map(({ value, name }, index) => scoped(isComposite ? String(index) : name, value)));
}

/**
 * The stages of `matrix`: every combination, the last axis fastest. A list or mapping is named by its axis and index.
 *
 * @throws PawlError `dvc.invalid` when an axis is no list, there is no axis, there are too many combinations, or a `${}`
 * cannot be resolved.
 */
export function expandMatrix(data: Value, context: Context): readonly GroupMember[] {
  refuseWholeKeys(data);
  const axes = isValueMap(data) ? [...data].map(([axis, values]) => axisOf(axis, values, context)) : [];
  if (axes.length === 0) throw new PawlError("dvc.invalid", { message: "matrix needs at least one axis" });
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > maxStages) {
    throw new PawlError("dvc.invalid", {
      message: `matrix makes ${count} stages; at most ${maxStages} are made`,
    });
  }
  let combinations: readonly { readonly names: readonly string[]; readonly item: ValueMap }[] = [
    { names: [], item: new Map() },
  ];
  for (const { axis, values } of axes) {
    combinations = combinations.flatMap(({ names, item }) =>
      values.map(({ value, name }) => ({ names: [...names, name], item: new Map(item).set(axis, value) })),
    );
  }
  return members(
    combinations.map(({ names, item }) => {
      const key = names.join("-");
      return scoped(key, item, new Map([["key", key]]));
    }),
  );
}

function axisOf(
  axis: string,
  data: Value,
  context: Context,
): { readonly axis: string; readonly values: readonly Named[] } {
  const name = valueText(interpolate(axis, { context }), {});
  const values = axisValues(data, context, axis);
  return {
    axis: name,
    values: values.map((one, index) =>
      isValueList(one.value) || isValueMap(one.value) ? { ...one, name: `${name}${index}` } : one,
    ),
  };
}

function axisValues(data: Value, context: Context, axis: string): readonly Named[] {
  if (isValueList(data)) return data.map((item) => inline(item, context));
  if (typeof data === "string") {
    const resolved = interpolate(data, { context });
    if (isValueList(resolved)) return resolved.map(fromContext);
    if (isValueMap(resolved)) return [...resolved.keys()].map(fromContext);
    // DVC takes a text apart into its characters.
    const isText = typeof resolved === "string" && !isWholeExpression(data, findExpressions(data));
    if (isText) return Array.from(resolved, fromContext);
  }
  throw new PawlError("dvc.invalid", { message: `the axis ${axis} of matrix needs a list` });
}

function inline(item: Value, context: Context): Named {
  const value = interpolate(item, { context });
  const isReference = typeof item === "string" && isWholeExpression(item, findExpressions(item));
  return { value, name: isReference ? pythonText(value) : nameOf(value) };
}

function nameOf(value: Value): string {
  return isValueMap(value) || isValueList(value) ? "" : valueText(value, {});
}

function fromContext(value: Value): Named {
  return { value, name: isValueMap(value) || isValueList(value) ? "" : pythonText(value) };
}

/** A key that is one expression: what it stands for may be no text, so that DVC fails on it. */
function refuseWholeKeys(data: Value): void {
  if (isValueList(data)) for (const item of data) refuseWholeKeys(item);
  if (!isValueMap(data)) return;
  for (const [key, item] of data) {
    if (isWholeExpression(key, findExpressions(key))) {
      throw new PawlError("dvc.invalid", { message: `${key} cannot be a key here; put text around it` });
    }
    refuseWholeKeys(item);
  }
}

function scoped(key: string, item: Value, more: ValueMap = new Map()): GroupMember {
  return { key, scope: new Map<string, Value>([["item", item], ...more]) };
}

function members(all: readonly GroupMember[]): readonly GroupMember[] {
  if (all.length > maxStages) {
    throw new PawlError("dvc.invalid", {
      message: `foreach makes ${all.length} stages; at most ${maxStages} are made`,
    });
  }
  return [...new Map(all.map((member) => [member.key, member])).values()];
}
