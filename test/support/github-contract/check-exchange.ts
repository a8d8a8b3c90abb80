import type { Exchange } from "../../../sandbox/github/http/exchange.ts";
import { openDescription, shapeOf, type Description, type Json } from "./description.ts";

type JsonMap = { [key: string]: Json };

interface Operation {
  readonly name: string;
  readonly parameters: readonly JsonMap[];
  readonly body: JsonMap | undefined;
  readonly responses: JsonMap;
}

/** Checks REST traffic against GitHub's description of its API. */
export interface ExchangeCheck {
  /** What does not fit, one sentence each; empty when all is well. */
  violations(exchange: Exchange): readonly string[];
}

/** Routes of the sandbox that GitHub's REST description has not: other services, its own pages and switches. */
const outside =
  /^\/(_|twirp\/|release-assets\/|runtime\/|graphql$|api\/graphql$|repos\/:owner\/:repo\/(legacy\..*|contents$|tarball$|zipball$))/;

/** GitHub's `basic-error`, for the statuses that any operation may answer and that its description leaves out. */
const errorSchema: Json = {
  type: "object",
  required: ["message", "documentation_url", "status"],
  properties: {
    message: { type: "string" },
    documentation_url: { type: "string" },
    status: { type: "string" },
    errors: { type: "array" },
  },
};

/** What GitHub answers to a request under a repository's old name, as octokit/fixtures has recorded it. */
const movedSchema: Json = {
  type: "object",
  required: ["message", "documentation_url", "url"],
  properties: {
    message: { const: "Moved Permanently" },
    documentation_url: { type: "string" },
    url: { type: "string", pattern: String.raw`/repositories/\d+` },
  },
  additionalProperties: false,
};

/** Any operation may be asked under a repository's old name; nothing is done then. */
function isMoved(status: number): boolean {
  return status === 301 || status === 307;
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function readOperations(description: Description): ReadonlyMap<string, Operation> {
  const paths = description.document["paths"] as { [path: string]: { [method: string]: JsonMap } };
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): [string, Operation] => {
      const name = `${method.toUpperCase()} ${path}`;
      const parameters = asList(raw["parameters"]).map((one) => description.resolve(one) ?? {});
      const body = description.resolve(raw["requestBody"]);
      return [shapeOf(name), { name, parameters, body, responses: (raw["responses"] ?? {}) as JsonMap }];
    }),
  );
  return new Map(found);
}

function jsonSchemaOf(description: Description, part: JsonMap | undefined): Json | undefined {
  const content = description.resolve(part?.["content"]);
  return description.resolve(content?.["application/json"])?.["schema"];
}

/** A query value as JSON: texts of numbers and booleans become those where the schema wants them. */
function coerce(text: string, schema: JsonMap | undefined): unknown {
  const type = schema?.["type"];
  if ((type === "integer" || type === "number") && text.trim() !== "") return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (type === "array") return text.split(",");
  return text;
}

function queryViolations(description: Description, operation: Operation, exchange: Exchange): string[] {
  const known = operation.parameters.filter((one) => one["in"] === "query");
  return [...exchange.query].flatMap(([name, text]) => {
    // Octokit's paginate asks every list for pages; GitHub ignores it where a list has none.
    if (name === "per_page" || name === "page") return [];
    const parameter = known.find((one) => one["name"] === name);
    if (!parameter) return [`query parameter ${name} is not described`];
    const schema = description.resolve(parameter["schema"]);
    const problem = description.check(parameter["schema"] ?? {}, coerce(text, schema));
    return problem === undefined ? [] : [`query parameter ${name}=${text}: ${problem}`];
  });
}

function bodyViolations(description: Description, operation: Operation, exchange: Exchange): string[] {
  const schema = jsonSchemaOf(description, operation.body);
  if (schema === undefined) return [];
  const bytes = exchange.requestBody;
  if (bytes === undefined || bytes.length === 0) {
    return operation.body?.["required"] === true ? ["the request needs a body"] : [];
  }
  const problem = description.check(schema, JSON.parse(bytes.toString("utf8")));
  return problem === undefined ? [] : [`request body: ${problem}`];
}

function responseViolations(description: Description, operation: Operation, exchange: Exchange): string[] {
  const { status, body } = exchange;
  const described = description.resolve(operation.responses[String(status)]);
  if (!described) {
    if (isMoved(status)) {
      const problem = description.check(movedSchema, body);
      return problem === undefined ? [] : [`body of ${status}: ${problem}`];
    }
    if (status < 400) return status === 304 ? [] : [`status ${status} is not described`];
    const problem = body === undefined ? undefined : description.check(errorSchema, body);
    return problem === undefined ? [] : [`body of ${status}: ${problem}`];
  }
  const schema = jsonSchemaOf(description, described);
  if (schema === undefined || body === undefined) return [];
  const problem = description.check(schema, body);
  return problem === undefined ? [] : [`body of ${status}: ${problem}`];
}

/**
 * Reads the description once. A request that does not fit it is a violation when the sandbox took it (answered with less
 * than 400): GitHub would have refused. A response must fit always.
 */
export function createExchangeCheck(): ExchangeCheck {
  const description = openDescription("github-openapi.json");
  const operations = readOperations(description);
  return {
    violations: (exchange) => {
      if (exchange.status === 501 || outside.test(exchange.pattern)) return [];
      const operation = operations.get(shapeOf(`${exchange.method} ${exchange.pattern}`));
      if (!operation) return [`${exchange.method} ${exchange.pattern} is no operation of GitHub`];
      const isTaken = exchange.status < 400 && !isMoved(exchange.status);
      const found = [
        ...(isTaken ? queryViolations(description, operation, exchange) : []),
        ...(isTaken ? bodyViolations(description, operation, exchange) : []),
        ...responseViolations(description, operation, exchange),
      ];
      return found.map((problem) => `${operation.name} (${exchange.path}): ${problem}`);
    },
  };
}
