/**
 * Prepares once a sample: metrics of the same sample get the same value.
 *
 * @param prepare pure; called once for each key while the key lives.
 */
export function oncePerSample<Key extends object, Value>(
  prepare: (sample: Key) => Value,
): (sample: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (sample) => {
    const found = known.get(sample);
    if (found !== undefined) return found.value;
    const value = prepare(sample);
    known.set(sample, { value });
    return value;
  };
}

/**
 * Sums over the rows, computed once a draw. What it returns holds until the next call, so that buffers can be reused.
 *
 * @param sum called for each new `draw`, and for each call without one.
 */
export function oncePerDraw<Sums>(
  sum: (weights: Float64Array) => Sums,
): (weights: Float64Array, draw: object | undefined) => Sums {
  let last: { readonly draw: object; readonly sums: Sums } | undefined;
  return (weights, draw) => {
    if (draw !== undefined && last?.draw === draw) return last.sums;
    const sums = sum(weights);
    last = draw === undefined ? undefined : { draw, sums };
    return sums;
  };
}
