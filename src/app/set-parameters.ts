import { parseDocument, parse } from "yaml";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";

const paramsPath = "params.yaml";
const assignment = /^([A-Za-z_][\w.]{0,99})=([\w.+-]{1,60})$/;

/**
 * Gives parameters of params.yaml other values, for one run: dotted keys that are there already. The rest of the file keeps
 * its text. A value is read as YAML: a number, `true`, `false`, or a word.
 *
 * @param assignments `key=value`, one each; empty: nothing is written.
 * @throws PawlError `input.invalid` for another form, or a key that params.yaml has not.
 */
export async function setParameters(
  assignments: readonly string[],
  files: Pick<FileSystem, "readText" | "write" | "stat">,
): Promise<void> {
  if (assignments.length === 0) return;
  if ((await files.stat(paramsPath)) === undefined) throw refuse(`there is no ${paramsPath}`);
  const document = parseDocument(await files.readText(paramsPath));
  for (const text of assignments) {
    const [, key = "", value = ""] = assignment.exec(text) ?? [];
    if (key === "") throw refuse(`"${text.slice(0, 80)}" is not key=value`);
    const path = key.split(".");
    if (!document.hasIn(path)) throw refuse(`${paramsPath} has no key ${key}`);
    document.setIn(path, parse(value));
  }
  await files.write(paramsPath, document.toString({ lineWidth: 0 }));
}

function refuse(what: string): PawlError {
  return new PawlError("input.invalid", { message: `set: ${what}` });
}
