import { existsSync } from "node:fs";
import { PawlError } from "../errors.ts";

/**
 * The address of a program that the command line opens without knowing it: the bundle beside this one or above its chunk,
 * else the module in the source tree.
 *
 * @param name of the bundle in `dist`, without `.js`
 * @param source path of the module from the top of the source tree
 * @throws PawlError `file.missing` when the installation holds neither
 */
export function findDoorEntry(name: string, source: string): URL {
  const paths = [`./${name}.js`, `../${name}.js`, `../../${source}`];
  const found = paths.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  if (found !== undefined) return found;
  throw new PawlError("file.missing", {
    message: `dist/${name}.js is not in this installation of Pawl.`,
    hint: "Install Pawl again, whole.",
  });
}
