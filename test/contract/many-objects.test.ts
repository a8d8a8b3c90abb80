import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";

const sha = "a".repeat(40);
const commits = ["1", "2", "3", "4", "5"].map((digit) => digit.repeat(40));
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(answer: (path: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request.url ?? "", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

async function connect(answer: (path: string, response: ServerResponse) => void): Promise<GitHub> {
  return createGitHub({ apiUrl: await serve(answer), repository: "acme/flights", auth: { token: "t0ken" } });
}

describe("many git objects at once", () => {
  it.each([
    [
      "a used-up limit",
      { errors: [{ type: "RATE_LIMITED", message: "slow down" }] },
      "github.request-failed",
    ],
    ["errors", { data: { repository: {} }, errors: [{ message: "no" }] }, "github.request-failed"],
    ["no repository", { data: { repository: null } }, "github.malformed-response"],
    ["no data", {}, "github.malformed-response"],
  ])("are refused when the answer has %s", async (_, answer, code) => {
    const github = await connect((__, response) => json(response, answer));
    await expect(github.gitData.readFiles("a", commits)).rejects.toMatchObject({ code });
  });

  it("are asked for below /api where REST is below /api/v3", async () => {
    const asked: string[] = [];
    const apiUrl = await serve((path, response) => {
      asked.push(path);
      json(response, {
        data: {
          repository: Object.fromEntries(
            commits.map((_, at) => [`o${at}`, { text: "t", isTruncated: false }]),
          ),
        },
      });
    });
    const github = createGitHub({
      apiUrl: `${apiUrl}/api/v3`,
      repository: "acme/flights",
      auth: { token: "t" },
    });
    expect((await github.gitData.readFiles("a", commits)).size).toBe(commits.length);
    expect(asked).toEqual(["/api/graphql"]);
  });

  it("are read one by one where the server offers no GraphQL", async () => {
    const content = {
      type: "file",
      size: 1,
      sha,
      encoding: "base64",
      content: Buffer.from("w").toString("base64"),
    };
    const github = await connect((path, response) =>
      path.endsWith("/graphql") ? json(response, { message: "Not Found" }, 404) : json(response, content),
    );
    expect([...(await github.gitData.readFiles("a", commits)).values()]).toEqual(commits.map(() => "w"));
  });

  it("that are cut, binary or of another type are read one by one", async () => {
    const content = {
      type: "file",
      size: 1,
      sha,
      encoding: "base64",
      content: Buffer.from("w").toString("base64"),
    };
    const objects = [
      { text: "t", isTruncated: false },
      { text: "t", isTruncated: true },
      { text: null, isTruncated: false },
      {},
      null,
    ];
    const github = await connect((path, response) => {
      const repository = Object.fromEntries(objects.map((object, at) => [`o${at}`, object]));
      json(response, path.endsWith("/graphql") ? { data: { repository } } : content);
    });
    const texts = await github.gitData.readFiles("a", commits);
    expect(commits.map((commit) => texts.get(commit))).toEqual(["t", "w", "w", "w", "w"]);
  });

  it("that are more than is remembered come fifty with a request all the same", async () => {
    const many = Array.from({ length: 120 }, (_, at) => at.toString(16).padStart(40, "0"));
    const text = "x".repeat(60_000);
    const asked: string[] = [];
    const github = await connect((path, response) => {
      asked.push(path);
      const objects = Array.from({ length: 50 }, (_, at) => [`o${at}`, { text, isTruncated: false }]);
      json(response, { data: { repository: Object.fromEntries(objects) } });
    });
    expect((await github.gitData.readFiles("a", many)).size).toBe(many.length);
    expect(asked).toEqual(["/graphql", "/graphql", "/graphql"]);
  });
});
