import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Client, type ObservedRequest } from "../../src/adapters/github/client.ts";
import { ConditionalReads } from "../../src/adapters/github/conditional-reads.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { guardFetch, trustedOrigins } from "../../src/adapters/github/guarded-fetch.ts";
import { RequestGate } from "../../src/adapters/github/request-gate.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const stop of servers.splice(0)) stop();
});

async function serve(handler: Handler): Promise<string> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    handler(request, response, (count += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

const repository = "acme/flights";
const auth = { token: "t0ken" };
const noWait = (): Promise<void> => Promise.resolve();

describe("the GitHub client", () => {
  it("does not take a cut or empty body for an empty list", async () => {
    for (const body of ["", "[", "{}", "null"]) {
      const apiUrl = await serve((_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(body);
      });
      const github = createGitHub({ apiUrl, repository, auth, wait: noWait });
      await expect(github.comments.list(1)).rejects.toMatchObject({ code: "github.malformed-response" });
    }
  });

  it("reads again what broke off, and does not remember it under its ETag", async () => {
    const apiUrl = await serve(({ headers }, response, count) => {
      const head = { "content-type": "application/json", etag: 'W/"1"' };
      if (headers["if-none-match"] !== undefined) return response.writeHead(304, head).end();
      if (count > 1) return json(response, 200, [], head);
      response.writeHead(200, { ...head, "content-length": "1000" });
      response.write("[");
      setTimeout(() => response.destroy(), 20);
    });
    const github = createGitHub({ apiUrl, repository, auth, wait: noWait, reads: new ConditionalReads() });
    expect(await github.comments.list(1)).toEqual([]);
    expect(await github.comments.list(1)).toEqual([]);
  });

  it("does not take a body that breaks off for an answer", async () => {
    const apiUrl = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("[]");
      setTimeout(() => response.destroy(), 20);
    });
    const github = createGitHub({ apiUrl, repository, auth });
    await expect(github.comments.list(1)).rejects.toMatchObject({ code: "github.malformed-response" });
  });

  it("never repeats a write, whatever the server says", async () => {
    for (const fail of [
      (response: ServerResponse) => json(response, 502, {}),
      (response: ServerResponse) => json(response, 429, {}, { "retry-after": "0" }),
      (response: ServerResponse) =>
        json(response, 403, { message: "secondary rate limit" }, { "retry-after": "0" }),
      (response: ServerResponse) => response.destroy(),
    ]) {
      let requests = 0;
      const apiUrl = await serve((_, response) => {
        requests += 1;
        fail(response);
      });
      const github = createGitHub({ apiUrl, repository, auth, wait: noWait });
      await expect(github.comments.create(1, "text")).rejects.toMatchObject({
        code: "github.request-failed",
      });
      expect(requests).toBe(1);
    }
  });

  it("repeats a read after a server error, and honours a short Retry-After", async () => {
    const waits: number[] = [];
    const apiUrl = await serve((_, response, count) => {
      if (count === 1) return json(response, 502, {});
      if (count === 2) return json(response, 429, {}, { "retry-after": "7" });
      return json(response, 200, []);
    });
    const wait = async (durationMs: number): Promise<void> => void waits.push(durationMs);
    const github = createGitHub({ apiUrl, repository, auth, wait });
    expect(await github.comments.list(1)).toEqual([]);
    expect(waits).toEqual([300, 7000]);
  });

  it("does not wait for a Retry-After of an hour", async () => {
    const apiUrl = await serve((_, response) => json(response, 429, {}, { "retry-after": "3600" }));
    const github = createGitHub({ apiUrl, repository, auth });
    await expect(github.comments.list(1)).rejects.toMatchObject({ code: "github.request-failed" });
  });

  it("gives up on a silent server", async () => {
    const apiUrl = await serve(() => undefined);
    const client = new Client({ apiUrl, repository, auth, timeoutMs: 50, wait: noWait });
    await expect(client.send("POST /anything", {})).rejects.toMatchObject({ code: "github.request-failed" });
  });

  it("follows a download to another host without our credentials", async () => {
    let seen: string | undefined = "not asked";
    const store = await serve((request, response) => {
      seen = request.headers.authorization;
      response.writeHead(200, { "content-type": "application/zip" });
      response.end("zip");
    });
    const apiUrl = await serve((_, response) => {
      response.writeHead(302, { location: `${store.replace("127.0.0.1", "localhost")}/blob` });
      response.end();
    });
    const github = createGitHub({ apiUrl, repository, auth });
    const bytes = await github.workflows.downloadArtifact(1, 100);
    expect(Buffer.from(bytes).toString()).toBe("zip");
    expect(seen).toBeUndefined();
  });

  it("keeps our credentials from the next page on another host", async () => {
    let seen: string | undefined = "not asked";
    const other = await serve((request, response) => {
      seen = request.headers.authorization;
      json(response, 200, []);
    });
    const link = { link: `<${other}/page2>; rel="next"` };
    const apiUrl = await serve((_, response) => json(response, 200, [], link));
    await createGitHub({ apiUrl, repository, auth }).comments.list(1);
    expect(seen).toBeUndefined();
  });

  it("does not follow a download from https to http, nor round and round", async () => {
    const answer = (url: string, location: string): Promise<Response> => {
      const redirect = async () => new Response(null, { status: 302, headers: { location } });
      return guardFetch(redirect, trustedOrigins("https://api.github.com"))(url, {});
    };
    const page = "https://api.github.com/a";
    await expect(answer(page, "http://files.example/a")).rejects.toThrow("from https to http:");
    await expect(answer(page, page)).rejects.toThrow("more than 4 redirects");
  });

  it("does not follow a redirected write", async () => {
    let requests = 0;
    const apiUrl = await serve((_, response) => {
      requests += 1;
      response.writeHead(301, { location: "/elsewhere" });
      response.end();
    });
    const github = createGitHub({ apiUrl, repository, auth });
    await expect(github.comments.create(1, "text")).rejects.toMatchObject({ code: "github.request-failed" });
    expect(requests).toBe(1);
  });

  it("refuses a download that is longer than allowed", async () => {
    const apiUrl = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/zip" });
      response.end("x".repeat(1000));
    });
    const github = createGitHub({ apiUrl, repository, auth });
    await expect(github.workflows.downloadArtifact(1, 999)).rejects.toMatchObject({
      code: "github.malformed-response",
    });
  });
});

