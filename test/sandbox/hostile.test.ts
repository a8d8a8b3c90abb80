import { createSign } from "node:crypto";
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { callApi, startGitHub, startWorld } from "./support.ts";

const run = promisify(execFile);

/** Sends bytes as they are and returns the status line. */
async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let got = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(text);
    });
    socket.on("data", (chunk) => {
      got += chunk.toString();
      if (got.includes("\r\n")) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(got.split("\r\n")[0] ?? "");
    });
  });
}

const isAlive = async (github: { url: string; adminToken: string }) =>
  (await callApi({ url: github.url, token: github.adminToken }, "GET /user")).status === 200;

describe("hostile requests", () => {
  it.each([
    ["broken JSON", '{"title":', 400],
    ["a text", '"title"', 400],
    ["null", "null", 400],
    ["a number where a text is due", '{"title":{"a":1}}', 422],
    ["a list where a text is due", '{"title":["t"]}', 422],
    ["a label that is an object without a name", '{"title":"t","labels":[{"id":{}}]}', 422],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe]).toString("latin1"), 400],
  ])("with %s are refused in GitHub's way", async (_, body, status) => {
    const { call } = await startWorld();
    const answer = await call("ada", "POST /repos/acme/demo/issues", body);
    expect([answer.status, typeof answer.body.message, answer.body.status]).toEqual([
      status,
      "string",
      String(status),
    ]);
  });

  it("with unknown fields are taken without them, as GitHub does", async () => {
    const { call } = await startWorld();
    const body = JSON.parse(
      '{"title":"t","number":99,"id":1,"__proto__":{"isAdmin":true},"user":{"login":"wes"}}',
    );
    const answer = await call("rob", "POST /repos/acme/demo/issues", body);
    expect([answer.status, answer.body.number, answer.body.user.login]).toEqual([201, 1, "rob"]);
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });

  it("with a body deeper than the stack or larger than the limit do not end it", async () => {
    const { github, call } = await startWorld();
    const deep = `{"title":"t","body":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expect((await call("ada", "POST /repos/acme/demo/issues", deep)).status).toBeGreaterThanOrEqual(400);
    const huge = JSON.stringify({ title: "t", body: "x".repeat(11 * 1024 * 1024) });
    const answer = await call("ada", "POST /repos/acme/demo/issues", huge).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    expect(await isAlive(github)).toBe(true);
  });

  it.each([
    "GET //elsewhere.example/repos HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET http://elsewhere.example/user HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /repos/%ff%fe/x HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /repos/a/b/contents/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a b:c\r\n\r\n",
    "BREW /user HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /user/repos HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ])("%j get an answer below 500 but 501, and the server lives", async (text) => {
    const github = await startGitHub();
    expect(await raw(github.url, text)).toMatch(/^HTTP\/1\.1 (2|3|4|501)/);
    expect(await isAlive(github)).toBe(true);
  });

  it.each([
    "/acme/demo.git/../../../../etc/passwd/info/refs?service=git-upload-pack",
    "/..%2f..%2fetc/passwd.git/info/refs?service=git-upload-pack",
    "/acme/--upload-pack=touch.git/info/refs?service=git-upload-pack",
    "/acme/demo.git/info/refs?service=git-shell",
    "/acme/demo.git/objects/info/packs",
    "/acme/demo.git/config",
  ])("to the git address %s give no file", async (path) => {
    const { github } = await startWorld();
    const line = await raw(github.url, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(line).toMatch(/^HTTP\/1\.1 (40[0134]|501)/);
  });

  it("to git with nonsense for a pack leave refs as they are", async () => {
    const { github, call } = await startWorld();
    const headers = { "content-type": "application/x-git-receive-pack-request" };
    const zero = "0".repeat(40);
    const line = `${zero} ${"1".repeat(40)} refs/heads/evil\0 report-status`;
    const packet = `${(line.length + 4).toString(16).padStart(4, "0")}${line}0000PACKnonsense`;
    for (const body of [packet, "zzzz", "ffff", "0003", packet.slice(0, 30)]) {
      await call("ada", "POST /acme/demo.git/git-receive-pack", body, headers);
    }
    expect((await call("ada", "GET /repos/acme/demo/git/ref/heads/evil")).status).toBe(404);
    expect(await isAlive(github)).toBe(true);
  });
});

describe("hostile credentials", () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = () => Math.floor(Date.now() / 1000);

  it.each([
    ["no algorithm", { alg: "none" }, 300],
    ["another algorithm", { alg: "HS256" }, 300],
    ["an end in the past", { alg: "RS256" }, -10],
    ["an end too far away", { alg: "RS256" }, 3600],
  ])("a JWT with %s is refused", async (_, header, lifeSeconds) => {
    const github = await startGitHub();
    const text = `${encode(header)}.${encode({ iat: seconds(), exp: seconds() + lifeSeconds, iss: github.app.id })}`;
    const signature = createSign("RSA-SHA256").update(text).sign(github.app.privateKey, "base64url");
    for (const token of [`${text}.${signature}`, `${text}.`]) {
      const answer = await callApi({ url: github.url, token }, "GET /app");
      expect([answer.status, typeof answer.body.message]).toEqual([401, "string"]);
    }
  });

  it("a JWT whose claims were changed after signing is refused", async () => {
    const github = await startGitHub();
    const header = encode({ alg: "RS256" });
    const claims = { iat: seconds(), exp: seconds() + 300, iss: github.app.id };
    const signature = createSign("RSA-SHA256")
      .update(`${header}.${encode({ ...claims, exp: seconds() - 300 })}`)
      .sign(github.app.privateKey, "base64url");
    const token = `${header}.${encode(claims)}.${signature}`;
    expect((await callApi({ url: github.url, token }, "GET /app")).status).toBe(401);
  });

  it("an installation's token is refused once its hour is over", async () => {
    let at = Date.parse("2026-01-01T00:00:00Z");
    const github = await startGitHub({ now: () => new Date(at) });
    const token = github.context.issueJobToken({
      repository: (await repositoryOf(github)).repository,
      permissions: { contents: "read" },
      runId: 1,
    });
    const call = () => callApi({ url: github.url, token }, "GET /repos/octocat/demo");
    expect((await call()).status).toBe(200);
    at += 86_400_001;
    const late = await call();
    expect([late.status, late.body.message]).toEqual([401, "Bad credentials"]);
  });

  it.each(["Basic !!!", "Bearer", "Digest x", "token a.b.c", `token ${"x".repeat(10_000)}`])(
    "the header %s is refused with 401",
    async (authorization) => {
      const github = await startGitHub();
      const answer = await callApi({ url: github.url }, "GET /user", undefined, { authorization });
      expect(answer.status).toBe(401);
    },
  );
});

async function repositoryOf(github: Awaited<ReturnType<typeof startGitHub>>) {
  await callApi({ url: github.url, token: github.adminToken }, "POST /user/repos", { name: "demo" });
  const repository = github.context.findRepository("octocat", "demo");
  if (!repository) throw new Error("no repository");
  return { repository };
}

describe("the sandbox's address", () => {
  it("is the loopback one only", async () => {
    const github = await startGitHub();
    const { port } = new URL(github.url);
    const { stdout } = await run("cat", ["/proc/net/tcp", "/proc/net/tcp6"]).catch(() => ({ stdout: "" }));
    const hex = Number(port).toString(16).toUpperCase().padStart(4, "0");
    const listening = stdout.split("\n").filter((line) => line.includes(`:${hex} `) && / 0A /.test(line));
    for (const line of listening) expect(line).toContain(`0100007F:${hex}`);
    const outward = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === "IPv4");
    if (!outward) return;
    await expect(fetch(`http://${outward.address}:${port}/user`)).rejects.toThrow("fetch failed");
  });
});
