import { type TomlDate, type TomlValue } from "smol-toml";
import { PawlError } from "../errors.ts";
import { parseMoment } from "./parse-moment.ts";
import { pythonFloat } from "./python-float.ts";
import type { Value } from "./value.ts";

/** The part of smol-toml that is loaded when a TOML file is read. */
interface TomlLibrary {
  readonly parse: (text: string, options: { readonly integersAsBigInt: true }) => TomlValue;
  readonly TomlDate: typeof TomlDate;
}

/**
 * Reads TOML with exact numbers: `1` and `1.0` stay apart.
 *
 * @throws PawlError `file.unreadable` with what is wrong and its line.
 */
export async function parseToml(text: string, file: string): Promise<Value> {
  const library = await import("smol-toml");
  try {
    return toValue(library.parse(text, { integersAsBigInt: true }), library);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PawlError("file.unreadable", { message: `${file} is no valid TOML: ${reason.trim()}`, cause });
  }
}

function toValue(data: TomlValue, library: TomlLibrary): Value {
  if (typeof data === "bigint") return { kind: "integer", text: String(data) };
  if (typeof data === "number") return { kind: "float", text: pythonFloat(data) };
  if (typeof data !== "object") return data;
  if (Array.isArray(data)) return data.map((item) => toValue(item, library));
  if (data instanceof library.TomlDate) {
    const text = data.toISOString().replace(/\.0+(?=$|[-+Z])/, "");
    return parseMoment(text) ?? { kind: "opaque", text: `the time of day ${text}` };
  }
  return new Map(Object.entries(data).map(([key, item]) => [key, toValue(item, library)]));
}
