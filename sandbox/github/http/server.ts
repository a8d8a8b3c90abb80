import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Actor, RepositoryRecord } from "../records.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "./messages.ts";
import type { RouteMatch, RouteTable } from "./route-table.ts";

/** What the server asks the rest of the sandbox. */
export interface ServerHooks {
  /** `undefined` when the request is not signed. @throws {ApiError} 401 on a bad signature. */
  authenticate(headers: IncomingMessage["headers"]): Actor | undefined;
  /** Checks rights; returns the repository of the route. @throws {ApiError} 401, 403, 404 */
  authorize(match: RouteMatch, actor: Actor | undefined): RepositoryRecord | undefined;
  /** Answers a request that no route fits; `undefined` for 501. */
  fallback(request: ApiRequest): Promise<ApiResponse | undefined>;
}

const prefixes = ["/api/v3", "/api/uploads"];

function stripPrefix(path: string): string {
  const prefix = prefixes.find((candidate) => path === candidate || path.startsWith(`${candidate}/`));
  return prefix ? path.slice(prefix.length) || "/" : path;
}

async function readBytes(raw: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new ApiError(413, "Payload too large");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (raw.headers["content-encoding"] !== "gzip") return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch {
    throw new ApiError(400, "Problems decoding the body");
  }
}

function parseObject(bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
  if (typeof value !== "object" || value === null) {
    throw new ApiError(400, "Body should be a JSON object");
  }
  return value as JsonObject;
}

interface RequestFacts {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly actor: Actor | undefined;
  readonly repository: RepositoryRecord | undefined;
}

function createRequest({ raw, response, url, params, actor, repository }: RequestFacts): ApiRequest {
  const bytes = (maxBytes = 10 * 1024 * 1024): Promise<Buffer> => readBytes(raw, maxBytes);
  return {
    method: raw.method ?? "GET",
    path: stripPrefix(url.pathname),
    href: url.href,
    params,
    query: url.searchParams,
    headers: raw.headers,
    get actor(): Actor {
      if (!actor) throw new ApiError(401, "Requires authentication");
      return actor;
    },
    isAnonymous: actor === undefined,
    get repository(): RepositoryRecord {
      if (!repository) throw notFound();
      return repository;
    },
    raw,
    response,
    bytes,
    json: async () => parseObject(await bytes()),
  };
}

function send(raw: IncomingMessage, response: ServerResponse, answer: Exclude<ApiResponse, "handled">): void {
  const body = answer.bytes ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
  const isJson = answer.bytes === undefined && answer.body !== undefined;
  const headers: Record<string, string> = {
    ...rateLimit(),
    ...(isJson ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...answer.headers,
  };
  let status = answer.status;
  if (status === 200 && raw.method === "GET" && isJson) {
    headers["etag"] = `W/"${createHash("sha256").update(body).digest("hex")}"`;
    headers["cache-control"] = "private, max-age=60, s-maxage=60";
    if (raw.headers["if-none-match"] === headers["etag"]) status = 304;
  }
  const isBare = status === 304 || status === 204 || raw.method === "HEAD";
  if (status !== 304 && status !== 204) headers["content-length"] = String(Buffer.byteLength(body));
  response.writeHead(status, headers);
  response.end(isBare ? undefined : body);
}

function rateLimit(): Record<string, string> {
  const reset = Math.floor(Date.now() / 3_600_000) * 3600 + 3600;
  return {
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": "SANDBOX",
    "x-github-api-version-selected": "2022-11-28",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-used": "1",
    "x-ratelimit-resource": "core",
    "x-ratelimit-reset": String(reset),
  };
}

function failed(error: unknown): Exclude<ApiResponse, "handled"> {
  if (error instanceof ApiError) return { status: error.status, body: error.body };
  process.stderr.write(
    `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return { status: 500, body: { message: "Server Error" } };
}

/** The HTTP server over the routes; not listening yet. */
export function createApiServer(routes: RouteTable, hooks: ServerHooks): Server {
  const answer = async (raw: IncomingMessage, response: ServerResponse): Promise<ApiResponse> => {
    const url = new URL(raw.url ?? "/", `http://${raw.headers.host ?? "127.0.0.1"}`);
    const method = raw.method === "HEAD" ? "GET" : (raw.method ?? "GET");
    const path = stripPrefix(url.pathname);
    const match = routes.match(method, path);
    const actor = hooks.authenticate(raw.headers);
    const facts = { raw, response, url, params: match?.params ?? {}, actor };
    if (match) {
      const repository = hooks.authorize(match, actor);
      return match.handler(createRequest({ ...facts, repository }));
    }
    const other = await hooks.fallback(createRequest({ ...facts, repository: undefined }));
    return other ?? failed(new ApiError(501, `Not implemented in the sandbox: ${method} ${path}`));
  };
  return createServer((raw, response) => {
    answer(raw, response)
      .catch((error: unknown) => failed(error))
      .then((result) => {
        if (result !== "handled" && !response.headersSent) send(raw, response, result);
        return undefined;
      })
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
  });
}
