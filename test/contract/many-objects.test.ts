import { describe, expect, it } from "vitest";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { connectToLies, sayJson, serveLies } from "../support/lying-github.ts";

const sha = "a".repeat(40);
const commits = ["1", "2", "3", "4", "5"].map((digit) => digit.repeat(40));

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
    const github = await connectToLies((__, response) => sayJson(response, answer));
    await expect(github.gitData.readFiles("a", commits)).rejects.toMatchObject({ code });
  });

  it("are asked for below /api where REST is below /api/v3", async () => {
    const asked: string[] = [];
    const apiUrl = await serveLies((path, response) => {
      asked.push(path);
      sayJson(response, {
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
    const github = await connectToLies((path, response) =>
      path.endsWith("/graphql")
        ? sayJson(response, { message: "Not Found" }, 404)
        : sayJson(response, content),
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
    const github = await connectToLies((path, response) => {
      const repository = Object.fromEntries(objects.map((object, at) => [`o${at}`, object]));
      sayJson(response, path.endsWith("/graphql") ? { data: { repository } } : content);
    });
    const texts = await github.gitData.readFiles("a", commits);
    expect(commits.map((commit) => texts.get(commit))).toEqual(["t", "w", "w", "w", "w"]);
  });

  it("that are more than is remembered come fifty with a request all the same", async () => {
    const many = Array.from({ length: 120 }, (_, at) => at.toString(16).padStart(40, "0"));
    const text = "x".repeat(60_000);
    const asked: string[] = [];
    const github = await connectToLies((path, response) => {
      asked.push(path);
      const objects = Array.from({ length: 50 }, (_, at) => [`o${at}`, { text, isTruncated: false }]);
      sayJson(response, { data: { repository: Object.fromEntries(objects) } });
    });
    expect((await github.gitData.readFiles("a", many)).size).toBe(many.length);
    expect(asked).toEqual(["/graphql", "/graphql", "/graphql"]);
  });
});
