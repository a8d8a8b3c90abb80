import { z } from "zod";
import { PawlError } from "../errors.ts";
import { pythonJson } from "./python-json.ts";
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
  return pythonJson(
    sorted.map(
      (file) =>
        new Map([
          ["md5", file.md5],
          ["relpath", file.path],
        ]),
    ),
  );
}

const treeSchema = z.array(
  z.object({
    md5: z.string().regex(/^[0-9a-f]{32}$/),
    relpath: z.string().regex(/^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))[^\0\\]+$/),
  }),
);

/**
 * Reads a directory's object.
 *
 * @throws PawlError `cache.corrupt` when it is not one, or a path in it leaves the directory.
 */
export function readTree(text: string, name: string): readonly TreeFile[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not JSON.`, cause });
  }
  const parsed = treeSchema.safeParse(data);
  if (!parsed.success) {
    throw new PawlError("cache.corrupt", { message: `The directory object ${name} is not a list of files.` });
  }
  return parsed.data.map((file) => ({ md5: file.md5, path: file.relpath }));
}
