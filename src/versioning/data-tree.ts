import { PawlError } from "../errors.ts";
import { quotePython } from "./python-json.ts";
import { compareCodePoints } from "./value.ts";

/** One file of a directory under version control. */
export interface TreeFile {
  /** Lower-case hexadecimal. */
  readonly md5: string;
  /** Relative to the directory, with `/`. */
  readonly path: string;
}

/** The text of a directory's object: its md5 with `.dir` behind it is the directory's id. */
export function writeTree(files: readonly TreeFile[]): string {
  const sorted = [...files].sort((a, b) => compareCodePoints(a.path, b.path));
  return `[${sorted.map(writeTreeFile).join(", ")}]`;
}

/** The part of a directory's object for one file; parts are joined by `", "`, in code-point order, between brackets. */
export function writeTreeFile(file: TreeFile): string {
  return `{"md5": "${file.md5}", "relpath": ${quotePython(file.path)}}`;
}

const digest = /^[0-9a-f]{32}$/;
const insidePath = /^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))[^\0\\]+$/;

/**
 * Reads a directory's object.
 *
 * @returns its files, sorted by code point.
 * @throws PawlError `cache.corrupt` when it is not one, or a path in it leaves the directory.
 */
export function readTree(text: string, name: string): readonly TreeFile[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not JSON.`, cause });
  }
  // By hand: a directory may have a million files.
  const files = Array.isArray(data) ? data.map(readTreeFile) : [undefined];
  if (!files.every((file) => file !== undefined)) {
    throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not a list of files.` });
  }
  return isSorted(files) ? files : files.sort((a, b) => compareCodePoints(a.path, b.path));
}

function readTreeFile(entry: unknown): TreeFile | undefined {
  if (typeof entry !== "object" || entry === null || !("md5" in entry) || !("relpath" in entry))
    return undefined;
  const { md5, relpath } = entry;
  if (typeof md5 !== "string" || typeof relpath !== "string") return undefined;
  return digest.test(md5) && insidePath.test(relpath) ? { md5, path: relpath } : undefined;
}

function isSorted(files: readonly TreeFile[]): boolean {
  return files.every((file, index) => {
    const before = files[index - 1];
    return before === undefined || compareCodePoints(before.path, file.path) <= 0;
  });
}
