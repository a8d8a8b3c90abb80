/** `${…}` in a text. */
export interface Expression {
  /** Offsets in the text, with the dollar sign and the braces. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
  readonly inner: string;
}

const opening = /(?<!\\)\$\{([^\n}]*)\}/g;
const wellFormed = /^[^.[\]]+(?:\[[^.[\]]+\][ \t\r]*|\.[^.[\]]+)*$/;

/** The expressions of a text, in their order; an escaped `\${` is none. */
export function findExpressions(text: string): readonly Expression[] {
  if (!text.includes("${")) return [];
  return Array.from(text.matchAll(opening), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    inner: match[1] ?? "",
  }));
}

/** Whether a text is one expression and nothing else, which keeps the type of its value. */
export function isWholeExpression(text: string, expressions: readonly Expression[]): boolean {
  return expressions.length === 1 && expressions[0]?.start === 0 && expressions[0].end === text.length;
}

/** Whether what stands between the braces is a path: names with dots, and indexes or names in brackets. */
export function isPath(inner: string): boolean {
  return wellFormed.test(inner);
}

/**
 * The steps of a path.
 *
 * @example
 * pathSteps("train.layers[0][name]"); // ["train", "layers", "0", "name"]
 */
export function pathSteps(inner: string): readonly string[] {
  return inner
    .replaceAll("[", ".")
    .replaceAll("]", "")
    .split(".")
    .map((step) => step.trim());
}

/** A text with its escaped `\${` as the `${` of the shell. */
export function unescapeExpressions(text: string): string {
  return text.replaceAll("\\${", "${");
}
