import { asList, asObject, type Json, jsonText, type JsonObject } from "./json.ts";
import { WorkflowError } from "./workflow-error.ts";
import type { Workflow } from "./workflow.ts";

function readBoolean(name: string, value: Json): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw new WorkflowError(
    `Provided value '${jsonText(value)}' for input '${name}' not in the list of allowed values`,
  );
}

function readNumber(name: string, value: Json): number {
  const number = Number(value);
  if (Number.isFinite(number) && value !== "") return number;
  throw new WorkflowError(`Provided value '${jsonText(value)}' for input '${name}' is not a number`);
}

function readChoice(name: string, value: Json, definition: JsonObject): string {
  const text = jsonText(value);
  if (asList(definition["options"]).map(String).includes(text)) return text;
  throw new WorkflowError(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
}

function readInput(name: string, given: Json | undefined, definition: JsonObject): Json {
  const value = given === undefined || given === null ? definition["default"] : given;
  const isMissing = value === undefined || value === null || value === "";
  if (isMissing && definition["required"] === true) {
    throw new WorkflowError(`Required input '${name}' not provided`);
  }
  const type = definition["type"] ?? "string";
  if (type === "boolean") return readBoolean(name, value ?? false);
  if (isMissing) return "";
  if (type === "number") return readNumber(name, value);
  return type === "choice" ? readChoice(name, value, definition) : jsonText(value);
}

/**
 * Checks the inputs of a `workflow_dispatch` and fills in the defaults.
 *
 * @returns the `inputs` context: booleans and numbers keep their type
 * @throws WorkflowError in GitHub's words: no such trigger, an unknown, missing or unfit input
 */
export function readDispatchInputs(workflow: Workflow, given: Readonly<Record<string, Json>>): JsonObject {
  const trigger = workflow.on["workflow_dispatch"];
  if (trigger === undefined) throw new WorkflowError("Workflow does not have 'workflow_dispatch' trigger");
  const definitions = asObject(trigger["inputs"]);
  const unknown = Object.keys(given).filter((name) => !(name in definitions));
  if (unknown.length > 0) throw new WorkflowError(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      readInput(name, given[name], asObject(definition)),
    ]),
  );
}
