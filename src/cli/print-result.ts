/** Prints a result: one JSON document with `--json`, else lines for a person. */
export function printResult(isJson: boolean | undefined, data: unknown, lines: readonly string[]): void {
  if (isJson === true) console.log(JSON.stringify(data, null, 2));
  else for (const line of lines) console.log(line);
}
