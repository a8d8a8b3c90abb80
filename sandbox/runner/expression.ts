import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { TokenType } from "@actions/expressions/lexer";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { boundedFunctions } from "./bounded-functions.ts";
import type { Json, JsonObject } from "./json.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** What an expression can see: named contexts, and functions beside the ones that every expression has. */
export interface ExpressionScope {
  /** Context name, e.g. "github", to its value. */
  readonly contexts: JsonObject;
  readonly functions: readonly FunctionDefinition[];
}

type ExpressionData = Parameters<FunctionDefinition["call"]>[number];

/** The longest expression, as on GitHub. */
const maxExpressionChars = 21_000;

const statusFunctions = new Set(["success", "failure", "always", "cancelled"]);

/** Turns JSON into the expression library's value. */
export function toExpressionData(value: Json): ExpressionData {
  // The library's reviver builds its values from the leaves up.
  return JSON.parse(JSON.stringify(value), data.reviver) as ExpressionData;
}

/** Turns the expression library's value into JSON. */
export function fromExpressionData(value: ExpressionData): Json {
  return JSON.parse(JSON.stringify(value, data.replacer)) as Json;
}

function evaluateToData(expression: string, scope: ExpressionScope): ExpressionData {
  if (expression.length > maxExpressionChars) {
    const start = expression.trim().slice(0, 60);
    throw new WorkflowError(
      `expression \${{ ${start}…: Exceeded max expression length ${maxExpressionChars}`,
    );
  }
  try {
    const { tokens } = new Lexer(expression).lex();
    const names = Object.keys(scope.contexts);
    const tree = new Parser(tokens, names, [...scope.functions]).parse();
    const own = scope.functions.map((entry): [string, FunctionDefinition] => [
      entry.name.toLowerCase(),
      entry,
    ]);
    const functions = new Map([...boundedFunctions, ...own]);
    // A context that the expression does not name need not be converted: `github` holds the whole event.
    const named = expression.toLowerCase();
    const contexts = new data.Dictionary(
      ...names.map((key) => {
        const isNamed = named.includes(key.toLowerCase());
        return { key, value: toExpressionData((isNamed ? scope.contexts[key] : null) ?? null) };
      }),
    );
    return new Evaluator(tree, contexts, functions).evaluate();
  } catch (cause) {
    throw new WorkflowError(`expression \${{ ${expression.trim()} }}: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Evaluates one expression, without its `${{ }}`.
 *
 * @throws WorkflowError on a syntax error, an unknown name or a function that fails
 */
export function evaluateExpression(expression: string, scope: ExpressionScope): Json {
  return fromExpressionData(evaluateToData(expression, scope));
}

/** A template cut in text and expressions. */
export interface TemplatePart {
  readonly kind: "text" | "expression";
  readonly value: string;
}

function expressionEnd(text: string, from: number): number {
  let inString = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") inString = !inString;
    if (!inString && text.startsWith("}}", index)) return index;
  }
  throw new WorkflowError(`"${text.slice(from - 3)}" has no closing }}`);
}

/** Cuts a text at its `${{ }}`. A `}}` inside a single-quoted string does not close the expression. */
export function splitTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  for (let open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", position)) {
    if (open > position) parts.push({ kind: "text", value: text.slice(position, open) });
    const end = expressionEnd(text, open + 3);
    parts.push({ kind: "expression", value: text.slice(open + 3, end) });
    position = end + 2;
  }
  if (position < text.length) parts.push({ kind: "text", value: text.slice(position) });
  return parts;
}

/** Fills the expressions of a text in; null becomes "", an object "Object", as on GitHub. */
export function interpolate(text: string, scope: ExpressionScope): string {
  if (!text.includes("${{")) return text;
  return splitTemplate(text)
    .map((part) => (part.kind === "text" ? part.value : evaluateToData(part.value, scope).coerceString()))
    .join("");
}

/** Evaluates every string in a value. A string that is one expression keeps the expression's type. */
export function evaluateNode(node: Json, scope: ExpressionScope): Json {
  if (typeof node === "string") {
    const parts = splitTemplate(node.trim());
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "expression") return evaluateExpression(only.value, scope);
    return interpolate(node, scope);
  }
  if (Array.isArray(node)) return (node as readonly Json[]).map((item) => evaluateNode(item, scope));
  if (typeof node === "object" && node !== null) {
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [interpolate(key, scope), evaluateNode(value, scope)]),
    );
  }
  return node;
}

/** The value as GitHub shows it in text: null is "", true is "true". */
export function toText(value: Json | undefined): string {
  return value === undefined ? "" : toExpressionData(value).coerceString();
}

/** Whether GitHub takes a value as true in a condition: not null, false, 0, NaN or "". */
export function isTruthy(value: Json): boolean {
  return value !== null && value !== false && value !== 0 && value !== "";
}

function callsStatusFunction(expression: string): boolean {
  const { tokens } = new Lexer(expression).lex();
  return tokens.some(
    (token, index) =>
      token.type === TokenType.IDENTIFIER &&
      statusFunctions.has(token.lexeme.toLowerCase()) &&
      tokens[index + 1]?.type === TokenType.LEFT_PAREN,
  );
}

/**
 * Evaluates an `if:`. A condition that calls no status function is joined to `success()`; an empty one is `success()`.
 *
 * @param condition the text after `if:`, with or without `${{ }}`, or a boolean
 */
export function evaluateCondition(condition: Json | undefined, scope: ExpressionScope): boolean {
  const text = toText(condition).trim();
  if (text === "") return isTruthy(evaluateExpression("success()", scope));
  const parts = splitTemplate(text);
  const [only] = parts;
  if (parts.length > 1)
    return isTruthy(evaluateExpression("success()", scope)) && interpolate(text, scope) !== "";
  const expression = only?.kind === "expression" ? only.value : text;
  const full = callsStatusFunction(expression) ? expression : `success() && (${expression})`;
  return isTruthy(evaluateExpression(full, scope));
}
