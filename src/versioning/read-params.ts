import { parseJson } from "./parse-json.ts";
import { readValues } from "./read-values.ts";
import type { Value } from "./value.ts";

/**
 * Reads a parameter file in the format that its name says, as DVC does: `.json`, `.toml`, `.py`, everything else YAML.
 * The libraries for TOML and Python are loaded when such a file is read.
 *
 * @returns an empty mapping for a file that holds nothing, or nothing but null, false, 0 or an empty text or list.
 * @throws PawlError `file.unreadable` with the line of what is wrong.
 */
export async function readParams(text: string, path: string): Promise<Value> {
  const suffix = /\.[^./]+$/.exec(path)?.[0].toLowerCase();
  if (suffix === ".toml") return (await import("./parse-toml.ts")).parseToml(text, path);
  if (suffix === ".py") return (await import("./parse-python-params.ts")).parsePythonParams(text, path);
  const value = suffix === ".json" ? parseJson(text, path) : readValues(text, path);
  return isTruthy(value) ? value : new Map();
}

function isTruthy(value: Value): boolean {
  if (value === null || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !(typeof value === "object" && "kind" in value && /^-?0(\.0)?$/.test(value.text));
}
