import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "./listen.ts";

/** What a server of objects did. */
export interface FileServer {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Method, path and range of each request. */
  readonly requests: string[];
  /** Headers of each request. */
  readonly headers: IncomingMessage["headers"][];
  /** Bytes of objects that were sent. */
  sentBytes(): number;
  /** The next answers to GET end after so many bytes, without their end. */
  cutAfter(bytes: number, times?: number): void;
  /** The next answers have this status. */
  fail(status: number, times: number): void;
  readonly close: () => Promise<void>;
}

/** Sends bytes with what a web server knows of them: a mark, ranges, and whether the mark still holds. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  cutAfter = Number.POSITIVE_INFINITY,
): number {
  const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
  const isSame = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
  const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? "") ?? [];
  const start = from === undefined || !isSame ? 0 : Number(from);
  if (start > 0 && start >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return 0;
  }
  const [, , to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  const body = bytes.subarray(start, to === undefined ? bytes.length : Number(to) + 1);
  const isPart = from !== undefined && isSame && bytes.length > 0;
  const range = isPart
    ? { "content-range": `bytes ${start}-${start + body.length - 1}/${bytes.length}` }
    : {};
  response.writeHead(isPart ? 206 : 200, { etag, "content-length": body.length, ...range });
  if (request.method === "HEAD") {
    response.end();
    return 0;
  }
  if (body.length <= cutAfter) {
    response.end(body);
    return body.length;
  }
  response.write(body.subarray(0, cutAfter), () => response.destroy());
  return cutAfter;
}

/** A web server of objects by their paths, without the first `/`. It can cut answers and refuse. */
export async function startFileServer(): Promise<FileServer> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  let [sent, cuts, cutBytes, failures, status] = [0, 0, 0, 0, 500];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.range ?? ""}`.trim());
    headers.push(request.headers);
    const bytes = objects.get(decodeURIComponent((request.url ?? "").slice(1)));
    if (failures > 0) {
      failures -= 1;
      response.writeHead(status).end("no");
      return;
    }
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    const isCut = cuts > 0 && request.method === "GET";
    if (isCut) cuts -= 1;
    sent += sendBytes(request, response, bytes, isCut ? cutBytes : undefined);
  });
  return {
    ...(await listen(server)),
    objects,
    requests,
    headers,
    sentBytes: () => sent,
    cutAfter: (bytes, times = 1) => {
      [cutBytes, cuts] = [bytes, times];
    },
    fail: (code, times) => {
      [status, failures] = [code, times];
    },
  };
}
