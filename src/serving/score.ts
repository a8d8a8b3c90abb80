import { rowValue, type FlatTensor } from "./tensor-data.ts";

/**
 * The score of each row: the output named `probability`, else the last floating-point output; of two or more values a
 * row the second, P(positive), else the only one. `null` where there is none or it is not finite.
 */
export function pickScores(outputs: readonly FlatTensor[], rows: number): readonly (number | null)[] {
  const floats = outputs.filter((output) => output.datatype.startsWith("FP"));
  const chosen = floats.find((output) => output.name === "probability") ?? floats.at(-1);
  return Array.from({ length: rows }, (_, row) => {
    if (chosen === undefined) return null;
    const value = rowValue(chosen, row);
    const score = Array.isArray(value) ? value[1] : value;
    return typeof score === "number" ? score : null;
  });
}
