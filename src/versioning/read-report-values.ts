import { parse as parseToml, TomlDate, type TomlTable, type TomlValue } from "smol-toml";
import { PawlError } from "../errors.ts";
import { pythonFloat } from "./python-float.ts";
import { readJsonValues } from "./read-json-values.ts";
import { readValues } from "./read-values.ts";
import type { Value } from "./value.ts";

/**
 * Reads a metrics, params or plots file by its suffix: JSON, TOML, else YAML. Numbers are exact.
 *
 * @param path for the suffix and for messages.
 * @throws PawlError `file.unreadable`
 */
export function readReportValues(text: string, path: string): Value {
  if (path.endsWith(".json")) return readJsonValues(text, path);
  return path.endsWith(".toml") ? readTomlValues(text, path) : readValues(text, path);
}

/** Reads TOML with exact integers. Dates become text. @throws PawlError `file.unreadable` */
function readTomlValues(text: string, path: string): Value {
  let table: TomlTable;
  try {
    table = parseToml(text, { integersAsBigInt: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new PawlError("file.unreadable", { message: `${path}: ${reason}`, cause });
  }
  return fromToml(table);
}

function fromToml(value: TomlValue): Value {
  if (typeof value === "bigint") return { kind: "integer", text: String(value) };
  if (typeof value === "number") return { kind: "float", text: pythonFloat(value) };
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(fromToml);
  if (typeof value !== "object") return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromToml(item)]));
}
