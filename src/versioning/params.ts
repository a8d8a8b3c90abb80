import type { StageParameters } from "./stage.ts";
import { isValueList, isValueMap, type Value, type ValueMap } from "./value.ts";

/**
 * The parameters that a stage depends on, out of a whole file: by dotted key, or everything.
 *
 * @param content of the file; `undefined` when it does not exist.
 * @returns values by key; keys that the file does not have are not there.
 */
export function selectParams(content: Value | undefined, keys: StageParameters["keys"]): ValueMap {
  if (keys === "all") return isValueMap(content) ? content : new Map();
  const selected = new Map<string, Value>();
  for (const key of keys) {
    const value = lookUp(content, key);
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
