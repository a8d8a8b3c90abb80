/** Text of a Python string literal, or why there is none. */
export type PythonString =
  | { readonly text: string; readonly isBytes: boolean; readonly problem?: never }
  | { readonly text?: never; readonly isBytes?: never; readonly problem: string };

const literal = /^([a-zA-Z]*)('''|"""|'|")([^]*)\2$/;
const escape =
  /\\(?:(\n)|([\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(N\{[^}]*\}|[xuUN]))/g;
const short: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\u000b",
};

/**
 * Evaluates one string literal of Python with its prefix and escapes.
 *
 * @param source with prefix and quotes; line ends are `\n`.
 */
export function readPythonString(source: string): PythonString {
  const match = literal.exec(source);
  if (match === null) return { problem: "a string is not closed" };
  const [, prefix = "", , body = ""] = match;
  const isBytes = /b/i.test(prefix);
  if (/r/i.test(prefix)) return { text: body, isBytes };
  let problem: string | undefined;
  const text = body.replaceAll(escape, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [line, letter, octal, hex, short16, long32, bad] = groups;
    if (line !== undefined) return "";
    if (letter !== undefined) return short[letter] ?? letter;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const point = Number.parseInt(hex ?? short16 ?? long32 ?? "", 16);
    if (bad === undefined && point <= 0x10ffff) return String.fromCodePoint(point);
    problem =
      bad?.startsWith("N") === true ? "named characters (\\N{…}) are not read" : `${whole} is no escape`;
    return whole;
  });
  return problem === undefined ? { text, isBytes } : { problem };
}
