import { createSign } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { callApi } from "../sandbox/support.ts";
import { output, peer } from "./peers.ts";

/** A token of the App's installation on an organisation. */
async function installationToken({ url, app }: SandboxGitHub, organisation: string): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iat: seconds - 5, exp: seconds + 300, iss: String(app.id) };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const token = `${text}.${createSign("RSA-SHA256").update(text).sign(app.privateKey, "base64url")}`;
  const found = await callApi({ url, token }, `GET /orgs/${organisation}/installation`);
  const made = await callApi({ url, token }, `POST /app/installations/${found.body.id}/access_tokens`);
  return made.body.token;
}

describe("google/go-github on the sandbox", () => {
  it("reads every answer into its types: git data, issues, pull requests, checks, Releases, Deployments", async () => {
    const github = await startSandboxGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
    onTestFinished(() => github.close());
    const token = await installationToken(github, "acme");
    const program = peer("go-github/go-github");
    expect(JSON.parse(await output(program, [github.url, github.adminToken, token]))).toEqual({
      repository: ["acme/flights", "main", false, "Organization", true],
      label: ["ml/drift", "ff0000", "data has moved", false],
      comment: ["looked at", "ada", "MEMBER"],
      pages: [2, 3, 0],
      issues: [1, 2, 3, 4, 5, 6, 7],
      closed: ["closed", "completed", 1, true],
      ref: ["refs/heads/rate", "commit", true],
      commit: ["feat: rate", "ada", 1],
      contents: "rate: 0.2\n",
      files: ["model/params.yaml", "added", 1],
      review: ["COMMENTED", "well"],
      pull: [8, 1, true, true, true, "ada"],
      mentioned: "closed",
      comparison: ["ahead", 1, 1],
      check: ["failure", "pawl", 1, "rate", 1],
      status: ["eval", "success", 1],
      release: [true, false, "model.onnx", 3000, "uploaded", true, "commit"],
      latest: ["flights@v1.0.0", 1, false],
      deployment: ["production", '{"version":"v1.0.0"}', "success", "in_progress", "http://127.0.0.1:9/"],
      environment: "production",
      conditional: [200, 304, 0],
      limit: [5000, true, 30],
      refused: [
        [404, "Not Found", []],
        [422, "Validation Failed", ["Label.name already_exists"]],
        [401, "Bad credentials", []],
        [422, "Reference already exists", []],
      ],
    });
  });
});
