import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PawlError } from "../src/errors.ts";
import { isEventName, type EventName } from "./events.ts";
import { parseJson } from "../src/parse-json.ts";

/** A delivery whose signature is right. `payload` is a JSON object of unknown shape. */
export interface Delivery {
  readonly id: string;
  readonly name: EventName;
  readonly payload: object;
}

/** What the HTTP front needs. */
export interface FrontOptions {
  /** The webhook secret; at least 32 characters. */
  readonly secret: string;
  readonly port: number;
  readonly host: string;
  /** Stores what the delivery says to do; `false` when its payload has an unknown shape. */
  readonly receive: (delivery: Delivery) => Promise<boolean>;
  /** Whether deliveries are taken; while they are not, they are answered with 503. */
  readonly isOpen: () => boolean;
  /** Whether work can be taken now; `/readyz` tells. */
  readonly isReady: () => Promise<boolean>;
  /** The text of GET /metrics; without it there is no such page. */
  readonly metrics?: () => Promise<string>;
  /** Told of every answer to a webhook request, with the event's name as it was sent. */
  readonly onAnswer?: (event: string | undefined, status: number) => void;
}

/** A running front. */
export interface Front {
  readonly url: string;
  /** Takes no more connections, and resolves when the open ones are done. */
  close(): Promise<void>;
}

/** GitHub's own cap of a webhook payload. */
export const maxBodyBytes = 25 * 2 ** 20;
/** All bodies that are being read, together. */
const maxBufferedBytes = 4 * maxBodyBytes;
const leastSecretLength = 32;

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string;
  /** The body was not read to its end: the connection cannot be used again. */
  readonly closes?: boolean;
}

function refuse(status: number, error: string): Reply {
  return { status, body: { error }, closes: true };
}

/**
 * The HTTP front: checks the signature over the raw bytes, the size, the event's name, and gives the delivery on.
 * Probot's own server is not used: it has no size limit before the signature, and falls back to a known secret.
 *
 * @throws PawlError `input.invalid` when the secret is shorter than 32 characters
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  requireSecret(options.secret);
  const buffered = { bytes: 0 };
  const server = createServer((request, response) => {
    void handle(request, response, { ...options, buffered });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5000;
  server.maxConnections = 512;
  await listen(server, options);
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  return {
    url: `http://${options.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** @throws PawlError `input.invalid` for a secret that can be guessed */
export function requireSecret(secret: string): void {
  if (secret.length >= leastSecretLength) return;
  throw new PawlError("input.invalid", {
    message: `The webhook secret has ${secret.length} characters; it needs at least ${leastSecretLength}`,
    hint: "Set PAWL_WEBHOOK_SECRET to a random text, for instance of `openssl rand -hex 32`, here and in the App.",
  });
}

function listen(server: Server, { port, host }: FrontOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

type Parts = FrontOptions & { readonly buffered: { bytes: number } };

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const reply = await answer(request, parts).catch(() => refuse(500, "internal error"));
  if (request.method === "POST") {
    const event = request.headers["x-github-event"];
    parts.onAnswer?.(typeof event === "string" ? event : undefined, reply.status);
  }
  if (response.destroyed) return;
  const isText = typeof reply.body === "string";
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  const type = isText ? "text/plain; version=0.0.4; charset=utf-8" : "application/json";
  const headers = { "content-type": type, "content-length": Buffer.byteLength(text) };
  response.writeHead(reply.status, reply.closes === true ? { ...headers, connection: "close" } : headers);
  response.end(text, () => {
    // A moment for the answer to arrive before what is still being sent meets a closed door.
    if (reply.closes === true) setTimeout(() => request.destroy(), 500).unref();
  });
}

async function answer(request: IncomingMessage, parts: Parts): Promise<Reply> {
  const path = (request.url ?? "/").split("?")[0] ?? "";
  if (request.method === "GET" && path === "/healthz") return { status: 200, body: { ok: true } };
  if (request.method === "GET" && path === "/readyz") {
    const isReady = await parts.isReady();
    return { status: isReady ? 200 : 503, body: { ready: isReady } };
  }
  if (request.method === "GET" && path === "/metrics" && parts.metrics !== undefined) {
    return { status: 200, body: await parts.metrics() };
  }
  if (request.method !== "POST" || !["/", "/api/github/webhooks"].includes(path))
    return refuse(404, "not found");
  if (!parts.isOpen()) return refuse(503, "not ready");
  const signature = readSignature(request);
  if (signature === undefined) return refuse(401, "X-Hub-Signature-256 is missing or malformed");
  const body = await readBody(request, parts.buffered);
  if (!Buffer.isBuffer(body)) return body;
  if (!isSigned(parts.secret, body, signature)) return refuse(401, "the signature is wrong");
  return deliver(request, body, parts);
}

async function deliver(request: IncomingMessage, body: Buffer, parts: Parts): Promise<Reply> {
  const name = request.headers["x-github-event"];
  if (!isEventName(name)) return { status: 202, body: { ignored: true } };
  const payload = parseJson(body.toString("utf8"));
  if (payload === undefined || payload === null || typeof payload !== "object") {
    return { status: 400, body: { error: "the body is no JSON object" } };
  }
  const isTaken = await parts.receive({
    id: String(request.headers["x-github-delivery"] ?? ""),
    name,
    payload,
  });
  return isTaken
    ? { status: 202, body: { ignored: false } }
    : { status: 422, body: { error: "unknown shape" } };
}

/** The hexadecimal digest of the header; anything else is refused before a byte of the body is read. */
function readSignature(request: IncomingMessage): Buffer | undefined {
  const header = request.headers["x-hub-signature-256"];
  const digest = typeof header === "string" ? /^sha256=([0-9a-f]{64})$/.exec(header)?.[1] : undefined;
  return digest === undefined ? undefined : Buffer.from(digest, "hex");
}

/** Over the bytes as they came: text that is no UTF-8 would not survive a round trip through a string. */
function isSigned(secret: string, body: Buffer, signature: Buffer): boolean {
  return timingSafeEqual(createHmac("sha256", secret).update(body).digest(), signature);
}

async function readBody(request: IncomingMessage, buffered: { bytes: number }): Promise<Buffer | Reply> {
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes)
    return refuse(413, "the body is too large");
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(chunk);
      size += bytes.byteLength;
      buffered.bytes += bytes.byteLength;
      if (size > maxBodyBytes) return refuse(413, "the body is too large");
      if (buffered.bytes > maxBufferedBytes) return refuse(503, "too much at once");
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } finally {
    buffered.bytes -= size;
  }
}
