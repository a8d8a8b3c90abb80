import { PawlError } from "../errors.ts";
import { type Problem, renderProblems } from "../yaml/problem.ts";
import { type DocumentPlaces, readDocument } from "../yaml/read-document.ts";
import { composeValues } from "./compose-values.ts";
import { type BlockValues, readBlockValues } from "./read-block-values.ts";
import type { Value } from "./value.ts";

/** Larger parameter and lock files are refused. UTF-16 units. */
const maxLength = 32 * 1024 * 1024;

/** A document with its value, or everything that is wrong with it. */
export type ReadValues =
  | { readonly document: DocumentPlaces; readonly value: Value; readonly problems?: never }
  | { readonly document?: never; readonly value?: never; readonly problems: readonly Problem[] };

/**
 * Reads a YAML file with exact numbers, as DVC reads it. An empty file is null.
 *
 * @throws PawlError `file.unreadable` that lists everything that is wrong, with lines.
 */
export function readValues(text: string, file: string): Value {
  const read = readValueDocument(text, { file, maxLength });
  if (read.problems === undefined) return read.value;
  throw new PawlError("file.unreadable", { message: renderProblems(read.problems) });
}

interface ValueOptions {
  readonly file: string;
  /** Largest size of the text in UTF-16 units. */
  readonly maxLength: number;
}

/** Reads a YAML file as {@link readValues}, with the places of its parts. */
export function readValueDocument(text: string, options: ValueOptions): ReadValues {
  const block = text.length > options.maxLength ? undefined : readBlockValues(text);
  if (block === undefined) return readAllYaml(text, options);
  return { document: placesOf(text, options, block), value: block.value };
}

/** Places other than those of keys are looked for when something is wrong: then the text is read by the reader that knows them. */
function placesOf(text: string, options: ValueOptions, block: BlockValues): DocumentPlaces {
  let document: DocumentPlaces | undefined;
  return {
    file: options.file,
    locate: (path, what) => {
      const known = what === "key" ? block.placeOfKey(path) : undefined;
      if (known !== undefined) return known;
      document ??= readAllYaml(text, options).document;
      return document?.locate(path, what) ?? { line: 1, column: 1 };
    },
  };
}

/** {@link readValueDocument} of any YAML. */
export function readAllYaml(text: string, options: ValueOptions): ReadValues {
  const read = readDocument(text, { ...options, schema: "failsafe", rules: "loose" });
  if (read.problems !== undefined) return read;
  const { document } = read;
  const problems: Problem[] = [];
  const value = composeValues(document.root, ({ offset, message, key = "", before }) => {
    const first = before === undefined ? "" : `; first on line ${document.place(before).line}`;
    problems.push({
      file: options.file,
      ...document.place(offset),
      path: key,
      message: `${message}${first}`,
    });
  });
  return problems.length > 0 ? { problems } : { document, value };
}
