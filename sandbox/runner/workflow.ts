import { parse } from "yaml";
import { asList, asObject, isObject, type Json, jsonText, type JsonObject } from "./json.ts";
import { messageOf } from "./workflow-error.ts";
import { checkWorkflowSyntax } from "./workflow-syntax.ts";
import { findUnsupportedKeys } from "./unsupported-keys.ts";

/** A workflow file at one commit. */
export interface Workflow {
  /** Path in the repository, below `.github/workflows/`. */
  readonly path: string;
  /** `name:` of the file, or its path. */
  readonly name: string;
  /** Event name to its filters; `{}` where none are written. */
  readonly on: Readonly<Record<string, JsonObject>>;
  /** Cron lines of `on.schedule`. */
  readonly schedules: readonly string[];
  /** The file as it is. */
  readonly text: string;
  /** The file as plain YAML gives it. `run` texts come from here, with their indentation taken off. */
  readonly document: JsonObject;
  /** What keeps the file from running: syntax errors, and keys that this runner does not have. */
  readonly errors: readonly string[];
}

function readTriggers(on: Json | undefined): Record<string, JsonObject> {
  if (isObject(on)) {
    return Object.fromEntries(
      Object.entries(asObject(on)).map(([event, filter]) => [event, asObject(filter)]),
    );
  }
  return Object.fromEntries(asList(on).map((event) => [jsonText(event), {}]));
}

function readSchedules(on: Json | undefined): readonly string[] {
  return asList(asObject(on)["schedule"]).flatMap((entry) => {
    const { cron } = asObject(entry);
    return typeof cron === "string" ? [cron] : [];
  });
}

function parseYaml(text: string): { readonly document: JsonObject; readonly error?: string } {
  try {
    return { document: asObject(parse(text, { maxAliasCount: 100 }) as Json) };
  } catch (error) {
    return { document: {}, error: messageOf(error) };
  }
}

async function readWorkflow(path: string, text: string): Promise<Workflow> {
  const { document, error } = parseYaml(text);
  const errors = error === undefined ? await checkWorkflowSyntax(path, text) : [`${path}: ${error}`];
  const { name, on } = document;
  return {
    path,
    name: typeof name === "string" && name !== "" ? name : path,
    on: readTriggers(on),
    schedules: readSchedules(on),
    text,
    document,
    errors: errors.length > 0 ? errors : findUnsupportedKeys(path, document),
  };
}

const cache = new Map<string, Promise<Workflow>>();
const maxCached = 200;

/** Parses a workflow file. A broken one is returned too, with its `errors`. The same text is parsed once. */
export function parseWorkflowFile(path: string, text: string): Promise<Workflow> {
  const key = `${path}\0${text}`;
  const found = cache.get(key);
  if (found !== undefined) return found;
  if (cache.size >= maxCached) cache.clear();
  const parsed = readWorkflow(path, text);
  cache.set(key, parsed);
  return parsed;
}
