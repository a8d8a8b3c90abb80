import { isAlias, isNode, isScalar, type Node, parseDocument, visit } from "yaml";
import { readParams } from "./read-params.ts";
import { isValueMap, type Value, type ValueMap } from "./value.ts";

/** One parameter file at two revisions. */
export interface MixedParams {
  /** The text whose keys, comments and order count. */
  readonly structure: string;
  /** The text whose values count. */
  readonly values: string;
  /** Its name says the format. */
  readonly path: string;
}

/**
 * A parameter file with the keys of one revision and, where both have a key, the value of the other: what only one revision
 * has belongs to the code that reads it. Lists are values as a whole.
 *
 * @returns the text; `undefined` when values of this file cannot be set alone: TOML, Python, keys that are not text, merge keys
 * and aliases, or a key that holds a mapping at one revision only.
 * @throws PawlError `file.unreadable` when one of the texts cannot be read.
 *
 * @example
 * await mixParams({ structure: "lr: 0.1 # rate\nnew: 1\n", values: "lr: 0.2\nold: 3\n", path: "params.yaml" });
 * // "lr: 0.2 # rate\nnew: 1\n"
 */
export async function mixParams({ structure, values, path }: MixedParams): Promise<string | undefined> {
  const [own, other] = await Promise.all([readParams(structure, path), readParams(values, path)]);
  if (!isValueMap(own) || !isValueMap(other)) return undefined;
  if (/\.(?:toml|py)$/i.test(path)) return undefined;
  const changed = listChanges(own, other, []);
  if (changed === undefined) return undefined;
  if (changed.length === 0) return structure;
  const text = setNodes(structure, values, changed);
  // Read again: the library that sets values reads a few texts in another way than DVC does.
  const mixed = text === undefined ? undefined : await readParams(text, path).catch(() => undefined);
  return mixed !== undefined && isSame(mixed, expected(own, other)) ? text : undefined;
}

/**
 * What differs between two revisions of a parameter file, as dotted keys.
 *
 * @returns `shared`: keys that both have with other values; `single`: keys that one has.
 */
export function compareParams(
  before: Value | undefined,
  after: Value | undefined,
): { readonly shared: readonly string[]; readonly single: readonly string[] } {
  const [shared, single]: [string[], string[]] = [[], []];
  const walk = (a: Value | undefined, b: Value | undefined, path: readonly string[]): void => {
    if (isValueMap(a) && isValueMap(b)) {
      for (const key of new Set([...a.keys(), ...b.keys()])) walk(a.get(key), b.get(key), [...path, key]);
    } else if (a === undefined || b === undefined) {
      if (a !== b) single.push(path.join("."));
    } else if (!isSame(a, b)) shared.push(path.join("."));
  };
  walk(before, after, []);
  return { shared, single };
}

/** Paths of keys that both have, with another value; `undefined` when a key is a mapping in one only. */
function listChanges(
  own: ValueMap,
  other: ValueMap,
  path: readonly string[],
): readonly (readonly string[])[] | undefined {
  const found: (readonly string[])[] = [];
  for (const [key, value] of own) {
    const theirs = other.get(key);
    if (theirs === undefined) continue;
    const at = [...path, key];
    if (isValueMap(value) !== isValueMap(theirs)) return undefined;
    const below =
      isValueMap(value) && isValueMap(theirs)
        ? listChanges(value, theirs, at)
        : isSame(value, theirs)
          ? []
          : [at];
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found;
}

function expected(own: ValueMap, other: ValueMap): ValueMap {
  return new Map(
    [...own].map(([key, value]) => {
      const theirs = other.get(key);
      if (theirs === undefined) return [key, value];
      return [key, isValueMap(value) && isValueMap(theirs) ? expected(value, theirs) : theirs];
    }),
  );
}

function setNodes(
  structure: string,
  values: string,
  changed: readonly (readonly string[])[],
): string | undefined {
  // Numbers keep their form: `1.0` is another value than `1` in dvc.lock.
  const [target, source] = [structure, values].map((text) => parseDocument(text, { intAsBigInt: true }));
  if (target === undefined || source === undefined) return undefined;
  if (target.errors.length > 0 || source.errors.length > 0) return undefined;
  for (const path of changed) {
    const node = source.getIn(path, true);
    const before = target.getIn(path, true);
    if (!isNode(node) || !isNode(before) || hasReference(node) || hasReference(before)) return undefined;
    // The comments of the structure stay.
    node.comment = (isScalar(before) ? before.comment : node.comment) ?? null;
    node.commentBefore = before.commentBefore ?? null;
    target.setIn(path, node);
  }
  return target.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Whether an anchor or an alias is in a node: it hangs together with others. */
function hasReference(node: Node): boolean {
  let found = false;
  visit(node, {
    Node: (_, inner) => {
      found ||= isAlias(inner) || inner.anchor !== undefined;
    },
  });
  return found || isAlias(node);
}

/** Equality of what dvc.lock would hold: `1` and `1.0` differ. */
function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (isValueMap(a) && isValueMap(b))
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key)));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: Value, index) => isSame(item, b[index] as Value));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  return "kind" in a && "kind" in b && a.kind === b.kind && a.text === b.text;
}
