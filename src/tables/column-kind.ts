/** What the values of a column are, whatever the width they are stored in. */
export type ColumnKind =
  "integer" | "decimal" | "float" | "boolean" | "text" | "time" | "nested" | "nothing" | "other";

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/(\]$)|^(STRUCT|MAP|UNION|VARIANT)\b/, "nested"],
  [/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/, "integer"],
  [/^DECIMAL\(\d+,\d+\)$/, "decimal"],
  [/^(FLOAT|DOUBLE)$/, "float"],
  [/^BOOLEAN$/, "boolean"],
  [/^(VARCHAR|UUID|JSON|ENUM\(.*\))$/s, "text"],
  [/^(DATE|TIMESTAMP( WITH TIME ZONE|_S|_MS|_NS)?)$/, "time"],
  [/^"NULL"$/, "nothing"],
];

/** The kind of a DuckDB type, as `DESCRIBE` names it. */
export function kindOfType(type: string): ColumnKind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "other";
}

/** Whether values of the kind are numbers. */
export function isNumeric(kind: ColumnKind): boolean {
  return kind === "integer" || kind === "decimal" || kind === "float";
}

/** Whether a change between two types changes what the values are, and not only how they are stored. */
export function isKindChange(before: string, after: string): boolean {
  const [a, b] = [kindOfType(before), kindOfType(after)];
  if (a === "nothing" || b === "nothing" || (isNumeric(a) && isNumeric(b))) return false;
  return a !== b || (a === "other" && before !== after);
}
