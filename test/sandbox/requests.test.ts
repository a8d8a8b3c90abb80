import { createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { callApi, startGitHub, startWorld } from "./support.ts";

function jwt(appId: number, key: string, lifeSeconds = 300): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: now - 5, exp: now + lifeSeconds, iss: appId })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

describe("requests to the sandbox", () => {
  it("answers what it lacks with 501 and the route", async () => {
    const github = await startGitHub();
    const answer = await callApi(
      { url: github.url, token: github.adminToken },
      "GET /repos/a/b/traffic/views",
    );
    expect(answer.status).toBe(501);
    expect(answer.body.message).toBe("Not implemented in the sandbox: GET /repos/a/b/traffic/views");
  });

  it("refuses broken JSON with 400 and missing fields with 422", async () => {
    const { call } = await startWorld();
    const broken = await call("ada", "POST /repos/acme/demo/issues", "{");
    expect([broken.status, broken.body.message]).toEqual([400, "Problems parsing JSON"]);
    const empty = await call("ada", "POST /repos/acme/demo/issues", {});
    expect(empty.status).toBe(422);
    expect(empty.body.errors).toEqual([{ resource: "Issue", field: "title", code: "missing_field" }]);
  });

  it.each(["../../etc/passwd", "a/../../b", ".git/config", "a//b"])(
    "refuses the path %s in contents",
    async (path) => {
      const { call } = await startWorld();
      const route = `/repos/acme/demo/contents/${encodeURIComponent(path)}`;
      expect((await call("ada", `GET ${route}`)).status).toBe(422);
      expect((await call("ada", `PUT ${route}`, { message: "m", content: "" })).status).toBe(422);
    },
  );

  it.each(["--upload-pack=x", "main:README.md", "main..feat", "@{u}", "a b"])(
    "finds no commit for the ref %s",
    async (ref) => {
      const { call } = await startWorld();
      const answer = await call("ada", `GET /repos/acme/demo/commits/${encodeURIComponent(ref)}`);
      expect(answer.status).toBe(404);
    },
  );

  it("answers below /api/v3 and links to the next page there", async () => {
    const { github, call } = await startWorld();
    for (const title of ["a", "b", "c"]) await call("ada", "POST /repos/acme/demo/issues", { title });
    const answer = await callApi(
      { url: github.url, token: github.adminToken },
      "GET /api/v3/repos/acme/demo/issues?per_page=2",
    );
    expect(answer.body).toHaveLength(2);
    expect(answer.headers.get("link")).toContain(
      `<${github.url}/api/v3/repos/acme/demo/issues?per_page=2&page=2>; rel="next"`,
    );
  });

  it("gives 304 for an unchanged answer", async () => {
    const { call } = await startWorld();
    const first = await call("ada", "GET /repos/acme/demo");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await call("ada", "GET /repos/acme/demo", undefined, headers)).status).toBe(304);
  });
});

describe("rights", () => {
  it("needs write to change contents and admin to change settings", async () => {
    const { call } = await startWorld();
    const body = { message: "m", content: "eA==" };
    expect((await call("rob", "PUT /repos/acme/demo/contents/x", body)).status).toBe(403);
    expect((await call("wes", "PUT /repos/acme/demo/contents/x", body)).status).toBe(201);
    expect((await call("wes", "PATCH /repos/acme/demo", { description: "d" })).status).toBe(403);
    expect((await call("", "PUT /repos/acme/demo/contents/x", body)).status).toBe(401);
  });

  it("hides private repositories from strangers", async () => {
    const { call } = await startWorld();
    await call("ada", "PATCH /repos/acme/demo", { private: true });
    expect((await call("rob", "GET /repos/acme/demo")).status).toBe(404);
    expect((await call("", "GET /repos/acme/demo")).status).toBe(404);
    expect((await call("wes", "GET /repos/acme/demo")).status).toBe(200);
  });

  it("tells roles that the old permission word cannot", async () => {
    const { call } = await startWorld();
    await call("ada", "PUT /repos/acme/demo/collaborators/rob", { permission: "maintain" });
    const answer = await call("ada", "GET /repos/acme/demo/collaborators/rob/permission");
    expect([answer.body.role_name, answer.body.permission]).toEqual(["maintain", "write"]);
  });

  it("holds a workflow's token to its permissions and ends it", async () => {
    const { github, call } = await startWorld();
    const { context } = github;
    const repository = context.findRepository("acme", "demo");
    if (!repository) throw new Error("no repository");
    const token = context.issueJobToken({
      repository,
      permissions: { contents: "read", issues: "write" },
      runId: 1,
    });
    const comment = await call(token, "POST /repos/acme/demo/issues", { title: "by a job" });
    expect(comment.body.user.login).toBe("github-actions[bot]");
    const write = await call(token, "PUT /repos/acme/demo/contents/x", { message: "m", content: "" });
    expect([write.status, write.body.message]).toEqual([403, "Resource not accessible by integration"]);
    context.revokeToken(token);
    expect((await call(token, "GET /repos/acme/demo")).status).toBe(401);
  });

  it("refuses forged and overlong App tokens and scopes installation tokens to their account", async () => {
    const { github, call } = await startWorld();
    const { id, privateKey } = github.app;
    const forged = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
      type: "pkcs8",
      format: "pem",
    });
    expect((await call(jwt(id, String(forged)), "GET /app")).status).toBe(401);
    expect((await call(jwt(id, privateKey, 3600), "GET /app")).status).toBe(401);
    const app = jwt(id, privateKey);
    const rob = await call(app, "GET /users/rob/installation");
    const token = await call(app, `POST /app/installations/${rob.body.id}/access_tokens`);
    const answer = await call(token.body.token, "POST /repos/acme/demo/issues", { title: "x" });
    expect(answer.status).toBe(403);
    const more = { permissions: { secrets: "write" } };
    expect((await call(app, `POST /app/installations/${rob.body.id}/access_tokens`, more)).status).toBe(422);
  });
});
