import { parseJson } from "./parse-json.ts";
import { readValues } from "./read-values.ts";
import type { Value } from "./value.ts";

/**
 * Reads a metrics, params or plots file by its suffix: JSON, TOML, Python, else YAML. Numbers are exact.
 *
 * @param path for the suffix and for messages.
 * @throws PawlError `file.unreadable`
 */
export async function readReportValues(text: string, path: string): Promise<Value> {
  const plain = text.replace(/^\uFEFF/, "");
  if (path.endsWith(".json")) return parseJson(plain, path);
  if (path.endsWith(".toml")) return (await import("./parse-toml.ts")).parseToml(plain, path);
  if (path.endsWith(".py")) return (await import("./parse-python-params.ts")).parsePythonParams(plain, path);
  return readValues(plain, path);
}
