import { evaluateNode, type ExpressionScope, toText } from "./expression.ts";
import { asObject, type Json, jsonText, type JsonObject } from "./json.ts";
import { WorkflowError } from "./workflow-error.ts";
import type { Workflow } from "./workflow.ts";

function typed(name: string, value: Json, type: Json | undefined): Json {
  if (type === "boolean") {
    if (typeof value === "boolean") return value;
  } else if (type === "number") {
    if (typeof value === "number") return value;
  } else if (typeof value !== "object" || value === null) {
    return toText(value);
  }
  throw new WorkflowError(
    `Input '${name}' must be a ${jsonText(type)}. Unexpected value '${jsonText(value)}'`,
  );
}

const emptyValues: Readonly<Record<string, Json>> = { boolean: false, number: 0, string: "" };

function findIgnoringCase(values: JsonObject, name: string): Json | undefined {
  return Object.entries(values).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * The `inputs` context of a called workflow: what `with:` gives, else the default, else false, 0 or "".
 *
 * @param scope of the calling job, for the expressions in `with:`
 * @throws WorkflowError for a value of another type than the input's
 */
export function readCallInputs(
  called: Workflow,
  given: Json | undefined,
  scope: ExpressionScope,
): JsonObject {
  const definitions = Object.entries(asObject(called.on["workflow_call"]?.["inputs"]));
  return Object.fromEntries(
    definitions.map(([name, definition]) => {
      const { type = "string", default: written } = asObject(definition);
      const value = findIgnoringCase(asObject(given), name) ?? written;
      if (value === undefined || value === null) return [name, emptyValues[jsonText(type)] ?? ""];
      return [name, typed(name, evaluateNode(value, scope), type)];
    }),
  );
}

/** What a calling job hands on as secrets: all that it has for `inherit`, else those that it names. */
export function readCallSecrets(
  written: Json | undefined,
  own: Readonly<Record<string, string>>,
  scope: ExpressionScope,
): Readonly<Record<string, string>> {
  if (written === "inherit") return own;
  const withSecrets = { ...scope, contexts: { ...scope.contexts, secrets: asObject(own) } };
  return Object.fromEntries(
    Object.entries(asObject(written)).map(([name, value]) => [
      name.toUpperCase(),
      toText(evaluateNode(value, withSecrets)),
    ]),
  );
}
