import { isObject } from "../http/fields.ts";
import type { JsonObject } from "../http/messages.ts";
import { GraphqlError, type ErrorEntry } from "./graphql-error.ts";

interface Declaration {
  readonly name: string;
  /** As written: `String!`, `[PullRequestState!]`. */
  readonly type: string;
  readonly line: number;
  readonly column: number;
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
}

const enums: Readonly<Record<string, readonly string[]>> = { PullRequestState: ["CLOSED", "MERGED", "OPEN"] };

function declarationsOf(query: string): readonly Declaration[] {
  const head = /^[^{(]*\(([^)]*)\)/.exec(query);
  if (!head) return [];
  const start = head[0].length - (head[1] ?? "").length - 1;
  return [...(head[1] ?? "").matchAll(/\$(\w+)\s*:\s*([\w![\]]+)/g)].map((match) => {
    const before = query.slice(0, start + match.index).split("\n");
    const [line, column] = [before.length, (before.at(-1) ?? "").length + 1];
    return { name: match[1] ?? "", type: match[2] ?? "", line, column };
  });
}

function scalarProblem(type: string, value: unknown): string | undefined {
  const shown = JSON.stringify(value).slice(0, 200);
  const choices = enums[type];
  if (choices) {
    const isChoice = typeof value === "string" && choices.includes(value);
    return isChoice ? undefined : `Expected ${shown} to be one of: ${choices.join(", ")}`;
  }
  const fits = type === "Int" ? isInt(value) : typeof value === "string";
  return fits ? undefined : `Could not coerce value ${shown} to ${type}`;
}

function isInt(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

function problemsOf(type: string, value: unknown, path: readonly number[] = []): readonly Problem[] {
  if (type.endsWith("!")) {
    const isMissing = value === undefined || value === null;
    return isMissing
      ? [{ path, explanation: "Expected value to not be null" }]
      : problemsOf(type.slice(0, -1), value, path);
  }
  if (value === undefined || value === null) return [];
  if (type.startsWith("[")) {
    const item = type.slice(1, -1);
    // A single value counts as a list of one.
    if (!Array.isArray(value)) return problemsOf(item, value, path);
    return value.flatMap((entry, index) => problemsOf(item, entry, [...path, index]));
  }
  const explanation = scalarProblem(type, value);
  return explanation === undefined ? [] : [{ path, explanation }];
}

/**
 * The variables of a query, checked against its declarations. Those that it does not declare are ignored, as GitHub does.
 *
 * @throws {GraphqlError} when one is missing or of another type
 */
export function readVariables(query: string, given: unknown): JsonObject {
  const values = isObject(given) ? given : {};
  const errors = declarationsOf(query).flatMap(({ name, type, line, column }): ErrorEntry[] => {
    const value = values[name];
    const problems = problemsOf(type, value);
    if (problems.length === 0) return [];
    const message = `Variable $${name} of type ${type} was provided invalid value`;
    return [{ message, locations: [{ line, column }], extensions: { value: value ?? null, problems } }];
  });
  if (errors.length > 0) throw new GraphqlError(errors);
  return values;
}
