import { readdirSync, readFileSync } from "node:fs";

/** The names in a folder of `/proc` or `/sys`; none when it cannot be read. */
export function listNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** A file of `/proc` or `/sys` without blanks at its ends; `undefined` when it cannot be read, as of a process that has ended. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
