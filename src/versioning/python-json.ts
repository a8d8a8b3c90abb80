import { PawlError } from "../errors.ts";
import {
  compareCodePoints,
  isNumberValue,
  isSpecialValue,
  isValueList,
  isValueMap,
  type Value,
} from "./value.ts";

/**
 * JSON as Python's `json.dumps(value, sort_keys=True)`: keys by code point, `", "` and `": "`, ASCII only. The text that
 * DVC hashes for directories and for the run cache.
 *
 * @throws PawlError `dvc.unsupported` for dates and other values that JSON has no form for, where DVC fails too.
 */
export function pythonJson(value: Value): string {
  if (isValueList(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (isValueMap(value)) {
    const keys = [...value.keys()].sort(compareCodePoints);
    return `{${keys.map((key) => `${quotePython(key)}: ${pythonJson(value.get(key) ?? null)}`).join(", ")}}`;
  }
  if (isSpecialValue(value)) {
    const message = `A stage cannot depend on ${value.kind === "date" ? `the date ${value.text}` : value.text}.`;
    throw new PawlError("dvc.unsupported", {
      message,
      hint: "Quote a date, so that it is text; write lists for sets.",
    });
  }
  if (isNumberValue(value)) return specialNumbers[value.text] ?? value.text;
  return typeof value === "string" ? quotePython(value) : String(value);
}

const specialNumbers: Readonly<Record<string, string>> = { nan: "NaN", inf: "Infinity", "-inf": "-Infinity" };

/** A string as Python's `json.dumps` writes it: ASCII only. */
export function quotePython(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
