// Cuts GitHub's OpenAPI description down to the operations that the probe calls.
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-*.tgz
//   node test/sandbox/probe/prune-openapi.ts package/generated/api.github.com.json test/fixtures/github-openapi.json
import { readFileSync, writeFileSync } from "node:fs";
import operations from "./operations.json" with { type: "json" };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const dropped = new Set(["description", "example", "examples", "summary", "externalDocs", "x-github"]);

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
    .reduce<Json>((at, key) => (at as { [key: string]: Json })[key] ?? null, document);
}

interface Operation {
  readonly responses: { [status: string]: Json };
}

const [source = "", target = ""] = process.argv.slice(2);
const document = JSON.parse(readFileSync(source, "utf8")) as {
  openapi: string;
  info: Json;
  paths: { [path: string]: { [method: string]: Operation } };
};
const paths: { [path: string]: { [method: string]: Json } } = {};
for (const operation of operations) {
  const [method = "", path = ""] = operation.split(" ");
  const found = document.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`no operation ${operation}`);
  paths[path] = { ...paths[path], [method.toLowerCase()]: { responses: strip(found.responses, true) } };
}
const components: { [kind: string]: { [name: string]: Json } } = {};
const queue = [...referencesOf(paths)];
for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
  const [, , kind = "", name = ""] = next.split("/");
  if (components[kind]?.[name] !== undefined) continue;
  const part = strip(lookUp(document as unknown as Json, next));
  components[kind] = { ...components[kind], [name]: part };
  queue.push(...referencesOf(part));
}
const pruned = { openapi: document.openapi, info: strip(document.info), paths, components };
writeFileSync(target, `${JSON.stringify(pruned)}\n`);
