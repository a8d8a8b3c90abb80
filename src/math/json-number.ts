import type { JsonNumber } from "./json-number-schema.ts";

/**
 * A number that JSON can hold: NaN and the infinities become the strings `nan`, `inf`, `-inf`.
 *
 * @example
 * toJsonNumber(Number.NaN); // "nan"
 */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

/** The number that {@link toJsonNumber} was given. */
export function fromJsonNumber(value: JsonNumber): number {
  if (typeof value === "number") return value;
  if (value === "nan") return Number.NaN;
  return value === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
