import type { EvaluationReport } from "./report-schema.ts";

/**
 * The values of a parsed params file by dotted key. Lists are values; an empty mapping is one too.
 *
 * @example
 * flattenSettings({ train: { rounds: 40 } }); // Map { "train.rounds" => 40 }
 */
export function flattenSettings(value: unknown, prefix = ""): ReadonlyMap<string, unknown> {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  const entries = isMapping ? Object.entries(value) : [];
  if (entries.length === 0) return new Map(prefix === "" ? [] : [[prefix, value]]);
  return new Map(
    entries.flatMap(([key, inner]) => [...flattenSettings(inner, prefix === "" ? key : `${prefix}.${key}`)]),
  );
}

/**
 * What changed in a params file; a key that is on one side only has null on the other.
 *
 * @param base parsed file at base, head parsed file at head; `undefined` when the file is not there.
 */
export function diffSettings(file: string, base: unknown, head: unknown): EvaluationReport["params"] {
  const before = flattenSettings(base);
  const after = flattenSettings(head);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((key) => ({ file, key, old: before.get(key) ?? null, new: after.get(key) ?? null }))
    .filter((entry) => JSON.stringify(entry.old) !== JSON.stringify(entry.new));
}