describe("GitHub's limits", () => {
  it("stop all repositories of an installation after one answer, and the refused write says when to come back", async () => {
    let requests = 0;
    const apiUrl = await serve((_, response) => {
      requests += 1;
      json(response, 403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" });
    });
    const waits: number[] = [];
    const wait = async (durationMs: number): Promise<void> => void waits.push(durationMs);
    const gate = new RequestGate({ now: () => 5000, wait });
    const one = createGitHub({ apiUrl, repository, auth, gate });
    const other = createGitHub({ apiUrl, repository: "acme/trains", auth, gate });
    const limited = { code: "github.rate-limited", retryAtMs: 65_000 };
    await expect(one.comments.create(1, "text")).rejects.toMatchObject({ retryAtMs: 65_000 });
    await expect(other.comments.list(1)).rejects.toMatchObject(limited);
    await expect(other.labels.add(1, "a")).rejects.toMatchObject(limited);
    expect([requests, waits]).toEqual([1, []]);
  });

  it("are waited for where that is short, once", async () => {
    const waits: number[] = [];
    const wait = async (durationMs: number): Promise<void> => void waits.push(durationMs);
    const apiUrl = await serve((_, response, count) => {
      if (count === 1)
        return json(response, 200, [], { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" });
      return json(response, 200, []);
    });
    const gate = new RequestGate({ now: () => 5000, wait });
    const { comments } = createGitHub({ apiUrl, repository, auth, gate });
    await comments.list(1);
    await comments.list(1);
    expect(waits).toEqual([4000]);
  });
});

describe("reading again", () => {
  it("gives the answer that GitHub says is still true, and the new one when it changed", async () => {
    const asked: (string | undefined)[] = [];
    let etag = '"1"';
    const apiUrl = await serve((request, response) => {
      asked.push(request.headers["if-none-match"]);
      const link = { etag, link: '<http://example.test/2>; rel="last"' };
      if (request.headers["if-none-match"] !== etag) return json(response, 200, [{ tag: etag }], link);
      response.writeHead(304, { etag });
      response.end();
    });
    const seen: ObservedRequest[] = [];
    const observer = (request: ObservedRequest): void => void seen.push(request);
    const client = new Client({ apiUrl, repository, reads: new ConditionalReads(), observer });
    const first = await client.send("GET /list/{number}", { number: 1 });
    const second = await client.send("GET /list/{number}", { number: 1 });
    expect(second).toEqual(first);
    etag = '"2"';
    const third = await client.send("GET /list/{number}", { number: 1 });
    expect(third.data).toEqual([{ tag: etag }]);
    await client.send("GET /list/{number}", { number: 2 });
    expect(asked).toEqual([undefined, '"1"', '"1"', undefined]);
    expect(seen.map(({ route, status }) => `${route} ${status}`)).toEqual([
      "GET /list/{number} 200",
      "GET /list/{number} 304",
      "GET /list/{number} 200",
      "GET /list/{number} 200",
    ]);
  });

  it("keeps no more than it may", () => {
    const reads = new ConditionalReads();
    const answer = { etag: "e", data: null, link: undefined };
    for (let count = 0; count < 3000; count += 1) reads.keep(String(count), answer, 400_000);
    const kept = Array.from({ length: 3000 }, (_, count) => reads.find(String(count))).filter(Boolean);
    expect(kept.length).toBe(Math.floor((32 * 2 ** 20) / 400_000));
    reads.keep("large", answer, 2 ** 20);
    reads.keep("odd", answer, Number.NaN);
    expect([reads.find("large"), reads.find("odd"), reads.find("2999")?.etag]).toEqual([
      undefined,
      undefined,
      "e",
    ]);
  });
});

describe("an installation's token that GitHub does not take any more", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const installation = { appId: 5, privateKey, installationId: 2 };
  const bad = { message: "Bad credentials" };

  async function open(
    isTaken: (token: string) => boolean,
    mostTokens = 9,
  ): Promise<{ client: Client; seen: string[] }> {
    let tokens = 0;
    const seen: string[] = [];
    const apiUrl = await serve(({ url = "", method = "", headers }, response) => {
      if (url.endsWith("/access_tokens")) {
        const token = `t${(tokens += 1)}`;
        if (tokens > mostTokens) return json(response, 404, { message: "Not Found" });
        return json(response, 201, { token, expires_at: "2999-01-01T00:00:00Z", permissions: {} });
      }
      const token = String(headers.authorization).replace("token ", "");
      seen.push(`${method} ${token}`);
      return isTaken(token) ? json(response, 200, []) : json(response, 401, bad);
    });
    return { client: new Client({ apiUrl, repository, auth: installation, wait: noWait }), seen };
  }

  afterEach(() => void vi.useRealTimers());

  it("is renewed, and the request sent once more, a write too: it has done nothing", async () => {
    const { client, seen } = await open((token) => token !== "t1" || seen.length === 1);
    await client.send("GET /repos/{owner}/{repo}/pulls", {});
    // In its first seconds a token may be unknown to some of GitHub's machines, and is tried again as it is.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect((await client.send("POST /repos/{owner}/{repo}/issues", { title: "x" })).status).toBe(200);
    expect(seen).toEqual(["GET t1", "POST t1", "POST t2"]);
  });

  it("is an error when there is no other: the App was removed", async () => {
    const { client, seen } = await open(() => seen.length === 1, 1);
    await client.send("GET /repos/{owner}/{repo}/pulls", {});
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    const sent = client.send("POST /repos/{owner}/{repo}/issues", { title: "x" });
    await expect(sent).rejects.toMatchObject({ code: "github.request-failed" });
    expect(seen).toEqual(["GET t1", "POST t1"]);
  });
});
