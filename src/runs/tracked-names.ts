/** A param or a tag of MLflow. */
export interface TrackedPair {
  readonly key: string;
  readonly value: string;
}

/** Longest key, and longest value that params and tags both take (MLflow 3.17 `utils/validation.py`). */
const longestKey = 250;
const longestValue = 6000;

/**
 * A name that MLflow takes as key: letters, digits, `_ . - : /` and blanks, 250 characters, and no part between slashes
 * that would mean another file. Anything else becomes `_`; an empty name too.
 */
export function cleanName(name: string): string {
  const parts = name
    .replace(/[^\p{L}\p{N}_.\-: /]/gu, "_")
    .split("/")
    .map((part) => (part === "" || part === "." || part === ".." ? "_" : part));
  return parts
    .join("/")
    .slice(0, longestKey - 10)
    .replace(/\/$/, "_");
}

/** A value without control characters (a NUL ends text in some databases), at most 6,000 characters. */
export function cleanValue(value: string): string {
  return value
    .toWellFormed()
    .replace(/(?![\t\n])\p{Cc}/gu, "\ufffd")
    .slice(0, longestValue);
}

/** Pairs with keys that MLflow takes, none twice: the second one of a name ends in `_2`, and so on. */
export function uniqueNames<Pair extends { readonly key: string; readonly value: unknown }>(
  pairs: readonly Pair[],
): readonly Pair[] {
  const taken = new Set<string>();
  return pairs.map((pair) => {
    const clean = cleanName(pair.key);
    let key = clean;
    for (let count = 2; taken.has(key); count += 1) key = `${clean}_${count}`;
    taken.add(key);
    const { value } = pair;
    return { ...pair, key, value: typeof value === "string" ? cleanValue(value) : value };
  });
}

/** The name of a registered model: MLflow takes no `/` and no `:`. */
export function cleanModelName(name: string): string {
  return name.replace(/[/:]/g, ".");
}

/** The alias of an environment: letters, digits, `_` and `-`; `latest` and `v7` are MLflow's own and get `env-` before. */
export function environmentAlias(environment: string): string {
  const alias = environment.replace(/[^A-Za-z0-9_-]/g, "-");
  return /^(?:latest|v\d+)$/i.test(alias) ? `env-${alias}` : alias;
}
