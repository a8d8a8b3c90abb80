const leastPlaces = 4;
const mostPlaces = 12;

/**
 * A finite number as a plain decimal, never with an exponent below 1e21: four places, and up to twelve for small numbers so
 * that two digits remain. `-0` is `0`.
 */
export function formatNumber(value: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const places = Math.min(mostPlaces, Math.max(leastPlaces, 1 - magnitude));
  const text = value.toFixed(places).replace(/(?:\.|(?<![.0]))0+$/, "");
  return text === "-0" ? "0" : text;
}
