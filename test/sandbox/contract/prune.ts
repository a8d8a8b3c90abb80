// Cuts GitHub's OpenAPI description down to the operations that the sandbox answers, and its description of webhooks to
// the events that the sandbox tells: schemas only, without prose and examples.
//   npm pack @octokit/openapi@23.0.2 @octokit/openapi-webhooks@12.1.0
//   mkdir api hooks && tar xzf octokit-openapi-23.0.2.tgz -C api && tar xzf octokit-openapi-webhooks-12.1.0.tgz -C hooks
//   node test/sandbox/contract/prune.ts api/package/generated/api.github.com.json hooks/package/generated/api.github.com.json
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { startActions } from "../../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub } from "../../../sandbox/github/start-sandbox-github.ts";
import { shapeOf } from "../../support/github-contract/description.ts";
import events from "./events.json" with { type: "json" };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonMap = { [key: string]: Json };

const dropped = new Set([
  "description",
  "example",
  "examples",
  "summary",
  "externalDocs",
  "x-github",
  "default",
]);

function strip(value: Json, isNameMap = false): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNameMap || !dropped.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, strip(item, key === "properties")]));
}

function referencesOf(value: Json, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesOf(item, found);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key === "$ref" && typeof item === "string") found.add(item);
      else referencesOf(item, found);
    }
  }
  return found;
}

function lookUp(document: Json, reference: string): Json {
  return reference
    .slice(2)
    .split("/")
    .reduce<Json>((at, key) => (at as JsonMap)[key] ?? null, document);
}

/** The parts that `roots` refer to, and the parts that those refer to. */
function partsOf(document: Json, roots: Json): { [kind: string]: JsonMap } {
  const components: { [kind: string]: JsonMap } = {};
  const queue = [...referencesOf(roots)];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [, , kind = "", name = ""] = next.split("/");
    if (components[kind]?.[name] !== undefined) continue;
    const part = strip(lookUp(document, next));
    components[kind] = { ...components[kind], [name]: part };
    queue.push(...referencesOf(part));
  }
  return components;
}

/** Where GitHub's description is behind GitHub: each amendment names what GitHub does. */
function amend(value: Json): void {
  if (Array.isArray(value)) for (const item of value) amend(item);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const choices = value["enum"];
  // Apps subscribe to workflow_job; the list of events inside payloads was not kept up.
  if (Array.isArray(choices) && choices.includes("branch_protection_rule")) choices.push("workflow_job");
  for (const item of Object.values(value)) amend(item);
}

interface ObjectSchema {
  readonly properties: JsonMap;
}

/**
 * `null` where a schema of lists forgets it and the schema of one item has it: the text of an issue in search results,
 * the description of a label in a list of pull requests.
 */
function amendNulls(components: { [kind: string]: JsonMap }): void {
  const schemas = (components["schemas"] ?? {}) as unknown as { [name: string]: ObjectSchema | undefined };
  const text = { type: "string", nullable: true };
  const found = schemas["issue-search-result-item"];
  if (found) found.properties["body"] = { ...text };
  const pull = schemas["pull-request-simple"]?.properties["labels"] as { items: ObjectSchema } | undefined;
  if (pull) pull.items.properties["description"] = { ...text };
}

interface Operation {
  readonly parameters?: Json;
  readonly requestBody?: Json;
  readonly responses: JsonMap;
}

interface Description {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: { [path: string]: { [method: string]: Operation } };
  readonly webhooks: { [name: string]: { post: { requestBody: Json } } };
}

function readDescription(file: string | undefined): Description {
  return JSON.parse(readFileSync(file ?? "", "utf8")) as Description;
}

/** `GET /repos/{}/{}` of every route of the sandbox. */
async function listShapes(): Promise<ReadonlySet<string>> {
  const actions = startActions({ workRoot: tmpdir() });
  const github = await startSandboxGitHub({ modules: [actions.module] });
  await github.close();
  return new Set(github.operations.map((operation) => shapeOf(operation)));
}

function pruneApi(description: Description, shapes: ReadonlySet<string>): Json {
  const paths: JsonMap = {};
  for (const [path, methods] of Object.entries(description.paths)) {
    const kept = Object.entries(methods).filter(([method]) =>
      shapes.has(shapeOf(`${method.toUpperCase()} ${path}`)),
    );
    if (kept.length === 0) continue;
    paths[path] = Object.fromEntries(
      kept.map(([method, { parameters = [], requestBody, responses }]) => [
        method,
        {
          parameters: strip(parameters),
          ...(requestBody === undefined ? {} : { requestBody: strip(requestBody) }),
          responses: strip(responses, true),
        },
      ]),
    );
  }
  const { openapi, info } = description;
  const components = partsOf(description as unknown as Json, paths);
  amendNulls(components);
  return { openapi, info: strip(info), paths, components };
}

function pruneWebhooks(description: Description): Json {
  const webhooks: JsonMap = {};
  for (const [name, { post }] of Object.entries(description.webhooks)) {
    const isTold = events.some((event) => name === event || name.startsWith(`${event}-`));
    if (isTold) webhooks[name] = { post: { requestBody: strip(post.requestBody) } };
  }
  const { openapi, info } = description;
  return {
    openapi,
    info: strip(info),
    webhooks,
    components: partsOf(description as unknown as Json, webhooks),
  };
}

function write(name: string, value: Json): void {
  amend(value);
  const file = new URL(`../../fixtures/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(value)}\n`);
}

const [api, hooks] = process.argv.slice(2);
write("github-openapi.json", pruneApi(readDescription(api), await listShapes()));
write("github-webhooks.json", pruneWebhooks(readDescription(hooks)));
