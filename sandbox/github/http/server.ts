import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Actor, RepositoryRecord } from "../records.ts";
import { ApiError, notFound } from "./api-error.ts";
import { exchanges, tellExchange } from "./exchange.ts";
import type { FaultSwitches, RequestEffect } from "./faults.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "./messages.ts";
import { secondaryLimit, type CountedRequest, type RateLimiter } from "./rate-limit.ts";
import type { RouteMatch, RouteTable } from "./route-table.ts";

/** What was asked for, as a redirect needs it. */
export interface RequestPlace {
  readonly method: string;
  readonly path: string;
  /** With `?`, or empty. */
  readonly search: string;
}

/** What the server asks the rest of the sandbox. */
export interface ServerHooks {
  /** `undefined` when the request is not signed. @throws {ApiError} 401 on a bad signature. */
  authenticate(headers: IncomingMessage["headers"]): Actor | undefined;
  /** Checks rights; returns the repository of the route. @throws {ApiError} 301, 307, 401, 403, 404 */
  authorize(match: RouteMatch, actor: Actor | undefined, place: RequestPlace): RepositoryRecord | undefined;
  /** `x-accepted-github-permissions` of the answer; `undefined` for who is no App. */
  accepted(match: RouteMatch, actor: Actor | undefined): string | undefined;
  /** The path by name of a path by id (`/repositories/7`). @throws {ApiError} 404 for an unknown id */
  resolvePath(path: string): string;
  /** Answers a request that no route fits; `undefined` for 501. */
  fallback(request: ApiRequest): Promise<ApiResponse | undefined>;
  readonly limiter: RateLimiter;
  readonly faults: FaultSwitches;
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
  readonly onBody: (bytes: Buffer) => void;
}

function createRequest({ raw, response, url, params, actor, repository, onBody }: RequestFacts): ApiRequest {
  const bytes = async (maxBytes = 10 * 1024 * 1024): Promise<Buffer> => {
    const read = await readBytes(raw, maxBytes);
    onBody(read);
    return read;
  };
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

type Answer = Exclude<ApiResponse, "handled">;

/** GitHub's headers on every answer. */
function commonHeaders(): Record<string, string> {
  return {
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": randomBytes(8).toString("hex").toUpperCase(),
    "x-github-api-version-selected": "2022-11-28",
    "access-control-expose-headers": "ETag, Link, Location, Retry-After, X-RateLimit-Remaining",
  };
}

function isSameTag(asked: string | undefined, tag: string): boolean {
  return asked?.split(",").some((one) => one.trim() === tag) ?? false;
}

/** Sends an answer; of one that is cut the head and half of the body, and then the connection ends. */
async function send(exchange: Running, answer: Answer, isCut = false): Promise<void> {
  const { raw, response } = exchange;
  const body = answer.bytes ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
  const isJson = answer.bytes === undefined && answer.body !== undefined;
  const headers: Record<string, string> = {
    ...commonHeaders(),
    ...(isJson ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...(exchange.accepted === undefined ? {} : { "x-accepted-github-permissions": exchange.accepted }),
  };
  let status = answer.status;
  if (status === 200 && (raw.method === "GET" || raw.method === "HEAD") && isJson) {
    headers["etag"] = `W/"${createHash("sha256").update(body).digest("hex")}"`;
    headers["cache-control"] = "private, max-age=60, s-maxage=60";
    if (isSameTag(raw.headers["if-none-match"], headers["etag"])) status = 304;
  }
  const isBare = status === 304 || status === 204 || raw.method === "HEAD";
  if (status !== 304 && status !== 204) headers["content-length"] = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, ...exchange.counted?.headers(status), ...answer.headers });
  if (!isCut) return void response.end(isBare ? undefined : body);
  const bytes = Buffer.from(isBare ? "" : body);
  await new Promise((resolve) => response.write(bytes.subarray(0, bytes.byteLength / 2), resolve));
  raw.socket.destroy();
}

