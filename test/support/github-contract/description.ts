import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

/** A part of a JSON document. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** GitHub's description of one of its interfaces, ready to check values with. */
export interface Description {
  readonly document: { [key: string]: Json };
  /** Follows `{ "$ref": … }`. */
  resolve(value: Json | undefined): { [key: string]: Json } | undefined;
  /** `undefined` when `value` fits, else the first thing that does not. `schema` is a part of the document. */
  check(schema: Json, value: unknown): string | undefined;
}

/** `GET /repos/{owner}/x/{y}` and `GET /repos/:owner/x/:y` as one text: names of parameters do not tell operations apart. */
export function shapeOf(operation: string): string {
  return operation.replaceAll(/\{[^}]+\}|[:*]\w+/g, "{}");
}

type JsonMap = { [key: string]: Json };

/** OpenAPI 3.0 says `nullable`, which JSON Schema does not know; and GitHub says `oneOf` where several may fit. */
function rewrite(value: Json): void {
  if (Array.isArray(value)) {
    for (const item of value) rewrite(item);
  } else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) rewrite(item);
    if (Array.isArray(value["oneOf"])) {
      value["anyOf"] = value["oneOf"];
      delete value["oneOf"];
    }
    if (typeof value["nullable"] === "boolean") rewriteNullable(value);
  }
}

function rewriteNullable(schema: JsonMap): void {
  const { nullable, ...rest } = schema;
  delete schema["nullable"];
  if (nullable !== true) return;
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(null)) schema["enum"].push(null);
  if (typeof schema["type"] === "string") schema["type"] = [schema["type"], "null"];
  else if (["allOf", "anyOf", "$ref"].some((key) => key in schema)) {
    for (const key of Object.keys(schema)) delete schema[key];
    schema["anyOf"] = [rest, { type: "null" }];
  }
}

function prefixReferences(name: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => prefixReferences(name, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === "$ref" && typeof item === "string" ? [key, name + item] : [key, prefixReferences(name, item)],
    ),
  );
}

function explain(validate: ValidateFunction): string {
  const [error] = validate.errors ?? [];
  return error
    ? `${error.instancePath || "/"} ${error.message ?? ""} ${JSON.stringify(error.params).slice(0, 120)}`
    : "does not fit";
}

/** Opens a description in `test/fixtures`, as `test/sandbox/contract/prune.ts` wrote it. */
export function openDescription(file: string): Description {
  const text = readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), "utf8");
  const document = JSON.parse(text) as JsonMap;
  rewrite(document);
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addSchema(document, file);
  const compiled = new Map<Json, ValidateFunction>();
  const resolve = (value: Json | undefined): JsonMap | undefined => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const reference = value["$ref"];
    if (typeof reference !== "string") return value;
    const parts = reference.slice(2).split("/");
    return resolve(parts.reduce<Json | undefined>((at, key) => (at as JsonMap | undefined)?.[key], document));
  };
  return {
    document,
    resolve,
    check: (schema, value) => {
      const validate = compiled.get(schema) ?? ajv.compile(prefixReferences(file, schema) as object);
      compiled.set(schema, validate);
      return validate(value) ? undefined : explain(validate);
    },
  };
}
