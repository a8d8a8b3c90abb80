import { createServer, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { listen } from "./listen.ts";

/** Answers one request; `path` is its address without the origin. */
export type Answer = (path: string, response: ServerResponse) => void;

/** A server on loopback that answers whatever a test says, until the test ends; its origin. */
export async function serveLies(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request.url ?? "", response);
  });
  const { url, close } = await listen(server);
  onTestFinished(close);
  return url;
}

/** Answers with JSON, or with a text as it is. */
export function sayJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** The adapter before such a server. */
export async function connectToLies(answer: Answer): Promise<GitHub> {
  return createGitHub({
    apiUrl: await serveLies(answer),
    repository: "acme/flights",
    auth: { token: "t0ken" },
  });
}
