import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "./listen.ts";

/** An answer whose connection breaks before its end. */
export interface Cut {
  /** How many bytes are sent. */
  readonly afterBytes: number;
  /**
   * Where the client writes them: the connection breaks when most of them are there. What a client has not read when its
   * connection breaks is lost to it, and how much that is depends on the moment.
   */
  readonly file: string;
}

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
  /** The next answers to GET are cut. */
  cutNext(cut: Cut, times?: number): void;
  /** The next answers have this status. */
  fail(status: number, times: number): void;
  readonly close: () => Promise<void>;
}

/** Sends bytes with what a web server knows of them: a mark, ranges, and whether the mark still holds. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  cut?: Cut,
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
  if (cut === undefined || body.length <= cut.afterBytes) {
    response.end(body);
    return body.length;
  }
  response.write(body.subarray(0, cut.afterBytes), () => {
    void arrived(cut.file, start + cut.afterBytes * 0.75).finally(() => response.destroy());
  });
  return cut.afterBytes;
}

/** Waits until a file has grown, for ten seconds at most. */
async function arrived(file: string, sizeBytes: number): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= sizeBytes) return;
    await sleep(5);
  }
}

/** A web server of objects by their paths, without the first `/`. It can cut answers and refuse. */
export async function startFileServer(): Promise<FileServer> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  let [sent, cuts, failures, status] = [0, 0, 0, 500];
  let cut: Cut | undefined;
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
    sent += sendBytes(request, response, bytes, isCut ? cut : undefined);
  });
  return {
    ...(await listen(server)),
    objects,
    requests,
    headers,
    sentBytes: () => sent,
    cutNext: (next, times = 1) => {
      [cut, cuts] = [next, times];
    },
    fail: (code, times) => {
      [status, failures] = [code, times];
    },
  };
}