function failed(error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, body: error.body, headers: error.headers };
  process.stderr.write(
    `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return { status: 500, body: new ApiError(500, "Server Error").body };
}

/** One request on its way. */
interface Running {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly path: string;
  readonly match: RouteMatch | undefined;
  requestBody: Buffer | undefined;
  counted: CountedRequest | undefined;
  accepted: string | undefined;
}

function begin(
  { routes, hooks }: { readonly routes: RouteTable; readonly hooks: ServerHooks },
  raw: IncomingMessage,
  response: ServerResponse,
): Running {
  const origin = `http://${raw.headers.host ?? "127.0.0.1"}`;
  // Put together as text: a target such as `//elsewhere/x` would else become another host.
  const target = `${origin}${raw.url?.startsWith("/") ? raw.url : "/"}`;
  if (!URL.canParse(target)) throw new ApiError(400, "Bad Request");
  const url = new URL(target);
  const method = raw.method === "HEAD" ? "GET" : (raw.method ?? "GET");
  const path = hooks.resolvePath(stripPrefix(url.pathname));
  const match = routes.match(method, path);
  return {
    raw,
    response,
    url,
    method,
    path,
    match,
    requestBody: undefined,
    counted: undefined,
    accepted: undefined,
  };
}

/** Does the work of one request. */
async function work(running: Running, hooks: ServerHooks): Promise<ApiResponse> {
  const { raw, response, url, method, path, match } = running;
  const actor = hooks.authenticate(raw.headers);
  const onBody = (bytes: Buffer): void => {
    running.requestBody = bytes;
  };
  const facts = { raw, response, url, params: match?.params ?? {}, actor, onBody };
  if (match) {
    running.accepted = hooks.accepted(match, actor);
    if (!isOwnPath(path)) running.counted = hooks.limiter.enter(actor, method, path);
    const repository = hooks.authorize(match, actor, { method, path, search: url.search });
    return match.handler(createRequest({ ...facts, repository }));
  }
  const other = await hooks.fallback(createRequest({ ...facts, repository: undefined }));
  return other ?? failed(new ApiError(501, `Not implemented in the sandbox: ${method} ${path}`));
}

/** Addresses that are the sandbox's own or of other services than the REST API: not counted against rate limits. */
function isOwnPath(path: string): boolean {
  return /^\/(_|twirp\/|release-assets\/|runtime\/)/.test(path);
}

function tell(running: Running, answer: Answer): void {
  const { match, method, path, url, requestBody, response } = running;
  if (!match || !exchanges.hasSubscribers) return;
  const { statusCode: status } = response;
  const body = answer.bytes === undefined && status !== 304 ? answer.body : undefined;
  const { pattern } = match;
  tellExchange({ method, pattern, path, query: url.searchParams, requestBody, status, body });
}

const sleep = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

/** Carries out a fault that comes before the work; the answer, or `undefined` when the work goes on. */
async function disturb(effect: RequestEffect, raw: IncomingMessage): Promise<ApiResponse | undefined> {
  switch (effect.kind) {
    case "status":
      return failed(new ApiError(effect.status, "Server Error"));
    case "secondary-rate-limit":
      return failed(secondaryLimit(effect.retryAfterSeconds));
    case "timeout":
      return "handled";
    case "cut":
      return undefined;
    case "reset":
      if (effect.when === "after") return undefined;
      raw.socket.destroy();
      return "handled";
    case "delay":
      await sleep(effect.delayMs);
      return undefined;
    default:
      return effect satisfies never;
  }
}

async function serve(running: Running, hooks: ServerHooks): Promise<void> {
  const { raw, response, method, path, match } = running;
  const names = [`${method} ${path}`, ...(match ? [`${method} ${match.pattern}`] : [])];
  const effect = path.startsWith("/_sandbox/faults") ? undefined : hooks.faults.requestEffect(names);
  const disturbed = effect ? await disturb(effect, raw) : undefined;
  try {
    const answer = disturbed ?? (await work(running, hooks).catch((error: unknown) => failed(error)));
    if (effect?.kind === "reset") raw.socket.destroy();
    if (answer === "handled" || response.headersSent || raw.socket.destroyed) return;
    await send(running, answer, effect?.kind === "cut");
    if (!disturbed && effect?.kind !== "cut") tell(running, answer);
  } finally {
    running.counted?.leave();
  }
}

/** The HTTP server over the routes; not listening yet. */
export function createApiServer(routes: RouteTable, hooks: ServerHooks): Server {
  const take = async (raw: IncomingMessage, response: ServerResponse): Promise<void> => {
    let running: Running;
    try {
      running = begin({ routes, hooks }, raw, response);
    } catch (error) {
      const { status, body } = failed(error);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return;
    }
    await serve(running, hooks);
  };
  // Node's usual five seconds end connections that a busy client is about to use again.
  return createServer({ keepAliveTimeout: 60_000 }, (raw, response) => {
    take(raw, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
}
