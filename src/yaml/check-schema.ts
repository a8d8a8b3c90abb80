import { z } from "zod";
import { nearestMatch } from "./nearest-match.ts";
import type { Problem } from "./problem.ts";
import type { DocumentPlaces, Path, YamlDocument } from "./read-document.ts";

/** Either the parsed value, or all problems. */
export type CheckResult<T> =
  | { readonly value: T; readonly problems?: never }
  | { readonly value?: never; readonly problems: readonly Problem[] };

type Issue = z.core.$ZodIssue;

/** Unknown keys of one mapping that are reported; finding each takes time. */
const maxUnknownKeys = 50;

/** Checks a document by a schema and reports every problem with its place. */
export function checkSchema<T>(
  document: DocumentPlaces & Pick<YamlDocument, "toData">,
  schema: z.ZodType<T>,
): CheckResult<T> {
  const data = document.toData();
  const parsed = schema.safeParse(data);
  if (parsed.success) return { value: parsed.data };
  const report = new Report(document, schema, data);
  return { problems: parsed.error.issues.flatMap((issue) => report.ofIssue(issue, [])) };
}

/**
 * Checks a part of a document by a schema.
 *
 * @param part its path, and its value as plain data.
 * @returns every problem with its place; none when the part is as the schema wants it.
 */
export function checkPart(
  document: DocumentPlaces,
  part: { readonly at: Path; readonly data: unknown },
  schema: z.ZodType,
): readonly Problem[] {
  const { at, data } = part;
  const inner = {
    file: document.file,
    locate: (path: Path, what?: "value" | "key") => document.locate([...at, ...path], what),
    toData: () => data,
  };
  const above = renderPath(at);
  return (checkSchema(inner, schema).problems ?? []).map((problem) => {
    const separator = above === "" || problem.path === "" || problem.path.startsWith("[") ? "" : ".";
    return { ...problem, path: `${above}${separator}${problem.path}` };
  });
}

/** A problem at a path of a document. */
export function problemAt(
  document: DocumentPlaces,
  path: Path,
  details: Pick<Problem, "message" | "found" | "allowed" | "suggestion">,
): Problem {
  return { file: document.file, ...document.locate(path), path: renderPath(path), ...details };
}

/** `a.b[2].c` */
export function renderPath(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

class Report {
  readonly #document: DocumentPlaces;
  readonly #schema: z.ZodType;
  readonly #data: unknown;

  constructor(document: DocumentPlaces, schema: z.ZodType, data: unknown) {
    this.#document = document;
    this.#schema = schema;
    this.#data = data;
  }

  ofIssue(issue: Issue, above: Path): readonly Problem[] {
    const path = [...above, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.slice(0, maxUnknownKeys).map((key) => this.#unknownKey([...path, key], key));
    }
    if (issue.code === "invalid_union") {
      const branch = nearestBranch(issue.errors);
      if (branch !== undefined) return branch.flatMap((inner) => this.ofIssue(inner, path));
    }
    if (issue.code === "invalid_key") {
      const reason = issue.issues.map((inner) => inner.message).join(", ");
      const place = this.#document.locate(path, "key");
      const found = JSON.stringify(path.at(-1));
      return [{ ...this.#at(path), ...place, message: "is not a valid name", found, allowed: reason }];
    }
    return [this.#plain(issue, path)];
  }

  #plain(issue: Issue, path: Path): Problem {
    const value = valueAt(this.#data, path);
    if (value === undefined) {
      return { ...this.#at(path), message: "is missing", ...allowedBy(issue) };
    }
    const found = shorten(value);
    const allowed = allowedBy(issue);
    const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
    const suggestion = typeof value === "string" ? nearestMatch(value, words) : undefined;
    return {
      ...this.#at(path),
      message: "is not allowed",
      found,
      ...allowed,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  }

  #unknownKey(path: Path, key: string): Problem {
    const known = keysAt(this.#schema, path.slice(0, -1));
    const suggestion = nearestMatch(key, known);
    return {
      ...this.#at(path),
      ...this.#document.locate(path, "key"),
      message: "is not a known key",
      ...(known.length === 0 ? {} : { allowed: known.join(", ") }),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  }

  #at(path: Path): Pick<Problem, "file" | "line" | "column" | "path"> {
    return { file: this.#document.file, ...this.#document.locate(path), path: renderPath(path) };
  }
}

/** The branch of a union that the writer meant: not one whose very type is wrong. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = branches.filter((branch) =>
    branch.every((issue) => issue.path.length > 0 || !["invalid_type", "invalid_union"].includes(issue.code)),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

function allowedBy(issue: Issue): { readonly allowed?: string } {
  return { allowed: allowedText(issue) };
}

function allowedText(issue: Issue): string {
  if (issue.code === "invalid_type") return typeNames[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(", ");
  if (issue.code === "too_small") return `${issue.inclusive === true ? "≥" : ">"} ${issue.minimum}`;
  if (issue.code === "too_big") return `${issue.inclusive === true ? "≤" : "<"} ${issue.maximum}`;
  if (issue.code !== "invalid_union") return issue.message;
  return [...new Set(issue.errors.flat().map(allowedText))].join(" or ");
}

const typeNames: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "text (quote it)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step]; // narrowed to an object above
  }
  return value;
}

/** Keys that the schema knows for the object at `path`. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let candidates: readonly z.core.$ZodType[] = alternatives(schema);
  for (const step of path) candidates = candidates.flatMap((candidate) => stepInto(candidate, String(step)));
  return [
    ...new Set(candidates.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))),
  ];
}

function stepInto(schema: z.core.$ZodType, step: string): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const inner: unknown = schema.shape[step];
    return inner instanceof z.core.$ZodType ? alternatives(inner) : [];
  }
  if (schema instanceof z.ZodRecord) return alternatives(schema.valueType);
  return schema instanceof z.ZodArray ? alternatives(schema.element) : [];
}

function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option));
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapped ? alternatives(schema.unwrap()) : [schema];
}
