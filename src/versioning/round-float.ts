import { pythonFloat } from "./python-float.ts";
import { floatOf } from "./value.ts";

/**
 * A float rounded as Python's `round`: to the nearest, halves to the even digit.
 *
 * @param text of a float {@link "./value.ts".NumberValue}.
 * @param decimals 0 to 40.
 * @example
 * roundFloat("0.015625", 5); // "0.01562"
 */
export function roundFloat(text: string, decimals: number): string {
  const value = floatOf(text);
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return text;
  const exact = value.toFixed(100);
  const end = exact.length - 100 + decimals;
  const isHalf = /^50*$/.test(exact.slice(end));
  const down = exact.slice(0, end);
  const isEven = /[02468]\.?$/.test(down);
  return pythonFloat(Number(isHalf && isEven ? down : value.toFixed(decimals)));
}
