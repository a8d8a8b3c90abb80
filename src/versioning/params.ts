import { PawlError } from "../errors.ts";
import { globPattern } from "./glob-pattern.ts";
import type { StageParameters } from "./stage.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";

/**
 * The parameters that a stage depends on, out of a whole file: by dotted key, or everything. `*`, `?` and `[…]` in a step of
 * a key stand for the one parameter that fits, as in DVC.
 *
 * @param content of the file; `undefined` when it does not exist.
 * @param file for messages.
 * @returns values by key; keys that the file does not have are not there.
 * @throws PawlError `dvc.invalid` when several parameters fit a key.
 */
export function selectParams(
  content: Value | undefined,
  keys: StageParameters["keys"],
  file = "the parameter file",
): ValueMap {
  if (keys === "all") return isValueMap(content) ? content : new Map();
  const selected = new Map<string, Value>();
  for (const key of keys) {
    const value = /[*?[]/.test(key) ? lookUpPattern(content, key, file) : lookUp(content, key);
    if (value !== undefined) selected.set(key, value);
  }
  return selected;
}

/** The value at a dotted key; numbers step into lists. */
function lookUp(content: Value | undefined, key: string): Value | undefined {
  let value = content;
  for (const step of key.split(".")) {
    if (isValueMap(value)) value = value.get(step);
    else if (isValueList(value) && /^\d+$/.test(step)) value = value[Number(step)];
    else return undefined;
  }
  return value;
}

function lookUpPattern(content: Value | undefined, key: string, file: string): Value | undefined {
  let found: readonly Value[] = content === undefined ? [] : [content];
  for (const step of key.split(".")) {
    const pattern = globPattern(step);
    found = found.flatMap((value) => {
      if (isValueList(value)) return value.filter((_, index) => pattern.test(String(index)));
      return isValueMap(value)
        ? [...value].flatMap(([name, item]) => (pattern.test(name) ? [item] : []))
        : [];
    });
  }
  if (found.length > 1) {
    throw new PawlError("dvc.invalid", {
      message: `${key} fits ${found.length} parameters of ${file}; it may fit one.`,
    });
  }
  return found[0];
}
