import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../../src/adapters/github/client.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";

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
      const github = createGitHub({ apiUrl, repository, auth });
      await expect(github.comments.list(1)).rejects.toMatchObject({ code: "github.malformed-response" });
    }
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
