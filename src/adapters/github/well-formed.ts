type Parameters = Readonly<Record<string, unknown>>;

/** Lone surrogates become U+FFFD: GitHub refuses a body that holds one, each time anew. */
export function wellFormed(parameters: Parameters): Parameters {
  const repair = (value: unknown): unknown => {
    if (typeof value === "string") return value.toWellFormed();
    if (Array.isArray(value)) return value.map(repair);
    const isPlain = Object.prototype.toString.call(value) === "[object Object]";
    return isPlain ? wellFormed({ ...Object(value) }) : value;
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, repair(value)]));
}
