/**
 * The text of a `.gitignore` with a line for an output beside it.
 *
 * @param text of the file; `undefined` when there is none.
 * @param name of the output in the same directory.
 * @returns `undefined` when the line is there already.
 */
export function addIgnoredName(text: string | undefined, name: string): string | undefined {
  const line = `/${name.replace(/[*?[\]!#\\ ]/g, (character) => (character === " " ? " " : `\\${character}`))}`;
  const before = text ?? "";
  if (before.split("\n").includes(line)) return undefined;
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  return `${before}${separator}${line}\n`;
}
