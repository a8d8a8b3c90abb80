import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { asList, asObject, type Json, type JsonObject, stringAt } from "./json.ts";
import { findUnsupportedStepKeys } from "./unsupported-keys.ts";
import { messageOf, unsupported, WorkflowError } from "./workflow-error.ts";

/** An input of an action. */
export interface ActionInput {
  readonly name: string;
  /** May hold expressions. `undefined` when there is none. */
  readonly default: Json | undefined;
  readonly required: boolean;
}

/** A JavaScript action. */
export interface JavaScriptAction {
  readonly kind: "javascript";
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  readonly main: string;
  readonly pre: string | undefined;
  readonly preIf: string;
  readonly post: string | undefined;
  readonly postIf: string;
}

/** A composite action. */
export interface CompositeAction {
  readonly kind: "composite";
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  /** Output name to its expression. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly JsonObject[];
}

/** What an `action.yml` says. */
export type ActionDefinition = JavaScriptAction | CompositeAction;

const nodeVersions = new Set(["node20", "node24"]);

function readInputs(document: JsonObject): readonly ActionInput[] {
  return Object.entries(asObject(document["inputs"])).map(([name, input]) => ({
    name,
    default: asObject(input)["default"],
    required: asObject(input)["required"] === true,
  }));
}

function readOutputs(document: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(document["outputs"])).map(([name, output]) => [
      name,
      stringAt(output, "value") ?? "",
    ]),
  );
}

function readComposite(file: string, document: JsonObject, name: string): CompositeAction {
  const steps = asList(asObject(document["runs"])["steps"]);
  const problems = findUnsupportedStepKeys(file, steps);
  if (problems.length > 0) throw new WorkflowError(problems.join("\n"));
  return {
    kind: "composite",
    name,
    inputs: readInputs(document),
    outputs: readOutputs(document),
    steps: steps.map(asObject),
  };
}

function readJavaScript(file: string, document: JsonObject, name: string): JavaScriptAction {
  const runs = document["runs"];
  const main = stringAt(runs, "main");
  if (main === undefined) throw new WorkflowError(`${file}: runs.main is missing`);
  return {
    kind: "javascript",
    name,
    inputs: readInputs(document),
    main,
    pre: stringAt(runs, "pre"),
    preIf: stringAt(runs, "pre-if") ?? "always()",
    post: stringAt(runs, "post"),
    postIf: stringAt(runs, "post-if") ?? "always()",
  };
}

/**
 * Reads the `action.yml` (or `action.yaml`) of a folder.
 *
 * @param place how the user wrote the action, for messages
 * @throws WorkflowError when there is none, it is broken, or it needs a container
 */
export function readActionDefinition(directory: string, place: string): ActionDefinition {
  const file = ["action.yml", "action.yaml"]
    .map((name) => join(directory, name))
    .find((path) => existsSync(path));
  if (file === undefined) {
    throw new WorkflowError(
      `Can't find 'action.yml' or 'action.yaml' for ${place} under '${directory}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const document = readDocument(file);
  const name = stringAt(document, "name") ?? place;
  const using = stringAt(document, "runs", "using") ?? "";
  if (using === "composite") return readComposite(file, document, name);
  if (nodeVersions.has(using)) return readJavaScript(file, document, name);
  throw unsupported(`${place}: runs.using: ${using || "(missing)"}`);
}

function readDocument(file: string): JsonObject {
  try {
    return asObject(parse(readFileSync(file, "utf8")) as Json);
  } catch (cause) {
    throw new WorkflowError(`${file}: ${messageOf(cause)}`, { cause });
  }
}
