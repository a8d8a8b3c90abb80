/** A finite number as a plain decimal of at most four places, never with an exponent below 1e21; `-0` is `0`. */
export function formatNumber(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
